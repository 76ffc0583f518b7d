"""The publisher against a real broker that is killed, and a reader of another make."""

import asyncio
import secrets
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from deploy.kafka.broker import Broker
from ingest.database import Database
from ingest.errors import FatalError
from ingest.logs import get_logger
from ingest.stages.publish import Publisher, PublishLimits
from ingest.streams import log as sql_log
from ingest.streams.embedded import EmbeddedStream
from ingest.streams.kafka import KafkaConnection, apply_topics
from ingest.streams.protocol import Record
from ingest.streams.topics import Topic
from tests.clock import Clock
from tests.kafka_broker import read_with_librdkafka, running_broker

BATCH = 50
"""Records of a transaction."""
TOPIC = Topic("t.v1", key="k", record="R", partitions=2)
TOPICS = {TOPIC.name: TOPIC}
KEYS = 17


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """SQLite alone: what is tested is at the other end."""
    database = Database(f"sqlite:///{tmp_path / 'conflictwire.db'}")
    database.migrate()
    yield database
    database.close()


def records(start: int, end: int) -> list[Record]:
    """Numbered records over some keys."""
    return [Record(TOPIC.name, f"key {i % KEYS}", str(i).encode(), {"ce_id": str(i)}) for i in range(start, end)]


def publisher(
    database: Database, connection: KafkaConnection, clock: Clock, *, keep: timedelta = timedelta(hours=1), give_up_s: float = 60
) -> Publisher:
    """A publisher of small transactions."""
    return Publisher(
        database,
        connection,
        shard="s",
        topics=TOPICS,
        now=clock,
        logger=get_logger(),
        limits=PublishLimits(max_records=BATCH, max_wait_s=0.02, keep=keep, give_up_s=give_up_s),
    )


def assert_each_once_in_order(found: list[tuple[str, str]], n: int) -> None:
    """Every number once, and those of a key in their order."""
    assert sorted(int(value) for _, value in found) == list(range(n))
    for number in range(KEYS):
        values = [int(value) for key, value in found if key == f"key {number}"]
        assert values == sorted(values)


@pytest.mark.timeout(180)
async def test_a_broker_killed_twice_costs_delay_only(tmp_path: Path, database: Database, clock: Clock) -> None:
    """5,000 records, the broker killed (-9) twice meanwhile: each is seen exactly once and in order."""
    n = 5_000
    with running_broker(tmp_path / "kafka") as broker:
        connection = KafkaConnection(broker.bootstrap_servers, request_timeout_s=5, transaction_timeout_s=5)
        await apply_topics(connection, TOPICS, partitions=4)
        stage, finishing = publisher(database, connection, clock), asyncio.Event()
        log = EmbeddedStream(database, clock, TOPICS)
        async with asyncio.TaskGroup() as group:
            running = group.create_task(stage.run(finishing))
            for start, kill_at in ((0, 1_000), (2_500, 3_300)):
                await log.publish(records(start, start + 2_500))
                await published(stage, kill_at)
                broker.kill()
                await asyncio.to_thread(broker.start)
            finishing.set()
            await running
        found = await asyncio.to_thread(read_with_librdkafka, broker.bootstrap_servers, TOPIC.name, n)
    assert_each_once_in_order(found, n)
    # A broker that comes back marks a transaction in all partitions, also where it does not lead yet (Kafka 4.3 and 4.4 do not).
    assert "can be skipped" not in broker.log_file.read_text()
    # A commit whose answer is lost is not counted; one that the dying broker answered and took back is counted again.
    assert abs(stage.published - n) <= 2 * BATCH


@pytest.mark.timeout(180)
async def test_a_broker_that_hangs_is_noticed(tmp_path: Path, database: Database, clock: Clock) -> None:
    """Connections stay open and nothing answers: the waits end, the publisher goes on later, and nothing of the old one stays."""
    n = 2_000
    with running_broker(tmp_path / "kafka") as broker:
        connection = KafkaConnection(broker.bootstrap_servers, request_timeout_s=3, transaction_timeout_s=3)
        await apply_topics(connection, TOPICS)
        stage, finishing = publisher(database, connection, clock), asyncio.Event()
        await EmbeddedStream(database, clock, TOPICS).publish(records(0, n))
        async with asyncio.TaskGroup() as group:
            running = group.create_task(stage.run(finishing))
            await published(stage, n // 2)
            broker.pause()
            while stage._failing_since_s is None:  # noqa: ASYNC110 (it tells nobody but the log)
                await asyncio.sleep(0.01)
            broker.resume()
            finishing.set()
            await running
        assert [task for task in asyncio.all_tasks() if task is not asyncio.current_task()] == []
        found = await asyncio.to_thread(read_with_librdkafka, broker.bootstrap_servers, TOPIC.name, n)
    assert_each_once_in_order(found, n)


async def published(stage: Publisher, n: int) -> None:
    """Wait until so many records are in Kafka."""
    while stage.published < n:  # noqa: ASYNC110 (the publisher tells nobody)
        await asyncio.sleep(0.001)


async def test_a_second_publisher_goes_on_where_the_first_was_stopped(kafka: Broker, database: Database, clock: Clock) -> None:
    """The position is Kafka's; the first, a zombie now, can commit no more than before."""
    connection = KafkaConnection(kafka.bootstrap_servers, prefix=f"{secrets.token_hex(6)}.")
    await apply_topics(connection, TOPICS)
    log = EmbeddedStream(database, clock, TOPICS)
    await log.publish(records(0, 300))
    finishing = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        for _ in range(2):
            group.create_task(publisher(database, connection, clock).run(finishing))
        await log.publish(records(300, 600))
        finishing.set()
    found = await asyncio.to_thread(read_with_librdkafka, kafka.bootstrap_servers, connection.prefix + TOPIC.name, 600)
    assert_each_once_in_order(found, 600)


async def test_what_is_published_is_trimmed_and_the_position_stays(kafka: Broker, database: Database, clock: Clock) -> None:
    """The log is empty afterwards; the next run publishes only what is new."""
    connection = KafkaConnection(kafka.bootstrap_servers, prefix=f"{secrets.token_hex(6)}.")
    await apply_topics(connection, TOPICS)
    log = EmbeddedStream(database, clock, TOPICS)
    done = asyncio.Event()
    done.set()
    for start in (0, 10):
        await log.publish(records(start, start + 10))
        await publisher(database, connection, clock, keep=timedelta(seconds=60)).run(done)
        clock.advance(120)
        await publisher(database, connection, clock, keep=timedelta(seconds=60)).run(done)
        held = await database.read(sql_log.offsets, TOPIC)
        assert sum(part.end - part.first for part in held.values()) == 0
    assert len(await asyncio.to_thread(read_with_librdkafka, kafka.bootstrap_servers, connection.prefix + TOPIC.name, 20)) == 20


async def test_another_database_under_the_same_name_is_refused(
    kafka: Broker, database: Database, clock: Clock, tmp_path: Path
) -> None:
    """Its records would silently not be published until it had caught up with the position."""
    connection = KafkaConnection(kafka.bootstrap_servers, prefix=f"{secrets.token_hex(6)}.")
    await apply_topics(connection, TOPICS)
    done = asyncio.Event()
    done.set()
    await EmbeddedStream(database, clock, TOPICS).publish(records(0, 10))
    await publisher(database, connection, clock).run(done)
    other = Database(f"sqlite:///{tmp_path / 'other.db'}")
    other.migrate()
    with pytest.raises(FatalError, match="shard name"):
        await publisher(other, connection, clock).run(done)
    other.close()


@pytest.mark.usefixtures("kafka")  # for what else it needs: a skip where that is missing
async def test_kafka_away_at_the_end_is_said(database: Database, clock: Clock) -> None:
    """A run that should end does not wait for ever; the records stay."""
    done = asyncio.Event()
    done.set()
    connection = KafkaConnection("127.0.0.1:9", request_timeout_s=1)
    with pytest.raises(FatalError, match="stays in the log"):
        await publisher(database, connection, clock, give_up_s=0.5).run(done)
