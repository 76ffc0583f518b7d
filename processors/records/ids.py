"""Deterministic identifiers: whoever processes the same input again, anywhere, arrives at the same id."""

import hashlib
import re

ID_CHARS = 32
"""128 bits in hex: a collision among 10^12 ids has a chance of about 10^-15."""

SPAN_CHARS = 16
"""What W3C Trace Context (section 3.2.2.4) wants of a span's id: 64 bits in hex."""


def digest(*parts: str) -> str:
    """Hash parts so that no two different lists of parts share an id (each part is length-prefixed)."""
    sha = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        sha.update(len(data).to_bytes(8, "big"))
        sha.update(data)
    return sha.hexdigest()[:ID_CHARS]


def feed_id(url: str) -> str:
    """Identify a feed by the URL under which it is listed."""
    return digest("feed", url)


def article_id(canonical_url: str) -> str:
    """Identify an article, and the entry that leads to it, by its canonical URL."""
    return digest("article", canonical_url)


def event_id(article: str, plover_event: str, ordinal: int) -> str:
    """Identify the ``ordinal``-th event (from 0) of its type in an article."""
    return digest("event", article, plover_event, str(ordinal))


def trace_id(article: str) -> str:
    """The W3C trace of an article: its id, which has the same form. Whatever has no such id gets one that is derived from it."""
    return article if re.fullmatch(f"[0-9a-f]{{{ID_CHARS}}}", article) and article.strip("0") else digest("trace", article)


def span_id(topic: str, ce_id: str) -> str:
    """The W3C span of a record: whoever makes the record again makes the same span."""
    return digest("span", topic, ce_id)[:SPAN_CHARS]


def story_id(first_article: str, revision: int = 1) -> str:
    """Identify a story by the first article that told it, in the revision that began it."""
    return digest("story", first_article, str(revision))


def text_sha256(text: str) -> str:
    """Hex digest of a text in UTF-8, all 64 characters."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
