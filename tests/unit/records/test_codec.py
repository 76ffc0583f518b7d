"""Records to JSON and back."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from processors.records import (
    Article,
    Band,
    Coder,
    ConflictEvent,
    ConflictRef,
    DateSource,
    Entry,
    EventStage,
    Evidence,
    In,
    PloverEvent,
    Quad,
    Quantity,
    QuantityKind,
    Reason,
    Relevance,
    Salience,
)
from processors.records.codec import MalformedRecordError, decode, encode, from_document, to_document

ARTICLE = Article(
    id="a" * 32,
    revision=2,
    url="https://outlet.example/a",
    feed_ids=("f1", "f2"),
    title="Shells hit the harbour",
    authors=("A. Writer",),
    fetched_at=datetime(2026, 5, 3, 12, tzinfo=UTC),
    text="Shells hit the harbour on Sunday.",
    text_sha256="0" * 64,
    outlet="Outlet",
    host="outlet.example",
    published_at=datetime(2026, 5, 3, 11, tzinfo=UTC),
    published_from=DateSource.FEED,
    language="en",
    relevance=Relevance(
        p=0.9,
        band=Band.YES,
        reasons=(Reason(text="Shells", weight=1.5, label="assault", span=(0, 6), in_=In.TITLE),),
        conflict=ConflictRef("A war", 7),
    ),
)
EVENT = ConflictEvent(
    event_id="e" * 32,
    story_id="s" * 32,
    article_id="a" * 32,
    url="https://outlet.example/a",
    coder=Coder("conflictwire", "1"),
    plover_event=PloverEvent.ASSAULT,
    quad=Quad.MATERIAL_CONFLICT,
    cameo_root="19",
    stage=EventStage.OCCURRED,
    salience=Salience.MAIN,
    p=0.5,
    evidence=(Evidence(quote="Shells hit", span=(0, 10), supports=("plover_event",)),),
    quantities=(Quantity(kind=QuantityKind.DEAD, low=5, high=None, text="at least 5", span=(0, 10)),),
)


@pytest.mark.parametrize("record", [ARTICLE, EVENT, Entry(url="https://outlet.example/a", authors=("X",))])
def test_record_survives_the_way_to_json_and_back(record: object) -> None:
    """Encoding loses nothing."""
    assert decode(type(record), encode(record)) == record


def test_unknown_fields_are_absent_and_meaningful_nulls_are_there() -> None:
    """A field that is not known is left out; a null that says something is written."""
    document = to_document(EVENT)
    assert "location" not in document
    assert document["supersedes"] is None
    assert document["quantities"][0]["high"] is None
    assert document["quantities"][0]["span"] == [0, 10]
    assert to_document(ARTICLE)["relevance"]["reasons"][0]["in"] == "title"


def test_fields_of_a_newer_writer_are_passed_over() -> None:
    """An old reader survives a new field."""
    document = to_document(ARTICLE) | {"from_the_future": {"x": 1}}
    assert from_document(Article, document) == ARTICLE


def test_instants_become_utc() -> None:
    """Whatever zone an instant comes in, it is written in UTC."""
    there = replace(ARTICLE, fetched_at=datetime(2026, 5, 3, 14, tzinfo=timezone(timedelta(hours=2))))
    assert to_document(there)["fetched_at"] == "2026-05-03T12:00:00Z"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"revision": "2"}, "Article.revision: expected int"),
        ({"revision": True}, "Article.revision: expected int"),
        ({"feed_ids": "f1"}, "Article.feed_ids: expected an array"),
        ({"fetched_at": "2026-05-03T12:00:00"}, "has no time zone"),
        ({"fetched_at": 5}, "is not an instant"),
        ({"relevance": {"p": 0.5, "band": "maybe"}}, "is not a Band"),
        ({"relevance": []}, "expected an object"),
        ({"relevance": {"p": 0.5, "band": "no", "reasons": [{"text": "", "weight": 1, "label": "", "span": [1]}]}}, "2 items"),
    ],
)
def test_a_malformed_document_names_its_field(change: dict[str, object], message: str) -> None:
    """The error says which field is wrong."""
    with pytest.raises(MalformedRecordError, match=message):
        from_document(Article, to_document(ARTICLE) | change)


def test_a_missing_field_is_named() -> None:
    """The error says which field is missing."""
    document = to_document(ARTICLE)
    del document["url"]
    with pytest.raises(MalformedRecordError, match=r"Article\.url: missing"):
        from_document(Article, document)


@given(st.binary(max_size=200))
def test_arbitrary_bytes_are_malformed_and_nothing_worse(data: bytes) -> None:
    """No input crashes the reader."""
    with pytest.raises(MalformedRecordError):
        decode(Article, data)


def test_text_that_is_no_unicode_is_written_all_the_same() -> None:
    """A lone surrogate, as broken pages produce, does not stop the writer."""
    assert json.loads(encode(replace(ARTICLE, title="\ud800 x")))["title"].endswith(" x")
