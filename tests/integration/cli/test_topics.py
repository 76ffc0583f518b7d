"""The commands of topics, on a real broker."""

import json
import secrets
from pathlib import Path

import pytest
import yaml

from deploy.kafka.broker import Broker
from ingest.settings import KafkaSettings
from ingest.streams.topics import INTERNAL, KAFKA_PARTITIONS, TOPICS
from tests.integration.cli.runner import Runner


@pytest.fixture
def runner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Runner:
    """Runs commands without any settings."""
    return Runner(tmp_path, monkeypatch)


def test_a_difference_is_exit_code_6_until_it_is_applied(runner: Runner, kafka: Broker) -> None:
    """Diff changes nothing, apply does, and then there is no difference."""
    prefix = f"{secrets.token_hex(6)}."
    runner.set("KAFKA__BOOTSTRAP_SERVERS", kafka.bootstrap_servers)
    runner.set("KAFKA__PREFIX", prefix)
    names = {prefix + name for name in (*TOPICS, *INTERNAL)}
    for _ in range(2):
        lines = runner.run("topics", "diff", "--json", exit_code=6).splitlines()
        assert {(each["topic"], each["change"]) for each in map(json.loads, lines)} == {(name, "create") for name in names}
    assert f"create    {prefix}news.articles.v1  6 partitions, cleanup.policy=delete" in runner.run("topics", "apply")
    assert runner.run("topics", "diff") == "Kafka's topics are those of the manifest.\n"
    runner.set("KAFKA__PARTITIONS", "8")
    assert f"widen     {prefix}news.dlq.v1  6 → 8 partitions" in runner.run("topics", "diff", exit_code=6)


def test_a_broker_that_is_away_is_a_failure_and_no_difference(runner: Runner) -> None:
    """Exit code 1; and without a broker in the settings, those are wrong."""
    runner.run("topics", "diff", exit_code=3)
    runner.set("KAFKA__BOOTSTRAP_SERVERS", "127.0.0.1:9")
    runner.set("KAFKA__REQUEST_TIMEOUT_S", "1")
    runner.run("topics", "diff", exit_code=1)
    runner.run("topics", "apply", exit_code=1)


def test_the_manifest_is_listed_with_this_installations_names(runner: Runner) -> None:
    """Prefix and partitions are the settings'; their default is the manifest's."""
    runner.set("KAFKA__PREFIX", "desk.")
    rows = {row["topic"]: row for row in map(json.loads, runner.run("topics", "list", "--json").splitlines())}
    assert rows.keys() == {f"desk.{name}" for name in (*TOPICS, *INTERNAL)}
    assert rows["desk.conflict.events.v1"] == {
        "topic": "desk.conflict.events.v1",
        "key": "story id",
        "record": "ConflictEvent",
        "partitions": KAFKA_PARTITIONS,
        "kept": "365 days",
    }
    assert KafkaSettings().partitions == KAFKA_PARTITIONS
    assert "desk.news.dlq.v1" in runner.run("topics", "list")


def test_the_manifest_is_exported_with_this_installations_names(runner: Runner) -> None:
    """For AsyncAPI and Strimzi."""
    runner.set("KAFKA__PREFIX", "desk.")
    runner.set("KAFKA__BOOTSTRAP_SERVERS", "one.example:9093,two.example:9093")
    document = json.loads(runner.run("topics", "export", "asyncapi", "--schemas", "https://desk.example/schemas"))
    assert document["servers"]["kafka"]["host"] == "one.example:9093"
    message = document["components"]["messages"]["news.articles.v1"]
    assert message["payload"]["schema"]["$ref"] == "https://desk.example/schemas/Article/1.0.json"
    resources = list(yaml.safe_load_all(runner.run("topics", "export", "strimzi", "--cluster", "main", "--replicas", "2")))
    assert {resource["metadata"]["name"] for resource in resources} == {f"desk.{name}" for name in (*TOPICS, *INTERNAL)}
    assert {(each["metadata"]["labels"]["strimzi.io/cluster"], each["spec"]["replicas"]) for each in resources} == {("main", 2)}
