"""Counts with party and claimant."""

from collections.abc import Callable

import pytest

from processors.records import ConflictEvent

Code = Callable[..., tuple[ConflictEvent, ...]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("At least 18 protesters were killed in Khartoum on Tuesday.", {("dead", 18, None)}),
        ("An air strike on Kharkiv killed two people and wounded seven on Tuesday.", {("dead", 2, 2), ("injured", 7, 7)}),
        ("Shelling of Kharkiv on Tuesday left 12 civilians dead.", {("dead", 12, 12)}),
        ("Gunmen killed 20 people, including nine children, in Mali on Tuesday.", {("dead", 20, 20), ("dead", 9, 9)}),
        ("A soldier was killed and dozens were wounded in clashes in Mali.", {("dead", 1, 1), ("injured", 24, None)}),
        ("Police arrested more than 160 demonstrators in Istanbul on Tuesday.", {("arrested", 160, None)}),
        ("Russia fired nearly 30 missiles at Kyiv on Tuesday.", {("missiles", None, 30)}),
        ("Militants attacked Dori on Tuesday, and 3,000 people fled.", {("displaced", 3000, 3000)}),
        ("A suicide bomber killed 12 people in Mogadishu on Tuesday and wounded another.", {("dead", 12, 12), ("injured", 1, 1)}),
        ("Rebels hacked 36 people to death in Mali on Tuesday.", {("dead", 36, 36)}),
        ("Gunmen killed a villager in Mali on Tuesday.", {("dead", 1, 1)}),
    ],
)
def test_counts_have_kinds_and_bounds(code: Code, text: str, expected: set[tuple[str, int | None, int | None]]) -> None:
    """Verb and noun decide the kind."""
    assert {(q.kind.value, q.low, q.high) for e in code(text) for q in e.quantities} == expected


@pytest.mark.parametrize(
    ("text", "claimant"),
    [
        ("Gunmen killed five people in Mali on Tuesday, the governor said.", "governor"),
        ("According to the health ministry, air strikes killed five people in Gaza.", "health ministry"),
        ("Air strikes killed five people in Gaza, said Ahmad Nasser.", "Ahmad Nasser"),
        ("The army said gunmen killed five people in Mali on Tuesday.", "army"),
        ("“Two soldiers were killed,” Ann Smith, a lawmaker in Mali, told Reuters.", "Ann Smith"),
        ("Clashes in Mali killed five people, Health Minister Adama Diop said in a statement.", "Health Minister Adama Diop"),
        ("The Mali Relief Network (MRN) is here. Strikes killed five people in Mali, MRN said.", "Mali Relief Network (MRN)"),
        ("The Mali Monitor said gunmen attacked a village. The group said they killed five people in Mali.", "Mali Monitor"),
    ],
)
def test_a_number_has_who_gives_it(code: Code, text: str, claimant: str) -> None:
    """The reporting clause around a number names its claimant."""
    assert [q.claimed_by for e in code(text) for q in e.quantities] == [claimant]


def test_two_claims_stand_side_by_side(code: Code) -> None:
    """Two sources with two numbers are two entries."""
    events = code(
        "Clashes erupted in Goma on Tuesday. The army said 10 soldiers were killed. "
        "The rebels said 40 soldiers were killed in the clashes."
    )
    assert {(q.low, q.claimed_by) for e in events for q in e.quantities} == {(10, "army"), (40, "rebels")}


def test_a_running_total_is_cumulative(code: Code) -> None:
    """A war's toll is not this attack's."""
    events = code(
        "An air strike killed 4 people in Gaza on Tuesday. More than 50,000 people have been killed since the war began."
    )
    assert {(q.low, q.cumulative) for e in events for q in e.quantities} == {(4, False), (50_000, True)}
