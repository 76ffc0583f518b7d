"""Dead letters replayed, on the embedded stream in both dialects: each once, however often it is asked for."""

import asyncio
from dataclasses import replace

import pytest

from ingest.database import Database
from ingest.errors import RejectInput
from ingest.frontier import entries, feeds, turns
from ingest.frontier.entries import Outcome
from ingest.frontier.feeds import PollOutcome, PollRecord
from ingest.stages.replay import Replayer, Verdict
from ingest.streams.dead_letters import MAX_CONTENT_BYTES, FoundLetter, LetterFilter, dead_letter, find_letters, read_letter
from ingest.streams.embedded import EmbeddedStream
from ingest.streams.envelope import dead_letter_record
from ingest.streams.protocol import Record, StoredRecord
from ingest.streams.topics import ARTICLES, DEAD_LETTERS
from processors.feeds.feed_list import FeedSpec
from processors.records import DeadLetter, Entry, Stage
from processors.records.ids import feed_id
from tests.clock import Clock
from tests.letters import letter_of_record

FEED = "https://outlet.example/rss"
URL = "https://outlet.example/a"


@pytest.fixture
def stream(database: Database, clock: Clock) -> EmbeddedStream:
    """The embedded stream of a database with one feed."""
    database.write_now(feeds.add, [FeedSpec(FEED)], clock())
    return EmbeddedStream(database, clock)


@pytest.fixture
def replayer(stream: EmbeddedStream, database: Database, clock: Clock) -> Replayer:
    """What is tested."""
    return Replayer(stream, database, clock)


def due(database: Database, clock: Clock) -> list[str]:
    """The URLs that a worker would ask for now."""
    found = database.write_now(turns.take, "me", clock(), polls_due_by=clock(), lease_s=60, max_hosts=10, max_entries=10)
    for turn in found:
        database.write_now(turns.give_back, turn, clock())
    return [each.url for turn in found for each in (*turn.feeds, *turn.entries)]


def fail(database: Database, clock: Clock) -> DeadLetter:
    """Admit and dead-letter the entry, as the fetch stage does."""
    database.write_now(entries.admit, feed_id(FEED), [Entry(URL)], clock(), min_revisit_s=0)
    (turn,) = database.write_now(turns.take, "me", clock(), polls_due_by=clock(), lease_s=60, max_hosts=10, max_entries=10)
    database.write_now(turns.give_back, turn, clock())
    (entry,) = turn.entries
    database.write_now(entries.settle, entry, Outcome.DEAD_LETTER, "http_404", clock())
    return letter_of_entry(clock)


def letter_of_entry(clock: Clock) -> DeadLetter:
    """The letter of the entry's failure now."""
    parts = (URL, clock().isoformat())
    return dead_letter(Stage.FETCH, RejectInput("http_404"), id_parts=parts, url=URL, attempts=1, now=clock())


async def test_an_entry_becomes_due_again_once(
    stream: EmbeddedStream, replayer: Replayer, database: Database, clock: Clock
) -> None:
    """While it waits nothing is done over; when it failed again, the old letter is past and the new one counts."""
    letter = fail(database, clock)
    clock.advance(3600)
    assert await replayer.replay(letter) is Verdict.REPLAYED
    assert URL in due(database, clock)
    assert await replayer.replay(letter) is Verdict.WAITING
    clock.advance(60)
    (turn,) = database.write_now(turns.take, "me", clock(), polls_due_by=clock(), lease_s=60, max_hosts=9, max_entries=9)
    database.write_now(turns.give_back, turn, clock())
    database.write_now(entries.settle, turn.entries[0], Outcome.DEAD_LETTER, "http_404", clock())
    assert await replayer.replay(letter) is Verdict.SETTLED
    assert await replayer.replay(letter_of_entry(clock)) is Verdict.REPLAYED
    marks = await stream.read(DEAD_LETTERS.name, 0, 0, max_records=9)
    assert [mark.headers["ce_id"] for mark in marks] == [f"{letter.id}-replayed", f"{letter_of_entry(clock).id}-replayed"]


async def test_many_who_ask_at_once_get_one_replay(replayer: Replayer, database: Database, clock: Clock) -> None:
    """Of an entry and of a record."""
    letter = fail(database, clock)
    verdicts = await asyncio.gather(*(replayer.replay(letter) for _ in range(8)))
    assert sorted(verdicts) == [Verdict.REPLAYED] + [Verdict.WAITING] * 7
    verdicts = await asyncio.gather(*(replayer.replay(letter_of_record(clock(), b"{}")) for _ in range(8)))
    assert sorted(verdicts) == [Verdict.ALREADY] * 7 + [Verdict.REPLAYED]


async def test_an_entry_that_became_an_article_is_left_alone(replayer: Replayer, database: Database, clock: Clock) -> None:
    """The feed said "edited", and the second try was a success."""
    letter = fail(database, clock)
    clock.advance(60)
    database.write_now(entries.admit, feed_id(FEED), [Entry(URL, title="edited")], clock(), min_revisit_s=0)
    (turn,) = database.write_now(turns.take, "me", clock(), polls_due_by=clock(), lease_s=60, max_hosts=9, max_entries=9)
    database.write_now(entries.settle, turn.entries[0], Outcome.ARTICLE, None, clock())
    assert await replayer.replay(letter) is Verdict.SETTLED


async def test_an_unknown_entry_is_not_known(replayer: Replayer, stream: EmbeddedStream, clock: Clock) -> None:
    """It is another installation's, or this machine has no frontier."""
    assert await replayer.replay(letter_of_entry(clock)) is Verdict.UNKNOWN
    assert await Replayer(stream, None, clock).replay(letter_of_entry(clock)) is Verdict.UNKNOWN


async def test_a_feed_is_polled_at_once_unless_it_was_since(replayer: Replayer, database: Database, clock: Clock) -> None:
    """A letter of its document."""
    failed = PollRecord(PollOutcome.FAILED, 3600, None, None, FEED, reason="not_a_feed")
    database.write_now(feeds.record_poll, feed_id(FEED), failed, clock())
    error, parts = RejectInput("not_a_feed"), (FEED,)
    letter = dead_letter(
        Stage.POLL, error, id_parts=parts, url=FEED, attempts=1, now=clock(), feed_ids=(feed_id(FEED),), content=b"<"
    )
    clock.advance(10)
    assert due(database, clock) == []
    assert await replayer.replay(letter) is Verdict.REPLAYED
    assert due(database, clock) == [FEED]
    assert await replayer.replay(letter) is Verdict.WAITING
    database.write_now(feeds.record_poll, feed_id(FEED), failed, clock())
    assert await replayer.replay(letter) is Verdict.SETTLED
    assert await replayer.replay(replace(letter, feed_ids=("nobody",))) is Verdict.UNKNOWN


async def articles(stream: EmbeddedStream) -> list[tuple[str, bytes, str]]:
    """Key, value and id of what the topic of articles holds."""
    found: list[StoredRecord] = list(await stream.read(ARTICLES.name, 0, 0, max_records=99))
    return [(record.key, record.value, record.headers["ce_id"]) for record in found]


async def test_a_record_is_published_again_as_it_was(stream: EmbeddedStream, replayer: Replayer, clock: Clock) -> None:
    """Key, value and headers; and only once."""
    letter = letter_of_record(clock(), b'{"half": "an arti')
    assert [await replayer.replay(letter) for _ in range(3)] == [Verdict.REPLAYED, Verdict.ALREADY, Verdict.ALREADY]
    assert await articles(stream) == [("ключ", b'{"half": "an arti', "a-0")]


async def test_a_record_that_was_too_long_to_be_kept_comes_from_its_topic(
    stream: EmbeddedStream, replayer: Replayer, clock: Clock
) -> None:
    """As long as it is there; another record at its place is not taken for it."""
    value = b"x" * (MAX_CONTENT_BYTES + 1)
    letter = letter_of_record(clock(), value)
    assert await replayer.replay(letter) is Verdict.GONE
    await stream.publish([Record(ARTICLES.name, "ключ", b"another", {"ce_id": "b-1"})])
    assert await replayer.replay(letter) is Verdict.GONE
    await stream.publish([Record(ARTICLES.name, "ключ", value, {"ce_id": "a-1"})])
    letter = letter_of_record(clock(), value, offset=1)
    assert await replayer.replay(letter) is Verdict.REPLAYED
    assert (await articles(stream))[2] == ("ключ", value, "a-1")


async def find(stream: EmbeddedStream, wanted: LetterFilter | None = None) -> list[FoundLetter]:
    """What is found."""
    return list(await find_letters(stream, wanted or LetterFilter()))


async def test_letters_are_found_with_what_became_of_them(stream: EmbeddedStream, replayer: Replayer, clock: Clock) -> None:
    """Oldest first, without content; content is read for one; a stranger's record is passed over."""
    new = letter_of_record(clock(), b"new")
    old = replace(letter_of_record(clock(), b"old", offset=5), failed_at=clock().replace(hour=1))
    await stream.publish([dead_letter_record(new), Record(DEAD_LETTERS.name, "k", b"no letter"), dead_letter_record(old)])
    await replayer.replay(new)
    found = await find(stream)
    assert [each.letter for each in found] == [replace(old, content=None), replace(new, content=None)]
    assert [each.replayed_at for each in found] == [None, clock()]
    assert await read_letter(stream, found[0]) == old
    assert [each.letter.id for each in await find(stream, LetterFilter(ids=(new.id[:8],)))] == [new.id]
