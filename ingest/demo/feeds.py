"""The demo's feeds, written as four kinds of publishing systems write them."""

import json
from collections.abc import Sequence
from datetime import datetime
from email.utils import format_datetime
from xml.sax.saxutils import escape

from ingest.demo.outlets import DemoFeed, FeedFormat, Outlet, Version

TEASER_CHARS = 180


def write_feed(outlet: Outlet, feed: DemoFeed, versions: Sequence[Version]) -> tuple[str, str]:
    """Write a feed document.

    Args:
        outlet: Whose feed.
        feed: Which one.
        versions: Its items, newest first.

    Returns:
        The document and its media type.
    """
    match feed.format:
        case FeedFormat.RSS:
            return _rss(outlet, versions, broken=feed.broken), "application/rss+xml; charset=utf-8"
        case FeedFormat.ATOM:
            return _atom(outlet, feed, versions), "application/atom+xml; charset=utf-8"
        case FeedFormat.JSON:
            return _json_feed(outlet, feed, versions), "application/feed+json"
        case FeedFormat.SITEMAP:
            return _sitemap(outlet, versions), "application/xml"
        case FeedFormat.HTML:
            return _not_a_feed(outlet), "text/html; charset=utf-8"


def teaser(version: Version) -> str:
    """The opening words of an article, cut at a word's end; its headline where it has no text."""
    opening = version.text[0] if version.text else version.title
    return opening if len(opening) <= TEASER_CHARS else opening[:TEASER_CHARS].rpartition(" ")[0] + " …"


def _rss(outlet: Outlet, versions: Sequence[Version], *, broken: bool) -> str:
    items = "\n".join(_rss_item(version) for version in versions)
    title = escape(outlet.name)
    document = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel>
<title>{title}</title>
<link>{outlet.home}</link>
<description>All the news from {title}</description>
<language>{outlet.language}</language>
<lastBuildDate>{format_datetime(max(version.updated_at for version in versions))}</lastBuildDate>
{items}
</channel>
</rss>
"""
    if not broken:
        return document
    # As seen in the wild: a bare ampersand, HTML entities that XML does not know, and an end in the middle of an item
    document = document.replace("<description>All the news", "<description>News & views&nbsp;&ndash; all the news", 1)
    return document[: document.rindex("</channel>")] + "<item>\n<title>Weather: dry and"


def _rss_item(version: Version) -> str:
    article = version.article
    return f"""<item>
<title>{escape(version.title)}</title>
<link>{escape(article.url)}?utm_source=rss&amp;utm_medium=feed</link>
<guid isPermaLink="false">{escape(article.url.rpartition("/")[2] or article.url)}</guid>
<pubDate>{format_datetime(version.published_at)}</pubDate>
<dc:creator><![CDATA[{article.author}]]></dc:creator>
<category>{escape(article.section)}</category>
<description><![CDATA[<p>{escape(teaser(version))}</p>]]></description>
</item>"""


def _atom(outlet: Outlet, feed: DemoFeed, versions: Sequence[Version]) -> str:
    entries = "\n".join(_atom_entry(version) for version in versions)
    return f"""<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{outlet.language}">
<title type="text">{escape(outlet.name)}</title>
<id>{outlet.home}</id>
<link rel="self" href="{outlet.home.rstrip("/")}{feed.path}"/>
<link rel="alternate" type="text/html" href="{outlet.home}"/>
<updated>{_rfc3339(max(version.updated_at for version in versions))}</updated>
<rights>Copyright {escape(outlet.name)}</rights>
{entries}
</feed>
"""


def _atom_entry(version: Version) -> str:
    article = version.article
    return f"""<entry>
<title type="html">{escape(escape(version.title))}</title>
<id>{escape(article.url)}</id>
<link rel="alternate" type="text/html" href="{escape(article.url)}"/>
<published>{_rfc3339(version.published_at)}</published>
<updated>{_rfc3339(version.updated_at)}</updated>
<author><name>{escape(article.author)}</name></author>
<category term="{escape(article.section)}"/>
<summary type="html">{escape(f"<p>{escape(teaser(version))}</p>")}</summary>
</entry>"""


def _json_feed(outlet: Outlet, feed: DemoFeed, versions: Sequence[Version]) -> str:
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": outlet.name,
        "home_page_url": outlet.home,
        "feed_url": f"{outlet.home.rstrip('/')}{feed.path}",
        "language": outlet.language,
        "items": [
            {
                "id": version.article.url,
                "url": version.article.url,
                "title": version.title,
                "summary": teaser(version),
                "date_published": _rfc3339(version.published_at),
                "date_modified": _rfc3339(version.updated_at),
                "authors": [{"name": version.article.author}],
                "tags": [version.article.section],
            }
            for version in versions
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=1)


def _sitemap(outlet: Outlet, versions: Sequence[Version]) -> str:
    urls = "\n".join(
        f"""<url>
<loc>{escape(version.article.url)}</loc>
<news:news>
<news:publication><news:name>{escape(outlet.name)}</news:name><news:language>{outlet.language}</news:language></news:publication>
<news:publication_date>{_rfc3339(version.published_at)}</news:publication_date>
<news:title>{escape(version.title)}</news:title>
</news:news>
</url>"""
        for version in versions
    )
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
{urls}
</urlset>
"""


def _not_a_feed(outlet: Outlet) -> str:
    return f"""<!DOCTYPE html><html><head><title>{outlet.name}: not here</title></head><body>
<h1>This feed has moved</h1><p>Comments are now read in our app. <br>Sorry & see you there<p><a href="/">Front page</a>
</body></html>
"""


def _rfc3339(instant: datetime) -> str:
    return f"{instant:%Y-%m-%dT%H:%M:%SZ}"
