"""The stream on Kafka: publication in transactions, reading by offset, groups."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import datetime

from aiokafka import TopicPartition  # type: ignore[import-untyped]  # it ships no types

from ingest.errors import ExitCode, FatalError, RetryLater
from ingest.streams.kafka.connection import KafkaConnection
from ingest.streams.kafka.errors import IN_DOUBT, closed_within, translated
from ingest.streams.kafka.offsets import committed_offsets
from ingest.streams.kafka.once import OncePublisher
from ingest.streams.kafka.producer import TransactionalProducer
from ingest.streams.kafka.reader import PartitionReader
from ingest.streams.kafka.subscription import KafkaSubscription
from ingest.streams.kafka.topics import TopicSetup
from ingest.streams.protocol import OffsetRange, Record, StoredRecord
from ingest.streams.topics import TOPICS, Topic

FIRST_PAUSE_S = 0.1
MAX_PAUSE_S = 5.0


class KafkaStream:
    """``Stream`` on Kafka. Offsets have gaps: the mark at the end of a transaction takes one.

    Args:
        connection: Where Kafka is.
        topics: The manifest.
        setup: Brings the manifest to the cluster before the first group is joined; None where that was done.
        give_up_s: How long an outage is waited for before RetryLater is raised.
        stall_s: A member that gets nothing for so long although there is something joins anew.
    """

    def __init__(
        self,
        connection: KafkaConnection,
        topics: Mapping[str, Topic] = TOPICS,
        *,
        setup: TopicSetup | None = None,
        give_up_s: float = 30.0,
        stall_s: float = 120.0,
    ) -> None:
        self._connection = connection
        self._topics = topics
        self._setup = setup
        self._stall_s = stall_s
        self._give_up_s = give_up_s
        # Nobody takes over from this producer: what it leaves open, the broker aborts. So its name may be of the moment.
        self._producer = TransactionalProducer(connection, f"publish.{secrets.token_hex(8)}")
        self._once = OncePublisher(connection)
        self._publishing = asyncio.Lock()
        self._reader = PartitionReader(connection)

    async def close(self) -> None:
        """Close the connections."""
        await self._producer.stop()
        await self._once.stop()
        await self._reader.close()

    async def publish(self, records: Sequence[Record]) -> None:
        """Append the records, all or none, in one transaction. An outage is waited for, up to a limit.

        Raises:
            RetryLater: Nothing was published; or, with the reason ``kafka_in_doubt``, the answer to the commit did not come.
            FatalError: An unknown topic, or Kafka refuses us.
        """
        check_topics(self._topics, records)
        if not records:
            return
        loop = asyncio.get_running_loop()
        deadline = loop.time() + self._give_up_s
        pause_s = FIRST_PAUSE_S
        async with self._publishing:
            while True:
                try:
                    await self._producer.transact(records)
                except RetryLater as error:
                    # Once more would be twice where the commit was done after all.
                    if error.reason == IN_DOUBT or loop.time() + pause_s > deadline:
                        raise
                else:
                    return
                await asyncio.sleep(pause_s)
                pause_s = min(2 * pause_s, MAX_PAUSE_S)

    async def publish_once(self, records: Sequence[Record], mark: Record) -> bool:
        """Append the records and a mark, all or none, once: False where a record with the mark's ``ce_id`` is there already.

        Raises:
            RetryLater: Nothing was published, or, with the reason ``kafka_in_doubt``, maybe all; try again, it is safe.
            FatalError: An unknown topic, or Kafka refuses us.
        """
        check_topics(self._topics, [*records, mark])
        async with self._publishing:
            return await self._once.publish(records, mark)

    async def offsets(self, topic: str) -> Mapping[int, OffsetRange]:
        """The offsets that each partition holds, up to the first transaction that is still open."""
        return await self._reader.ranges(topic)

    async def offsets_at(self, topic: str, at: datetime) -> Mapping[int, int]:
        """Each partition's first offset that was appended at a time or later; its end where there is none."""
        return await self._reader.offsets_at(topic, at)

    async def committed(self, group: str, topic: str) -> Mapping[int, int]:
        """Each partition's next offset for a group; 0 where the group has not committed."""
        partitions = await self._reader.ranges(topic)
        places = [TopicPartition(self._connection.prefix + topic, partition) for partition in partitions]
        found = await committed_offsets(self._connection, group, places)
        return {place.partition: found[place] for place in places}

    async def read(self, topic: str, partition: int, offset: int, *, max_records: int) -> Sequence[StoredRecord]:
        """Return committed records from an offset on, at once; empty at the end."""
        return await self._reader.read(topic, partition, offset, max_records)

    async def start_group(self, group: str, topic: str, offsets: Mapping[int, int]) -> None:
        """Let a group without members begin at these offsets, where it has committed none.

        Raises:
            RetryLater, FatalError: See ``translated``.
        """
        if self._setup is not None:
            await self._setup.done()
        committed = await self.committed(group, topic)
        name = self._connection.prefix + topic
        starts = {TopicPartition(name, number): offset for number, offset in offsets.items() if not committed.get(number)}
        consumer = self._connection.consumer(group_id=self._connection.prefix + group)
        try:
            await self._connection.start(consumer, self._connection.request_timeout_s)
            async with translated(self._connection.request_timeout_s):
                consumer.assign(list(starts))
                if starts:
                    await consumer.commit(starts)
        finally:
            await closed_within(consumer.stop(), self._connection.request_timeout_s)

    @asynccontextmanager
    async def subscribe(self, group: str, topic: str) -> AsyncIterator[KafkaSubscription]:
        """Join a group; its partitions are shared out among its members.

        Raises:
            RetryLater, FatalError: The group cannot be joined.
        """
        if self._setup is not None:
            await self._setup.done()
        subscription = KafkaSubscription(
            self._connection, group, topic, lambda records: check_topics(self._topics, records), stall_s=self._stall_s
        )
        try:
            await subscription.join()
            yield subscription
        finally:
            await subscription.leave()


def check_topics(topics: Mapping[str, Topic], records: Sequence[Record]) -> None:
    """Refuse records of topics that the manifest does not have: Kafka's client would wait for those to appear.

    Raises:
        FatalError: There is one.
    """
    for name in {record.topic for record in records} - topics.keys():
        raise FatalError(f"unknown topic {name!r}; the topics are: {', '.join(topics)}", ExitCode.USAGE)
