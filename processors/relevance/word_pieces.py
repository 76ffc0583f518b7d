"""Word pieces: how the sentence encoder's vocabulary cuts a text.

Source: BERT's uncased tokenizer (J. Devlin et al., 2019): lower case, no accents, words cut greedily into the longest
known pieces.
"""

import unicodedata
from functools import lru_cache

MAX_WORD_CHARS = 100
CONTINUED = "##"
START, END, UNKNOWN = "[CLS]", "[SEP]", "[UNK]"


class WordPieces:
    """The tokenizer of one vocabulary.

    Args:
        vocabulary: One piece a line; the number of a line is the piece's id.
    """

    def __init__(self, vocabulary: str) -> None:
        self._ids = {piece: number for number, piece in enumerate(vocabulary.split("\n")) if piece}
        self._pieces = lru_cache(maxsize=20_000)(self._cut)

    def ids(self, text: str, limit: int) -> list[int]:
        """The ids of a text's pieces between start and end marks, ``limit`` at most with them."""
        ids = [self._ids[START]]
        for word in _words(text):
            ids += self._pieces(word)
            if len(ids) >= limit - 1:
                break
        return [*ids[: limit - 1], self._ids[END]]

    def _cut(self, word: str) -> tuple[int, ...]:
        ids: list[int] = []
        begin = 0
        while begin < len(word) <= MAX_WORD_CHARS:
            mark = CONTINUED if begin else ""
            end = next((end for end in range(len(word), begin, -1) if mark + word[begin:end] in self._ids), None)
            if end is None:
                break
            ids.append(self._ids[mark + word[begin:end]])
            begin = end
        return tuple(ids) if begin == len(word) else (self._ids[UNKNOWN],)


def _words(text: str) -> list[str]:
    chars = []
    for char in unicodedata.normalize("NFD", text.lower()):
        category = unicodedata.category(char)
        if char.isspace():
            chars.append(" ")
        elif category == "Mn" or category[0] == "C" or char == "\ufffd":
            continue
        elif category[0] == "P" or (char.isascii() and not char.isalnum()) or _is_ideograph(char):
            chars += (" ", char, " ")
        else:
            chars.append(char)
    return "".join(chars).split()


def _is_ideograph(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff" or "\u3400" <= char <= "\u4dbf" or "\uf900" <= char <= "\ufaff"
