"""The demo's data files hold what the demo promises."""

from collections import Counter
from datetime import date, timedelta
from difflib import SequenceMatcher
from urllib.parse import urlsplit

import pytest

from ingest.demo.expected import EXPECTED
from ingest.demo.outlets import DemoArticle, FeedFormat, load_outlets, version_of

DAY = date(2026, 3, 4)  # a Wednesday
ARTICLES = [article for outlet in load_outlets() for article in outlet.articles]
READABLE = [article for article in ARTICLES if article.fails is None]


def test_there_are_enough_outlets_and_articles_and_half_are_not_about_conflict() -> None:
    """At least 40 articles in 8 outlets, half of them not about conflict, each outlet with both."""
    assert len(load_outlets()) == 8
    assert len(EXPECTED.articles) >= 40
    assert len(EXPECTED.conflict) == len(EXPECTED.other)
    for outlet in load_outlets():
        assert len({article.conflict for article in outlet.articles if article.fails is None}) == 2, outlet.name


def test_every_kind_of_difficulty_is_there() -> None:
    """All feed formats, a broken feed, one that is a web page, a 403, a page without text, both kinds of redirect, an edit."""
    assert {feed.format for outlet in load_outlets() for feed in outlet.feeds} == set(FeedFormat)
    assert len(EXPECTED.ill_formed_feeds) == 1
    assert set(EXPECTED.failing_feeds.values()) == {"html_instead_of_feed"}
    assert Counter(EXPECTED.failures.values()) == {"http_403": 1, "no_text": 1}
    assert len(EXPECTED.edited) == 1
    same_host = [urlsplit(old).netloc == urlsplit(new).netloc for old, new in EXPECTED.redirected.items()]
    assert sorted(same_host) == [False, True]
    assert any(len(article.feeds) > 1 for article in ARTICLES)
    assert sum(bool(article.promo) for article in READABLE) >= 8


def test_urls_are_unique_and_below_example() -> None:
    """No two entries share a URL, and no URL can leave the machine by mistake."""
    urls = [article.url for article in ARTICLES] + list(EXPECTED.redirected.values())
    assert len(set(urls)) == len(urls)
    assert all((urlsplit(url).hostname or "").endswith(".example") for url in urls)


def test_every_article_is_listed_by_a_feed_of_its_outlet() -> None:
    """A feed path in an article is one of the outlet's, and every feed but the unreadable one has items."""
    for outlet in load_outlets():
        paths = {feed.path for feed in outlet.feeds if feed.fails is None}
        assert {path for article in outlet.articles for path in article.feeds} == paths, outlet.name


@pytest.mark.parametrize("article", READABLE, ids=lambda article: article.url)
def test_articles_have_the_length_of_articles(article: DemoArticle) -> None:
    """150 to 400 words, and no placeholder is left in print."""
    version = version_of(article, DAY, edited=False)
    text = " ".join(version.text)
    assert 150 <= len(text.split()) <= 400
    assert "{" not in text


def test_wire_copies_are_alike_but_not_equal() -> None:
    """Each agency text is in three outlets, and edited in at least two of them."""
    assert len(EXPECTED.wire_copies) == 2
    by_url = {article.url: "\n".join(article.text) for article in READABLE}
    for urls in EXPECTED.wire_copies.values():
        assert len({urlsplit(url).netloc for url in urls}) == 3
        first, *others = [by_url[url] for url in sorted(urls)]
        for other in others:
            assert first != other
            assert SequenceMatcher(None, first.split(), other.split()).ratio() > 0.8


def test_no_two_other_articles_are_alike() -> None:
    """Everything that is not a wire copy has words of its own."""
    paragraphs = Counter(paragraph for article in READABLE if article.wire is None for paragraph in article.text)
    assert [paragraph for paragraph, n in paragraphs.items() if n > 1] == []


def test_an_edit_changes_title_text_and_date_only_once_published() -> None:
    """The second version has another casualty figure; the URL stays."""
    (article,) = [article for article in READABLE if article.edit]
    first, second = (version_of(article, DAY, edited=edited) for edited in (False, True))
    assert first.updated_at == first.published_at == second.published_at < second.updated_at
    assert first.title != second.title
    assert "at least four people" in first.text[0]
    assert "at least seven people" in second.text[0]
    assert article.edit is not None
    assert all(old in "\n".join(article.text) for old, _ in article.edit.changes)


def test_days_of_the_week_follow_the_edition_and_urls_do_not() -> None:
    """A morning paper writes about the day before it appears."""
    article = next(article for article in READABLE if "on {today}" in article.text[0])
    versions = [version_of(article, day, edited=False) for day in (DAY, DAY + timedelta(days=1))]
    assert ["on Tuesday" in versions[0].text[0], "on Wednesday" in versions[1].text[0]] == [True, True]
    assert versions[0].article.url == versions[1].article.url


def test_everything_is_published_in_the_first_hour_of_its_day() -> None:
    """So that nothing comes from the future for most of the day."""
    for article in ARTICLES:
        version = version_of(article, DAY, edited=True)
        assert version.published_at.date() == version.updated_at.date() == DAY
        assert version.updated_at.hour == 0
