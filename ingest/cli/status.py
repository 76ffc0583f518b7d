"""``conflictwire status``: what is known about the daemon's work, from its database and its stream."""

import asyncio
import json
import sys
from typing import Any

from rich.console import Console
from rich.table import Table
from sqlalchemy import Connection

from ingest.cli.options import AsJson, DataDir
from ingest.clock import utc_now
from ingest.data_dir import daemon_pid, open_database
from ingest.frontier import entries, feeds
from ingest.logs import configure_logs
from ingest.settings import Settings, load_settings
from ingest.streams.opening import open_stream
from ingest.streams.topics import ARTICLES, CODER, TOPICS


def status(data_dir: DataDir = None, *, as_json: AsJson = False) -> None:
    """Show entries by outcome and reason, the backlog, the lag, and the records of each topic."""
    settings = load_settings(data_dir)
    configure_logs(settings.log)
    with open_database(settings) as database:
        document = {"data_dir": str(settings.data_dir), "daemon_pid": daemon_pid(settings)} | database.read_now(describe)
    document |= asyncio.run(_describe_stream(settings))
    if as_json:
        sys.stdout.write(json.dumps(document, ensure_ascii=False) + "\n")
    else:
        _print(Console(), document)


async def _describe_stream(settings: Settings) -> dict[str, Any]:
    """What the topics hold, and how far the processors are behind. In Kafka, marks of transactions count as records."""
    async with open_stream(settings, utc_now) as stream:
        held = {name: await stream.offsets(name) for name in TOPICS}
        positions = await stream.committed(CODER, ARTICLES.name)
    lag = sum(part.end - max(positions[n], part.first) for n, part in held[ARTICLES.name].items())
    return {
        "topics": {
            name: {
                "records": sum(part.end - part.first for part in parts.values()),
                "partitions": {str(number): {"first": part.first, "end": part.end} for number, part in parts.items()},
            }
            for name, parts in held.items()
        },
        "lag": {CODER: {ARTICLES.name: lag}},
    }


def describe(connection: Connection) -> dict[str, Any]:
    """The status of the frontier as JSON values, from one snapshot."""
    settled = entries.counts(connection)
    by_outcome: dict[str, int] = {}
    for outcome, _, n in settled:
        by_outcome[outcome] = by_outcome.get(outcome, 0) + n
    waiting = entries.backlog(connection)
    listed = feeds.listed(connection)
    return {
        "feeds": {
            "listed": len(listed),
            "polled": sum(feed.last_polled_at is not None for feed in listed),
            "failing": [
                {"url": feed.url, "reason": feed.last_reason, "detail": feed.last_detail, "failures": feed.failures}
                for feed in listed
                if feed.failures
            ],
        },
        "entries": {
            "settled": sum(by_outcome.values()),
            "by_outcome": by_outcome,
            "by_reason": [{"outcome": outcome, "reason": reason, "count": n} for outcome, reason, n in settled],
        },
        "backlog": {
            "entries": sum(n for _, n in waiting),
            "by_reason": [{"reason": reason, "count": n} for reason, n in waiting],
        },
    }


def _print(console: Console, document: dict[str, Any]) -> None:
    pid = document["daemon_pid"]
    console.print(f"Data in {document['data_dir']}; the daemon {f'runs as process {pid}' if pid else 'does not run'}.")
    polled, listed, failing = (document["feeds"][name] for name in ("polled", "listed", "failing"))
    console.print(f"Feeds: {listed} listed, {polled} polled, {len(failing)} failing. ('conflictwire feeds list' shows each)")
    table = Table(show_edge=False)
    for title in ("entries", "reason"):
        table.add_column(title)
    table.add_column("count", justify="right")
    for row in document["entries"]["by_reason"]:
        table.add_row(row["outcome"], row["reason"] or "", str(row["count"]))
    for row in document["backlog"]["by_reason"]:
        table.add_row("waiting", row["reason"] or "", str(row["count"]))
    console.print(table)
    topics = Table(show_edge=False)
    topics.add_column("topic")
    topics.add_column("records", justify="right")
    topics.add_column("lag", justify="right")
    for name, topic in document["topics"].items():
        lag = document["lag"][CODER].get(name)
        topics.add_row(name, str(topic["records"]), "" if lag is None else str(lag))
    console.print(topics)
