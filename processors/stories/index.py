"""Which articles of the window share words with another one: postings of terms, in arrays."""

from array import array
from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.int64]


class _Postings:
    """The slots that hold a term, with its weight in each; order does not matter."""

    __slots__ = ("slots", "weights")

    def __init__(self) -> None:
        self.slots = array("i")
        self.weights = array("q")

    def add(self, slot: int, weight: int) -> None:
        self.slots.append(slot)
        self.weights.append(weight)

    def remove(self, slot: int) -> None:
        hole = self.slots.index(slot)
        last_slot, last_weight = self.slots.pop(), self.weights.pop()
        if hole < len(self.slots):
            self.slots[hole], self.weights[hole] = last_slot, last_weight


class TermIndex:
    """Vectors of whole-numbered weights by slot, and their products with another vector."""

    def __init__(self) -> None:
        self._postings: dict[int, _Postings] = {}

    def add(self, slot: int, terms: Mapping[int, int]) -> None:
        """Put a vector into a slot that has none."""
        for term, weight in terms.items():
            self._postings.setdefault(term, _Postings()).add(slot, weight)

    def remove(self, slot: int, terms: Mapping[int, int]) -> None:
        """Take a vector out of its slot."""
        for term in terms:
            self._postings[term].remove(slot)
            if not self._postings[term].slots:
                del self._postings[term]

    def products(self, terms: Mapping[int, int], slots: int) -> Scores:
        """The scalar product with the vector in each of the first ``slots`` slots, exactly; 0 for an empty slot."""
        scores = np.zeros(slots, dtype=np.int64)
        for term, weight in terms.items():
            if (postings := self._postings.get(term)) is not None:
                scores[np.frombuffer(postings.slots, dtype=np.int32)] += weight * np.frombuffer(postings.weights, dtype=np.int64)
        return scores
