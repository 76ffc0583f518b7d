"""Which articles of the window share words with another one: postings of terms, in arrays."""

from array import array
from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.int64]

_WEIGHT_BITS = 16


class TermIndex:
    """Vectors of whole-numbered weights by slot, and their products with another vector."""

    def __init__(self) -> None:
        self._postings: dict[int, array[int]] = {}
        """For each term, the slots that hold it, each with its weight in the low bits; order does not matter."""

    def add(self, slot: int, terms: Mapping[int, int]) -> None:
        """Put a vector, of weights below 65,536, into a slot that has none."""
        for term, weight in terms.items():
            self._postings.setdefault(term, array("q")).append(slot << _WEIGHT_BITS | weight)

    def remove(self, slot: int, terms: Mapping[int, int]) -> None:
        """Take a vector out of its slot."""
        for term, weight in terms.items():
            postings = self._postings[term]
            hole, last = postings.index(slot << _WEIGHT_BITS | weight), postings.pop()
            if hole < len(postings):
                postings[hole] = last
            if not postings:
                del self._postings[term]

    def products(self, terms: Mapping[int, int], slots: int) -> Scores:
        """The scalar product with the vector in each of the first ``slots`` slots, exactly; 0 for an empty slot."""
        scores = np.zeros(slots, dtype=np.int64)
        shared = [(weight, self._postings[term]) for term, weight in terms.items() if term in self._postings]
        if shared:
            postings = np.concatenate([np.frombuffer(held, dtype=np.int64) for _, held in shared])
            ours = np.repeat([weight for weight, _ in shared], [len(held) for _, held in shared])
            theirs = postings & ((1 << _WEIGHT_BITS) - 1)
            np.add.at(scores, postings >> _WEIGHT_BITS, ours * theirs)
        return scores
