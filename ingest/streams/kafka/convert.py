"""Kafka's records as ours."""

from datetime import UTC, datetime
from typing import Any

from ingest.streams.kafka.registry import unframed
from ingest.streams.protocol import StoredRecord


def stored(record: Any, prefix: str) -> StoredRecord:
    """A consumed record; strangers may write to our topics, so that nothing in it is taken for granted."""
    return StoredRecord(
        topic=record.topic.removeprefix(prefix),
        partition=record.partition,
        offset=record.offset,
        key=(record.key or b"").decode(errors="replace"),
        value=unframed(record.value or b""),
        headers={name: (value or b"").decode(errors="replace") for name, value in record.headers},
        appended_at=datetime.fromtimestamp(max(record.timestamp, 0) / 1000, UTC),
    )
