"""``conflictwire demo``: the daemon on a small newswire of our own, served from loopback."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated

import platformdirs
import typer
from rich.console import Console

from ingest.app import open_daemon
from ingest.cli.daemon import print_report
from ingest.cli.options import DataDir
from ingest.cli.summary import plain, summarise
from ingest.clock import utc_now
from ingest.daemon import Daemon, RunReport
from ingest.data_dir import open_database
from ingest.demo.newswire import Newswire
from ingest.frontier import entries, feeds
from ingest.logs import configure_logs
from ingest.settings import DatabaseSettings, KafkaSettings, LogLevel, Settings, load_settings
from ingest.streams.protocol import StoredRecord
from ingest.streams.topics import ARTICLES, EVENTS

HOST_DELAY_S = 0.05
LOOK_S = 0.1


@dataclass(frozen=True, slots=True)
class Edition:
    """Which newswire a data directory has seen: its day, and whether it has run before."""

    day: date
    was_seen: bool


def demo(
    data_dir: DataDir = None,
    *,
    logs: Annotated[bool, typer.Option("--logs", help="Show the daemon's log too.")] = False,
) -> None:
    """Run the daemon on a newswire of invented outlets on this machine; nothing outside it is asked."""
    directory = data_dir or Path(platformdirs.user_data_path("conflictwire")) / "demo"
    settings = load_settings(directory)
    configure_logs(settings.log if logs else settings.log.model_copy(update={"level": LogLevel.ERROR}))
    asyncio.run(_demo(settings, _edition(settings), Console(highlight=False)))


def _edition(settings: Settings) -> Edition:
    """A data directory keeps its newswire's day, so that a second run finds the same news again."""
    with open_database(settings, create=True) as database:
        listed = database.read_now(feeds.listed)
        settled = database.read_now(entries.counts)
    return Edition(min((feed.added_at for feed in listed), default=utc_now()).date(), was_seen=bool(settled))


async def _demo(settings: Settings, edition: Edition, console: Console) -> None:
    newswire = Newswire(edition.day)
    if edition.was_seen:
        newswire.publish_edits()
    async with newswire:
        http = settings.http.model_copy(
            update={"allow_private_addresses": True, "connect_to": newswire.connect_to, "host_delay_s": HOST_DELAY_S}
        )
        fetch = settings.fetch.model_copy(update={"min_revisit_s": 0.0})
        here = {"database": DatabaseSettings(), "kafka": KafkaSettings()}  # embedded, whatever else is set
        settings = settings.model_copy(update={"http": http, "fetch": fetch, **here})
        async with open_daemon(settings, feed_list=newswire.feeds, with_web=False) as daemon:
            before = await _count(daemon)
            console.print(
                f"[bold]{len(newswire.feeds)} feeds of invented outlets on loopback.[/] Conflict events, as they come:\n"
            )
            await _run(daemon, console)
            if not edition.was_seen:
                console.print("\n[bold]An outlet edits its article; the feeds are polled again:[/]\n")
                newswire.publish_edits()
            report = await _run(daemon, console)
            console.print()
            print_report(console, report)
            after = await _count(daemon)
    new = {topic: after[topic] - before[topic] for topic in after}
    console.print(
        f"New in this run: {new[ARTICLES.name]} articles, {new[EVENTS.name]} events; "
        f"in all {after[ARTICLES.name]} and {after[EVENTS.name]}; requests to the newswire: {newswire.requests.total()}.",
        soft_wrap=True,
    )
    if edition.was_seen and not any(new.values()):
        console.print("This newswire was read before: everything was recognised, nothing was published twice.", soft_wrap=True)
    console.print(
        f"\nSee each with its evidence:  conflictwire tail {EVENTS.name} --from-beginning --no-follow --json "
        f"--data-dir {settings.data_dir}",
        soft_wrap=True,
    )


async def _run(daemon: Daemon, console: Console) -> RunReport:
    """Poll every feed once, showing events while they are published."""
    if daemon.ingest:
        await daemon.ingest.database.write(feeds.make_due, daemon.context.now())
    position = (await daemon.stream.offsets(EVENTS.name))[0].end
    running = asyncio.create_task(daemon.run(once=True))
    while not running.done():
        await asyncio.wait([running], timeout=LOOK_S)
        records = await daemon.stream.read(EVENTS.name, 0, position, max_records=100)
        _show(console, records)
        position = records[-1].offset + 1 if records else position
    return await running


def _show(console: Console, records: Sequence[StoredRecord]) -> None:
    for record in records:
        line = plain(summarise(record))
        console.print(line, markup=False, no_wrap=True, overflow="ellipsis" if console.is_terminal else "ignore", crop=False)


async def _count(daemon: Daemon) -> dict[str, int]:
    """Records of each topic so far."""
    ends = {topic.name: await daemon.stream.offsets(topic.name) for topic in (ARTICLES, EVENTS)}
    return {name: sum(part.end for part in parts.values()) for name, parts in ends.items()}
