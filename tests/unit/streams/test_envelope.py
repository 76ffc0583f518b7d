"""Headers of records: CloudEvents in binary mode and W3C trace context, judged by the SDKs of others."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

from cloudevents.core.bindings.kafka import KafkaMessage, from_binary
from cloudevents.core.formats.json import JSONFormat
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import RejectInput
from ingest.streams.dead_letters import dead_letter
from ingest.streams.envelope import article_record, dead_letter_record, event_record
from ingest.streams.topics import TOPICS
from processors.records import Article, Stage
from processors.records.codec import to_document
from processors.records.ids import article_id
from tests.unit.records.test_codec import ARTICLE, EVENT

NOW = datetime(2026, 5, 3, 14, tzinfo=timezone(timedelta(hours=2)))
LETTER = dead_letter(Stage.FETCH, RejectInput("http_404"), id_parts=("x",), url=ARTICLE.url, attempts=1, now=NOW)
RECORDS = (article_record(ARTICLE), event_record(EVENT, NOW), dead_letter_record(LETTER))


def trace_of(headers: object) -> str:
    """The trace of a record's ``traceparent``, which must be well-formed and sampled."""
    found = re.fullmatch("00-([0-9a-f]{32})-([0-9a-f]{16})-01", dict(headers)["traceparent"])  # type: ignore[call-overload]  # headers
    assert found is not None
    assert set(found[1]) != {"0"}
    assert set(found[2]) != {"0"}
    return found[1]


def test_the_headers_of_an_article_are_these() -> None:
    """Written down by hand from the specification."""
    headers = dict(RECORDS[0].headers)
    del headers["traceparent"]
    assert headers == {
        "ce_specversion": "1.0",
        "ce_id": f"{'a' * 32}-2",
        "ce_source": "urn:conflictwire",
        "ce_type": "news.articles.v1",
        "ce_time": "2026-05-03T12:00:00Z",
        "ce_dataschema": "urn:conflictwire:schema:Article:1.0",
        "content-type": "application/json",
    }


def test_the_sdk_reads_what_was_published() -> None:
    """Every record comes out as the event that it is: key, time, schema and the document itself."""
    documents = (to_document(ARTICLE), to_document(EVENT), to_document(LETTER))
    for record, document in zip(RECORDS, documents, strict=True):
        headers = {name: value.encode() for name, value in record.headers.items()}
        event = from_binary(KafkaMessage(headers, record.key, record.value), JSONFormat())
        assert event.get_data() == document
        assert event.get_attributes()["partitionkey"] == record.key
        assert event.get_time() == NOW
        assert event.get_type() == record.topic


def test_every_header_is_in_the_manifest() -> None:
    """What the documents promise is what is sent; dead letters of pages lack only what tells of a record."""
    for record in RECORDS:
        missing = TOPICS[record.topic].headers.keys() - record.headers.keys()
        assert record.headers.keys() <= TOPICS[record.topic].headers.keys()
        assert all(
            name in ("__connect.errors.topic", "__connect.errors.partition", "__connect.errors.offset") for name in missing
        )


def test_an_article_and_its_events_are_one_trace_and_each_record_a_span_of_its_own() -> None:
    """The trace's id is the article's; a dead letter of its URL would be part of it too."""
    assert trace_of(RECORDS[0].headers) == ARTICLE.id == trace_of(RECORDS[1].headers)
    assert trace_of(RECORDS[2].headers) == article_id(ARTICLE.url)
    assert len({record.headers["traceparent"] for record in RECORDS}) == 3


def test_processing_again_gives_the_same_headers() -> None:
    """Replays belong to the trace that was there."""
    assert event_record(EVENT, NOW).headers == RECORDS[1].headers
    assert article_record(replace(ARTICLE, revision=3)).headers["traceparent"] != RECORDS[0].headers["traceparent"]


@given(st.text())
def test_an_id_of_a_stranger_makes_a_proper_trace_too(name: str) -> None:
    """Whatever stands in a record that somebody else wrote."""
    article: Article = replace(ARTICLE, id=name or "0" * 32)
    trace_of(article_record(article).headers)


def test_times_are_utc() -> None:
    """Whatever zone they came in."""
    assert RECORDS[1].headers["ce_time"] == NOW.astimezone(UTC).isoformat().replace("+00:00", "Z")
