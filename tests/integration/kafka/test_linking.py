"""The link stage on a real broker: the state moves from member to member, outputs are there once, a retraction is a tombstone."""

import asyncio
import json
import secrets
from typing import Any

import pytest
from confluent_kafka import Consumer, KafkaError, TopicPartition

from deploy.kafka.broker import Broker
from ingest.logs import get_logger
from ingest.settings import Settings
from ingest.stages.context import WorkContext, open_workers
from ingest.stages.link import LinkStage
from ingest.streams.envelope import report_record
from ingest.streams.kafka import KafkaConnection, KafkaStream, apply_topics
from ingest.streams.topics import EVENTS, INTERNAL, LATEST, STORIES, TOPICS, Topic
from ingest.tracing import Tracing
from ingest.web.metrics import Metrics
from processors.records.ids import story_id
from processors.stories import Report
from tests.clock import Clock
from tests.unit.stories.reports import MARCH, OWN_STRIKE, STRIKE, make

WIRE = make("wire", STRIKE, "Drones hit grain depot in Velimar", events=("e", "gone"))
OWN = make("own", OWN_STRIKE, "Velimar's grain depot burns after drone attack", host="three.example", hours=2)
OTHER = make("other", MARCH, "Teachers march in Ostrana", host="two.example", hours=3)
EDITED = make("wire", STRIKE, "Drones hit grain depot in Velimar", revision=2, hours=4)


def stage(stream: KafkaStream, clock: Clock) -> LinkStage:
    """The stage as a new process has it."""
    settings = Settings()
    workers = open_workers(settings.workers)
    return LinkStage(WorkContext(settings, workers, Metrics(), Tracing(), get_logger(), clock), stream)


async def link(stream: KafkaStream, linker: LinkStage, *reports: Report) -> None:
    """Publish reports and link everything that is there."""
    await stream.publish([report_record(report) for report in reports])
    finishing = asyncio.Event()
    finishing.set()
    await linker.run(finishing)


def read(connection: KafkaConnection, topic: Topic) -> list[tuple[str, Any]]:
    """Key and document of every committed record, by another client; None for a null value."""
    consumer = Consumer(
        {
            "bootstrap.servers": connection.bootstrap_servers,
            "group.id": secrets.token_hex(6),
            "isolation.level": "read_committed",
            "auto.offset.reset": "earliest",
            "enable.partition.eof": True,
        }
    )
    name = connection.prefix + topic.name
    partitions = consumer.list_topics(name, timeout=10).topics[name].partitions
    consumer.assign([TopicPartition(name, number, 0) for number in partitions])
    found, ended = [], 0
    while ended < len(partitions):
        message = consumer.poll(10)
        assert message is not None
        if message.error() is not None:
            assert message.error().code() == KafkaError._PARTITION_EOF
            ended += 1
            continue
        value = message.value()
        found.append((message.key().decode(), None if value is None else json.loads(value)))
    consumer.close()
    return found


async def all_of(connection: KafkaConnection, topic: Topic, n: int) -> list[tuple[str, Any]]:
    """What a topic holds once ``n`` records are there: Kafka shows a commit a moment after it has answered it."""
    async with asyncio.timeout(60):
        while len(found := await asyncio.to_thread(read, connection, topic)) < n:
            pass
    return found


@pytest.mark.timeout(300)
async def test_members_take_turns_and_readers_see_each_change_once(kafka: Broker, clock: Clock) -> None:
    """Two members link in turn, a third begins afresh: each goes on from what the others committed."""
    connection = KafkaConnection(kafka.bootstrap_servers, prefix=f"{secrets.token_hex(6)}.")
    await apply_topics(connection, TOPICS)
    stream = KafkaStream(connection, TOPICS | INTERNAL)
    try:
        first, second = stage(stream, clock), stage(stream, clock)
        await link(stream, first, WIRE)
        await link(stream, second, OTHER)
        await link(stream, first, OWN)
        await link(stream, stage(stream, clock), EDITED, WIRE, OWN)
    finally:
        await stream.close()
    story = story_id(WIRE.article_id)
    events = await all_of(connection, EVENTS, 6)
    assert sorted((event["event_id"], event["revision"], event["retracted"]) for _, event in events) == [
        ("other-e", 1, False),
        ("own-e", 1, False),
        ("wire-e", 1, False),
        ("wire-e", 2, False),
        ("wire-gone", 1, False),
        ("wire-gone", 2, True),
    ]
    latest = dict(await all_of(connection, LATEST, 6))
    assert {key for key, event in latest.items() if event is None} == {"wire-gone"}
    told = [document for key, document in await all_of(connection, STORIES, 4) if key == story]
    assert [each["revision"] for each in told] == [1, 2, 3]
    assert (told[-1]["event_ids"], told[-1]["independent_sources"]) == (["wire-e", "own-e"], 2)
