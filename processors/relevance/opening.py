"""The part of an article that relevance is judged by: its title and the opening of its text, as words with their places."""

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import NamedTuple

from processors.pages.promo import promo_spans
from processors.relevance.tokens import Tokens

MAX_TITLE_CHARS = 400
SEARCHED_CHARS = 1600
"""Promo lines are looked for in this much of the text, so that some remains after they are taken out."""
OPENING_CHARS = 1000
LEAD_CHARS = 250
MIN_REPEATED_TITLE_CHARS = 12
LEAD_WEIGHT = 1.0
REST_WEIGHT = 0.5

_SPACE = re.compile(r"\s*")


class Segment(NamedTuple):
    """A run of words that count alike.

    Attributes:
        first: Its first token, by number.
        last: One past its last.
        weight: What one occurrence counts.
    """

    first: int
    last: int
    weight: float


@dataclass(frozen=True, slots=True)
class Opening:
    """What was read of an article.

    Attributes:
        title: Its title, cut.
        text: Its opening with promo lines blanked: spans of the article hold in it.
        tokens: Those of the title, whose spans index the title, then those of the text.
        title_tokens: How many are the title's.
        segments: Title, lead and rest.
    """

    title: str
    text: str
    tokens: Tokens
    title_tokens: int
    segments: tuple[Segment, ...]


def read_opening(title: str, text: str) -> Opening:
    """Cut, blank the promo lines, split into title, lead and rest. A title repeated at the head of the text counts once."""
    title = title[:MAX_TITLE_CHARS]
    searched = text[:SEARCHED_CHARS]
    pieces, position = [], 0
    for start, end in promo_spans(searched):
        pieces += [searched[position:start], " " * (end - start)]
        position = end
    searched = "".join([*pieces, searched[position:]])
    head = _repeated_title_chars(title, searched)
    start = _skip_space(searched, head)
    opening = " " * head + searched[head : start + OPENING_CHARS]
    tokens = Tokens()
    tokens.add(title)
    lead = len(tokens)
    tokens.add(opening)
    rest, end = bisect_left(tokens.starts, start + LEAD_CHARS, lead), len(tokens)
    return Opening(
        title=title,
        text=opening,
        tokens=tokens,
        title_tokens=lead,
        segments=(Segment(0, lead, LEAD_WEIGHT), Segment(lead, rest, LEAD_WEIGHT), Segment(rest, end, REST_WEIGHT)),
    )


def _repeated_title_chars(title: str, text: str) -> int:
    bare = title.strip()
    start = _skip_space(text, 0)
    repeated = len(bare) >= MIN_REPEATED_TITLE_CHARS and text[start : start + len(bare)].casefold() == bare.casefold()
    return start + len(bare) if repeated else 0


def _skip_space(text: str, start: int) -> int:
    match = _SPACE.match(text, start)
    return match.end() if match else start
