"""What was done with something: "used drones to strike four air bases"."""

from collections.abc import Callable

import pytest

from processors.records import ConflictEvent

Code = Callable[..., tuple[ConflictEvent, ...]]


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("The RSF used heavy artillery to shell the Abu Shouk camp on Monday.", "SDN"),
        ("Ukraine used drones hidden in trucks to strike four air bases deep inside Russia on Sunday.", "UKR"),
        ("Myanmar's military used paramotors to bomb a festival in Chaung-U on Monday.", "MMR"),
        ("Rebels are employing snipers and traps to attack army camps in Kachin state.", "MMR"),
    ],
)
def test_what_something_was_used_for_was_done(code: Code, text: str, actor: str) -> None:
    """An infinitive of purpose that tells the deed itself."""
    assert [event.actors[0].country for event in code(text)] == [actor]


@pytest.mark.parametrize(
    "text",
    [
        "Such drones could be used by Iran to attack Israel.",
        "Kyiv has not used the missiles to strike Moscow.",
        "Britain said Ukraine may use its missiles to attack targets in Russia.",
    ],
)
def test_what_something_may_be_used_for_is_no_event(code: Code, text: str) -> None:
    """Nor what it was not used for."""
    assert code(text) == ()
