"""Dataclasses as JSON Schemas, and what may change between two versions of one."""

from copy import deepcopy
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from processors.records import In, PlaceAlternative, Span
from processors.records.codec import decode, encode, to_document
from processors.records.compatibility import breaking_changes, breaking_changes_among
from processors.records.schema import RECORDS, json_schema

st.register_type_strategy(datetime, st.datetimes(timezones=st.just(UTC)))
"""The times of records are aware of their zone; a naive one of the year 1 has no UTC."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of it.

    Attributes:
        size: How large,
            in metres.
    """

    size: float
    in_: In | None = field(default=None, metadata={"json": "in"})


@dataclass(frozen=True, slots=True)
class Thing:
    """Something to describe."""

    at: datetime
    span: Span
    parts: tuple[Part, ...]
    high: int | None = field(metadata={"nullable": True})
    owner: str | None
    main: Part | None = None
    tags: tuple[str, ...] = ()
    is_new: bool = False
    schema_version: str = "1.3"


def change(**properties: Any) -> Any:
    """The schema of a Thing, with some properties changed; None removes one."""
    schema = deepcopy(json_schema(Thing))
    schema["properties"] = {n: s for n, s in {**schema["properties"], **properties}.items() if s is not None}
    schema["required"] = [name for name in schema["required"] if name in schema["properties"]]
    return schema


def test_each_kind_of_field_has_its_schema() -> None:
    """Names as in JSON, references for parts, defaults for what may be absent, and only the rest is required."""
    schema = json_schema(Thing)
    assert schema["$id"] == "urn:conflictwire:schema:Thing:1.3"
    assert schema["description"] == "Something to describe."
    assert schema["required"] == ["at", "span", "parts", "high", "schema_version"]
    assert schema["properties"] == {
        "at": {"type": "string", "format": "date-time"},
        "span": {"type": "array", "prefixItems": [{"type": "integer"}] * 2, "items": False, "minItems": 2},
        "parts": {"type": "array", "items": {"$ref": "#/$defs/Part"}},
        "high": {"type": ["integer", "null"]},
        "owner": {"type": "string"},
        "main": {"$ref": "#/$defs/Part"},
        "tags": {"type": "array", "items": {"type": "string"}, "default": []},
        "is_new": {"type": "boolean", "default": False},
        "schema_version": {"type": "string", "pattern": "^1\\.[0-9]+$"},
    }
    assert schema["$defs"]["Part"]["properties"] == {
        "size": {"type": "number", "description": "How large, in metres."},
        "in": {"$ref": "#/$defs/In"},
    }
    assert schema["$defs"]["In"]["enum"] == ["title"]


@given(st.builds(PlaceAlternative, name=st.text(), country=st.none() | st.text(), p=st.floats(0, 1)))
def test_a_field_that_is_left_out_comes_back_as_none(place: PlaceAlternative) -> None:
    """Also where the dataclass gives it no default."""
    assert decode(PlaceAlternative, encode(place)) == place


@pytest.mark.parametrize("record", RECORDS.values(), ids=RECORDS)
@settings(max_examples=30, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_record_is_valid(record: type, data: st.DataObject) -> None:
    """Whatever its fields hold, the optional ones there or not."""
    every_field = {each.name: ... for each in fields(record) if each.name != "schema_version"}
    document = to_document(data.draw(st.builds(record, **every_field)))
    assert [error.message for error in jsonschema.Draft202012Validator(json_schema(record)).iter_errors(document)] == []


@pytest.mark.parametrize("record", RECORDS.values(), ids=RECORDS)
def test_a_schema_is_compatible_with_itself(record: type) -> None:
    """No false alarm."""
    assert breaking_changes(json_schema(record), json_schema(record)) == []


@pytest.mark.parametrize(
    "new",
    [
        change(colour={"type": "string"}),
        change(colour={"$ref": "#/$defs/In"}),
        change(owner={"type": "string", "description": "Whose it is."}),
        change() | {"$id": "urn:x", "title": "Thing, better"},
    ],
    ids=["optional field", "optional field of a known type", "description", "name"],
)
def test_additions_and_words_are_allowed(new: Any) -> None:
    """What neither an old reader nor a new one can stumble over."""
    assert breaking_changes(json_schema(Thing), new) == []


def inside(name: str, **keywords: Any) -> Any:
    """The schema of a Thing, with a definition changed."""
    schema = deepcopy(json_schema(Thing))
    schema["$defs"][name] |= keywords
    return schema


@pytest.mark.parametrize(
    ("new", "says"),
    [
        (change(owner=None), ".owner: removed"),
        (change(at=None), ".at: removed"),
        (change(owner={"type": ["string", "null"]}), ".owner: type was 'string', is ['string', 'null']"),
        (change(high={"type": "integer"}), ".high: type was ['integer', 'null'], is 'integer'"),
        (change(at={"type": "string"}), ".at: format was 'date-time', is None"),
        (change(is_new={"type": "boolean", "default": True}), ".is_new: default was False, is True"),
        (change(span={"type": "array", "items": {"type": "integer"}}), ".span: minItems was 2, is None"),
        (change(tags={"type": "array", "items": {"type": "number"}, "default": []}), ".tags[]: type was 'string', is 'number'"),
        (change(owner={"type": "string", "maxLength": 9}), ".owner: maxLength was None, is 9"),
        (change() | {"additionalProperties": False}, "the record: additionalProperties was None, is False"),
        (change() | {"required": [*json_schema(Thing)["required"], "owner"]}, ".owner: became required"),
        (change() | {"required": ["span", "parts", "high", "schema_version"]}, ".at: became optional"),
        (inside("In", enum=["title", "text"]), ".parts[].in: enum was ['title'], is ['title', 'text']"),
        (inside("Part", properties={"size": {"type": "number"}}), ".parts[].in: removed"),
        (inside("Part", required=["size", "in"]), ".parts[].in: became required"),
    ],
)
def test_everything_else_is_refused_with_its_place(new: Any, says: str) -> None:
    """Removed, narrowed, widened, made required or optional; at any depth."""
    assert says in breaking_changes(json_schema(Thing), new)


def test_a_new_required_field_is_refused() -> None:
    """Old records do not have it."""
    new = change(colour={"type": "string"})
    new["required"].append("colour")
    assert breaking_changes(json_schema(Thing), new) == [".colour: added as a required field"]


def test_what_was_compatible_step_by_step_is_checked_over_all_steps() -> None:
    """A field that went and came back as another type: each step is refused, and so is the first against the last."""
    versions = [change(), change(owner=None), change(owner={"type": "integer"})]
    found = breaking_changes_among([version | {"$id": str(i)} for i, version in enumerate(versions)])
    assert found == ["0 → 1: .owner: removed", "0 → 2: .owner: type was 'string', is 'integer'"]


def test_a_definition_that_holds_itself_is_compared() -> None:
    """The comparison ends, and still finds what is wrong inside."""
    node = {"type": "object", "properties": {"next": {"$ref": "#/$defs/Node"}, "name": {"type": "string"}}, "required": []}
    old = {"$ref": "#/$defs/Node", "$defs": {"Node": node}}
    new = deepcopy(old)
    assert breaking_changes(old, new) == []
    new["$defs"]["Node"]["properties"]["name"]["type"] = "integer"
    assert breaking_changes(old, new) == [".name: type was 'string', is 'integer'"]
