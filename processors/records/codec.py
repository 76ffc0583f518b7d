"""Records to JSON documents and back. The only place that knows how a field is spelled in JSON.

A field that is None is left out, unless its null says something (``metadata["nullable"]``). Instants are RFC 3339 in UTC.
"""

import json
import types
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import UTC, datetime
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

RecordT = TypeVar("RecordT")
Json = Any
"""A JSON value. The edge of the typed world: nothing past this module carries it."""


class MalformedRecordError(ValueError):
    """A document is not the record it should be; the message names the field."""


def to_document(record: object) -> Json:
    """Turn a record, or any value inside one, into plain JSON values."""
    if is_dataclass(record) and not isinstance(record, type):
        document = {}
        for field_ in fields(record):
            value = getattr(record, field_.name)
            if value is not None or is_written_null(field_):
                document[json_name(field_)] = to_document(value)
        return document
    if isinstance(record, StrEnum):
        return record.value
    if isinstance(record, tuple | list):
        return [to_document(item) for item in record]
    if isinstance(record, datetime):
        return record.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return record


def encode(record: object) -> bytes:
    """Serialise a record as compact UTF-8 JSON."""
    return json.dumps(to_document(record), ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def decode(record_type: type[RecordT], data: bytes | str) -> RecordT:
    """Read a record back. Unknown fields are passed over, so that an old reader survives a new writer.

    Raises:
        MalformedRecordError: The data is not JSON, or a field is missing or of the wrong type.
    """
    try:
        document = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise MalformedRecordError(f"not JSON: {error}") from error
    return from_document(record_type, document)


def from_document(record_type: type[RecordT], document: Json) -> RecordT:
    """Build a record from plain JSON values.

    Raises:
        MalformedRecordError: A field is missing or of the wrong type.
    """
    result: RecordT = _build(record_type, document, record_type.__name__)
    return result


def json_name(field_: "Field[Any]") -> str:
    """The name of a dataclass field in JSON."""
    name: str = field_.metadata.get("json", field_.name)
    return name


def is_written_null(field_: "Field[Any]") -> bool:
    """Whether the field is written as null where it is None; others are left out."""
    return bool(field_.metadata.get("nullable"))


@cache
def _hints(record_type: type) -> dict[str, Any]:
    return get_type_hints(record_type)


def _build(kind: Any, value: Json, where: str) -> Any:
    if is_dataclass(kind):
        return _build_record(kind, value, where)
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return _build_optional(kind, value, where)
    if origin is tuple:
        return _build_tuple(kind, value, where)
    if kind is datetime:
        return _instant(value, where)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        try:
            return kind(value)
        except ValueError as error:
            raise MalformedRecordError(f"{where}: {value!r} is not a {kind.__name__}") from error
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise MalformedRecordError(f"{where}: expected {kind.__name__}, got {type(value).__name__}")
    return value


def _build_record(kind: Any, value: Json, where: str) -> Any:
    if not isinstance(value, dict):
        raise MalformedRecordError(f"{where}: expected an object, got {type(value).__name__}")
    hints, arguments = _hints(kind), {}
    for field_ in fields(kind):
        name = json_name(field_)
        if name in value:
            arguments[field_.name] = _build(hints[field_.name], value[name], f"{where}.{name}")
        elif field_.default is MISSING and field_.default_factory is MISSING:
            if type(None) in get_args(hints[field_.name]) and not is_written_null(field_):
                arguments[field_.name] = None  # left out because it was None
                continue
            raise MalformedRecordError(f"{where}.{name}: missing")
    return kind(**arguments)


def _build_optional(kind: Any, value: Json, where: str) -> Any:
    if value is None:
        return None
    (inner,) = (arm for arm in get_args(kind) if arm is not type(None))
    return _build(inner, value, where)


def _build_tuple(kind: Any, value: Json, where: str) -> Any:
    if not isinstance(value, list):
        raise MalformedRecordError(f"{where}: expected an array, got {type(value).__name__}")
    arms = get_args(kind)
    if len(arms) == 2 and arms[1] is Ellipsis:  # noqa: PLR2004 (tuple[X, ...] has two arguments)
        return tuple(_build(arms[0], item, f"{where}[{i}]") for i, item in enumerate(value))
    if len(arms) != len(value):
        raise MalformedRecordError(f"{where}: expected {len(arms)} items, got {len(value)}")
    return tuple(_build(arm, item, f"{where}[{i}]") for i, (arm, item) in enumerate(zip(arms, value, strict=True)))


def _instant(value: Json, where: str) -> datetime:
    try:
        instant = datetime.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise MalformedRecordError(f"{where}: {value!r} is not an instant") from error
    if instant.tzinfo is None:
        raise MalformedRecordError(f"{where}: {value!r} has no time zone")
    return instant.astimezone(UTC)
