"""How a time is written after ``--since``."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.cli.since import parse_since

NOW = datetime(2026, 5, 3, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("2h", NOW - timedelta(hours=2)),
        ("30m", NOW - timedelta(minutes=30)),
        ("45s", NOW - timedelta(seconds=45)),
        ("1d", NOW - timedelta(days=1)),
        ("2w", NOW - timedelta(weeks=2)),
        (" 1.5 H ", NOW - timedelta(minutes=90)),
        ("0s", NOW),
        ("2026-05-03", datetime(2026, 5, 3, tzinfo=UTC)),
        ("2026-05-03T06:30", datetime(2026, 5, 3, 6, 30, tzinfo=UTC)),
        ("2026-05-03T06:30Z", datetime(2026, 5, 3, 6, 30, tzinfo=UTC)),
        ("2026-05-03 09:30+03:00", datetime(2026, 5, 3, 6, 30, tzinfo=UTC)),
    ],
)
def test_a_length_of_time_or_an_instant(text: str, at: datetime) -> None:
    """A time without a zone is UTC, as everything that is printed."""
    assert parse_since(text, NOW) == at


@pytest.mark.parametrize(
    "text", ["", "2", "h", "-2h", "2y", "yesterday", "2026-13-01", "999999999w", "12:00", "0001-01-01T00:00+14:00", "²h"]
)
def test_what_is_no_time_is_refused_with_examples(text: str) -> None:
    """Years before the first, too."""
    with pytest.raises(ValueError, match="is no time: write 2h"):
        parse_since(text, NOW)


def test_the_future_is_refused() -> None:
    """It would print nothing, silently."""
    with pytest.raises(ValueError, match="in the future"):
        parse_since("2026-05-03T12:01", NOW)


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused(text: str) -> None:
    """What is read is never after now."""
    try:
        at = parse_since(text, NOW)
    except ValueError:
        return
    assert at <= NOW
