"""``conflictwire run``: the daemon."""

import asyncio
import contextlib
import json
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from ingest.app import open_daemon, signals_stop
from ingest.cli.options import AsJson, DataDir
from ingest.daemon import Half, Ingest, RunReport
from ingest.feed_lists import load_feed_list
from ingest.frontier import entries
from ingest.logs import configure_logs
from ingest.settings import LogFormat, LogLevel, Settings, load_settings
from processors.feeds.feed_list import FeedSpec

PROGRESS_S = 0.5


def run(
    data_dir: DataDir = None,
    feeds: Annotated[
        Path | None, typer.Option("--feeds", help="TOML or OPML; makes the list of feeds exactly this file's.")
    ] = None,
    *,
    once: Annotated[bool, typer.Option("--once", help="Poll what is due, follow it to the events, sum up, exit.")] = False,
    only: Annotated[
        Half | None, typer.Option("--only", help="Do one half: ingest (feeds to articles) or process (articles to events).")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Poll feeds, extract articles, publish conflict events, until SIGTERM or SIGINT."""
    settings = load_settings(data_dir)
    feed_list = load_feed_list(feeds) if feeds else None
    show_progress = once and sys.stderr.isatty() and settings.log.format is LogFormat.AUTO
    if show_progress:  # a bar and a log do not share a terminal well
        settings = settings.model_copy(update={"log": settings.log.model_copy(update={"level": LogLevel.ERROR})})
    configure_logs(settings.log)
    show_progress = show_progress and only is not Half.PROCESS
    report = asyncio.run(_run(settings, feed_list, only, once=once, show_progress=show_progress))
    if once:
        if as_json:
            sys.stdout.write(json.dumps(report_document(report)) + "\n")
        else:
            print_report(Console(), report)


async def _run(
    settings: Settings, feed_list: tuple[FeedSpec, ...] | None, only: Half | None, *, once: bool, show_progress: bool
) -> RunReport:
    async with open_daemon(settings, feed_list=feed_list, only=only, with_web=not once) as daemon:
        with signals_stop(daemon):
            watcher = asyncio.create_task(_watch(daemon.ingest)) if show_progress and daemon.ingest else None
            try:
                return await daemon.run(once=once)
            finally:
                if watcher:
                    watcher.cancel()
                    with contextlib.suppress(asyncio.CancelledError):
                        await watcher


async def _watch(ingest: Ingest) -> None:
    """Draw how many of the known entries are settled."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    database = ingest.database
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("entries", total=None)
        while True:
            done = sum(n for _, _, n in await database.read(entries.counts))
            waiting = sum(n for _, n in await database.read(entries.backlog))
            progress.update(task, completed=done, total=done + waiting or None)
            await asyncio.sleep(PROGRESS_S)


def report_document(report: RunReport) -> dict[str, object]:
    """The report as JSON values."""
    return {
        "entries": [{"outcome": o, "reason": r, "count": n} for (o, r), n in report.outcomes.items()],
        "backlog": report.backlog,
        "events": report.events,
        "duration_s": round(report.duration_s, 3),
    }


def print_report(console: Console, report: RunReport) -> None:
    """The report for a person."""
    table = Table(title="Entries so far", title_justify="left", show_edge=False)
    table.add_column("outcome")
    table.add_column("reason")
    table.add_column("count", justify="right")
    for (outcome, reason), n in report.outcomes.items():
        table.add_row(outcome, reason or "", str(n))
    console.print(table)
    total = sum(report.events.values())
    kinds = ", ".join(f"{kind} {n}" for kind, n in sorted(report.events.items(), key=lambda item: -item[1]))
    console.print(f"Events published by this run: {total}" + (f" ({kinds})" if kinds else ""), soft_wrap=True)
    console.print(f"Waiting: {report.backlog}. Took {report.duration_s:.1f} s.")
