"""Words of a text in the form in which the model knows them: lower case, without inflection, names of lands and groups as a kind.

Case is no sign (a title in capitals reads the same), and neither is the shape of a quotation mark.
"""

from functools import lru_cache
from typing import NamedTuple

from processors.relevance.lexicon import LAND, WAR_LAND, load_lexicon
from processors.relevance.words import WORD, stem

MAX_WORD_CHARS = 40
"""A longer run of letters is no word of English; hostile ones are not to fill the cache of stems."""


class Token(NamedTuple):
    """A word, or the several words of a name that is known as a kind.

    Attributes:
        stem: Its form in the model: ``kill``, ``@land``, ``#year``.
        start: First character in title or text.
        end: One past the last.
        kind: Its kind in the lexicon, if it has one.
    """

    stem: str
    start: int
    end: int
    kind: str | None = None


def tokenize(text: str) -> tuple[Token, ...]:
    """Find the words; single letters and endless runs are none."""
    lexicon = load_lexicon()
    matches = list(WORD.finditer(text))
    words = [match.group().lower() for match in matches]
    tokens: list[Token] = []
    position = 0
    while position < len(words):
        if len(words[position]) > MAX_WORD_CHARS:
            position += 1
            continue
        base, kind, is_first = _facts(words[position])
        length = 1
        if is_first:
            name, length = lexicon.name_at(words, position)
            if name:
                base, kind = (LAND, WAR_LAND) if name == WAR_LAND else (name, None)
            else:
                kind = lexicon.kind_at(words, position) or kind
        if base:
            tokens.append(Token(base, matches[position].start(), matches[position + length - 1].end(), kind))
        position += length
    return tuple(tokens)


@lru_cache(maxsize=20_000)
def _facts(word: str) -> tuple[str | None, str | None, bool]:
    """The stem (None for what is no word), its kind, and whether a name or a phrase may begin here."""
    lexicon = load_lexicon()
    base = stem(word) if len(word) > 1 or word.isdecimal() else None
    return base, lexicon.kinds.get(base) if base else None, word in lexicon.names or word in lexicon.phrases
