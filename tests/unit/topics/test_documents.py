"""What is generated from the manifest is what the tools of others take."""

import gzip
import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from ingest.streams.asyncapi import asyncapi_document
from ingest.streams.strimzi import strimzi_resources
from ingest.streams.topics import INTERNAL, TOPICS, Topic

ROOT = Path(__file__).parents[3]
OFFICIAL = Path(__file__).with_name("asyncapi-3.0.0.json.gz")
"""The AsyncAPI initiative's own JSON Schema (npm package @asyncapi/specs 6.11.1, Apache-2.0), as it is, packed."""


def document() -> Any:
    """The committed AsyncAPI document."""
    return json.loads((ROOT / "docs/asyncapi.json").read_text())


def official() -> jsonschema.Draft7Validator:
    """A validator of AsyncAPI documents."""
    schema = json.loads(gzip.decompress(OFFICIAL.read_bytes()))
    # The id that it gives its own dialect has no "#": the library would look for that dialect elsewhere.
    return jsonschema.Draft7Validator(schema | {"$schema": "http://json-schema.org/draft-07/schema#"})


def test_the_asyncapi_document_is_valid_by_the_official_schema() -> None:
    """No error at any depth."""
    assert [error.message for error in official().iter_errors(document())] == []


def test_the_official_schema_refuses_a_document_with_a_mistake() -> None:
    """The judge is awake: a misspelt action, a misspelt binding."""
    wrong = document()
    next(iter(wrong["operations"].values()))["action"] = "publish"
    assert not official().is_valid(wrong)
    wrong = document()
    next(iter(wrong["channels"].values()))["bindings"]["kafka"]["partition"] = 3
    assert not official().is_valid(wrong)


def test_every_reference_of_the_asyncapi_document_leads_somewhere() -> None:
    """Inside the document, or to a committed schema."""
    text = document()
    for target in re.findall(r'"\$ref": "([^"]+)"', json.dumps(text)):
        path, _, inside = target.partition("#")
        node = json.loads((ROOT / "docs" / path).read_text()) if path else text
        for part in inside.split("/")[1:]:
            node = node[part]
        assert node


def test_a_channel_says_what_the_manifest_says() -> None:
    """Every published topic is there, with its prefix, key, partitions and headers."""
    text = asyncapi_document(TOPICS.values(), "s", server="broker:1", prefix="desk.")
    assert {name: channel["address"] for name, channel in text["channels"].items()} == {name: f"desk.{name}" for name in TOPICS}
    for name, topic in TOPICS.items():
        message = text["components"]["messages"][name]
        assert message["bindings"]["kafka"]["key"]["description"] == topic.key
        assert set(message["headers"]["properties"]) == set(topic.headers)
        assert text["channels"][name]["bindings"]["kafka"]["partitions"] == topic.kafka_partitions


def test_the_strimzi_resources_are_kafka_topics_of_the_manifest() -> None:
    """As many as there are topics, each with the settings that ``topics apply`` makes; names that Kubernetes takes."""
    resources = list(yaml.safe_load_all((ROOT / "deploy/strimzi/topics.yaml").read_text()))
    topics = [*TOPICS.values(), *INTERNAL.values()]
    assert [resource["metadata"]["name"] for resource in resources] == [topic.name for topic in topics]
    for resource, topic in zip(resources, topics, strict=True):
        assert (resource["apiVersion"], resource["kind"]) == ("kafka.strimzi.io/v1", "KafkaTopic")
        assert re.fullmatch(r"[a-z0-9]([-.a-z0-9]*[a-z0-9])?", resource["metadata"]["name"])
        assert resource["spec"]["partitions"] == (topic.kafka_partitions or 1)
        assert {name: str(value) for name, value in resource["spec"]["config"].items()} == topic.kafka_config


def test_strimzi_resources_take_an_installations_names() -> None:
    """Prefix, cluster and copies are the operator's."""
    resource = yaml.safe_load(strimzi_resources([Topic("t.v1", key="k", record="R")], "desk.", "main", 5))
    assert resource["metadata"] == {"name": "desk.t.v1", "labels": {"strimzi.io/cluster": "main"}}
    assert resource["spec"]["replicas"] == 5


@pytest.mark.parametrize("topic", TOPICS.values(), ids=TOPICS)
def test_a_topic_carries_its_major_version(topic: Topic) -> None:
    """What breaks readers gets a new topic."""
    document = json.loads((ROOT / f"schemas/{topic.record}/1.0.json").read_text())
    assert re.fullmatch(document["properties"]["schema_version"]["pattern"], "1.0")
    assert topic.name.endswith(".v1")


def test_a_compacted_topic_has_no_retention() -> None:
    """It keeps the newest record of each key for ever."""
    compacted = [topic for topic in (*TOPICS.values(), *INTERNAL.values()) if topic.compacted]
    assert {topic.kafka_config["cleanup.policy"] for topic in compacted} == {"compact"}
    assert not any("retention.ms" in topic.kafka_config for topic in compacted)
