"""Days that a sentence tells from the one in front."""

from collections.abc import Callable

import pytest

from processors.records import ConflictEvent, PloverEvent

Code = Callable[..., tuple[ConflictEvent, ...]]


@pytest.mark.parametrize(
    ("told", "day"),
    [
        ("The day before, a drone killed nine people in the city.", "2025-06-01"),
        ("A day earlier, a drone killed nine people in the city, medics said on Tuesday.", "2025-06-01"),
        ("The previous day, a drone killed nine people in the city.", "2025-06-01"),
        ("Two days earlier, a drone killed nine people in the city.", "2025-05-31"),
        ("Residents fled. A drone had killed nine people the previous day.", "2025-06-01"),
        ("A drone killed nine people in the city the next day.", "2025-06-03"),
        ("The attack came a day after a drone killed nine people in the city.", "2025-06-01"),
        ("The minister is to brief parliament on Thursday. A drone killed nine people a day earlier.", "2025-06-01"),
        ("He fled. Fear reigned. Shops shut. Prices rose. The day before, a drone killed nine people in the city.", "2025-06-01"),
        ("The attack came two days after a drone and a shell killed nine people in the city.", "2025-05-31"),
    ],
)
def test_a_day_may_be_told_from_the_sentence_in_front(code: Code, told: str, day: str) -> None:
    """What was on that day is a happening of its own, with its own dead."""
    lead = "Militants shelled a hospital in El Fasher, Sudan on Monday, killing six patients."
    events = [e for e in code(f"{lead} {told}", "Militants shell hospital") if e.plover_event is PloverEvent.ASSAULT]
    assert {(e.time and e.time.start, q.low) for e in events for q in e.quantities} == {("2025-06-02", 6), (day, 9)}


@pytest.mark.parametrize(
    "told",
    [
        "Two days before the summit, troops had killed nine people in the city.",
        "Troops killed nine people in the city, a day earlier than planned.",
    ],
)
def test_not_every_such_word_tells_the_day(code: Code, told: str) -> None:
    """What is before a named happening, or a plan was not on the day before the one in front."""
    lead = "Militants shelled a hospital in El Fasher, Sudan on Monday, killing six patients."
    events = code(f"{lead} {told}", "Militants shell hospital")
    assert not [e for e in events if e.time and e.time.start == "2025-06-01" and any(q.low == 9 for q in e.quantities)]
