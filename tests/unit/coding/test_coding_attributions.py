"""Who says that somebody did it."""

from collections.abc import Callable

import pytest

from processors.records import ConflictEvent, PloverEvent

Code = Callable[..., tuple[ConflictEvent, ...]]


def _told(events: tuple[ConflictEvent, ...]) -> list[tuple[str, str | None, str | None]]:
    """Name, attribution and accuser of each actor of the first attack."""
    attack = next(event for event in events if event.plover_event is PloverEvent.ASSAULT)
    return [(party.name, party.attribution and party.attribution.value, party.by) for party in attack.actors]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Twelve people were killed in an attack which officials blamed on Boko Haram.", ("Boko Haram", "accused", "officials")),
        ("The attack in Kashmir, blamed on Pakistan by India, killed 26 people.", ("Pakistan", "accused", "India")),
        ("An attack attributed to the ELN killed 27 soldiers in Cauca.", ("ELN", "accused", None)),
        ("The Islamic State claimed responsibility for the bombing in Kabul.", ("Islamic State", "claimed", None)),
        ("JNIM claimed the attack on an army base in Djibo.", ("JNIM", "claimed", None)),
        ("An attack claimed by the Islamic State killed 12 people in Kabul on Monday.", ("Islamic State", "claimed", None)),
        ("Islamic State said it was behind the attack in Kerman that killed 80 people.", ("Islamic State", "claimed", None)),
        ("The military said its troops killed 15 militants in North Waziristan.", ("troops", "claimed", None)),
        ("Israel said it had struck a weapons depot in Baalbek.", ("Israel", "claimed", None)),
        ("Ukraine said Russia had attacked a hospital in Kherson with drones.", ("Russia", "accused", "Ukraine")),
    ],
)
def test_who_is_blamed_and_who_claims(code: Code, text: str, expected: tuple[str, str, str | None]) -> None:
    """A participle blames as a verb does; who claims a deed says that it did it; an army's soldiers are itself."""
    assert _told(code(text)) == [expected]


def test_who_claims_nothing_is_not_said_to(code: Code) -> None:
    """Nor does another group of which nothing is told."""
    events = code("No group has claimed responsibility for the attack in Quetta that killed ten.")
    assert not [party for event in events for party in event.actors]


@pytest.mark.parametrize(
    ("text", "claimants"),
    [
        (
            "JNIM killed 12 soldiers near Kayes on Sunday, residents said. The group said it had killed 30 soldiers.",
            ["residents", "JNIM"],
        ),
        (
            "Israel killed five Hezbollah men in Homs on Monday, Amnesty International said. The group said two women also died.",
            ["Amnesty International", "Amnesty International"],
        ),
        (
            "Boko Haram killed 12 farmers in Borno on Monday, a rights group said. The group said six others were abducted.",
            ["rights group", "rights group"],
        ),
    ],
)
def test_the_group_that_says_so_is_the_armed_one_unless_another_spoke(code: Code, text: str, claimants: list[str]) -> None:
    """A monitor or an aid group that spoke before is "the group" as well."""
    (event,) = code(text)
    assert [quantity.claimed_by for quantity in event.quantities] == claimants


def test_who_claims_an_attack_is_listed_however_late(code: Code) -> None:
    """Behind a title and a lead that name only gunmen."""
    events = code(
        "Gunmen on motorcycles stormed an army camp near Niono in Mali's Ségou region on Tuesday and killed 19 soldiers. "
        "The al-Qaeda affiliate JNIM claimed the assault on its channel.",
        "Jihadists storm army camp in Mali, kill at least 19 soldiers",
    )
    assert "JNIM" in {party.name for event in events for party in event.actors}
