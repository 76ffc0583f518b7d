"""When a happening was: of several times of an article the one that is meant."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from processors.records import ConflictEvent, PloverEvent

Code = Callable[..., tuple[ConflictEvent, ...]]
FIRST = datetime.min.replace(tzinfo=UTC)
"""A Monday."""


@pytest.mark.parametrize(
    ("text", "event", "day"),
    [
        ("Russia struck a hospital in Kharkiv on Sunday, Ukraine said on Tuesday.", PloverEvent.ASSAULT, "Sunday"),
        ("Police arrested 30 protesters in Nairobi. The march had begun on Sunday.", PloverEvent.COERCE, "Sunday"),
        ("The ministers will meet in Geneva on Friday, Norway said on Monday.", PloverEvent.CONSULT, "Friday"),
        (
            "The Houthis freed the crew of a ship, held since it was attacked in the Red Sea last year, on Sunday.",
            PloverEvent.RETREAT,
            "Sunday",
        ),
        (
            "Gunmen killed five farmers in Maiduguri. Residents said on Monday that it burnt.",
            PloverEvent.ASSAULT,
            "Monday",
        ),
    ],
)
def test_the_time_is_that_of_the_happening(code: Code, text: str, event: PloverEvent, day: str) -> None:
    """Not when it was said, where both are told; that of a neighbouring sentence, where its own tells none."""
    time = next(e for e in code(text) if e.plover_event is event).time
    assert time is not None
    assert time.text == day


def test_a_weekday_of_a_plan_is_to_come(code: Code) -> None:
    """On a Wednesday, "on Friday" is in two days for what will be, five days ago for what was."""
    planned = code("The ministers will meet in Geneva on Friday.")[0]
    past = code("Rebels attacked an army base in Mali on Friday.")[0]
    assert planned.time is not None
    assert past.time is not None
    assert planned.time.start > past.time.start
    assert (planned.time.text, past.time.text) == ("Friday", "Friday")


def test_what_is_said_is_past_and_what_is_planned_to_come(code: Code) -> None:
    """Of two weekdays in one sentence that of the statement has passed, and that of the plan has not."""
    (event,) = code("Norway on Monday said the ministers will meet in Geneva on Friday.")
    assert event.time is not None
    assert (event.time.text, event.time.start) == ("Friday", "2025-06-06")


@pytest.mark.parametrize("published", [FIRST, FIRST + timedelta(days=1), datetime.max.replace(tzinfo=UTC)])
def test_no_day_lies_outside_the_calendar(code: Code, published: datetime) -> None:
    """Whatever day a feed gives an article, it is coded."""
    assert code("The ministers will meet in Geneva on Thursday.", published_at=published)
    assert code("The ministers will meet in Geneva this week.", published_at=published)
    assert code("Russia attacked Kyiv with drones overnight, the air force said on Monday.", published_at=published)


def test_an_article_without_times_has_none(code: Code) -> None:
    """Nothing is invented."""
    assert code("Gunmen killed five farmers in Maiduguri.")[0].time is None


def test_what_went_on_until_now_is_no_old_news(code: Code) -> None:
    """A time that began weeks ago and has not ended does not age an event."""
    event = code("Army shelling has killed 12 people in Mandalay over the past three weeks, residents said.")[0]
    assert event.time is not None
    assert event.time.text == "past three weeks"


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("U.S. troops were attacked in Syria in the last week.", "2025-05-28", "2025-06-04"),
        ("Gunmen killed ten soldiers in Mali last week.", "2025-05-26", "2025-06-01"),
        ("China and Russia will hold naval drills in the Gulf of Oman this week.", "2025-06-04", "2025-06-08"),
        ("Russia attacked Kyiv with drones overnight, the Ukrainian air force said on Sunday.", "2025-05-31", "2025-06-01"),
        ("Russia attacked Kyiv with drones overnight, the Ukrainian air force said.", "2025-06-03", "2025-06-04"),
    ],
)
def test_weeks_and_nights_have_their_days(code: Code, text: str, start: str, end: str) -> None:
    """A week back from publication, what is left of one, the night before the day on which it was said."""
    time = code(text)[0].time
    assert time is not None
    assert (time.start, time.end) == (start, end)
