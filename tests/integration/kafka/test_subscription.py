"""Groups on a real broker: rebalances, zombies, a broker that is killed."""

import asyncio
import secrets
from pathlib import Path

import pytest
from aiokafka import TopicPartition

from deploy.kafka.broker import Broker
from ingest.errors import RetryLater
from ingest.streams.kafka import KafkaConnection, KafkaStream, TransactionalProducer, apply_topics
from ingest.streams.protocol import Record
from ingest.streams.topics import Topic
from tests.kafka_broker import read_with_librdkafka, running_broker

IN = Topic("in.v1", key="k", record="R", partitions=3)
OUT = Topic("out.v1", key="k", record="R", partitions=2)
TOPICS = {topic.name: topic for topic in (IN, OUT)}


def records(n: int) -> list[Record]:
    """Numbered records over some keys."""
    return [Record(IN.name, f"key {i % 11}", str(i).encode()) for i in range(n)]


async def connect(broker: Broker) -> KafkaConnection:
    """A connection with topics of its own."""
    connection = KafkaConnection(
        broker.bootstrap_servers,
        prefix=f"{secrets.token_hex(6)}.",
        request_timeout_s=5,
        transaction_timeout_s=5,
        session_timeout_s=6,
    )
    await apply_topics(connection, TOPICS)
    return connection


async def copy(stream: KafkaStream, done: set[bytes], n: int, *, leave_after: int | None = None) -> None:
    """A member that copies records to OUT until ``n`` are copied by all members, or it has had its share."""
    mine = 0
    async with stream.subscribe("g", IN.name) as subscription:
        while len(done) < n and (leave_after is None or mine < leave_after):
            batch = await subscription.poll(max_records=10, wait_s=0.2)
            try:
                await subscription.commit(batch, [Record(OUT.name, record.key, record.value) for record in batch])
            except RetryLater:
                continue
            done |= {record.value for record in batch}
            mine += len(batch)


async def assert_copied_once(connection: KafkaConnection, n: int) -> None:
    """Every record is in OUT once, those of a key in their order."""
    found = await asyncio.to_thread(read_with_librdkafka, connection.bootstrap_servers, connection.prefix + OUT.name, n)
    assert sorted(int(value) for _, value in found) == list(range(n))
    for key in {key for key, _ in found}:
        values = [int(value) for each, value in found if each == key]
        assert values == sorted(values)


async def test_members_come_and_go(kafka: Broker) -> None:
    """Three members, one after another, one of which leaves early: each record is copied once and in order."""
    connection, n = await connect(kafka), 600
    stream = KafkaStream(connection, TOPICS)
    await stream.publish(records(n))
    done: set[bytes] = set()
    async with asyncio.TaskGroup() as group:
        group.create_task(copy(stream, done, n, leave_after=150))
        group.create_task(copy(stream, done, n))
        while len(done) < n // 3:  # noqa: ASYNC110 (members tell nobody)
            await asyncio.sleep(0.001)
        group.create_task(copy(stream, done, n))
    await stream.close()
    await assert_copied_once(connection, n)


async def test_a_zombie_cannot_commit(kafka: Broker) -> None:
    """A member whose partition was taken over without its knowledge publishes nothing, and gets the batch again."""
    connection = await connect(kafka)
    stream = KafkaStream(connection, TOPICS)
    await stream.publish([Record(IN.name, "k", b"0")])
    async with stream.subscribe("g", IN.name) as subscription:
        (record,) = await subscription.poll(max_records=10, wait_s=10)
        successor = TransactionalProducer(connection, f"g-{IN.name}-{record.partition}")
        await successor.start()
        with pytest.raises(RetryLater):
            await subscription.commit([record], [Record(OUT.name, "k", b"of a zombie")])
        await successor.stop()
        again = await subscription.poll(max_records=10, wait_s=10)
        assert again == [record]
        await subscription.commit(again, [Record(OUT.name, "k", b"0")])
    await stream.close()
    await assert_copied_once(connection, 1)


async def test_a_batch_of_before_the_takeover_is_refused(kafka: Broker) -> None:
    """Its records are another member's now, or come again."""
    connection = await connect(kafka)
    stream = KafkaStream(connection, TOPICS)
    await stream.publish([Record(IN.name, "k", b"0")])
    async with stream.subscribe("g", IN.name) as subscription:
        batch = await subscription.poll(max_records=10, wait_s=10)
        await subscription._give_up([TopicPartition(connection.prefix + IN.name, batch[0].partition)])
        with pytest.raises(RetryLater, match="kafka_partition_lost"):
            await subscription.commit(batch, [Record(OUT.name, "k", b"0")])
        assert await subscription.poll(max_records=10, wait_s=10) == batch
    await stream.close()


@pytest.mark.timeout(180)
async def test_a_broker_killed_under_a_group(tmp_path: Path) -> None:
    """The group goes on when the broker is back: each record is copied once and in order."""
    n = 1_500
    with running_broker(tmp_path / "kafka") as broker:
        connection = await connect(broker)
        stream = KafkaStream(connection, TOPICS)
        await stream.publish(records(n))
        done: set[bytes] = set()
        async with asyncio.TaskGroup() as group:
            group.create_task(copy(stream, done, n))
            while len(done) < n // 3:  # noqa: ASYNC110 (members tell nobody)
                await asyncio.sleep(0.001)
            broker.kill()
            await asyncio.to_thread(broker.start)
        await stream.close()
        await assert_copied_once(connection, n)
