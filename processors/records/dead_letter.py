"""DeadLetter: an input that could not be processed, kept with its reason."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Stage(StrEnum):
    """The stage that gave up on an input."""

    POLL = "poll"
    FETCH = "fetch"
    EXTRACT = "extract"
    PROCESS = "process"


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """What ``news.dlq.v1`` holds.

    Attributes:
        id: Deterministic: the same failure of the same input has the same id.
        stage: Where it failed.
        reason: One word of a closed list (``docs/outcomes.md``), for counting.
        detail: One line for a person, bounded; never a traceback.
        url: The feed's or the article's URL; None for a record that has none.
        attempts: How often it was tried.
        failed_at: Aware UTC of the last try.
        feed_ids: The feeds that listed it.
        title: What the feed called it.
        content: Original bytes, gzip then base64, where they were fetched and are not too many; None otherwise.
    """

    id: str
    stage: Stage
    reason: str
    detail: str
    url: str | None
    attempts: int
    failed_at: datetime
    feed_ids: tuple[str, ...] = ()
    title: str = ""
    content: str | None = None
    schema_version: str = "1.0"
