"""The article of the first issue, read where it lies."""

from datetime import UTC, datetime

import pytest

from processors.coding import code_events
from processors.coding.code import find_happenings
from processors.records import ConflictEvent, PloverEvent, QuantityKind
from tests.corpus import seed_text
from tests.unit.coding.articles import make_article


@pytest.fixture(params=["Moscow offers a meeting as fighting goes on", "Istanbul talks and drones: the day in Ukraine", ""])
def events(request: pytest.FixtureRequest) -> tuple[ConflictEvent, ...]:
    """Its events, under several titles of our own."""
    return code_events(make_article(seed_text(), request.param, published_at=datetime(2025, 5, 29, tzinfo=UTC)))


@pytest.mark.corpus
def test_the_talks_are_proposed(events: tuple[ConflictEvent, ...]) -> None:
    """Russia and Ukraine in Istanbul, asked for or planned."""
    talks = [
        e
        for e in events
        if e.plover_event in {PloverEvent.REQUEST, PloverEvent.CONSULT} and e.location and e.location.name == "Istanbul"
    ]
    assert talks
    assert {"RUS", "UKR"} <= {party.country for e in talks for party in (*e.actors, *e.recipients)}


@pytest.mark.corpus
def test_the_strikes_are_assaults_with_their_numbers(events: tuple[ConflictEvent, ...]) -> None:
    """Who sent how many, and who says so."""
    strikes = [e for e in events if e.plover_event is PloverEvent.ASSAULT]
    assert {"drone", "aerial"} <= {mode for e in strikes for mode in e.modes}
    found = {(q.kind, q.low, q.party_country, q.claimed_by) for e in strikes for q in e.quantities}
    assert (QuantityKind.DRONES, 296, "UKR", "Russia") in found
    assert (QuantityKind.DRONES, 88, "RUS", "Ukraine’s military") in found
    assert (QuantityKind.MISSILES, 5, "RUS", "Ukraine’s military") in found


@pytest.mark.corpus
def test_the_troops_are_claimed_by_the_president() -> None:
    """Fifty thousand near Sumy: read, whether or not they are chosen as news."""
    happenings, _ = find_happenings(make_article(seed_text(), "", published_at=datetime(2025, 5, 29, tzinfo=UTC)))
    (troops,) = (c for happening in happenings for c in happening.counts if c.kind is QuantityKind.TROOPS)
    assert (troops.low, troops.country) == (50_000, "RUS")
    assert "Zelensky" in (troops.claimed_by or "")


@pytest.mark.corpus
def test_places_and_the_one_conflict(events: tuple[ConflictEvent, ...]) -> None:
    """Istanbul and Sumy are located; the promo line's conflict is nowhere."""
    assert {e.location.country for e in events if e.location} >= {"TUR", "UKR"}
    assert {e.conflict.ucdp_conflict_id for e in events if e.conflict} == {13243}
    assert not {"ISR", "IRN"} & {party.country for e in events for party in (*e.actors, *e.recipients)}
