"""The bytes of a page to text, decoded once.

Order of trust: byte order mark, valid UTF-8, the Content-Type header, the page's own ``meta``, then a guess by
``charset_normalizer``. Valid UTF-8 goes before the declarations because they are often wrong, while text of another encoding
that happens to be valid UTF-8 hardly exists (Source: Martin Dürst, "The Properties and Promises of UTF-8", 1997).
"""

import codecs
import re

from charset_normalizer import from_bytes

from processors.pages.errors import PageError

MAX_PAGE_BYTES = 10_000_000
"""A longer page is discarded, never cut: half a page makes half an article."""
SNIFF_BYTES = 2048
"""How far the page's own declaration is looked for: twice what the HTML standard asks authors to keep to."""
GUESS_BYTES = 20_000
MAX_REPLACED_SHARE = 0.01
"""More unreadable characters than this, and the encoding is not the one that was assumed."""

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_HTML_TYPES = frozenset(
    {"text/html", "application/xhtml+xml", "application/xml", "text/xml", "text/plain", "application/octet-stream"}
)
_CHARSET = re.compile(r"charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([A-Za-z0-9_:.+-]{1,40})", re.IGNORECASE)
_XML_ENCODING = re.compile(r"<\?xml[^>]{0,100}encoding\s{0,9}=\s{0,9}[\"']([A-Za-z0-9_:.+-]{1,40})", re.IGNORECASE)
_MARKUP = re.compile(rb"<(?:!doctype|html|head|body|title|meta|article|div|p|h1)\b", re.IGNORECASE)

# What browsers understand (Source: WHATWG Encoding, section 4.2): of the labels on the left they mean the codec on the right.
# A label that names none of these is passed over: Python has text codecs with quadratic decoders (punycode, idna).
_SUPERSETS = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
}
_CODECS = frozenset(
    ["utf-8", "utf-16", "utf-16-le", "utf-16-be", "koi8-r", "koi8-u", "mac-roman", "mac-cyrillic", "euc_jp", "iso2022_jp"]
    + [f"cp{number}" for number in (866, 874, *range(1250, 1259))]
    + [f"iso8859-{part}" for part in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)]
    + list(_SUPERSETS.values())
)
# UTF-16 has a byte order mark or a declaration; a guess at it turns markup into ideographs
_GUESSABLE = sorted(name.replace("-", "_") for name in _CODECS if not name.startswith("utf-"))


def decode_page(body: bytes, content_type: str | None) -> str:
    """Decode the bytes of an HTML page.

    Raises:
        PageError: ``not_html``, ``too_large``, ``undecodable``.
    """
    if len(body) > MAX_PAGE_BYTES:
        raise PageError("too_large", f"{len(body)} bytes")
    _check_html(body, content_type)
    for bom, encoding in _BOMS:
        if body.startswith(bom):
            return _decode(body[len(bom) :], encoding)
    opening = body[:SNIFF_BYTES].decode("latin-1")
    declared = [codec for label in _labels(content_type, opening) if (codec := _codec(label))]
    # ISO-2022-JP is pure ASCII with escapes, so it is valid UTF-8 as well
    if "iso2022_jp" not in declared:
        try:
            return body.decode("utf-8")
        except UnicodeDecodeError:
            pass
    for codec in declared:
        try:
            return _decode(body, codec)
        except PageError:
            continue
    return _decode(body, _guess(body))


def is_html(body: bytes) -> bool:
    """Whether a document begins like HTML."""
    return body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or bool(_MARKUP.search(body, 0, SNIFF_BYTES * 4))


def _check_html(body: bytes, content_type: str | None) -> None:
    kind = (content_type or "").partition(";")[0].strip().lower()
    if kind and kind not in _HTML_TYPES:
        raise PageError("not_html", kind[:100])
    if not is_html(body):
        raise PageError("not_html", "no markup at its beginning" if body.strip() else "empty")


def _labels(content_type: str | None, opening: str) -> list[str]:
    found = (_CHARSET.search(content_type or ""), _XML_ENCODING.match(opening.lstrip()), _CHARSET.search(opening))
    return [match[1] for match in found if match]


def _codec(label: str) -> str | None:
    try:
        name = codecs.lookup(label).name
    except LookupError:
        return None
    name = _SUPERSETS.get(name, name)
    return name if name in _CODECS else None


def _guess(body: bytes) -> str:
    half = GUESS_BYTES // 2
    sample = body if len(body) <= GUESS_BYTES else body[:half] + body[-half:]
    best = from_bytes(sample, cp_isolation=_GUESSABLE).best()
    return (_codec(best.encoding) if best else None) or "utf-8"


def _decode(body: bytes, codec: str) -> str:
    text = body.decode(codec, "replace")
    unreadable = text.count("\ufffd")
    if unreadable > MAX_REPLACED_SHARE * len(text):
        raise PageError("undecodable", f"{unreadable} unreadable characters as {codec}")
    return text
