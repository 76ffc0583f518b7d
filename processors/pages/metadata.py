"""What a page says about its article in its markup: title, date, authors, language, canonical link, licence."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from lxml.html import HtmlElement

from processors.pages.dates import parse_date
from processors.pages.json_ld import LinkedData, read_json_ld

MAX_TITLE_CHARS = 500
MAX_NAME_CHARS = 80
MAX_AUTHORS = 20
MAX_LICENCE_CHARS = 300
MAX_LICENCES = 5
MAX_ELEMENTS = 1000
"""So many ``meta``, ``link`` and ``time`` elements are looked at."""

_DATE_METAS = (
    *("article:published_time", "og:article:published_time", "datepublished", "og:published_time", "parsely-pub-date"),
    *(
        "sailthru.date",
        "publish-date",
        "publish_date",
        "publishdate",
        "pubdate",
        "article.published",
        "cxenseparse:recs:publishtime",
    ),
    *(
        "cxenseparse:recs:publishtime",
        "dc.date.issued",
        "dcterms.created",
        "dc.date",
        "dcterms.date",
        "date",
        "iso-8601-publish-date",
    ),
)
_AUTHOR_METAS = ("author", "article:author", "parsely-author", "dc.creator", "dcterms.creator", "sailthru.author", "byl")
_TITLE_METAS = ("og:title", "twitter:title", "dc.title", "parsely-title")
_LICENCE_METAS = ("copyright", "rights", "dc.rights", "dcterms.rights", "dcterms.license", "dc.rights.license")
_LANGUAGE_METAS = ("content-language", "language", "dc.language", "og:locale")

_NAME_BREAK = re.compile(r"\s*[;,|•]\s*|\s+(?:and|und|og|et|y|e|&)\s+")
_BYLINE = re.compile(r"^(?:by|von|par|por|di)\s+(?=\S)", re.IGNORECASE)
_TITLE_BREAK = re.compile(r"\s+[|–—·•»:-]{1,2}\s+|[｜：]")
MIN_LABEL_CHARS = 3
MAX_OUTLET_WORDS = 2


@dataclass(frozen=True, slots=True)
class PageMetadata:
    """A page's own statements; each one is empty or None where the page is silent."""

    title: str
    published_at: datetime | None
    authors: tuple[str, ...]
    languages: tuple[str | None, ...]
    canonical: str | None
    licences: tuple[str, ...]


def read_metadata(root: HtmlElement, host: str, fetched_at: datetime) -> PageMetadata:
    """Read a parsed page, which is left as it is.

    Args:
        root: The page.
        host: Where it comes from, to know the publisher's name by.
        fetched_at: Aware UTC.
    """
    metas = _metas(root)
    linked = read_json_ld(root)
    outlet = _Outlet(fold(metas.get("og:site_name", ""), MAX_TITLE_CHARS), host)
    return PageMetadata(
        title=_title(root, metas, linked, outlet),
        published_at=_published_at(root, metas, linked, fetched_at),
        authors=_authors(metas, linked, outlet),
        languages=(root.get("lang"), linked.language, *(metas[name] for name in _LANGUAGE_METAS if name in metas)),
        canonical=_link(root, "canonical"),
        licences=_licences(root, metas, linked),
    )


class _Outlet:
    """The publisher, to tell its name from a title's words and from an author's name."""

    def __init__(self, site_name: str, host: str) -> None:
        labels = host.partition(":")[0].split(".")[:-1]
        self._names = tuple(label for label in labels if len(label) >= MIN_LABEL_CHARS and label != "www")
        self._exact = {_letters(site_name), _letters(host.removeprefix("www."))} - {""}

    def is_named(self, text: str) -> bool:
        letters = _letters(text)
        return letters in self._exact or (len(text.split()) <= MAX_OUTLET_WORDS and letters.startswith(self._names))


def fold(text: str, max_chars: int) -> str:
    """Plain text on one line: entities resolved (publishers escape twice), white space folded, bounded."""
    return " ".join(html.unescape(text[: max_chars * 4]).split())[:max_chars].rstrip()


def _metas(root: HtmlElement) -> dict[str, str]:
    """The first content of each name, property, itemprop or http-equiv, names in lower case."""
    metas: dict[str, str] = {}
    for number, meta in enumerate(root.iter("meta")):
        if number >= MAX_ELEMENTS:
            break
        content = meta.get("content")
        if content and not content.isspace():
            for key in ("property", "name", "itemprop", "http-equiv"):
                if name := meta.get(key):
                    metas.setdefault(name.strip().lower()[:100], content)
    return metas


def _title(root: HtmlElement, metas: dict[str, str], linked: LinkedData, outlet: _Outlet) -> str:
    stated = [metas[name] for name in _TITLE_METAS if name in metas] + [linked.headline]
    title = next((folded for text in stated if (folded := fold(text, MAX_TITLE_CHARS))), "")
    headings = [folded for heading in _first(root, "h1", 3) if (folded := fold(heading.text_content(), MAX_TITLE_CHARS))]
    if not title:
        if len(headings) == 1:
            return headings[0]
        title = next((fold(element.text_content(), MAX_TITLE_CHARS) for element in _first(root, "title", 1)), "")
    return _without_outlet(title, headings, outlet) or next(iter(headings), "")


def _without_outlet(title: str, headings: list[str], outlet: _Outlet) -> str:
    """Leave out the publisher's name at the end: where the rest is the heading, or what follows is the site's name."""
    for match in _TITLE_BREAK.finditer(title):
        head = title[: match.start()]
        if head in headings or outlet.is_named(title[match.end() :]):
            return head
    return title


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _published_at(root: HtmlElement, metas: dict[str, str], linked: LinkedData, fetched_at: datetime) -> datetime | None:
    for text in _date_texts(root, metas, linked):
        if instant := parse_date(text, fetched_at):
            return instant
    return None


def _date_texts(root: HtmlElement, metas: dict[str, str], linked: LinkedData) -> Iterator[str]:
    yield linked.published
    yield from (metas[name] for name in _DATE_METAS if name in metas)
    # first the ones that say what they are; an unmarked one may be that of a teaser, and is trusted only if it is alone
    times = _first(root, "time", 50)
    marked = [time for time in times if time.get("itemprop") == "datePublished" or "pubdate" in time.attrib]
    for time in marked or (times if len(times) == 1 else []):
        yield time.get("datetime") or time.text_content()


def _authors(metas: dict[str, str], linked: LinkedData, outlet: _Outlet) -> tuple[str, ...]:
    stated = list(linked.authors) or next(([metas[name]] for name in _AUTHOR_METAS if "://" not in metas.get(name, "://")), [])
    names = (_BYLINE.sub("", name) for text in stated[:MAX_AUTHORS] for name in _NAME_BREAK.split(fold(text, 500)))
    return tuple(dict.fromkeys(name for name in names if _is_name(name, outlet)))[:MAX_AUTHORS]


def _is_name(text: str, outlet: _Outlet) -> bool:
    return 1 < len(text) <= MAX_NAME_CHARS and "://" not in text and "@" not in text and not outlet.is_named(text)


def _link(root: HtmlElement, rel: str) -> str | None:
    for link in _first(root, "link", MAX_ELEMENTS):
        if rel in (link.get("rel") or "").lower().split() and (href := link.get("href")):
            return str(href)
    return None


def _licences(root: HtmlElement, metas: dict[str, str], linked: LinkedData) -> tuple[str, ...]:
    stated = [_link(root, "license") or "", *linked.licences, *(metas[name] for name in _LICENCE_METAS if name in metas)]
    folded = (fold(text, MAX_LICENCE_CHARS) for text in stated)
    return tuple(dict.fromkeys(text for text in folded if text))[:MAX_LICENCES]


def _first(root: HtmlElement, tag: str, most: int) -> list[HtmlElement]:
    found = []
    for element in root.iter(tag):
        found.append(element)
        if len(found) == most:
            break
    return found
