"""Measures of a relevance model: core against none, borderline items left out."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

BINS = 10


@dataclass(frozen=True, slots=True)
class Measures:
    """Counts and measures of one set; ``auc`` is nan where one class is missing."""

    n: int
    core: int
    precision: float
    recall: float
    f1: float
    auc: float
    ece: float

    def __str__(self) -> str:
        """One line of a table."""
        return (
            f"{self.n:5d} {self.core:5d}  F1 {self.f1:.3f}  P {self.precision:.3f}  R {self.recall:.3f}  AUC {self.auc:.4f}"
            f"  ECE {self.ece:.3f}"
        )


def measure(p: Sequence[float] | np.ndarray, core: Sequence[bool] | np.ndarray, threshold: float) -> Measures:
    """Measure probabilities against the truth; items at ``threshold`` and above count as found."""
    ps, truth = np.asarray(p, dtype=float), np.asarray(core, dtype=bool)
    found = ps >= threshold
    hits = int((found & truth).sum())
    return Measures(
        n=len(ps),
        core=int(truth.sum()),
        precision=hits / max(1, int(found.sum())),
        recall=hits / max(1, int(truth.sum())),
        f1=2 * hits / max(1, int(found.sum()) + int(truth.sum())),
        auc=_auc(ps, truth),
        ece=_ece(ps, truth),
    )


def _auc(ps: np.ndarray, truth: np.ndarray) -> float:
    positive, negative = ps[truth], ps[~truth]
    if not len(positive) or not len(negative):
        return float("nan")
    above = (positive[:, None] > negative[None, :]).sum() + 0.5 * (positive[:, None] == negative[None, :]).sum()
    return float(above / (len(positive) * len(negative)))


def _ece(ps: np.ndarray, truth: np.ndarray) -> float:
    """Expected calibration error: in ten equal bins, the gap between what was said and what was so, weighted by items."""
    bins = np.minimum((ps * BINS).astype(int), BINS - 1)
    return float(sum(abs(ps[bins == b].mean() - truth[bins == b].mean()) * (bins == b).mean() for b in set(bins.tolist())))
