"""The manifest held against a real broker's topics."""

import asyncio
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from aiokafka.admin import NewTopic
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType

from deploy.kafka.broker import Broker
from ingest.streams.kafka import KafkaConnection, apply_topics
from ingest.streams.kafka.topics import Change, ChangeKind, diff_topics
from ingest.streams.topics import INTERNAL, POSITIONS, TOPICS, Topic

TOPIC = Topic("t.v1", key="k", record="R", kafka_partitions=2, retention=timedelta(days=1))


@pytest.fixture
def connection(kafka: Broker) -> KafkaConnection:
    """With names of its own."""
    return KafkaConnection(kafka.bootstrap_servers, prefix=f"{secrets.token_hex(6)}.")


def found(changes: list[Change], connection: KafkaConnection) -> dict[str, str]:
    """Kind and detail by topic, without the prefix."""
    return {change.topic.removeprefix(connection.prefix): f"{change.kind} {change}" for change in changes}


async def comes_true(is_so: Callable[[], Awaitable[bool]]) -> None:
    """A broker answers that a setting is changed some moments before it shows it."""
    async with asyncio.timeout(30):
        while not await is_so():  # noqa: ASYNC110 (the broker tells nobody)
            await asyncio.sleep(0.05)


async def own_config(connection: KafkaConnection) -> dict[str, str]:
    """The settings of the topic as the broker shows them."""
    async with connection.admin() as admin:
        (response,) = await admin.describe_configs([ConfigResource(ConfigResourceType.TOPIC, connection.prefix + TOPIC.name)])
    return {entry[0]: entry[1] for entry in response.resources[0][4]}


async def test_on_an_empty_cluster_everything_is_to_be_made_and_nothing_is(connection: KafkaConnection) -> None:
    """A diff changes nothing: the second one says the same."""
    for _ in range(2):
        changes = list(await diff_topics(connection, TOPICS))
        assert {change.kind for change in changes} == {ChangeKind.CREATE}
        assert found(changes, connection).keys() == {*TOPICS, *INTERNAL}
    async with connection.admin() as admin:
        assert [name for name in await admin.list_topics() if name.startswith(connection.prefix)] == []


async def test_after_apply_there_is_no_difference(connection: KafkaConnection) -> None:
    """Apply says what the diff said before, then nothing."""
    expected = await diff_topics(connection, TOPICS)
    assert await apply_topics(connection, TOPICS) == expected
    assert await diff_topics(connection, TOPICS) == []
    assert await apply_topics(connection, TOPICS) == []


async def test_the_number_of_partitions_can_be_set_for_all_that_is_published(connection: KafkaConnection) -> None:
    """The topic of positions keeps its one."""
    await apply_topics(connection, {TOPIC.name: TOPIC}, partitions=5)
    async with connection.admin() as admin:
        described = await admin.describe_topics([connection.prefix + TOPIC.name, connection.prefix + POSITIONS.name])
    assert {topic["topic"].removeprefix(connection.prefix): len(topic["partitions"]) for topic in described} == {
        TOPIC.name: 5,
        POSITIONS.name: 1,
    }


async def test_each_difference_is_shown_and_then_mended(connection: KafkaConnection) -> None:
    """Too few partitions, another retention, a missing topic; what an operator has set beyond the manifest is no difference."""
    topics = {TOPIC.name: TOPIC}
    await apply_topics(connection, topics)
    own = ConfigResource(
        ConfigResourceType.TOPIC,
        connection.prefix + TOPIC.name,
        TOPIC.kafka_config | {"retention.ms": "7", "segment.bytes": "2000000"},
    )
    async with connection.admin() as admin:
        await admin.alter_configs([own])

    async def is_altered() -> bool:
        return (await own_config(connection))["retention.ms"] == "7"

    async def is_mended() -> bool:
        return await diff_topics(connection, topics) == []

    await comes_true(is_altered)
    topics = {TOPIC.name: replace(TOPIC, kafka_partitions=3), "n.v1": replace(TOPIC, name="n.v1", compacted=True)}
    changes = list(await diff_topics(connection, topics))
    assert [(change.topic.removeprefix(connection.prefix), change.kind, str(change)) for change in changes] == [
        ("n.v1", ChangeKind.CREATE, "2 partitions, cleanup.policy=compact, compression.type=zstd, max.message.bytes=16000000"),
        ("t.v1", ChangeKind.WIDEN, "2 → 3 partitions"),
        ("t.v1", ChangeKind.CONFIGURE, "retention.ms: 7 → 86400000"),
    ]
    await apply_topics(connection, topics)
    await comes_true(is_mended)
    assert (await own_config(connection))["segment.bytes"] == "2000000"


async def test_more_partitions_than_the_manifest_has_are_kept(connection: KafkaConnection) -> None:
    """Kafka cannot take partitions away, and an operator may want more: no difference."""
    async with connection.admin() as admin:
        await admin.create_topics([NewTopic(connection.prefix + TOPIC.name, 9, 1, topic_configs=TOPIC.kafka_config)])
    await apply_topics(connection, {})
    assert await diff_topics(connection, {TOPIC.name: TOPIC}) == []
