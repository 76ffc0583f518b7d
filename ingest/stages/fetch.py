"""Fetch: get an entry's page, extract its article, and settle the entry with its outcome.

    turn ─ robots ─ GET ─┬─ other host: next turn there
                         ├─ not now: later
                         ├─ never ──────────────────── dead letter ─┐
                         └─ page ─ extract ─ relevance ─ article ───┴─ settle the entry, in the same transaction

A daemon that dies before that transaction fetches the page again; nothing else of it is left.
"""

import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from ingest.errors import DispositionError, RejectInput, RetryLater, SkipInput
from ingest.frontier import entries, turns
from ingest.frontier.entries import Outcome
from ingest.frontier.turns import DueEntry, Turn
from ingest.http import Fetched, Moved, NotModified, media_types
from ingest.stages import work
from ingest.stages.context import IngestContext
from ingest.streams.dead_letters import dead_letter
from ingest.streams.envelope import article_record
from ingest.streams.protocol import Record
from processors.records import Article, Page, Stage


@dataclass(frozen=True, slots=True)
class _Failure:
    error: DispositionError
    stage: Stage
    content: bytes | None = None


_Written = tuple[dict[str, Any], Record | None]
"""What a log line says of it, and what was appended."""


class FetchStage:
    """Fetches entries.

    Args:
        context: What the stages of ingest share.
    """

    def __init__(self, context: IngestContext) -> None:
        self._context = context

    async def fetch_entry(self, turn: Turn, due: DueEntry) -> RetryLater | None:
        """Bring one entry as far as it goes; return the answer that asked for quiet on the whole host, if it was one.

        Raises:
            LostTurnError: Another worker has the host by now.
        """
        started, started_at = time.monotonic(), self._context.now()
        result = await self._get_article(due)
        fields, record = await self._context.database.write(self._write_down, turn, due, result, self._context.now())
        if record is not None:
            self._context.tracing.published(record, by="fetch", started_at=started_at, ended_at=self._context.now())
        duration_s = time.monotonic() - started
        self._count(fields, duration_s, result)
        level = "warning" if fields["outcome"] == Outcome.DEAD_LETTER else "info"
        getattr(self._context.log, level)(
            "entry", url=due.url, host=turn.host, attempt=due.attempts + 1, duration_ms=round(duration_s * 1000), **fields
        )
        error = result.error if isinstance(result, _Failure) else None
        return error if isinstance(error, RetryLater) and error.hold_host else None

    async def _get_article(self, due: DueEntry) -> Article | Moved | _Failure:
        http = self._context.settings.http
        try:
            if http.respect_robots and not await self._context.robots.allowed(due.fetch_url):
                raise SkipInput("robots", "robots.txt does not allow it")
            got = await self._context.client.get(due.fetch_url, accept=media_types.PAGES, max_body_bytes=http.max_page_bytes)
        except DispositionError as error:
            return _Failure(error, Stage.FETCH)
        match got:
            case Moved():
                if due.redirects >= http.max_redirects:
                    return _Failure(RejectInput("too_many_redirects", f"{due.redirects} hosts sent it on"), Stage.FETCH)
                return got
            case NotModified():
                return _Failure(RejectInput("protocol_error", "304 to an unconditional request"), Stage.FETCH)
            case Fetched():
                return await self._extract(due, got)

    async def _extract(self, due: DueEntry, got: Fetched) -> Article | _Failure:
        page = Page(url=got.url, body=got.body, content_type=got.content_type, fetched_at=self._context.now())
        try:
            return await self._context.run_in_worker(work.extract, page, due.entry, due.feed_ids, due.outlet)
        except work.PageError as error:
            rejected = RejectInput(error.reason, error.detail)
            rejected.__cause__ = error
            return _Failure(rejected, Stage.EXTRACT, got.body)
        except RejectInput as error:
            return _Failure(error, Stage.EXTRACT, got.body)

    def _write_down(
        self, connection: Connection, turn: Turn, due: DueEntry, result: Article | Moved | _Failure, now: datetime
    ) -> _Written:
        turns.confirm(connection, turn, now, self._context.lease_s)
        match result:
            case Article():
                appended: list[Record] = []

                def append(connection: Connection, article: Article) -> None:
                    appended.append(article_record(article))
                    self._context.outbox.append(connection, appended)

                outcome = entries.settle_article(connection, due, result, now, append)
                band = result.relevance.band.value if result.relevance else None
                fields = {"outcome": outcome.value, "band": band, "chars": len(result.text)}
                return fields, appended[0] if appended else None
            case Moved():
                entries.move(connection, due, result.url, now)
                return {"outcome": "moved", "to": result.url}, None
            case _Failure():
                return self._write_failure(connection, due, result, now)

    def _write_failure(self, connection: Connection, due: DueEntry, failure: _Failure, now: datetime) -> _Written:
        error = failure.error
        fields = {"reason": error.reason, "detail": error.detail}
        if isinstance(error, RetryLater) and due.attempts + 1 < self._context.settings.fetch.max_attempts:
            wait_s = self._retry_in_s(due, error)
            entries.postpone(connection, due, error.reason, now + timedelta(seconds=wait_s))
            return {"outcome": "retry", "retry_in_s": round(wait_s), **fields}, None
        if isinstance(error, SkipInput):
            entries.settle(connection, due, Outcome.SKIPPED, error.reason, now)
            return {"outcome": Outcome.SKIPPED.value, **fields}, None
        entries.settle(connection, due, Outcome.DEAD_LETTER, error.reason, now)
        letter = dead_letter(
            failure.stage,
            error,
            id_parts=(due.id, now.isoformat()),
            url=due.url,
            attempts=due.attempts + 1,
            now=now,
            feed_ids=due.feed_ids,
            title=due.entry.title,
            content=failure.content,
        )
        record = self._context.append_dead_letter(connection, letter)
        return {"outcome": Outcome.DEAD_LETTER.value, **fields}, record

    def _retry_in_s(self, due: DueEntry, error: RetryLater) -> float:
        fetch = self._context.settings.fetch
        wait_s = min(fetch.retry_after_s * 2.0**due.attempts, fetch.max_retry_after_s)
        return min(max(wait_s, error.after_s or 0.0), fetch.max_retry_after_s)

    def _count(self, fields: dict[str, Any], duration_s: float, result: Article | Moved | _Failure) -> None:
        metrics = self._context.metrics
        metrics.entry_seconds.observe(duration_s)
        if fields["outcome"] == "retry":
            metrics.retries.labels(fields["reason"]).inc()
        elif fields["outcome"] != "moved":
            metrics.entries.labels(fields["outcome"], fields.get("reason", "")).inc()
            if fields["outcome"] in (Outcome.ARTICLE, Outcome.REVISED) and isinstance(result, Article) and result.relevance:
                metrics.articles.labels(result.relevance.band.value).inc()
