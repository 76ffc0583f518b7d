"""Story: what several outlets report of one happening, with a timeline and the number of sources that are independent."""

from dataclasses import dataclass
from datetime import datetime

from processors.records.event import ConflictRef


@dataclass(frozen=True, slots=True)
class StoryEntry:
    """One line of a story's timeline: an event as one outlet reports it.

    Attributes:
        at: Aware UTC: when the article was published, else when it was fetched.
        outlet: Who reports it.
        headline: The article's title.
        article_id: The article.
        event_id: The event.
        plover_event: Its type.
        happened_on: ISO 8601 day on which it began; None where the article does not say.
        place: Name of the place; None where the article does not say.
    """

    at: datetime
    outlet: str
    headline: str
    article_id: str
    event_id: str
    plover_event: str
    happened_on: str | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """A story as it stands, as published to ``conflict.stories.v1`` whenever it changes.

    Attributes:
        id: ``processors.records.ids.story_id`` of the first article that told it; it never changes. The record's key.
        revision: Grows with every change; of two records with one id the one with the higher revision holds.
        headline: Title of the first article.
        first_seen_at: Aware UTC: the earliest publication (or fetch) among its articles.
        last_seen_at: The latest.
        independent_sources: The largest number of outlets of which each has a text of its own. Wire copies are one text.
        outlets: Who reports it, by name.
        article_ids: Its articles, in order of publication.
        event_ids: Their events, in order of the timeline. Retracted events are not among them.
        timeline: Its events, in order of publication.
        event_types: PLOVER types, the most frequent first.
        countries: ISO 3166-1 alpha-3 of the events' places, the most frequent first.
        places: Names of the events' places, the most frequent first.
        conflict: The conflict that most of its events belong to.
    """

    id: str
    revision: int
    headline: str
    first_seen_at: datetime
    last_seen_at: datetime
    independent_sources: int
    outlets: tuple[str, ...]
    article_ids: tuple[str, ...]
    event_ids: tuple[str, ...]
    timeline: tuple[StoryEntry, ...]
    event_types: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    conflict: ConflictRef | None = None
    schema_version: str = "1.0"
