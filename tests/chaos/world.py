"""A whole installation on this machine that can be harmed: outlets, PostgreSQL, Kafka, daemons, a subscriber of another make."""

import os
import secrets
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from sqlalchemy import create_engine, select

from deploy.kafka.broker import Broker
from deploy.kafka.cluster import Cluster
from deploy.kafka.properties import Listener, free_ports
from ingest.database.tables import log
from ingest.stages import work
from ingest.streams.envelope import event_record
from ingest.streams.topics import ARTICLES, EVENTS, STORIES
from ingest.streams.topics import TOPICS as PUBLISHED
from processors.records import Article, Band
from processors.records.codec import decode
from tests.chaos.daemon import SETTINGS, Daemon
from tests.chaos.findings import Findings, compare, event_id, events_told, of
from tests.chaos.newsroom import Newsroom
from tests.chaos.postgresql import Postgresql, running_postgresql
from tests.chaos.proxy import Proxy, proxied
from tests.chaos.reader import Reader, Seen, background, read_to_the_end, reading
from tests.e2e.conftest import write_feed_list
from tests.kafka_broker import running_kafka
from tests.site import serve_site

TOPICS = tuple(PUBLISHED)
LOOK_AGAIN_S = 0.2
START_TIMEOUT_S = 120
PROXIED = "PROXIED"


@dataclass
class World:
    """What there is.

    Attributes:
        kafka: The node or nodes; daemons reach a single one through a proxy.
        proxies: In front of Kafka and of PostgreSQL.
        expected_events: The ids of the events of each article that was seen.
    """

    kafka: Broker | Cluster
    postgresql: Postgresql
    proxies: dict[str, Proxy]
    newsroom: Newsroom
    ingests: list[Daemon]
    processors: list[Daemon]
    reader: Reader
    prefix: str
    database_url: str
    expected_events: dict[str, set[str]] = field(default_factory=dict)

    @property
    def daemons(self) -> list[Daemon]:
        """All of them."""
        return [*self.ingests, *self.processors]

    @contextmanager
    def news(self) -> Iterator[None]:
        """Outlets publish during the block."""
        with background(self.newsroom.run):
            try:
                yield
            finally:
                self.newsroom.stop()

    def wait_until(self, is_so: Callable[[], bool], timeout_s: float, what: str) -> float:
        """Wait; return how long it took.

        Raises:
            AssertionError: It did not become so, or a daemon ended by itself.
        """
        started_s = time.monotonic()
        while not is_so():
            self.look_after_daemons()
            assert time.monotonic() - started_s < timeout_s, f"not within {timeout_s:g} s: {what}\n{self.state()}"
            time.sleep(LOOK_AGAIN_S)
        return time.monotonic() - started_s

    def is_ready(self) -> bool:
        """Whether all daemons are."""
        return all(daemon.is_ready for daemon in self.daemons)

    def is_all_there(self) -> bool:
        """Whether every report that came out was seen as an article, with all its events, and these in stories."""
        articles = self.reader.of(ARTICLES.name)
        if len(articles) < len(self.newsroom.published_at_s):
            return False
        expected = set().union(*(self.events_of(article) for article in articles))
        if not expected <= {event.ce_id for event in self.reader.of(EVENTS.name)}:
            return False
        return {event_id(ce_id) for ce_id in expected} <= events_told(self.reader.of(STORIES.name)).keys()

    def look_after_daemons(self) -> None:
        """See that those run that should."""
        for daemon in self.daemons:
            assert daemon.process is None or daemon.running

    def settle(self, timeout_s: float) -> float:
        """Wait until everything is there; return how long it took."""
        return self.wait_until(self.is_all_there, timeout_s, "every report as an article with its events")

    def seen_urls(self) -> set[str]:
        """The reports that the subscriber has seen as articles."""
        return {decode(Article, record.value).url for record in self.reader.of(ARTICLES.name)}

    def article_delays(self) -> list[tuple[float, float]]:
        """For each report that was seen: when it came out, and how long it took to Kafka."""
        published_at_s = self.newsroom.published_at_s
        seen_at_s = {decode(Article, record.value).url: record.at_s for record in self.reader.of(ARTICLES.name)}
        return [(published_at_s[url], at_s - published_at_s[url]) for url, at_s in seen_at_s.items()]

    def coded_at_s(self, *, from_s: float, until_s: float) -> float:
        """When the last event was seen of those articles that were seen in a span of time."""
        seen_at_s = {event.ce_id: event.at_s for event in self.reader.of(EVENTS.name)}
        articles = [article for article in self.reader.of(ARTICLES.name) if from_s <= article.at_s < until_s]
        return max(seen_at_s[ce_id] for article in articles for ce_id in self.events_of(article))

    def events_of(self, record: Seen) -> set[str]:
        """The ids of the events that an article must have: coding is deterministic."""
        if record.ce_id not in self.expected_events:
            article = decode(Article, record.value)
            is_wanted = article.relevance is not None and article.relevance.band is not Band.NO
            events = work.code(article) if is_wanted else ()
            self.expected_events[record.ce_id] = {event_record(each, article.fetched_at).headers["ce_id"] for each in events}
        return self.expected_events[record.ce_id]

    def stop(self) -> None:
        """Stop the daemons in order; each must say that all is well."""
        self.wait_until(self.is_ready, START_TIMEOUT_S, "every daemon ready")
        for daemon in self.daemons:
            process = daemon.running
            code = process.stop(timeout_s=60)
            assert code == 0, f"{daemon.name} ended with {code}:\n{daemon.log_file.read_text()[-2000:]}"
            daemon.process = None

    def findings(self) -> Findings:
        """What is in the topics in the end, read anew from their beginning, against what must be there."""
        records = read_to_the_end(self.kafka.bootstrap_servers, self.prefix, TOPICS)
        expected = set().union(*(self.events_of(article) for article in of(records, ARTICLES.name)))
        found = compare(records, set(self.newsroom.published_at_s), expected, self._log_order())
        return replace(found, duplicates=found.duplicates + self.reader.duplicates())

    def state(self) -> str:
        """For a person who looks why something did not come."""
        lines = [f"published {len(self.newsroom.published_at_s)}"]
        lines += [f"{topic}: {len(self.reader.of(topic))} seen" for topic in TOPICS]
        lines += [f"--- {each.name}\n{each.log_file.read_text()[-1500:]}" for each in self.daemons if each.log_file.exists()]
        return "\n".join(lines)

    def _log_order(self) -> list[tuple[str, str]]:
        """Key and id of each article in the order of the log."""
        engine = create_engine(self.database_url)
        with engine.connect() as connection:
            rows = connection.execute(
                select(log.c.key, log.c.headers).where(log.c.topic == ARTICLES.name).order_by(log.c.partition, log.c.offset)
            ).all()
        engine.dispose()
        return [(row.key, row.headers["ce_id"]) for row in rows]


@contextmanager
def running_world(
    folder: Path,
    *,
    nodes: int = 1,
    ingests: int = 2,
    processors: int = 2,
    outlets: int = 8,
    per_second: float = 4.0,
    **settings: str,
) -> Iterator[World]:
    """Everything runs during the block, and has seen the first report through."""
    with ExitStack() as stack:
        site = stack.enter_context(serve_site())
        newsroom = Newsroom(site, outlets, per_second)
        postgresql = stack.enter_context(running_postgresql(folder / "postgresql"))
        to_postgresql = stack.enter_context(proxied(postgresql.connect))
        proxies = {"postgresql": to_postgresql}
        kafka, servers = _kafka(folder, nodes, proxies, stack)
        database_url = f"postgresql+psycopg://postgres@127.0.0.1:{to_postgresql.port}/postgres"
        prefix = f"{secrets.token_hex(4)}."
        kept = {name: value for name, value in os.environ.items() if not name.startswith("CONFLICTWIRE_")}
        environment = (
            kept
            | site.environment
            | SETTINGS
            | {
                "CONFLICTWIRE_DATA_DIR": str(folder),
                "CONFLICTWIRE_DATABASE__URL": database_url,
                "CONFLICTWIRE_KAFKA__BOOTSTRAP_SERVERS": servers,
                "CONFLICTWIRE_KAFKA__PREFIX": prefix,
            }
            | settings
        )
        feeds = ["--feeds", write_feed_list(folder / "feeds.toml", *newsroom.feeds)]
        halves = [("ingest", ingests, feeds), ("process", processors, [])]
        ports = free_ports(ingests + processors)
        daemons = {
            half: [
                Daemon(f"{half}-{i}", ["run", "--only", half, *more], environment, folder, ports.pop())
                for i in range(1, count + 1)
            ]
            for half, count, more in halves
        }
        reader = stack.enter_context(reading(kafka.bootstrap_servers, prefix, TOPICS))
        world = World(kafka, postgresql, proxies, newsroom, daemons["ingest"], daemons["process"], reader, prefix, database_url)
        stack.callback(_kill_all, world)
        for daemon in world.daemons:
            daemon.start()
        newsroom.publish()
        world.wait_until(world.is_ready, START_TIMEOUT_S, "every daemon ready")
        world.wait_until(world.is_all_there, START_TIMEOUT_S, "the first report as an article with its events")
        yield world


def _kafka(folder: Path, nodes: int, proxies: dict[str, Proxy], stack: ExitStack) -> tuple[Broker | Cluster, str]:
    """Kafka, and where daemons reach it."""
    if nodes > 1:
        cluster = stack.enter_context(running_kafka(Cluster(folder / "kafka", nodes)))
        return cluster, cluster.bootstrap_servers

    def connect() -> socket.socket:
        host, _, port = broker.servers(PROXIED).partition(":")
        return socket.create_connection((host, int(port)))

    proxies["kafka"] = stack.enter_context(proxied(connect))
    through_proxy = Listener(PROXIED, "PLAINTEXT", advertised=f"127.0.0.1:{proxies['kafka'].port}")
    broker = Broker(folder / "kafka", listeners=[through_proxy])
    return stack.enter_context(running_kafka(broker)), f"127.0.0.1:{proxies['kafka'].port}"


def _kill_all(world: World) -> None:
    for daemon in world.daemons:
        if daemon.process is not None:
            daemon.process.kill()
