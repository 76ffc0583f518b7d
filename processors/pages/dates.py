"""Dates as pages write them."""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

MAX_DATE_CHARS = 64
EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
FUTURE_ALLOWED = timedelta(days=1)
"""Clocks and time zones are wrong by hours; a date further ahead is not one of publication."""


def parse_instant(text: str) -> datetime | None:
    """Read an instant in ISO 8601 or RFC 5322 form; one without a time zone is taken as UTC.

    Returns:
        Aware UTC; None where the text is no date.
    """
    text = text.strip()
    if not 8 <= len(text) <= MAX_DATE_CHARS:  # noqa: PLR2004 (20250601 is the shortest form)
        return None
    instant = _iso(text) or _rfc(text)
    try:
        return instant and (instant if instant.tzinfo else instant.replace(tzinfo=UTC)).astimezone(UTC)
    except (OverflowError, ValueError):  # a date at the end of the calendar, moved over it by its zone
        return None


def parse_date(text: str, fetched_at: datetime) -> datetime | None:
    """Read the date of publication of a page fetched at ``fetched_at``: ``parse_instant`` in a range that can be true."""
    instant = parse_instant(text)
    return instant if instant and EARLIEST <= instant <= fetched_at + FUTURE_ALLOWED else None


def _iso(text: str) -> datetime | None:
    # the common malformations: a blank before the offset, a year-first date with slashes
    candidate = text.replace(" +", "+").replace(" -", "-").replace(" UTC", "Z").replace("/", "-")
    try:
        return datetime.fromisoformat(candidate)
    except ValueError:
        return None


def _rfc(text: str) -> datetime | None:
    try:
        return parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
