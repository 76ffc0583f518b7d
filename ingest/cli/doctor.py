"""``conflictwire doctor``: looks at the set-up, and says what to do about what it finds."""

import asyncio
import os
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import typer
from rich.console import Console

from ingest.cli.options import DataDir
from ingest.data_dir import daemon_pid, make, open_database
from ingest.errors import ExitCode, FatalError, RetryLater
from ingest.extras import is_encoder_wanted, is_reader_wanted
from ingest.feed_lists import default_feeds
from ingest.frontier import feeds
from ingest.settings import KafkaSettings, Settings, load_settings
from ingest.stages import work
from ingest.streams.kafka import KafkaConnection
from ingest.streams.kafka.errors import translated
from ingest.streams.topics import TOPICS
from processors.relevance import SUPPORTED_LANGUAGES, load_encoder

MIN_FREE_BYTES = 1_000_000_000
MIN_SQLITE = (3, 35, 0)
"""The first with RETURNING, which the log's offsets are taken with."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at.

    Attributes:
        title: What it is.
        is_good: Whether it is as it should be.
        says: What was found, and what to do where it is not good.
    """

    title: str
    is_good: bool
    says: str


def doctor(data_dir: DataDir = None) -> None:
    """Check the set-up and say what to do. Exit code 1 where something must be done."""
    console = Console()
    findings = list(examine(data_dir_option=data_dir))
    for finding in findings:
        mark = "[green]ok[/]  " if finding.is_good else "[red]bad[/] "
        console.print(f"{mark} {finding.title}: ", end="")
        console.print(finding.says, markup=False, highlight=False)
    if not all(finding.is_good for finding in findings):
        raise typer.Exit(ExitCode.FAILURE)


def examine(data_dir_option: DataDir) -> Iterator[Finding]:
    """Look at everything that work would need; later findings build on the earlier ones."""
    version = ".".join(map(str, sys.version_info[:3]))
    yield Finding("Python", sys.version_info >= (3, 11), version)
    good_sqlite = sqlite3.sqlite_version_info >= MIN_SQLITE
    yield Finding("SQLite", good_sqlite, sqlite3.sqlite_version + ("" if good_sqlite else "; at least 3.35 is needed"))
    try:
        settings = load_settings(data_dir_option)
    except FatalError as error:
        yield Finding("settings", is_good=False, says=str(error))
        return
    yield Finding("settings", is_good=True, says="all understood")
    for title, look in (
        ("data directory", _look_at_data_dir),
        ("disk", _look_at_disk),
        ("database", _look_at_database),
        ("feed list", _look_at_feeds),
        ("stream", _look_at_stream),
        ("models and data files", _look_at_data_files),
        ("languages", _look_at_encoder),
        ("reader", _look_at_reader),
        ("addresses", _look_at_addresses),
    ):
        yield _found(title, look, settings)


def _found(title: str, look: Callable[[Settings], tuple[bool, str]], settings: Settings) -> Finding:
    try:
        return Finding(title, *look(settings))
    except (FatalError, OSError) as error:
        return Finding(title, is_good=False, says=str(error))


def _look_at_data_dir(settings: Settings) -> tuple[bool, str]:
    make(settings)
    if not os.access(settings.data_dir, os.W_OK | os.X_OK):
        return False, f"{settings.data_dir} cannot be written; change its owner or choose another with --data-dir"
    pid = daemon_pid(settings)
    return True, f"{settings.data_dir}, " + (f"used by the daemon, process {pid}" if pid else "no daemon runs on it")


def _look_at_disk(settings: Settings) -> tuple[bool, str]:
    free = shutil.disk_usage(settings.data_dir).free
    return free >= MIN_FREE_BYTES, f"{free / 1e9:.1f} GB free" + ("" if free >= MIN_FREE_BYTES else "; make some room")


def _look_at_database(settings: Settings) -> tuple[bool, str]:
    if settings.database_path is None:
        with open_database(settings) as database:
            return True, f"PostgreSQL, schema {database.schema_revision()}"
    if not settings.database_path.exists():
        return True, "not made yet; 'conflictwire run' makes it"
    with open_database(settings) as database:
        verdict = database.read_now(lambda connection: connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one())
    return verdict == "ok", "sound" if verdict == "ok" else f"damaged ({verdict}); restore it from a backup"


def _look_at_feeds(settings: Settings) -> tuple[bool, str]:
    if settings.database_path is not None and not settings.database_path.exists():
        return True, f"the one that ships with conflictwire, {len(default_feeds())} feeds"
    with open_database(settings) as database:
        listed = database.read_now(feeds.listed)
    failing = sum(feed.failures > 0 for feed in listed)
    if not listed:
        return False, "empty; 'conflictwire feeds import' adds the list that ships with conflictwire"
    return True, f"{len(listed)} feeds, {failing} failing at their last poll"


def _look_at_stream(settings: Settings) -> tuple[bool, str]:
    if not settings.kafka.is_on:
        return True, "in the database; kafka.bootstrap_servers switches Kafka on"
    try:
        missing = asyncio.run(_missing_topics(settings.kafka))
    except RetryLater as error:
        return False, f"Kafka at {settings.kafka.bootstrap_servers} does not answer ({error})"
    if missing and not settings.kafka.apply_topics:
        return False, f"Kafka answers, and has no {', '.join(missing)}: make them, or allow kafka.apply_topics"
    return True, "Kafka answers" + (f"; to be made at the start: {', '.join(missing)}" if missing else ", all topics are there")


async def _missing_topics(settings: KafkaSettings) -> list[str]:
    async with KafkaConnection.of(settings).admin() as admin, translated(settings.request_timeout_s):
        present = set(await admin.list_topics())
    return [name for name in TOPICS if settings.prefix + name not in present]


def _look_at_data_files(_settings: Settings) -> tuple[bool, str]:
    work.warm_up()
    return True, "loaded"


def _look_at_encoder(settings: Settings) -> tuple[bool, str]:
    if not is_encoder_wanted(settings.relevance.encoder):
        return True, "English only; the encoder of conflictwire[languages] adds others (relevance.encoder)"
    return True, "English, and the encoder's: " + ", ".join(sorted(load_encoder().languages - SUPPORTED_LANGUAGES))


def _look_at_reader(settings: Settings) -> tuple[bool, str]:
    if is_reader_wanted(settings.coding.reader):
        return True, "asked which happenings are the news"
    return True, "not asked; conflictwire[reader] finds more of what an article reports (coding.reader)"


def _look_at_addresses(settings: Settings) -> tuple[bool, str]:
    if settings.http.allow_private_addresses:
        return (
            True,
            "requests to private addresses are allowed (http.allow_private_addresses); right for tests, not for the open web",
        )
    return True, "requests to private addresses are refused"
