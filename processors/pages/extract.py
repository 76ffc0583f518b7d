"""One page to one article.

    bytes ─decode→ text ─parse→ tree ─┬─ metadata (title, date, authors … where the feed is silent)
                                      └─ main text ─ without promo lines ─→ Article

Whatever the feed's entry states goes before the page's own statements: publishers maintain their feeds for readers and their
markup for search engines.
"""

import unicodedata
from urllib.parse import urlsplit

from processors.feeds.identity import BadUrlError, canonical_url, host_of, is_same_site
from processors.pages.body import main_text, parse_page
from processors.pages.decode import decode_page
from processors.pages.errors import PageError
from processors.pages.language import choose_language
from processors.pages.metadata import MAX_LICENCE_CHARS, MAX_LICENCES, PageMetadata, fold, read_metadata
from processors.pages.promo import without_promo
from processors.records import Article, DateSource, Entry, Page
from processors.records.ids import article_id, text_sha256

MIN_TEXT_CHARS = 80
"""A shorter text is a cookie notice, a login form or a caption; the shortest agency flash is about this long."""
MAX_TEXT_CHARS = 1_000_000
"""A longer text is no news article and is discarded, never cut."""


def extract_article(page: Page, entry: Entry, *, feed_ids: tuple[str, ...], outlet: str | None) -> Article:
    """Extract the article of a page.

    Args:
        page: The fetched bytes.
        entry: What the feed says about it; only ``url`` need be given.
        feed_ids: The feeds that listed it.
        outlet: The publisher's name; None for its host.

    Returns:
        Revision 1, not yet assessed for relevance. The text holds no promo lines.

    Raises:
        PageError: The page gives no article; the reason says why.
    """
    html = decode_page(page.body, page.content_type)
    root = parse_page(html)
    metadata = read_metadata(root, urlsplit(page.url).netloc.lower(), page.fetched_at)
    title = entry.title or metadata.title
    text = _clean(main_text(html, root), title)
    if not text:
        raise PageError("no_text")
    if len(text) < MIN_TEXT_CHARS:
        raise PageError("too_short", f"{len(text)} characters")
    if len(text) > MAX_TEXT_CHARS:
        raise PageError("too_long", f"{len(text)} characters")
    url = _url(page, entry, metadata)
    host = host_of(url)
    published_at = entry.published_at or metadata.published_at
    return Article(
        id=article_id(url),
        revision=1,
        url=url,
        feed_ids=feed_ids,
        title=title,
        authors=entry.authors or metadata.authors,
        fetched_at=page.fetched_at,
        text=text,
        text_sha256=text_sha256(text),
        outlet=outlet or host,
        host=host,
        published_at=published_at,
        published_from=_published_from(entry, metadata),
        language=choose_language(text, (entry.language, *metadata.languages)),
        licence_hints=_licence_hints(entry, metadata),
    )


def _clean(text: str, title: str) -> str:
    """Normal form C, one paragraph a line, without the title's repetition, list marks and promo lines."""
    lines = [" ".join(line.removeprefix("- ").split()) for line in unicodedata.normalize("NFC", text).split("\n")]
    lines = [line for line in lines if line]
    if lines and lines[0].casefold() == title.casefold():
        del lines[0]
    return without_promo("\n".join(lines))


def _url(page: Page, entry: Entry, metadata: PageMetadata) -> str:
    """What the page calls canonical if that can be believed, else where it was found, else the entry's URL.

    A publisher's templates sometimes name the home page or the section instead of the article, and some redirect there what they
    have taken down: that would make one article of all. And another site's page may not take over this one's identity.
    """
    found = _believable(page.url, None, entry.url) or entry.url
    if not metadata.canonical:
        return found
    return _believable(metadata.canonical, page.url, entry.url, page.url) or found


def _believable(url: str, base: str | None, *others: str) -> str | None:
    """The canonical form of a URL, unless it is another site's than its base, or a page above one of the others."""
    try:
        canonical = canonical_url(url, base)
        if base is not None and not is_same_site(canonical, base):
            return None
    except BadUrlError:
        return None
    path = urlsplit(canonical).path.rstrip("/")
    return None if not path or any(_is_above(path, urlsplit(other).path) for other in others) else canonical


def _is_above(path: str, other: str) -> bool:
    return other.rstrip("/").startswith(path + "/")


def _published_from(entry: Entry, metadata: PageMetadata) -> DateSource | None:
    if entry.published_at:
        return DateSource.FEED
    return DateSource.PAGE if metadata.published_at else None


def _licence_hints(entry: Entry, metadata: PageMetadata) -> tuple[str, ...]:
    stated = [fold(entry.licence, MAX_LICENCE_CHARS)] if entry.licence else []
    return tuple(dict.fromkeys([*stated, *metadata.licences]))[:MAX_LICENCES]
