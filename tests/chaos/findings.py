"""What stands in the topics in the end, against what must."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found in the topics.

    Attributes:
        lost: Reports without an article, and events that an article must have and has not.
        invented: Articles, events and dead letters that nothing stands behind.
        duplicates: Records with an id that was there before, in the end or for the subscriber on the way.
        out_of_order: Keys whose articles stand in Kafka in another order than in the log.
    """

    articles: int
    events: int
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
            f"{self.articles} articles, {self.events} events: {self.lost} lost, {self.duplicates} duplicates, "
            f"{self.invented} invented, {self.out_of_order} keys out of order"
        )


def keys_out_of_order(articles: Iterable[tuple[str, str]], logged: Iterable[tuple[str, str]]) -> int:
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
