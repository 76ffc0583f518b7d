"""Fit the linear model: vocabulary, rarity, weights, and the calibration of its scores."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from processors.relevance.features import Feature, find_features
from processors.relevance.model import count, weigh
from processors.relevance.opening import Opening
from processors.relevance.tokens import FUNCTION_WORDS
from training.corpora import Item, Label

MIN_WORD_DOCUMENTS = 3
MIN_PAIR_DOCUMENTS = 3
CAREFUL_WEIGHT, SECTION_WEIGHT = 1.0, 0.5
INVERSE_PENALTY = 60.0
MAX_ROUNDS = 300
CLASSES = ("@land", "@group", "#past", "#year", "#number")


@dataclass(frozen=True, slots=True)
class Fitted:
    """Names in order, with their rarity and weight, and the bias."""

    names: tuple[str, ...]
    known: frozenset[str]
    rarity: np.ndarray
    weights: np.ndarray
    bias: float

    def scores(self, openings: Sequence[Opening]) -> np.ndarray:
        """Raw scores, uncalibrated log-odds."""
        return np.asarray(vectors(features_of(openings, self.known), self.names, self.rarity) @ self.weights + self.bias)


def fit(items: Sequence[Item], openings: Sequence[Opening], names: frozenset[str], seed: int) -> Fitted:
    """Fit core against none; ``names`` are the words that the model must not know."""
    known = _known_words(openings, names)
    features = features_of(openings, known)
    documents = Counter(name for document in features for name in {name for name, _, _, _ in document})
    vocabulary = tuple(sorted(name for name, n in documents.items() if n >= MIN_PAIR_DOCUMENTS))
    # float16 is what is shipped: the fit sees what use will see
    rarity = (
        np.array([math.log((1 + len(items)) / (1 + documents[name])) + 1 for name in vocabulary]).astype(np.float16).astype(float)
    )
    # the dual solver: five times as fast as the default one, the same result, and the same bits for the same seed
    regression = LogisticRegression(C=INVERSE_PENALTY, solver="liblinear", dual=True, max_iter=MAX_ROUNDS, random_state=seed)
    regression.fit(
        vectors(features, vocabulary, rarity),
        np.array([item.label is Label.CORE for item in items]),
        sample_weight=[CAREFUL_WEIGHT if item.careful else SECTION_WEIGHT for item in items],
    )
    weights = regression.coef_[0].astype(np.float16).astype(float)
    return Fitted(vocabulary, known, rarity, weights, float(np.float32(regression.intercept_[0])))


def features_of(openings: Sequence[Opening], known: frozenset[str]) -> list[list[Feature]]:
    """The features of each opening."""
    return [find_features(opening, known) for opening in openings]


def vectors(features: Sequence[Sequence[Feature]], names: Sequence[str], rarity: np.ndarray) -> csr_matrix:
    """One row of values for each document."""
    index = {name: place for place, name in enumerate(names)}
    rarity_of = dict(zip(names, rarity.tolist(), strict=True))
    rows: list[int] = []
    columns: list[int] = []
    values: list[float] = []
    for row, document in enumerate(features):
        weighed = weigh(count(feature for feature in document if feature[0] in index), rarity_of)
        rows += [row] * len(weighed)
        columns += [index[name] for name in weighed]
        values += weighed.values()
    return csr_matrix((values, (rows, columns)), shape=(len(features), len(names)))


def calibrate(scores: np.ndarray, core: np.ndarray, weights: np.ndarray) -> tuple[float, float]:
    """Slope and offset that turn raw scores into calibrated log-odds (Platt scaling).

    Source: J. Platt, Probabilistic outputs for support vector machines, 1999.
    """
    regression = LogisticRegression(C=1e6, max_iter=500).fit(scores.reshape(-1, 1), core, sample_weight=weights)
    return float(regression.coef_[0][0]), float(regression.intercept_[0])


def sigmoid(log_odds: np.ndarray) -> np.ndarray:
    """Probabilities of log-odds."""
    return np.asarray(1 / (1 + np.exp(-log_odds)))


def _known_words(openings: Sequence[Opening], names: frozenset[str]) -> frozenset[str]:
    documents = Counter(stem for opening in openings for stem in set(opening.tokens.stems))
    common = {word for word, n in documents.items() if n >= MIN_WORD_DOCUMENTS}
    return frozenset(common - names - FUNCTION_WORDS).union(CLASSES)
