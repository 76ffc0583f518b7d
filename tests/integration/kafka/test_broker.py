"""What the brokers for tests are made of, and that they end."""

import os
import secrets
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import confluent_kafka.admin
import pytest

from deploy.kafka.broker import Broker
from deploy.kafka.cluster import Cluster
from deploy.kafka.jars import NoJarsError, bring_jars
from deploy.kafka.runtime import HERE, VERSION, NoBrokerError, java
from deploy.kafka.tied_process import TiedProcess
from ingest.streams.kafka import KafkaConnection, apply_topics
from ingest.streams.protocol import Record
from ingest.streams.topics import Topic

TOPIC = Topic("t.v1", key="k", record="R", partitions=3)


def test_the_versions_agree() -> None:
    """The script's version is that of the Maven project and of the listed jars."""
    assert (HERE / "pom.xml").read_text().count(f"<version>{VERSION}</version>") == 2
    assert f"org.apache.kafka:kafka-server:{VERSION}\n" in (HERE / "jars.sha256").read_text()


@pytest.mark.usefixtures("kafka")
def test_a_jar_that_is_not_the_listed_one_is_refused(tmp_path: Path) -> None:
    """Changed, missing or added: it is named."""
    folder = tmp_path / bring_jars(HERE).name
    shutil.copytree(bring_jars(HERE), folder)
    assert bring_jars(HERE, tmp_path) == folder
    (folder / "snakeyaml-2.5.jar").write_bytes(b"something else")
    (folder / "another.jar").write_bytes(b"")
    with pytest.raises(NoJarsError, match=r"another\.jar, snakeyaml-2\.5\.jar"):
        bring_jars(HERE, tmp_path)


def test_jars_that_cannot_be_downloaded_are_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And nothing of them is left."""
    monkeypatch.setenv("M2_REPO", str(tmp_path / "repository"))
    monkeypatch.setenv("https_proxy", "http://127.0.0.1:9")
    (tmp_path / "jars.sha256").write_text("00  no.such:jar:1\n")
    with pytest.raises(NoJarsError, match="cannot be downloaded"):
        bring_jars(tmp_path, tmp_path / "cache")
    assert list((tmp_path / "cache").iterdir()) == []


@pytest.mark.usefixtures("kafka")
def test_a_java_that_is_too_old_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The one from the package registry is taken where it is installed, and asked for where it is not."""
    old = tmp_path / "java"
    old.write_text("#!/bin/sh\necho 'openjdk version \"11.0.2\"' >&2\n")
    old.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    try:
        assert java() != str(old)
    except NoBrokerError as error:
        assert "Java 17 or newer" in str(error)  # noqa: PT017 (which of the two depends on the machine)


def test_a_port_in_use_is_said(kafka: Broker, tmp_path: Path) -> None:
    """The broker does not come up; the message names its log."""
    second = Broker(tmp_path, int(kafka.bootstrap_servers.rpartition(":")[2]))
    with pytest.raises(NoBrokerError, match=r"broker\.log"):
        second.start()


def test_a_process_ends_with_the_one_that_started_it_however_that_ends(tmp_path: Path) -> None:
    """``kill -9`` too, which leaves no time to clean up."""
    program = f"""
from pathlib import Path
from deploy.kafka.tied_process import TiedProcess
child = TiedProcess(["sleep", "600"], Path({str(tmp_path / "log")!r}))
child.pause()
print(child.pid, flush=True)
child.wait()
"""
    parent = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, cwd=HERE.parents[1])
    assert parent.stdout is not None
    pid = int(parent.stdout.readline())
    os.kill(pid, 0)
    parent.kill()
    parent.communicate()
    wait_until_gone(pid)


def test_a_process_that_is_killed_takes_its_watch_with_it(tmp_path: Path) -> None:
    """Nothing of it is left, and its number may go to another."""
    process = TiedProcess(["sleep", "600"], tmp_path / "log")
    watch = process.tie.pid
    process.kill()
    assert not process.running
    wait_until_gone(watch)
    assert TiedProcess(["sh", "-c", "exit 3"], tmp_path / "log").wait() == 3


def wait_until_gone(pid: int) -> None:
    """A process that is not a child of ours: nobody tells."""
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return
        if Path(f"/proc/{pid}/stat").exists() and Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
            return
        time.sleep(0.01)
    os.kill(pid, signal.SIGKILL)
    pytest.fail("it is still there")


async def test_three_nodes_copy_each_others_records_and_one_may_be_away(kafka_cluster: Cluster) -> None:
    """Written with acknowledgements of a majority, read through the nodes that are left."""
    prefix = secrets.token_hex(6) + "."
    await apply_topics(KafkaConnection(kafka_cluster.bootstrap_servers, prefix=prefix), {TOPIC.name: TOPIC})
    assert replicas(kafka_cluster, prefix + TOPIC.name) == {(1, 2, 3)}
    first, *_ = kafka_cluster.brokers
    first.kill()
    assert not first.running
    try:
        produce(kafka_cluster, [Record(prefix + TOPIC.name, str(i), b"{}") for i in range(30)])
    finally:
        first.start()


def replicas(cluster: Cluster, topic: str) -> set[tuple[int, ...]]:
    """The nodes that hold the partitions of a topic, once the node that is asked has heard of it."""
    admin = confluent_kafka.admin.AdminClient({"bootstrap.servers": cluster.bootstrap_servers})
    deadline = time.monotonic() + 10
    while not (partitions := admin.list_topics(topic, timeout=10).topics[topic].partitions) and time.monotonic() < deadline:
        time.sleep(0.1)  # a node that did not make the topic hears of it a moment later, and tells nobody
    return {tuple(sorted(partition.replicas)) for partition in partitions.values()}


def produce(cluster: Cluster, records: list[Record]) -> None:
    """Write, and wait for the acknowledgement of each."""
    errors: list[object] = []
    producer = confluent_kafka.Producer({"bootstrap.servers": cluster.bootstrap_servers, "acks": "all"})
    for record in records:
        producer.produce(record.topic, record.value, record.key, on_delivery=lambda error, _: errors.append(error))
    assert producer.flush(30) == 0
    assert errors == [None] * len(records)
