"""The record of a story, made of its members alone."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TypeVar

from processors.records import ConflictEvent, Story, StoryEntry
from processors.stories.report import Member, Report
from processors.stories.sources import independent_sources

MAX_PLACES = 10

T = TypeVar("T")


def tell_story(members: Sequence[Member]) -> Story | None:
    """Build a story's record.

    Args:
        members: Of one story, in order of publication; at least one.

    Returns:
        None where no article of it tells an event (any more): there is nothing to publish.
    """
    reports = [member.report for member in members]
    told = [(report, event) for report in reports for event in report.events]
    if not told:
        return None
    events = [event for _, event in told]
    return Story(
        id=members[0].story_id,
        revision=max(member.story_revision for member in members),
        headline=reports[0].headline,
        first_seen_at=reports[0].at,
        last_seen_at=reports[-1].at,
        independent_sources=independent_sources(members),
        outlets=tuple(dict.fromkeys(report.outlet for report in reports)),
        article_ids=tuple(report.article_id for report in reports),
        event_ids=tuple(event.event_id for event in events),
        timeline=tuple(_entry(report, event) for report, event in told),
        event_types=_by_frequency(event.plover_event.value for event in events),
        countries=_by_frequency(e.location.country for e in events if e.location is not None and e.location.country),
        places=_by_frequency(e.location.name for e in events if e.location is not None)[:MAX_PLACES],
        conflict=next(iter(_by_frequency(event.conflict for event in events if event.conflict is not None)), None),
    )


def _entry(report: Report, event: ConflictEvent) -> StoryEntry:
    return StoryEntry(
        at=report.at,
        outlet=report.outlet,
        headline=report.headline,
        article_id=report.article_id,
        event_id=event.event_id,
        plover_event=event.plover_event.value,
        happened_on=event.time.start if event.time is not None else None,
        place=event.location.name if event.location is not None else None,
    )


def _by_frequency(values: Iterable[T]) -> tuple[T, ...]:
    """Each value once, the most frequent first, then in order of appearance."""
    return tuple(value for value, _ in Counter(values).most_common())
