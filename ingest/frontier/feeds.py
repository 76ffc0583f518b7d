"""The feeds to poll, in SQL: the list, its changes, and what the last poll of each said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Connection, case, func, select, update

from ingest.database.engine import upsert
from ingest.database.tables import feeds, hosts
from processors.feeds.feed_list import FeedSpec
from processors.feeds.identity import host_of
from processors.records.ids import feed_id


class PollOutcome(StrEnum):
    """How a poll ended."""

    UPDATED = "updated"
    NOT_MODIFIED = "not_modified"
    MOVED = "moved"
    FAILED = "failed"


class Revival(StrEnum):
    """What became of the wish to try something again that had failed."""

    REVIVED = "revived"
    """It is due now."""
    WAITING = "waiting"
    """It was due anyway."""
    SETTLED = "settled"
    """It was tried again since."""
    UNKNOWN = "unknown"
    """There is no such thing."""


@dataclass(frozen=True, slots=True)
class FeedState:
    """A feed and what its last poll said, for people."""

    id: str
    url: str
    active: bool
    outlet: str | None
    country: str | None
    language: str | None
    region: str | None
    added_at: datetime
    poll_url: str
    next_poll_at: datetime
    failures: int
    last_polled_at: datetime | None
    last_outcome: str | None
    last_reason: str | None
    last_detail: str | None
    entry_count: int


@dataclass(frozen=True, slots=True)
class PollRecord:
    """What a poll changes in a feed's row.

    Attributes:
        outcome: How it ended.
        next_poll_in_s: Seconds until the next one; None switches the feed off (410 Gone).
        etag, last_modified: Verbatim validators for the next poll.
        home_url: Where polls start from now on.
        entry_count: Entries in the document; None where none was read.
        entries_per_hour: The feed's rate, where it is known.
        reason, detail: Of a failure.
    """

    outcome: PollOutcome
    next_poll_in_s: float | None
    etag: str | None
    last_modified: str | None
    home_url: str
    entry_count: int | None = None
    entries_per_hour: float | None = None
    reason: str | None = None
    detail: str | None = None


def replace_list(connection: Connection, specs: Sequence[FeedSpec], now: datetime) -> None:
    """Make the list exactly these feeds. A feed that is no longer listed keeps its history and is not polled."""
    connection.execute(update(feeds).values(active=False))
    add(connection, specs, now)


def add(connection: Connection, specs: Sequence[FeedSpec], now: datetime) -> int:
    """List feeds, or update what is said of those already listed; return how many were not polled before this."""
    before = count_active(connection)
    for spec in specs:
        about = {"outlet": spec.outlet, "country": spec.country, "language": spec.language, "region": spec.region}
        ensure_host(connection, host_of(spec.url), now)
        row = upsert(connection.dialect, feeds).values(
            id=feed_id(spec.url),
            url=spec.url,
            active=True,
            **about,
            added_at=now,
            home_url=spec.url,
            poll_url=spec.url,
            redirects=0,
            host=host_of(spec.url),
            next_poll_at=now,
            failures=0,
            entry_count=0,
        )
        connection.execute(row.on_conflict_do_update(index_elements=["id"], set_={"active": True, **about}))
    return count_active(connection) - before


def remove(connection: Connection, url: str) -> bool:
    """Stop polling a feed; False where it is not listed."""
    return connection.execute(update(feeds).where(feeds.c.url == url, feeds.c.active).values(active=False)).rowcount > 0


def listed(connection: Connection) -> list[FeedState]:
    """The feeds that are polled, in the order of their addition."""
    rows = connection.execute(select(feeds).where(feeds.c.active).order_by(feeds.c.added_at, feeds.c.url))
    return [FeedState(**{name: getattr(row, name) for name in FeedState.__dataclass_fields__}) for row in rows]


def make_due(connection: Connection, now: datetime) -> None:
    """Have every feed polled at the next opportunity."""
    connection.execute(update(feeds).where(feeds.c.active).values(next_poll_at=now))


def revive(connection: Connection, feed: str, failed_at: datetime, now: datetime) -> Revival:
    """Make a feed due now whose poll failed at ``failed_at``, unless it was polled since."""
    row = connection.execute(select(feeds).where(feeds.c.id == feed, feeds.c.active).with_for_update()).one_or_none()
    if row is None:
        return Revival.UNKNOWN
    if row.last_polled_at != failed_at:
        return Revival.SETTLED
    if row.next_poll_at <= now:
        return Revival.WAITING
    connection.execute(update(feeds).where(feeds.c.id == feed).values(next_poll_at=now))
    return Revival.REVIVED


def count_active(connection: Connection) -> int:
    """How many feeds are polled."""
    return connection.execute(select(func.count()).select_from(feeds).where(feeds.c.active)).scalar_one()


def is_unset(connection: Connection) -> bool:
    """Whether nobody ever listed a feed here."""
    return connection.execute(select(func.count()).select_from(feeds)).scalar_one() == 0


def record_poll(connection: Connection, feed: str, poll: PollRecord, now: datetime) -> None:
    """Write down how a poll ended and when the next is due."""
    failed = poll.outcome is PollOutcome.FAILED
    values: dict[str, object] = {
        "last_polled_at": now,
        "last_outcome": poll.outcome.value,
        "last_reason": poll.reason,
        "last_detail": poll.detail,
        "etag": poll.etag,
        "last_modified": poll.last_modified,
        "home_url": poll.home_url,
        "poll_url": poll.home_url,
        "host": host_of(poll.home_url),
        "redirects": 0,
        "failures": feeds.c.failures + 1 if failed else 0,
        "entries_per_hour": poll.entries_per_hour,
    }
    if poll.next_poll_in_s is None:
        values["active"] = False
    else:
        values["next_poll_at"] = now + timedelta(seconds=poll.next_poll_in_s)
    if poll.entry_count is not None:
        values["entry_count"] = poll.entry_count
    connection.execute(update(feeds).where(feeds.c.id == feed).values(**values))


def redirect_poll(connection: Connection, feed: str, url: str, *, permanent: bool, now: datetime) -> None:
    """Go on with a poll in the turn of the host that it was redirected to.

    A move is permanent only if every hop was, from where polls start.
    """
    host = host_of(url)
    ensure_host(connection, host, now)
    values: dict[str, object] = {"poll_url": url, "host": host, "redirects": feeds.c.redirects + 1}
    if permanent:
        values["home_url"] = case((feeds.c.home_url == feeds.c.poll_url, url), else_=feeds.c.home_url)
    connection.execute(update(feeds).where(feeds.c.id == feed).values(**values))


def ensure_host(connection: Connection, host: str, now: datetime) -> None:
    """Know a host, so that turns can be taken at it."""
    connection.execute(upsert(connection.dialect, hosts).values(host=host, next_request_at=now, fence=0).on_conflict_do_nothing())
