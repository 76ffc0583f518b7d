"""The running whole: its tasks, their supervision, and the report of what they did. ``ingest.app`` puts it together.

    ingest:   Dispatcher ─ turns ─► PollStage, FetchStage ─► log ─► Publisher (with Kafka)
    process:  stream ─► ProcessStage ─► LinkStage ─► stream

Either half can run without the other, in another process or on another machine.
"""

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from ingest.database import Database
from ingest.errors import FatalError, RetryLater
from ingest.frontier import entries, feeds
from ingest.stages.context import IngestContext, WorkContext
from ingest.stages.dispatch import Dispatcher
from ingest.stages.link import LinkStage
from ingest.stages.process import ProcessStage
from ingest.stages.publish import PUBLISHER, Publisher
from ingest.streams import log as sql_log
from ingest.streams.protocol import Stream
from ingest.streams.topics import ARTICLES, CODER, LINKER, REPORTS

HOUSEKEEPING_S = 3600.0
GAUGES_S = 5.0


class Half(StrEnum):
    """What one process may do alone (``run --only``)."""

    INGEST = "ingest"
    PROCESS = "process"


@dataclass(frozen=True, slots=True)
class RunReport:
    """What a run did.

    Attributes:
        outcomes: Entries settled in all, by (outcome, reason), as the database knows them.
        events: Events published by this run, by PLOVER type.
        backlog: Entries that still wait.
        duration_s: From start to end.
    """

    outcomes: dict[tuple[str, str | None], int]
    events: dict[str, int]
    backlog: int
    duration_s: float


@dataclass(frozen=True, slots=True)
class Ingest:
    """The half that brings articles into the log.

    Attributes:
        dispatcher: Takes turns at hosts.
        publisher: Moves the log to Kafka; None where the log is the stream.
    """

    context: IngestContext
    dispatcher: Dispatcher
    publisher: Publisher | None

    @property
    def database(self) -> Database:
        """The frontier and the log."""
        return self.context.database


@dataclass(frozen=True, slots=True)
class Processing:
    """The half that turns articles into events and stories.

    Attributes:
        code: Articles into reports.
        link: Reports into events and stories.
    """

    code: ProcessStage
    link: LinkStage

    async def run(self, finishing: asyncio.Event, *, to_the_end: bool) -> None:
        """Run both; the second ends behind the first."""
        coded = asyncio.Event()
        async with asyncio.TaskGroup() as group:
            group.create_task(_loudly("link", self.link.run(coded, to_the_end=to_the_end)), name="link")
            await self.code.run(finishing, to_the_end=to_the_end)
            coded.set()


class Daemon:
    """The running whole.

    Args:
        context: What all stages share.
        stream: Where articles and events are.
        ingest: None where other processes ingest.
        process: Codes and links events; None where other processes do.
    """

    def __init__(self, context: WorkContext, stream: Stream, *, ingest: Ingest | None, process: Processing | None) -> None:
        self.context = context
        self.stream = stream
        self.ingest = ingest
        self._process = process
        self._stopping = asyncio.Event()
        self.is_ready = False

    def stop(self) -> None:
        """Stop polling, finish what is under way, return from ``run``."""
        self.is_ready = False
        self._stopping.set()
        if self.ingest:
            self.ingest.dispatcher.stop()

    async def run(self, *, once: bool = False) -> RunReport:
        """Work until stopped, or, with ``once``, until nothing is due and every article has been through.

        Raises:
            FatalError: The daemon cannot go on; what was committed stays.
        """
        started_at = self.context.now()
        self.is_ready = True
        try:
            await self._supervise(once=once)
        except BaseExceptionGroup as group:
            fatal = _first_fatal(group)
            if fatal is None:
                raise
            raise fatal from group
        finally:
            self.is_ready = False
        counts = await self.ingest.database.read(entries.counts) if self.ingest else []
        waiting = await self.ingest.database.read(entries.backlog) if self.ingest else []
        return RunReport(
            outcomes={(outcome, reason): n for outcome, reason, n in counts},
            events=dict(self._process.link.published) if self._process else {},
            backlog=sum(n for _, n in waiting),
            duration_s=(self.context.now() - started_at).total_seconds(),
        )

    async def _supervise(self, *, once: bool) -> None:
        """Run the tasks; the first that dies takes the daemon with it."""
        async with asyncio.TaskGroup() as group:
            background = [
                group.create_task(_loudly("housekeeping", self._keep_house())),
                group.create_task(_loudly("gauges", self._update_gauges())),
            ]
            work = group.create_task(self._work(once=once))
            stopping = group.create_task(self._stopping.wait())
            await asyncio.wait([work, stopping], return_when=asyncio.FIRST_COMPLETED)
            if not work.done():
                _, late = await asyncio.wait([work], timeout=self.context.settings.shutdown_s)
                if late:
                    self.context.log.warning("stop", outcome="deadline", detail="what was under way is done at the next start")
                    work.cancel()
            for task in (*background, stopping):
                task.cancel()

    async def _work(self, *, once: bool) -> None:
        """Both halves; they end one behind the other, so that what the first brought goes through the second."""
        ingested, published = asyncio.Event(), asyncio.Event()
        # The embedded stream is short and ours alone. Kafka's may be long, and is shared with others who go on.
        to_the_end = once or not self.context.settings.kafka.is_on
        async with asyncio.TaskGroup() as group:
            if self._process:
                processing = self._process.run(published, to_the_end=to_the_end)
                group.create_task(_loudly("process", processing), name="process")
            if self.ingest is None:
                await (asyncio.sleep(0) if once else self._stopping.wait())
            else:
                publishing = None
                if self.ingest.publisher:
                    publishing = group.create_task(_loudly("publish", self.ingest.publisher.run(ingested)), name="publish")
                await self.ingest.dispatcher.run(once=once)
                ingested.set()
                if publishing:
                    await publishing
            published.set()

    async def _keep_house(self) -> None:
        while self.ingest:
            dropped = await self.ingest.context.outbox.trim()
            if dropped:
                self.context.log.info("trim", records=dropped)
            await asyncio.sleep(HOUSEKEEPING_S)

    async def _update_gauges(self) -> None:
        while True:
            try:
                if self.ingest:
                    await self._look_at_ingest(self.ingest)
                if self._process:
                    for group, topic in ((CODER, ARTICLES), (LINKER, REPORTS)):
                        ends = await self.stream.offsets(topic.name)
                        positions = await self.stream.committed(group, topic.name)
                        lag = sum(held.end - max(positions[p], held.first) for p, held in ends.items())
                        self.context.metrics.lag.labels(group, topic.name).set(lag)
            except RetryLater as error:
                self.context.log.debug("gauges", outcome="retry", reason=error.reason, detail=error.detail)
            await asyncio.sleep(GAUGES_S)

    async def _look_at_ingest(self, ingest: Ingest) -> None:
        metrics, database = self.context.metrics, ingest.database
        metrics.backlog.set(sum(n for _, n in await database.read(entries.backlog)))
        metrics.feeds.set(await database.read(feeds.count_active))
        if ingest.publisher:
            for topic in ingest.publisher.topics.values():
                held = await database.read(sql_log.offsets, topic)
                marks = await database.read(sql_log.committed, PUBLISHER, topic)
                waiting = sum(part.end - max(marks[p], part.first) for p, part in held.items())
                metrics.lag.labels(PUBLISHER, topic.name).set(waiting)


async def _loudly(name: str, work: Coroutine[Any, Any, None]) -> None:
    """Run what must not end unnoticed.

    A library that awaits a task which it has cancelled itself ends ours with it, and a task group takes that for an orderly end.

    Raises:
        FatalError: That happened.
    """
    try:
        await work
    except asyncio.CancelledError as error:
        task = asyncio.current_task()
        if task is not None and not task.cancelling():
            raise FatalError(f"the task {name!r} was cancelled from inside; please report it") from error
        raise


def _first_fatal(group: BaseExceptionGroup) -> FatalError | None:
    for error in group.exceptions:
        fatal = _first_fatal(error) if isinstance(error, BaseExceptionGroup) else error
        if isinstance(fatal, FatalError):
            return fatal
    return None
