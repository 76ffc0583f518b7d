"""The entries: admitted when a feed lists them, settled when their article is in the log or there is a reason why not.

Every function is one step of a caller's transaction, so that "entry settled" and "record appended" commit together.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Connection, Row, case, func, select, update

from ingest.database.engine import upsert
from ingest.database.tables import articles, entries, entry_feeds
from ingest.frontier.feeds import Revival, ensure_host
from ingest.frontier.turns import DueEntry
from processors.feeds.identity import host_of
from processors.records import Article, Entry
from processors.records.codec import decode, encode
from processors.records.ids import article_id, digest

IDS_A_QUERY = 500
"""SQLite's default limit is 32,766 parameters, older builds have 999."""

MAX_REVISIT_DOUBLINGS = 10


class Outcome(StrEnum):
    """How an entry ended. Exactly one at any time, counted exactly once."""

    ARTICLE = "article"
    REVISED = "revised"
    UNCHANGED = "unchanged"
    DUPLICATE = "duplicate"
    SKIPPED = "skipped"
    DEAD_LETTER = "dead_letter"


@dataclass(frozen=True, slots=True)
class Admission:
    """What a feed document brought: entries never seen before, and edited ones that will be fetched again."""

    new: int
    edited: int


@dataclass(frozen=True, slots=True)
class _Known:
    is_due: bool
    settled_at: datetime | None
    unchanged_visits: int


def admit(connection: Connection, feed: str, listed: Sequence[Entry], now: datetime, *, min_revisit_s: float) -> Admission:
    """Queue what is new in a feed document, and what the feed says was edited.

    An edited entry is fetched again at the earliest ``min_revisit_s`` after it was settled, doubled for each time that "edited"
    turned out to be nothing; until then its old fingerprint stays, so that a later poll finds the edit again.
    """
    by_id = {article_id(entry.url): entry for entry in listed}
    known = _known(connection, list(by_id))
    prints = _fingerprints(connection, feed, list(by_id))
    new = edited = 0
    for entry_id, entry in by_id.items():
        fingerprint = _fingerprint(entry)
        if entry_id not in known:
            _insert(connection, entry_id, entry, now)
            new += 1
        elif prints.get(entry_id, fingerprint) != fingerprint:
            if known[entry_id].is_due:
                _renew(connection, entry_id, entry)
            elif _may_revisit(known[entry_id], now, min_revisit_s):
                _make_due(connection, entry_id, entry, now)
                edited += 1
            else:
                continue
        if prints.get(entry_id) != fingerprint:
            listing = upsert(connection.dialect, entry_feeds).values(
                entry_id=entry_id, feed_id=feed, listed_at=now, fingerprint=fingerprint
            )
            connection.execute(
                listing.on_conflict_do_update(index_elements=["entry_id", "feed_id"], set_={"fingerprint": fingerprint})
            )
    return Admission(new, edited)


def settle(connection: Connection, due: DueEntry, outcome: Outcome, reason: str | None, now: datetime) -> None:
    """End an entry."""
    unchanged = entries.c.unchanged_visits + 1 if outcome is Outcome.UNCHANGED else 0
    connection.execute(
        update(entries)
        .where(entries.c.id == due.id)
        .values(
            outcome=outcome.value,
            reason=reason,
            settled_at=now,
            next_attempt_at=None,
            attempts=due.attempts + 1,
            unchanged_visits=unchanged,
        )
    )


def settle_article(
    connection: Connection,
    due: DueEntry,
    article: Article,
    now: datetime,
    append: Callable[[Connection, Article], None],
) -> Outcome:
    """End an entry whose page became an article, and append it to the log if its text is new.

    The article gets its revision here, under the transaction, as one more than what the log holds.
    """
    known = _claim(connection, due, article, now)
    if known.entry_id != due.id:
        # Another URL of the same page: a redirect or a canonical link led here.
        outcome = Outcome.DUPLICATE
    elif known.revision == 0:
        outcome = Outcome.ARTICLE
    elif (known.text_sha256, known.title) == (article.text_sha256, article.title):
        outcome = Outcome.UNCHANGED
    else:
        outcome = Outcome.REVISED
    if outcome in (Outcome.ARTICLE, Outcome.REVISED):
        article = replace(article, revision=known.revision + 1)
        connection.execute(
            update(articles)
            .where(articles.c.id == article.id)
            .values(revision=article.revision, text_sha256=article.text_sha256, title=article.title, appended_at=now)
        )
        append(connection, article)
    settle(connection, due, outcome, "same_article" if outcome is Outcome.DUPLICATE else None, now)
    return outcome


def _claim(connection: Connection, due: DueEntry, article: Article, now: datetime) -> "Row[tuple[object, ...]]":
    """What is known of an article, locked until the transaction ends; revision 0 where it is new, and this entry's.

    Two workers may come to one article by two URLs at the same moment: the second waits here, and finds the first one's.
    """
    row = {"id": article.id, "entry_id": due.id, "revision": 0, "text_sha256": "", "title": "", "appended_at": now}
    connection.execute(upsert(connection.dialect, articles).values(**row).on_conflict_do_nothing())
    return connection.execute(select(articles).where(articles.c.id == article.id).with_for_update()).one()


def postpone(connection: Connection, due: DueEntry, reason: str, at: datetime) -> None:
    """Try an entry again later."""
    connection.execute(
        update(entries).where(entries.c.id == due.id).values(next_attempt_at=at, attempts=due.attempts + 1, reason=reason)
    )


def move(connection: Connection, due: DueEntry, url: str, now: datetime) -> None:
    """Queue an entry for the turn of the host that it was redirected to."""
    host = host_of(url)
    ensure_host(connection, host, now)
    connection.execute(
        update(entries)
        .where(entries.c.id == due.id)
        .values(fetch_url=url, host=host, redirects=due.redirects + 1, next_attempt_at=now)
    )


def revive(connection: Connection, entry_id: str, failed_at: datetime, now: datetime) -> Revival:
    """Make an entry due again that was dead-lettered at ``failed_at``, unless something came of it since."""
    row = connection.execute(select(entries).where(entries.c.id == entry_id).with_for_update()).one_or_none()
    if row is None:
        return Revival.UNKNOWN
    if row.next_attempt_at is not None:
        return Revival.WAITING
    if (row.outcome, row.settled_at) != (Outcome.DEAD_LETTER, failed_at):
        return Revival.SETTLED
    _make_due(connection, entry_id, decode(Entry, row.feed_entry), now)
    return Revival.REVIVED


def counts(connection: Connection) -> list[tuple[str, str | None, int]]:
    """Entries by outcome and reason, settled ones; the largest first."""
    rows = connection.execute(
        select(entries.c.outcome, entries.c.reason, func.count().label("n"))
        .where(entries.c.next_attempt_at.is_(None), entries.c.outcome.is_not(None))
        .group_by(entries.c.outcome, entries.c.reason)
        .order_by(func.count().desc(), entries.c.outcome, entries.c.reason)
    )
    return [(row.outcome, row.reason, row.n) for row in rows]


def backlog(connection: Connection) -> list[tuple[str | None, int]]:
    """Entries that wait for a fetch, by the reason of their last failure (None: not tried yet)."""
    why = case((entries.c.attempts > 0, entries.c.reason)).label("why")
    rows = connection.execute(select(why, func.count().label("n")).where(entries.c.next_attempt_at.is_not(None)).group_by("why"))
    return [(row.why, row.n) for row in rows]


def _known(connection: Connection, ids: list[str]) -> dict[str, _Known]:
    found: dict[str, _Known] = {}
    for start in range(0, len(ids), IDS_A_QUERY):
        rows = connection.execute(
            select(entries.c.id, entries.c.next_attempt_at, entries.c.settled_at, entries.c.unchanged_visits).where(
                entries.c.id.in_(ids[start : start + IDS_A_QUERY])
            )
        )
        found |= {row.id: _Known(row.next_attempt_at is not None, row.settled_at, row.unchanged_visits) for row in rows}
    return found


def _fingerprints(connection: Connection, feed: str, ids: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for start in range(0, len(ids), IDS_A_QUERY):
        rows = connection.execute(
            select(entry_feeds.c.entry_id, entry_feeds.c.fingerprint).where(
                entry_feeds.c.feed_id == feed, entry_feeds.c.entry_id.in_(ids[start : start + IDS_A_QUERY])
            )
        )
        found |= {row.entry_id: row.fingerprint for row in rows}
    return found


def _fingerprint(entry: Entry) -> str:
    updated = entry.updated_at.isoformat() if entry.updated_at else ""
    return digest(entry.title, updated, entry.summary)


def _may_revisit(known: _Known, now: datetime, min_revisit_s: float) -> bool:
    wait_s = min_revisit_s * 2 ** min(known.unchanged_visits, MAX_REVISIT_DOUBLINGS)
    return known.settled_at is None or known.settled_at + timedelta(seconds=wait_s) <= now


def _renew(connection: Connection, entry_id: str, entry: Entry) -> None:
    connection.execute(update(entries).where(entries.c.id == entry_id).values(feed_entry=encode(entry).decode()))


def _insert(connection: Connection, entry_id: str, entry: Entry, now: datetime) -> None:
    host = host_of(entry.url)
    ensure_host(connection, host, now)
    connection.execute(
        upsert(connection.dialect, entries)
        .values(
            id=entry_id,
            url=entry.url,
            fetch_url=entry.url,
            host=host,
            redirects=0,
            feed_entry=encode(entry).decode(),
            discovered_at=now,
            next_attempt_at=now,
            attempts=0,
            unchanged_visits=0,
        )
        .on_conflict_do_nothing()  # another worker, at another feed, may have met it at this moment
    )


def _make_due(connection: Connection, entry_id: str, entry: Entry, now: datetime) -> None:
    connection.execute(
        update(entries)
        .where(entries.c.id == entry_id)
        .values(
            feed_entry=encode(entry).decode(),
            fetch_url=entry.url,
            host=host_of(entry.url),
            redirects=0,
            next_attempt_at=now,
            attempts=0,
        )
    )
