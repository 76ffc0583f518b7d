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
class Origin:
    """The record of a topic that could not be processed: where it stands, and what it needs to be published again.

    Attributes:
        topic: Without an installation's prefix.
        headers: Name and value of each.
    """

    topic: str
    partition: int
    offset: int
    key: str
    headers: tuple[tuple[str, str], ...] = ()


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
        content: Original bytes, gzip then base64, where there are any; of many, the first 512 KiB.
        content_bytes: How many there are in all.
        content_sha256: Hex digest of all of them.
        error: The kind of error, as a dotted name.
        origin: The record that failed, where it was one.
        replayed_at: Set in a second record with the same id, which says that the letter was replayed; that one has no content.
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
    content_bytes: int | None = None
    content_sha256: str | None = None
    error: str | None = None
    origin: Origin | None = None
    replayed_at: datetime | None = None
    schema_version: str = "1.0"
