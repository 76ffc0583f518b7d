"""What a subscriber must cope with, on a topic of its own: duplicates, revisions, a retraction, aborted and open transactions."""

import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from deploy.kafka.broker import Broker
from ingest.streams.envelope import event_record
from ingest.streams.kafka import KafkaConnection, KafkaStream, apply_topics
from ingest.streams.topics import EVENTS
from processors.records import ConflictEvent, Location, PlacePrecision
from tests.sample_events import QUOTE, sample_event

AT = datetime(2026, 5, 3, 12, tzinfo=UTC)
IN_SUDAN = Location("Nyala", (30, 35), "Nyala", PlacePrecision.CITY, country="SDN")

BEFORE = (
    f"+ kept r1 0.9 {QUOTE}",
    f"+ lowered r1 0.9 {QUOTE}",
    f"+ mended r1 0.9 {QUOTE}",
    f"+ late r2 0.9 {QUOTE}",
    f"+ mended r2 0.95 {QUOTE}",
    "- lowered",
    "- mended",
)
"""What a sample prints of the records in front of the open transaction."""
BEHIND = (f"+ behind r1 0.9 {QUOTE}",)
"""What it prints once that has ended."""


@dataclass
class Scenario:
    """A topic with the records.

    Attributes:
        connection: To the broker; its prefix is this scenario's own.
    """

    connection: KafkaConnection
    _producers: list[Any] = field(default_factory=list)
    _open: Any = None

    @property
    def topic(self) -> str:
        """The topic's name in Kafka."""
        return self.connection.prefix + EVENTS.name

    @property
    def environment(self) -> dict[str, str]:
        """What the samples read."""
        return {"KAFKA_SERVERS": self.connection.bootstrap_servers, "TOPIC": self.topic, "GROUP": secrets.token_hex(6)}

    async def publish(self) -> None:
        """Everything, as the daemon publishes it; a transaction stays open in front of the last record."""
        await apply_topics(self.connection, {EVENTS.name: EVENTS}, partitions=1)  # so that there is one order to compare with
        await self._commit(
            sample_event("kept"), sample_event("lowered"), sample_event("mended"), sample_event("late", revision=2)
        )
        await (await self._begin(sample_event("aborted"))).abort_transaction()
        await self._commit(sample_event("kept"), sample_event("elsewhere", location=IN_SUDAN))  # kept: the same ce_id once more
        await self._commit(sample_event("late"))  # an older revision after a newer one
        await self._commit(sample_event("mended", revision=2, supersedes=1, p=0.95))
        await self._commit(sample_event("lowered", revision=2, supersedes=1, p=0.5))
        await self._commit(sample_event("mended", revision=3, supersedes=2, retracted=True))
        self._open = await self._begin(sample_event("open"))
        await self._commit(sample_event("behind"))

    async def end_the_open_transaction(self) -> None:
        """Abort it: what is behind it can be read from now on."""
        await self._open.abort_transaction()

    async def close(self) -> None:
        """Close the producers."""
        for producer in self._producers:
            await producer.stop()

    async def _commit(self, *events: ConflictEvent) -> None:
        stream = KafkaStream(self.connection)
        try:
            await stream.publish([event_record(event, AT) for event in events])
        finally:
            await stream.close()

    async def _begin(self, event: ConflictEvent) -> Any:
        """A producer in the middle of a transaction, its record written."""
        producer = self.connection.producer(secrets.token_hex(6))
        self._producers.append(producer)
        await self.connection.start(producer, 10)
        await producer.begin_transaction()
        record = event_record(event, AT)
        headers = [(name, value.encode()) for name, value in record.headers.items()]
        await (await producer.send(self.topic, record.value, record.key.encode(), headers=headers))
        return producer


@asynccontextmanager
async def published(broker: Broker) -> AsyncIterator[Scenario]:
    """The scenario on a broker."""
    scenario = Scenario(KafkaConnection(broker.bootstrap_servers, prefix=f"{secrets.token_hex(6)}.", transaction_timeout_s=300))
    try:
        await scenario.publish()
        yield scenario
    finally:
        await scenario.close()
