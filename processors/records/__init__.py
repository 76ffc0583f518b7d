"""The records that flow through conflictwire: Entry, Page, Article, ConflictEvent, Story, DeadLetter.

Frozen dataclasses without behaviour. ``codec`` turns them into JSON documents and back, ``ids`` derives their identifiers.
"""

from processors.records.article import Article, Band, DateSource, Reason, Relevance
from processors.records.dead_letter import DeadLetter, Origin, Stage
from processors.records.entry import Entry, FeedKind, Page, ParsedFeed
from processors.records.event import (
    Actor,
    Attribution,
    Coder,
    ConflictEvent,
    ConflictRef,
    EventStage,
    Evidence,
    Location,
    PlaceAlternative,
    PlacePrecision,
    PloverEvent,
    Quad,
    Quantity,
    QuantityKind,
    Salience,
    Sector,
    TimePrecision,
    TimeReference,
)
from processors.records.story import Story, StoryEntry
from processors.records.text import In, Span

__all__ = [
    "Actor",
    "Article",
    "Attribution",
    "Band",
    "Coder",
    "ConflictEvent",
    "ConflictRef",
    "DateSource",
    "DeadLetter",
    "Entry",
    "EventStage",
    "Evidence",
    "FeedKind",
    "In",
    "Location",
    "Origin",
    "Page",
    "ParsedFeed",
    "PlaceAlternative",
    "PlacePrecision",
    "PloverEvent",
    "Quad",
    "Quantity",
    "QuantityKind",
    "Reason",
    "Relevance",
    "Salience",
    "Sector",
    "Span",
    "Stage",
    "Story",
    "StoryEntry",
    "TimePrecision",
    "TimeReference",
]
