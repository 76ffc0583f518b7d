"""``conflictwire tail`` on the embedded stream: which events are printed, and from where on."""

import asyncio
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ingest.cli import build_app
from ingest.data_dir import open_database
from ingest.errors import ExitCode, FatalError
from ingest.settings import load_settings
from ingest.streams.embedded import EmbeddedStream
from ingest.streams.envelope import event_record
from ingest.streams.protocol import Record
from ingest.streams.topics import EVENTS
from processors.records import Location, PlacePrecision, PloverEvent
from tests.clock import Clock
from tests.sample_events import sample_event

SUDAN = Location("Nyala", (0, 5), "Nyala", PlacePrecision.CITY, country="SDN")
HELD = [
    (timedelta(days=2), sample_event("old")),
    (timedelta(minutes=90), sample_event("sumy")),
    (timedelta(minutes=80), sample_event("nyala", actors=(), location=SUDAN, quantities=(), conflict=None)),
    (timedelta(minutes=10), sample_event("aid", plover_event=PloverEvent.AID)),
    (timedelta(minutes=5), sample_event("doubt", p=0.4)),
]
"""How long ago each was appended."""


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    """A data directory whose stream holds these events, and one record that is no event."""
    now = datetime.now(UTC)
    with open_database(load_settings(tmp_path), create=True) as database:
        clock = Clock(now)
        stream = EmbeddedStream(database, clock)
        asyncio.run(_fill(stream, clock, now))
    return tmp_path


async def _fill(stream: EmbeddedStream, clock: Clock, now: datetime) -> None:
    for ago, event in HELD:
        clock.at = now - ago
        await stream.publish([event_record(event, clock.at)])
    await stream.publish([Record(EVENTS.name, "k", b'{"not": "an event"}')])


def tail(data_dir: Path, *options: str) -> list[str]:
    """The ids of the events that are printed."""
    arguments = ["tail", EVENTS.name, "--data-dir", str(data_dir), "--no-follow", "--json", *options]
    done = CliRunner().invoke(build_app("tail"), arguments, catch_exceptions=False)
    assert done.exit_code == ExitCode.OK, done.output
    return [json.loads(line)["value"].get("event_id", "?") for line in done.stdout.splitlines()]


@pytest.mark.parametrize(
    ("options", "printed"),
    [
        ([], []),
        (["--from-beginning"], ["old", "sumy", "nyala", "aid", "doubt", "?"]),
        (["--since", "2h"], ["sumy", "nyala", "aid", "doubt", "?"]),
        (["--since", "3d"], ["old", "sumy", "nyala", "aid", "doubt", "?"]),
        (["--since", "1s"], []),
        (["--from-beginning", "--country", "sdn"], ["nyala"]),
        (["--from-beginning", "--country", "SDN", "--country", "UKR"], ["old", "sumy", "nyala", "aid", "doubt"]),
        (["--since", "2h", "--country", "UKR", "--type", "ASSAULT", "--min-p", ".8"], ["sumy"]),
        (["--from-beginning", "--conflict", "13243", "--stage", "occurred", "--type", "aid"], ["aid"]),
    ],
)
def test_the_chosen_events_are_printed_in_order(data_dir: Path, options: list[str], printed: list[str]) -> None:
    """From where on, and which of them; a choice leaves out what is no event."""
    assert tail(data_dir, *options) == printed


@pytest.mark.parametrize(
    ("topic", "options", "says"),
    [
        (EVENTS.name, ["--country", "Ukraine", "--type", "BOMB"], r"'Ukraine'[^\0]*'BOMB'"),
        (EVENTS.name, ["--since", "soon"], "is no time"),
        (EVENTS.name, ["--since", "2h", "--from-beginning"], "exclude each other"),
        ("news.articles.v1", ["--country", "UKR"], r"only conflict\.events\.v1"),
    ],
)
def test_a_wrong_choice_is_one_clear_message(data_dir: Path, topic: str, options: list[str], says: str) -> None:
    """Wrong usage, with all mistakes."""
    with pytest.raises(FatalError, match=says) as caught:
        CliRunner().invoke(build_app("tail"), ["tail", topic, "--data-dir", str(data_dir), *options], catch_exceptions=False)
    assert caught.value.exit_code == ExitCode.USAGE
