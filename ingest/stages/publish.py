"""Publish: move the SQL log to Kafka, in order in each partition, every record exactly once.

    log ─ batch ─ Kafka transaction {records, position of the log} ─ mark in SQL ─ trim

Kafka's own record of the position is the truth: it commits with the batch. A new session starts a producer with the same
transactional id, which ends what the former left open, then reads that position and goes on there. The mark in SQL only keeps the
log from being trimmed in front of it.
"""

import asyncio
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from ingest.database import Database
from ingest.errors import ExitCode, FatalError, RetryLater
from ingest.logs import Logger
from ingest.streams import log as sql_log
from ingest.streams.kafka import KafkaConnection, TopicSetup, TransactionalProducer, read_position
from ingest.streams.kafka.positions import Place, position_record
from ingest.streams.protocol import OffsetRange, Record, StoredRecord
from ingest.streams.topics import Topic

PUBLISHER = "kafka-publisher"
"""The group that marks in SQL what is in Kafka."""

MAX_BATCH_BYTES = 8_000_000
PAGE = 50
"""Records read at once, so that a batch of large ones is never in memory as a whole."""

TRIM_EVERY_S = 10.0
FIRST_PAUSE_S = 0.25
MAX_PAUSE_S = 15.0
STAND_BY_S = 1.0
"""How often a process that stands by looks whether it must take over."""


@dataclass(frozen=True, slots=True)
class PublishLimits:
    """How the log is cut into transactions.

    Attributes:
        max_records: Most records in a transaction.
        max_wait_s: How long a record waits for others at most, where there are fewer.
        keep: How long published records stay in the log.
        give_up_s: How long an outage is waited for once the daemon wants to end.
        stall_s: A session that makes no step for so long is ended, and another begins.
    """

    max_records: int = 500
    max_wait_s: float = 0.1
    keep: timedelta = timedelta(hours=1)
    give_up_s: float = 30.0
    stall_s: float = 120.0


class Publisher:
    """Publishes one shard: the log of one database.

    Args:
        database: Holds the log.
        connection: Where Kafka is.
        shard: Names the log among all that publish to the cluster. Two databases must never share a name.
        topics: What of the log is published.
        setup: Brings the topics to the cluster; None where that was done.
        now: The clock, aware UTC.
        logger: For outages and batches.
        limits: How the log is cut into transactions.
    """

    def __init__(
        self,
        database: Database,
        connection: KafkaConnection,
        *,
        shard: str,
        topics: Mapping[str, Topic],
        now: Callable[[], datetime],
        logger: Logger,
        setup: TopicSetup | None = None,
        limits: PublishLimits | None = None,
    ) -> None:
        self._database = database
        self._connection = connection
        self._shard = shard
        self.topics = topics
        self._setup = setup
        self._now = now
        self._log = logger
        self._limits = limits or PublishLimits()
        self._pause_s = FIRST_PAUSE_S
        self._failing_since_s: float | None = None
        self._sole = database.sole(f"publisher of {shard}")
        self._turn = 0
        self._trimmed_at_s = 0.0
        self.published = 0
        """Records whose commit Kafka has answered; what a dying broker answers and takes back is published and counted anew."""

    async def run(self, finishing: asyncio.Event) -> None:
        """Publish; once ``finishing`` is set, end at the end of the log. Outages are waited for.

        Of several processes with one log, one publishes; the others stand by, and end at once when they should.

        Raises:
            FatalError: Kafka refuses us, the log is not the one that was published before, or Kafka is away at the end.
        """
        while True:
            try:
                if await self._sole.is_ours():
                    return await self._watched_session(finishing)
                if finishing.is_set():
                    return None
                self._failing_since_s = None
                pause_s = STAND_BY_S
            except RetryLater as error:
                pause_s = self._retry_in_s(error, finishing)
            # Not cut short at the end: an outage would be asked after without a pause.
            await (asyncio.sleep(pause_s) if finishing.is_set() else _pause(pause_s, finishing))

    def _retry_in_s(self, error: RetryLater, finishing: asyncio.Event) -> float:
        now_s = asyncio.get_running_loop().time()
        self._failing_since_s = self._failing_since_s or now_s
        if finishing.is_set() and now_s - self._failing_since_s > self._limits.give_up_s:
            raise FatalError(f"Kafka is away ({error}): what is not published stays in the log") from error
        pause_s, self._pause_s = self._pause_s, min(2 * self._pause_s, MAX_PAUSE_S)
        self._log.warning("publish", outcome="retry", reason=error.reason, detail=error.detail, pause_s=pause_s)
        return pause_s

    async def _watched_session(self, finishing: asyncio.Event) -> None:
        """A session that must show progress: every wait in it has a limit, and this is for those that nobody knows of."""
        try:
            async with asyncio.timeout(self._limits.stall_s) as watchdog:
                await self._session(finishing, watchdog)
        except TimeoutError as error:
            raise RetryLater("publisher_stalled", f"no progress for {self._limits.stall_s:g} s") from error
        finally:
            await self._sole.let_go()

    async def _session(self, finishing: asyncio.Event, watchdog: asyncio.Timeout) -> None:
        """Publish with one producer, until it fails or all is done."""
        if self._setup is not None:
            await self._setup.done()
        producer = TransactionalProducer(self._connection, f"log.{self._shard}")
        try:
            await producer.start()
            position = await self._position()
            while True:
                watchdog.reschedule(asyncio.get_running_loop().time() + self._limits.stall_s)
                was_finishing = finishing.is_set()
                batch = await self._database.read(self._next_batch, position)
                if batch:
                    position = await self._publish(producer, position, batch)
                await self._trim_sometimes()
                if was_finishing and not batch:
                    return
                if len(batch) < self._limits.max_records and not was_finishing:
                    await _pause(self._limits.max_wait_s, finishing)
        finally:
            await producer.stop()

    async def _position(self) -> dict[Place, int]:
        """Where Kafka says that this log is, checked against the log."""
        position = await read_position(self._connection, self._shard)
        for (topic, partition), held in (await self._database.read(self._held)).items():
            offset = position.setdefault((topic, partition), held.first)
            if offset > held.end:
                raise FatalError(
                    f"{topic} {partition} is published up to {offset}, but the log ends at {held.end}: this is not the database"
                    f" that was published as shard {self._shard!r} (an older backup?); give it a shard name of its own",
                    ExitCode.DATA_DIR,
                )
            if offset < held.first:
                self._log.error("publish", outcome="gap", topic=topic, partition=partition, missing=held.first - offset)
                position[topic, partition] = held.first
        return position

    def _held(self, connection: Connection) -> dict[Place, OffsetRange]:
        return {
            (topic.name, partition): held
            for topic in self.topics.values()
            for partition, held in sql_log.offsets(connection, topic).items()
        }

    def _next_batch(self, connection: Connection, position: Mapping[Place, int]) -> list[StoredRecord]:
        """The next records, up to the limits; another partition begins each time, so that none starves behind a busy one."""
        places = sorted(place for place in position if place[0] in self.topics)
        self._turn = (self._turn + 1) % len(places)
        batch: list[StoredRecord] = []
        size = 0
        for topic, partition in places[self._turn :] + places[: self._turn]:
            offset = position[topic, partition]
            while (room := self._limits.max_records - len(batch)) > 0 and size < MAX_BATCH_BYTES:
                page = sql_log.read(connection, topic, partition, offset, min(room, PAGE))
                if not page:
                    break
                batch += page
                size += sum(len(record.value) for record in page)
                offset = page[-1].offset + 1
        return batch

    async def _publish(
        self, producer: TransactionalProducer, position: Mapping[Place, int], batch: list[StoredRecord]
    ) -> dict[Place, int]:
        """One transaction; return the position after it."""
        after = {**position, **{(record.topic, record.partition): record.offset + 1 for record in batch}}
        records = [Record(record.topic, record.key, record.value, record.headers) for record in batch]
        await producer.transact([*records, position_record(self._shard, after)])
        self._pause_s, self._failing_since_s = FIRST_PAUSE_S, None
        self.published += len(batch)
        await self._database.write(sql_log.advance, PUBLISHER, batch, self._now())
        self._log.debug("publish", outcome="done", records=len(batch))
        return after

    async def _trim_sometimes(self) -> None:
        now_s = asyncio.get_running_loop().time()
        if now_s - self._trimmed_at_s >= TRIM_EVERY_S:
            self._trimmed_at_s = now_s
            for topic in self.topics.values():
                await self._database.write(sql_log.trim, topic, self._now(), self._limits.keep, group=PUBLISHER)


async def _pause(pause_s: float, finishing: asyncio.Event) -> None:
    """Sleep, but not beyond the wish to end."""
    with suppress(TimeoutError):
        await asyncio.wait_for(finishing.wait(), pause_s)
