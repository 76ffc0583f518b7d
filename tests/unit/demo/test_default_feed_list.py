"""The feed list that is shipped is sound."""

from importlib.resources import files
from urllib.parse import urlsplit

from processors.feeds.feed_list import read_feed_list
from processors.feeds.identity import canonical_url

FEEDS = read_feed_list((files("ingest") / "feeds.toml").read_bytes(), "feeds.toml")


def test_it_is_large_and_from_many_regions() -> None:
    """About a hundred feeds of outlets in many countries, Livemint's among them."""
    assert 80 <= len(FEEDS) <= 130
    assert len({feed.region for feed in FEEDS}) >= 15
    assert len({feed.country for feed in FEEDS}) >= 30
    assert "www.livemint.com" in {urlsplit(feed.url).netloc for feed in FEEDS}


def test_every_feed_is_described_in_full() -> None:
    """All five keys, and every address is https, absolute, and there once."""
    for feed in FEEDS:
        assert all((feed.outlet, feed.country, feed.language, feed.region)), feed.url
        assert feed.url.startswith("https://")
        assert canonical_url(feed.url)
    assert len({feed.url for feed in FEEDS}) == len(FEEDS)
