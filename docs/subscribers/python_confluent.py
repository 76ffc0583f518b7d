"""Attacks in Ukraine as they are reported: a table kept up to date from conflict.events.v1, with confluent-kafka (librdkafka).

pip install confluent-kafka
KAFKA_SERVERS=localhost:9092 python python_confluent.py
"""

import json
import os
from typing import Any

from confluent_kafka import Consumer, KafkaException

SERVERS = os.environ.get("KAFKA_SERVERS", "localhost:9092")
TOPIC = os.environ.get("TOPIC", "conflict.events.v1")
GROUP = os.environ.get("GROUP", "my-desk")

Event = dict[str, Any]

seen: set[str] = set()
"""Records that were handled, by ce_id. In a real application: a primary key of your database, not memory."""
newest: dict[str, int] = {}
"""The highest revision of each event, by event_id."""
table: dict[str, Event] = {}
"""The events as they are known now, by event_id."""


def wanted(event: Event) -> bool:
    """An attack in Ukraine, likely enough. Whatever an event does not know is absent, so ask with ``get``."""
    return event["plover_event"] == "ASSAULT" and event.get("location", {}).get("country") == "UKR" and event["p"] >= 0.8


def handle(ce_id: str, event: Event) -> None:
    """Bring the table up to date. Handling a record twice changes nothing."""
    if ce_id in seen or event["revision"] < newest.get(event["event_id"], 0):
        return  # delivered twice; or an older revision that came late, from another partition
    seen.add(ce_id)
    newest[event["event_id"]] = event["revision"]
    if wanted(event) and not event["retracted"]:
        table[event["event_id"]] = event  # new, or a newer revision: the whole event, not a difference
        print("+", event["event_id"], f"r{event['revision']}", event["p"], event["evidence"][0]["quote"], flush=True)
    elif table.pop(event["event_id"], None):  # retracted, or its new revision is no longer what we want
        print("-", event["event_id"], flush=True)


def main() -> None:
    """Read from where the group was last; for a new group, from the first record held."""
    consumer = Consumer(
        {
            "bootstrap.servers": SERVERS,
            "group.id": GROUP,
            "isolation.level": "read_committed",  # librdkafka's default; said, because most other clients have another
            "auto.offset.reset": "earliest",
            "enable.auto.offset.store": False,
        }
    )
    consumer.subscribe([TOPIC])
    try:
        while True:
            message = consumer.poll(1.0)
            if message is None:
                continue
            if message.error():
                raise KafkaException(message.error())
            headers = dict(message.headers())
            handle(headers["ce_id"].decode(), json.loads(message.value()))
            consumer.store_offsets(message)  # after the work is done: what is stored is committed every 5 s, and at the end
    finally:
        consumer.close()


if __name__ == "__main__":
    main()
