"""Whether two versions of a schema can be used for each other, in both directions: FULL compatibility.

What readers may rely on stays as it was. Only optional fields may be added; nothing may be removed, renamed, made required or
optional, narrowed or widened, closed lists included. Each version is held against every other (FULL_TRANSITIVE).

Registries judge JSON Schema more narrowly: for them, a new optional field in an object that allows unknown ones breaks with old
data that had a field of that name of another type. There is one writer, this project, and it never had one.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from processors.records.codec import Json

ANNOTATIONS = frozenset({"$schema", "$id", "$defs", "$comment", "title", "description", "examples", "deprecated"})
"""Keywords that allow and forbid nothing; definitions are looked at where they are used."""


def breaking_changes_among(versions: Sequence[Json]) -> list[str]:
    """What is not allowed among the versions of a schema, oldest first; empty where every one is compatible with every other."""
    return [
        f"{old.get('$id', '?')} → {new.get('$id', '?')}: {change}"
        for old, new in combinations(versions, 2)
        for change in breaking_changes(old, new)
    ]


def breaking_changes(old: Json, new: Json) -> list[str]:
    """What is not allowed between an older schema and a newer one, each with the place of its field."""
    return list(_Comparison(old, new).changes(old, new, "", frozenset()))


class _Comparison:
    def __init__(self, old: Json, new: Json) -> None:
        self._old = old
        self._new = new

    def changes(self, old: Json, new: Json, where: str, within: frozenset[tuple[str, str]]) -> Iterator[str]:
        """Compare two schemas; ``within`` are the references that lead here, so that a definition inside itself ends."""
        references = (_reference(old), _reference(new))
        if references in within:
            return
        within |= {references} if references != ("", "") else set()
        old, new = _resolved(old, self._old), _resolved(new, self._new)
        if not (isinstance(old, Mapping) and isinstance(new, Mapping)):
            if old != new:
                yield f"{where or 'the record'}: {old!r} became {new!r}"
            return
        yield from self._properties(old, new, where, within)
        for keyword in sorted((old.keys() | new.keys()) - ANNOTATIONS - {"properties", "required"}):
            yield from self._keyword(keyword, old, new, where, within)

    def _properties(self, old: Json, new: Json, where: str, within: frozenset[tuple[str, str]]) -> Iterator[str]:
        before, after = old.get("properties", {}), new.get("properties", {})
        for name in before.keys() - after.keys():
            yield f"{where}.{name}: removed"
        for name in sorted(before.keys() & after.keys()):
            yield from self.changes(before[name], after[name], f"{where}.{name}", within)
        needed_before, needed_after = set(old.get("required", ())), set(new.get("required", ()))
        for name in sorted(needed_after - needed_before):
            yield f"{where}.{name}: " + ("became required" if name in before else "added as a required field")
        for name in sorted(needed_before - needed_after):
            if name in after:
                yield f"{where}.{name}: became optional"

    def _keyword(self, keyword: str, old: Json, new: Json, where: str, within: frozenset[tuple[str, str]]) -> Iterator[str]:
        before, after = old.get(keyword), new.get(keyword)
        match keyword:
            case "items" | "additionalProperties" if before is not None and after is not None:
                yield from self.changes(before, after, f"{where}[]", within)
            case "prefixItems" if before is not None and after is not None and len(before) == len(after):
                for i, (was, is_) in enumerate(zip(before, after, strict=True)):
                    yield from self.changes(was, is_, f"{where}[{i}]", within)
            case _ if _sorted(keyword, before) != _sorted(keyword, after):
                yield f"{where or 'the record'}: {keyword} was {before!r}, is {after!r}"


def _sorted(keyword: str, value: Json) -> Json:
    """The order of a closed list, or of several types, says nothing."""
    return sorted(map(str, value)) if keyword in ("enum", "type") and isinstance(value, list) else value


def _reference(schema: Json) -> str:
    return str(schema.get("$ref", "")) if isinstance(schema, Mapping) else ""


def _resolved(schema: Json, root: Json) -> Json:
    """A schema with what its reference stands for; a definition's new name is no change."""
    if not _reference(schema):
        return schema
    target = root["$defs"][_reference(schema).rpartition("/")[2]]
    return {**target, **{keyword: value for keyword, value in schema.items() if keyword != "$ref"}}
