"""What the broker for tests is made of."""

import shutil
from pathlib import Path

import pytest

from deploy.kafka import broker
from deploy.kafka.broker import Broker, NoBrokerError, bring_jars


def test_the_versions_agree() -> None:
    """The script's version is that of the Maven project and of the listed jars."""
    assert (broker.HERE / "pom.xml").read_text().count(f"<version>{broker.VERSION}</version>") == 2
    assert f"kafka-server-{broker.VERSION}.jar" in (broker.HERE / "jars.sha256").read_text()


@pytest.mark.usefixtures("kafka")
def test_a_jar_that_is_not_the_listed_one_is_refused(tmp_path: Path) -> None:
    """Changed, missing or added: it is named."""
    folder = tmp_path / f"kafka-{broker.VERSION}"
    shutil.copytree(bring_jars(), folder)
    assert bring_jars(tmp_path) == folder
    (folder / "snakeyaml-2.5.jar").write_bytes(b"something else")
    (folder / "another.jar").write_bytes(b"")
    with pytest.raises(NoBrokerError, match=r"another\.jar, snakeyaml-2\.5\.jar"):
        bring_jars(tmp_path)


def test_a_port_in_use_is_said(kafka: Broker, tmp_path: Path) -> None:
    """The broker does not come up; the message names its log."""
    second = Broker(tmp_path, int(kafka.bootstrap_servers.rpartition(":")[2]))
    with pytest.raises(NoBrokerError, match=r"broker\.log"):
        second.start()
