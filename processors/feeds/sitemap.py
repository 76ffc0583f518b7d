"""Google news sitemaps: the feed that outlets keep even where they have dropped RSS."""

from datetime import datetime

from lxml import etree

from processors.feeds.document import XmlDocument
from processors.feeds.entries import EntryCollector
from processors.feeds.errors import FeedError
from processors.feeds.plain_text import instant
from processors.records import FeedKind, ParsedFeed

NEWS_NAMESPACE = "google.com/schemas/sitemap-news"
"""Part of the namespace's name: publishers write it with http and https, with and without ``www.``."""


def parse_sitemap(document: XmlDocument, *, url: str, max_entries: int, not_after: datetime | None = None) -> ParsedFeed:
    """Read a ``urlset`` whose URLs carry news annotations; those that carry none are counted as ``not_news``.

    Raises:
        FeedError: ``sitemap_index`` for a list of sitemaps, ``not_a_feed`` for a sitemap without news.

    Source: developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap
    """
    if document.root == "sitemapindex":
        raise FeedError("sitemap_index", "a list of sitemaps: list the news sitemap itself")
    # huge_tree stays off: libxml2 then bounds depth and the length of names and texts by itself
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    root = etree.fromstring(document.text.encode(), parser)
    if root is None:
        raise FeedError("not_a_feed", "<urlset> without content")
    collector = EntryCollector(url, max_entries, None, None)
    for element in root:
        if _local_name(element) == "url":
            _add(collector, element, not_after)
    if not collector.entries and dict(collector.skipped).get("not_news"):
        raise FeedError("not_a_feed", "a sitemap without news annotations")
    problem = parser.error_log.last_error if parser.error_log else None
    return ParsedFeed(
        kind=FeedKind.SITEMAP,
        title="",
        entries=tuple(collector.entries),
        skipped=collector.skipped,
        bozo=problem.message[:200] if problem is not None else None,
    )


def _add(collector: EntryCollector, element: etree._Element, not_after: datetime | None) -> None:
    fields: dict[str, str] = {}
    is_news = False
    for node in element.iter():
        name = _local_name(node)
        prefix = "news:" if NEWS_NAMESPACE in str(node.tag) else ""
        is_news = is_news or bool(prefix)
        fields.setdefault(prefix + name, (node.text or "").strip())
    if not is_news:
        collector.skip("not_news")
        return
    collector.add(
        (fields.get("loc"),),
        title=fields.get("news:title"),
        published_at=instant(fields.get("news:publication_date"), not_after),
        updated_at=instant(fields.get("lastmod"), not_after),
        language=fields.get("news:language"),
    )


def _local_name(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2] if isinstance(element.tag, str) else ""
