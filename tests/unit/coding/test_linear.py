"""The linear models: the shipped weights."""

import hashlib
import json
from importlib.resources import files

import pytest

from processors.coding import count_types, sentence_types


@pytest.mark.parametrize(
    ("weights_file", "metadata_file", "max_bytes"),
    [
        (sentence_types.WEIGHTS_FILE, sentence_types.METADATA_FILE, 600_000),
        (count_types.WEIGHTS_FILE, count_types.METADATA_FILE, 300_000),
    ],
)
def test_shipped_weights_are_those_of_the_training(weights_file: str, metadata_file: str, max_bytes: int) -> None:
    """The training writes the weights and their hash together, and they stay small."""
    package = files("processors.coding")
    weights = (package / weights_file).read_bytes()
    assert json.loads((package / metadata_file).read_text("utf-8"))["weights_sha256"] == hashlib.sha256(weights).hexdigest()
    assert len(weights) <= max_bytes
