"""A member of a consumer group whose outputs and offsets commit in one Kafka transaction.

One transactional producer for each partition that the member holds, with an id made of group, topic and partition: who takes a
partition over starts a producer with the same id, which ends the transaction that the former holder left open and fences it off.
Only after that is the group's offset read and sought; what the consumer fetched by itself before is dropped.
Source: KIP-98; the pattern of one producer a partition is that of Kafka Streams before KIP-447, which aiokafka does not speak.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from aiokafka import ConsumerRebalanceListener, TopicPartition  # type: ignore[import-untyped]  # it ships no types

from ingest.errors import RetryLater
from ingest.streams.kafka.connection import KafkaConnection
from ingest.streams.kafka.convert import stored
from ingest.streams.kafka.errors import LOST, closed_within, translated
from ingest.streams.kafka.offsets import committed_offsets
from ingest.streams.kafka.producer import TransactionalProducer
from ingest.streams.kafka.stall import StallWatch
from ingest.streams.protocol import Record, StoredRecord

PAUSE_S = 0.25
"""Between two tries to take a partition over while Kafka is away."""


@dataclass(slots=True)
class _Holding:
    """A partition that this member holds.

    Attributes:
        delivered_end: Behind the last record that ``poll`` gave out under this holding.
    """

    producer: TransactionalProducer
    delivered_end: int


class KafkaSubscription:
    """``Subscription`` on Kafka; not for concurrent use. Each batch is of one partition.

    Args:
        connection: Where Kafka is.
        group: Without the prefix.
        topic: What is consumed.
        check: Refuses outputs that must not be published.
        stall_s: A member that gets nothing for so long, although its partitions hold more, leaves and joins anew.
    """

    def __init__(
        self,
        connection: KafkaConnection,
        group: str,
        topic: str,
        check: Callable[[Sequence[Record]], None],
        *,
        stall_s: float = 120.0,
    ) -> None:
        self._connection = connection
        self._group = group
        self._topic = topic
        self._check = check
        self._watch = StallWatch(connection, stall_s)
        self._consumer: Any = None
        self._held: dict[TopicPartition, _Holding] = {}
        self._fetched: deque[tuple[_Holding, list[StoredRecord]]] = deque()
        # Held by a commit, so that a rebalance waits for it, and by whoever gives partitions up.
        self._committing = asyncio.Lock()

    async def join(self) -> None:
        """Join the group and wait for a share of the partitions, which may be none.

        Raises:
            RetryLater, FatalError: See ``translated``.
        """
        self._consumer = self._connection.consumer(
            group_id=self._connection.prefix + self._group,
            session_timeout_ms=int(self._connection.session_timeout_s * 1000),
            heartbeat_interval_ms=int(self._connection.session_timeout_s * 1000 / 3),
        )
        self._consumer.subscribe([self._connection.prefix + self._topic], listener=_Listener(self._give_up))
        # A dead member's partitions are shared out once its session has ended.
        await self._connection.start(self._consumer, self._connection.request_timeout_s + self._connection.session_timeout_s)

    async def leave(self) -> None:
        """Leave the group; what was not committed comes again, to another member."""
        consumer, self._consumer = self._consumer, None
        if consumer is not None:
            await closed_within(consumer.stop(), self._connection.request_timeout_s)
            # A stop that was cut short leaves connections open.
            closing = consumer._client.close()  # noqa: SLF001 (there is no other way)
            await closed_within(closing, self._connection.request_timeout_s)
        await self._give_up(list(self._held))

    async def poll(self, *, max_records: int, wait_s: float) -> Sequence[StoredRecord]:
        """Return the next records of one partition; empty where none came in time, or while Kafka is away.

        Raises:
            RetryLater: The group cannot be joined anew after a stall.
            FatalError: Kafka refuses us.
        """
        loop = asyncio.get_running_loop()
        deadline = loop.time() + wait_s
        while True:
            # In slices: partitions that are given to us meanwhile are taken over in between.
            wait_s = max(0.0, min(PAUSE_S, deadline - loop.time()))
            try:
                await self._take_over()
                if not self._fetched:
                    await self._fetch(max_records, wait_s)
            except RetryLater:
                await asyncio.sleep(wait_s)
            if batch := self._next_batch(max_records):
                self._watch.saw_progress()
                return batch
            if await self._watch.is_stalled(self._consumer):
                await self.leave()
                await self.join()
            if loop.time() >= deadline:
                return []

    async def commit(self, consumed: Sequence[StoredRecord], outputs: Sequence[Record]) -> None:
        """Publish the outputs and move the group past a batch of ``poll``'s, both or neither.

        Raises:
            RetryLater: It is not known to be done: go on with ``poll``, which starts again where the group really is.
            FatalError: An output's topic is unknown, or Kafka refuses us.
        """
        self._check(outputs)
        if not consumed:
            return
        (place,) = {TopicPartition(self._connection.prefix + record.topic, record.partition) for record in consumed}
        end = consumed[-1].offset + 1
        async with self._committing:
            holding = self._held.get(place)
            if holding is None or end > holding.delivered_end:
                raise RetryLater(LOST, f"{place.topic} {place.partition}")
            try:
                await holding.producer.transact(outputs, group=self._connection.prefix + self._group, offsets={place: end})
            except BaseException:
                # Taken over anew by the next poll: a new producer, and the offset that the group has then.
                del self._held[place]
                raise

    async def _take_over(self) -> None:
        """Make sure that each partition that we were given has a producer and stands at the group's offset."""
        for place in self._consumer.assignment() - self._held.keys():
            number = f"{self._group}-{self._topic}-{place.partition}"
            producer = TransactionalProducer(self._connection, number)
            try:
                await producer.start()
                offset = (await committed_offsets(self._connection, self._group, [place]))[place]
            except BaseException:
                await producer.stop()
                raise
            if place not in self._consumer.assignment():
                await producer.stop()
                continue
            # In one step with the holding: what is fetched after it is from there on.
            self._consumer.seek(place, offset)
            self._held[place] = _Holding(producer, offset)

    async def _fetch(self, max_records: int, wait_s: float) -> None:
        async with translated(wait_s + self._connection.request_timeout_s):
            fetched = await self._consumer.getmany(timeout_ms=int(wait_s * 1000), max_records=max_records)
        for place, records in fetched.items():
            if (holding := self._held.get(place)) is not None:
                self._fetched.append((holding, [stored(record, self._connection.prefix) for record in records]))

    def _next_batch(self, max_records: int) -> list[StoredRecord]:
        while self._fetched:
            holding, records = self._fetched.popleft()
            if not any(holding is held for held in self._held.values()):
                continue
            if rest := records[max_records:]:
                self._fetched.appendleft((holding, rest))
            batch = records[:max_records]
            holding.delivered_end = batch[-1].offset + 1
            return batch
        return []

    async def _give_up(self, places: Iterable[TopicPartition]) -> None:
        """Let go of partitions, after the commit that is under way."""
        async with self._committing:
            lost = [holding for place in places if (holding := self._held.pop(place, None)) is not None]
            await asyncio.gather(*(holding.producer.stop() for holding in lost))


class _Listener(ConsumerRebalanceListener):  # type: ignore[misc]  # its base has no types
    """Tells the subscription which partitions it loses; those that it is given, it finds itself."""

    def __init__(self, give_up: Callable[[Iterable[TopicPartition]], Any]) -> None:
        self._give_up = give_up

    async def on_partitions_revoked(self, revoked: Iterable[TopicPartition]) -> None:
        """Give them up before others get them."""
        with suppress(RetryLater):
            await self._give_up(revoked)

    async def on_partitions_assigned(self, assigned: Iterable[TopicPartition]) -> None:
        """Nothing: ``poll`` takes them over, because that takes time, during which the member must go on to show itself."""
