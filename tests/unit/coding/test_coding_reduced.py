"""What only describes a force, and strikes of workers."""

from collections.abc import Callable

import pytest

from processors.records import ConflictEvent

Code = Callable[..., tuple[ConflictEvent, ...]]


@pytest.mark.parametrize(
    ("text", "supports"),
    [
        ("Nigerian troops backed by fighter jets attacked a camp of Boko Haram in Borno on Monday.", False),
        ("The forces, supported by helicopters and drones, killed 20 insurgents in Borno on Monday.", False),
        ("The M23, backed by Rwanda, attacked Goma on Sunday.", False),
        ("The plan is backed by Britain and France, Macron said on Monday.", True),
        ("Turkey backed Syria's government on Tuesday.", True),
    ],
)
def test_with_whom_a_force_comes_is_no_support(code: Code, text: str, *, supports: bool) -> None:
    """Only a verb of its own tells that somebody backs another."""
    assert ("SUPPORT" in {event.plover_event.value for event in code(text)}) is supports


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Airport workers in Nairobi launched an indefinite strike on Monday.", "PROTEST"),
        ("Nurses launched a three-day strike in London over pay on Tuesday.", "PROTEST"),
        ("Kenya's teachers launched a strike to demand better pay on Tuesday.", "PROTEST"),
        ("Israel launched a strike on Beirut on Sunday.", "ASSAULT"),
        ("Israel launched a new strike in southern Lebanon on Sunday, killing two.", "ASSAULT"),
    ],
)
def test_a_strike_that_lasts_or_has_demands_is_of_workers(code: Code, text: str, event: str) -> None:
    """What is launched on a place is an attack."""
    assert {found.plover_event.value for found in code(text)} == {event}


@pytest.mark.parametrize(
    ("text", "actors", "recipients"),
    [
        ("The army has driven RSF fighters out of Khartoum.", ["army"], ["RSF fighters"]),
        ("Soldiers pushed rebels out of the town of Bunia on Sunday.", ["Soldiers"], ["rebels"]),
        ("The militants were driven out of Mocimboa da Praia on Sunday.", [], ["militants"]),
        ("The army forced the rebels to retreat from Uvira on Sunday.", ["army"], ["rebels"]),
    ],
)
def test_who_drives_a_force_out_attacks_it(code: Code, text: str, actors: list[str], recipients: list[str]) -> None:
    """What is told is the fight for the place."""
    (event,) = code(text)
    assert event.plover_event.value == "ASSAULT"
    assert [party.text for party in event.actors] == actors
    assert [party.text for party in event.recipients] == recipients


@pytest.mark.parametrize(
    "text",
    [
        "China expelled two Canadian diplomats from Beijing on Sunday.",
        "The general was forced out of the army on Sunday.",
        "Police drove protesters from the square in Tbilisi on Sunday.",
    ],
)
def test_only_who_is_under_arms_is_driven_out_by_fighting(code: Code, text: str) -> None:
    """Others are expelled, dismissed or dispersed."""
    assert "ASSAULT" not in {event.plover_event.value for event in code(text)}


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("The suspect was handed over to the police in Lahore.", set()),
        ("The body was handed over to the family in Srinagar on Monday.", set()),
        ("Villagers caught two robbers and handed them over to police in Narail on Monday.", {"COERCE"}),
        ("Vigilantes handed over ten suspected bandits to the army in Zamfara.", set()),
        ("Spain extradited a suspect to Morocco on Monday.", {"COOPERATE"}),
        ("Hamas handed over the bodies of two hostages to the Red Cross on Sunday.", {"RETREAT"}),
        ("Bangladesh handed over the bodies of three soldiers to Myanmar on Sunday.", {"RETREAT"}),
    ],
)
def test_who_is_handed_to_police_at_home_is_no_cooperation(code: Code, text: str, types: set[str]) -> None:
    """Between states, and of hostages, it is."""
    assert {event.plover_event.value for event in code(text)} == types


def test_who_is_included_among_the_killed_is_no_actor(code: Code) -> None:
    """A leader under "including" suffered it."""
    event = code("Indian forces killed 27 Maoist rebels, including their leader Nambala Keshav Rao, in Chhattisgarh on Sunday.")[
        0
    ]
    assert [party.country for party in event.actors] == ["IND"]
    assert "Nambala Keshava Rao" in {party.name for party in event.recipients}


def test_of_whom_a_release_is_asked_is_no_arrest(code: Code) -> None:
    """Those who are held were seized at another time."""
    text = "The UN on Tuesday called on Venezuela to release all those arbitrarily detained, including a French citizen."
    assert {event.plover_event.value for event in code(text)} == {"REQUEST"}
