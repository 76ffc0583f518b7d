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
