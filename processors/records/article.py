"""Article: the extracted text of one news page, with its relevance to conflict."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from processors.records.event import ConflictRef
from processors.records.text import In, Span


class Band(StrEnum):
    """How relevance is acted on: ``no`` is not coded, ``borderline`` and ``yes`` are."""

    NO = "no"
    BORDERLINE = "borderline"
    YES = "yes"


class DateSource(StrEnum):
    """How the date of publication is known."""

    FEED = "feed"
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class Reason:
    """A piece of text that moved the relevance.

    Attributes:
        text: The words, equal to what ``span`` selects.
        span: Where they stand; None for a reason without a place (``language not supported``).
        weight: Signed contribution in log-odds; positive speaks for conflict.
        label: What kind of sign it is (``assault``, ``sport``, ``language`` …).
        in_: ``title`` where the span indexes the title. JSON name: ``in``.
    """

    text: str
    weight: float
    label: str
    span: Span | None = None
    in_: In | None = field(default=None, metadata={"json": "in"})


@dataclass(frozen=True, slots=True)
class Relevance:
    """Whether an article is about conflict.

    Attributes:
        p: Probability in [0, 1] that it is core (``docs/relevance.md``).
        band: The decision.
        reasons: The signs that moved ``p`` most, strongest first.
        conflict: The conflict that the article is mainly about, where it can be named.
        tags: Those of the user's watch list whose rules apply, in its order (``docs/watch-list.md``).
    """

    p: float
    band: Band
    reasons: tuple[Reason, ...] = ()
    conflict: ConflictRef | None = None
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """The text of one news page, as published to ``news.articles.v1``.

    Attributes:
        id: ``processors.records.ids.article_id`` of the canonical URL: stable over fetches, feeds and machines.
        revision: 1 for the first text of this id, one more for every text that differs from the one before.
        url: Canonical URL.
        feed_ids: The feeds that listed it, in order of discovery.
        title: Plain text; empty where neither feed nor page gives one.
        authors: Names.
        published_at: Aware UTC; None where nothing states it.
        published_from: How ``published_at`` is known.
        fetched_at: Aware UTC.
        language: ISO 639-1 code, lower case; None where it cannot be told.
        text: Paragraphs separated by newlines, without promo lines.
        text_sha256: Hex digest of ``text`` in UTF-8.
        outlet: The publisher's name where the feed list states it, else its host.
        host: Host name of ``url``; the record's key.
        licence_hints: Rights statements of feed and page, verbatim and bounded.
        relevance: Assessed over title and text; None before that stage.
    """

    id: str
    revision: int
    url: str
    feed_ids: tuple[str, ...]
    title: str
    authors: tuple[str, ...]
    fetched_at: datetime
    text: str
    text_sha256: str
    outlet: str
    host: str
    published_at: datetime | None = None
    published_from: DateSource | None = None
    language: str | None = None
    licence_hints: tuple[str, ...] = ()
    relevance: Relevance | None = None
    schema_version: str = "1.0"
