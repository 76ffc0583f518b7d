"""The demo's feeds can be read, apart from the one that cannot."""

from datetime import date

import pytest

from ingest.demo.expected import EXPECTED
from ingest.demo.feeds import TEASER_CHARS, teaser, write_feed
from ingest.demo.outlets import DemoFeed, FeedFormat, Outlet, load_outlets, version_of
from processors.feeds.parse import FeedError, parse_feed
from processors.records import FeedKind

DAY = date(2026, 3, 4)
KINDS = {
    FeedFormat.RSS: FeedKind.RSS,
    FeedFormat.ATOM: FeedKind.ATOM,
    FeedFormat.JSON: FeedKind.JSON,
    FeedFormat.SITEMAP: FeedKind.SITEMAP,
}
FEEDS = [(outlet, feed) for outlet in load_outlets() for feed in outlet.feeds]


READABLE = {f"{outlet.host}{feed.path}": (outlet, feed) for outlet, feed in FEEDS if feed.fails is None}


@pytest.mark.parametrize(("outlet", "feed"), READABLE.values(), ids=list(READABLE))
def test_a_feed_lists_its_articles(outlet: Outlet, feed: DemoFeed) -> None:
    """Titles, dates and links come back out of the document, also where it is ill-formed."""
    versions = [version_of(article, DAY, edited=True) for article in outlet.articles if feed.path in article.feeds]
    text, media_type = write_feed(outlet, feed, versions)
    url = f"http://{outlet.host}{feed.path}"
    parsed = parse_feed(text.encode(), url=url, content_type=media_type)
    assert parsed.kind is KINDS[feed.format]
    assert [(entry.url, entry.title, entry.published_at) for entry in parsed.entries] == [
        (version.article.url, version.title, version.published_at) for version in versions
    ]
    assert (parsed.bozo is not None) == (url in EXPECTED.ill_formed_feeds)
    if feed.format in (FeedFormat.ATOM, FeedFormat.JSON):
        assert [entry.updated_at for entry in parsed.entries] == [version.updated_at for version in versions]


def test_a_web_page_in_place_of_a_feed_is_refused() -> None:
    """With the reason that the data file promises."""
    ((outlet, feed),) = [(outlet, feed) for outlet, feed in FEEDS if feed.fails]
    text, media_type = write_feed(outlet, feed, [])
    with pytest.raises(FeedError) as caught:
        parse_feed(text.encode(), url=f"http://{outlet.host}{feed.path}", content_type=media_type)
    assert caught.value.reason == feed.fails


def test_teasers_are_short_and_end_with_a_word() -> None:
    """A teaser is a piece of the opening."""
    for outlet in load_outlets():
        for article in outlet.articles:
            version = version_of(article, DAY, edited=False)
            words = teaser(version).removesuffix(" …")
            assert len(words) <= TEASER_CHARS
            assert (version.text[0] if version.text else version.title).startswith(words)
