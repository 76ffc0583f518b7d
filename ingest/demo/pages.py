"""The demo's web pages: an article in the markup that its publisher's system puts around it."""

import json
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from html import escape
from importlib.resources import files
from string import Template

from ingest.demo.feeds import teaser
from ingest.demo.outlets import Outlet, Version

RELATED = 4
ADVERTISEMENT_AFTER = 3
"""Paragraphs before the first thing that interrupts the text."""


def write_page(outlet: Outlet, version: Version, others: Sequence[Version]) -> str:
    """Write an article's page.

    Args:
        outlet: Whose layout it has.
        version: The article.
        others: What else the outlet has, for the links to other stories.
    """
    article, links = version.article, [other for other in others if other.article.url != version.article.url]
    popular = links[-1]
    layout = outlet.layout if version.text else "video"
    return _template(layout).substitute(
        language=outlet.language,
        outlet=escape(outlet.name),
        url=escape(article.page_url),
        title=escape(version.title),
        teaser=escape(teaser(version)),
        section=escape(article.section),
        author=escape(article.author),
        published=_instant(version.published_at),
        published_text=f"{version.published_at:%d %B %Y, %H:%M} UTC",
        updated=_instant(version.updated_at),
        nav="".join(f'<li><a href="/{section[:5].lower().strip()}/">{escape(section)}</a></li>' for section in outlet.sections),
        body=_body(outlet, version, links),
        promo=_promo(outlet, article.promo),
        related="\n".join(_link(other) for other in links[:RELATED]),
        popular=escape(popular.title),
        popular_url=escape(popular.article.url),
        json_ld=_json_ld(outlet, version),
    )


def write_refusal(outlet: Outlet) -> str:
    """The page that a reader without a subscription is shown."""
    name = escape(outlet.name)
    return (
        f"<!DOCTYPE html><html><head><title>403 | {name}</title></head><body><h1>For subscribers of {name}</h1></body></html>\n"
    )


def write_front_page(outlet: Outlet, versions: Sequence[Version]) -> str:
    """The front page: links only."""
    return _bare_page(outlet.name, "<ul>{}</ul>".format("\n".join(_link(version) for version in versions)))


def _bare_page(title: str, content: str) -> str:
    head = f'<head><meta charset="utf-8"><title>{escape(title)}</title></head>'
    return f"<!DOCTYPE html><html>{head}<body><h1>{escape(title)}</h1>{content}</body></html>\n"


@cache
def _template(layout: str) -> Template:
    return Template(files("ingest.demo").joinpath("layouts", f"{layout}.html").read_text(encoding="utf-8"))


def _body(outlet: Outlet, version: Version, links: Sequence[Version]) -> str:
    """Paragraphs, with what the layout puts between them."""
    paragraphs = [escape(paragraph, quote=False) for paragraph in version.text]
    match outlet.layout:
        case "blocks":
            marked = [f'<p class="wp-block-paragraph">{paragraph}</p>' for paragraph in paragraphs]
            between = '<div class="ad-unit wp-block-html"><ins class="adsbygoogle" data-ad-slot="88"></ins></div>'
        case "magazine":
            marked = [f"<p>{paragraph}</p>" for paragraph in paragraphs]
            between = f'<aside class="inline-promo"><h4>Keep reading</h4>{_link(links[0])}</aside>'
        case "ticker":
            marked = [f'<div class="storyParagraph"><p>{paragraph}</p></div>' for paragraph in paragraphs]
            also = links[-1]
            between = (
                '<p class="alsoRead"><strong>Also Read | </strong>'
                f'<a href="{escape(also.article.url)}">{escape(also.title)}</a></p><div class="adHolder"></div>'
            )
        case _:
            marked = [f"<p>{paragraph}</p>" for paragraph in paragraphs]
            between = '<div class="ad ad-inline"><span>Advertisement</span><script>ad("inline");</script></div>'
    return "\n".join([*marked[:ADVERTISEMENT_AFTER], between, *marked[ADVERTISEMENT_AFTER:]])


def _promo(outlet: Outlet, promo: str) -> str:
    """The tail as the newsroom's system adds it: a paragraph of the text, in italics, with ``here`` as a link."""
    if not promo:
        return ""
    text = escape(promo, quote=False).replace(" here", ' <a href="/live/">here</a>', 1)
    return f"<p><em>{text}</em></p>" if outlet.layout != "ticker" else f'<div class="storyParagraph"><p><i>{text}</i></p></div>'


def _link(other: Version) -> str:
    return f'<li><a href="{escape(other.article.url)}">{escape(other.title)}</a></li>'


def _json_ld(outlet: Outlet, version: Version) -> str:
    article = version.article
    document = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "mainEntityOfPage": article.page_url,
        "headline": version.title,
        "datePublished": _instant(version.published_at),
        "dateModified": _instant(version.updated_at),
        "author": [{"@type": "Person", "name": article.author}],
        "publisher": {"@type": "NewsMediaOrganization", "name": outlet.name, "url": outlet.home},
    }
    return json.dumps(document, ensure_ascii=False).replace("</", "<\\/")


def _instant(instant: datetime) -> str:
    return instant.isoformat()
