"""``conflictwire feeds``: the list of feeds, and a look at one before it is added."""

import asyncio
import json
import sys
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from ingest.cli.options import AsJson, DataDir
from ingest.cli.summary import plain
from ingest.clock import utc_now
from ingest.data_dir import open_database
from ingest.errors import ExitCode, FatalError
from ingest.feed_lists import default_feeds, load_feed_list
from ingest.frontier import feeds
from ingest.frontier.feeds import FeedState
from ingest.settings import Settings, load_settings
from processors.feeds.feed_list import FeedSpec, write_opml, write_toml
from processors.feeds.identity import BadUrlError, canonical_url
from processors.records.codec import to_document

SHOWN_ENTRIES = 10

app = typer.Typer(help="The list of feeds.", no_args_is_help=True)


class ListFormat(StrEnum):
    """How a list is written."""

    TOML = "toml"
    OPML = "opml"


@app.command("list")
def list_feeds(data_dir: DataDir = None, *, as_json: AsJson = False) -> None:
    """Show the feeds with the outcome of their last poll."""
    with open_database(load_settings(data_dir)) as database:
        states = database.read_now(feeds.listed)
    if as_json:
        sys.stdout.writelines(json.dumps(to_document(state), ensure_ascii=False) + "\n" for state in states)
        return
    table = Table(show_edge=False)
    for title in ("outlet", "feed", "last poll", "entries"):
        table.add_column(title, overflow="fold")
    for state in states:
        table.add_row(plain(state.outlet or ""), plain(state.url), _last_poll(state), str(state.entry_count))
    Console().print(table)


@app.command()
def add(
    urls: Annotated[list[str], typer.Argument(help="Addresses of feeds.", metavar="URL...")],
    data_dir: DataDir = None,
    outlet: Annotated[str | None, typer.Option(help="The publisher's name.")] = None,
) -> None:
    """Add feeds to the list. A running daemon polls them at once."""
    specs = [FeedSpec(url=_checked(url), outlet=outlet) for url in urls]
    _say_added(_add(load_settings(data_dir), specs), len(specs))


@app.command()
def remove(urls: Annotated[list[str], typer.Argument(metavar="URL...")], data_dir: DataDir = None) -> None:
    """Take feeds off the list. What they brought stays."""
    with open_database(load_settings(data_dir)) as database:
        missing = [url for url in urls if not database.write_now(feeds.remove, _checked(url))]
    if missing:
        raise FatalError(f"not in the list: {', '.join(missing)}", ExitCode.INPUT)


@app.command("import")
def import_list(
    file: Annotated[Path | None, typer.Argument(help="TOML or OPML; without it, the list that ships with conflictwire.")] = None,
    data_dir: DataDir = None,
) -> None:
    """Add the feeds of a file to the list."""
    specs = load_feed_list(file) if file else default_feeds()
    _say_added(_add(load_settings(data_dir), specs), len(specs))


@app.command("export")
def export_list(
    data_dir: DataDir = None,
    form: Annotated[ListFormat, typer.Option("--format", help="toml or opml.")] = ListFormat.TOML,
) -> None:
    """Write the list to standard output."""
    with open_database(load_settings(data_dir)) as database:
        states = database.read_now(feeds.listed)
    specs = [FeedSpec(s.url, outlet=s.outlet, country=s.country, language=s.language, region=s.region) for s in states]
    sys.stdout.write(write_toml(specs) if form is ListFormat.TOML else write_opml(specs))


@app.command()
def check(url: str, data_dir: DataDir = None, *, as_json: AsJson = False) -> None:
    """Fetch a feed once and show what would be read from it. Nothing is stored."""
    # Imported here: the parser's libraries take a second to load, and no other command of the group needs them.
    from ingest.cli.feed_check import fetch_and_parse  # noqa: PLC0415

    parsed, final_url = asyncio.run(fetch_and_parse(load_settings(data_dir), _checked(url)))
    if as_json:
        sys.stdout.write(json.dumps({"url": final_url} | asdict(parsed), default=str, ensure_ascii=False) + "\n")
        return
    console = Console()
    console.print(f"{parsed.kind.value}: {plain(parsed.title)!r}, {len(parsed.entries)} entries, at {final_url}", markup=False)
    for reason, n in parsed.skipped:
        console.print(f"left out: {n} × {reason}", markup=False)
    if parsed.bozo:
        console.print(f"ill-formed, read all the same: {plain(parsed.bozo)}", markup=False)
    for entry in parsed.entries[:SHOWN_ENTRIES]:
        at = entry.published_at.strftime("%Y-%m-%d %H:%M") if entry.published_at else "no date         "
        console.print(f"  {at}  {plain(entry.title)}  {entry.url}", markup=False, highlight=False)


def _add(settings: Settings, specs: "list[FeedSpec] | tuple[FeedSpec, ...]") -> int:
    with open_database(settings, create=True) as database:
        return database.write_now(feeds.add, specs, utc_now())


def _say_added(added: int, given: int) -> None:
    sys.stdout.write(f"{added} added" + (f", {given - added} were there already" if given > added else "") + "\n")


def _checked(url: str) -> str:
    try:
        return canonical_url(url, keep_tracking=True)
    except BadUrlError as error:
        raise FatalError(f"{url!r} is not a feed's address: {error}", ExitCode.USAGE) from error


def _last_poll(state: FeedState) -> str:
    if state.last_polled_at is None:
        return "not yet"
    return " ".join(
        part for part in (state.last_polled_at.strftime("%Y-%m-%d %H:%M"), state.last_outcome, state.last_reason) if part
    )
