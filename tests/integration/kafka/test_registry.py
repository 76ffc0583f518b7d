"""Values with the ids of schemas: registered at a registry, published to a real broker, read by clients of other makes."""

import asyncio
import json
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import jsonschema
import pytest

from deploy.kafka.broker import Broker
from ingest.errors import FatalError, RetryLater
from ingest.settings import KafkaSettings
from ingest.streams.envelope import article_record, event_record
from ingest.streams.kafka import KafkaConnection, KafkaStream, apply_topics
from ingest.streams.kafka.registry import SchemaRegistry, unframed
from ingest.streams.topics import ARTICLES, EVENTS, TOPICS
from processors.records.schema import json_schema
from tests.schema_registry import StandIn, real_registry, stand_in
from tests.unit.records.test_codec import ARTICLE, EVENT

RECORDS = (article_record(ARTICLE), event_record(EVENT, ARTICLE.fetched_at))


@pytest.fixture
def registry() -> Iterator[StandIn]:
    """The stand-in."""
    with stand_in() as registry:
        yield registry


def values_of(servers: str, *topics: str) -> dict[str, bytes]:
    """The one value of each topic, as librdkafka reads it."""
    import confluent_kafka  # noqa: PLC0415 (a test without a broker must be able to say why it is skipped)

    consumer = confluent_kafka.Consumer(
        {"bootstrap.servers": servers, "group.id": secrets.token_hex(4), "auto.offset.reset": "earliest"}
    )
    consumer.subscribe(list(topics))
    found: dict[str, bytes] = {}
    while len(found) < len(topics):
        message = consumer.poll(30)
        assert message is not None
        assert message.error() is None
        found[message.topic()] = message.value()
    consumer.close()
    return found


async def published(kafka: Broker, url: str) -> tuple[KafkaConnection, dict[str, bytes]]:
    """Publish with a registry; return what stands in the topics, by their names without the prefix."""
    prefix = f"{secrets.token_hex(6)}."
    connection = KafkaConnection.of(
        KafkaSettings(bootstrap_servers=kafka.bootstrap_servers, prefix=prefix, schema_registry_url=url)
    )
    await apply_topics(connection, TOPICS)
    stream = KafkaStream(connection)
    await stream.publish(RECORDS)
    await stream.close()
    names = [prefix + topic.name for topic in (ARTICLES, EVENTS)]
    values = await asyncio.to_thread(values_of, kafka.bootstrap_servers, *names)
    return connection, {name.removeprefix(prefix): value for name, value in values.items()}


async def test_each_value_carries_the_id_of_its_schema(kafka: Broker, registry: StandIn) -> None:
    """The document is behind it, and valid by the schema with that id; our own reader gives the document alone."""
    connection, values = await published(kafka, registry.url)
    for record in RECORDS:
        value = values[record.topic]
        assert value[:1] == b"\0"
        assert value[5:] == record.value
        schema = registry.schemas[f"{connection.prefix}{record.topic}-value"][int.from_bytes(value[1:5], "big")]
        assert jsonschema.Draft202012Validator(schema).is_valid(json.loads(value[5:]))
    stream = KafkaStream(connection)
    partitions = await stream.offsets(EVENTS.name)
    read = [await stream.read(EVENTS.name, partition, 0, max_records=1) for partition in partitions]
    assert [record.value for page in read for record in page] == [RECORDS[1].value]
    await stream.close()


async def test_a_registry_that_is_away_delays_publication(kafka: Broker, registry: StandIn) -> None:
    """Nothing is published without its id; once the registry answers, it goes on."""
    connection = KafkaConnection(
        kafka.bootstrap_servers, prefix=f"{secrets.token_hex(6)}.", registry=SchemaRegistry(registry.url)
    )
    await apply_topics(connection, TOPICS)
    stream = KafkaStream(connection, give_up_s=0.3)
    registry.fault = 503
    with pytest.raises(RetryLater, match="registry_unavailable"):
        await stream.publish(RECORDS)
    registry.fault = None
    await stream.publish(RECORDS)
    await stream.close()
    values = await asyncio.to_thread(values_of, kafka.bootstrap_servers, connection.prefix + ARTICLES.name)
    assert unframed(values[connection.prefix + ARTICLES.name]) == RECORDS[0].value


async def test_schemas_are_registered_once_in_the_life_of_a_process(registry: StandIn) -> None:
    """However many producers start, at the same time too."""
    schemas = SchemaRegistry(registry.url, prefix="p.")
    await asyncio.gather(*(schemas.register() for _ in range(5)))
    assert registry.requests == len(TOPICS)
    assert registry.schemas.keys() == {f"p.{name}-value" for name in TOPICS}
    assert (
        schemas.framed(ARTICLES.name, b"{}")
        == b"\0" + min(registry.schemas[f"p.{ARTICLES.name}-value"]).to_bytes(4, "big") + b"{}"
    )
    assert schemas.framed("conflictwire.positions.v1", b"[]") == b"[]"
    assert schemas.framed(ARTICLES.name, b"") == b""


@pytest.mark.parametrize("status", [409, 422, 404])
async def test_a_registry_that_refuses_a_schema_is_fatal(registry: StandIn, status: int) -> None:
    """A person must decide: the message names the subject and what the registry said."""
    registry.fault = status
    with pytest.raises(FatalError, match=f"refuses news.articles.v1-value: HTTP {status}.*as told"):
        await SchemaRegistry(registry.url).register()


async def test_a_registry_may_want_a_login(registry: StandIn, tmp_path: Path) -> None:
    """The password comes as a file; a wrong one is fatal, nobody there is not."""
    registry.login = "desk:secret"
    (tmp_path / "password").write_text("secret\n")
    await SchemaRegistry(registry.url, username="desk", password_file=tmp_path / "password").register()
    with pytest.raises(FatalError, match="HTTP 401"):
        await SchemaRegistry(registry.url).register()
    with pytest.raises(RetryLater, match="registry_unavailable"):
        await SchemaRegistry("http://127.0.0.1:9", timeout_s=1).register()


@pytest.mark.parametrize(
    ("value", "document"), [(b"\0\0\0\0\7{}", b"{}"), (b"{}", b"{}"), (b"", b""), (b"\0\0\0\0\7", b"\0\0\0\0\7")]
)
def test_a_reader_takes_values_with_and_without_ids(value: bytes, document: bytes) -> None:
    """Topics hold both after the setting was changed."""
    assert unframed(value) == document


@pytest.mark.timeout(300)
async def test_a_real_registry_knows_what_was_published(kafka: Broker) -> None:
    """Apicurio Registry: the schema that it gives for a value's id is ours, and the value is valid by it."""
    with real_registry() as url:
        _, values = await published(kafka, url)
        for record, kind in zip(RECORDS, (type(ARTICLE), type(EVENT)), strict=True):
            number = int.from_bytes(values[record.topic][1:5], "big")
            answer = await asyncio.to_thread(_get, f"{url}/schemas/ids/{number}")
            schema = json.loads(answer["schema"])
            assert schema == json_schema(kind)
            assert jsonschema.Draft202012Validator(schema).is_valid(json.loads(values[record.topic][5:]))


def _get(url: str) -> Any:
    return httpx2.get(url, timeout=30, trust_env=False).raise_for_status().json()
