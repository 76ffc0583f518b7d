"""The frontier in SQL: admission, turns, settling."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection, select

from ingest.database import Database
from ingest.database.tables import entries as entries_table
from ingest.frontier import entries, feeds, turns
from ingest.frontier.entries import Admission, Outcome
from ingest.frontier.feeds import PollOutcome, PollRecord
from ingest.frontier.turns import LostTurnError, Turn
from processors.feeds.feed_list import FeedSpec
from processors.records import Article, Entry
from processors.records.ids import article_id, feed_id, text_sha256
from tests.clock import Clock

FEED = "https://outlet.example/rss"
FEED_ID = feed_id(FEED)


@pytest.fixture
def listed(database: Database, clock: Clock) -> Database:
    """A database with one feed."""
    database.write_now(feeds.add, [FeedSpec(FEED, outlet="Outlet")], clock())
    return database


def entry(name: str, **about: str) -> Entry:
    """An entry of the outlet."""
    return Entry(url=f"https://outlet.example/{name}", title=about.get("title", name), summary=about.get("summary", ""))


def article_of(due: turns.DueEntry, text: str = "Text.", url: str | None = None) -> Article:
    """An article as extraction would make it."""
    url = url or due.url
    return Article(
        id=article_id(url),
        revision=1,
        url=url,
        feed_ids=due.feed_ids,
        title=due.entry.title,
        authors=(),
        fetched_at=datetime(2026, 5, 3, tzinfo=UTC),
        text=text,
        text_sha256=text_sha256(text),
        outlet=due.outlet or "",
        host="outlet.example",
    )


def admit(database: Database, clock: Clock, *listed: Entry, feed: str = FEED_ID, min_revisit_s: float = 0) -> Admission:
    """What a poll does."""
    return database.write_now(entries.admit, feed, listed, clock(), min_revisit_s=min_revisit_s)


def take(database: Database, clock: Clock, *, owner: str = "me", lease_s: float = 60) -> list[Turn]:
    """Take every turn there is."""
    return database.write_now(turns.take, owner, clock(), polls_due_by=clock(), lease_s=lease_s, max_hosts=10, max_entries=100)


def take_entries(database: Database, clock: Clock) -> tuple[turns.DueEntry, ...]:
    """Take the outlet's turn and give it back at once."""
    (turn,) = take(database, clock)
    database.write_now(turns.give_back, turn, clock())
    return turn.entries


def settle(database: Database, clock: Clock, due: turns.DueEntry, article: Article) -> tuple[Outcome, list[Article]]:
    """Settle an entry; also return what was appended."""
    appended: list[Article] = []

    def append(_connection: Connection, article: Article) -> None:
        appended.append(article)

    return database.write_now(entries.settle_article, due, article, clock(), append), appended


def test_an_entry_is_queued_once_however_often_it_is_listed(listed: Database, clock: Clock) -> None:
    """Two polls, two feeds: one fetch."""
    listed.write_now(feeds.add, [FeedSpec("https://outlet.example/rss2")], clock())
    assert admit(listed, clock, entry("a"), entry("b")) == Admission(new=2, edited=0)
    assert admit(listed, clock, entry("a"), entry("b"), entry("c")) == Admission(new=1, edited=0)
    other = feed_id("https://outlet.example/rss2")
    clock.advance(1)
    assert admit(listed, clock, entry("a", title="another title"), feed=other) == Admission(new=0, edited=0)
    due = take_entries(listed, clock)
    assert [d.url for d in due].count("https://outlet.example/a") == 1
    assert next(d for d in due if d.url.endswith("/a")).feed_ids == (FEED_ID, other)
    assert {d.outlet for d in due} == {"Outlet"}


def test_more_entries_than_a_query_takes_ids(listed: Database, clock: Clock) -> None:
    """A long sitemap is admitted in chunks."""
    many = [entry(str(i)) for i in range(1_203)]
    assert admit(listed, clock, *many).new == 1_203
    assert admit(listed, clock, *many) == Admission(0, 0)


def test_an_article_is_appended_with_its_entry_and_never_again(listed: Database, clock: Clock) -> None:
    """Settled once, an entry is not due; its article is appended once."""
    admit(listed, clock, entry("a"))
    (due,) = take_entries(listed, clock)
    assert settle(listed, clock, due, article_of(due)) == (Outcome.ARTICLE, [article_of(due)])
    admit(listed, clock, entry("a"))
    assert take_entries(listed, clock) == ()


def test_a_failed_append_leaves_the_entry_due(listed: Database, clock: Clock) -> None:
    """Entry done and article appended are one transaction."""
    admit(listed, clock, entry("a"))
    (due,) = take_entries(listed, clock)

    def fail(_connection: Connection, _article: Article) -> None:
        raise OSError("no")

    with pytest.raises(OSError, match="no"):
        listed.write_now(entries.settle_article, due, article_of(due), clock(), fail)
    assert [again.id for again in take_entries(listed, clock)] == [due.id]


def test_an_edited_entry_becomes_a_revision(listed: Database, clock: Clock) -> None:
    """A feed that changes what it says of an entry has it fetched again; a new text is revision 2."""
    admit(listed, clock, entry("a"))
    (due,) = take_entries(listed, clock)
    settle(listed, clock, due, article_of(due))
    assert admit(listed, clock, entry("a", summary="updated")) == Admission(new=0, edited=1)
    (due,) = take_entries(listed, clock)
    outcome, appended = settle(listed, clock, due, article_of(due, text="Another text."))
    assert (outcome, appended[0].revision) == (Outcome.REVISED, 2)


def test_an_edit_that_changed_nothing_is_not_published_and_waits_longer_each_time(listed: Database, clock: Clock) -> None:
    """Feeds that call everything edited at each poll cost ever fewer fetches, and a later edit is still found."""
    admit(listed, clock, entry("a"))
    (due,) = take_entries(listed, clock)
    settle(listed, clock, due, article_of(due))
    clock.advance(101)
    assert admit(listed, clock, entry("a", summary="1"), min_revisit_s=100).edited == 1
    (due,) = take_entries(listed, clock)
    assert settle(listed, clock, due, article_of(due)) == (Outcome.UNCHANGED, [])
    clock.advance(101)
    assert admit(listed, clock, entry("a", summary="2"), min_revisit_s=100).edited == 0
    clock.advance(100)
    assert admit(listed, clock, entry("a", summary="2"), min_revisit_s=100).edited == 1


def test_two_urls_of_one_page_are_one_article(listed: Database, clock: Clock) -> None:
    """The second entry that leads to an article is a duplicate."""
    admit(listed, clock, entry("a"), entry("b"))
    one, other = take_entries(listed, clock)
    same = "https://outlet.example/canonical"
    assert settle(listed, clock, one, article_of(one, url=same))[0] is Outcome.ARTICLE
    assert settle(listed, clock, other, article_of(other, url=same)) == (Outcome.DUPLICATE, [])
    assert listed.read_now(entries.counts) == [("article", None, 1), ("duplicate", "same_article", 1)]


def test_a_postponed_entry_waits_and_counts_its_tries(listed: Database, clock: Clock) -> None:
    """Retries come when they are due, not before."""
    admit(listed, clock, entry("a"))
    (due,) = take_entries(listed, clock)
    listed.write_now(entries.postpone, due, "http_503", clock() + timedelta(seconds=30))
    assert listed.read_now(entries.backlog) == [("http_503", 1)]
    clock.advance(29)
    assert all(turn.entries == () for turn in take(listed, clock, owner="early"))
    clock.advance(120)
    (turn,) = take(listed, clock)
    assert [again.attempts for again in turn.entries] == [1]


def test_an_entry_that_is_edited_while_it_waits_keeps_its_place(listed: Database, clock: Clock) -> None:
    """An edit updates what the feed said, and does not jump the queue of a host that asked for patience."""
    admit(listed, clock, entry("a"))
    (due,) = take_entries(listed, clock)
    listed.write_now(entries.postpone, due, "http_503", clock() + timedelta(hours=1))
    assert admit(listed, clock, entry("a", title="new title")) == Admission(0, 0)
    clock.advance(3_601)
    (again,) = take_entries(listed, clock)
    assert (again.attempts, again.entry.title) == (1, "new title")


def test_an_entry_that_moved_is_fetched_in_the_other_hosts_turn(listed: Database, clock: Clock) -> None:
    """A redirect to another host queues for that host."""
    admit(listed, clock, entry("a"))
    (due,) = take_entries(listed, clock)
    listed.write_now(entries.move, due, "https://other.example/a", clock())
    turn = next(turn for turn in take(listed, clock) if turn.host == "other.example")
    assert [(d.fetch_url, d.redirects) for d in turn.entries] == [("https://other.example/a", 1)]


def test_a_host_is_one_workers_until_its_lease_ends(listed: Database, clock: Clock) -> None:
    """No second turn while one is held; afterwards the fence keeps the first worker's writes out."""
    admit(listed, clock, entry("a"))
    (first,) = take(listed, clock, owner="one", lease_s=60)
    assert take(listed, clock, owner="other") == []
    clock.advance(61)
    (second,) = take(listed, clock, owner="other")
    assert second.fence == first.fence + 1
    with pytest.raises(LostTurnError):
        listed.write_now(turns.confirm, first, clock(), 60)
    listed.write_now(turns.give_back, first, clock())
    listed.write_now(turns.confirm, second, clock(), 60)


def test_a_host_rests_until_its_next_request_is_allowed(listed: Database, clock: Clock) -> None:
    """The pace of a host outlives the turn."""
    admit(listed, clock, entry("a"))
    (turn,) = take(listed, clock)
    listed.write_now(turns.give_back, turn, clock() + timedelta(seconds=10))
    assert take(listed, clock) == []
    (waiting,) = listed.read_now(turns.waiting, clock())
    assert (waiting.due_at, waiting.free_at) == (clock(), clock() + timedelta(seconds=10))
    clock.advance(10)
    assert len(take(listed, clock)) == 1


def test_a_killed_daemons_turns_are_forgotten(listed: Database, clock: Clock) -> None:
    """After kill -9 the next daemon does not wait for leases to run out."""
    admit(listed, clock, entry("a"))
    take(listed, clock, owner="killed")
    listed.write_now(turns.forget_all)
    assert len(take(listed, clock, owner="next")) == 1


def poll_record(**changes: object) -> PollRecord:
    """A successful poll."""
    record = PollRecord(PollOutcome.UPDATED, next_poll_in_s=100, etag='W/"x"', last_modified=None, home_url=FEED)
    return replace(record, **changes)  # type: ignore[arg-type]  # names and types are the test's own


def test_a_poll_is_due_when_its_time_comes_with_its_validators(listed: Database, clock: Clock) -> None:
    """Validators come back verbatim."""
    listed.write_now(feeds.record_poll, FEED_ID, poll_record(), clock())
    assert take(listed, clock) == []
    clock.advance(100)
    (turn,) = take(listed, clock)
    assert [(feed.etag, feed.last_polled_at) for feed in turn.feeds] == [('W/"x"', clock() - timedelta(seconds=100))]


def test_failures_are_counted_in_a_row_and_a_gone_feed_is_switched_off(listed: Database, clock: Clock) -> None:
    """A success forgets the failures; 410 ends the polling."""
    failed = poll_record(outcome=PollOutcome.FAILED, reason="http_500")
    for expected in (1, 2):
        listed.write_now(feeds.record_poll, FEED_ID, failed, clock())
        assert [feed.failures for feed in listed.read_now(feeds.listed)] == [expected]
    listed.write_now(feeds.record_poll, FEED_ID, poll_record(), clock())
    assert [feed.failures for feed in listed.read_now(feeds.listed)] == [0]
    listed.write_now(feeds.record_poll, FEED_ID, poll_record(next_poll_in_s=None), clock())
    assert listed.read_now(feeds.listed) == []


@pytest.mark.parametrize(("permanent", "home"), [(True, "https://new.example/rss"), (False, FEED)])
def test_a_feed_that_moved_is_polled_in_the_other_hosts_turn(
    listed: Database, clock: Clock, home: str, *, permanent: bool
) -> None:
    """Only a permanent move is remembered beyond this poll."""
    listed.write_now(feeds.redirect_poll, FEED_ID, "https://new.example/rss", permanent=permanent, now=clock())
    (turn,) = take(listed, clock)
    (feed,) = turn.feeds
    assert (turn.host, feed.poll_url, feed.home_url, feed.redirects) == ("new.example", "https://new.example/rss", home, 1)


def test_the_list_is_replaced_and_history_kept(listed: Database, clock: Clock) -> None:
    """A feed that leaves the list is not polled; if it comes back, its validators are still there."""
    listed.write_now(feeds.record_poll, FEED_ID, poll_record(), clock())
    listed.write_now(feeds.replace_list, [FeedSpec("https://b.example/rss")], clock())
    assert [feed.url for feed in listed.read_now(feeds.listed)] == ["https://b.example/rss"]
    listed.write_now(feeds.add, [FeedSpec(FEED, outlet="Renamed")], clock())
    clock.advance(100)
    polled = {feed.url: feed for turn in take(listed, clock) for feed in turn.feeds}
    assert (polled[FEED].etag, polled[FEED].outlet) == ('W/"x"', "Renamed")
    assert not listed.write_now(feeds.remove, "https://unknown.example/")


def test_instants_keep_their_microseconds_and_zone(listed: Database, clock: Clock) -> None:
    """What is stored is what is read."""
    clock.at = datetime(2026, 5, 3, 12, 0, 0, 123_456, tzinfo=UTC)
    admit(listed, clock, entry("a"))
    stored = listed.read_now(lambda connection: connection.execute(select(entries_table.c.discovered_at)).scalar_one())
    assert stored == clock.at
