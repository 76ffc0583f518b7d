"""Dispatch: take turns at hosts that have something due, many hosts at a time, one request at a time at each.

    waiting hosts ─ lease ─ [polls, fetches, paced] ─ give back

Why turns, and not a queue of entries: decision 2.
"""

import asyncio
from contextlib import suppress
from datetime import datetime, timedelta

from ingest.database import DatabaseAway
from ingest.errors import RetryLater
from ingest.frontier import turns
from ingest.frontier.turns import DueEntry, DueFeed, LostTurnError, Turn, Waiting
from ingest.stages.context import IngestContext
from ingest.stages.fetch import FetchStage
from ingest.stages.poll import PollStage

IDLE_S = 1.0
"""How long to sleep at most when nothing is due: other processes (a command, another machine) add work too."""

HOLD_S = 60.0
"""How long to leave a host alone that asked for quiet without saying how long."""

MAX_HOLD_S = 24 * 3600.0

ONCE_WAIT_S = 60.0
"""``run --once`` waits for a host's pace up to here; a host that asked for longer quiet is left for the next run."""


class Dispatcher:
    """Runs turns until stopped, or until nothing is due.

    Args:
        context: What the stages of ingest share.
        poll: Does the polls.
        fetch: Does the fetches.
        owner: Names this process in leases.
    """

    def __init__(self, context: IngestContext, poll: PollStage, fetch: FetchStage, owner: str) -> None:
        self._context = context
        self._poll = poll
        self._fetch = fetch
        self._owner = owner
        self._stopping = asyncio.Event()
        self._running: set[asyncio.Task[None]] = set()

    def stop(self) -> None:
        """Take no more turns; those under way end after the request that they are at."""
        self._stopping.set()

    async def run(self, *, once: bool) -> None:
        """Take turns.

        Args:
            once: Poll each feed that is due now once, return when nothing of it is left to do.

        Raises:
            ExceptionGroup: A turn failed in a way that is no input's fault.
        """
        polls_due_by = self._context.now() if once else None
        async with asyncio.TaskGroup() as group:
            while not self._stopping.is_set():
                for turn in await self._take(polls_due_by):
                    task = group.create_task(self._run_turn(turn), name=f"turn {turn.host}")
                    self._running.add(task)
                    task.add_done_callback(self._running.discard)
                waiting = await self._context.database.read(turns.waiting, self._context.now(), polls_due_by=polls_due_by)
                if once and not self._running and not self._has_work(waiting):
                    break
                await self._sleep(waiting)

    async def _take(self, polls_due_by: datetime | None) -> list[Turn]:
        free = self._context.settings.poll.concurrency - len(self._running)
        if free <= 0:
            return []
        now = self._context.now()
        try:
            return await self._context.database.write(
                turns.take,
                self._owner,
                now,
                polls_due_by=polls_due_by or now,
                lease_s=self._context.lease_s,
                max_hosts=free,
                max_entries=self._context.settings.fetch.requests_per_turn,
            )
        except DatabaseAway:  # what was leased all the same is free again when its lease ends
            return []

    def _has_work(self, waiting: list[Waiting]) -> bool:
        now = self._context.now()
        patience = timedelta(seconds=ONCE_WAIT_S)
        return any(host.due_at <= now and host.free_at <= now + patience for host in waiting)

    async def _sleep(self, waiting: list[Waiting]) -> None:
        """Sleep until a turn ends, the next host is ready, or the daemon stops."""
        now = self._context.now()
        next_at = min((max(host.due_at, host.free_at) for host in waiting), default=now + timedelta(seconds=IDLE_S))
        timeout_s = min(max((next_at - now).total_seconds(), 0.01), IDLE_S)
        if len(self._running) >= self._context.settings.poll.concurrency:
            timeout_s = IDLE_S
        stopping = asyncio.ensure_future(self._stopping.wait())
        try:
            await asyncio.wait([stopping, *self._running], timeout=timeout_s, return_when=asyncio.FIRST_COMPLETED)
        finally:
            stopping.cancel()

    async def _run_turn(self, turn: Turn) -> None:
        pace = _Pace(self._context, self._stopping)
        next_request_at = None
        try:
            for due in (*turn.feeds, *turn.entries):
                if not await pace.wait(self._delay_s(turn)):
                    break
                match due:
                    case DueFeed():
                        held = await self._poll.poll_feed(turn, due)
                    case DueEntry():
                        held = await self._fetch.fetch_entry(turn, due)
                if held:
                    next_request_at = self._context.now() + timedelta(seconds=_hold_s(held))
                    break
        except LostTurnError as error:
            self._context.log.warning("turn", host=turn.host, outcome="lost", detail=str(error))
            return
        except DatabaseAway as error:
            # Whether the last step was written down is in doubt: a later turn finds out, from what is due then.
            self._context.log.warning("turn", host=turn.host, outcome="in_doubt", detail=error.detail)
        if next_request_at is None:
            next_request_at = pace.next_at(self._delay_s(turn))
        with suppress(DatabaseAway):  # else the lease ends by itself
            await self._context.database.write(turns.give_back, turn, next_request_at)

    def _delay_s(self, turn: Turn) -> float:
        delay_s = self._context.settings.http.host_delay_s
        if not self._context.settings.http.respect_robots:
            return delay_s
        return max(delay_s, self._context.robots.crawl_delay_s(turn.host) or 0.0)


class _Pace:
    """The starts of a turn's requests, a delay apart."""

    def __init__(self, context: IngestContext, stopping: asyncio.Event) -> None:
        self._context = context
        self._stopping = stopping
        self._last_start_at: datetime | None = None

    async def wait(self, delay_s: float) -> bool:
        """Wait for the next start; False where the daemon stops meanwhile."""
        if self._last_start_at is not None:
            wait_s = (self.next_at(delay_s) - self._context.now()).total_seconds()
            if wait_s > 0:
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._stopping.wait(), timeout=wait_s)
        self._last_start_at = self._context.now()
        return not self._stopping.is_set()

    def next_at(self, delay_s: float) -> datetime:
        """The earliest next start."""
        return (self._last_start_at or self._context.now()) + timedelta(seconds=delay_s)


def _hold_s(held: RetryLater) -> float:
    return min(max(held.after_s or HOLD_S, 1.0), MAX_HOLD_S)
