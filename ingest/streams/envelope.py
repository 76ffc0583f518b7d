"""Records of the core as records of the stream: topic, key, JSON value, CloudEvents headers in binary mode.

Source: CloudEvents 1.0.2, Kafka protocol binding, section 3.2 (binary content mode); W3C Trace Context, section 3.2.
"""

from dataclasses import replace
from datetime import UTC, datetime

from cloudevents.core.bindings.kafka import to_binary
from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.spec import SPECVERSION_V1_0
from cloudevents.core.v1.event import CloudEvent

from ingest.streams.headers import CONNECT, REASON, TRACEPARENT
from ingest.streams.protocol import Record, StoredRecord
from ingest.streams.topics import ARTICLES, DEAD_LETTERS, EVENTS, LATEST, MEMBERS, REPORTS, STORIES, Topic
from processors.feeds.identity import host_of
from processors.records import Article, ConflictEvent, DeadLetter, Stage, Story
from processors.records.codec import MalformedRecordError, decode, encode
from processors.records.ids import article_id, span_id, trace_id
from processors.records.schema import schema_uri
from processors.stories import Member, Report
from processors.stories.copies import unpack
from processors.stories.report import unpack_terms

SOURCE = "urn:conflictwire"
JSON = JSONFormat()


def article_record(article: Article) -> Record:
    """The record of an article: one for each of its revisions."""
    return _record(
        ARTICLES,
        article,
        key=article.host,
        ce_id=f"{article.id}-{article.revision}",
        at=article.fetched_at,
        version=article.schema_version,
        article=article.id,
    )


def event_record(event: ConflictEvent, at: datetime) -> Record:
    """The record of an event; ``at`` is when its article was fetched, so that coding it again gives the same record."""
    return _record(
        EVENTS,
        event,
        key=event.story_id,
        ce_id=f"{event.event_id}-{event.revision}",
        at=at,
        version=event.schema_version,
        article=event.article_id,
    )


def latest_record(event: ConflictEvent, at: datetime) -> Record:
    """What the topic of latest events says of an event: the event itself, or an empty value where it was retracted."""
    same = event_record(event, at)
    record = _record(
        LATEST,
        event,
        key=event.event_id,
        ce_id=same.headers["ce_id"],
        at=at,
        version=event.schema_version,
        article=event.article_id,
    )
    return replace(record, value=b"") if event.retracted else record


def story_record(story: Story, at: datetime, article: str) -> Record:
    """The record of a story as it stands after ``article``, which was fetched ``at``, came in."""
    ce_id = f"{story.id}-{story.revision}"
    return _record(STORIES, story, key=story.id, ce_id=ce_id, at=at, version=story.schema_version, article=article)


def gone(topic: Topic, key: str) -> Record:
    """Ends a key of a compacted topic."""
    return Record(topic.name, key, b"")


def report_record(report: Report) -> Record:
    """The record of a coded article on its way into a story."""
    ce_id = f"{report.article_id}-{report.revision}"
    headers = {"ce_id": ce_id, "content-type": "application/json", TRACEPARENT: _traceparent(report.article_id, REPORTS, ce_id)}
    return Record(REPORTS.name, report.article_id, encode(report), headers)


def report_from(record: StoredRecord) -> Report:
    """Read a report back.

    Raises:
        MalformedRecordError: It is none.
    """
    report = decode(Report, record.value)
    try:
        unpack_terms(report.terms)
        unpack(report.shingles)
    except ValueError as error:
        raise MalformedRecordError(f"Report: {error}") from error
    return report


def member_record(member: Member) -> Record:
    """The record of the linker's state of an article."""
    return Record(MEMBERS.name, member.report.article_id, encode(member), {"content-type": "application/json"})


def dead_letter_record(letter: DeadLetter) -> Record:
    """The record of an input that could not be processed."""
    key = host_of(letter.url) if letter.url else letter.id
    at, ce_id = letter.failed_at, letter.id
    if letter.replayed_at is not None:
        at, ce_id = letter.replayed_at, f"{letter.id}-replayed"
    about = article_id(letter.url) if letter.url and letter.stage is not Stage.POLL else letter.id
    record = _record(DEAD_LETTERS, letter, key=key, ce_id=ce_id, at=at, version=letter.schema_version, article=about)
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
    topic: Topic,
    record: Article | ConflictEvent | Story | DeadLetter,
    *,
    key: str,
    ce_id: str,
    at: datetime,
    version: str,
    article: str,
) -> Record:
    """Wrap a record; ``article`` is the id of what it is about, which makes its trace."""
    event = CloudEvent(
        {
            "specversion": SPECVERSION_V1_0,
            "id": ce_id,
            "source": SOURCE,
            "type": topic.name,
            "time": at.astimezone(UTC),
            "dataschema": schema_uri(topic.record, version),
            "datacontenttype": "application/json",
        },
        encode(record),
    )
    message = to_binary(event, JSON, key_mapper=lambda _: key)
    headers = {name: value.decode() for name, value in message.headers.items()}
    headers[TRACEPARENT] = _traceparent(article, topic, ce_id)
    return Record(topic=topic.name, key=key, value=message.value, headers=headers)


def _traceparent(article: str, topic: Topic, ce_id: str) -> str:
    return f"00-{trace_id(article)}-{span_id(topic.name, ce_id)}-01"
