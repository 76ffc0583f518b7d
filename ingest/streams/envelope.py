"""Records of the core as records of the stream: topic, key, JSON value, CloudEvents headers in binary mode.

Source: CloudEvents 1.0.2, Kafka protocol binding, section 3.2 (binary content mode).
"""

from dataclasses import replace
from datetime import UTC, datetime

from ingest.streams.headers import CONNECT, REASON
from ingest.streams.protocol import Record
from ingest.streams.topics import ARTICLES, DEAD_LETTERS, EVENTS, Topic
from processors.feeds.identity import host_of
from processors.records import Article, ConflictEvent, DeadLetter
from processors.records.codec import encode
from processors.records.schema import schema_uri

SOURCE = "urn:conflictwire"


def article_record(article: Article) -> Record:
    """The record of an article: one for each of its revisions."""
    return _record(
        ARTICLES,
        article,
        key=article.host,
        ce_id=f"{article.id}-{article.revision}",
        at=article.fetched_at,
        version=article.schema_version,
    )


def event_record(event: ConflictEvent, at: datetime) -> Record:
    """The record of an event; ``at`` is when its article was fetched, so that coding it again gives the same record."""
    return _record(
        EVENTS, event, key=event.story_id, ce_id=f"{event.event_id}-{event.revision}", at=at, version=event.schema_version
    )


def dead_letter_record(letter: DeadLetter) -> Record:
    """The record of an input that could not be processed."""
    key = host_of(letter.url) if letter.url else letter.id
    at, ce_id = letter.failed_at, letter.id
    if letter.replayed_at is not None:
        at, ce_id = letter.replayed_at, f"{letter.id}-replayed"
    record = _record(DEAD_LETTERS, letter, key=key, ce_id=ce_id, at=at, version=letter.schema_version)
    return replace(record, headers={**record.headers, **_error_headers(letter)})


def _error_headers(letter: DeadLetter) -> dict[str, str]:
    origin = letter.origin
    known = {
        REASON: letter.reason,
        f"{CONNECT}connector.name": "conflictwire",
        f"{CONNECT}stage": letter.stage.value,
        f"{CONNECT}exception.class.name": letter.error,
        # A detail may quote what failed, half characters included.
        f"{CONNECT}exception.message": letter.detail.encode("utf-8", "replace").decode(),
        f"{CONNECT}topic": origin.topic if origin else None,
        f"{CONNECT}partition": str(origin.partition) if origin else None,
        f"{CONNECT}offset": str(origin.offset) if origin else None,
    }
    return {name: value for name, value in known.items() if value is not None}


def _record(
    topic: Topic, record: Article | ConflictEvent | DeadLetter, *, key: str, ce_id: str, at: datetime, version: str
) -> Record:
    return Record(
        topic=topic.name,
        key=key,
        value=encode(record),
        headers={
            "ce_specversion": "1.0",
            "ce_id": ce_id,
            "ce_source": SOURCE,
            "ce_type": topic.name,
            "ce_time": at.astimezone(UTC).isoformat().replace("+00:00", "Z"),
            "ce_dataschema": schema_uri(topic.record, version),
            "content-type": "application/json",
        },
    )
