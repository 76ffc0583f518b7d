"""Fit, calibrate and write the linear models that the package ships: one logistic regression a class, all together.

Nothing is random in it: the same samples and versions give the same bytes.
"""

import argparse
import hashlib
import io
import json
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

STEPS = 60
ALWAYS = -1
"""The fold of samples that are learnt from and never left out: nothing is calibrated or measured on them."""
Calibration = tuple[list[float], list[float]]
"""Slope and offset of each class."""
Measures = dict[str, dict[str, float]]
"""Precision, recall, F1 and number by class."""
LEVELS = 127
"""Weights are shipped as whole numbers up to this, times a scale of their class."""


def parse(description: str | None, package: Path) -> argparse.Namespace:
    """The arguments of a command that trains: ``corpus`` and ``out``."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True, help="folder of the public corpus")
    parser.add_argument("--out", type=Path, default=package, help="where the weights go (default: into the package)")
    return parser.parse_args()


@dataclass(frozen=True, slots=True)
class Fitted:
    """Names of features in order, with the weights of each class.

    Attributes:
        names: n features.
        weights: (n, classes), whole numbers of -127 to 127.
        scales: (classes,), what they are multiplied with.
        bias: (classes,).
    """

    names: tuple[str, ...]
    weights: np.ndarray
    scales: np.ndarray
    bias: np.ndarray

    def scores(self, features: Sequence[Sequence[str]]) -> np.ndarray:
        """Raw scores, samples x classes."""
        return np.asarray(vectors(features, self.names) @ (self.weights * self.scales) + self.bias)


def fit(features: Sequence[Sequence[str]], truth: np.ndarray, min_count: int, ridge: float) -> Fitted:
    """Fit all classes by L-BFGS.

    Args:
        features: Of each sample, none twice.
        truth: Samples x classes, 0 or 1, or less than 0 where it is not known.
        min_count: Features of fewer samples are left out.
        ridge: How strongly every weight is drawn to 0.
    """
    counts = Counter(name for sample in features for name in sample)
    names = tuple(sorted(name for name, n in counts.items() if n >= min_count))
    x = vectors(features, names)
    x_t = x.T.tocsr()
    known = truth >= 0
    y = np.where(known, truth, 0).astype(float)
    shape = (len(names), y.shape[1])

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        weights, bias = flat[: -shape[1]].reshape(shape), flat[-shape[1] :]
        odds = x @ weights + bias
        wrong = (1 / (1 + np.exp(-odds)) - y) * known
        value = ((np.logaddexp(0, odds) - y * odds) * known).sum() + ridge / 2 * (weights**2).sum()
        return float(value), np.concatenate([(x_t @ wrong + ridge * weights).ravel(), wrong.sum(axis=0)])

    start = np.zeros(shape[0] * shape[1] + shape[1])
    share = y.sum(axis=0) / np.maximum(known.sum(axis=0), 1) + 1e-4
    start[-shape[1] :] = np.log(share / (1 - share))
    flat = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": STEPS, "maxcor": 6}).x
    weights, bias = flat[: -shape[1]].reshape(shape), flat[-shape[1] :]
    scales = (np.maximum(np.abs(weights).max(axis=0), 1e-6) / LEVELS).astype(np.float32)
    return Fitted(names, np.rint(weights / scales).astype(np.int8), scales, bias.astype(np.float32))


def vectors(features: Sequence[Sequence[str]], names: Sequence[str]) -> csr_matrix:
    """One row of length 1 for each sample."""
    index = {name: place for place, name in enumerate(names)}
    rows: list[int] = []
    columns: list[int] = []
    values: list[float] = []
    for row, sample in enumerate(features):
        known = [index[name] for name in sample if name in index]
        rows += [row] * len(known)
        columns += known
        values += [1 / np.sqrt(max(len(known), 1))] * len(known)
    return csr_matrix((values, (rows, columns)), shape=(len(features), len(names)))


def leave_out(
    features: Sequence[Sequence[str]], truth: np.ndarray, folds: Sequence[int], min_count: int, ridge: float
) -> np.ndarray:
    """The scores of every sample by a model that saw nothing of its fold."""
    scores = np.zeros(truth.shape)
    for fold in sorted(set(folds) - {ALWAYS}):
        rest = [place for place, mine in enumerate(folds) if mine == fold]
        others = [place for place, mine in enumerate(folds) if mine != fold]
        fitted = fit([features[place] for place in others], truth[others], min_count, ridge)
        scores[rest] = fitted.scores([features[place] for place in rest])
    return scores


def calibrate(scores: np.ndarray, truth: np.ndarray) -> Calibration:
    """Slope and offset of each class on scores that were left out (Platt scaling)."""
    slopes, offsets = [], []
    for mine, true in zip(scores.T, truth.T, strict=True):
        regression = LogisticRegression(C=1.0, max_iter=500).fit(mine[true >= 0, None], true[true >= 0])
        slopes.append(round(float(regression.coef_[0][0]), 4))
        offsets.append(round(float(regression.intercept_[0]), 4))
    return slopes, offsets


def judge(
    features: Sequence[Sequence[str]], truth: np.ndarray, folds: Sequence[int], min_count: int, ridge: float
) -> tuple[Calibration, np.ndarray]:
    """The calibration on samples that were left out by folds, and with it the probabilities of these, samples x classes."""
    judged = [place for place, fold in enumerate(folds) if fold != ALWAYS]
    scores = leave_out(features, truth, folds, min_count, ridge)[judged]
    slope, offset = calibrate(scores, truth[judged])
    return (slope, offset), np.asarray(1 / (1 + np.exp(-(scores * slope + offset))))


def ship(fitted: Fitted, calibration: Calibration, measures: Mapping[str, Measures], metadata: Mapping[str, Any],
         weights_file: Path, metadata_file: Path) -> None:  # fmt: skip
    """Print the measures; write weights and metadata."""
    report = [
        f"{kind:6s} {name:12s} " + "  ".join(f"{key} {value}" for key, value in row.items())
        for kind, table in measures.items()
        for name, row in table.items()
    ]
    buffer = io.BytesIO()
    names = np.frombuffer("\n".join(fitted.names).encode("utf-8"), dtype=np.uint8)
    np.savez_compressed(buffer, names=names, weights=fitted.weights, scales=fitted.scales, bias=fitted.bias)
    digest = hashlib.sha256(buffer.getvalue()).hexdigest()
    weights_file.write_bytes(buffer.getvalue())
    made = {
        "weights_sha256": digest,
        "features": len(fitted.names),
        "calibration": {"slope": calibration[0], "offset": calibration[1]},
        **metadata,
        "left_out_measures": measures,
    }
    metadata_file.write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")
    report.append(f"{len(fitted.names)} features, sha256 {digest}")
    print("\n".join(report))  # noqa: T201 (a command that answers)


def measure(found: Sequence[Collection[str]], truth: Sequence[Collection[str]], classes: Sequence[str],
            is_summed: Callable[[str], bool]) -> Measures:  # fmt: skip
    """Precision, recall, F1 and number of each class, with their micro and macro mean over those that are summed."""
    table: Measures = {}
    sums = Counter[str]()
    for name in classes:
        true = [name in types for types in truth]
        guess = [name in types for types in found]
        hits = sum(t and g for t, g in zip(true, guess, strict=True))
        table[name] = figures(hits, sum(guess), sum(true))
        if is_summed(name):
            sums.update(hits=hits, guesses=sum(guess), truths=sum(true))
    summed = [row for name, row in table.items() if is_summed(name)]
    table["macro"] = {key: round(sum(row[key] for row in summed) / len(summed), 3) for key in ("precision", "recall", "f1")}
    return table | {"micro": figures(sums["hits"], sums["guesses"], sums["truths"])}


def figures(hits: int, guesses: int, truths: int) -> dict[str, float]:
    """Precision, recall and F1 from counts."""
    return {
        "precision": round(hits / max(guesses, 1), 3),
        "recall": round(hits / max(truths, 1), 3),
        "f1": round(2 * hits / max(guesses + truths, 1), 3),
        "n": truths,
    }
