"""Reports into stories: which one, what of it is published, what is taken back, and what is remembered."""

import random
from collections.abc import Sequence
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from processors.records.codec import decode, encode
from processors.records.ids import story_id
from processors.stories import Change, Limits, Member, Report, Window, advance
from tests.unit.stories.reports import MARCH, OWN_STRIKE, STRIKE, make

WIRE = make("wire", STRIKE, "Drones hit grain depot in Velimar")
COPY = make("copy", f"VELIMAR (Agency) — {STRIKE}", "Grain depot in Velimar hit by drones", host="two.example", hours=1)
OWN = make("own", OWN_STRIKE, "Velimar's grain depot burns after drone attack", host="three.example", hours=2)
OTHER = make("other", MARCH, "Teachers march in Ostrana", host="two.example", hours=3)
ALL = (WIRE, COPY, OWN, OTHER)


def take(window: Window, reports: Sequence[Report]) -> list[Change | None]:
    """Take reports in."""
    return [advance(window, report) for report in reports]


def stories(window: Window) -> set[frozenset[str]]:
    """The articles of each story."""
    found: dict[str, set[str]] = {}
    for member in window.members:
        found.setdefault(member.story_id, set()).add(member.report.article_id)
    return set(map(frozenset, found.values()))


def test_reports_of_one_happening_are_a_story_with_a_timeline() -> None:
    """The copy counts as the same source as the wire; the march is another story."""
    window = Window()
    last = take(window, ALL)[2]
    assert last is not None
    story = last.story
    assert story is not None
    assert story.id == story_id(WIRE.article_id)
    assert story.revision == 3
    assert story.article_ids == (WIRE.article_id, COPY.article_id, OWN.article_id)
    assert [(entry.outlet, entry.event_id) for entry in story.timeline] == [
        ("one.example", "wire-e"), ("two.example", "copy-e"), ("three.example", "own-e"),
    ]  # fmt: skip
    assert story.event_ids == ("wire-e", "copy-e", "own-e")
    assert story.independent_sources == 2
    assert (story.first_seen_at, story.last_seen_at) == (WIRE.at, OWN.at)
    assert story.countries == ("UKR",)
    assert story.headline == WIRE.headline
    assert {event.story_id for event in last.events} == {story.id}
    assert len(stories(window)) == 2


def test_the_same_story_comes_of_any_order() -> None:
    """Only its id and its first headline depend on who came first."""
    expected = {frozenset({WIRE.article_id, COPY.article_id, OWN.article_id}), frozenset({OTHER.article_id})}
    for seed in range(12):
        window = Window()
        take(window, random.Random(seed).sample(ALL, len(ALL)))
        assert stories(window) == expected


def test_a_report_that_comes_again_changes_nothing() -> None:
    """Replays are without effect, also of an older revision."""
    window = Window()
    take(window, ALL)
    before = window.members
    assert take(window, ALL) == [None] * len(ALL)
    assert window.members == before


def test_an_edited_article_stays_in_its_story_and_takes_back_what_it_no_longer_tells() -> None:
    """The retraction supersedes the revision that told the event; an event that stays says so too, a new one does not."""
    window = Window()
    take(window, (WIRE, OWN))
    first = make("wire", STRIKE, WIRE.headline, events=("e", "gone"), revision=2, hours=4)
    second = make("wire", MARCH, "Corrected", events=("e", "new"), revision=3, hours=5)
    take(window, [first])
    change = advance(window, second)
    assert change is not None
    told = {event.event_id: (event.revision, event.supersedes, event.retracted) for event in change.events}
    assert told == {"wire-e": (3, 2, False), "wire-new": (3, None, False), "wire-gone": (3, 2, True)}
    assert change.member.story_id == story_id(WIRE.article_id)
    assert change.story is not None
    assert set(change.story.event_ids) == {"own-e", "wire-e", "wire-new"}
    assert change.story.revision == 4


def test_a_story_without_events_is_gone() -> None:
    """The last event was taken back; a later report of it brings the story back with a higher revision."""
    window = Window()
    take(window, [WIRE])
    change = advance(window, make("wire", STRIKE, WIRE.headline, events=(), revision=2, hours=1))
    assert change is not None
    assert (change.story, change.is_story_gone) == (None, True)
    assert [event.retracted for event in change.events] == [True]
    again = advance(window, OWN)
    assert again is not None
    assert again.story is not None
    assert again.story.revision == 3


def test_a_revision_without_events_of_an_unknown_article_is_nothing() -> None:
    """There is nothing to take back."""
    assert advance(Window(), make("wire", STRIKE, events=(), revision=2)) is None


def test_quiet_stories_are_forgotten_as_a_whole() -> None:
    """After their time, and where there are too many."""
    window = Window(limits=Limits(keep=timedelta(days=2)))
    take(window, ALL)
    late = advance(window, make("late", "Snow fell on the high passes of the north for three days.", hours=100))
    assert late is not None
    assert set(late.forgotten) == {report.article_id for report in ALL}
    assert len(window) == 1
    window = Window(limits=Limits(max_members=2))
    take(window, ALL)
    assert stories(window) == {frozenset({OTHER.article_id})}


def test_a_full_or_old_story_takes_no_more() -> None:
    """What follows is a new one."""
    for limits in (Limits(max_story_members=1), Limits(max_story_age=timedelta(minutes=30))):
        window = Window(limits=limits)
        take(window, (WIRE, OWN))
        assert len(stories(window)) == 2


words = st.sampled_from(["drone", "port", "grain", "march", "police", "teacher", "river", "Velimar", "Ostrana", "bridge", "fire"])
reports = st.builds(
    lambda name, text, host, hours, revision, events: make(
        name, " ".join(text), host=f"{host}.example", hours=hours, revision=revision, events=events
    ),
    st.sampled_from("abcdef"),
    st.lists(words, max_size=40),
    st.sampled_from(["one", "two"]),
    st.integers(0, 300),
    st.integers(1, 3),
    st.sampled_from([(), ("e",), ("e", "f")]),
)


@settings(max_examples=60)
@given(st.lists(reports, max_size=14), st.integers(0, 14), st.randoms(use_true_random=False))
def test_a_restart_at_any_point_makes_no_difference(stream: list[Report], cut: int, shuffle: random.Random) -> None:
    """The state is its members, as JSON and in any order: what follows is the same, and the bounds hold."""
    limits = Limits(max_members=4, keep=timedelta(days=3), max_story_members=3)
    window = Window(limits=limits)
    take(window, stream[:cut])
    written = [encode(member) for member in window.members]
    shuffle.shuffle(written)
    restarted = Window([decode(Member, line) for line in written], limits)
    assert restarted.members == window.members
    assert take(restarted, stream[cut:]) == take(window, stream[cut:])
    assert restarted.members == window.members
    assert len(window) <= limits.max_members
    assert all(len(window.story(member.story_id)) <= limits.max_story_members for member in window.members)


@given(st.text(), st.text(), st.text(max_size=20))
def test_arbitrary_text_is_linked(title: str, text: str, host: str) -> None:
    """Never a crash; what was nothing like anything is a story of its own."""
    window = Window()
    assert advance(window, make("x", text, title, host=host)) is not None
    assert advance(window, make("y", text, title, host=host)) is not None


@pytest.mark.parametrize("hours", [0, 24 * 12])
def test_likeness_must_be_higher_for_what_is_far_apart_in_time(hours: int) -> None:
    """The same sort of thing happens again."""
    window = Window(limits=Limits(keep=timedelta(days=30)))
    take(window, [WIRE])
    again = make(
        "again", "A railway yard in Velimar was hit by drones, and commuters waited in the rain until buses came from the depot.",
        "Trains stand still after hit on yard", host="two.example", hours=hours,
    )  # fmt: skip
    change = advance(window, again)
    assert change is not None
    assert (change.member.story_id == story_id(WIRE.article_id)) is (hours == 0)
