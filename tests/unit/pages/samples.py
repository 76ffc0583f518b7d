"""Pages and records for the tests of extraction. All sentences are our own."""

from datetime import UTC, datetime

from processors.records import Entry, Page

FETCHED_AT = datetime(2026, 5, 3, 12, 0, tzinfo=UTC)
URL = "https://www.courier.example/world/2026/05/03/bridge"

PARAGRAPHS = (
    "Soldiers reopened the bridge over the Amber river on Saturday after engineers had cleared eleven mines from its pillars.",
    "The mayor of Lower Amber said that lorries with flour and medicine would cross first, and families could follow on Monday.",
    "Two guards were hurt in the morning when a grenade exploded near the southern ramp, a nurse at the hospital told us.",
    "Both sides have agreed to keep heavy weapons ten kilometres away from the crossing while the talks in the capital go on.",
)

PAGE = """<!DOCTYPE html>
<html lang="{lang}"><head>
<meta charset="utf-8">
<title>Bridge reopened after mines are cleared | The Courier</title>
<meta property="og:site_name" content="The Courier">
<meta property="og:title" content="Bridge reopened after mines are cleared">
{head}
</head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<article><h1>Bridge reopened after mines are cleared</h1>
{body}
</article>
<aside><h2>Most read</h2><ul><li><a href="/a">Ten recipes for rhubarb</a></li><li><a href="/b">The cup final</a></li></ul></aside>
<footer><p>Terms · Privacy · Contact</p></footer>
</body></html>"""


def page_html(*, head: str = "", paragraphs: tuple[str, ...] = PARAGRAPHS, lang: str = "en") -> str:
    """A publisher's page."""
    return PAGE.format(head=head, body="\n".join(f"<p>{text}</p>" for text in paragraphs), lang=lang)


def page(html: str | bytes, *, content_type: str | None = "text/html; charset=utf-8", url: str = URL) -> Page:
    """The page as fetched."""
    return Page(url, html.encode() if isinstance(html, str) else html, content_type, FETCHED_AT)


def entry(url: str = URL, **stated: object) -> Entry:
    """A feed's entry that states nothing but what is given."""
    return Entry(url=url, **stated)  # type: ignore[arg-type]  # the caller names fields of Entry
