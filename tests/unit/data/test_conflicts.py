"""name_conflict: which conflict parties and places point to."""

import pytest

from processors.actors import find_actors
from processors.conflicts import conflicts, deciding_parties, name_conflict, party_of


@pytest.mark.parametrize(
    ("parties", "countries", "name", "ucdp"),
    [
        (("RUS", "UKR"), ("TUR",), "Russia–Ukraine war", 13243),
        (("RUS",), ("UKR",), "Russia–Ukraine war", 13243),
        (("ISR", "Hamas"), ("PSE",), "Israel–Hamas war", 234),
        (("ISR",), ("LBN",), "Israel–Hezbollah conflict", 426),
        (("ISR", "IRN"), ("IRN",), "Israel–Iran conflict", 14609),
        (("SDN", "Rapid Support Forces"), ("SDN",), "Sudanese civil war", None),
        (("Al-Shabaab",), ("SOM",), "Somali civil war", 337),
        (("Al-Shabaab",), ("MOZ",), "Cabo Delgado insurgency", 332),
        (("Islamic State",), ("SYR",), "Islamic State insurgency in Syria", 13604),
        (("M23",), ("COD",), "M23 conflict", 283),
        (("IND", "PAK"), (), "India–Pakistan conflict", 218),
    ],
)
def test_parties_and_places_name_the_conflict(
    parties: tuple[str, ...], countries: tuple[str, ...], name: str, ucdp: int | None
) -> None:
    """Both sides, one side and the other's place, or a group and its theatre name the conflict."""
    conflict = name_conflict(parties, countries)
    assert conflict is not None
    assert (conflict.name, conflict.ucdp_conflict_id) == (name, ucdp)


@pytest.mark.parametrize(("parties", "countries"), [((), ()), (("USA", "UKR"), ()), (("FRA",), ("DEU",)), ((), ("UKR",))])
def test_no_conflict_is_guessed(parties: tuple[str, ...], countries: tuple[str, ...]) -> None:
    """Friends, strangers and a bare place name no conflict."""
    assert name_conflict(parties, countries) is None


def test_without_a_deciding_party_no_place_names_a_conflict() -> None:
    """So that places need not be looked for: neither alone nor all together, in one country or in all."""
    sides = {party for conflict in conflicts() for side in conflict.sides for party in side}
    countries = {country for conflict in conflicts() for country in conflict.theatre | conflict.main | sides if len(country) == 3}
    others = sides - deciding_parties()
    assert "LKA" in others
    for parties in ([party] for party in others):
        assert not any(name_conflict(parties, [country]) for country in countries)
    assert name_conflict(others, []) is None
    assert name_conflict(others, countries) is None


def test_violence_in_a_country_at_war_belongs_to_its_war() -> None:
    """An attack by nobody named is of the main war of its place."""
    conflict = name_conflict((), ("UKR",), violent=True)
    assert conflict is not None
    assert conflict.name == "Russia–Ukraine war"


def test_parties_come_from_mentions() -> None:
    """A state is known by its code, a group by its name, unnamed parties by their words."""
    parties = [party_of(mention) for mention in find_actors("Kenyan police fought gangs; Hamas and Moscow said nothing.")]
    assert parties == ["KEN", "gangs", "Hamas", "RUS"]


def test_a_body_without_a_place_names_no_conflict() -> None:
    """NATO speaks of many wars; in Afghanistan it is a side of one."""
    assert name_conflict(["NATO"], []) is None
    assert name_conflict(["Hamas"], []) is not None
    assert name_conflict(["NATO"], ["AFG"]) is not None
