"""Promo lines: what a publisher says to its readers, not about the world.

"Follow all the latest updates on … here", "Also read: …", newsletter, app and membership offers, copyright and syndication notes,
of any publisher. Such a line names conflicts and places that the article is not about, so it must not be tagged; and a news
sentence must never be taken for one, so each pattern needs the publisher's imperative at a sentence's beginning and its object
(updates, newsletter, app, channel …), or a marker that no sentence of prose begins with.
"""

import re
from collections.abc import Iterator

from processors.pages.promo_patterns import MARKER, OFFER, REPORTED, RESERVED, RIGHTS
from processors.records.text import Span

MAX_OFFER_CHARS = 400
"""An offer is short; a longer sentence is not looked at."""
MAX_MARKED_LINE_CHARS = 250
"""Marker and headline; where a whole article is one line, the marker must not take it along."""
MAX_MARKED_SENTENCE_CHARS = 140
"""The same inside a line: a headline has no full stop, so what follows it may be news."""

_SENTENCE_END = re.compile(r"([.!?…][\"'”’)\]»]{0,3})\s+(?=©|[\"'“‘(\[«]{0,3}[^\W\d_a-z])")
_BULLET = re.compile(r"[\s\-*•>▶►→»(\[]{0,6}")


def promo_spans(text: str) -> tuple[Span, ...]:
    """Find the promo lines of a text, and promo sentences inside its paragraphs.

    Returns:
        Disjoint spans in ascending order, none empty, none with a line break or outer white space.
    """
    spans: list[Span] = []
    start = 0
    for line in text.split("\n"):
        spans.extend((start + begin, start + end) for begin, end in _line_spans(line))
        start += len(line) + 1
    return tuple(spans)


def without_promo(text: str) -> str:
    """The text with its promo spans left out, and the lines that are nothing else."""
    kept, position = [], 0
    for start, end in promo_spans(text):
        kept.append(text[position:start])
        position = end
    kept.append(text[position:])
    lines = (line.rstrip() for line in "".join(kept).split("\n"))
    return "\n".join(line for line in lines if line)


def _line_spans(line: str) -> list[Span]:
    begin, end = len(line) - len(line.lstrip()), len(line.rstrip())
    if begin >= end:
        return []
    if end - begin <= MAX_MARKED_LINE_CHARS and MARKER.match(line, _content(line, begin)):
        return [(begin, end)]
    spans: list[Span] = []
    for start, stop in _sentences(line, begin, end):
        if not _is_promo(line[start:stop]):
            continue
        if spans and not line[spans[-1][1] : start].strip():
            spans[-1] = (spans[-1][0], stop)
        else:
            spans.append((start, stop))
    return spans


def _sentences(line: str, begin: int, end: int) -> Iterator[Span]:
    for match in _SENTENCE_END.finditer(line, begin, end):
        if begin < match.end(1):
            yield begin, match.end(1)
        begin = match.end()
    if begin < end:
        yield begin, end


def _is_promo(sentence: str) -> bool:
    content = _content(sentence, 0)
    if MARKER.match(sentence, content):
        return len(sentence) <= MAX_MARKED_SENTENCE_CHARS
    if len(sentence) > MAX_OFFER_CHARS:
        return False
    offers = OFFER.match(sentence, content) or (RESERVED in sentence.lower() and RIGHTS.match(sentence, content))
    return bool(offers) and not REPORTED.search(sentence)


def _content(text: str, start: int) -> int:
    match = _BULLET.match(text, start)
    return match.end() if match else start
