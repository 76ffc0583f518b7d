"""Who drives onto a mine or a bomb suffers it."""

from collections.abc import Callable

import pytest

from processors.records import ConflictEvent

Code = Callable[..., tuple[ConflictEvent, ...]]


@pytest.mark.parametrize(
    ("text", "victim"),
    [
        ("The Israeli army said three soldiers were killed in northern Gaza when their vehicle hit a roadside bomb.", "ISR"),
        ("Six soldiers were killed when their convoy struck a landmine in Borno, the Nigerian army said.", "NGA"),
        ("Four Pakistani soldiers died after their truck ran over an IED in Kech district.", "PAK"),
        ("An Israeli tank struck a mine in Rafah, and one soldier was wounded.", "ISR"),
    ],
)
def test_who_hits_a_mine_suffers_it(code: Code, text: str, victim: str) -> None:
    """The vehicle's owner attacks nobody."""
    (event,) = code(text)
    assert not event.actors
    assert {party.country for party in event.recipients} == {victim}


@pytest.mark.parametrize(
    "text",
    [
        "A landmine killed 12 soldiers in Michoacan on Monday.",
        "An IED killed 12 policemen in Kech on Monday.",
        "Two landmines killed 12 farmers near Izium on Monday.",
    ],
)
def test_a_mine_is_nobody_who_was_killed(code: Code, text: str) -> None:
    """The article in front of it counts no victim."""
    assert [quantity.low for event in code(text) for quantity in event.quantities] == [12]
