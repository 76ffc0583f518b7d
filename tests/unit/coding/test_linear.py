"""The linear models: the shipped weights."""

import hashlib
import json
from importlib.resources import files

import pytest

from processors.coding.clauses import sentence_types
from processors.coding.clauses.sentence_types import CLASSES
from processors.coding.counts import count_types


@pytest.mark.parametrize(
    ("weights_file", "metadata_file", "max_bytes"),
    [
        (sentence_types.WEIGHTS_FILE, sentence_types.METADATA_FILE, 600_000),
        (count_types.WEIGHTS_FILE, count_types.METADATA_FILE, 300_000),
    ],
)
def test_shipped_weights_are_those_of_the_training(weights_file: str, metadata_file: str, max_bytes: int) -> None:
    """The training writes the weights and their hash together, and they stay small."""
    package = files("processors.coding.models")
    weights = (package / weights_file).read_bytes()
    assert json.loads((package / metadata_file).read_text("utf-8"))["weights_sha256"] == hashlib.sha256(weights).hexdigest()
    assert len(weights) <= max_bytes


def test_each_sample_is_judged_by_its_own_features() -> None:
    """Beside others, without any, with unknown ones and with one that comes twice; no sample at all is none."""
    model = sentence_types.load_model()
    known = next(iter(model.rows))
    samples = [[], [known], ["never seen"], [known, known, "never seen"]]
    none, once, unknown, twice = model.probabilities(samples)
    assert unknown == none
    assert twice == once != none
    assert len(none) == len(CLASSES)
    assert model.probabilities([]) == []
