"""Where a piece of text stands: spans and the part of the article that they index."""

from enum import StrEnum

Span = tuple[int, int]
"""``(start, end)``: half-open, in characters (code points) of the article's text, or of its title."""


class In(StrEnum):
    """The part that a span indexes. Only a title span says so; text is what a missing field means."""

    TITLE = "title"
