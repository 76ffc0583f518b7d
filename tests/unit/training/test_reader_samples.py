"""What the reader is trained on."""

import json
from itertools import pairwise

import pytest

from processors.coding.models.reader import TYPES, load_reader, metadata
from tests.corpus import CORPUS, part_of_corpus
from training.events.load import read_labels, unread_half
from training.reader.samples import Sample, read_samples

pytestmark = pytest.mark.corpus


@pytest.fixture(scope="module")
def samples() -> list[Sample]:
    """All of them, in the shipped vocabulary."""
    part_of_corpus("relevance")
    return read_samples(CORPUS, load_reader().vocabulary)


def test_nothing_that_measures_the_coder_is_learnt_from(samples: list[Sample]) -> None:
    """Neither by its events nor by single sentences."""
    gold = (part_of_corpus("events") / "event_dev.jsonl").read_text("utf-8").splitlines()
    measuring = {json.loads(line)["id"] for line in gold}
    for rows in (read_labels(), read_labels("held_out"), unread_half(read_labels("third_round"))):
        measuring |= {row["id"] for row in rows}
    assert not measuring & {sample.id for sample in samples}


def test_the_shipped_network_was_trained_on_them(samples: list[Sample]) -> None:
    """As many articles, events and sentences as it says of itself, but for those that initials cut in two then: "M.K. Stalin"."""
    made = metadata()
    assert sum(sample.listed for sample in samples) == made["articles"]
    assert sum(len(sample.events) for sample in samples) == made["events"] - 1
    assert sum(len(sample.labelled) for sample in samples) == made["sentences"] - 16


def test_events_stand_at_sentences_that_are_read(samples: list[Sample]) -> None:
    """Every one in a window, with a type of the list."""
    for sample in samples:
        new = [i for window in sample.windows for i in window.new]
        assert all(a < b for a, b in pairwise(new))
        assert {told.sentence for told in sample.events} <= set(new)
        assert all(0 <= told.type < len(TYPES) for told in (*sample.events, *sample.stated))
