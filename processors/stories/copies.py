"""Wire copies: texts whose wording is mostly the same, because they come from one agency, release or hand.

A text is a set of shingles (three words in a row, hashed). The measure is containment: the share of the shorter text's shingles
that the other has too, so that a cut agency report is still found in the full one. It is computed exactly, never estimated.
Source: A. Broder, "On the resemblance and containment of documents", 1997.
"""

import base64
import re

import numpy as np
import numpy.typing as npt

from processors.stories.words import term_of

Shingles = npt.NDArray[np.uint32]
"""Sorted hashes, each once."""

WORD = re.compile(r"[^\W_]+")
SHINGLE_WORDS = 3
MAX_WORDS = 1500
"""Of a text; where two copies begin, they are alike."""
MAX_CHARS = 8 * MAX_WORDS
MIN_SHINGLES = 12
"""Texts with fewer are too short to tell a copy from a set phrase."""
COPIED = 0.55
"""From this containment, the shorter text is taken to be made of the other's wording."""
_FACTORS = np.array([0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D], dtype=np.uint32)  # odd numbers far apart (those of xxHash)


def shingle(text: str) -> Shingles:
    """The shingles of a text's beginning."""
    words = WORD.findall(text[:MAX_CHARS].replace("'", "").replace("’", "").lower())[:MAX_WORDS]
    hashes = np.fromiter(map(term_of, words), dtype=np.uint32, count=len(words))
    n = len(hashes) - SHINGLE_WORDS + 1
    if n < 1:
        return np.empty(0, dtype=np.uint32)
    mixed = np.zeros(n, dtype=np.uint32)
    for i in range(SHINGLE_WORDS):
        mixed = (mixed ^ hashes[i : n + i]) * _FACTORS[i]
    return np.unique(mixed)


def containment(one: Shingles, other: Shingles) -> float:
    """The share of the smaller set that is in the other, from 0 to 1; 0 where one is too short to tell."""
    smaller, larger = (one, other) if len(one) <= len(other) else (other, one)
    if len(smaller) < MIN_SHINGLES:
        return 0.0
    places = np.minimum(np.searchsorted(larger, smaller), len(larger) - 1)
    return int(np.count_nonzero(larger[places] == smaller)) / len(smaller)


def is_copy(one: Shingles, other: Shingles) -> bool:
    """Whether one text is made of the other's wording."""
    return containment(one, other) >= COPIED


def pack(shingles: Shingles) -> str:
    """Base64 of little-endian 32-bit numbers: what a record carries."""
    return base64.b64encode(shingles.astype("<u4").tobytes()).decode()


def unpack(packed: str) -> Shingles:
    """The shingles in a record.

    Raises:
        ValueError: It holds none.
    """
    return np.frombuffer(base64.b64decode(packed, validate=True), dtype="<u4")
