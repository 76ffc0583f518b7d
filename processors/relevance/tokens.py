"""Words of a text in the form in which the model knows them: lower case, without inflection, names of lands and groups as a kind.

Case is no sign (a title in capitals reads the same), neither is the shape of a quotation mark, and function words tell nothing.
"""

from dataclasses import dataclass, field
from functools import lru_cache

from processors.relevance.lexicon import LAND, WAR_LAND, Names, load_lexicon, longest
from processors.relevance.words import WORD
from processors.relevance.words import stem as stem_of

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


@dataclass(frozen=True, slots=True)
class Tokens:
    """Words, or the several words of a name that is known as a kind, in parallel lists.

    Attributes:
        stems: Their forms in the model: ``kill``, ``@land``, ``#year``.
        starts: The first character of each in title or text.
        ends: One past the last.
        kinds: The kind of each in the lexicon, if it has one.
    """

    stems: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    kinds: list[str | None] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.stems)

    def add(self, text: str) -> None:
        """Add the words of a text; single letters, endless runs and function words that begin no phrase are none."""
        matches = list(WORD.finditer(text))
        words = [match.group().lower() for match in matches]
        behind_name = 0
        for at, word in enumerate(words):
            if at < behind_name or len(word) > MAX_WORD_CHARS or (facts := _facts(word)) is None:
                continue
            stem, kind, names, phrases = facts
            start, end = matches[at].span()
            if names and (name := longest(names, words, at)):
                length, label = name
                stem, kind = (LAND, WAR_LAND) if label == WAR_LAND else (label, None)
                behind_name = at + length
                end = matches[behind_name - 1].end()
            elif phrases and (phrase := longest(phrases, words, at)):
                kind = phrase[1]
            if stem and (kind or stem not in FUNCTION_WORDS):
                self.stems.append(stem)
                self.starts.append(start)
                self.ends.append(end)
                self.kinds.append(kind)


@lru_cache(maxsize=20_000)
def _facts(word: str) -> tuple[str, str | None, Names, Names] | None:
    """The stem (empty for what is no word), its kind, and the names and phrases that may begin here; None for none of these."""
    lexicon = load_lexicon()
    base = stem_of(word) if len(word) > 1 or word.isdecimal() else ""
    kind, names, phrases = lexicon.kinds.get(base), lexicon.names.get(word, ()), lexicon.phrases.get(word, ())
    tells = kind or names or phrases or (base and base not in FUNCTION_WORDS)
    return (base, kind, names, phrases) if tells else None
