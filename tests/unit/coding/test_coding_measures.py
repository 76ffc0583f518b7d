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
