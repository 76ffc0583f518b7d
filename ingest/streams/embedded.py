"""The embedded stream: the SQL log *is* the stream. Outputs and offsets of a group commit in one SQL transaction."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import datetime

from sqlalchemy import Connection

from ingest.database import Database, Sole
from ingest.errors import ConflictwireError, RetryLater
from ingest.streams import log
from ingest.streams.protocol import OffsetRange, Record, StoredRecord
from ingest.streams.topics import INTERNAL, TOPICS, Topic, topic_named

LOST = "position_lost"
"""Another member of the group was quicker."""

LOOK_AGAIN_S = 0.25
"""How often a waiting reader looks for records; other processes append too, so there is nobody to be woken by."""


class EmbeddedStream:
    """``Stream`` on a ``Database``.

    Args:
        database: Holds the log.
        now: The clock, aware UTC.
        topics: The manifest.
    """

    def __init__(self, database: Database, now: Callable[[], datetime], topics: Mapping[str, Topic] = TOPICS | INTERNAL) -> None:
        self._database = database
        self._now = now
        self._topics = topics

    def append(self, connection: Connection, records: Sequence[Record]) -> None:
        """Append in a transaction of the caller's: what "entry done and article appended" is made of."""
        log.append(connection, self._topics, records, self._now())

    async def publish(self, records: Sequence[Record]) -> None:
        """Append the records, all or none."""
        await self._database.write(self.append, records)

    async def publish_once(self, records: Sequence[Record], mark: Record) -> bool:
        """Append the records and a mark, all or none, once: False where a record with the mark's ``ce_id`` is there already."""
        try:
            await self._database.write(self._append_once, records, mark)
        except _AlreadyThereError:
            return False
        return True

    def _append_once(self, connection: Connection, records: Sequence[Record], mark: Record) -> None:
        # The mark first: from then on, whoever wants to append to its partition waits, and so does its look at what is there.
        self.append(connection, [mark, *records])
        if log.count_marks(connection, mark) > 1:
            raise _AlreadyThereError

    async def offsets(self, topic: str) -> Mapping[int, OffsetRange]:
        """The offsets that each partition of a topic holds."""
        return await self._database.read(log.offsets, self._topic(topic))

    async def offsets_at(self, topic: str, at: datetime) -> Mapping[int, int]:
        """Each partition's first offset that was appended at a time or later; its end where there is none."""
        return await self._database.read(log.offsets_at, self._topic(topic), at)

    async def committed(self, group: str, topic: str) -> Mapping[int, int]:
        """Each partition's next offset for a group; 0 where the group has not committed."""
        return await self._database.read(log.committed, group, self._topic(topic))

    async def read(self, topic: str, partition: int, offset: int, *, max_records: int) -> Sequence[StoredRecord]:
        """Return committed records from an offset on, at once; empty at the end."""
        return await self._database.read(log.read, topic, partition, offset, max_records)

    async def start_group(self, group: str, topic: str, offsets: Mapping[int, int]) -> None:
        """Let a group begin at these offsets, where it has committed none."""
        await self._database.write(log.start_group, group, topic, offsets, self._now())

    @asynccontextmanager
    async def subscribe(self, group: str, topic: str) -> AsyncIterator["EmbeddedSubscription"]:
        """Join a group. One member is at work; others get nothing until that one is gone."""
        sole = self._database.sole(f"group {group} {topic}")
        try:
            yield EmbeddedSubscription(self, self._database, sole, group, topic)
        finally:
            await sole.let_go()

    def commit(self, connection: Connection, group: str, consumed: Sequence[StoredRecord], outputs: Sequence[Record]) -> None:
        """Outputs and offsets in one transaction.

        Raises:
            RetryLater: Another member has consumed the records meanwhile.
        """
        if not log.advance(connection, group, consumed, self._now()):
            raise RetryLater(LOST, f"group {group} is past these records")
        self.append(connection, outputs)

    async def trim(self) -> int:
        """Drop what is past its topic's retention; return how many records."""
        dropped = 0
        for name in await self._database.read(log.topic_names):
            dropped += await self._database.write_repeatably(log.trim, self._topic(name), self._now())
        return dropped

    def _topic(self, name: str) -> Topic:
        return self._topics.get(name) or topic_named(name)


class _AlreadyThereError(ConflictwireError):
    """Rolls the transaction back."""


class EmbeddedSubscription:
    """``Subscription`` of an ``EmbeddedStream``; not for concurrent use."""

    def __init__(self, stream: EmbeddedStream, database: Database, sole: Sole, group: str, topic: str) -> None:
        self._stream = stream
        self._database = database
        self._sole = sole
        self._group = group
        self._topic = topic
        self._positions: dict[int, int] | None = None

    async def poll(self, *, max_records: int, wait_s: float) -> Sequence[StoredRecord]:
        """Return the next records after those returned before.

        Raises:
            DatabaseAway: PostgreSQL is away.
        """
        loop = asyncio.get_running_loop()
        deadline = loop.time() + wait_s
        while True:
            records = await self._next(max_records)
            if records or loop.time() >= deadline:
                return records
            await asyncio.sleep(min(LOOK_AGAIN_S, max(0.0, deadline - loop.time())))

    async def commit(self, consumed: Sequence[StoredRecord], outputs: Sequence[Record]) -> None:
        """Publish the outputs and move the group past the consumed records, both or neither.

        Raises:
            RetryLater: It is not known to be done: go on with ``poll``, which starts again where the group really is.
        """
        try:
            await self._database.write(self._stream.commit, self._group, consumed, outputs)
        except BaseException:
            self._positions = None
            await self._sole.let_go()
            raise

    async def _next(self, max_records: int) -> list[StoredRecord]:
        if not await self._sole.is_ours():
            return []
        if self._positions is None:
            self._positions = dict(await self._stream.committed(self._group, self._topic))
        found: list[StoredRecord] = []
        for partition, offset in self._positions.items():
            if room := max_records - len(found):
                records = await self._stream.read(self._topic, partition, offset, max_records=room)
                if records:
                    self._positions[partition] = records[-1].offset + 1
                    found += records
        return found
