"""Small linear models over named features, as ``sentence_types`` and ``count_types`` ship them.

    log-odds of a class = slope x (bias + sum of weights / root of the number of known features) + offset

``training.linear`` writes them: weights as whole numbers times a scale of their class, the calibration beside their hash.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

MAX_ODDS = 30
MAX_WORDS = 80
"""Words of a sentence that a model reads; what follows is debris."""


@dataclass(frozen=True, slots=True)
class LinearModel:
    """The weights.

    Attributes:
        rows: Row of each feature in ``weights``.
        weights: Features x classes, already multiplied by the calibration's slope; behind them a row of zeros.
        bias: Of each class, calibration included.
    """

    rows: Mapping[str, int]
    weights: NDArray[np.float32]
    bias: NDArray[np.float32]

    def probabilities(self, samples: Iterable[Iterable[str]]) -> list[list[float]]:
        """For the features of each sample the probability of each class in (0, 1).

        Each class stands for itself, so that several may be likely, and none. Many samples at once take little longer than one.
        """
        zeros = len(self.weights) - 1
        known = [[row for row in dict.fromkeys(map(self.rows.get, features)) if row is not None] for features in samples]
        if not known:
            return []
        rows = [row for sample in known for row in (*sample, zeros)]  # no sample is empty
        starts = [0, *accumulate(len(sample) + 1 for sample in known[:-1])]
        sums = np.add.reduceat(self.weights.take(rows, axis=0), starts, axis=0)
        roots = np.sqrt([[max(len(sample), 1)] for sample in known])
        odds = np.clip(self.bias + sums / roots, -MAX_ODDS, MAX_ODDS)
        probabilities: list[list[float]] = (1 / (1 + np.exp(-odds))).tolist()
        return probabilities


@cache
def read_model(weights_file: str, metadata_file: str) -> LinearModel:
    """Read a model of this package, once."""
    package = files(__package__)
    metadata = json.loads((package / metadata_file).read_text(encoding="utf-8"))
    with as_file(package / weights_file) as path, np.load(path, allow_pickle=False) as arrays:
        names = arrays["names"].tobytes().decode("utf-8").split("\n")
        weights = arrays["weights"].astype(np.float32) * arrays["scales"]
        bias = arrays["bias"].astype(np.float32)
    slope, offset = (np.array(metadata["calibration"][key], dtype=np.float32) for key in ("slope", "offset"))
    zeros = np.zeros((1, len(bias)), np.float32)
    return LinearModel(
        {name: row for row, name in enumerate(names)}, np.concatenate([weights * slope, zeros]), bias * slope + offset
    )
