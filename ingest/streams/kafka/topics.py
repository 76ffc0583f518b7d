"""Brings the manifest's topics to the cluster: creates what is missing, widens what is too narrow, sets what differs.

What is to be done is found out first, as a list of changes: ``diff_topics`` returns it, ``apply_topics`` does it.
"""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from aiokafka.admin import NewPartitions, NewTopic  # type: ignore[import-untyped]  # it ships no types
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType  # type: ignore[import-untyped]  # likewise
from aiokafka.errors import NoError, TopicAlreadyExistsError, for_code  # type: ignore[import-untyped]  # likewise

from ingest.streams.kafka.connection import KafkaConnection
from ingest.streams.kafka.errors import translated
from ingest.streams.topics import INTERNAL, Topic

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


class ChangeKind(StrEnum):
    """What can be done to a topic. Nothing is ever deleted or narrowed."""

    CREATE = "create"
    WIDEN = "widen"
    CONFIGURE = "configure"


@dataclass(frozen=True, slots=True)
class Change:
    """What makes a topic that of the manifest.

    Attributes:
        topic: With the prefix.
        kind: What is done.
        partitions: How many there are to be; 0 for a change of settings only.
        present: How many there are.
        config: The settings that differ, as they are to be.
        own: The topic's own settings as they are; of another one's, the broker's default counts.
    """

    topic: str
    kind: ChangeKind
    partitions: int = 0
    present: int = 0
    config: Mapping[str, str] = field(default_factory=dict)
    own: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        match self.kind:
            case ChangeKind.CREATE:
                return f"{self.partitions} partitions, " + ", ".join(f"{name}={value}" for name, value in self.config.items())
            case ChangeKind.WIDEN:
                return f"{self.present} → {self.partitions} partitions"
            case ChangeKind.CONFIGURE:
                return ", ".join(f"{name}: {self.own.get(name, 'not set')} → {value}" for name, value in self.config.items())


async def diff_topics(
    connection: KafkaConnection, topics: Mapping[str, Topic], *, partitions: int | None = None
) -> Sequence[Change]:
    """What ``apply_topics`` would do; nothing is changed.

    Args:
        connection: Where Kafka is.
        topics: The manifest; the internal topics are always part of it.
        partitions: Of each topic that is published; None for the manifest's number.

    Raises:
        RetryLater, FatalError: See ``translated``.
    """
    async with connection.admin() as admin, translated(connection.request_timeout_s):
        return await _changes(admin, _wanted(connection.prefix, topics, partitions))


async def apply_topics(
    connection: KafkaConnection, topics: Mapping[str, Topic], *, partitions: int | None = None, replication: int = -1
) -> Sequence[Change]:
    """Make the cluster's topics those of the manifest; return what was done. Nothing is ever deleted or narrowed.

    Args:
        connection: Where Kafka is.
        topics: The manifest; the topic of positions is always part of it.
        partitions: Of each topic that is published; None for the manifest's number.
        replication: Copies of each record of a new topic; -1 for the cluster's default.

    Raises:
        RetryLater, FatalError: See ``translated``.
    """
    wanted = _wanted(connection.prefix, topics, partitions)
    async with connection.admin() as admin, translated(connection.request_timeout_s):
        changes = await _changes(admin, wanted)
        await _create(admin, [change for change in changes if change.kind is ChangeKind.CREATE], replication)
        await _widen(admin, [change for change in changes if change.kind is ChangeKind.WIDEN])
        await _configure(admin, [change for change in changes if change.kind is ChangeKind.CONFIGURE])
        while any(count < wanted[name][0] for name, count in (await _led(admin, wanted)).items()):  # noqa: ASYNC110 (nobody tells)
            await asyncio.sleep(LOOK_AGAIN_S)
    return changes


_Wanted = Mapping[str, tuple[int, Mapping[str, str]]]
"""Name with the prefix → partitions and settings."""


def _wanted(prefix: str, topics: Mapping[str, Topic], partitions: int | None) -> _Wanted:
    each = {
        prefix + topic.name: (partitions or topic.kafka_partitions or topic.partitions, topic.kafka_config)
        for topic in topics.values()
    }
    return each | {prefix + topic.name: (topic.partitions, topic.kafka_config) for topic in INTERNAL.values()}


async def _changes(admin: Any, wanted: _Wanted) -> list[Change]:
    present = wanted.keys() & set(await admin.list_topics())
    changes = [
        Change(name, ChangeKind.CREATE, partitions=count, config=config)
        for name, (count, config) in wanted.items()
        if name not in present
    ]
    if not present:
        return changes
    for topic in sorted(await admin.describe_topics(sorted(present)), key=lambda topic: str(topic["topic"])):
        name, count = topic["topic"], len(topic["partitions"])
        if count < wanted[name][0]:
            changes.append(Change(name, ChangeKind.WIDEN, partitions=wanted[name][0], present=count))
    for name, own in sorted((await _own_configs(admin, sorted(present))).items()):
        differing = {key: value for key, value in wanted[name][1].items() if own.get(key) != value}
        if differing:
            changes.append(Change(name, ChangeKind.CONFIGURE, config=differing, own=own))
    return changes


async def _own_configs(admin: Any, names: Sequence[str]) -> dict[str, dict[str, str]]:
    """The settings that each topic has of its own."""
    own = {}
    for response in await admin.describe_configs([ConfigResource(ConfigResourceType.TOPIC, name) for name in names]):
        for code, message, _, name, entries in response.resources:
            _check(code, f"{name}: {message}")
            own[name] = {entry[0]: entry[1] for entry in entries if entry[3] == SET_ON_THE_TOPIC}
    return own


async def _create(admin: Any, changes: Sequence[Change], replication: int) -> None:
    # An empty assignment, and not None: aiokafka takes -1 copies, the cluster's default, only so.
    topics = [
        NewTopic(
            change.topic, change.partitions, replication, {} if replication == -1 else None, topic_configs=dict(change.config)
        )
        for change in changes
    ]
    if topics:
        for name, code, message, *_ in (await admin.create_topics(topics)).topic_errors:
            # Another process may do the same at the same time.
            if for_code(code) not in (NoError, TopicAlreadyExistsError):
                raise for_code(code)(f"{name}: {message}")


async def _widen(admin: Any, changes: Sequence[Change]) -> None:
    for change in changes:
        await admin.create_partitions({change.topic: NewPartitions(total_count=change.partitions)})


async def _configure(admin: Any, changes: Sequence[Change]) -> None:
    """Set what differs. The request replaces a topic's whole configuration, so that what an operator has set is sent with it."""
    changed = [ConfigResource(ConfigResourceType.TOPIC, change.topic, {**change.own, **change.config}) for change in changes]
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
