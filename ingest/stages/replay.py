"""Replay: try what is dead-lettered once more, each letter exactly once, however often it is asked for.

    letter of an entry   ─ the entry is due again ──────────┐
    letter of a feed     ─ the feed is due now ─────────────┼─ and the topic says "replayed", in the same transaction
    letter of a record   ─ the record is published again ───┘

A record goes back to its topic as it was, ``ce_id`` included: it is the same event, and whoever has seen it can tell. Its next
failure is a letter of its own.
"""

import asyncio
from collections.abc import Callable
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection

from ingest.database import Database
from ingest.errors import RetryLater
from ingest.frontier import entries, feeds
from ingest.frontier.feeds import Revival
from ingest.streams.dead_letters import is_whole, replay_mark, whole_content
from ingest.streams.embedded import EmbeddedStream
from ingest.streams.envelope import dead_letter_record
from ingest.streams.protocol import Record, Stream
from processors.records import DeadLetter, Origin, Stage
from processors.records.ids import article_id

TRIES = 3
PAUSE_S = 1.0


class Verdict(StrEnum):
    """What came of the wish to replay a letter."""

    REPLAYED = "replayed"
    ALREADY = "already_replayed"
    WAITING = "waits_anyway"
    SETTLED = "tried_since"
    UNKNOWN = "not_known_here"
    GONE = "original_gone"

    @property
    def is_good(self) -> bool:
        """Whether the input is, or was, tried once more."""
        return self not in (Verdict.UNKNOWN, Verdict.GONE)


REVIVALS = {
    Revival.REVIVED: Verdict.REPLAYED,
    Revival.WAITING: Verdict.WAITING,
    Revival.SETTLED: Verdict.SETTLED,
    Revival.UNKNOWN: Verdict.UNKNOWN,
}


class Replayer:
    """Replays letters.

    Args:
        stream: Where records come from and go to.
        database: Holds the frontier; None on a machine that only processes.
        now: The clock, aware UTC.
    """

    def __init__(self, stream: Stream, database: Database | None, now: Callable[[], datetime]) -> None:
        self._stream = stream
        self._database = database
        self._now = now

    async def replay(self, letter: DeadLetter) -> Verdict:
        """Replay one letter, given with its content.

        Raises:
            RetryLater, FatalError: It was not replayed, or it is not known; to try again is safe.
        """
        if letter.origin is not None:
            return await self._republish(letter, letter.origin)
        if letter.stage is Stage.PROCESS:
            return Verdict.GONE
        if self._database is None:
            return Verdict.UNKNOWN
        outbox = EmbeddedStream(self._database, self._now)
        return await self._database.write(_revive, letter, outbox, self._now())

    async def _republish(self, letter: DeadLetter, origin: Origin) -> Verdict:
        content = whole_content(letter)
        if content is None:
            content = await self._still_in_its_topic(letter, origin)
        if content is None:
            return Verdict.GONE
        record = Record(origin.topic, origin.key, content, dict(origin.headers))
        mark = dead_letter_record(replay_mark(letter, self._now()))
        for _ in range(TRIES - 1):
            try:
                return await self._publish_once(record, mark)
            except RetryLater:
                # Another replay came in between, or Kafka is away for a moment; what was done is found done.
                await asyncio.sleep(PAUSE_S)
        return await self._publish_once(record, mark)

    async def _publish_once(self, record: Record, mark: Record) -> Verdict:
        return Verdict.REPLAYED if await self._stream.publish_once([record], mark) else Verdict.ALREADY

    async def _still_in_its_topic(self, letter: DeadLetter, origin: Origin) -> bytes | None:
        """The record itself, where it was too long to be kept in the letter."""
        if letter.content_sha256 is None:
            return None
        for record in await self._stream.read(origin.topic, origin.partition, origin.offset, max_records=1):
            if is_whole(letter, record.value):
                return record.value
        return None


def _revive(connection: Connection, letter: DeadLetter, outbox: EmbeddedStream, now: datetime) -> Verdict:
    """Make the entry or feed due, and say so in the topic."""
    if letter.stage is Stage.POLL:
        revival = feeds.revive(connection, letter.feed_ids[0] if letter.feed_ids else "", letter.failed_at, now)
    else:
        revival = entries.revive(connection, article_id(letter.url or ""), letter.failed_at, now)
    if revival is Revival.REVIVED:
        outbox.append(connection, [dead_letter_record(replay_mark(letter, now))])
    return REVIVALS[revival]
