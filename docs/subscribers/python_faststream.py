"""Attacks in Ukraine as they are reported: a table kept up to date from conflict.events.v1, with FastStream.

pip install 'faststream[confluent]'      (faststream.kafka, on aiokafka, is used in the same way)
KAFKA_SERVERS=localhost:9092 python python_faststream.py
"""

import asyncio
import logging
import os
from typing import Annotated

from faststream import AckPolicy, FastStream, Header
from faststream.confluent import KafkaBroker
from pydantic import BaseModel

SERVERS = os.environ.get("KAFKA_SERVERS", "localhost:9092")
TOPIC = os.environ.get("TOPIC", "conflict.events.v1")
GROUP = os.environ.get("GROUP", "my-desk")


class Place(BaseModel):
    """Where. Only what is used here; fields that a model does not name are passed over, so that new ones break nothing."""

    country: str | None = None


class Evidence(BaseModel):
    """The article's words."""

    quote: str


class Event(BaseModel):
    """What is used here of an event. Whatever an event does not know is absent, so most fields need a default."""

    event_id: str
    revision: int
    retracted: bool
    plover_event: str
    p: float
    evidence: list[Evidence]
    location: Place = Place()


seen: set[str] = set()
"""Records that were handled, by ce_id. In a real application: a primary key of your database, not memory."""
newest: dict[str, int] = {}
"""The highest revision of each event, by event_id."""
table: dict[str, Event] = {}
"""The events as they are known now, by event_id."""

broker = KafkaBroker(SERVERS, logger=logging.getLogger(__name__))
app = FastStream(broker, logger=logging.getLogger(__name__))


def wanted(event: Event) -> bool:
    """An attack in Ukraine, likely enough."""
    return event.plover_event == "ASSAULT" and event.location.country == "UKR" and event.p >= 0.8


@broker.subscriber(
    TOPIC,
    group_id=GROUP,
    isolation_level="read_committed",
    auto_offset_reset="earliest",
    ack_policy=AckPolicy.NACK_ON_ERROR,  # the offset is committed after the function has returned
)
async def handle(event: Event, ce_id: Annotated[str, Header()]) -> None:
    """Bring the table up to date. Handling a record twice changes nothing."""
    if ce_id in seen or event.revision < newest.get(event.event_id, 0):
        return  # delivered twice; or an older revision that came late, from another partition
    seen.add(ce_id)
    newest[event.event_id] = event.revision
    if wanted(event) and not event.retracted:
        table[event.event_id] = event  # new, or a newer revision: the whole event, not a difference
        print("+", event.event_id, f"r{event.revision}", event.p, event.evidence[0].quote, flush=True)
    elif table.pop(event.event_id, None):  # retracted, or its new revision is no longer what we want
        print("-", event.event_id, flush=True)


if __name__ == "__main__":
    asyncio.run(app.run())
