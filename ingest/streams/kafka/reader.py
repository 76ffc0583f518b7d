"""Reading partitions by offset, without a group: committed records only, bounded in time."""

import asyncio
from collections.abc import AsyncIterator, Coroutine, Mapping
from datetime import datetime
from typing import Any, TypeVar

from aiokafka import TopicPartition  # type: ignore[import-untyped]  # it ships no types

from ingest.errors import RetryLater
from ingest.streams.kafka.connection import KafkaConnection
from ingest.streams.kafka.convert import stored
from ingest.streams.kafka.errors import NO_TOPIC, UNAVAILABLE, closed_within, translated
from ingest.streams.protocol import OffsetRange, StoredRecord

T = TypeVar("T")

CLEANUP_S = 15.0
"""Brokers look for transactions that are over their time every 10 s."""

MAX_WAIT_MS = 200
MAX_FETCH_BYTES = 1_000_000


class PartitionReader:
    """One consumer that is pointed at one partition after another. Made anew after a failure.

    Args:
        connection: Where Kafka is.
        isolation_level: With ``read_uncommitted``, ends are those of everything written, open transactions included.
    """

    def __init__(self, connection: KafkaConnection, isolation_level: str = "read_committed") -> None:
        self._connection = connection
        self._isolation_level = isolation_level
        self._consumer: Any = None
        self._lock = asyncio.Lock()

    async def ranges(self, topic: str, partitions: int | None = None) -> Mapping[int, OffsetRange]:
        """What each partition holds; with ``read_committed``, up to the first open transaction.

        Raises:
            RetryLater, FatalError: See ``translated``.
        """
        async with self._lock:
            return await self._bounded(self._ranges(topic, partitions))

    async def offsets_at(self, topic: str, at: datetime) -> Mapping[int, int]:
        """Each partition's first offset with a time of append of ``at`` or later; its end where there is none.

        Raises:
            RetryLater, FatalError: See ``translated``.
        """
        async with self._lock:
            return await self._bounded(self._offsets_at(topic, at))

    async def read(self, topic: str, partition: int, offset: int, max_records: int) -> list[StoredRecord]:
        """Return records from an offset on, or from the first one that is held; empty at the end.

        Raises:
            RetryLater, FatalError: See ``translated``.
        """
        async with self._lock:
            return await self._bounded(
                self._read(TopicPartition(self._connection.prefix + topic, partition), offset, max_records)
            )

    async def close(self) -> None:
        """Close the connections."""
        consumer, self._consumer = self._consumer, None
        if consumer is not None:
            await closed_within(consumer.stop(), self._connection.request_timeout_s)

    async def _bounded(self, work: Coroutine[Any, Any, T]) -> T:
        try:
            async with translated(self._connection.request_timeout_s):
                return await work
        except BaseException:
            await self.close()
            raise
        finally:
            work.close()

    async def _started(self) -> Any:
        if self._consumer is None:
            self._consumer = self._connection.consumer(
                isolation_level=self._isolation_level, fetch_max_wait_ms=MAX_WAIT_MS, max_partition_fetch_bytes=MAX_FETCH_BYTES
            )
            await self._connection.start(self._consumer, self._connection.request_timeout_s)
        return self._consumer

    async def _ranges(self, topic: str, partitions: int | None) -> Mapping[int, OffsetRange]:
        consumer = await self._started()
        name = self._connection.prefix + topic
        if name not in consumer._client.cluster.topics() and name not in await consumer.topics():  # noqa: SLF001 (its cache)
            raise RetryLater(NO_TOPIC, f"Kafka has no topic {name} (yet)")
        numbers = range(partitions) if partitions is not None else await consumer._client._wait_on_metadata(name)  # noqa: SLF001 (the public call knows only topics that it was subscribed to)
        places = [TopicPartition(name, number) for number in sorted(numbers)]
        ends = await consumer.end_offsets(places)
        firsts = await consumer.beginning_offsets(places)
        # A partition that was emptied by retention in between must not have a negative length.
        return {place.partition: OffsetRange(min(firsts[place], ends[place]), ends[place]) for place in places}

    async def _offsets_at(self, topic: str, at: datetime) -> Mapping[int, int]:
        ranges = await self._ranges(topic, None)
        at_ms = int(at.timestamp() * 1000)
        places = {TopicPartition(self._connection.prefix + topic, partition): at_ms for partition in ranges}
        found = await self._consumer.offsets_for_times(places)
        ends = {place.partition: ranges[place.partition].end for place in places}
        return ends | {place.partition: first.offset for place, first in found.items() if first is not None}

    async def _read(self, place: TopicPartition, offset: int, max_records: int) -> list[StoredRecord]:
        consumer = await self._started()
        if place not in consumer.assignment():
            consumer.assign([place])
        consumer.seek(place, offset)
        end = (await consumer.end_offsets([place]))[place]
        while offset < end:
            batch = await consumer.getmany(place, timeout_ms=MAX_WAIT_MS, max_records=max_records)
            if records := batch.get(place):
                return [stored(record, self._connection.prefix) for record in records]
            # Up to the end there may be nothing but marks of transactions, and records of aborted ones.
            offset = await consumer.position(place)
        return []


async def read_settled(
    connection: KafkaConnection, topic: str, partitions: int | None = None, *, page: int
) -> AsyncIterator[StoredRecord]:
    """Every committed record of a topic, those included that were written before behind open transactions.

    An open transaction hides what comes after its first record, of others too. So the ends are taken from all that is written,
    and transactions in front of them are waited for.

    Args:
        connection: Where Kafka is.
        topic: What is read, partition after partition.
        partitions: How many it has; None where Kafka is asked.
        page: Records read at once.

    Raises:
        RetryLater: They did not end in time.
        FatalError: See ``translated``.
    """
    everything, committed = PartitionReader(connection, "read_uncommitted"), PartitionReader(connection)
    try:
        ends = {number: held.end for number, held in (await everything.ranges(topic, partitions)).items()}
        async with translated(connection.transaction_timeout_s + CLEANUP_S, otherwise=UNAVAILABLE):
            while any(held.end < ends.get(n, 0) for n, held in (await committed.ranges(topic, partitions)).items()):  # noqa: ASYNC110 (nobody tells when another producer's transaction ends)
                await asyncio.sleep(MAX_WAIT_MS / 1000)
        for number in ends:
            offset = 0
            while records := await committed.read(topic, number, offset, page):
                offset = records[-1].offset + 1
                for record in records:
                    yield record
    finally:
        await everything.close()
        await committed.close()
