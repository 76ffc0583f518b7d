"""The append-only log in SQL, as functions on a connection, so that a caller can append in a transaction of its own."""

import json
import zlib
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from ingest.database.engine import upsert
from ingest.database.tables import group_offsets, log, log_heads
from ingest.streams.protocol import OffsetRange, Record, StoredRecord
from ingest.streams.topics import Topic

RETAG = "retag."
"""Begins the names of groups that go through past records; those do not keep records from being trimmed."""

COMPACT_AFTER = timedelta(hours=1)
FORGET_KEYS_AFTER = timedelta(days=1)
"""As Kafka's ``delete.retention.ms``: a reader who is slower than that may keep a key that is no more."""


def partition_of(key: str, partitions: int) -> int:
    """The partition of a key: CRC-32, stable over processes and versions."""
    return zlib.crc32(key.encode()) % partitions


def append(connection: Connection, topics: Mapping[str, Topic], records: Sequence[Record], now: datetime) -> None:
    """Append records in order, in the connection's transaction.

    The head's row is updated first: its lock makes writers queue, so that offsets are without gaps and become visible in order.
    """
    for record in records:
        partition = partition_of(record.key, topics[record.topic].partitions)
        here = (log_heads.c.topic == record.topic) & (log_heads.c.partition == partition)
        connection.execute(
            upsert(connection.dialect, log_heads)
            .values(topic=record.topic, partition=partition, next_offset=0, first_offset=0)
            .on_conflict_do_nothing()
        )
        next_offset = connection.execute(
            update(log_heads).where(here).values(next_offset=log_heads.c.next_offset + 1).returning(log_heads.c.next_offset)
        ).scalar_one()
        connection.execute(
            insert(log).values(
                topic=record.topic,
                partition=partition,
                offset=next_offset - 1,
                key=record.key,
                headers=dict(record.headers),
                value=record.value,
                appended_at=now,
            )
        )


def read(connection: Connection, topic: str, partition: int, offset: int, max_records: int) -> list[StoredRecord]:
    """Return up to ``max_records`` records from an offset on, in order."""
    rows = connection.execute(
        select(log)
        .where(log.c.topic == topic, log.c.partition == partition, log.c.offset >= offset)
        .order_by(log.c.offset)
        .limit(max_records)
    )
    return [
        StoredRecord(
            topic=row.topic,
            partition=row.partition,
            offset=row.offset,
            key=row.key,
            value=row.value,
            headers=_headers(row.headers),
            appended_at=row.appended_at,
        )
        for row in rows
    ]


def count_marks(connection: Connection, mark: Record) -> int:
    """How many records there are with a record's topic, key and ``ce_id``."""
    rows = connection.execute(select(log.c.headers).where(log.c.topic == mark.topic, log.c.key == mark.key))
    return sum(_headers(row.headers).get("ce_id") == mark.headers["ce_id"] for row in rows)


def offsets(connection: Connection, topic: Topic) -> dict[int, OffsetRange]:
    """The offsets that each partition holds; empty partitions included."""
    rows = connection.execute(select(log_heads).where(log_heads.c.topic == topic.name))
    held = {row.partition: OffsetRange(row.first_offset, row.next_offset) for row in rows}
    return {partition: held.get(partition, OffsetRange(0, 0)) for partition in range(topic.partitions)}


def committed(connection: Connection, group: str, topic: Topic) -> dict[int, int]:
    """The next offset of a group in each partition; 0 where it has not committed."""
    rows = connection.execute(select(group_offsets).where(group_offsets.c.group == group, group_offsets.c.topic == topic.name))
    positions = {row.partition: row.offset for row in rows}
    return {partition: positions.get(partition, 0) for partition in range(topic.partitions)}


def advance(connection: Connection, group: str, consumed: Sequence[StoredRecord], now: datetime) -> bool:
    """Move a group past the records that it has consumed; False, and nothing done, where it was past some of them already.

    Its rows are locked until the transaction ends, so that of two members that consumed the same records one is told so.
    """
    spans: dict[tuple[str, int], tuple[int, int]] = {}
    for record in consumed:
        first, _ = spans.get((record.topic, record.partition), (record.offset, 0))
        spans[record.topic, record.partition] = (first, record.offset + 1)
    for (topic, partition), (first, end) in sorted(spans.items()):
        here = {"group": group, "topic": topic, "partition": partition}
        row = upsert(connection.dialect, group_offsets).values(**here, offset=0, committed_at=now)
        connection.execute(row.on_conflict_do_nothing())
        moved = connection.execute(
            update(group_offsets)
            .where(*(group_offsets.c[name] == value for name, value in here.items()), group_offsets.c.offset <= first)
            .values(offset=end, committed_at=now)
        )
        if not moved.rowcount:
            return False
    return True


def start_group(connection: Connection, group: str, topic: str, starts: Mapping[int, int], now: datetime) -> None:
    """Let a group begin at these offsets, where it has committed none."""
    for partition, offset in starts.items():
        here = {"group": group, "topic": topic, "partition": partition}
        row = upsert(connection.dialect, group_offsets).values(**here, offset=offset, committed_at=now)
        connection.execute(row.on_conflict_do_nothing())


def topic_names(connection: Connection) -> list[str]:
    """Every topic that was ever written to."""
    return list(connection.execute(select(log_heads.c.topic).distinct().order_by(log_heads.c.topic)).scalars())


def offsets_at(connection: Connection, topic: Topic, at: datetime) -> dict[int, int]:
    """The first offset of each partition that was appended at a time or later; the end where there is none."""
    rows = connection.execute(
        select(log.c.partition, func.min(log.c.offset).label("first"))
        .where(log.c.topic == topic.name, log.c.appended_at >= at)
        .group_by(log.c.partition)
    )
    found = {row.partition: row.first for row in rows}
    return {partition: found.get(partition, held.end) for partition, held in offsets(connection, topic).items()}


def trim(
    connection: Connection, topic: Topic, now: datetime, retention: timedelta | None = None, *, group: str | None = None
) -> int:
    """Drop records that are older than the topic's retention and that every group has passed; return how many.

    Args:
        connection: Of a write transaction.
        topic: What is trimmed.
        now: The clock.
        retention: Instead of the topic's.
        group: The only one that counts, instead of every one that has committed.
    """
    if topic.compacted:
        return compact(connection, topic, now)
    oldest_at = now - (topic.retention if retention is None else retention)
    dropped = 0
    for partition, held in offsets(connection, topic).items():
        here = (log.c.topic == topic.name) & (log.c.partition == partition)
        first_kept = connection.execute(select(func.min(log.c.offset)).where(here, log.c.appended_at >= oldest_at)).scalar()
        end = held.end if first_kept is None else first_kept
        slowest = connection.execute(
            select(func.min(group_offsets.c.offset)).where(
                group_offsets.c.topic == topic.name,
                group_offsets.c.partition == partition,
                group_offsets.c.group.not_like(f"{RETAG}%") if group is None else group_offsets.c.group == group,
            )
        ).scalar()
        end = end if slowest is None else min(end, slowest)
        if end <= held.first:
            continue
        dropped += connection.execute(delete(log).where(here, log.c.offset < end)).rowcount
        connection.execute(
            update(log_heads).where(log_heads.c.topic == topic.name, log_heads.c.partition == partition).values(first_offset=end)
        )
    return dropped


def compact(connection: Connection, topic: Topic, now: datetime) -> int:
    """Drop records of a compacted topic that a newer one of their key replaces, and keys that are no more; return how many.

    The newest hour stays as it is, for readers who want to see each change; an empty value stays for a day.
    """
    dropped = 0
    for partition in range(topic.partitions):
        here = (log.c.topic == topic.name) & (log.c.partition == partition)
        newest = select(func.max(log.c.offset)).where(here).group_by(log.c.key)
        is_old = here & (log.c.appended_at < now - COMPACT_AFTER)
        dropped += connection.execute(delete(log).where(is_old, log.c.offset.not_in(newest))).rowcount
        is_gone = here & (log.c.appended_at < now - FORGET_KEYS_AFTER) & (func.length(log.c.value) == 0)
        dropped += connection.execute(delete(log).where(is_gone)).rowcount
    return dropped


def _headers(value: Any) -> dict[str, str]:
    return dict(value if isinstance(value, dict) else json.loads(value))
