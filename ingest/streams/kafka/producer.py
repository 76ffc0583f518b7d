"""A transactional producer that can be relied on: every wait is bounded, and one that failed is thrown away.

aiokafka 0.14 speaks InitProducerId version 0: a producer that met an error cannot go on (no KIP-360). A new one with the same id
ends what the old one left open, and fences it off.
"""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

from aiokafka import TopicPartition  # type: ignore[import-untyped]  # it ships no types

from ingest.streams.kafka.connection import KafkaConnection
from ingest.streams.kafka.errors import IN_DOUBT, closed_within, translated
from ingest.streams.protocol import Record

STOP_TIMEOUT_S = 2.0


class TransactionalProducer:
    """Publishes batches, each in a transaction; not for concurrent use.

    Args:
        connection: Where Kafka is.
        transactional_id: Who this is. The last to start with an id is the only one who can commit.
    """

    def __init__(self, connection: KafkaConnection, transactional_id: str) -> None:
        self._connection = connection
        self._transactional_id = transactional_id
        self._producer: Any = None

    async def start(self) -> None:
        """Take the id over: an open transaction is ended first, and nobody else who has the id can commit any more.

        Raises:
            RetryLater, FatalError: See ``translated``.
        """
        if self._producer is None:
            if self._connection.registry is not None:
                await self._connection.registry.register()
            self._producer = self._connection.producer(self._transactional_id)
            try:
                await self._connection.start(self._producer, self._connection.request_timeout_s)
            except BaseException:
                await self.stop()
                raise

    async def transact(
        self, records: Sequence[Record], *, group: str | None = None, offsets: Mapping[TopicPartition, int] | None = None
    ) -> None:
        """Publish records and a group's offsets, all or none. The producer starts where it must, and stops where this fails.

        Raises:
            RetryLater: Nothing was published, or, with the reason ``kafka_in_doubt``, either all or nothing.
            FatalError: See ``translated``.
        """
        await self.start()
        limit_s = self._connection.transaction_timeout_s
        try:
            async with translated(limit_s):
                await self._producer.begin_transaction()
                await self._send(records)
                if offsets:
                    await self._producer.send_offsets_to_transaction(dict(offsets), group)
            async with translated(limit_s, otherwise=IN_DOUBT):
                await self._producer.commit_transaction()
        except BaseException:
            await self.stop()
            raise

    async def stop(self) -> None:
        """Throw the producer away, whatever state it is in; what is open is ended by the next one, or by the broker."""
        producer, self._producer = self._producer, None
        if producer is None:
            return
        await closed_within(producer.stop(), STOP_TIMEOUT_S)
        # A stop that ran into its limit leaves tasks that wait for a broker; they would go on with the old id for ever.
        for task in _tasks_of(producer):
            task.cancel()
        await closed_within(producer.client.close(), STOP_TIMEOUT_S)
        for future in _waiters_of(producer):
            future.add_done_callback(_look_at)

    async def _send(self, records: Sequence[Record]) -> None:
        sent: list[asyncio.Future[Any]] = []
        registry = self._connection.registry
        try:
            for record in records:
                topic = self._connection.prefix + record.topic
                headers = [(name, value.encode()) for name, value in record.headers.items()]
                value = registry.framed(record.topic, record.value) if registry is not None else record.value
                sent.append(await self._producer.send(topic, value=value or None, key=record.key.encode(), headers=headers))
            await asyncio.gather(*sent)
        finally:
            # All of them are looked at: one that fails later would be reported as never retrieved.
            for future in sent:
                future.add_done_callback(_look_at)


def _look_at(future: asyncio.Future[Any]) -> None:
    if not future.cancelled():
        future.exception()


def _tasks_of(producer: Any) -> list[asyncio.Task[Any]]:
    """The tasks that a producer's parts have started; aiokafka keeps them in local variables only."""
    parts = {id(producer._sender), id(producer._message_accumulator)}  # noqa: SLF001 (there is no other way to them)
    found = []
    for task in asyncio.all_tasks():
        frame = getattr(task.get_coro(), "cr_frame", None)
        if frame is not None and id(frame.f_locals.get("self")) in parts:
            found.append(task)
    return found


def _waiters_of(producer: Any) -> list[asyncio.Future[Any]]:
    """Futures inside a producer that nobody awaits once it is thrown away; their errors would be reported as never retrieved."""
    accumulator, transactions = producer._message_accumulator, producer._txn_manager  # noqa: SLF001 (as above)
    batches = [batch for queue in accumulator._batches.values() for batch in queue] + list(accumulator._pending_batches)  # noqa: SLF001
    waiters = [batch._drain_waiter for batch in batches]  # noqa: SLF001
    return waiters + ([transactions._transaction_waiter] if transactions._transaction_waiter else [])  # noqa: SLF001
