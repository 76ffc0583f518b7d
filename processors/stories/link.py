"""Which story does a report belong to? A pure decision over the window.

A report joins the story of the text that it copies; else the story whose mean it is most like, where the likeness is high enough
for the time between them; else it begins one of its own. Events are evidence beside the words: places in different countries
speak against a link. A revised article stays where it is. Stories never merge, so that an id that was published holds.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import timedelta

from processors.records import Salience
from processors.records.ids import story_id
from processors.stories.copies import is_copy, unpack
from processors.stories.report import Member, Report, pack_terms, remembered, unpack_terms
from processors.stories.window import Neighbours, Window

LIKE = 0.18
"""From this likeness, a report is taken to tell the story's happening."""
LIKE_PER_DAY = 0.02
"""What each day since the story's last report asks beyond ``LIKE``."""
ELSEWHERE = 0.1
"""What is asked beyond where the report's events are in other countries than the story's."""
COPY_LIKE = 0.2
"""A copy is like the other text in title and opening too: not a text that ends with an agency's paragraph."""
COPY_TIME = timedelta(days=4)
"""Copies appear within days; later ones are set phrases (weather, markets)."""


def link_report(window: Window, report: Report) -> Member | None:
    """Decide where a report goes; the window stays as it is.

    Returns:
        The member to put into the window. None for one that is known in this revision or a later one already, and for a revision
        without events of an article that is not in the window: there is nothing to link or to retract.
    """
    now = window.time_with(report.fetched_at)
    former = window.member(report.article_id)
    if former is not None:
        if former.report.revision >= report.revision:
            return None
        report = replace(report, at=min(report.at, former.report.at))
        return _member(window, report, former.story_id, former.text_id, window.weigh(unpack_terms(report.terms)))
    if report.revision > 1 and not report.events:
        return None
    vector = window.weigh(unpack_terms(report.terms))
    near = window.neighbours(vector)
    original = _original(near, report)
    if original is not None and window.is_open(original.story_id, now):
        return _member(window, report, original.story_id, original.text_id, vector)
    for story, likeness in near.stories:
        if window.is_open(story, now) and likeness >= _asked(window.story(story), report):
            return _member(window, report, story, report.article_id, vector)
    return _member(window, report, story_id(report.article_id, report.revision), report.article_id, vector)


def _member(window: Window, report: Report, story: str, text: str, vector: Mapping[int, int]) -> Member:
    revisions = (member.story_revision for member in window.story(story))
    now = window.time_with(report.fetched_at)
    return Member(remembered(report), story, max(revisions, default=0) + 1, text, now, pack_terms(vector))


def _original(near: Neighbours, report: Report) -> Member | None:
    """The member of another outlet whose text this is."""
    shingles = unpack(report.shingles)
    for member, likeness in near.members:
        if likeness < COPY_LIKE:
            return None
        other = member.report
        is_foreign = other.host != report.host and abs(other.at - report.at) <= COPY_TIME
        if is_foreign and is_copy(shingles, unpack(other.shingles)):
            return member
    return None


def _asked(members: Iterable[Member], report: Report) -> float:
    """The likeness that a link needs."""
    members = tuple(members)
    gap = min(abs(member.report.at - report.at) for member in members)
    here, there = _countries([report]), _countries(member.report for member in members)
    elsewhere = ELSEWHERE if here and there and not here & there else 0.0
    return LIKE + LIKE_PER_DAY * (gap / timedelta(days=1)) + elsewhere


def _countries(reports: Iterable[Report]) -> set[str]:
    """Where the main events are."""
    events = (event for report in reports for event in report.events if event.salience is Salience.MAIN)
    return {event.location.country for event in events if event.location is not None and event.location.country}
