"""Words of a text in the form in which the model knows them: lower case, without inflection, names of lands and groups as a kind.

Case is no sign (a title in capitals reads the same), neither is the shape of a quotation mark, and function words tell nothing.
"""

from functools import lru_cache
from typing import NamedTuple

from processors.relevance.lexicon import LAND, WAR_LAND, Names, load_lexicon, longest
from processors.relevance.words import WORD, stem

FUNCTION_WORDS = frozenset(
    word
    for line in (
        "the an of in on at to for and or but by with from as is are was were be been has have had will would it its this",
        "that these those he they she his her their we our you who which said say after over into up out not no than then",
        "there about more also when where what how all one two if so do did can could may might should between amid",
        "during while us",
    )
    for word in line.split()
)
"""Stems that are no feature."""

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
    """Find the words; single letters, endless runs and function words that begin no phrase are none."""
    matches = list(WORD.finditer(text))
    words = [match.group().lower() for match in matches]
    tokens: list[Token] = []
    behind_name = 0
    for at, word in enumerate(words):
        if at < behind_name or len(word) > MAX_WORD_CHARS or (facts := _facts(word)) is None:
            continue
        base, kind, names, phrases = facts
        start, end = matches[at].span()
        if names and (name := longest(names, words, at)):
            length, label = name
            base, kind = (LAND, WAR_LAND) if label == WAR_LAND else (label, None)
            behind_name = at + length
            end = matches[behind_name - 1].end()
        elif phrases and (phrase := longest(phrases, words, at)):
            kind = phrase[1]
        if base and (kind or base not in FUNCTION_WORDS):
            tokens.append(Token(base, start, end, kind))
    return tuple(tokens)


@lru_cache(maxsize=20_000)
def _facts(word: str) -> tuple[str, str | None, Names, Names] | None:
    """The stem (empty for what is no word), its kind, and the names and phrases that may begin here; None for none of these."""
    lexicon = load_lexicon()
    base = stem(word) if len(word) > 1 or word.isdecimal() else ""
    kind, names, phrases = lexicon.kinds.get(base), lexicon.names.get(word, ()), lexicon.phrases.get(word, ())
    tells = kind or names or phrases or (base and base not in FUNCTION_WORDS)
    return (base, kind, names, phrases) if tells else None
