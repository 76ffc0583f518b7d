"""The part of an article that relevance is judged by: its title and the opening of its text, as words with their places."""

import re
from dataclasses import dataclass

from processors.pages.promo import promo_spans
from processors.relevance.tokens import Token, tokenize

MAX_TITLE_CHARS = 400
SEARCHED_CHARS = 1600
"""Promo lines are looked for in this much of the text, so that some remains after they are taken out."""
OPENING_CHARS = 1000
LEAD_CHARS = 250
MIN_REPEATED_TITLE_CHARS = 12
LEAD_WEIGHT = 1.0
REST_WEIGHT = 0.5

_SPACE = re.compile(r"\s*")


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of words that count alike.

    Attributes:
        tokens: In order; their spans index the title or the text.
        in_title: Which of the two.
        weight: What one occurrence counts.
    """

    tokens: tuple[Token, ...]
    in_title: bool
    weight: float


@dataclass(frozen=True, slots=True)
class Opening:
    """What was read of an article. ``text`` is its opening with promo lines blanked: spans of the article hold in it."""

    title: str
    text: str
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
    lead_end, end = start + LEAD_CHARS, start + OPENING_CHARS
    opening = " " * head + searched[head:end]
    tokens = tokenize(opening)
    return Opening(
        title=title,
        text=opening,
        segments=(
            Segment(tokenize(title), in_title=True, weight=LEAD_WEIGHT),
            Segment(tuple(token for token in tokens if token.start < lead_end), in_title=False, weight=LEAD_WEIGHT),
            Segment(tuple(token for token in tokens if token.start >= lead_end), in_title=False, weight=REST_WEIGHT),
        ),
    )


def _repeated_title_chars(title: str, text: str) -> int:
    bare = title.strip()
    start = _skip_space(text, 0)
    repeated = len(bare) >= MIN_REPEATED_TITLE_CHARS and text[start : start + len(bare)].casefold() == bare.casefold()
    return start + len(bare) if repeated else 0


def _skip_space(text: str, start: int) -> int:
    match = _SPACE.match(text, start)
    return match.end() if match else start
