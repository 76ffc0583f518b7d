"""The topics: names, keys, partitions and retention. Everything that knows a topic asks this manifest."""

from dataclasses import dataclass
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


def topic_named(name: str) -> Topic:
    """Look a topic up.

    Raises:
        FatalError: There is none of that name.
    """
    try:
        return TOPICS[name]
    except KeyError:
        raise FatalError(f"unknown topic {name!r}; the topics are: {', '.join(TOPICS)}", ExitCode.USAGE) from None
