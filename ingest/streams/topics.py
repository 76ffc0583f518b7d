"""The topics: names, keys, partitions, retention, records, headers. Everything that knows a topic asks this manifest.

Kafka's topics (``conflictwire topics``), the AsyncAPI document, Strimzi's resources and ``docs/topics.md`` are made from it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta

from ingest.errors import ExitCode, FatalError
from ingest.streams.headers import ERRORS, EVERY_RECORD

KAFKA_PARTITIONS = 6
"""Of a topic in Kafka, where nothing else is set: as many processors can share the work."""

MAX_RECORD_BYTES = 16_000_000
"""Largest record: a page of the largest size that is fetched, as an article, fits."""


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic.

    Attributes:
        name: With the major version of its record's schema.
        key: What the key is, for people.
        record: The record type that its values hold: a name in ``processors.records.schema.RECORDS``.
        description: What a record says, for people.
        partitions: In the embedded stream; one, so that a reader sees one order.
        kafka_partitions: In Kafka; None for the same number.
        retention: How long records are held; readers' groups that lag hold them longer in the embedded stream.
        compacted: Only the newest record of each key is held, for ever; one without a value ends its key.
        headers: Name → what it says.
    """

    name: str
    key: str
    record: str
    description: str = ""
    partitions: int = 1
    kafka_partitions: int | None = None
    retention: timedelta = timedelta(days=30)
    compacted: bool = False
    headers: Mapping[str, str] = field(default_factory=lambda: EVERY_RECORD)

    @property
    def kafka_config(self) -> dict[str, str]:
        """The settings of the topic in Kafka."""
        kept = (
            {"cleanup.policy": "compact"}
            if self.compacted
            else {"cleanup.policy": "delete", "retention.ms": str(int(self.retention.total_seconds() * 1000))}
        )
        return {**kept, "compression.type": "zstd", "max.message.bytes": str(MAX_RECORD_BYTES)}


ARTICLES = Topic(
    "news.articles.v1",
    key="host of the article's URL",
    record="Article",
    description="The text of a news page with its relevance to conflict; one record for each revision of its text.",
    kafka_partitions=KAFKA_PARTITIONS,
)
EVENTS = Topic(
    "conflict.events.v1",
    key="story id",
    record="ConflictEvent",
    description="What happened, who did it to whom, where, when, how many and who says so, each with the words that support it.",
    kafka_partitions=KAFKA_PARTITIONS,
    retention=timedelta(days=365),
)
STORIES = Topic(
    "conflict.stories.v1",
    key="story id",
    record="Story",
    description="A happening as all outlets tell it: timeline, independent sources. Without a value: nothing of it is left.",
    kafka_partitions=KAFKA_PARTITIONS,
    compacted=True,
)
LATEST = Topic(
    "conflict.events-latest.v1",
    key="event id",
    record="ConflictEvent",
    description="The events as they stand now: the newest revision of each. Without a value: the event was retracted.",
    kafka_partitions=KAFKA_PARTITIONS,
    compacted=True,
)
DEAD_LETTERS = Topic(
    "news.dlq.v1",
    key="host of the URL that failed",
    record="DeadLetter",
    description="An input that could not be processed: the reason, the original bytes, and later, maybe, that it was replayed.",
    kafka_partitions=KAFKA_PARTITIONS,
    headers=EVERY_RECORD | ERRORS,
)
POSITIONS = Topic(
    "conflictwire.positions.v1",
    key="shard",
    record="",
    description="For conflictwire itself: up to where each daemon's log is published. Do not write to it.",
    compacted=True,
    headers={},
)

REPORTS = Topic(
    "conflictwire.reports.v1",
    key="article id",
    record="",
    description="For conflictwire itself: coded articles on their way into stories, in one order. Do not write to it.",
    retention=timedelta(days=7),
    headers={},
)
MEMBERS = Topic(
    "conflictwire.members.v1",
    key="article id",
    record="",
    description="For conflictwire itself: which article of the last days is in which story. Do not write to it.",
    compacted=True,
    headers={},
)

CODER = "coder"
"""The group that codes the events of articles."""
LINKER = "linker"
"""The group that links reports to stories. Its topic has one partition: one member sees all reports of a happening."""

TOPICS: dict[str, Topic] = {topic.name: topic for topic in (ARTICLES, EVENTS, STORIES, LATEST, DEAD_LETTERS)}
"""What is published."""
INTERNAL: dict[str, Topic] = {topic.name: topic for topic in (POSITIONS, REPORTS, MEMBERS)}
"""What conflictwire writes for itself; one partition each, whatever the settings say."""
RETAGGED = (ARTICLES, EVENTS, DEAD_LETTERS)
"""What ``conflictwire process`` makes again."""


SIDE = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
"""What may follow a topic's name, after a dot, in the name of a side topic."""


def side_topics(suffix: str) -> dict[str, Topic]:
    """The topics that ``conflictwire process`` writes to, by the name of the topic that each stands beside.

    Raises:
        FatalError: The suffix cannot be part of a topic's name.
    """
    if not SIDE.fullmatch(suffix):
        raise FatalError(f"{suffix!r} is no suffix: small letters, digits and hyphens, at most 40", ExitCode.USAGE)
    return {topic.name: replace(topic, name=f"{topic.name}.{suffix}") for topic in RETAGGED}


def topic_named(name: str) -> Topic:
    """Look a topic up; side topics are known by the topic that they stand beside.

    Raises:
        FatalError: There is none of that name.
    """
    if name in TOPICS | INTERNAL:
        return (TOPICS | INTERNAL)[name]
    base, _, suffix = name.rpartition(".")
    if base in {topic.name for topic in RETAGGED} and SIDE.fullmatch(suffix):
        return side_topics(suffix)[base]
    raise FatalError(f"unknown topic {name!r}; the topics are: {', '.join(TOPICS)}", ExitCode.USAGE)
