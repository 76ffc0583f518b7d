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
