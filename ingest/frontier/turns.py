"""Turns at hosts: one worker at a time, paced, whichever machine it runs on.

A worker leases a host together with what is due there, does the work one request after the other, and gives the host back with
the earliest time of the next request. The lease carries a fence: a worker that was paused for longer than its lease finds its
number outdated and its writes refused, so what another worker has done since is not done over.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, Row, func, or_, select, union, union_all, update

from ingest.database.tables import entries, entry_feeds, feeds, hosts
from ingest.errors import ConflictwireError
from processors.records import Entry
from processors.records.codec import decode


class LostTurnError(ConflictwireError):
    """The lease ran out and another worker has the host; what this one did since is dropped."""


@dataclass(frozen=True, slots=True)
class DueFeed:
    """A feed to poll now."""

    id: str
    url: str
    outlet: str | None
    home_url: str
    poll_url: str
    redirects: int
    etag: str | None
    last_modified: str | None
    failures: int
    entries_per_hour: float | None
    last_polled_at: datetime | None


@dataclass(frozen=True, slots=True)
class DueEntry:
    """An entry to fetch now.

    Attributes:
        attempts: How often it was tried before, since it became due.
        redirects: How often another host has sent it on.
        feed_ids: The feeds that listed it, first discovery first.
        outlet: The publisher's name in the feed list, where it has one.
    """

    id: str
    url: str
    fetch_url: str
    attempts: int
    redirects: int
    entry: Entry
    feed_ids: tuple[str, ...]
    outlet: str | None


@dataclass(frozen=True, slots=True)
class Turn:
    """A lease of a host, with the work that was due when it was taken."""

    host: str
    owner: str
    fence: int
    feeds: tuple[DueFeed, ...]
    entries: tuple[DueEntry, ...]


def take(
    connection: Connection,
    owner: str,
    now: datetime,
    *,
    polls_due_by: datetime,
    lease_s: float,
    max_hosts: int,
    max_entries: int,
) -> list[Turn]:
    """Lease up to ``max_hosts`` hosts that have something due and may be asked now, those that waited longest first.

    Args:
        connection: Of a write transaction.
        owner: Names the process.
        now: The clock.
        polls_due_by: Which polls count as due: now, or, for a run that polls each feed once, the moment it began.
        lease_s: How long a lease holds without being confirmed.
        max_hosts: How many turns at the most.
        max_entries: How many entries in a turn at the most.
    """
    due_hosts = union(
        select(feeds.c.host).where(feeds.c.active, feeds.c.next_poll_at <= polls_due_by),
        select(entries.c.host).where(entries.c.next_attempt_at <= now),
    ).subquery()
    free = select(hosts.c.host, hosts.c.fence).where(
        hosts.c.host.in_(select(due_hosts.c.host)),
        hosts.c.next_request_at <= now,
        or_(hosts.c.lease_until.is_(None), hosts.c.lease_until <= now),
    )
    # PostgreSQL: workers pass over rows that another is leasing at this moment. SQLite has one writer and ignores it.
    chosen = connection.execute(free.order_by(hosts.c.next_request_at).limit(max_hosts).with_for_update(skip_locked=True))
    turns = []
    for row in chosen.all():
        fence = row.fence + 1
        leased = {"lease_owner": owner, "lease_until": now + timedelta(seconds=lease_s), "fence": fence}
        connection.execute(update(hosts).where(hosts.c.host == row.host).values(**leased))
        polls = _due_feeds(connection, row.host, polls_due_by)
        turns.append(Turn(row.host, owner, fence, polls, _due_entries(connection, row.host, now, max_entries)))
    return turns


def confirm(connection: Connection, turn: Turn, now: datetime, lease_s: float) -> None:
    """Prolong the lease, as the first step of a transaction that writes down what the turn has done.

    Raises:
        LostTurnError: Another worker has the host by now; the transaction must not go on.
    """
    held = (hosts.c.host == turn.host) & (hosts.c.fence == turn.fence) & (hosts.c.lease_owner == turn.owner)
    if not connection.execute(update(hosts).where(held).values(lease_until=now + timedelta(seconds=lease_s))).rowcount:
        raise LostTurnError(f"the turn at {turn.host} was lost")


def give_back(connection: Connection, turn: Turn, next_request_at: datetime) -> None:
    """End a turn. A turn that was lost meanwhile is left alone."""
    connection.execute(
        update(hosts)
        .where(hosts.c.host == turn.host, hosts.c.fence == turn.fence)
        .values(lease_owner=None, lease_until=None, next_request_at=next_request_at)
    )


def forget_all(connection: Connection) -> None:
    """End every turn: at the start of a daemon that holds the data directory alone, those of its killed predecessor."""
    connection.execute(update(hosts).values(lease_owner=None, lease_until=None))


@dataclass(frozen=True, slots=True)
class Waiting:
    """A host with something to do: when the first of it is due, and when the host may be asked."""

    host: str
    due_at: datetime
    free_at: datetime


def waiting(connection: Connection, now: datetime, *, polls_due_by: datetime | None = None) -> list[Waiting]:
    """The hosts that have anything to do, now or later; polls only up to ``polls_due_by``, where it is given."""
    polls = feeds.c.active if polls_due_by is None else feeds.c.active & (feeds.c.next_poll_at <= polls_due_by)
    each = union_all(
        select(feeds.c.host, feeds.c.next_poll_at.label("due_at")).where(polls),
        select(entries.c.host, entries.c.next_attempt_at).where(entries.c.next_attempt_at.is_not(None)),
    ).subquery()
    due = select(each.c.host, func.min(each.c.due_at).label("due_at")).group_by(each.c.host).subquery()
    rows = connection.execute(
        select(hosts.c.host, due.c.due_at, hosts.c.next_request_at, hosts.c.lease_until).join(due, hosts.c.host == due.c.host)
    )
    return [Waiting(row.host, row.due_at, max(row.next_request_at, row.lease_until or now)) for row in rows]


def _due_feeds(connection: Connection, host: str, due_by: datetime) -> tuple[DueFeed, ...]:
    rows = connection.execute(
        select(feeds)
        .where(feeds.c.host == host, feeds.c.active, feeds.c.next_poll_at <= due_by)
        .order_by(feeds.c.next_poll_at, feeds.c.id)
    )
    return tuple(DueFeed(**{name: getattr(row, name) for name in DueFeed.__dataclass_fields__}) for row in rows)


def _due_entries(connection: Connection, host: str, now: datetime, limit: int) -> tuple[DueEntry, ...]:
    rows = connection.execute(
        select(entries)
        .where(entries.c.host == host, entries.c.next_attempt_at <= now)
        .order_by(entries.c.next_attempt_at, entries.c.id)
        .limit(limit)
    ).all()
    return tuple(_due_entry(connection, row) for row in rows)


def _due_entry(connection: Connection, row: "Row[tuple[object, ...]]") -> DueEntry:
    listings = connection.execute(
        select(feeds.c.id, feeds.c.outlet)
        .join(entry_feeds, entry_feeds.c.feed_id == feeds.c.id)
        .where(entry_feeds.c.entry_id == row.id)
        .order_by(entry_feeds.c.listed_at, feeds.c.id)
    ).all()
    return DueEntry(
        id=row.id,
        url=row.url,
        fetch_url=row.fetch_url,
        attempts=row.attempts,
        redirects=row.redirects,
        entry=decode(Entry, row.feed_entry),
        feed_ids=tuple(listing.id for listing in listings),
        outlet=next((listing.outlet for listing in listings if listing.outlet), None),
    )
