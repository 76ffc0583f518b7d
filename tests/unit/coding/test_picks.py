"""Choices among readings: their probabilities, and the weights that ship."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from processors.coding.fields import sides, when, where
from processors.coding.models.picks import chances, likeliest, weights

SIGNS = st.dictionaries(st.sampled_from(["near", "far", "title", "unknown"]), st.floats(-5, 5), max_size=4)
TABLE = {"near": 2.0, "far": -3.0, "title": 400.0}


@given(st.lists(SIGNS, max_size=6))
def test_probabilities_leave_room_for_none(options: list[dict[str, float]]) -> None:
    """Each is a probability, together they are at most 1, whatever the signs."""
    found = chances(options, TABLE)
    assert len(found) == len(options)
    assert all(0 <= p <= 1 for p in found)
    assert sum(found) <= 1 + 1e-9


def test_a_sign_that_speaks_for_a_reading_makes_it_likelier() -> None:
    """Weights add up as log-odds; without any sign a reading is as likely as none."""
    near, plain, far = chances([{"near": 1.0}, {}, {"far": 1.0}], TABLE)
    assert near > plain > far
    assert chances([{}], TABLE) == [0.5]


def test_readings_that_say_the_same_count_together() -> None:
    """Two mentions of Monday outweigh the single likeliest day; no reading says nothing."""
    assert likeliest([0.3, 0.25, 0.2], ["Sunday", "Monday", "Monday"]) == (1, pytest.approx(0.45))
    assert likeliest([], []) == (0, 0.0)


@pytest.mark.parametrize("name", [where.WEIGHTS, when.WEIGHTS, sides.WEIGHTS])
def test_the_weights_that_ship_are_few_and_bounded(name: str) -> None:
    """A person can read them."""
    table = weights(name)
    assert 100 < len(table) < 2000
    assert all(abs(weight) < 6 for weight in table.values())
    assert "bias" in {sign.removeprefix("acts: ") for sign in table}
