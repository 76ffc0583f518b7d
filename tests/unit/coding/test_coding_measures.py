"""What a state does to others without arms, and to whom."""

from collections.abc import Callable

import pytest

from processors.records import ConflictEvent, PloverEvent

Code = Callable[..., tuple[ConflictEvent, ...]]


@pytest.mark.parametrize(
    ("text", "attacks"),
    [
        ("The EU adopted a package of sanctions against Russia on Tuesday, targeting almost 200 vessels.", False),
        ("Britain imposed sanctions on Iran on Monday. The measures also hit 30 vessels of China.", False),
        ("Britain imposed sanctions on Monday, targeting military suppliers and drone makers in Iran.", False),
        ("Britain announced sanctions on Monday as Russian missiles hit Kyiv.", True),
        ("Hours after sanctions were announced, Russia hit two army bases in Kyiv.", True),
        ("Israel, which had lifted restrictions, targeted a military convoy in Gaza on Monday.", True),
        ("The US imposed sanctions on the Houthis on Monday and hit a military base in Yemen.", True),
    ],
)
def test_measures_hit_without_arms(code: Code, text: str, *, attacks: bool) -> None:
    """Their targets are punished; weapons or a party in front of the verb attack."""
    assert (PloverEvent.ASSAULT in {event.plover_event for event in code(text)}) == attacks


@pytest.mark.parametrize(
    ("text", "actor", "recipients"),
    [
        ("Poland closed its border with Belarus on Monday.", "Poland", ["Belarus"]),
        ("Niger shut its land border with Benin on Monday.", "Niger", ["Benin"]),
        ("The Dominican Republic closed its border crossing with Haiti on Monday.", "Dominican Republic", ["Haiti"]),
        ("Iran severed diplomatic ties with Sudan on Monday.", "Iran", ["Sudan"]),
        ("Algeria suspended trade ties with Spain on Monday.", "Algeria", ["Spain"]),
        ("Rwanda shut a road near the border with Uganda on Monday.", "Rwanda", []),
    ],
)
def test_who_shuts_a_border_or_cuts_ties_does_it_to_the_other(code: Code, text: str, actor: str, recipients: list[str]) -> None:
    """With whom the border or the ties are."""
    event = code(text)[0]
    assert [party.name for party in event.actors] == [actor]
    assert [party.name for party in event.recipients] == recipients


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        ("Venezuela expelled diplomats of seven Latin American countries on Monday.", {None}),
        ("Russia expelled two British diplomats on Monday.", {"GBR"}),
        ("Niger ordered the ambassador of France to leave on Monday.", {"FRA"}),
        ("The ruling party in South Africa expelled former president Jacob Zuma on Monday.", {"ZAF"}),
    ],
)
def test_envoys_are_of_no_country_that_expels_them(code: Code, text: str, countries: set[str | None]) -> None:
    """Where no word says whose they are, that is not known."""
    event = next(event for event in code(text) if event.plover_event is PloverEvent.SANCTION)
    assert {party.country for party in event.recipients} == countries
