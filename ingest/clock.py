"""The clock. Everything else is handed one, so that tests can hold it still."""

from datetime import UTC, datetime


def utc_now() -> datetime:
    """This moment, aware UTC."""
    return datetime.now(UTC)
