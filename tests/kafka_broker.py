"""A real Kafka broker for tests, or a reason to skip."""

import os
import secrets
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import pytest

from deploy.kafka.broker import Broker
from deploy.kafka.cluster import Cluster
from deploy.kafka.runtime import NoBrokerError

PACKAGES = ("cramjam", "confluent_kafka")
"""Compression zstd, and the independent client."""


Kafka = TypeVar("Kafka", Broker, Cluster)


@contextmanager
def running_kafka(kafka: Kafka) -> Iterator[Kafka]:
    """Runs with the block. Where it cannot be had: a skip with the reason, or a failure in CI."""
    if missing := [name for name in PACKAGES if find_spec(name) is None]:
        give_up(f"not installed: {', '.join(missing)}")
    try:
        try:
            kafka.start()
        except NoBrokerError as error:
            give_up(str(error))
        yield kafka
    finally:
        kafka.kill()


def running_broker(folder: Path) -> AbstractContextManager[Broker]:
    """One node, for a test that harms it; see ``running_kafka``."""
    return running_kafka(Broker(folder))


def read_with_librdkafka(servers: str, topic: str, n: int) -> list[tuple[str, str]]:
    """Keys and values that a read_committed consumer of another make sees: ``n``, and all that come in the second after."""
    return [(message.key().decode(), message.value().decode()) for message in _messages(servers, topic, n)]


def read_ids_with_librdkafka(servers: str, topic: str, n: int) -> list[str]:
    """The same records' ``ce_id``."""
    return [dict(message.headers())["ce_id"].decode() for message in _messages(servers, topic, n)]


def _messages(servers: str, topic: str, n: int) -> list[Any]:
    import confluent_kafka  # noqa: PLC0415 (a test without a broker must be able to say why it is skipped)

    consumer = confluent_kafka.Consumer(
        {
            "bootstrap.servers": servers,
            "group.id": secrets.token_hex(4),
            "isolation.level": "read_committed",
            "auto.offset.reset": "earliest",
            "enable.auto.commit": False,
        }
    )
    consumer.subscribe([topic])
    found: list[Any] = []
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        message = consumer.poll(0.2)
        if message is None:
            continue
        assert message.error() is None
        found.append(message)
        if len(found) == n:
            deadline = time.monotonic() + 1
    consumer.close()
    return found


def give_up(reason: str) -> NoReturn:
    """Skip the test; in CI, where everything must be there, fail it."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"no Kafka broker: {reason}")
    pytest.skip(f"no Kafka broker: {reason}")
