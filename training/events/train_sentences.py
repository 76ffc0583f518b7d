"""Train the sentence model and write it into the package: ``python -m training.events.train_sentences --corpus PATH``.

Reads ``sentences.csv`` and PLOVER's gold sentences, leaves sources out by folds, calibrates on the scores of what was left out,
measures there, fits on everything, and writes ``processors/coding/sentence_types.npz`` and ``sentence_types.json`` (hash,
calibration, measures). No article of ``events/event_dev`` or of ``labels.jsonl`` is among the sentences: they measure the
coder. The same corpus and versions give the same bytes: there is nothing random in it.
"""

import argparse
import hashlib
import io
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from processors.coding.frames import find_triggers
from processors.coding.reading import Clause, read_article
from processors.coding.sentence_types import BACKGROUND, CLASSES, METADATA_FILE, WEIGHTS_FILE, find_features
from processors.coding.stages import stage_of
from training.corpora import read_rows
from training.events.sentences import SENTENCES, read_sentences, types_of

PACKAGE = Path(__file__).parents[2] / "processors/coding"
MIN_SENTENCES = 3
"""Features of fewer sentences are left out."""
RIDGE = 0.16
"""How strongly every weight is drawn to 0."""
STEPS = 60
FOLDS = 5
PLOVER_GOLD = "events/plover_gsr_dev"
OLD_NAMES = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT"}
LEVELS = 127
"""Weights are shipped as whole numbers up to this, times a scale of their class."""
THRESHOLD = 0.3
"""Where the measures cut: best over all types on sources left out."""
SURE = 0.45
"""Weight of the rules' words from which they alone tell a type: the baseline."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A labelled sentence.

    Attributes:
        source: The corpus's file; left out together.
        features: What the model sees.
        types: What it reports as news, of ``CLASSES``; the background class where it only tells history.
        rules: The types of the sure triggers whose stage is not excluded: what the coder had without the model.
    """

    source: str
    features: tuple[str, ...]
    types: frozenset[str]
    rules: frozenset[str]


@dataclass(frozen=True, slots=True)
class Fitted:
    """Names in order, with the weights of each class."""

    names: tuple[str, ...]
    weights: np.ndarray
    scales: np.ndarray
    bias: np.ndarray

    def scores(self, samples: Sequence[Sample]) -> np.ndarray:
        """Raw scores, samples x ``CLASSES``."""
        return np.asarray(vectors([sample.features for sample in samples], self.names) @ (self.weights * self.scales) + self.bias)


def read_samples(corpus: Path) -> Iterator[Sample]:
    """Every labelled sentence, read in its article; one that the splitter no longer finds is left out."""
    labels = read_sentences(SENTENCES)
    for file in sorted({file for file, _ in labels}):
        for row in read_rows(corpus, file):
            wanted = labels.pop((file, row["id"]), None)  # an id that comes twice is the same article
            if not wanted:
                continue
            for clause in read_article(row.get("title") or "", row.get("text") or "")[0]:
                key = ("title" if clause.sentence.in_title else "text", clause.sentence.span[0])
                label = wanted.get(key) or (wanted.get((key[0], 0)) if clause.sentence.in_title else None)
                if label is not None:
                    yield sample_of(file, clause, label)


def read_plover(corpus: Path) -> Iterator[Sample]:
    """PLOVER's own gold sentences, whose older names of types are today's."""
    for row in read_rows(corpus, PLOVER_GOLD):
        parts = [
            sample_of(PLOVER_GOLD, clause, OLD_NAMES.get(row["event"], row["event"]))
            for clause in read_article("", row["text"])[0]
        ]
        features = tuple(dict.fromkeys(name for part in parts for name in part.features))
        yield Sample(PLOVER_GOLD, features, parts[0].types, frozenset(name for part in parts for name in part.rules))


def sample_of(source: str, clause: Clause, label: str) -> Sample:
    """A sentence as the model sees it."""
    triggers = find_triggers(clause)
    rules = frozenset(t.family.event.value for t in triggers if t.family.weight >= SURE and stage_of(t) is not None)
    return Sample(source, tuple(dict.fromkeys(find_features(clause, triggers))), types_of(label), rules)


def fit(samples: Sequence[Sample]) -> Fitted:
    """One logistic regression a class, all together by L-BFGS."""
    counts = Counter(name for sample in samples for name in sample.features)
    names = tuple(sorted(name for name, n in counts.items() if n >= MIN_SENTENCES))
    x = vectors([sample.features for sample in samples], names)
    x_t = x.T.tocsr()
    y = np.array([[name in sample.types for name in CLASSES] for sample in samples], dtype=float)
    shape = (len(names), len(CLASSES))

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        weights, bias = flat[: -shape[1]].reshape(shape), flat[-shape[1] :]
        odds = x @ weights + bias
        wrong = 1 / (1 + np.exp(-odds)) - y
        value = (np.logaddexp(0, odds) - y * odds).sum() + RIDGE / 2 * (weights**2).sum()
        return float(value), np.concatenate([(x_t @ wrong + RIDGE * weights).ravel(), wrong.sum(axis=0)])

    start = np.zeros(shape[0] * shape[1] + shape[1])
    share = y.mean(axis=0) + 1e-4
    start[-shape[1] :] = np.log(share / (1 - share))
    flat = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": STEPS, "maxcor": 6}).x
    weights, bias = flat[: -shape[1]].reshape(shape), flat[-shape[1] :]
    scales = (np.maximum(np.abs(weights).max(axis=0), 1e-6) / LEVELS).astype(np.float32)
    return Fitted(names, np.rint(weights / scales).astype(np.int8), scales, bias.astype(np.float32))


def vectors(features: Sequence[Sequence[str]], names: Sequence[str]) -> csr_matrix:
    """One row of length 1 for each sentence."""
    index = {name: place for place, name in enumerate(names)}
    rows: list[int] = []
    columns: list[int] = []
    values: list[float] = []
    for row, sentence in enumerate(features):
        known = [index[name] for name in sentence if name in index]
        rows += [row] * len(known)
        columns += known
        values += [1 / np.sqrt(max(len(known), 1))] * len(known)
    return csr_matrix((values, (rows, columns)), shape=(len(features), len(names)))


def leave_sources_out(samples: Sequence[Sample]) -> np.ndarray:
    """The score of every sentence by a model that saw nothing of its source (every ``FOLDS``-th source is left out together)."""
    sources = sorted({sample.source for sample in samples})
    fold_of = {source: i % FOLDS for i, source in enumerate(sources)}
    scores = np.zeros((len(samples), len(CLASSES)))
    for fold in range(FOLDS):
        rest = [place for place, sample in enumerate(samples) if fold_of[sample.source] == fold]
        fitted = fit([sample for sample in samples if fold_of[sample.source] != fold])
        scores[rest] = fitted.scores([samples[place] for place in rest])
    return scores


def calibrate(scores: np.ndarray, samples: Sequence[Sample]) -> tuple[list[float], list[float]]:
    """Slope and offset of each class on scores that were left out (Platt scaling)."""
    slopes, offsets = [], []
    for column, name in enumerate(CLASSES):
        truth = np.array([name in sample.types for sample in samples])
        regression = LogisticRegression(C=1.0, max_iter=500).fit(scores[:, [column]], truth)
        slopes.append(round(float(regression.coef_[0][0]), 4))
        offsets.append(round(float(regression.intercept_[0]), 4))
    return slopes, offsets


def measure(found: Sequence[frozenset[str]], samples: Sequence[Sample]) -> dict[str, dict[str, float]]:
    """Precision, recall, F1 and number of each type, with their micro and macro mean."""
    table: dict[str, dict[str, float]] = {}
    sums = Counter[str]()
    for name in CLASSES:
        truth = [name in sample.types for sample in samples]
        guess = [name in types for types in found]
        hits = sum(t and g for t, g in zip(truth, guess, strict=True))
        table[name] = figures(hits, sum(guess), sum(truth))
        if name != BACKGROUND:
            sums.update(hits=hits, guesses=sum(guess), truths=sum(truth))
    types = [row for name, row in table.items() if name != BACKGROUND]
    table["macro"] = {key: round(sum(row[key] for row in types) / len(types), 3) for key in ("precision", "recall", "f1")}
    return table | {"micro": figures(sums["hits"], sums["guesses"], sums["truths"])}


def figures(hits: int, guesses: int, truths: int) -> dict[str, float]:
    """Precision, recall and F1 from counts."""
    return {
        "precision": round(hits / max(guesses, 1), 3),
        "recall": round(hits / max(truths, 1), 3),
        "f1": round(2 * hits / max(guesses + truths, 1), 3),
        "n": truths,
    }


def write(fitted: Fitted, calibration: tuple[list[float], list[float]], samples: Sequence[Sample],
          measures: dict[str, Any], folder: Path) -> str:  # fmt: skip
    """Write weights and metadata; returns the weights' SHA-256."""
    buffer = io.BytesIO()
    names = np.frombuffer("\n".join(fitted.names).encode("utf-8"), dtype=np.uint8)
    np.savez_compressed(buffer, names=names, weights=fitted.weights, scales=fitted.scales, bias=fitted.bias)
    digest = hashlib.sha256(buffer.getvalue()).hexdigest()
    (folder / WEIGHTS_FILE).write_bytes(buffer.getvalue())
    metadata = {
        "weights_sha256": digest,
        "features": len(fitted.names),
        "calibration": {"slope": calibration[0], "offset": calibration[1]},
        "sentences": dict(sorted(Counter(sample.source for sample in samples).items())),
        "left_out_measures": measures,
    }
    (folder / METADATA_FILE).write_text(json.dumps(metadata, indent=1) + "\n", encoding="utf-8")
    return digest


def main() -> None:
    """Read the arguments, train, write, print the measures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True, help="folder of the public corpus")
    parser.add_argument("--out", type=Path, default=PACKAGE, help="where the weights go (default: into the package)")
    arguments = parser.parse_args()
    samples = list(read_samples(arguments.corpus)) + list(read_plover(arguments.corpus))
    scores = leave_sources_out(samples)
    calibration = calibrate(scores, samples)
    p = 1 / (1 + np.exp(-(scores * calibration[0] + calibration[1])))
    found = [frozenset(name for name, value in zip(CLASSES, row, strict=True) if value >= THRESHOLD) for row in p]
    measures = {"model": measure(found, samples), "rules": measure([sample.rules for sample in samples], samples)}
    for kind, table in measures.items():
        for name, row in table.items():
            print(f"{kind:6s} {name:12s}", "  ".join(f"{key} {value}" for key, value in row.items()))  # noqa: T201 (a command that answers)
    fitted = fit(samples)
    digest = write(fitted, calibration, samples, measures, arguments.out)
    print(f"{len(samples)} sentences, {len(fitted.names)} features, sha256 {digest}")  # noqa: T201 (likewise)


if __name__ == "__main__":
    main()
