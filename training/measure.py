"""Measures of a relevance model: core against none, borderline items left out; and of the agreement of two readings."""

from collections import Counter
from collections.abc import Hashable, Sequence
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


def measure(
    p: Sequence[float] | np.ndarray, core: Sequence[bool] | np.ndarray, threshold: float, core_share: float | None = None
) -> Measures:
    """Measure probabilities against the truth; items at ``threshold`` and above count as found.

    Args:
        p: Probability of core.
        core: What is so.
        threshold: Where ``yes`` begins.
        core_share: Weigh the items so that this share of them is core: the base rate of an outlet of which more core items were
            labelled than it has.
    """
    ps, truth = np.asarray(p, dtype=float), np.asarray(core, dtype=bool)
    weights = np.ones(len(ps))
    if core_share is not None and 0 < truth.sum() < len(ps):
        weights = base_rate_weights(truth, core_share)
    found = ps >= threshold
    hits = float(weights[found & truth].sum())
    return Measures(
        n=len(ps),
        core=int(truth.sum()),
        precision=hits / float(weights[found].sum() or 1),
        recall=hits / float(weights[truth].sum() or 1),
        f1=2 * hits / float(weights[found].sum() + weights[truth].sum() or 1),
        auc=_auc(ps, truth),
        ece=_ece(ps, truth, weights),
    )


def base_rate_weights(core: np.ndarray, share: float) -> np.ndarray:
    """Weights, 1 in the mean, by which core items are ``share`` of all."""
    weights: np.ndarray = np.where(core, share / core.mean(), (1 - share) / (1 - core.mean()))
    return weights


def kappa(first: Sequence[Hashable], second: Sequence[Hashable]) -> float:
    """Agreement of two readings beyond chance. Source: J. Cohen, A coefficient of agreement for nominal scales, 1960."""
    agreed = sum(one == other for one, other in zip(first, second, strict=True)) / len(first)
    ones, others = Counter(first), Counter(second)
    chance = sum(ones[label] * others[label] for label in ones) / len(first) ** 2
    return (agreed - chance) / (1 - chance) if chance < 1 else 1.0


def _auc(ps: np.ndarray, truth: np.ndarray) -> float:
    positive, negative = ps[truth], ps[~truth]
    if not len(positive) or not len(negative):
        return float("nan")
    above = (positive[:, None] > negative[None, :]).sum() + 0.5 * (positive[:, None] == negative[None, :]).sum()
    return float(above / (len(positive) * len(negative)))


def _ece(ps: np.ndarray, truth: np.ndarray, weights: np.ndarray) -> float:
    """Expected calibration error: in ten equal bins, the gap between what was said and what was so, weighted by items."""
    bins = np.minimum((ps * BINS).astype(int), BINS - 1)
    gaps = (ps - truth) * weights
    return float(sum(abs(gaps[bins == b].sum()) for b in set(bins.tolist())) / (weights.sum() or 1))
