"""The composition root: builds the daemon from its settings, runs it, supervises its tasks, and sums up what it did.

    signals ─► Dispatcher ─ turns ─► PollStage, FetchStage ─► log ═► ProcessStage ─► conflict.events.v1

Nothing imports it but the commands.
"""

import asyncio
import os
import secrets
import signal
import socket
import time
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import datetime

from ingest import data_dir
from ingest.clock import utc_now
from ingest.database import Database
from ingest.errors import FatalError
from ingest.feed_lists import default_feeds
from ingest.frontier import entries, feeds, turns
from ingest.http import RobotsCache, open_client
from ingest.logs import Logger, get_logger
from ingest.settings import Settings
from ingest.stages.context import StageContext, open_workers
from ingest.stages.dispatch import Dispatcher
from ingest.stages.fetch import FetchStage
from ingest.stages.poll import PollStage
from ingest.stages.process import ProcessStage
from ingest.streams.embedded import EmbeddedStream
from ingest.streams.topics import ARTICLES, CODER
from ingest.web.metrics import Metrics
from ingest.web.server import serve
from processors.feeds.feed_list import FeedSpec

HOUSEKEEPING_S = 3600.0
GAUGES_S = 5.0


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


class Daemon:
    """The running whole. Made by ``open_daemon``.

    Args:
        context: What the stages share.
        dispatcher: Takes turns at hosts.
        process: Codes events.
    """

    def __init__(self, context: StageContext, dispatcher: Dispatcher, process: ProcessStage) -> None:
        self.context = context
        self._dispatcher = dispatcher
        self._process = process
        self._stopping = asyncio.Event()
        self.is_ready = False

    def stop(self) -> None:
        """Stop polling, finish what is under way, return from ``run``."""
        self.is_ready = False
        self._stopping.set()
        self._dispatcher.stop()

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
        counts = await self.context.database.read(entries.counts)
        waiting = await self.context.database.read(entries.backlog)
        return RunReport(
            outcomes={(outcome, reason): n for outcome, reason, n in counts},
            events=dict(self._process.published),
            backlog=sum(n for _, n in waiting),
            duration_s=(self.context.now() - started_at).total_seconds(),
        )

    async def _supervise(self, *, once: bool) -> None:
        """Run the tasks; the first that dies takes the daemon with it."""
        async with asyncio.TaskGroup() as group:
            background = [group.create_task(self._keep_house()), group.create_task(self._update_gauges())]
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
        finishing = asyncio.Event()
        async with asyncio.TaskGroup() as group:
            group.create_task(self._process.run(finishing), name="process")
            await self._dispatcher.run(once=once)
            finishing.set()

    async def _keep_house(self) -> None:
        while True:
            dropped = await self.context.stream.trim()
            if dropped:
                self.context.log.info("trim", records=dropped)
            await asyncio.sleep(HOUSEKEEPING_S)

    async def _update_gauges(self) -> None:
        metrics, database, stream = self.context.metrics, self.context.database, self.context.stream
        while True:
            metrics.backlog.set(sum(n for _, n in await database.read(entries.backlog)))
            metrics.feeds.set(await database.read(feeds.count_active))
            ends = await stream.offsets(ARTICLES.name)
            positions = await stream.committed(CODER, ARTICLES.name)
            metrics.lag.labels(CODER, ARTICLES.name).set(sum(held.end - positions[p] for p, held in ends.items()))
            await asyncio.sleep(GAUGES_S)


@asynccontextmanager
async def open_daemon(
    settings: Settings,
    *,
    feed_list: Sequence[FeedSpec] | None = None,
    with_web: bool = True,
    now: Callable[[], datetime] = utc_now,
) -> AsyncIterator[Daemon]:
    """Build a daemon on its data directory.

    Args:
        settings: Already checked.
        feed_list: Makes the list of feeds exactly this; None keeps the database's, or the shipped one where nobody listed any.
        with_web: Serve metrics and health checks, where the settings want it.
        now: The clock.

    Raises:
        FatalError: The data directory is in use, or something cannot be started.
    """
    log = get_logger()
    async with AsyncExitStack() as stack:
        stack.enter_context(data_dir.hold(settings))
        database = stack.enter_context(data_dir.open_database(settings, create=True))
        await _prepare(database, feed_list, now())
        context = await _build_context(settings, database, stack, log, now)
        dispatcher = Dispatcher(context, PollStage(context), FetchStage(context), _owner())
        daemon = Daemon(context, dispatcher, ProcessStage(context))
        if with_web and settings.web.enabled:
            url = await stack.enter_async_context(serve(settings.web, context.metrics, lambda: daemon.is_ready))
            log.info("web", url=url)
        yield daemon


@contextmanager
def signals_stop(daemon: Daemon) -> Iterator[None]:
    """SIGTERM and SIGINT stop the daemon in order while the block runs."""
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, daemon.stop)
    try:
        yield
    finally:
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.remove_signal_handler(number)


async def _prepare(database: Database, feed_list: Sequence[FeedSpec] | None, now: datetime) -> None:
    # This process holds the data directory alone: turns that are open belong to a killed predecessor.
    await database.write(turns.forget_all)
    if feed_list is not None:
        await database.write(feeds.replace_list, feed_list, now)
    elif await database.read(feeds.is_unset):
        await database.write(feeds.add, default_feeds(), now)


async def _build_context(
    settings: Settings, database: Database, stack: AsyncExitStack, log: Logger, now: Callable[[], datetime]
) -> StageContext:
    client = await stack.enter_async_context(open_client(settings.http))
    workers = await stack.enter_async_context(open_workers(settings.workers))
    return StageContext(
        settings=settings,
        database=database,
        stream=EmbeddedStream(database, now),
        client=client,
        robots=RobotsCache(client, user_agent=settings.http.user_agent, clock=time.monotonic),
        workers=workers,
        metrics=Metrics(),
        log=log,
        now=now,
    )


def _owner() -> str:
    """Names this process among all that lease hosts."""
    return f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"


def _first_fatal(group: BaseExceptionGroup) -> FatalError | None:
    for error in group.exceptions:
        fatal = _first_fatal(error) if isinstance(error, BaseExceptionGroup) else error
        if isinstance(fatal, FatalError):
            return fatal
    return None
