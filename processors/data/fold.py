"""Fold a name to the form under which names are compared: no case, no accents, no punctuation."""

import hashlib
import re
import unicodedata

LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "ı": "i", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ə": "a", "ǝ": "a", "ħ": "h"},
)
"""Letters that carry no combining mark, so that canonical decomposition leaves them as they are."""

APOSTROPHES = re.compile("['’‘ʼʻ`ʿʾʹ′]")
NOT_ALPHANUMERIC = re.compile(r"[\W_]+")


def fold(name: str) -> str:
    """Fold a name: ``Sana'a`` to ``sanaa``, ``Al-Ḩasakah`` to ``al hasakah``, ``St. John's`` to ``st johns``."""
    folded = name.lower()
    if not folded.isascii():
        decomposed = unicodedata.normalize("NFKD", folded.translate(LETTERS))
        folded = "".join(char for char in decomposed if not unicodedata.combining(char))
    return NOT_ALPHANUMERIC.sub(" ", APOSTROPHES.sub("", folded)).strip()


def name_hash(folded: str) -> int:
    """Hash a folded name to 64 bits, alike on every machine; an unknown name meets one of 10^6 by chance once in 10^13."""
    return int.from_bytes(hashlib.blake2b(folded.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")
