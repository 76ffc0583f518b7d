"""The Kafka Connect samples: the sink to PostgreSQL runs in a real worker, into a real PostgreSQL."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import psycopg
import pytest

from deploy.kafka.broker import Broker
from deploy.kafka.runtime import HERE, kafka_jars
from tests.integration.subscribers.running import SAMPLES, running
from tests.integration.subscribers.scenario import published
from tests.jars import jars_of, java

CONNECT = SAMPLES / "connect"
PLUGINS = Path(__file__).with_name("connect")
LOG_CONFIGURATION = HERE / "log4j2.properties"
ROWS_TIMEOUT_S = 150.0


@pytest.fixture
async def postgresql_port(postgresql_url: str) -> AsyncIterator[int]:
    """A port on loopback that leads to the tests' PostgreSQL, which listens on a socket of the file system only."""
    (folder,) = parse_qs(urlsplit(postgresql_url).query)["host"]
    (socket,) = (path for path in Path(folder).glob(".s.PGSQL.*") if path.is_socket())  # noqa: ASYNC240 (a folder of two files)
    pipes: set[asyncio.Task[None]] = set()

    async def pipe(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while data := await reader.read(65_536):
            writer.write(data)
            await writer.drain()
        writer.close()

    async def connect(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        its_reader, its_writer = await asyncio.open_unix_connection(socket)
        pipes.update((asyncio.ensure_future(pipe(reader, its_writer)), asyncio.ensure_future(pipe(its_reader, writer))))

    server = await asyncio.start_server(connect, "127.0.0.1", 0)
    yield server.sockets[0].getsockname()[1]
    server.close()
    await asyncio.gather(*pipes, return_exceptions=True)


@pytest.mark.timeout(400)
async def test_the_sink_to_postgresql_keeps_every_revision_once(
    kafka: Broker, postgresql_url: str, postgresql_port: int, tmp_path: Path
) -> None:
    """The table holds each committed revision, the view the newest of each event that was not retracted."""
    plugins, url = jars_of(PLUGINS), postgresql_url.replace("+psycopg", "")
    with closing(psycopg.connect(url, autocommit=True)) as database:
        database.execute("DROP VIEW IF EXISTS conflict_events_now")
        database.execute("DROP TABLE IF EXISTS conflict_events")
        database.execute((CONNECT / "postgresql.sql").read_bytes())
        async with (
            published(kafka) as scenario,
            _worker(scenario.topic, scenario.environment, plugins, postgresql_port, tmp_path),
        ):
            revisions = [
                "elsewhere-1",
                "kept-1",
                "late-1",
                "late-2",
                "lowered-1",
                "lowered-2",
                "mended-1",
                "mended-2",
                "mended-3",
            ]
            assert await _rows(database, "SELECT ce_id FROM conflict_events", len(revisions)) == revisions
            await scenario.end_the_open_transaction()
            assert await _rows(database, "SELECT ce_id FROM conflict_events", len(revisions) + 1) == sorted(
                ["behind-1", *revisions]
            )
        now = "SELECT event_id || ' ' || revision || ' ' || coalesce(country, '') FROM conflict_events_now"
        assert await _rows(database, now, 5) == ["behind 1 UKR", "elsewhere 1 SDN", "kept 1 UKR", "late 2 UKR", "lowered 2 UKR"]


@asynccontextmanager
async def _worker(topic: str, environment: dict[str, str], plugins: Path, port: int, folder: Path) -> AsyncIterator[None]:
    """A worker with the sample's files, led to the test's servers."""
    properties = (CONNECT / "worker.properties").read_text()
    for name, value in (
        ("plugin.path=plugins", f"plugin.path={folder / 'plugins'}"),
        ("127.0.0.1:8083", "127.0.0.1:0"),
        ("=connect.offsets", f"={folder / 'connect.offsets'}"),
    ):
        assert name in properties
        properties = properties.replace(name, value)
    (folder / "plugins").mkdir()
    (folder / "plugins" / "debezium-connector-jdbc").symlink_to(plugins)
    (folder / "worker.properties").write_text(properties)
    connector = json.loads((CONNECT / "postgresql.json").read_text())
    connector["config"] |= {
        "topics": topic,
        "connection.url": f"jdbc:postgresql://127.0.0.1:{port}/postgres?stringtype=unspecified",
        "connection.username": "postgres",
    }
    (folder / "connector.json").write_text(json.dumps(connector))
    log = (LOG_CONFIGURATION.read_text() + "\nappender.stdout.target = SYSTEM_ERR\n").replace("INFO", "WARN")
    (folder / "log4j2.properties").write_text(log)
    options = [f"-Dlog4j2.configurationFile={folder / 'log4j2.properties'}", "-cp", f"{kafka_jars()}/*"]
    command = [java(), *options, "org.apache.kafka.connect.cli.ConnectStandalone"]
    files = [folder / "worker.properties", folder / "connector.json"]
    async with running(*command, *files, environment=environment | {"POSTGRES_PASSWORD": "none"}, folder=folder):
        yield


async def _rows(database: "psycopg.Connection[tuple[str]]", query: str, n: int) -> list[str]:
    """The rows of a query, sorted, once there are so many."""
    async with asyncio.timeout(ROWS_TIMEOUT_S):
        while len(rows := database.execute(query.encode()).fetchall()) < n:  # noqa: ASYNC110 (the worker tells nobody)
            await asyncio.sleep(0.1)
    return sorted(row[0] for row in rows)
