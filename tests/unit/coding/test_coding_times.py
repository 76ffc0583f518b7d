"""Time expressions against the day of publication."""

from datetime import date

import pytest

from processors.coding.language.times import dateline, find_times, may_tell_time
from processors.coding.language.tokens import split_title

WEDNESDAY = date(2025, 6, 4)


@pytest.mark.parametrize(
    ("text", "start", "end", "precision"),
    [
        ("attacked on Monday", "2025-06-02", "2025-06-02", "day"),
        ("attacked on Wednesday", "2025-06-04", "2025-06-04", "day"),
        ("killed on the night of May 22", "2025-05-22", "2025-05-22", "day"),
        ("late June 2", "2025-06-02", "2025-06-02", "day"),
        ("last Wednesday", "2025-05-28", "2025-05-28", "day"),
        ("next Friday", "2025-06-06", "2025-06-06", "day"),
        ("yesterday", "2025-06-03", "2025-06-03", "day"),
        ("the day before yesterday", "2025-06-02", "2025-06-02", "day"),
        ("on Wednesday last week", "2025-05-28", "2025-05-28", "day"),
        ("on Monday of last week", "2025-05-26", "2025-05-26", "day"),
        ("overnight", "2025-06-03", "2025-06-04", "day"),
        ("on June 2", "2025-06-02", "2025-06-02", "day"),
        ("on 2 June 2024", "2024-06-02", "2024-06-02", "day"),
        ("on December 30", "2024-12-30", "2024-12-30", "day"),
        ("2025-05-01", "2025-05-01", "2025-05-01", "day"),
        ("last week", "2025-05-26", "2025-06-01", "week"),
        ("earlier this week", "2025-06-02", "2025-06-04", "week"),
        ("later this week", "2025-06-05", "2025-06-08", "week"),
        ("later this month", "2025-06-05", "2025-06-30", "month"),
        ("later this year", "2025-06-05", "2025-12-31", "year"),
        ("in May", "2025-05-01", "2025-05-31", "month"),
        ("in February 2022", "2022-02-01", "2022-02-28", "month"),
        ("last month", "2025-05-01", "2025-05-31", "month"),
        ("since 2022", "2022-01-01", "2022-12-31", "year"),
        ("three days ago", "2025-06-01", "2025-06-01", "day"),
        ("in the past 24 hours", "2025-06-03", "2025-06-04", "day"),
        ("during the last ten days", "2025-05-25", "2025-06-04", "week"),
        ("over the past two months", "2025-04-05", "2025-06-04", "month"),
        ("27-05-2025", "2025-05-27", "2025-05-27", "day"),
        ("on 27.05.2025", "2025-05-27", "2025-05-27", "day"),
    ],
)
def test_a_time_is_resolved(text: str, start: str, end: str, precision: str) -> None:
    """Days are resolved backwards from publication, and the span selects the words."""
    (time,) = find_times(text, WEDNESDAY)
    assert (time.start.isoformat(), time.end.isoformat(), time.precision.value) == (start, end, precision)
    assert text[slice(*time.span)].strip() == text[slice(*time.span)]


@pytest.mark.parametrize(
    "text",
    [
        "on Monday", "Friday’s", "yesterday", "today's", "tonight", "tomorrow", "overnight", "this morning", "last night",
        "this afternoon", "last week", "over the weekend", "past months", "a few years ago", "two decades earlier",
        "three days ago", "in May", "last May", "mid-January", "on Sept. 3", "in Sept", "3 June", "since 2022", "2025-05-01",
        "the previous evening", "the day before", "a day earlier", "on Christmas Eve", "on New Year's Day", "on Boxing Day",
    ],
)  # fmt: skip
def test_no_time_is_passed_over_by_the_question_before(text: str) -> None:
    """Whatever the pattern finds, some word of it lets the sentence through; a sentence without any such word is not searched."""
    sentence, other = split_title(f"They fled {text}"), split_title("They fled on foot over the border")
    assert sentence is not None
    assert other is not None
    assert may_tell_time([token.low for token in sentence.tokens])
    assert not may_tell_time([token.low for token in other.tokens])


def test_a_letter_that_grows_in_lower_case_moves_no_span() -> None:
    """The dotted capital I of Turkish names becomes two characters."""
    text = "İstanbul and İzmir were calm on Monday"
    (time,) = find_times(text, WEDNESDAY, start=9)
    assert text[slice(*time.span)] == "Monday"


def test_the_previous_day_follows_the_day_before_it() -> None:
    """It counts from the day that the sentence states: "the previous evening"."""
    times = find_times("They said on Sunday that it was hit late the previous evening.", WEDNESDAY)
    assert [time.start for time in times] == [date(2025, 6, 1), date(2025, 5, 31)]


@pytest.mark.parametrize(
    ("text", "start", "end", "quote"),
    [
        ("rockets fired between Wednesday and Saturday", date(2025, 5, 28), date(2025, 5, 31), "Wednesday and Saturday"),
        ("talks from Monday to Wednesday", date(2025, 6, 2), date(2025, 6, 4), "Monday to Wednesday"),
        ("shelled between May 3 and May 5", date(2025, 5, 3), date(2025, 5, 5), "May 3 and May 5"),
    ],
)
def test_the_ends_of_a_stretch_are_one_time(text: str, start: date, end: date, quote: str) -> None:
    """Both days belong to it."""
    (time,) = find_times(text, WEDNESDAY)
    assert (time.start, time.end, text[slice(*time.span)]) == (start, end, quote)


@pytest.mark.parametrize("text", ["on Monday and Tuesday", "from Friday, to Monday", "from Monday to May 2"])
def test_two_days_that_are_no_ends_are_two_times(text: str) -> None:
    """Nothing leads the stretch in, or its end comes before its start."""
    assert len(find_times(text, WEDNESDAY)) == 2


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("on Easter Sunday", date(2025, 4, 20)),
        ("on Good Friday", date(2025, 4, 18)),
        ("since Christmas Eve", date(2024, 12, 24)),
        ("on New Year’s Day", date(2025, 1, 1)),
    ],
)
def test_feasts_are_days(text: str, day: date) -> None:
    """The last Sunday is not Easter Sunday."""
    (time,) = find_times(text, WEDNESDAY)
    assert (time.start, time.end) == (day, day)


def test_what_is_named_after_a_feast_tells_no_day() -> None:
    """Nor is it told by the weekday in its name."""
    assert find_times("the victims of the Easter Sunday suicide bombings", WEDNESDAY) == []


@pytest.mark.parametrize("text", ["on Monday", "yesterday", "June 2", "last week"])
def test_without_publication_only_full_dates_are_resolved(text: str) -> None:
    """What cannot be known is left out."""
    assert find_times(text, None) == []
    assert find_times("on 2 June 2024", None)[0].start == date(2024, 6, 2)


@pytest.mark.parametrize("text", ["31 June 2024", "February 30", "it may rain", "99 days ago, 0000-00-00"])
def test_an_impossible_date_is_no_error(text: str) -> None:
    """A day that does not exist is passed over."""
    assert all(time.start <= WEDNESDAY for time in find_times(text, WEDNESDAY))


def test_a_dateline_is_the_day_that_weekdays_refer_to() -> None:
    """A full date in the first words counts, unless it is far from publication."""
    assert dateline("KYIV, June 1, 2025 — Shells fell on Friday.", WEDNESDAY) == date(2025, 6, 1)
    assert dateline("On 24 February 2022 the war began.", WEDNESDAY) == WEDNESDAY
    assert dateline("No date at all.", None) is None
