"""Words as the pieces of a transformer's vocabulary (WordPiece, as BERT has it): the longest known piece first.

Source: Wu et al., Google's Neural Machine Translation System, 2016. Lower case, without accents; every mark is a word of its own.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence

UNKNOWN, FIRST, MARK = "[UNK]", "[CLS]", "[SEP]"
"""The piece of a word that cannot be put together, the one that a window begins with, and the one behind each sentence."""
MAX_WORD_CHARS = 40
"""A longer word is debris, and unknown."""
MAX_KNOWN_WORDS = 20_000
"""Words that are remembered with their pieces."""
_WORD = re.compile(r"[^\W_]+|[^\w\s]|_")


class WordPieces:
    """A vocabulary; a piece's number is its place in it, and a piece within a word begins with ``##``."""

    def __init__(self, pieces: Sequence[str]) -> None:
        """Take the pieces in order of their numbers."""
        self.numbers: Mapping[str, int] = {piece: number for number, piece in enumerate(pieces)}
        self.longest = max(map(len, pieces))
        self._known: dict[str, tuple[int, ...]] = {}

    def encode(self, text: str, limit: int) -> list[int]:
        """The numbers of the first ``limit`` pieces of a text."""
        found: list[int] = []
        for match in _WORD.finditer(plain(text)):
            found += self._word(match.group())
            if len(found) >= limit:
                break
        return found[:limit]

    def _word(self, word: str) -> tuple[int, ...]:
        known = self._known.get(word)
        if known is None:
            if len(self._known) >= MAX_KNOWN_WORDS:
                self._known.clear()
            known = self._known[word] = self._split(word)
        return known

    def _split(self, word: str) -> tuple[int, ...]:
        unknown = (self.numbers[UNKNOWN],)
        if len(word) > MAX_WORD_CHARS:
            return unknown
        found: list[int] = []
        start = 0
        while start < len(word):
            before = "##" if start else ""
            for end in range(min(len(word), start + self.longest), start, -1):
                number = self.numbers.get(before + word[start:end])
                if number is not None:
                    break
            else:
                return unknown
            found.append(number)
            start = end
        return tuple(found)


def plain(text: str) -> str:
    """Lower case without accents."""
    if text.isascii():
        return text.lower()
    return "".join(char for char in unicodedata.normalize("NFD", text.lower()) if unicodedata.category(char) != "Mn")
