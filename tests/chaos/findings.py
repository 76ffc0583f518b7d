"""What stands in the topics in the end, against what must."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.streams.topics import ARTICLES, DEAD_LETTERS, EVENTS, LATEST, STORIES
from processors.records import Article, Story
from processors.records.codec import decode
from tests.chaos.reader import Seen


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found in the topics.

    Attributes:
        lost: Reports without an article; events that an article must have and that are missing among the events, among the latest
            events, or in the stories.
        invented: Articles, events and dead letters that nothing stands behind.
        duplicates: Records with an id that was there before, in the end or for the subscriber on the way; events in two stories.
        out_of_order: Keys whose articles stand in Kafka in another order than in the log.
    """

    articles: int
    events: int
    stories: int
    lost: int
    invented: int
    duplicates: int
    out_of_order: int

    @property
    def are_clean(self) -> bool:
        """Nothing lost, invented, doubled or in disorder."""
        return (self.lost, self.invented, self.duplicates, self.out_of_order) == (0, 0, 0, 0)

    def __str__(self) -> str:
        return (
            f"{self.articles} articles, {self.events} events, {self.stories} stories: {self.lost} lost, {self.duplicates} duplicates, "
            f"{self.invented} invented, {self.out_of_order} keys out of order"
        )


def compare(records: Sequence[Seen], reports: set[str], expected: set[str], logged: Iterable[tuple[str, str]]) -> Findings:
    """Compare what stands in the topics with what must.

    Args:
        records: Everything, in the order of each partition.
        reports: The URLs of what was published on the web.
        expected: The ids of the records of the events that the articles code to.
        logged: Key and id of each article in the order of the log.
    """
    articles = of(records, ARTICLES.name)
    urls = {decode(Article, record.value).url for record in articles}
    events, latest = ({record.ce_id for record in of(records, topic.name)} for topic in (EVENTS, LATEST))
    told = events_told(of(records, STORIES.name))
    expected_ids = {event_id(ce_id) for ce_id in expected}
    twice = len(records) - len({(record.topic, record.ce_id) for record in records})
    return Findings(
        articles=len(articles),
        events=len(events),
        stories=len({record.key for record in of(records, STORIES.name)}),
        lost=len(reports - urls) + len(expected - events) + len(expected - latest) + len(expected_ids - told.keys()),
        invented=len(urls - reports)
        + len((events | latest) - expected)
        + len(told.keys() - expected_ids)
        + len(of(records, DEAD_LETTERS.name)),
        duplicates=twice + sum(n - 1 for n in told.values()),
        out_of_order=_keys_out_of_order([(record.key, record.ce_id) for record in articles], logged),
    )


def of(records: Iterable[Seen], topic: str) -> list[Seen]:
    """Those of a topic."""
    return [record for record in records if record.topic == topic]


def events_told(stories: Iterable[Seen]) -> Counter[str]:
    """In how many stories each event is, as the stories stand in the end."""
    last = {record.key: decode(Story, record.value) for record in stories}
    return Counter(event for story in last.values() for event in story.event_ids)


def event_id(ce_id: str) -> str:
    """The event of a record, without its revision."""
    return ce_id.rpartition("-")[0]


def _keys_out_of_order(articles: Iterable[tuple[str, str]], logged: Iterable[tuple[str, str]]) -> int:
    """How many keys have their records in another order than in the log.

    Args:
        articles: Key and id of each record, in the order of each partition.
        logged: Likewise, in the order of the log.
    """
    in_kafka, in_log = _by_key(articles), _by_key(logged)
    return sum(in_kafka.get(key) != in_log.get(key) for key in in_kafka.keys() | in_log.keys())


def _by_key(records: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    ids: dict[str, list[str]] = {}
    for key, ce_id in records:
        ids.setdefault(key, []).append(ce_id)
    return ids
