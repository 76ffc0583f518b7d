"""What a feed holds and what its links lead to: Entry, ParsedFeed, Page."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class FeedKind(StrEnum):
    """The syntax that a feed document turned out to have."""

    RSS = "rss"
    ATOM = "atom"
    JSON = "json_feed"
    SITEMAP = "news_sitemap"


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of a feed, as the feed states it.

    Attributes:
        url: Canonical absolute URL of the article (``processors.feeds.identity.canonical_url``).
        guid: The feed's own identifier, verbatim; None where the feed gives none.
        title: Plain text, white space folded; empty where the feed gives none.
        authors: Names in the feed's order.
        published_at: Aware UTC; None where absent, unreadable or out of range.
        updated_at: Aware UTC; None where absent.
        summary: Plain text of the description, bounded; empty where absent.
        language: BCP 47 tag of the entry or the feed, lower case; None where absent.
        licence: Rights statement of the entry or the feed, bounded; None where absent.
    """

    url: str
    guid: str | None = None
    title: str = ""
    authors: tuple[str, ...] = ()
    published_at: datetime | None = None
    updated_at: datetime | None = None
    summary: str = ""
    language: str | None = None
    licence: str | None = None


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """A feed document, read.

    Attributes:
        kind: Which syntax it had.
        title: The feed's own title, plain text; empty where it has none.
        entries: In document order, each URL once, at most the limit given to the parser.
        skipped: How many items were left out, by reason (``no_link``, ``bad_link``, ``over_limit`` …).
        ttl_s: The feed's own wish for its poll interval (RSS ``ttl``, syndication module), in seconds; None where it has none.
        bozo: Why the document is ill-formed, where the parser had to recover; None for a well-formed one.
    """

    kind: FeedKind
    title: str
    entries: tuple[Entry, ...]
    skipped: tuple[tuple[str, int], ...] = ()
    ttl_s: float | None = None
    bozo: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """The fetched bytes of an article's page, decoded from their transfer and content codings.

    Attributes:
        url: The URL that answered, after redirects, not yet canonical.
        body: The bytes as the publisher wrote them (at most the fetcher's limit).
        content_type: The Content-Type header, verbatim; None where absent.
        fetched_at: Aware UTC.
    """

    url: str
    body: bytes
    content_type: str | None
    fetched_at: datetime
