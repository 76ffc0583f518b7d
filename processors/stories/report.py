"""What the linker works on: a Report is an article without its text, with its events; a Member is a report in its story.

Both are records with a JSON form, so that they can stand in a topic: reports are what linking reads, members are its state.
"""

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np

from processors.records import Article, ConflictEvent
from processors.stories import copies
from processors.stories.words import count_words


@dataclass(frozen=True, slots=True)
class Report:
    """An article's events, and what its words are compared by.

    Attributes:
        article_id: The article.
        revision: Of the article.
        url: Of the article.
        outlet: The publisher's name.
        host: Host name of the article's URL; tells outlets apart.
        headline: Title of the article.
        at: Aware UTC: when it was published, else fetched.
        fetched_at: Aware UTC.
        terms: Its words (``words.count_words``), packed.
        shingles: Of the text (``copies.shingle``), packed.
        events: Coded from this revision.
    """

    article_id: str
    revision: int
    url: str
    outlet: str
    host: str
    headline: str
    at: datetime
    fetched_at: datetime
    terms: str
    shingles: str
    events: tuple[ConflictEvent, ...] = ()


@dataclass(frozen=True, slots=True)
class Member:
    """A report in its story, as the linker remembers it.

    Attributes:
        report: With its events cut down to what a retraction and a timeline need: without words of the text.
        story_id: Its story.
        story_revision: Of the story, when this member was last written.
        text_id: The first article with this text; that of another outlet's article where this one is a copy of it.
        linked_at: The window's time then.
        vector: The heaviest words as they were weighed then (``words.weigh``), packed.
    """

    report: Report
    story_id: str
    story_revision: int
    text_id: str
    linked_at: datetime
    vector: str


def make_report(article: Article, events: Sequence[ConflictEvent]) -> Report:
    """Reduce an article to what linking needs; the costly part of linking, and it needs no state."""
    return Report(
        article_id=article.id,
        revision=article.revision,
        url=article.url,
        outlet=article.outlet,
        host=article.host,
        headline=article.title,
        at=article.published_at or article.fetched_at,
        fetched_at=article.fetched_at,
        terms=pack_terms(count_words(article.title, article.text, article.host)),
        shingles=copies.pack(copies.shingle(article.text)),
        events=tuple(events),
    )


def remembered(report: Report) -> Report:
    """The report as its member keeps it: events without evidence, parties and numbers, which would be most of the state."""
    return replace(
        report, events=tuple(replace(e, evidence=(), actors=(), recipients=(), quantities=(), iptc=()) for e in report.events)
    )


def pack_terms(terms: Mapping[int, int]) -> str:
    """Base64 of pairs of a 32-bit term and a 16-bit weight, in order of the terms."""
    pairs = np.array(sorted(terms.items()), dtype=np.int64).reshape(-1, 2)
    return base64.b64encode(pairs[:, 0].astype("<u4").tobytes() + pairs[:, 1].astype("<u2").tobytes()).decode()


def unpack_terms(packed: str) -> dict[int, int]:
    """The terms in a record.

    Raises:
        ValueError: It holds none.
    """
    data = base64.b64decode(packed, validate=True)
    end = 4 * (len(data) // 6)
    terms, weights = np.frombuffer(data[:end], dtype="<u4"), np.frombuffer(data[end:], dtype="<u2")
    return dict(zip(terms.tolist(), weights.tolist(), strict=True))
