"""What the demo's outlets publish, read from ``articles/*.toml``: one file an outlet."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import urljoin


class FeedFormat(StrEnum):
    """How a feed is written; ``html`` is an address that claims to be a feed and serves a page."""

    RSS = "rss"
    ATOM = "atom"
    JSON = "json"
    SITEMAP = "sitemap"
    HTML = "html"


@dataclass(frozen=True, slots=True)
class DemoFeed:
    """A feed of an outlet.

    Attributes:
        path: Its path on the outlet's host.
        format: How it is written.
        broken: The document is ill-formed and breaks off, but its items can be read.
        fails: The reason for which the daemon cannot read it; None for a feed that works.
    """

    path: str
    format: FeedFormat
    broken: bool = False
    fails: str | None = None


@dataclass(frozen=True, slots=True)
class Edit:
    """What the newsroom changes in an article after it was published.

    Attributes:
        at: When, on the day of publication, UTC.
        title: The new headline.
        changes: Pairs of old and new words.
    """

    at: time
    title: str
    changes: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class DemoArticle:
    """An article as its data file states it.

    Attributes:
        feeds: Paths of the feeds that list it.
        url: What the feed links to.
        page_url: Where the page is: ``url``, or what that redirects to.
        at: When it is published, UTC.
        section: Part of the paper.
        title: Headline.
        author: Byline; an agency's name for a wire copy.
        text: Paragraphs, with ``{yesterday}``, ``{today}`` and ``{tomorrow}`` for days of the week; () for a page without text.
        conflict: Whether it is about conflict.
        promo: Tail that advertises other coverage, often of another conflict; empty where there is none.
        wire: Name of the agency's text that this is a copy of; None for the outlet's own.
        status: HTTP status of the page.
        fails: The reason for which it cannot become an article; None where it can.
        edit: The later version; None where there is none.
    """

    feeds: tuple[str, ...]
    url: str
    page_url: str
    at: time
    section: str
    title: str
    author: str
    text: tuple[str, ...]
    conflict: bool
    promo: str = ""
    wire: str | None = None
    status: int = 200
    fails: str | None = None
    edit: Edit | None = None


@dataclass(frozen=True, slots=True)
class Outlet:
    """An invented publisher.

    Attributes:
        name: As readers know it.
        host: Below ``.example``, which never resolves (RFC 6761).
        country: ISO 3166-1 alpha-3.
        language: ISO 639-1.
        region: Part of the world.
        layout: Name of its page template.
        sections: Parts of the paper, for the navigation.
        feeds: Its feeds.
        articles: Everything it publishes, in the order of the file.
    """

    name: str
    host: str
    country: str
    language: str
    region: str
    layout: str
    sections: tuple[str, ...]
    feeds: tuple[DemoFeed, ...]
    articles: tuple[DemoArticle, ...]

    @property
    def home(self) -> str:
        """URL of the front page."""
        return f"http://{self.host}/"


@dataclass(frozen=True, slots=True)
class Version:
    """An article as it stands at one moment of one day.

    Attributes:
        article: What it is a version of.
        title: Headline.
        text: Paragraphs with the days filled in.
        published_at: Aware UTC.
        updated_at: Aware UTC; equal to ``published_at`` before the first edit.
    """

    article: DemoArticle
    title: str
    text: tuple[str, ...]
    published_at: datetime
    updated_at: datetime


def version_of(article: DemoArticle, published_day: date, *, edited: bool) -> Version:
    """Print an article.

    The papers appear shortly after midnight and write about the day before, as morning papers do: ``{today}`` is the day of the
    week before ``published_day``.

    Args:
        article: What to print.
        published_day: The day of the edition, UTC.
        edited: The later version, where there is one.
    """
    written_on = published_day - timedelta(days=1)
    days = {
        name: f"{written_on + timedelta(days=offset):%A}" for name, offset in (("yesterday", -1), ("today", 0), ("tomorrow", 1))
    }
    edit = article.edit if edited else None
    text = "\n".join(article.text)
    for old, new in edit.changes if edit else ():
        text = text.replace(old, new)
    for name, day in days.items():
        text = text.replace(f"{{{name}}}", day)
    published_at = datetime.combine(published_day, article.at, UTC)
    return Version(
        article=article,
        title=edit.title if edit else article.title,
        text=tuple(text.split("\n")) if text else (),
        published_at=published_at,
        updated_at=datetime.combine(published_day, edit.at, UTC) if edit else published_at,
    )


@cache
def load_outlets() -> tuple[Outlet, ...]:
    """All outlets, by host."""
    return tuple(sorted(_read_outlets(), key=lambda outlet: outlet.host))


def _read_outlets() -> Iterator[Outlet]:
    for file in files("ingest.demo").joinpath("articles").iterdir():
        if file.name.endswith(".toml"):
            yield _outlet(tomllib.loads(file.read_text(encoding="utf-8")))


def _outlet(data: dict[str, Any]) -> Outlet:
    feeds = tuple(DemoFeed(**{**feed, "format": FeedFormat(feed["format"])}) for feed in data.pop("feeds"))
    home = f"http://{data['host']}/"
    articles = tuple(_article(home, article) for article in data.pop("articles"))
    return Outlet(**{**data, "sections": tuple(data["sections"])}, feeds=feeds, articles=articles)


def _article(home: str, data: dict[str, Any]) -> DemoArticle:
    url = urljoin(home, data.pop("path"))
    page_url = urljoin(home, data.pop("moved_to", url))
    text = tuple(line for line in data.pop("text").splitlines() if line)
    edit = data.pop("edit", None)
    at = time.fromisoformat(data.pop("at"))
    feeds = tuple(data.pop("feeds"))
    return DemoArticle(feeds=feeds, url=url, page_url=page_url, at=at, text=text, edit=_edit(edit) if edit else None, **data)


def _edit(data: dict[str, Any]) -> Edit:
    return Edit(time.fromisoformat(data["at"]), data["title"], tuple((old, new) for old, new in data["changes"]))
