"""Logins, topics and positions on a real broker."""

import asyncio
import secrets
from pathlib import Path

import pytest
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType

from deploy.kafka.broker import Broker
from ingest.errors import FatalError, RetryLater
from ingest.streams.kafka import KafkaConnection, KafkaStream, TransactionalProducer, apply_topics, read_position
from ingest.streams.kafka.connection import SecurityProtocol
from ingest.streams.kafka.positions import position_record
from ingest.streams.protocol import Record
from ingest.streams.topics import TOPICS, Topic


def connect(broker: Broker) -> KafkaConnection:
    """A connection with names of its own."""
    return KafkaConnection(broker.bootstrap_servers, prefix=f"{secrets.token_hex(6)}.", transaction_timeout_s=3)


def login(broker: Broker, folder: Path, password: str) -> KafkaConnection:
    """A connection that logs in."""
    (folder / "password").write_text(password + "\n")
    return KafkaConnection(
        broker.login_servers,
        prefix=f"{secrets.token_hex(6)}.",
        security_protocol=SecurityProtocol.SASL_PLAINTEXT,
        username="wire",
        password_file=folder / "password",
    )


async def test_a_login_with_a_password_file(kafka: Broker, tmp_path: Path) -> None:
    """The admin client, the producer and the reader use it."""
    connection = login(kafka, tmp_path, "pass")
    await apply_topics(connection, TOPICS, partitions=1)
    stream = KafkaStream(connection)
    topic = next(iter(TOPICS))
    await stream.publish([Record(topic, "k", b"{}")])
    async with asyncio.timeout(10):
        while not await stream.read(topic, 0, 0, max_records=1):
            pass
    await stream.close()


async def test_a_wrong_password_is_fatal(kafka: Broker, tmp_path: Path) -> None:
    """Trying again would not mend it, and locks accounts elsewhere."""
    connection = login(kafka, tmp_path, "wrong")
    stream = KafkaStream(connection)
    with pytest.raises(FatalError, match="refuses"):
        await stream.publish([Record(next(iter(TOPICS)), "k", b"{}")])
    with pytest.raises(FatalError, match="refuses"):
        await stream.offsets(next(iter(TOPICS)))
    with pytest.raises(FatalError, match="refuses"):
        await apply_topics(connection, TOPICS)
    await stream.close()


async def test_a_missing_password_file_is_fatal(kafka: Broker, tmp_path: Path) -> None:
    """It is named."""
    connection = login(kafka, tmp_path, "pass")
    (tmp_path / "password").unlink()
    with pytest.raises(FatalError, match="password"):
        await apply_topics(connection, TOPICS)


@pytest.mark.usefixtures("kafka")  # for what else it needs: a skip where that is missing
async def test_a_broker_that_is_away_is_waited_for_and_then_said() -> None:
    """Nothing listens there: RetryLater after the limit, not before a second try."""
    stream = KafkaStream(KafkaConnection("127.0.0.1:9", request_timeout_s=1), give_up_s=0.5)
    with pytest.raises(RetryLater, match="kafka_unavailable"):
        await stream.publish([Record(next(iter(TOPICS)), "k", b"{}")])
    await stream.close()


async def test_topics_are_applied_again_and_again(kafka: Broker) -> None:
    """The second time changes nothing; more partitions are added; a setting of the operator's stays."""
    connection = connect(kafka)
    topic = Topic("t.v1", key="k", record="R", partitions=1)
    await apply_topics(connection, {topic.name: topic})
    resource = ConfigResource(ConfigResourceType.TOPIC, connection.prefix + topic.name, {"segment.bytes": "2000000"})
    async with connection.admin() as admin:
        await admin.alter_configs([resource])
    for _ in range(2):
        await apply_topics(connection, {topic.name: topic}, partitions=3)
    async with connection.admin() as admin:
        (response,) = await admin.describe_configs([ConfigResource(ConfigResourceType.TOPIC, connection.prefix + topic.name)])
    ((_, _, _, _, entries),) = response.resources
    settings = {entry[0]: entry[1] for entry in entries}
    assert {name: settings[name] for name in ("segment.bytes", "cleanup.policy", "compression.type", "retention.ms")} == {
        "segment.bytes": "2000000",
        "cleanup.policy": "delete",
        "compression.type": "zstd",
        "retention.ms": str(30 * 86_400_000),
    }
    stream = KafkaStream(connection, {topic.name: topic})
    assert set(await stream.offsets(topic.name)) == {0, 1, 2}
    await stream.close()


async def test_another_shards_open_transaction_does_not_hide_our_position(kafka: Broker) -> None:
    """What is behind it is committed, but not readable: an older position would be taken for the newest."""
    connection = connect(kafka)
    await apply_topics(connection, {})
    ours, theirs = (TransactionalProducer(connection, shard) for shard in ("ours", "theirs"))
    await ours.transact([position_record("ours", {("t", 0): 1})])
    await theirs.start()
    await theirs._producer.begin_transaction()
    await theirs._send([position_record("theirs", {("t", 0): 7})])
    await ours.transact([position_record("ours", {("t", 0): 2})])
    assert await read_position(connection, "ours") == {("t", 0): 2}
    assert await read_position(connection, "theirs") == {}
    assert await read_position(connection, "nobody") == {}
    await ours.stop()
    await theirs.stop()
