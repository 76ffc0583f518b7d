"""Records as JSON Schemas: what a subscriber may count on, derived from the same dataclasses as the codec.

A schema allows unknown fields, as room for later ones, and repeats what the record's docstring says. Required is what has no
default; everything else may be absent, and then means its ``default``, or "not known" where it has none.
Source: JSON Schema 2020-12.
"""

import re
import types
from dataclasses import MISSING, Field, fields
from datetime import datetime
from enum import StrEnum
from typing import Any, Union, get_args, get_origin, get_type_hints

from processors.records.article import Article
from processors.records.codec import Json, is_written_null, json_name, to_document
from processors.records.dead_letter import DeadLetter
from processors.records.event import ConflictEvent
from processors.records.story import Story

DIALECT = "https://json-schema.org/draft/2020-12/schema"

RECORDS: dict[str, type] = {record.__name__: record for record in (Article, ConflictEvent, Story, DeadLetter)}
"""The records that are published, by name."""

SIMPLE = {str: "string", bool: "boolean", int: "integer", float: "number"}


def schema_version(record: type) -> str:
    """The version that a record type says of itself: what its instances carry."""
    (version,) = (field.default for field in fields(record) if field.name == "schema_version")
    return str(version)


def schema_uri(name: str, version: str) -> str:
    """What names a schema, as its ``$id`` and in the header ``ce_dataschema``."""
    return f"urn:conflictwire:schema:{name}:{version}"


def json_schema(record: type) -> Json:
    """The JSON Schema of a record type that has a ``schema_version``."""
    definitions: dict[str, Json] = {}
    body = _object(record, definitions)
    version = schema_version(record)
    body["properties"]["schema_version"] = {"type": "string", "pattern": f"^{version.partition('.')[0]}\\.[0-9]+$"}
    body["required"].append("schema_version")
    head = {"$schema": DIALECT, "$id": schema_uri(record.__name__, version), "title": record.__name__}
    return head | body | ({"$defs": dict(sorted(definitions.items()))} if definitions else {})


def _object(record: type, definitions: dict[str, Json]) -> Json:
    hints = get_type_hints(record)
    summary, meanings = _documentation(record)
    properties = {}
    for field in fields(record):
        schema = _nullable(hints[field.name], field, definitions)
        if field.name in meanings:
            schema = schema | {"description": meanings[field.name]}
        if field.default is not MISSING and (field.default is not None or is_written_null(field)):
            schema = schema | {"default": to_document(field.default)}
        properties[json_name(field)] = schema
    required = [json_name(field) for field in fields(record) if _is_always_there(hints[field.name], field)]
    return {"type": "object", "description": summary, "properties": properties, "required": required}


def _is_always_there(hint: Any, field: "Field[Any]") -> bool:
    has_default = field.default is not MISSING or field.default_factory is not MISSING
    return not has_default and (is_written_null(field) or not _is_optional(hint))


def _nullable(hint: Any, field: "Field[Any]", definitions: dict[str, Json]) -> Json:
    schema = _schema(hint, definitions)
    return schema | {"type": [schema["type"], "null"]} if is_written_null(field) else schema


def _schema(hint: Any, definitions: dict[str, Json]) -> Json:
    """The schema of a type; of an optional one, that of what it is where it is there, because an unknown field is left out."""
    if _is_optional(hint):
        (hint,) = (arm for arm in get_args(hint) if arm is not types.NoneType)
    if get_origin(hint) is tuple:
        return _array(get_args(hint), definitions)
    if hint is datetime:
        return {"type": "string", "format": "date-time"}
    if hint in SIMPLE:
        return {"type": SIMPLE[hint]}
    if hint.__name__ not in definitions:
        definitions[hint.__name__] = {}  # keeps its place while what is inside it is described
        definitions[hint.__name__] = _closed_list(hint) if issubclass(hint, StrEnum) else _object(hint, definitions)
    return {"$ref": f"#/$defs/{hint.__name__}"}


def _array(arms: tuple[Any, ...], definitions: dict[str, Json]) -> Json:
    if arms[1:] == (Ellipsis,):
        return {"type": "array", "items": _schema(arms[0], definitions)}
    items = [_schema(arm, definitions) for arm in arms]
    return {"type": "array", "prefixItems": items, "items": False, "minItems": len(items)}


def _closed_list(kind: type[StrEnum]) -> Json:
    return {"type": "string", "description": _documentation(kind)[0], "enum": [member.value for member in kind]}


def _is_optional(hint: Any) -> bool:
    return get_origin(hint) in (Union, types.UnionType) and types.NoneType in get_args(hint)


def _documentation(kind: type) -> tuple[str, dict[str, str]]:
    """The summary of a docstring and what it says of each attribute, in one line each."""
    summary, _, attributes = (kind.__doc__ or "").partition("Attributes:")
    found = re.findall(r"^ +(\w+): (.*(?:\n {12,}.*)*)", attributes, re.MULTILINE)
    return _one_line(summary.partition("\n\n")[0]), {name: _one_line(meaning) for name, meaning in found}


def _one_line(text: str) -> str:
    # In JSON, what is None in Python is not there.
    return re.sub(r"\bNone\b", "absent", " ".join(text.replace("``", "`").split()))
