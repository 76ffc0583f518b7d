"""Poll: ask a feed for its document, queue what is new in it, and say when to ask again.

    turn ─ conditional GET ─┬─ 304 ──────────────────────────────┐
                            ├─ other host: next turn there       ├─ record the poll, in the same transaction
                            └─ 200 ─ parse ─ admit new entries ──┘

The validators of a document are stored in the transaction that queues its entries: a daemon that dies in between asks for the
whole document again.
"""

import time
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from ingest.errors import DispositionError, RejectInput, RetryLater
from ingest.frontier import entries, feeds, turns
from ingest.frontier.feeds import PollOutcome, PollRecord
from ingest.frontier.turns import DueFeed, Turn
from ingest.http import Fetched, Moved, NotModified, Validators, media_types
from ingest.stages import work
from ingest.stages.context import IngestContext
from ingest.streams.dead_letters import dead_letter
from processors.feeds.schedule import PollHistory, PollLimits, next_poll_in_s, smoothed_rate
from processors.records import ParsedFeed, Stage
from processors.records.ids import text_sha256


@dataclass(frozen=True, slots=True)
class _Answer:
    """What the feed answered, until it is written down."""

    outcome: PollOutcome
    validators: Validators
    max_age_s: float | None = None
    home_url: str | None = None
    parsed: ParsedFeed | None = None
    error: DispositionError | None = None
    body: bytes | None = None


class PollStage:
    """Polls feeds.

    Args:
        context: What the stages of ingest share.
    """

    def __init__(self, context: IngestContext) -> None:
        self._context = context
        poll = context.settings.poll
        self._limits = replace(PollLimits(), min_interval_s=poll.min_interval_s, max_interval_s=poll.max_interval_s)

    async def poll_feed(self, turn: Turn, feed: DueFeed) -> RetryLater | None:
        """Poll one feed; return the answer that asked for quiet on the whole host, if it was one.

        Raises:
            LostTurnError: Another worker has the host by now.
        """
        started = time.monotonic()
        answer = await self._ask(feed)
        now = self._context.now()
        if isinstance(answer, Moved):
            await self._context.database.write(self._record_move, turn, feed, answer, now)
            fields: dict[str, Any] = {"outcome": PollOutcome.MOVED.value, "to": answer.url}
        else:
            fields = await self._context.database.write(self._record, turn, feed, answer, now)
        duration_s = time.monotonic() - started
        self._context.metrics.polls.labels(fields["outcome"]).inc()
        self._context.metrics.poll_seconds.observe(duration_s)
        self._context.metrics.last_poll_at.set(now.timestamp())
        level = "warning" if fields["outcome"] == PollOutcome.FAILED else "info"
        getattr(self._context.log, level)("poll", feed=feed.url, host=turn.host, duration_ms=round(duration_s * 1000), **fields)
        error = None if isinstance(answer, Moved) else answer.error
        return error if isinstance(error, RetryLater) and error.hold_host else None

    async def _ask(self, feed: DueFeed) -> _Answer | Moved:
        kept = Validators(feed.etag, feed.last_modified)
        body = None
        try:
            got = await self._context.client.get(
                feed.poll_url,
                validators=kept,
                accept=media_types.FEEDS,
                max_body_bytes=self._context.settings.http.max_feed_bytes,
            )
            if isinstance(got, Moved):
                if feed.redirects >= self._context.settings.http.max_redirects:
                    raise RejectInput("too_many_redirects", f"{feed.redirects} hosts sent it on")
                return got
            if isinstance(got, NotModified):
                return _Answer(PollOutcome.NOT_MODIFIED, _newer(got.validators, kept), got.max_age_s)
            body = got.body
            parsed = await self._parse(got)
        except DispositionError as error:
            # The validators stay: they belong to the last document that was read.
            return _Answer(PollOutcome.FAILED, kept, error=error, body=body)
        return _Answer(PollOutcome.UPDATED, got.validators, got.max_age_s, got.moved_permanently_to, parsed)

    async def _parse(self, got: Fetched) -> ParsedFeed:
        try:
            return await self._context.run_in_worker(
                work.parse,
                got.body,
                got.url,
                got.content_type,
                self._context.settings.poll.max_entries,
                self._context.now(),
            )
        except work.FeedError as error:
            raise RejectInput(error.reason, error.detail) from error

    def _record_move(self, connection: Connection, turn: Turn, feed: DueFeed, moved: Moved, now: datetime) -> None:
        turns.confirm(connection, turn, now, self._context.lease_s)
        feeds.redirect_poll(connection, feed.id, moved.url, permanent=moved.permanent, now=now)

    def _record(self, connection: Connection, turn: Turn, feed: DueFeed, answer: _Answer, now: datetime) -> dict[str, Any]:
        turns.confirm(connection, turn, now, self._context.lease_s)
        fields: dict[str, Any] = {"outcome": answer.outcome.value}
        admission = None
        if answer.parsed:
            admission = entries.admit(
                connection, feed.id, answer.parsed.entries, now, min_revisit_s=self._context.settings.fetch.min_revisit_s
            )
            fields |= {"entries": len(answer.parsed.entries), "new": admission.new, "edited": admission.edited}
            fields |= {"ill_formed": answer.parsed.bozo} if answer.parsed.bozo else {}
            fields |= {"left_out": dict(answer.parsed.skipped)} if answer.parsed.skipped else {}
        if answer.error:
            fields |= {"reason": answer.error.reason, "detail": answer.error.detail}
            if answer.body is not None and feed.failures == 0:
                self._bury(connection, feed, answer.error, answer.body, now)
        rate = self._rate(feed, admission, now) if answer.outcome is not PollOutcome.FAILED else feed.entries_per_hour
        wait_s = self._wait_s(feed, answer, rate)
        feeds.record_poll(
            connection,
            feed.id,
            PollRecord(
                outcome=answer.outcome,
                next_poll_in_s=wait_s,
                etag=answer.validators.etag,
                last_modified=answer.validators.last_modified,
                home_url=answer.home_url or feed.home_url,
                entry_count=len(answer.parsed.entries) if answer.parsed else None,
                entries_per_hour=rate,
                reason=answer.error.reason if answer.error else None,
                detail=answer.error.detail if answer.error else None,
            ),
            now,
        )
        return fields | {"next_poll_in_s": None if wait_s is None else round(wait_s)}

    def _bury(self, connection: Connection, feed: DueFeed, error: DispositionError, body: bytes, now: datetime) -> None:
        """Dead-letter an unreadable document: the first of a row of failures, so that a broken feed does not fill the topic."""
        letter = dead_letter(
            Stage.POLL,
            error,
            id_parts=(feed.id, text_sha256(body.decode("latin-1"))),
            url=feed.url,
            attempts=1,
            now=now,
            feed_ids=(feed.id,),
            title=feed.outlet or "",
            content=body,
        )
        self._context.append_dead_letter(connection, letter)

    def _rate(self, feed: DueFeed, admission: entries.Admission | None, now: datetime) -> float | None:
        if feed.last_polled_at is None:
            return None  # everything was new: it says nothing about the rhythm
        elapsed_s = (now - feed.last_polled_at).total_seconds()
        return smoothed_rate(feed.entries_per_hour, admission.new if admission else 0, elapsed_s)

    def _wait_s(self, feed: DueFeed, answer: _Answer, rate: float | None) -> float | None:
        error = answer.error
        history = PollHistory(
            feed_id=feed.id,
            entries_per_hour=rate,
            ttl_s=answer.parsed.ttl_s if answer.parsed else None,
            max_age_s=answer.max_age_s,
            retry_after_s=error.after_s if isinstance(error, RetryLater) else None,
            consecutive_failures=feed.failures + 1 if error else 0,
            gone=error is not None and error.reason == "http_410",
        )
        return next_poll_in_s(history, self._limits)


def _newer(given: Validators, kept: Validators) -> Validators:
    """A 304 may repeat the validators, change them, or leave them out (RFC 9110 section 15.4.5)."""
    return Validators(given.etag or kept.etag, given.last_modified or kept.last_modified)
