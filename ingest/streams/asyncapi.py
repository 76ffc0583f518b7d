"""The topics as an AsyncAPI document: what a subscriber's tools generate code and documentation from.

Source: AsyncAPI 3.0.0 with the Kafka bindings 0.5.0.
"""

from collections.abc import Iterable, Mapping
from importlib.metadata import version
from typing import Any

from ingest.streams.topics import Topic
from processors.records.schema import RECORDS, schema_version

SCHEMA_FORMAT = "application/schema+json;version=draft-2020-12"
BINDING_VERSION = "0.5.0"

ABOUT = """Structured conflict events from the world's news feeds, with the words that support each field. Everything is \
published in transactions: read with `isolation.level=read_committed`. Every record has a deterministic `ce_id` to de-duplicate \
by. Within a topic, records with the same key keep their order. Readers must pass over fields that they do not know: optional \
ones are added without a new major version."""


def asyncapi_document(topics: Iterable[Topic], schemas: str, server: str = "localhost:9092", prefix: str = "") -> dict[str, Any]:
    """Describe the topics.

    Args:
        topics: What is published.
        schemas: Where the folder of JSON Schemas is, as seen from the document.
        server: ``host:port`` of a broker.
        prefix: What an installation puts before the topics' names.
    """
    topics = list(topics)
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "conflictwire",
            "version": version("conflictwire"),
            "description": ABOUT,
            "license": {"name": "Apache-2.0", "url": "https://www.apache.org/licenses/LICENSE-2.0"},
        },
        "defaultContentType": "application/json",
        "servers": {"kafka": {"host": server, "protocol": "kafka"}},
        "channels": {topic.name: _channel(topic, prefix) for topic in topics},
        "operations": {f"publish {topic.name}": _operation(topic) for topic in topics},
        "components": {"messages": {topic.name: _message(topic, schemas) for topic in topics}},
    }


def _channel(topic: Topic, prefix: str) -> dict[str, Any]:
    return {
        "address": prefix + topic.name,
        "description": topic.description,
        "messages": {topic.record: {"$ref": f"#/components/messages/{topic.name}"}},
        "bindings": {
            "kafka": {
                "partitions": topic.kafka_partitions or topic.partitions,
                "topicConfiguration": _typed(topic.kafka_config),
                "bindingVersion": BINDING_VERSION,
            }
        },
    }


def _typed(config: Mapping[str, str]) -> dict[str, Any]:
    """A topic's settings as the binding spells them: lists and numbers."""
    return {
        name: value.split(",") if name == "cleanup.policy" else int(value) if value.isdigit() else value
        for name, value in config.items()
    }


def _operation(topic: Topic) -> dict[str, Any]:
    return {
        "action": "send",
        "channel": {"$ref": f"#/channels/{topic.name}"},
        "messages": [{"$ref": f"#/channels/{topic.name}/messages/{topic.record}"}],
    }


def _message(topic: Topic, schemas: str) -> dict[str, Any]:
    newest = f"{schemas}/{topic.record}/{schema_version(RECORDS[topic.record])}.json"
    return {
        "name": topic.record,
        "title": topic.record,
        "summary": topic.description,
        "contentType": "application/json",
        "headers": {
            "type": "object",
            "properties": {name: {"type": "string", "description": says} for name, says in topic.headers.items()},
        },
        "payload": {"schemaFormat": SCHEMA_FORMAT, "schema": {"$ref": newest}},
        "bindings": {
            "kafka": {"key": {"type": "string", "description": topic.key}, "bindingVersion": BINDING_VERSION},
        },
    }
