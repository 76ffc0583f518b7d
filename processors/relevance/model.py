"""The linear model: weights from the package, a probability and what each word gave to it.

    value of a feature = damped count x rarity, the vector scaled to length 1
    log-odds = slope x (bias + sum of weight x value) + offset          (slope and offset: calibration)

The weights come from ``python -m training.relevance`` and from nowhere else; ``model.json`` holds their hash.
"""

import json
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from operator import mul

import numpy as np

from processors.records import Band
from processors.relevance.features import PAIR_SEPARATOR, Feature, find_features
from processors.relevance.opening import Opening

WEIGHTS_FILE = "weights.npz"
METADATA_FILE = "model.json"
MAX_LOG_ODDS = 60.0


@dataclass(frozen=True, slots=True)
class Verdict:
    """The probability that an article is core, and what it is made of.

    Attributes:
        features: The occurrences of features that the model knows.
        pushes: What one occurrence of weight 1 gave, by feature, in calibrated log-odds.
    """

    p: float
    features: list[Feature]
    pushes: dict[str, float]


@dataclass(frozen=True, slots=True)
class Model:
    """Weights and rarity of the features, the calibration, and where the bands begin.

    Attributes:
        weights: Feature to what it gives.
        rarity: Feature to how much an occurrence counts.
        known: The features that are single words.
        slope: Calibration of the raw score (Platt), fitted on outlets that were left out.
        borderline_p: From here an article is borderline.
        yes_p: From here it is conflict.
    """

    weights: dict[str, float]
    rarity: dict[str, float]
    known: frozenset[str]
    bias: float
    slope: float
    offset: float
    borderline_p: float
    yes_p: float

    def score(self, opening: Opening) -> Verdict:
        """Weigh the words of an opening."""
        features = find_features(opening, self.known, self.weights)
        counts = count(features)
        values = weigh(counts, self.rarity)
        weights = [self.weights[name] for name in values]
        raw = self.bias + sum(map(mul, weights, values.values()))
        pushes = [
            self.slope * weight * value / n for weight, value, n in zip(weights, values.values(), counts.values(), strict=True)
        ]
        return Verdict(sigmoid(self.slope * raw + self.offset), features, dict(zip(counts, pushes, strict=True)))

    def band(self, p: float) -> Band:
        """The decision at a probability."""
        if p >= self.yes_p:
            return Band.YES
        return Band.BORDERLINE if p >= self.borderline_p else Band.NO


def shift(p: float, log_odds: float) -> float:
    """A probability moved by log-odds; one that is 0 or 1 stays."""
    return p if p in {0.0, 1.0} else sigmoid(log_odds_of(p) + log_odds)


def log_odds_of(p: float) -> float:
    """The log-odds of a probability, at most ``MAX_LOG_ODDS`` either way."""
    return math.log(p / (1 - p)) if 0 < p < 1 else math.copysign(MAX_LOG_ODDS, p - 0.5)


def count(features: Iterable[Feature]) -> dict[str, float]:
    """Add up the occurrences by feature."""
    counts: dict[str, float] = defaultdict(float)
    for name, weight, _, _ in features:
        counts[name] += weight
    return counts


def weigh(counts: Mapping[str, float], rarity: Mapping[str, float]) -> dict[str, float]:
    """Values of the features: damped counts times rarity, of length 1 together."""
    values = [(1 + math.log(n) if n > 1 else n) * rarity[name] for name, n in counts.items()]
    length = math.sqrt(sum(map(mul, values, values)))
    return dict(zip(counts, [value / length for value in values], strict=True)) if length else {}


@cache
def load_model() -> Model:
    """Read the weights from the package, once."""
    package = files("processors.relevance")
    metadata = json.loads((package / METADATA_FILE).read_text(encoding="utf-8"))
    with as_file(package / WEIGHTS_FILE) as path, np.load(path, allow_pickle=False) as arrays:
        names = arrays["names"].tobytes().decode("utf-8").split("\n")
        weights = arrays["weights"].astype(np.float64).tolist()
        rarity = arrays["rarity"].astype(np.float64).tolist()
        bias = float(arrays["bias"][0])
    return Model(
        weights=dict(zip(names, weights, strict=True)),
        rarity=dict(zip(names, rarity, strict=True)),
        known=frozenset(name for name in names if PAIR_SEPARATOR not in name and not name.startswith("=")),
        bias=bias,
        slope=metadata["calibration"]["slope"],
        offset=metadata["calibration"]["offset"],
        borderline_p=metadata["bands"]["borderline_p"],
        yes_p=metadata["bands"]["yes_p"],
    )


def sigmoid(x: float) -> float:
    """The probability of log-odds."""
    return 1 / (1 + math.exp(-max(-MAX_LOG_ODDS, min(MAX_LOG_ODDS, x))))
