"""JSON Feed 1.0 and 1.1 (jsonfeed.org)."""

import json
from datetime import datetime
from typing import Any

from processors.feeds.entries import MAX_TITLE_CHARS, EntryCollector, language_tag
from processors.feeds.errors import FeedError
from processors.feeds.plain_text import instant, plain_text
from processors.records import FeedKind, ParsedFeed

VERSION_PREFIXES = ("https://jsonfeed.org/version/", "http://jsonfeed.org/version/")


def parse_json_feed(text: str, *, url: str, max_entries: int, not_after: datetime | None = None) -> ParsedFeed:
    """Read a JSON Feed; ``external_url`` (a link blog's subject) is not the entry's page, ``url`` is.

    Raises:
        FeedError: ``not_a_feed`` or ``too_deep``.

    Source: https://www.jsonfeed.org/version/1.1/
    """
    try:
        document = json.loads(text)
    except RecursionError as error:
        raise FeedError("too_deep", "JSON") from error
    except ValueError as error:
        raise FeedError("not_a_feed", f"neither XML nor JSON: {error}"[:200]) from error
    if not isinstance(document, dict) or not str(document.get("version", "")).startswith(VERSION_PREFIXES):
        raise FeedError("not_a_feed", "JSON, but not a JSON Feed")
    items = document.get("items")
    if not isinstance(items, list):
        raise FeedError("not_a_feed", "a JSON Feed without items")
    collector = EntryCollector(url, max_entries, language_tag(document.get("language")), None)
    feed_authors = _authors(document)
    for item in items:
        if isinstance(item, dict):
            _add(collector, item, feed_authors, not_after)
        else:
            collector.skip("no_link")
    return ParsedFeed(
        kind=FeedKind.JSON,
        title=plain_text(document.get("title"), MAX_TITLE_CHARS),
        entries=tuple(collector.entries),
        skipped=collector.skipped,
    )


def _add(collector: EntryCollector, item: dict[str, Any], feed_authors: tuple[object, ...], not_after: datetime | None) -> None:
    identifier = item.get("id")
    if isinstance(identifier, int | float) and not isinstance(identifier, bool):
        identifier = str(identifier)  # version 1.0 let numbers pass
    is_url = isinstance(identifier, str) and identifier.startswith(("http://", "https://"))
    collector.add(
        (item.get("url"), identifier if is_url else None),
        title=item.get("title"),
        guid=identifier,
        authors=_authors(item) or feed_authors,
        published_at=instant(item.get("date_published"), not_after),
        updated_at=instant(item.get("date_modified"), not_after),
        summary=item.get("summary") or item.get("content_text") or item.get("content_html"),
        language=item.get("language"),
    )


def _authors(item: dict[str, Any]) -> tuple[object, ...]:
    """Names under ``authors`` (1.1) or ``author`` (1.0)."""
    authors = item.get("authors")
    listed = authors if isinstance(authors, list) else [item.get("author")]
    return tuple(author["name"] for author in listed if isinstance(author, dict) and isinstance(author.get("name"), str))
