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
