"""The markup of feeds to plain text, and its dates to instants. Linear in time, total on any input."""

import html
import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

MAX_MARKUP_CHARS = 100_000
"""What of a longer text is not looked at."""
EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
LATEST = datetime(2100, 1, 1, tzinfo=UTC)

_HIDDEN = re.compile(r"<(script|style|noscript|iframe)(?=[\s>/])|<!--", re.IGNORECASE)
_BLOCK = re.compile(
    r"</?(?:p|br|div|li|ul|ol|dl|dt|dd|h[1-6]|hr|tr|td|th|table|blockquote|section|article|figure|figcaption|img|pre)(?=[\s>/])[^<>]*>",
    re.IGNORECASE,
)
_TAG = re.compile(r"</?[A-Za-z][^<>]*>|<![^<>]*>")
_INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u2060\ufeff\ufffe\uffff\ud800-\udfff]")
_DATE_FORMATS = (
    "%Y-%m-%d %H:%M:%S %z",
    "%d %B %Y %H:%M:%S",
    "%d %B %Y",
    "%B %d, %Y",
    "%b %d, %Y",
    "%B %d, %Y %I:%M %p",
    "%d.%m.%Y %H:%M",
)
"""What is found in feeds beside ISO 8601 and RFC 5322."""
_MAX_DATE_CHARS = 100


def plain_text(markup: object, max_chars: int) -> str:
    """Text of a title, name or summary: tags off, entities resolved (also twice-escaped ones), white space folded, cut at a word.

    Args:
        markup: Plain text, HTML or escaped HTML; anything that is not a string is empty.
        max_chars: Limit of the result.
    """
    if not isinstance(markup, str):
        return ""
    text = markup[:MAX_MARKUP_CHARS]
    for _ in range(2):
        text = html.unescape(_without_tags(text))
    text = " ".join(_INVISIBLE.sub("", _without_tags(text)).split())
    return text if len(text) <= max_chars else cut_at_word(text, max_chars)


def cut_at_word(text: str, max_chars: int) -> str:
    """The longest beginning of ``text`` that ends with a word; cut through the word where there is no blank near the end."""
    cut = text[: max_chars - 1]
    blank = cut.rfind(" ", max_chars * 3 // 4)
    return (cut if blank < 0 else cut[:blank]).rstrip() + "…"


def instant(text: object, not_after: datetime | None = None) -> datetime | None:
    """Read a date in any of the forms that feeds use; one without a zone is UTC.

    Args:
        text: ISO 8601, RFC 5322 or one of a few others.
        not_after: Aware; a later date is as good as none.
    """
    if not isinstance(text, str) or not 0 < len(text) <= _MAX_DATE_CHARS:
        return None
    return in_range(_parsed(" ".join(text.split())), not_after)


def in_range(at: datetime | None, not_after: datetime | None = None) -> datetime | None:
    """The instant in UTC, or None where news cannot be that old or that new."""
    if at is None:
        return None
    try:
        at = at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    except OverflowError:
        return None
    return at if EARLIEST <= at <= (not_after or LATEST) else None


def _parsed(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        pass
    try:
        return parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError, IndexError):
        pass
    for form in _DATE_FORMATS:
        try:
            return datetime.strptime(text, form)  # noqa: DTZ007 (a missing zone is UTC, see in_range)
        except (ValueError, OverflowError):
            continue
    return None


def _without_tags(text: str) -> str:
    if "<" not in text:
        return text
    return _TAG.sub("", _BLOCK.sub(" ", _without_hidden(text)))


def _without_hidden(text: str) -> str:
    """Drop comments and elements that are not text; one that is not closed hides the rest."""
    kept, position, lower = [], 0, text.lower()
    while match := _HIDDEN.search(text, position):
        kept.append(text[position : match.start()])
        closer = f"</{match[1].lower()}" if match[1] else "-->"
        end = lower.find(closer, match.end())
        if end < 0:
            return " ".join(kept)
        position = end if match[1] else end + len(closer)
    return " ".join((*kept, text[position:]))
