"""What states do among themselves."""

from collections.abc import Callable

import pytest

from processors.records import ConflictEvent

Code = Callable[..., tuple[ConflictEvent, ...]]


@pytest.mark.parametrize(
    ("text", "event", "actors", "recipients"),
    [
        ("The Philippines protests after a collision with a Chinese coast guard ship.", "ACCUSE", ["PHL"], ["CHN"]),
        ("Manila protests China's ramming of a supply boat.", "ACCUSE", ["PHL"], ["CHN"]),
        ("Japan on Monday protested the launch of a missile by North Korea.", "ACCUSE", ["JPN"], ["PRK"]),
        ("Iranians protested against Israel in Tehran on Friday.", "PROTEST", ["IRN"], ["ISR"]),
        ("Israelis protested outside the US embassy in Tel Aviv on Monday.", "PROTEST", ["ISR"], ["USA"]),
        ("Serbian students protested in Belgrade on Sunday against Russia.", "PROTEST", ["SRB"], ["RUS"]),
    ],
)
def test_a_state_that_protests_to_another_accuses(
    code: Code, text: str, event: str, actors: list[str], recipients: list[str]
) -> None:
    """Its people march."""
    found = next(e for e in code(text) if e.plover_event.value in {"ACCUSE", "PROTEST"})
    assert found.plover_event.value == event
    assert [party.country for party in found.actors] == actors
    assert [party.country for party in found.recipients] == recipients


@pytest.mark.parametrize(
    ("text", "actors", "country"),
    [
        ("WASHINGTON - The Senate approved $61 billion in aid for Ukraine on Saturday.", ["USA"], None),
        ("The Senate rejected a resolution to block arms sales to Israel on Wednesday.", [None], None),
        ("The Senate rejected a plan by governors in Nigeria on Wednesday.", ["NGA"], "NGA"),
        ("Kenya's National Assembly ratified a treaty with Haiti on Thursday.", ["KEN"], "KEN"),
        ("The US Senate approved a bill to send aid to Ukraine on Tuesday.", ["USA"], "USA"),
    ],
)
def test_a_parliament_decides_at_home(code: Code, text: str, actors: list[str | None], country: str | None) -> None:
    """It is of its own country, not of that for which it decides."""
    event = code(text)[0]
    assert [party.country for party in event.actors][:1] == actors
    assert country is None or (event.location is not None and event.location.country == country)


@pytest.mark.parametrize(
    ("text", "event", "recipients"),
    [
        ("North Korea pledged support for Russia in its war with Ukraine on Wednesday.", "SUPPORT", ["RUS"]),
        ("Australia and Fiji signed a treaty on Wednesday during a visit by Anthony Albanese.", "AGREE", []),
    ],
)
def test_of_which_visit_or_war_somebody_is_takes_no_part(code: Code, text: str, event: str, recipients: list[str]) -> None:
    """It only says when, or for what."""
    found = next(e for e in code(text) if e.plover_event.value == event)
    assert [party.country for party in found.recipients] == recipients


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("Hungary's parliament voted on Tuesday to withdraw from the International Criminal Court.", {"SANCTION"}),
        ("Argentina confirmed on Tuesday it would leave the World Health Organization.", {"SANCTION"}),
        ("Rwanda withdrew from Goma on Sunday.", {"RETREAT"}),
        ("Britain revoked the accreditation of a Russian diplomat on Monday.", {"SANCTION"}),
        ("The UN warned on Tuesday that famine was looming in Gaza.", set()),
        ("NATO warned Russia on Tuesday that it would respond.", {"THREATEN"}),
        ("The United Arab Emirates flew 30 tonnes of medicine to Sudan on Monday.", {"AID"}),
        ("Germany paid 1.1 billion euros to Namibia on Monday.", {"AID"}),
    ],
)
def test_who_leaves_a_body_and_who_only_foresees(code: Code, text: str, types: set[str]) -> None:
    """To leave a body of states ends a relation; a body that foresees a danger threatens nobody."""
    assert {event.plover_event.value for event in code(text)} == types


@pytest.mark.parametrize(
    ("text", "actors", "recipients"),
    [
        ("Sudan severed relations with the UAE on Tuesday, accusing it of arming the RSF.", ["SDN"], ["ARE"]),
        ("Iran arrested two French citizens on Monday, accusing them of spying for Israel.", ["IRN"], ["FRA"]),
        ("Algeria expelled two French diplomats on Monday, accusing them of working for Israel.", ["DZA"], ["FRA"]),
        ("Sudan on Tuesday accused the UAE of arming the RSF.", ["SDN"], ["ARE"]),
    ],
)
def test_whom_a_participle_accuses(code: Code, text: str, actors: list[str], recipients: list[str]) -> None:
    """The other party of the main clause, not of whom the reproach speaks."""
    found = next(e for e in code(text) if e.plover_event.value == "ACCUSE")
    assert [party.country for party in found.actors] == actors
    assert [party.country for party in found.recipients] == recipients


@pytest.mark.parametrize(
    ("text", "recipient"),
    [
        (
            "The US imposed sanctions on four judges of the International Criminal Court on Monday over a warrant for Israel.",
            "International Criminal Court",
        ),
        ("The United States imposed sanctions on two leaders of Sudan's RSF on Monday.", "Rapid Support Forces"),
        ("Britain imposed sanctions against members of Hezbollah on Monday over an attack on Israel.", "Hezbollah"),
        ("The EU imposed sanctions on the president of Burundi on Monday.", "Burundi"),
    ],
)
def test_whom_sanctions_are_on(code: Code, text: str, recipient: str) -> None:
    """Whose those are who are punished, not whom the reason names."""
    found = next(e for e in code(text) if e.plover_event.value == "SANCTION")
    assert [party.name for party in found.recipients] == [recipient]
