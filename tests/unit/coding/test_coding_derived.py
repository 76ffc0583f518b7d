"""Codes of other schemes."""

import pytest

from processors.coding.record.derived import derive_codes
from processors.records import Actor, PloverEvent, Quad, Quantity, QuantityKind, Sector

ARMY = Actor("army", (0, 4), "Mali", country="MLI", sector=Sector.MIL)
REBELS = Actor("rebels", (0, 6), "rebels", sector=Sector.REB)
FARMERS = Actor("farmers", (0, 7), "farmers", sector=Sector.CIV)
DEAD = Quantity(QuantityKind.DEAD, 3, 3, "3", (0, 1))


@pytest.mark.parametrize("event", list(PloverEvent))
def test_every_type_has_a_quadrant_and_a_cameo_root(event: PloverEvent) -> None:
    """No type falls through the table."""
    derived = derive_codes(event, (), (), (), (), ())
    assert derived.quad in Quad
    assert len(derived.cameo_root) == 2
    assert all(code.startswith("medtop:") for code in derived.iptc)


@pytest.mark.parametrize(
    ("modes", "recipient", "acled"),
    [
        (("drone",), ARMY, "Air/drone strike"),
        (("suicide-attack",), ARMY, "Suicide bomb"),
        ((), REBELS, "Armed clash"),
        ((), FARMERS, "Attack"),
    ],
)
def test_the_mode_decides_the_sub_event(modes: tuple[str, ...], recipient: Actor, acled: str) -> None:
    """Means first, then whether civilians are the target."""
    assert derive_codes(PloverEvent.ASSAULT, modes, (), (ARMY,), (recipient,), ()).acled_sub_event == acled


@pytest.mark.parametrize(
    ("event", "modes", "actor", "words", "acled"),
    [
        (PloverEvent.ASSAULT, ("explosives",), REBELS, "a grenade was thrown", "Grenade"),
        (PloverEvent.ASSAULT, ("aerial",), ARMY, "missiles struck the port", "Shelling/artillery/missile attack"),
        (PloverEvent.PROTEST, ("demo",), FARMERS, "police dispersed the march", "Protest with intervention"),
        (PloverEvent.PROTEST, ("demo",), FARMERS, "they burned tyres", "Violent demonstration"),
        (PloverEvent.COERCE, ("seize",), ARMY, "troops retook the town", "Government regains territory"),
        (PloverEvent.COERCE, ("seize",), REBELS, "rebels took the town", "Non-state actor overtakes territory"),
        (PloverEvent.COERCE, ("seize",), ARMY, "soldiers found a weapons cache", "Disrupted weapons use"),
        (PloverEvent.MOBILIZE, ("troops",), ARMY, "a new base was built", "Headquarters or base established"),
        (PloverEvent.CONSULT, (), ARMY, "they met", None),
    ],
)
def test_the_words_refine_the_sub_event(
    event: PloverEvent, modes: tuple[str, ...], actor: Actor, words: str, acled: str | None
) -> None:
    """The first rule of the file that fits decides."""
    assert derive_codes(event, modes, (), (actor,), (), (), frozenset(words.split())).acled_sub_event == acled


@pytest.mark.parametrize(
    ("actor", "recipient", "kind"), [(ARMY, REBELS, 1), (REBELS, REBELS, 2), (REBELS, FARMERS, 3), (FARMERS, ARMY, None)]
)
def test_lethal_violence_of_organised_actors_has_a_ucdp_type(actor: Actor, recipient: Actor, kind: int | None) -> None:
    """State-based, non-state, one-sided; nothing where nobody organised acts."""
    assert derive_codes(PloverEvent.ASSAULT, (), (), (actor,), (recipient,), (DEAD,)).ucdp_type == kind
    assert derive_codes(PloverEvent.ASSAULT, (), (), (actor,), (recipient,), ()).ucdp_type is None
