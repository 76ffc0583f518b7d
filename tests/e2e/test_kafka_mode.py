"""The daemon with its topics in a real Kafka: whole, and split over processes that share a PostgreSQL."""

import secrets
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from deploy.kafka.broker import Broker
from tests.e2e.conftest import Cli, write_feed_list
from tests.e2e.test_daemon import put_outlet
from tests.kafka_broker import read_ids_with_librdkafka
from tests.site import Site

OUTLETS = 4
ARTICLES = 6


@pytest.fixture
def kafka_cli(cli: Cli, kafka: Broker) -> Cli:
    """The command line, led to Kafka, with a prefix of its own."""
    cli.environment = cli.environment | {
        "CONFLICTWIRE_KAFKA__BOOTSTRAP_SERVERS": kafka.bootstrap_servers,
        "CONFLICTWIRE_KAFKA__PREFIX": f"{secrets.token_hex(6)}.",
    }
    return cli


def expected_urls() -> set[str]:
    """Every article of the outlets."""
    return {f"http://outlet{i}.example/news/{i * 100 + n}" for i in range(OUTLETS) for n in range(ARTICLES)}


@pytest.fixture
def feeds(site: Site, tmp_path: Path) -> str:
    """A list of the outlets' feeds."""
    urls = [put_outlet(site, f"outlet{i}.example", range(i * 100, i * 100 + ARTICLES)) for i in range(OUTLETS)]
    return write_feed_list(tmp_path / "feeds.toml", *urls)


@pytest.mark.timeout(300)
def test_a_run_brings_everything_through_kafka_once(kafka_cli: Cli, kafka: Broker, feeds: str) -> None:
    """Articles and events stand in Kafka, each once, also for a client of another make; a second run adds nothing."""
    kafka_cli.run("run", "--once", "--feeds", feeds)
    articles = kafka_cli.records("news.articles.v1")
    assert sorted(record["value"]["url"] for record in articles) == sorted(expected_urls())
    events = kafka_cli.records("conflict.events.v1")
    assert {record["value"]["url"] for record in events} == expected_urls()
    kafka_cli.run("run", "--once")
    prefix = kafka_cli.environment["CONFLICTWIRE_KAFKA__PREFIX"]
    seen = read_ids_with_librdkafka(kafka.bootstrap_servers, prefix + "conflict.events.v1", len(events))
    assert sorted(seen) == sorted({record["headers"]["ce_id"] for record in events})
    assert kafka_cli.status()["entries"]["by_outcome"] == {"article": len(articles)}
    assert "all topics are there" in kafka_cli.run("doctor").stdout


@contextmanager
def running(cli: Cli, *arguments: str, **environment: str) -> Iterator[subprocess.Popen[str]]:
    """A daemon that is stopped in order with the block."""
    daemon = cli.start(*arguments, **environment)
    try:
        yield daemon
        daemon.send_signal(signal.SIGTERM)
        _, said = daemon.communicate(timeout=60)
        assert daemon.returncode == 0, said
    finally:
        daemon.kill()
        daemon.communicate()


@pytest.mark.timeout(400)
def test_two_ingest_and_two_processors_share_the_work(kafka_cli: Cli, site: Site, feeds: str, postgresql_url: str) -> None:
    """One PostgreSQL, one Kafka, four processes: no host is asked twice at once, every article and event is there once."""
    engine = create_engine(postgresql_url)
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
    for answer in site.answers.values():
        answer.delay_s = 0.05
    here = {"CONFLICTWIRE_DATABASE__URL": postgresql_url}
    kafka_cli.environment |= here
    with ExitStack() as stack:
        first = stack.enter_context(running(kafka_cli, "run", "--only", "ingest", "--feeds", feeds))
        others = [stack.enter_context(running(kafka_cli, "run", "--only", half)) for half in ("process", "ingest", "process")]
        deadline = time.monotonic() + 300
        while any(site.requests[url.removeprefix("http://")] == 0 for url in expected_urls()):
            assert time.monotonic() < deadline, [process.poll() for process in (first, *others)]
            time.sleep(0.1)
        found: list[str] = []
        while set(found) != expected_urls():
            assert time.monotonic() < deadline, (len(found), [p.poll() for p in (first, *others)])
            found = [record["value"]["url"] for record in kafka_cli.records("conflict.events.v1")]
    events = kafka_cli.records("conflict.events.v1")
    ids = [record["headers"]["ce_id"] for record in events]
    assert len(ids) == len(set(ids))
    articles = [record["value"]["url"] for record in kafka_cli.records("news.articles.v1")]
    assert sorted(articles) == sorted(expected_urls())
    assert set(site.most_at_once.values()) == {1}


def test_settings_of_kafka_are_checked_before_work_starts(cli: Cli) -> None:
    """All mistakes at once; a password in a URL is not repeated."""
    said = cli.run(
        "run",
        exit_code=3,
        CONFLICTWIRE_KAFKA__BOOTSTRAP_SERVERS="nowhere",
        CONFLICTWIRE_KAFKA__PARTITIONS="0",
        CONFLICTWIRE_DATABASE__URL="mysql://user:secret@host/db",
    ).stderr
    assert all(name in said for name in ("kafka.bootstrap_servers", "kafka.partitions", "database.url"))
    assert "secret" not in said
    said = cli.run(
        "run",
        exit_code=3,
        CONFLICTWIRE_KAFKA__BOOTSTRAP_SERVERS="h:9092",
        CONFLICTWIRE_KAFKA__SECURITY_PROTOCOL="SASL_SSL",
        CONFLICTWIRE_KAFKA__CA_FILE="/no/such/file",
    ).stderr
    assert all(words in said for words in ("needs username", "needs password_file", "/no/such/file cannot be read"))
