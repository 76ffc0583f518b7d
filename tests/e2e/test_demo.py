"""``conflictwire demo``: the daemon on our own newswire, against what the newswire's files say must come of it."""

from ingest.demo.expected import EXPECTED
from tests.e2e.conftest import Cli


def test_the_demo_finds_what_the_newswire_holds_and_nothing_twice(cli: Cli) -> None:
    """Every article once, the right ones about conflict, every failure with its reason; a second run publishes nothing."""
    said = cli.run("demo", "--data-dir", str(cli.data_dir)).stdout
    assert "ASSAULT" in said
    articles = [record["value"] for record in cli.records("news.articles.v1")]
    first = {article["url"]: article for article in articles if article["revision"] == 1}
    wanted = {EXPECTED.redirected.get(url, url) for url in EXPECTED.articles}
    assert set(first) == wanted
    assert {article["url"] for article in articles if article["revision"] == 2} == EXPECTED.edited
    assert len(articles) == len(wanted) + len(EXPECTED.edited)
    letters = [record["value"] for record in cli.records("news.dlq.v1")]
    assert {letter["url"]: letter["reason"] for letter in letters} == {**EXPECTED.failures, **EXPECTED.failing_feeds}
    events = cli.records("conflict.events.v1")
    conflict = {EXPECTED.redirected.get(url, url) for url in EXPECTED.conflict}
    coded = {event["value"]["url"] for event in events}
    assert len(coded & conflict) >= 0.9 * len(conflict)
    assert len(coded - conflict) <= 2
    again = cli.run("demo", "--data-dir", str(cli.data_dir)).stdout
    assert "nothing was published twice" in again
    assert len(cli.records("news.articles.v1")) == len(articles)
    assert len(cli.records("conflict.events.v1")) == len(events)


def test_wire_copies_share_their_story(cli: Cli) -> None:
    """The agency's text in three outlets: three articles, each event under one story's key."""
    cli.run("demo", "--data-dir", str(cli.data_dir))
    events = [record["value"] for record in cli.records("conflict.events.v1")]
    for copies in EXPECTED.wire_copies.values():
        urls = {EXPECTED.redirected.get(url, url) for url in copies}
        if not urls <= {EXPECTED.redirected.get(url, url) for url in EXPECTED.conflict}:
            continue
        by_url = {url: {event["story_id"] for event in events if event["url"] == url} for url in urls}
        assert set.intersection(*by_url.values()), by_url
