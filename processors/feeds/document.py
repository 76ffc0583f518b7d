"""From bytes to the clean text of a feed document: character set, leading junk, document type, truncation, depth.

Every step is linear in the length of the document. What comes out holds no DOCTYPE, hence no entity of the publisher's own
making: neither an entity bomb nor a reference to a file or another host can reach a parser.
"""

import codecs
import contextlib
import re
import sys
from dataclasses import dataclass
from html.entities import html5
from xml.parsers import expat

from processors.feeds.errors import FeedError

MAX_DEPTH = 200
"""Elements within elements. Real feeds stay below 30, XHTML content included."""
MAX_PREAMBLE_CHARS = 65536
"""How far into a document its root element may start."""

MAX_ATTRIBUTES = 256
"""On one element; feedparser's time grows with their square."""
MAX_REFERENCE_DIGITS = 7

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_UNMARKED = (
    (b"<\x00?\x00", "utf-16-le"),
    (b"\x00<\x00?", "utf-16-be"),
    (b"<\x00\x00\x00", "utf-32-le"),
    (b"\x00\x00\x00<", "utf-32-be"),
)
_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s{0,9}=\s{0,9}["']([A-Za-z0-9._:-]{1,40})["']""")
_CHARSET = re.compile(r"""charset\s{0,9}=\s{0,9}["']?([A-Za-z0-9._:-]{1,40})""", re.IGNORECASE)
_SUPERSETS = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "iso-8859-1": "windows-1252",
    "latin-1": "windows-1252",
    "us-ascii": "windows-1252",
}
"""What publishers mean by these names (WHATWG Encoding Standard)."""

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_ROOT = re.compile(r"<(?:[A-Za-z_][\w.-]{0,30}:)?(rss|feed|rdf|channel|urlset|sitemapindex|html|opml)(?=[\s>/])", re.IGNORECASE)
_ELEMENT = re.compile(r"<([A-Za-z_][\w.:-]{0,60})(?=[\s>/])")
_REFERENCE = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)(?:#([0-9]+);?|#[xX]([0-9A-Fa-f]+);?|([A-Za-z][A-Za-z0-9]{1,31});)")
_LONG_RUN = re.compile(r"(?<![\w.+-])([\w.+-]{256})[\w.+-]+", re.ASCII)
"""What feedparser's search for e-mail addresses in names would take quadratic time for; in feeds, inlined images only."""
_ENTRY_TAG = re.compile(r"<(/?)(?:[A-Za-z_][\w.-]{0,30}:)?(item|entry)(?:\s[^<>]*)?>", re.IGNORECASE)
_MARKUP = frozenset("<>&\"'")


@dataclass(frozen=True, slots=True)
class XmlDocument:
    """The text of an XML document, ready for a parser.

    Attributes:
        text: From the root element on: no XML declaration, no DOCTYPE, no character that XML forbids.
        root: Local name of the root element, lower case.
        truncated: The document broke off inside an entry, which was cut off.
    """

    text: str
    root: str
    truncated: bool


def decode(body: bytes, content_type: str | None) -> str:
    """Decode a document whose declarations may be wrong.

    A byte order mark decides; else the bytes themselves, if they are UTF-8 (text in another character set hardly ever is,
    whatever was declared); else the first of declaration, header and Windows-1252 that fits. Seven-bit character sets pass for
    UTF-8, so that only they go by their declaration first.
    """
    for mark, name in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace")
    for start, name in _UNMARKED:
        if body.startswith(start):
            return body.decode(name, "replace")
    declared = [match[1].decode("ascii").lower() for match in [_DECLARED.search(body[:1024])] if match]
    declared += [match[1].lower() for match in [_CHARSET.search((content_type or "")[:500])] if match]
    seven_bit = [name for name in declared if name.startswith(("iso-2022", "hz", "utf-7"))]
    for name in (*seven_bit, "utf-8", *declared):
        text = _try_decode(body, _SUPERSETS.get(name, name))
        if text is not None:
            return text
    # A few broken bytes in UTF-8 (a title cut by bytes) must not turn the whole document into mojibake
    text = body.decode("utf-8", "replace")
    damaged, foreign = text.count("\ufffd"), sum(1 for byte in body[:65536] if byte > 0x7F)  # noqa: PLR2004 (ASCII ends there)
    return text if damaged * 8 < foreign else body.decode("windows-1252", "replace")


def read_xml(text: str) -> XmlDocument:
    """Find the root element and clean what follows it.

    Raises:
        FeedError: ``html_instead_of_feed``, ``not_a_feed``, ``too_deep`` or ``too_complex``.
    """
    head = text[:MAX_PREAMBLE_CHARS]
    root = _ROOT.search(head) or _ELEMENT.search(head)
    if root is None:
        raise FeedError("not_a_feed", "no XML element")
    name = root[1].lower()
    if name in {"html", "opml"}:
        raise FeedError("html_instead_of_feed" if name == "html" else "not_a_feed", f"<{name}>")
    cleaned = _LONG_RUN.sub(r"\1", _REFERENCE.sub(_referenced, _NOT_XML.sub("", text[root.start() :])))
    cut = _end_of_last_entry(cleaned)
    document = XmlDocument(cleaned if cut is None else cleaned[:cut], name.rpartition(":")[2], cut is not None)
    _check_shape(document.text)
    return document


def _try_decode(body: bytes, name: str) -> str | None:
    try:
        text, _ = codecs.lookup(name).decode(body, "strict")
    except (LookupError, UnicodeError, ValueError):
        return None
    return text if isinstance(text, str) else None  # codecs such as ``hex`` give bytes


def _referenced(match: re.Match[str]) -> str:
    """What a character reference becomes.

    A named character of HTML, which XML does not know, as itself; a number that is no character, as nothing: feedparser fails on
    it; everything else as it is.
    """
    decimal, hexadecimal, name = match.groups()
    if name:
        character = html5.get(name + ";")
        return match[0] if character is None or character in _MARKUP else character
    digits = (decimal or hexadecimal).lstrip("0")
    code = int(digits or "0", 10 if decimal else 16) if len(digits) <= MAX_REFERENCE_DIGITS else sys.maxunicode + 1
    return "" if code > sys.maxunicode or _NOT_XML.match(chr(code)) else match[0]


def _end_of_last_entry(text: str) -> int | None:
    """Where to cut a document that breaks off inside an entry: before that entry. None where it does not."""
    opened, closed = -1, -1
    for match in _ENTRY_TAG.finditer(text):
        if match[1] or match[0].endswith("/>"):
            closed = match.start()
        else:
            opened = match.start()
    return opened if opened > closed else None


def _check_shape(text: str) -> None:
    """Bound nesting and attributes, as far as the document is well-formed: the rest goes to a parser that keeps no tree."""
    depth = 0

    def start(_name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_DEPTH:
            raise FeedError("too_deep", f"over {MAX_DEPTH} elements deep")
        if len(attributes) > MAX_ATTRIBUTES:
            raise FeedError("too_complex", f"over {MAX_ATTRIBUTES} attributes on one element")

    def end(_name: str) -> None:
        nonlocal depth
        depth -= 1

    parser = expat.ParserCreate("utf-8")
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    with contextlib.suppress(expat.ExpatError):
        parser.Parse(text.encode("utf-8"), True)
