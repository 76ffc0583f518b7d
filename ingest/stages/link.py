"""Link: read coded articles, put them into stories, publish events under their story's id, and the stories that changed.

    conflictwire.reports.v1 ─ link ─┬─ conflict.events.v1, conflict.events-latest.v1
                                    ├─ conflict.stories.v1
                                    └─ conflictwire.members.v1 (the linker's state)

One partition, so that one member sees all reports in one order. The state is in memory; each change of it commits to the
compacted topic of members in the transaction of the outputs and the group's position. Whoever takes over reads it from there.
Where the group's position is beyond the one that this state belongs to, another member was at work, and the state is read again;
so it is after a commit that failed.
"""

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.errors import RejectInput, RetryLater
from ingest.stages.consume import Pull, consume
from ingest.stages.context import WorkContext
from ingest.streams.dead_letters import record_letter
from ingest.streams.envelope import (
    dead_letter_record,
    event_record,
    gone,
    latest_record,
    member_record,
    report_from,
    story_record,
)
from ingest.streams.protocol import Record, StoredRecord, Stream, Subscription
from ingest.streams.reading import read_all
from ingest.streams.topics import LINKER, MEMBERS, REPORTS, STORIES
from processors.records.codec import MalformedRecordError, decode
from processors.stories import Change, Limits, Member, Report, Window, advance

BATCH = 64
PAGE = 500
"""Members read at once."""


@dataclass(slots=True)
class _State:
    """The window, and the offset of the group's that it belongs to."""

    window: Window
    position: int


class LinkStage:
    """Links reports as they come.

    Args:
        context: What all stages share.
        stream: Where reports come from and stories go.
        limits: How much is remembered.
    """

    def __init__(self, context: WorkContext, stream: Stream, limits: Limits | None = None) -> None:
        self._context = context
        self._stream = stream
        self._limits = limits or Limits()
        self._state: _State | None = None
        self.published: Counter[str] = Counter()
        """Events published by this process, by PLOVER type, without retractions."""

    async def run(self, finishing: asyncio.Event, *, to_the_end: bool = True) -> None:
        """Consume, through outages of the stream; once ``finishing`` is set, end (see ``consume``).

        Raises:
            FatalError: The stream refuses us, or is away at the end.
        """
        pull = Pull(self._stream, LINKER, REPORTS.name, BATCH)
        await consume(pull, self.process, finishing, to_the_end=to_the_end, log=self._context.log)

    async def process(self, subscription: Subscription, records: Sequence[StoredRecord]) -> None:
        """Link a batch and commit it; where the commit fails, the subscription's next poll starts again where the group is."""
        started_at = self._context.now()
        state = await self._current()
        # Until the commit is done, the window is ahead of what is written: whatever happens, it is read again.
        self._state = None
        linked = [self._link(state.window, record) for record in records]
        outputs = [output for made, _ in linked for output in made]
        try:
            await subscription.commit(records, outputs)
        except RetryLater as error:
            self._context.log.warning("link", outcome="retry", reason=error.reason, detail=error.detail)
            return
        self._state = _State(state.window, records[-1].offset + 1)
        self._count([change for _, change in linked if change is not None])
        ended_at, tracing = self._context.now(), self._context.tracing
        for consumed, (made, _) in zip(records, linked, strict=True):
            for output in made:
                self._context.log.debug("published", topic=output.topic, key=output.key, ce_id=output.headers.get("ce_id"))
                tracing.published(output, by="link", started_at=started_at, ended_at=ended_at, caused_by=consumed)

    async def _current(self) -> _State:
        """The state at the group's position.

        A batch was polled, so the partition is ours, and no other member's transaction on it is open any more. A position before
        ours is our own last commit, which Kafka does not show yet: to read members then would miss that commit's.
        """
        (position,) = (await self._stream.committed(LINKER, REPORTS.name)).values()
        if self._state is None or self._state.position < position:
            self._state = _State(Window(await self._read_members(), self._limits), position)
            self._context.log.info("link", outcome="state_read", members=len(self._state.window), position=position)
        return self._state

    async def _read_members(self) -> list[Member]:
        found = {record.key: record.value async for record in read_all(self._stream, MEMBERS.name, page=PAGE)}
        return [decode(Member, value) for value in found.values() if value]

    def _link(self, window: Window, record: StoredRecord) -> tuple[list[Record], Change | None]:
        """What comes of one report."""
        try:
            report = report_from(record)
        except MalformedRecordError as error:
            return [self._bury(record, RejectInput("malformed_record", str(error)))], None
        change = advance(window, report)
        return (_outputs(change, report) if change is not None else []), change

    def _bury(self, record: StoredRecord, error: RejectInput) -> Record:
        self._context.log.warning("link", outcome="dead_letter", reason=error.reason, detail=error.detail, offset=record.offset)
        return dead_letter_record(record_letter(record, error, self._context.now()))

    def _count(self, changes: Sequence[Change]) -> None:
        for event in (event for change in changes for event in change.events if not event.retracted):
            self.published[event.plover_event.value] += 1
            self._context.metrics.events.labels(event.plover_event.value).inc()


def _outputs(change: Change, report: Report) -> list[Record]:
    """The records that a change makes."""
    at = report.fetched_at
    records = [event_record(event, at) for event in change.events]
    records += [latest_record(event, at) for event in change.events]
    if change.story is not None:
        records.append(story_record(change.story, at, report.article_id))
    elif change.is_story_gone:
        records.append(gone(STORIES, change.member.story_id))
    return [*records, member_record(change.member), *(gone(MEMBERS, article_id) for article_id in change.forgotten)]
