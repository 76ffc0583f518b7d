"""Reading a feed document: RSS, RDF and Atom through feedparser, JSON Feed and news sitemaps through readers of our own.

    parse_feed ─ decode (document.py) ─┬─ {…}            json_feed.py
                                       └─ read_xml ─┬─ <urlset>, <sitemapindex>   sitemap.py
                                                    └─ anything else              feedparser ─ _collect

feedparser is given a stream of clean UTF-8 and nothing else: what looks like a URL or a path it would open. Some of its loops are
quadratic in the length of a single field, so that a hostile document is bounded by its size and by the caller's time limit: call
``parse_feed`` in a worker that can be killed.
"""

import calendar
import io
import math
from datetime import UTC, datetime
from typing import Any

import feedparser

from processors.feeds.document import XmlDocument, decode, read_xml
from processors.feeds.entries import MAX_LICENCE_CHARS, MAX_TITLE_CHARS, EntryCollector, language_tag
from processors.feeds.errors import FeedError
from processors.feeds.json_feed import parse_json_feed
from processors.feeds.plain_text import in_range, instant, plain_text
from processors.feeds.sitemap import parse_sitemap
from processors.records import FeedKind, ParsedFeed

__all__ = ["FeedError", "parse_feed"]

MAX_TTL_S = 7 * 24 * 3600.0
MAX_BOZO_CHARS = 200
_PERIODS_S = {"hourly": 3600.0, "daily": 86400.0, "weekly": 604800.0, "monthly": 2592000.0, "yearly": 31536000.0}

Item = dict[str, Any]
"""A plain copy of one of feedparser's dictionaries, whose own look-ups guess and warn."""


def parse_feed(
    body: bytes, *, url: str, content_type: str | None, max_entries: int = 500, not_after: datetime | None = None
) -> ParsedFeed:
    """Read a feed document of any of the four kinds.

    Entries that were complete are kept when the document is ill-formed or breaks off; ``bozo`` then says so.

    Args:
        body: The document, decoded from its content coding, not yet from its character set.
        url: Where it came from: what relative links are relative to.
        content_type: The Content-Type header; None where absent.
        max_entries: Items beyond this many are counted as ``over_limit``.
        not_after: Aware; dates after it are dropped as mistakes. The caller knows the time, this module does not.

    Raises:
        FeedError: The document is not a feed, or cannot be read.

    Source: RSS 2.0; RFC 4287 (Atom); RSS 1.0 and its syndication module; jsonfeed.org version 1.1; Google's news sitemaps.
    """
    text = decode(body, content_type).lstrip("\ufeff \t\r\n\x00")
    if not text:
        raise FeedError("empty")
    if text.startswith(("{", "[")):
        return parse_json_feed(text, url=url, max_entries=max_entries, not_after=not_after)
    document = read_xml(text)
    if document.root in {"urlset", "sitemapindex"}:
        return parse_sitemap(document, url=url, max_entries=max_entries, not_after=not_after)
    result = _run_feedparser(document, url)
    if not result["version"] and not result["entries"]:
        raise FeedError("not_a_feed", f"<{document.root}>")
    return _collect(result, document, url, max_entries, not_after)


def _run_feedparser(document: XmlDocument, url: str) -> Item:
    stream = io.BytesIO(f"<?xml version='1.0' encoding='utf-8'?>\n{document.text}".encode())
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": url}
    try:
        result = feedparser.parse(stream, response_headers=headers, resolve_relative_uris=False, sanitize_html=False)
    except Exception as error:  # feedparser raises what its own mistakes raise: ValueError, IndexError, AssertionError …
        raise FeedError("parser_failed", f"{type(error).__name__}: {error}"[:MAX_BOZO_CHARS]) from error
    return dict(result)


def _collect(result: Item, document: XmlDocument, url: str, max_entries: int, not_after: datetime | None) -> ParsedFeed:
    feed = dict(result["feed"])
    kind = FeedKind.ATOM if str(result["version"]).startswith("atom") else FeedKind.RSS
    collector = EntryCollector(url, max_entries, language_tag(feed.get("language")), _licence(feed))
    for item in map(dict, result["entries"]):
        if collector.is_full:
            collector.skip("over_limit")
            continue
        collector.add(
            _links(item),
            title=item.get("title"),
            guid=item.get("id"),
            authors=_authors(item),
            published_at=_published_at(item, kind, not_after),
            updated_at=_date(item, "updated", not_after),
            summary=item.get("summary"),
            language=_language(item),
            licence=_licence(item),
        )
    problem = result.get("bozo_exception")
    bozo = str(problem)[:MAX_BOZO_CHARS] if problem and result.get("bozo") else None
    return ParsedFeed(
        kind=kind,
        title=plain_text(feed.get("title"), MAX_TITLE_CHARS),
        entries=tuple(collector.entries),
        skipped=collector.skipped,
        ttl_s=_ttl_s(feed),
        bozo="truncated" if document.truncated else bozo,
    )


def _links(item: Item) -> tuple[object, ...]:
    """Candidates for the article's URL, best first.

    What it was before a feed service rewrote it, the link, an alternate of another type than HTML, the identifier if it is a URL.
    """
    alternates = [link.get("href") for link in item.get("links", ()) if link.get("rel") == "alternate"]
    identifier = item.get("id")
    is_url = isinstance(identifier, str) and identifier.startswith(("http://", "https://"))
    return (
        item.get("feedburner_origlink"),
        item.get("pheedo_origlink"),
        item.get("link"),
        *alternates,
        identifier if is_url else None,
    )


def _authors(item: Item) -> tuple[object, ...]:
    """Names; an e-mail address is not one."""
    names = [author.get("name") for author in item.get("authors", ())]
    if not any(names):
        names = [item.get("author")]
    return tuple(name for name in names if isinstance(name, str) and not ("@" in name and " " not in name.strip()))


def _published_at(item: Item, kind: FeedKind, not_after: datetime | None) -> datetime | None:
    """The date of publication; in RSS, ``dc:date`` is one, which feedparser files under "updated"."""
    stated = _date(item, "published", not_after) or _date(item, "created", not_after)
    return stated or (_date(item, "updated", not_after) if kind is FeedKind.RSS else None)


def _date(item: Item, name: str, not_after: datetime | None) -> datetime | None:
    parsed = item.get(f"{name}_parsed")
    if parsed is not None:
        try:
            return in_range(datetime.fromtimestamp(calendar.timegm(parsed), UTC), not_after)
        except (ValueError, OverflowError, OSError):
            return None
    return instant(item.get(name), not_after)


def _language(item: Item) -> object:
    """The entry's own language, or that of its title (``xml:lang``)."""
    return item.get("language") or (item.get("title_detail") or {}).get("language")


def _licence(item: Item) -> str | None:
    """The rights statement, else the address of a licence."""
    stated = plain_text(item.get("rights"), MAX_LICENCE_CHARS)
    licences = [link.get("href") for link in item.get("links", ()) if link.get("rel") == "license"]
    return stated or plain_text(next(iter(licences), None), MAX_LICENCE_CHARS) or None


def _ttl_s(feed: Item) -> float | None:
    """The feed's wish: RSS ``ttl`` in minutes, else the syndication module's period divided by its frequency."""
    ttl_s = _positive(feed.get("ttl")) * 60.0
    if not ttl_s:
        period_s = _PERIODS_S.get(str(feed.get("sy_updateperiod", "")).strip().lower(), 0.0)
        ttl_s = period_s / max(_positive(feed.get("sy_updatefrequency", "1")), 1.0)
    return min(ttl_s, MAX_TTL_S) or None


def _positive(value: object) -> float:
    try:
        number = float(str(value)[:20])
    except ValueError:
        return 0.0
    return number if math.isfinite(number) and number > 0 else 0.0
