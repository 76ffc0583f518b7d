"""Who only speaks of a deed or answers it."""

from collections.abc import Callable

import pytest

from processors.records import ConflictEvent, PloverEvent

Code = Callable[..., tuple[ConflictEvent, ...]]


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("France called for restraint after 20 people were killed in fighting in Tripoli on Sunday.", []),
        ("Malaysia on Thursday urged Thailand to stop fighting after 12 people were killed on the border.", []),
        ("Public Safety Minister Gary Anandasangaree said the group had murdered people in Canada.", []),
        ("Prime Minister Justin Trudeau said agents had killed a Sikh leader in Surrey.", ["agents"]),
        ("Israel struck Gaza after two soldiers were killed in Rafah on Sunday.", ["Israel"]),
        ("President Volodymyr Zelensky said his troops had attacked a base in Kursk.", ["troops"]),
    ],
)
def test_who_answers_a_deed_or_tells_of_another_did_not_do_it(code: Code, text: str, actors: list[str]) -> None:
    """A leader who says what others did is no attacker."""
    event = next(e for e in code(text) if e.plover_event is PloverEvent.ASSAULT)
    assert [party.text for party in event.actors] == actors


def test_a_state_that_stops_what_goes_to_another_is_at_home(code: Code) -> None:
    """Not where it would have gone."""
    event = next(e for e in code("Germany on Friday suspended arms exports to Israel.") if e.plover_event is PloverEvent.SANCTION)
    assert event.location is not None
    assert event.location.country == "DEU"
