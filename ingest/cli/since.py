"""``--since``: a time as people write it, and where a topic's records of that time begin."""

import re
from datetime import UTC, datetime, timedelta

from ingest.streams.protocol import OffsetRange, Stream

UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
EXAMPLES = "2h, 30m, 1d, 2026-11-25 or 2026-11-25T06:00Z"


def parse_since(text: str, now: datetime) -> datetime:
    """Read a length of time before now ("2h", "1.5 d"), or an ISO 8601 date or time, which is UTC where it names no zone.

    Args:
        text: What was written.
        now: Aware UTC.

    Returns:
        An instant that is not after ``now``, aware UTC.

    Raises:
        ValueError: It is neither, or in the future.
    """
    text = text.strip()
    ago = re.fullmatch(r"(\d{1,9}(?:\.\d{1,9})?)\s*([smhdw])", text, re.ASCII | re.IGNORECASE)
    try:
        if ago is not None:
            return now - timedelta(**{UNITS[ago[2].lower()]: float(ago[1])})
        at = datetime.fromisoformat(text)
        at = (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise ValueError(f"{text!r} is no time: write {EXAMPLES}") from None
    if at > now:
        raise ValueError(f"{text!r} is in the future")
    return at


async def first_since(stream: Stream, topic: str, partition: int, held: OffsetRange, since: datetime) -> int:
    """The offset of the first record that a partition was given at ``since`` or later; the end where there is none.

    By halving, so that a year's records are not read for the last two hours of them: times of appending grow with the offsets.
    """
    low, high = held.first, held.end
    while low < high:
        middle = (low + high) // 2
        records = await stream.read(topic, partition, middle, max_records=1)
        if not records or records[0].appended_at >= since:
            high = middle
        else:
            low = records[0].offset + 1
    return low
