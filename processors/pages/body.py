"""The main text of a page: trafilatura, called so that it costs least without loss.

Measured with ``bench/extract.py``: the quick pass alone loses two points of recall against the full cascade; the quick pass on a
lightened page, and the full one only where the quick one looks wrong, lose nothing on news pages at three quarters of the cost.

``with_metadata`` is never asked for: its reading of JSON-LD is quadratic on truncated input.
"""

import trafilatura
from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring
from trafilatura.settings import Document, Extractor

from processors.pages.errors import PageError

_NO_TEXT_IN = (
    *("style", "svg", "iframe", "object", "embed", "canvas", "audio", "video", "picture", "source", "img", "map"),
    *("button", "select", "option", "input", "textarea", "noscript", "link", "nav", "footer", "aside"),
)
"""Elements that the quick pass does without; dropping them first halves what all its queries have to walk."""
_INLINE = (
    *(
        "em",
        "i",
        "b",
        "strong",
        "u",
        "kbd",
        "samp",
        "tt",
        "var",
        "abbr",
        "acronym",
        "address",
        "bdi",
        "bdo",
        "big",
        "cite",
        "data",
    ),
    *("dfn", "font", "hgroup", "ins", "mark", "nobr", "ruby", "small", "wbr", "meta"),
)
"""Elements that trafilatura dissolves in any case; doing it first saves its queries a tenth of the work."""
JSON_LD = "application/ld+json"
MIN_PARAGRAPH_CHARS = 25
SURE_CHARS = 600
"""A quick text of fewer characters is checked by the full cascade."""
MISSED_RATIO = 1.5
"""The page's paragraphs hold so many times the quick text: it took the wrong part of the page."""
STRAY_RATIO = 0.5
"""The page's paragraphs hold only this share of the quick text: it took lists and menus."""

_NOT_XML = bytes(set(range(0x20)) - {0x09, 0x0A, 0x0D})
_NON_CHARACTERS = ("\ufffe".encode(), "\uffff".encode())


def parse_page(html: str) -> HtmlElement:
    """Parse a page, comments and processing instructions left out.

    Raises:
        PageError: ``unparsable``; ``too_deep`` where the parser's own limits (depth 2048) would have cut the page.
    """
    # lxml takes bytes much quicker than text; control characters cannot be in a tree and are in no text
    data = html.encode("utf-8", "replace").translate(None, _NOT_XML)
    for character in _NON_CHARACTERS:
        data = data.replace(character, b"")
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False, huge_tree=True)
    try:
        root = document_fromstring(data, parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise PageError("unparsable", str(error)[:200]) from error
    if any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log):
        raise PageError("too_deep")
    return root


def main_text(html: str, root: HtmlElement) -> str:
    """Find the article in a page.

    Args:
        html: The page.
        root: The same, parsed; it is taken apart.

    Returns:
        Paragraphs separated by newlines; empty where there is none.
    """
    _strip(root)
    paragraphs = _paragraph_chars(root)
    text = _extract(root, fast=True)
    if len(text) < SURE_CHARS or not STRAY_RATIO * len(text) <= paragraphs <= MISSED_RATIO * len(text):
        text = _extract(parse_page(html), fast=False) or text
    return text


def _strip(root: HtmlElement) -> None:
    for script in list(root.iter("script")):
        if script.get("type") != JSON_LD:  # that one may hold the body of a page that draws itself by script
            script.drop_tree()
    etree.strip_elements(root, *_NO_TEXT_IN, with_tail=False)
    etree.strip_tags(root, *_INLINE)


def _paragraph_chars(root: HtmlElement) -> int:
    lengths = (len(paragraph.text_content()) for paragraph in root.iter("p"))
    return sum(length for length in lengths if length >= MIN_PARAGRAPH_CHARS)


def _extract(root: HtmlElement, *, fast: bool) -> str:
    options = Extractor(output_format="python", fast=fast, comments=False, tables=True)
    try:
        document = trafilatura.bare_extraction(root, options=options)
    except MemoryError:
        raise
    except Exception as error:  # (a heuristic over hostile markup: whatever it stumbles over, the page is to blame)
        raise PageError("unparsable", f"{type(error).__name__}: {error}"[:200]) from error
    return (document.text or "") if isinstance(document, Document) else ""
