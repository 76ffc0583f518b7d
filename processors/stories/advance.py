"""One step of the linker: a report in; the story's new state, revised and retracted events out."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from processors.records import ConflictEvent, Story
from processors.stories.link import link_report
from processors.stories.report import Member, Report
from processors.stories.tell import tell_story
from processors.stories.window import Window


@dataclass(frozen=True, slots=True)
class Change:
    """What a report changed.

    Attributes:
        member: The state that was written: the report in its story.
        events: The report's events in their story, then the retracted ones: events that an earlier revision of the article told
            and this one does not.
        story: The story as it stands now; None where nothing is left to publish of it.
        is_story_gone: It was published before, and its last event was retracted.
        forgotten: Articles whose state went, to keep the window bounded.
    """

    member: Member
    events: tuple[ConflictEvent, ...]
    story: Story | None
    is_story_gone: bool
    forgotten: tuple[str, ...]


def advance(window: Window, report: Report) -> Change | None:
    """Take a report into the window.

    Deterministic: the same members and the same report give the same change. A report that the window has had already changes
    nothing.

    Returns:
        None where nothing changed.
    """
    member = link_report(window, report)
    if member is None:
        return None
    former = window.member(report.article_id)
    was_told = any(other.report.events for other in window.story(member.story_id))
    window.put(member)
    story = tell_story(window.story(member.story_id))
    return Change(
        member=member,
        events=_revise(report, member.story_id, former.report.events if former is not None else ()),
        story=story,
        is_story_gone=story is None and was_told,
        forgotten=window.evict(),
    )


def _revise(report: Report, story_id: str, former: Iterable[ConflictEvent]) -> tuple[ConflictEvent, ...]:
    """The events to publish: each names the revision that it replaces, if it was told before."""
    before = {event.event_id: event for event in former}
    told = [
        replace(event, story_id=story_id, supersedes=before[event.event_id].revision if event.event_id in before else None)
        for event in report.events
    ]
    gone = before.keys() - {event.event_id for event in report.events}
    retracted = [
        replace(
            before[event_id], story_id=story_id, revision=report.revision, supersedes=before[event_id].revision, retracted=True
        )
        for event_id in sorted(gone)
    ]
    return (*told, *retracted)
