"""Cut a text into words, as the lexicon's names are cut: runs of letters and digits, folded for comparison."""

import re
from dataclasses import dataclass
from functools import lru_cache

from processors.actors.apostrophes import lost_possessives
from processors.data.fold import fold

WORD = re.compile(r"[^\W_]+")

JOINTS = frozenset({" ", "-", "'", "’", "\u00a0", "\u2011", "–", ".", ". ", "&", "/", " (", ") ", " & ", "' ", "’ "})
"""What may stand between two words of one name: "al-Shabaab", "the Kurdistan Workers' Party"."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text, in parallel lists that nobody changes.

    Attributes:
        text: The text.
        folded: Each word in lower case without accents.
        starts: Where each word starts, in characters of the text.
        ends: One past where it ends.
        capitals: Whether it starts with a capital letter.
        vocabulary: Every folded word once.
    """

    text: str
    folded: list[str]
    starts: list[int]
    ends: list[int]
    capitals: list[bool]
    vocabulary: frozenset[str]

    def __len__(self) -> int:
        return len(self.folded)

    def gap(self, at: int) -> str:
        """What stands between a word and the next one, an apostrophe where it was lost; empty after the last."""
        return self.text[self.ends[at] : self.starts[at + 1]] or "'" if at + 1 < len(self.starts) else ""

    def capital(self, at: int) -> bool:
        """Tell whether the word at an index, which may lie outside, starts with a capital letter."""
        return 0 <= at < len(self.capitals) and self.capitals[at]

    def word(self, at: int) -> str:
        """The folded word at an index; empty outside."""
        return self.folded[at] if 0 <= at < len(self.folded) else ""

    def written(self, at: int) -> str:
        """The word as the text writes it; empty outside."""
        return self.text[self.starts[at] : self.ends[at]] if 0 <= at < len(self.starts) else ""

    def point_end(self, at: int) -> int:
        """Where the word before ``at`` ends in the text, with the point of a last initial: "U.S."."""
        end = self.ends[at - 1]
        initials = at > 1 and self.gap(at - 2) == "." and len(self.folded[at - 1]) == 1
        return end + 1 if initials and self.text[end : end + 1] == "." else end

    def before(self, at: int) -> str:
        """The folded word before, where only a space parts the two; empty otherwise."""
        return self.folded[at - 1] if at > 0 and self.gap(at - 1) in {" ", "\u00a0"} else ""

    def after(self, at: int) -> str:
        """The folded word behind, where only a space parts the two; empty otherwise."""
        return self.word(at + 1) if self.gap(at) in {" ", "\u00a0"} else ""


def folded(word: str) -> str:
    """A word in lower case without accents."""
    return word.lower() if word.isascii() else fold(word)


@lru_cache(maxsize=2)
def cut(text: str) -> Words:
    """Cut a text into words; parties and places of a text are looked for one after the other, so it is cut once for both."""
    spans = [match.span() for match in WORD.finditer(text)]
    lost = lost_possessives(text)
    if lost:  # "Syrias" is cut as "Syria's" is
        spans = [part for span in spans for part in _without_possessive(text, *span, lost)]
    words = [text[start:end] for start, end in spans]
    plain = [folded(word) for word in words]
    return Words(
        text,
        plain,
        starts=[start for start, _ in spans],
        ends=[end for _, end in spans],
        capitals=[word[0].isupper() for word in words],
        vocabulary=frozenset(plain),
    )


def _without_possessive(text: str, start: int, end: int, lost: frozenset[str]) -> tuple[tuple[int, int], ...]:
    """The spans of a name and its possessive "s" that lost the apostrophe; of another word its own."""
    return ((start, end - 1), (end - 1, end)) if text[start:end] in lost else ((start, end),)
