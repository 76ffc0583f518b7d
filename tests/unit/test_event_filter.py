"""Which events a filter accepts, and how it is written."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from processors.conflicts import conflicts
from processors.event_filter import EventFilter, EventFilterError, countries_of, parse_event_filter
from processors.records import Actor, EventStage, Location, PlacePrecision, PloverEvent
from tests.sample_events import sample_event

EVENT = sample_event()


@pytest.mark.parametrize(
    ("asked", "accepted"),
    [
        ({}, True),
        ({"countries": ["UKR"]}, True),
        ({"countries": ["rus"]}, True),
        ({"countries": ["SDN", " ukr "]}, True),
        ({"countries": ["SDN"]}, False),
        ({"types": ["assault"]}, True),
        ({"types": ["AID", "Assault"]}, True),
        ({"types": ["AID"]}, False),
        ({"stages": ["OCCURRED"]}, True),
        ({"stages": ["planned", "foiled"]}, False),
        ({"conflicts": ["13243"]}, True),
        ({"conflicts": ["ukraine"]}, True),
        ({"conflicts": ["Israel–Hamas"]}, False),
        ({"min_p": 0.9}, True),
        ({"min_p": 0.91}, False),
        ({"countries": ["UKR"], "types": ["ASSAULT"], "min_p": 0.8}, True),
        ({"countries": ["UKR"], "types": ["AID"], "min_p": 0.8}, False),
    ],
)
def test_of_an_option_one_value_is_enough_and_all_options_must_hold(asked: dict[str, Any], accepted: bool) -> None:  # noqa: FBT001 (a table's column)
    """Letters' case and blanks around do not matter."""
    assert parse_event_filter(**asked).accepts(EVENT) is accepted


def test_a_country_is_that_of_place_parties_or_counted() -> None:
    """Each of them alone is enough."""
    bare = replace(EVENT, actors=(), recipients=(), location=None, quantities=())
    assert countries_of(bare) == frozenset()
    assert countries_of(replace(bare, actors=EVENT.actors)) == {"RUS"}
    assert countries_of(replace(bare, recipients=(Actor("Moldova", (0, 7), "Moldova", country="MDA"),))) == {"MDA"}
    assert countries_of(replace(bare, location=EVENT.location)) == {"UKR"}
    assert countries_of(replace(bare, quantities=EVENT.quantities)) == {"UKR"}
    assert countries_of(replace(bare, location=Location("the sea", (0, 7), "Black Sea", PlacePrecision.SEA))) == frozenset()


def test_what_an_event_does_not_state_is_not_what_is_asked_for() -> None:
    """No conflict is no conflict's event."""
    assert not parse_event_filter(conflicts=["ukraine"]).accepts(replace(EVENT, conflict=None))


def test_a_conflict_may_be_named_by_words_that_several_share() -> None:
    """All that are called so are meant."""
    wanted = parse_event_filter(conflicts=["israel"]).conflicts
    assert {"Israel–Hamas war", "Israel–Iran conflict"} < wanted
    assert all("Israel" in name for name in wanted)


def test_all_mistakes_are_named_at_once() -> None:
    """With what there is instead."""
    with pytest.raises(EventFilterError) as caught:
        parse_event_filter(
            countries=["UKR", "Ukraine", ""], types=["BOMB"], stages=["done"], conflicts=["Atlantis", " "], min_p=1.5
        )
    said = str(caught.value)
    assert len(said.splitlines()) == 7
    for word in ("'Ukraine'", "'BOMB'", "ASSAULT", "'done'", "occurred", "'Atlantis'", "1.5"):
        assert word in said


def test_a_probability_that_is_no_number_is_refused() -> None:
    """Nothing would be accepted with it, silently."""
    with pytest.raises(EventFilterError, match="nan"):
        parse_event_filter(min_p=float("nan"))


@given(st.text(max_size=12))
def test_any_text_is_read_or_refused(text: str) -> None:
    """No other error, whatever was typed."""
    for option in ("countries", "types", "stages", "conflicts"):
        try:
            wanted = parse_event_filter(**{option: [text]})  # type: ignore[arg-type]  # the name is an option's
        except EventFilterError:
            continue
        assert wanted != EventFilter()


def test_every_value_of_the_closed_lists_can_be_asked_for() -> None:
    """Every type, stage and conflict by its own name."""
    assert parse_event_filter(types=list(PloverEvent)).types == set(PloverEvent)
    assert parse_event_filter(stages=list(EventStage)).stages == set(EventStage)
    for conflict in conflicts():
        assert conflict.ref.name in parse_event_filter(conflicts=[conflict.ref.name]).conflicts


def test_the_sample_event_is_sound() -> None:
    """Its spans select its words."""
    quote = EVENT.evidence[0].quote
    for part in (*EVENT.actors, *EVENT.quantities, EVENT.location):
        assert part is not None
        assert quote[slice(*part.span)] == part.text
