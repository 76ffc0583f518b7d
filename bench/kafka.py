"""How fast the SQL log goes to a real Kafka: articles a second, and how long a commit takes.

    python bench/kafka.py [--records N] [--batch N] [--bytes N]

A broker of its own on this machine (``deploy/kafka``), one publisher with its log in SQLite, zstd; then a group that consumes
each article and produces an event, in transactions. The text is made of words drawn at random, so that it compresses about as
prose does.
"""

import argparse
import asyncio
import random
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from deploy.kafka.broker import Broker
from deploy.kafka.runtime import NoBrokerError
from ingest.database import Database
from ingest.logs import configure_logs, get_logger
from ingest.settings import LogLevel, LogSettings
from ingest.stages.publish import Publisher, PublishLimits
from ingest.streams.embedded import EmbeddedStream
from ingest.streams.kafka import KafkaConnection, KafkaStream, TransactionalProducer, apply_topics
from ingest.streams.protocol import Record
from ingest.streams.topics import ARTICLES, EVENTS, TOPICS

PARTITIONS = 6
PROCESS_BATCH = 32
COMMITS = 200


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--records", type=int, default=10_000)
    parser.add_argument("--batch", type=int, default=500)
    parser.add_argument("--bytes", type=int, default=4_000)
    arguments = parser.parse_args()
    configure_logs(LogSettings(level=LogLevel.WARNING))
    with tempfile.TemporaryDirectory() as scratch:
        broker = Broker(Path(scratch) / "kafka", java_options=("-Xms256m", "-Xmx512m"))
        try:
            broker.start()
            asyncio.run(measure(broker, Path(scratch), arguments))
        except NoBrokerError as error:
            parser.exit(1, f"{error}\n")
        finally:
            broker.kill()


async def measure(broker: Broker, scratch: Path, arguments: argparse.Namespace) -> None:
    """Publish, commit one by one, consume and produce."""
    connection = KafkaConnection(broker.bootstrap_servers)
    await apply_topics(connection, TOPICS, partitions=PARTITIONS)
    database = Database(f"sqlite:///{scratch / 'log.db'}")
    database.migrate()
    articles = list(make_articles(arguments.records, arguments.bytes))
    for start in range(0, len(articles), 1000):
        await EmbeddedStream(database, now).publish(articles[start : start + 1000])
    published_s = await publish(database, connection, arguments.batch)
    commits = await commit_times(connection, articles[: arguments.batch])
    singles = await commit_times(connection, articles[:1])
    processed_s = await process(connection, arguments.records)
    database.close()
    n = arguments.records
    print(f"records            {n} articles of {arguments.bytes} bytes, {PARTITIONS} partitions, zstd")
    print(f"log to Kafka       {n / published_s:,.0f} articles/s, {arguments.batch} a transaction")
    print(f"transaction of {arguments.batch:<4}p50 {quantile(commits, 0.5):.0f} ms, p99 {quantile(commits, 0.99):.0f} ms")
    print(f"transaction of 1   p50 {quantile(singles, 0.5):.0f} ms, p99 {quantile(singles, 0.99):.0f} ms")
    print(f"consume, produce   {n / processed_s:,.0f} articles/s, {PROCESS_BATCH} a transaction, 1 member")
    print(f"kafka: {n / published_s:,.0f} articles/s published, commit p99 {quantile(singles, 0.99):.0f} ms")


def make_articles(n: int, size: int) -> Iterator[Record]:
    """Records of about a size, from 300 hosts."""
    chance = random.Random(1)
    words = ["".join(chance.choices("etaoinshrdlu", k=chance.randint(2, 9))) for _ in range(5_000)]
    for i in range(n):
        text = " ".join(chance.choices(words, k=size // 6))[:size]
        yield Record(
            ARTICLES.name, f"host{i % 300}.example", text.encode(), {"ce_id": str(i), "content-type": "application/json"}
        )


async def publish(database: Database, connection: KafkaConnection, batch: int) -> float:
    """Seconds for the whole log."""
    limits = PublishLimits(max_records=batch)
    publisher = Publisher(database, connection, shard="bench", topics=TOPICS, now=now, logger=get_logger(), limits=limits)
    finishing = asyncio.Event()
    finishing.set()
    started = time.perf_counter()
    await publisher.run(finishing)
    return time.perf_counter() - started


async def commit_times(connection: KafkaConnection, batch: Sequence[Record]) -> list[float]:
    """Milliseconds of whole transactions, one after another, to a topic that nothing else here reads."""
    producer = TransactionalProducer(connection, "bench")
    records = [Record(EVENTS.name, record.key, record.value, record.headers) for record in batch]
    await producer.transact(records)
    times = []
    for _ in range(COMMITS):
        started = time.perf_counter()
        await producer.transact(records)
        times.append(1000 * (time.perf_counter() - started))
    await producer.stop()
    return times


async def process(connection: KafkaConnection, n: int) -> float:
    """Seconds for a group of one to consume every article and produce an event for each."""
    stream = KafkaStream(connection)
    done = 0
    async with stream.subscribe("bench", ARTICLES.name) as subscription:
        started = time.perf_counter()
        while done < n:
            records = await subscription.poll(max_records=PROCESS_BATCH, wait_s=1)
            await subscription.commit(records, [Record(EVENTS.name, record.key, record.value[:1000]) for record in records])
            done += len(records)
        duration_s = time.perf_counter() - started
    await stream.close()
    return duration_s


def quantile(values: Sequence[float], share: float) -> float:
    """The value below which a share of the values lies."""
    return sorted(values)[min(int(share * len(values)), len(values) - 1)]


def now() -> datetime:
    """The clock."""
    return datetime.now(UTC)


if __name__ == "__main__":
    main()
