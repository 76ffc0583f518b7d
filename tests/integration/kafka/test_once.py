"""Publishing once on a real broker, by publishers that do not know of each other."""

import asyncio
import secrets

import pytest

from deploy.kafka.broker import Broker
from ingest.errors import RetryLater
from ingest.stages.replay import Replayer, Verdict
from ingest.streams.dead_letters import LetterFilter, find_letters, read_letter
from ingest.streams.envelope import dead_letter_record
from ingest.streams.kafka import KafkaConnection, KafkaStream, apply_topics
from ingest.streams.protocol import Record
from ingest.streams.topics import ARTICLES, TOPICS
from tests.clock import Clock
from tests.kafka_broker import read_with_librdkafka
from tests.letters import letter_of_record

MARKS = next(iter(TOPICS))


def record(value: str) -> Record:
    """A record, as its own mark."""
    return Record(MARKS, "k", value.encode(), {"ce_id": value})


async def test_who_was_fenced_looks_anew_at_what_was_published(kafka: Broker) -> None:
    """Two processes in turns: the one that was overtaken fails, and at its next try finds what the other did."""
    connection = KafkaConnection(kafka.bootstrap_servers, prefix=f"{secrets.token_hex(6)}.")
    await apply_topics(connection, TOPICS)
    one, other = KafkaStream(connection), KafkaStream(connection)
    assert await one.publish_once([], record("a"))
    assert not await other.publish_once([], record("a"))
    assert await other.publish_once([], record("b"))
    with pytest.raises(RetryLater):
        await one.publish_once([], record("b"))
    assert not await one.publish_once([], record("b"))
    assert await one.publish_once([], record("c"))
    await one.close()
    await other.close()
    found = await asyncio.to_thread(read_with_librdkafka, kafka.bootstrap_servers, connection.prefix + MARKS, 3)
    assert sorted(value for _, value in found) == ["a", "b", "c"]


async def test_a_dead_letter_of_kafka_is_replayed_once(kafka: Broker, clock: Clock) -> None:
    """Three replayers at once, each with a stream of its own: the record goes back to its topic once, as it was."""
    connection = KafkaConnection(kafka.bootstrap_servers, prefix=f"{secrets.token_hex(6)}.")
    await apply_topics(connection, TOPICS)
    streams = [KafkaStream(connection) for _ in range(3)]
    letter = letter_of_record(clock(), b"article", offset=7)
    await streams[0].publish([dead_letter_record(letter)])
    async with asyncio.timeout(20):
        while not (found := await find_letters(streams[0], LetterFilter(reason=letter.reason))):
            pass
    read = [await read_letter(stream, found[0]) for stream in streams]
    assert read == [letter] * 3
    verdicts = await asyncio.gather(*(Replayer(stream, None, clock).replay(letter) for stream in streams))
    assert sorted(verdicts) == [Verdict.ALREADY, Verdict.ALREADY, Verdict.REPLAYED]
    for stream in streams:
        await stream.close()
    topic = connection.prefix + ARTICLES.name
    assert await asyncio.to_thread(read_with_librdkafka, kafka.bootstrap_servers, topic, 1) == [("ключ", "article")]
