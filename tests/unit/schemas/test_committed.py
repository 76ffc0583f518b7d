"""The committed JSON Schemas: up to date, compatible, and true of the records that are really made."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from ingest.demo.outlets import load_outlets, version_of
from ingest.demo.pages import write_page
from ingest.errors import RejectInput
from ingest.stages import work
from ingest.stages.work import PageError
from ingest.streams.dead_letters import dead_letter
from ingest.streams.envelope import article_record, dead_letter_record, event_record
from ingest.streams.protocol import Record
from processors.records import Band, Entry, Page, Stage
from processors.records.schema import RECORDS, schema_version
from schemas.generate import current_schemas, mistakes

FOLDER = Path(__file__).parents[3] / "schemas"
MADE_IN_THE_DEMO = ("Article", "ConflictEvent", "DeadLetter")
NOW = datetime(2026, 5, 3, 12, tzinfo=UTC)


@cache
def demo_records() -> dict[str, list[Record]]:
    """What becomes of the demo's pages, by record type."""
    made: dict[str, list[Record]] = {name: [] for name in MADE_IN_THE_DEMO}
    for outlet in load_outlets():
        versions = [version_of(article, date(2026, 5, 3), edited=False) for article in outlet.articles]
        for version in versions:
            url, body = version.article.url, write_page(outlet, version, versions).encode()
            try:
                article = work.extract(Page(url, body, "text/html", NOW), Entry(url), ("f",), outlet.name)
            except PageError as error:
                rejected = RejectInput(error.reason, error.detail)
                letter = dead_letter(Stage.EXTRACT, rejected, id_parts=(), url=url, attempts=1, now=NOW, content=body)
                made["DeadLetter"].append(dead_letter_record(letter))
                continue
            made["Article"].append(article_record(article))
            if article.relevance and article.relevance.band is not Band.NO:
                made["ConflictEvent"] += [event_record(event, NOW) for event in work.code(article)]
    return made


def validator(name: str) -> jsonschema.Draft202012Validator:
    """A validator with the committed schema of this version of a record."""
    path = FOLDER / name / f"{schema_version(RECORDS[name])}.json"
    return jsonschema.Draft202012Validator(json.loads(path.read_text()))


def places(document: Any) -> Iterator[dict[str, Any]]:
    """Every object in a document, itself included."""
    if isinstance(document, dict):
        yield document
    for inner in document.values() if isinstance(document, dict) else document if isinstance(document, list) else ():
        yield from places(inner)


def test_the_committed_schemas_are_those_of_the_records() -> None:
    """`make schemas` was run after the last change of a record."""
    for name, text in current_schemas().items():
        assert (FOLDER / name).read_text() == text, name


def test_every_version_is_compatible_with_every_other_and_released_ones_never_change() -> None:
    """FULL_TRANSITIVE over all that is committed."""
    assert mistakes(current_schemas()) == []


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*/*.json")), ids=lambda path: f"{path.parent.name} {path.stem}")
def test_a_schema_is_one_by_its_own_dialect(path: Path) -> None:
    """JSON Schema 2020-12, named by its path."""
    schema = json.loads(path.read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$id"] == f"urn:conflictwire:schema:{path.parent.name}:{path.stem}"


@pytest.mark.parametrize("name", MADE_IN_THE_DEMO)
def test_the_records_of_the_demo_are_valid(name: str) -> None:
    """Every article, event and dead letter; and each names the schema that it was checked with."""
    records = demo_records()[name]
    assert len(records) >= 1
    for record in records:
        document = json.loads(record.value)
        assert [error.message for error in validator(name).iter_errors(document)] == []
        assert record.headers["ce_dataschema"] == validator(name).schema["$id"]


@pytest.mark.parametrize("name", MADE_IN_THE_DEMO)
def test_a_schema_knows_every_field_that_is_written(name: str) -> None:
    """The demo's records stay valid where unknown fields are forbidden: no field was forgotten."""
    schema = json.loads(json.dumps(validator(name).schema))
    for place in places(schema):
        if "properties" in place:
            place["additionalProperties"] = False
    for record in demo_records()[name]:
        assert jsonschema.Draft202012Validator(schema).is_valid(json.loads(record.value))


def test_a_record_with_a_mistake_is_refused() -> None:
    """A missing field, a value outside a closed list, a span of three."""
    event = json.loads(demo_records()["ConflictEvent"][0].value)
    assert not validator("ConflictEvent").is_valid({name: event[name] for name in event.keys() - {"event_id"}})
    assert not validator("ConflictEvent").is_valid(event | {"stage": "rumoured"})
    event["evidence"][0]["span"] = [0, 1, 2]
    assert not validator("ConflictEvent").is_valid(event)


def test_a_released_schema_must_not_change(tmp_path: Path) -> None:
    """Its hash is on record; a new version is asked for."""
    (tmp_path / "released.sha256").write_text(f"{'0' * 64}  Article/1.0.json\n")
    (wrong,) = mistakes({"Article/1.0.json": "{}"}, tmp_path)
    assert "Article/1.0.json is released" in wrong


def test_a_new_version_is_held_against_every_old_one(tmp_path: Path) -> None:
    """1.10 comes after 1.9, and a field that only 1.0 had is missed."""
    (tmp_path / "released.sha256").write_text("")
    (tmp_path / "R").mkdir()
    for version, names in (("1.0", "ab"), ("1.9", "ab")):
        schema = {"$id": version, "type": "object", "properties": {name: {"type": "string"} for name in names}}
        (tmp_path / f"R/{version}.json").write_text(json.dumps(schema))
    newest = {"$id": "1.10", "type": "object", "properties": {"a": {"type": "string"}}}
    assert mistakes({"R/1.10.json": json.dumps(newest)}, tmp_path) == ["1.0 → 1.10: .b: removed", "1.9 → 1.10: .b: removed"]
