"""What the worker processes do: the CPU-heavy steps of the core, as functions that can be pickled by name."""

from contextvars import ContextVar
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from processors.coding import Reader, code_events, load_reader
from processors.feeds.errors import FeedError
from processors.feeds.parse import parse_feed
from processors.pages.errors import PageError
from processors.pages.extract import extract_article
from processors.records import Article, Band, ConflictEvent, Entry, Page, ParsedFeed, Relevance
from processors.relevance import Encoder, WatchList, assess_relevance, load_encoder
from processors.stories import Report, make_report

__all__ = ["FeedError", "PageError", "assess", "code", "extract", "parse", "report", "tag_anew", "warm_up"]


FUTURE = timedelta(days=1)
"""Outlets write tomorrow's date into tomorrow's paper; a later one is a mistake and not believed."""
WARM_UP_URL = "http://localhost/warm-up"
WARM_UP_AT = datetime(2026, 1, 1, tzinfo=UTC)
_rules: ContextVar[WatchList | None] = ContextVar("watch_list", default=None)
_encoder: ContextVar[Encoder | None] = ContextVar("encoder", default=None)
_reader: ContextVar[Reader | None] = ContextVar("reader", default=None)
"""A worker process lives longer than a task: it is given rules and models once, not with each article."""


def parse(body: bytes, url: str, content_type: str | None, max_entries: int, now: datetime) -> ParsedFeed:
    """Read a feed document that came ``now``. Raises: FeedError."""
    return parse_feed(body, url=url, content_type=content_type, max_entries=max_entries, not_after=now + FUTURE)


def extract(page: Page, entry: Entry, feed_ids: tuple[str, ...], outlet: str | None) -> Article:
    """Turn a page into an article with its relevance. Raises: PageError."""
    return assess(extract_article(page, entry, feed_ids=feed_ids, outlet=outlet))


def assess(article: Article) -> Article:
    """The article with its relevance, by the models and the watch list of this process."""
    relevance = assess_relevance(
        article.title, article.text, language=article.language, watch_list=_rules.get(), encoder=_encoder.get()
    )
    return replace(article, relevance=relevance)


def code(article: Article) -> tuple[ConflictEvent, ...]:
    """Code an article's events."""
    return code_events(article, _reader.get())


def report(article: Article) -> Report:
    """Code an article's events, and reduce it to what a story needs of it."""
    return make_report(article, code(article))


def tag_anew(article: Article) -> tuple[Article, tuple[ConflictEvent, ...]]:
    """Assess a past article's relevance and code its events as this version does."""
    article = assess(article)
    is_wanted = article.relevance is not None and article.relevance.band is not Band.NO
    return article, code(article) if is_wanted else ()


def warm_up(watch_list: WatchList | None = None, *, with_encoder: bool = False, with_reader: bool = False) -> None:
    """Go once through every step, so that the models and data files are there before the first task.

    Args:
        watch_list: The user's own rules, kept for every article of this process.
        with_encoder: Whether this process asks the encoder too.
        with_reader: Whether it asks the reader.
    """
    _rules.set(watch_list)
    _encoder.set(load_encoder() if with_encoder else None)
    _reader.set(load_reader() if with_reader else None)
    sentences = "Shells hit the port of Odesa on Sunday and killed two people, the governor said. " * 5
    page = Page(WARM_UP_URL, f"<html><body><article><p>{sentences}</p></article></body></html>".encode(), None, WARM_UP_AT)
    article = extract(page, Entry(WARM_UP_URL, title="Shells hit port"), (), None)
    report(replace(article, relevance=Relevance(p=1.0, band=Band.YES)))
