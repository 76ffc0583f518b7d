"""Brings the manifest's topics to the cluster: creates what is missing, widens what is too narrow, sets what differs."""

import asyncio
from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from aiokafka.admin import NewPartitions, NewTopic  # type: ignore[import-untyped]  # it ships no types
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType  # type: ignore[import-untyped]  # likewise
from aiokafka.errors import NoError, TopicAlreadyExistsError, for_code  # type: ignore[import-untyped]  # likewise

from ingest.streams.kafka.connection import MAX_RECORD_BYTES, KafkaConnection
from ingest.streams.kafka.errors import translated
from ingest.streams.kafka.positions import POSITIONS
from ingest.streams.topics import Topic

LOOK_AGAIN_S = 0.05

SET_ON_THE_TOPIC = 1
"""The source of a setting that is the topic's own, in DescribeConfigs from version 1 on."""


class TopicSetup:
    """Brings the topics to the cluster before the first use of them, once in the life of a process.

    Args:
        connection: Where Kafka is.
        topics: The manifest.
        partitions: Of each topic; None for the manifest's number.
        replication: Copies of each record; -1 for the cluster's default.
    """

    def __init__(
        self, connection: KafkaConnection, topics: Mapping[str, Topic], *, partitions: int | None = None, replication: int = -1
    ) -> None:
        self._connection = connection
        self._topics = topics
        self._copies = (partitions, replication)
        self._lock = asyncio.Lock()
        self._is_done = False

    async def done(self) -> None:
        """Return once the topics are there.

        Raises:
            RetryLater, FatalError: See ``translated``.
        """
        async with self._lock:
            if not self._is_done:
                partitions, replication = self._copies
                await apply_topics(self._connection, self._topics, partitions=partitions, replication=replication)
                self._is_done = True


async def apply_topics(
    connection: KafkaConnection, topics: Mapping[str, Topic], *, partitions: int | None = None, replication: int = -1
) -> None:
    """Make the cluster's topics those of the manifest, and the topic of positions. Nothing is ever deleted or narrowed.

    Args:
        connection: Where Kafka is.
        topics: The manifest.
        partitions: Of each topic; None for the manifest's number.
        replication: Copies of each record; -1 for the cluster's default.

    Raises:
        RetryLater, FatalError: See ``translated``.
    """
    prefix = connection.prefix
    wanted = {prefix + topic.name: (partitions or topic.partitions, _settings(topic.retention)) for topic in topics.values()}
    wanted[prefix + POSITIONS] = (1, _settings(None))
    async with connection.admin() as admin, translated(connection.request_timeout_s):
        present = wanted.keys() & set(await admin.list_topics())
        await _create(admin, {name: wanted[name] for name in wanted.keys() - present}, replication)
        await _widen(admin, {name: wanted[name][0] for name in present})
        await _configure(admin, {name: wanted[name][1] for name in present})
        while any(count < wanted[name][0] for name, count in (await _led(admin, wanted)).items()):  # noqa: ASYNC110 (nobody tells)
            await asyncio.sleep(LOOK_AGAIN_S)


def _settings(retention: timedelta | None) -> dict[str, str]:
    """A topic's configuration; without a retention it is compacted."""
    kept = (
        {"cleanup.policy": "compact"}
        if retention is None
        else {"cleanup.policy": "delete", "retention.ms": str(int(retention.total_seconds() * 1000))}
    )
    return {**kept, "compression.type": "zstd", "max.message.bytes": str(MAX_RECORD_BYTES)}


async def _create(admin: Any, missing: Mapping[str, tuple[int, dict[str, str]]], replication: int) -> None:
    # An empty assignment, and not None: aiokafka takes -1 copies, the cluster's default, only so.
    topics = [
        NewTopic(name, count, replication, {} if replication == -1 else None, topic_configs=settings)
        for name, (count, settings) in missing.items()
    ]
    if topics:
        for name, code, message, *_ in (await admin.create_topics(topics)).topic_errors:
            # Another process may do the same at the same time.
            if for_code(code) not in (NoError, TopicAlreadyExistsError):
                raise for_code(code)(f"{name}: {message}")


async def _widen(admin: Any, counts: Mapping[str, int]) -> None:
    for topic in await admin.describe_topics(list(counts)) if counts else []:
        name = topic["topic"]
        if len(topic["partitions"]) < counts[name]:
            await admin.create_partitions({name: NewPartitions(total_count=counts[name])})


async def _configure(admin: Any, settings: Mapping[str, dict[str, str]]) -> None:
    """Set what differs. The request replaces a topic's whole configuration, so that what an operator has set is sent with it."""
    if not settings:
        return
    changed = []
    for response in await admin.describe_configs([ConfigResource(ConfigResourceType.TOPIC, name) for name in settings]):
        for code, message, _, name, entries in response.resources:
            _check(code, f"{name}: {message}")
            own = {entry[0]: entry[1] for entry in entries if entry[3] == SET_ON_THE_TOPIC}
            if own | settings[name] != own:
                changed.append(ConfigResource(ConfigResourceType.TOPIC, name, own | settings[name]))
    if changed:
        for response in await admin.alter_configs(changed):
            for code, message, _, name in response.resources:
                _check(code, f"{name}: {message}")


def _check(code: int, message: str) -> None:
    if for_code(code) is not NoError:
        raise for_code(code)(message)


async def _led(admin: Any, names: Iterable[str]) -> dict[str, int]:
    """How many partitions of each topic have a leader; 0 for a topic that is not known everywhere yet."""
    counts = dict.fromkeys(names, 0)
    for topic in await admin.describe_topics(list(counts)):
        counts[topic["topic"]] = sum(partition["leader"] >= 0 for partition in topic["partitions"])
    return counts
