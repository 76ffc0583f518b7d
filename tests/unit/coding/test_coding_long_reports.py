"""Long reports: a main happening, further ones elsewhere, and what is told behind them."""

from collections.abc import Callable

import pytest

from processors.records import ConflictEvent

Code = Callable[..., tuple[ConflictEvent, ...]]


@pytest.mark.parametrize(
    "total",
    [
        "The war, which began in April 2023, has killed tens of thousands of people.",
        "More than 20,000 people have been killed since the war began.",
        "At least 20,000 civilians have died since the fighting erupted, according to the UN.",
    ],
)
def test_a_running_total_is_of_the_main_happening(code: Code, total: str) -> None:
    """Not of the further one that was told last."""
    events = code(
        "A drone strike by the Rapid Support Forces on a market in El Obeid killed 24 people on Tuesday. Artillery fire by the "
        f"RSF killed six civilians in El Fasher on Monday, activists said. {total}"
    )
    assert {e.location and e.location.name: [q.low for q in e.quantities] for e in events} == {
        "El Obeid": [24, 20_000],
        "El Fasher": [6],
    }
