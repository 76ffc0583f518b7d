"""Words of a text in the form in which the model knows them: lower case, without inflection, names of lands and groups as a kind.

Case is no sign (a title in capitals reads the same), and neither is the shape of a quotation mark.
"""

from typing import NamedTuple

from processors.relevance.lexicon import load_lexicon
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
        word, length = words[position], 1
        name = kind = None
        if word in lexicon.names:
            name, length = lexicon.name_at(words, position)
        if name is None and word in lexicon.phrases:
            kind = lexicon.kind_at(words, position)
        start, end = matches[position].start(), matches[position + length - 1].end()
        if name:
            tokens.append(Token(name, start, end))
        elif 1 < len(word) <= MAX_WORD_CHARS or word.isdecimal():
            base = stem(word)
            tokens.append(Token(base, start, end, kind or lexicon.kinds.get(base)))
        position += length
    return tuple(tokens)
