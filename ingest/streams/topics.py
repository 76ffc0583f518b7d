"""The topics: names, keys, partitions and retention. Everything that knows a topic asks this manifest."""

import re
from dataclasses import dataclass, replace
from datetime import timedelta

from ingest.errors import ExitCode, FatalError


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic.

    Attributes:
        name: With the version of its record's schema.
        key: What the key is, for people.
        record: The record type that its values hold.
        partitions: In the embedded stream; one, so that a reader sees one order.
        retention: How long records are held; readers' groups that lag hold them longer.
    """

    name: str
    key: str
    record: str
    partitions: int = 1
    retention: timedelta = timedelta(days=30)


ARTICLES = Topic("news.articles.v1", key="host of the article's URL", record="Article")
EVENTS = Topic("conflict.events.v1", key="story id", record="ConflictEvent", retention=timedelta(days=365))
DEAD_LETTERS = Topic("news.dlq.v1", key="host of the URL that failed", record="DeadLetter")

CODER = "coder"
"""The group that codes the events of articles."""

TOPICS: dict[str, Topic] = {topic.name: topic for topic in (ARTICLES, EVENTS, DEAD_LETTERS)}


SIDE = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
"""What may follow a topic's name, after a dot, in the name of a side topic."""


def side_topics(suffix: str) -> dict[str, Topic]:
    """The topics that ``conflictwire process`` writes to, by the name of the topic that each stands beside.

    Raises:
        FatalError: The suffix cannot be part of a topic's name.
    """
    if not SIDE.fullmatch(suffix):
        raise FatalError(f"{suffix!r} is no suffix: small letters, digits and hyphens, at most 40", ExitCode.USAGE)
    return {name: replace(topic, name=f"{name}.{suffix}") for name, topic in TOPICS.items()}


def topic_named(name: str) -> Topic:
    """Look a topic up; side topics are known by the topic that they stand beside.

    Raises:
        FatalError: There is none of that name.
    """
    if name in TOPICS:
        return TOPICS[name]
    base, _, suffix = name.rpartition(".")
    if base in TOPICS and SIDE.fullmatch(suffix):
        return side_topics(suffix)[base]
    raise FatalError(f"unknown topic {name!r}; the topics are: {', '.join(TOPICS)}", ExitCode.USAGE)
