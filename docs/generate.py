"""Writes the generated documents: python docs/generate.py. A test checks that they are up to date."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from annotated_types import Ge, Gt, Le
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from ingest.settings import PREFIX, Section, Settings
from ingest.streams.asyncapi import asyncapi_document
from ingest.streams.strimzi import strimzi_resources
from ingest.streams.topics import INTERNAL, TOPICS, Topic
from processors.records.schema import RECORDS, schema_uri, schema_version

ROOT = Path(__file__).parents[1]
INTRODUCTION = """# Settings

Read once at start: from the environment first, then from `conflictwire.toml` in the data directory, then the defaults
below. Every mistake is reported, all at once, before work starts (exit code 3). In the file, `http.host_delay_s` is
`host_delay_s` in the table `[http]`. This page is generated from `ingest/settings.py` by `python docs/generate.py`.
"""

TOPICS_INTRODUCTION = """# Topics

What conflictwire publishes. In Kafka, an installation may put a prefix before the names (`kafka.prefix`) and choose the number
of partitions (`kafka.partitions`). Read with `isolation.level=read_committed`: everything is written in transactions. Records
with the same key keep their order. Values are JSON in UTF-8; the [schemas](../schemas) say what is in them. Within a major
version, which is part of the topic's name, a schema only gains optional fields: pass over what you do not know, and any version
reads any other. The same for tools: [AsyncAPI 3](asyncapi.json), [Strimzi](../deploy/strimzi/topics.yaml).

This page is generated from `ingest/streams/topics.py` by `python docs/generate.py`. `conflictwire topics diff` shows how a
cluster differs from it; `conflictwire topics apply` mends that.
"""


def documents() -> Mapping[Path, str]:
    """Every generated document by its path."""
    return {
        ROOT / "docs/settings.md": settings_page(),
        ROOT / "docs/topics.md": topics_page(),
        ROOT / "docs/asyncapi.json": json.dumps(asyncapi_document(TOPICS.values(), schemas="../schemas"), indent=2) + "\n",
        ROOT / "deploy/strimzi/topics.yaml": strimzi_resources((TOPICS | INTERNAL).values()),
    }


def settings_page() -> str:
    """The page of settings, in Markdown."""
    parts = [INTRODUCTION, _table(Settings.model_fields, PREFIX, skip_sections=True)]
    for name, field in Settings.model_fields.items():
        section = field.annotation
        if isinstance(section, type) and issubclass(section, Section):
            parts.append(f"## {name}\n\n{(section.__doc__ or '').strip()}\n")
            parts.append(_table(section.model_fields, f"{PREFIX}{name.upper()}__"))
    return "\n".join(parts)


def topics_page() -> str:
    """The page of topics, in Markdown."""
    return "\n".join([TOPICS_INTRODUCTION, *map(_topic, (TOPICS | INTERNAL).values())])


def _topic(topic: Topic) -> str:
    kept = "the newest record of each key, for ever" if topic.compacted else f"{topic.retention.days} days"
    rows = {
        "key": topic.key,
        "value": _schema_link(topic.record) if topic.record else "internal",
        "kept": kept,
        "partitions in Kafka": str(topic.kafka_partitions or topic.partitions),
    }
    lines = [f"## {topic.name}", "", topic.description, "", "| | |", "|---|---|"]
    lines += [f"| {name} | {says} |" for name, says in rows.items()]
    if topic.headers:
        lines += ["", "| header | what it says |", "|---|---|"]
        lines += [f"| `{name}` | {says} |" for name, says in topic.headers.items()]
    return "\n".join(lines) + "\n"


def _schema_link(record: str) -> str:
    version = schema_version(RECORDS[record])
    return f"[{record} {version}](../schemas/{record}/{version}.json), `{schema_uri(record, version)}`"


def _table(fields: dict[str, FieldInfo], prefix: str, *, skip_sections: bool = False) -> str:
    lines = ["| environment variable | default | range | what it does |", "|---|---|---|---|"]
    for name, field in fields.items():
        is_section = isinstance(field.annotation, type) and issubclass(field.annotation, Section)
        if not (skip_sections and is_section):
            cells = (f"`{prefix}{name.upper()}`", _default(field), _range(field), field.description or "")
            lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _default(field: FieldInfo) -> str:
    if field.default is PydanticUndefined:
        return "none" if field.default_factory is dict else "the user's data directory"
    default: Any = field.default
    return f"`{str(default).lower() if isinstance(default, bool) else default}`"


def _range(field: FieldInfo) -> str:
    return " ".join(_bounds(field)) or ""


def _bounds(field: FieldInfo) -> Iterator[str]:
    for part in field.metadata:
        match part:
            case Ge(ge=bound):
                yield f"≥ {bound}"
            case Gt(gt=bound):
                yield f"> {bound}"
            case Le(le=bound):
                yield f"≤ {bound}"


if __name__ == "__main__":
    for path, text in documents().items():
        path.write_text(text)
