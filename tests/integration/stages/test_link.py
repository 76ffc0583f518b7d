"""The link stage on the embedded stream in both dialects: from reports to events, stories and state, through kills."""

import asyncio
import json
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest

from ingest.database import Database
from ingest.logs import get_logger
from ingest.settings import Settings
from ingest.stages.context import WorkContext, open_workers
from ingest.stages.link import LinkStage
from ingest.streams.embedded import EmbeddedStream
from ingest.streams.envelope import report_record
from ingest.streams.protocol import Record
from ingest.streams.topics import DEAD_LETTERS, EVENTS, LATEST, LINKER, MEMBERS, REPORTS, STORIES, Topic
from ingest.tracing import Tracing
from ingest.web.metrics import Metrics
from processors.records.ids import story_id
from processors.stories import Limits, Report
from tests.clock import Clock
from tests.unit.stories.reports import MARCH, OWN_STRIKE, STRIKE, make

WIRE = make("wire", STRIKE, "Drones hit grain depot in Velimar", events=("e", "gone"))
OWN = make("own", OWN_STRIKE, "Velimar's grain depot burns after drone attack", host="three.example", hours=2)
OTHER = make("other", MARCH, "Teachers march in Ostrana", host="two.example", hours=3)
EDITED = make("wire", STRIKE, "Drones hit grain depot in Velimar", revision=2, hours=4)
STORY = story_id(WIRE.article_id)


class BrokenStream(EmbeddedStream):
    """A stream whose process dies at the next commit."""

    def commit(self, *_: Any) -> None:
        """Die in the middle of the transaction."""
        raise SystemExit("killed")


@pytest.fixture
def stream(database: Database, clock: Clock) -> EmbeddedStream:
    """The embedded stream."""
    return EmbeddedStream(database, clock)


def stage(stream: EmbeddedStream, clock: Clock, limits: Limits | None = None) -> LinkStage:
    """The stage as a new process has it."""
    settings = Settings()
    workers = open_workers(settings.workers)
    context = WorkContext(settings, workers, Metrics(), Tracing(), get_logger(), clock)
    return LinkStage(context, stream, limits)


async def link(stream: EmbeddedStream, clock: Clock, reports: Sequence[Report] = (), linker: LinkStage | None = None) -> None:
    """Publish reports and link everything that is there."""
    await stream.publish([report_record(report) for report in reports])
    finishing = asyncio.Event()
    finishing.set()
    await (linker or stage(stream, clock)).run(finishing)


async def values(stream: EmbeddedStream, topic: Topic) -> list[tuple[str, Any]]:
    """Key and document of every record; None for an empty value."""
    records = await stream.read(topic.name, 0, 0, max_records=1000)
    return [(record.key, json.loads(record.value) if record.value else None) for record in records]


async def everything(stream: EmbeddedStream) -> dict[str, list[tuple[str, Any]]]:
    """All outputs."""
    return {topic.name: await values(stream, topic) for topic in (EVENTS, LATEST, STORIES, MEMBERS, DEAD_LETTERS)}


async def test_events_carry_the_key_of_their_story_and_the_story_grows(stream: EmbeddedStream, clock: Clock) -> None:
    """The story is published at each change, under the same key."""
    await link(stream, clock, [WIRE, OWN, OTHER])
    events = await values(stream, EVENTS)
    assert [(key, event["event_id"]) for key, event in events if key == STORY] == [
        (STORY, "wire-e"), (STORY, "wire-gone"), (STORY, "own-e"),
    ]  # fmt: skip
    assert all(key == event["story_id"] for key, event in events)
    told = [story for key, story in await values(stream, STORIES) if key == STORY]
    assert [(story["revision"], len(story["event_ids"]), story["independent_sources"]) for story in told] == [
        (1, 2, 1),
        (2, 3, 2),
    ]


async def test_an_edit_retracts_an_event_and_ends_its_key(stream: EmbeddedStream, clock: Clock) -> None:
    """The latest events are those that hold; the retraction supersedes the revision that told the event."""
    await link(stream, clock, [WIRE, OWN])
    await link(stream, clock, [EDITED])
    retracted = [event for _, event in await values(stream, EVENTS) if event["retracted"]]
    assert [(event["event_id"], event["revision"], event["supersedes"]) for event in retracted] == [("wire-gone", 2, 1)]
    latest = dict(await values(stream, LATEST))
    assert {key for key, event in latest.items() if event is not None} == {"wire-e", "own-e"}
    assert latest["wire-gone"] is None
    assert dict(await values(stream, STORIES))[STORY]["event_ids"] == ["wire-e", "own-e"]


async def test_a_story_without_events_ends_its_key(stream: EmbeddedStream, clock: Clock) -> None:
    """Nothing of it is left."""
    await link(stream, clock, [OTHER, make("other", MARCH, "Corrected", revision=2, hours=4, events=(), host="two.example")])
    assert dict(await values(stream, STORIES)) == {story_id(OTHER.article_id): None}


async def test_a_kill_before_any_commit_makes_no_difference(
    stream: EmbeddedStream, database: Database, clock: Clock, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A new process reads the state from its topic, links the batch again, and writes what an unbroken one would have written."""
    reports = [WIRE, OWN, OTHER, EDITED]
    for report in reports:
        await stream.publish([report_record(report)])
        with pytest.raises(SystemExit):
            await link(BrokenStream(database, clock), clock)
        await link(stream, clock)
    folder = tmp_path_factory.mktemp("unbroken")
    other = Database(f"sqlite:///{folder / 'unbroken.db'}")
    other.migrate()
    unbroken = EmbeddedStream(other, clock)
    await link(unbroken, clock, reports)
    assert await everything(stream) == await everything(unbroken)
    other.close()


async def test_a_member_that_was_away_reads_what_others_did(stream: EmbeddedStream, clock: Clock) -> None:
    """Its own state is stale: the group is somewhere else."""
    first, second = stage(stream, clock), stage(stream, clock)
    await link(stream, clock, [WIRE], first)
    await link(stream, clock, [OTHER], second)
    await link(stream, clock, [OWN], first)
    await link(stream, clock, [EDITED], second)
    assert {key for key, _ in await values(stream, STORIES)} == {STORY, story_id(OTHER.article_id)}
    story = dict(await values(stream, STORIES))[STORY]
    assert story["event_ids"] == ["wire-e", "own-e"]
    assert story["revision"] == 3


async def test_the_state_is_bounded_and_the_log_of_it_compacts(stream: EmbeddedStream, clock: Clock) -> None:
    """What is forgotten has its key ended; a day later nothing of it is held, and the state is still read."""
    linker = stage(stream, clock, Limits(max_members=2))
    await link(stream, clock, [WIRE, OWN, OTHER], linker)
    members = dict(await values(stream, MEMBERS))
    assert {key for key, member in members.items() if member is None} == {WIRE.article_id, OWN.article_id}
    await link(stream, clock, [EDITED], linker)
    anew = story_id(WIRE.article_id, 2)
    assert [(key, event["supersedes"]) for key, event in await values(stream, EVENTS)][-1] == (anew, None)
    clock.advance(timedelta(days=2).total_seconds())
    assert await stream.trim() > 0
    assert {key for key, _ in await values(stream, MEMBERS)} == {OTHER.article_id, WIRE.article_id}
    assert {key for key, _ in await values(stream, STORIES)} == {STORY, anew, story_id(OTHER.article_id)}
    again = make("other", MARCH, "Teachers still march", revision=2, hours=50, host="two.example")
    await link(stream, clock, [again])
    assert dict(await values(stream, STORIES))[story_id(OTHER.article_id)]["revision"] == 2


@pytest.mark.parametrize(
    "value", [b"no report", b'{"article_id": 1}', report_record(WIRE).value.replace(b'"terms":"', b'"terms":"!')]
)
async def test_what_is_no_report_is_a_dead_letter(stream: EmbeddedStream, clock: Clock, value: bytes) -> None:
    """With the original bytes; the rest goes on."""
    await stream.publish([Record(REPORTS.name, "x", value)])
    await link(stream, clock, [OTHER])
    assert [letter["reason"] for _, letter in await values(stream, DEAD_LETTERS)] == ["malformed_record"]
    assert len(await values(stream, EVENTS)) == 1
    assert dict(await stream.committed(LINKER, REPORTS.name)) == {0: 2}
