"""What a clause in front of the main one tells, and who stands in it."""

from collections.abc import Callable

import pytest

from processors.coding.clauses.front_clauses import front_clause
from processors.records import ConflictEvent

Code = Callable[..., tuple[ConflictEvent, ...]]


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("Hours after Israeli soldiers were killed in Gaza, a car bomb exploded in Beirut.", [([], ["ISR"]), ([], [])]),
        ("A week after a minister was shot in Islamabad, gunmen attacked a bus in Quetta.", [([], ["PAK"]), (["PAK"], [])]),
        ("After Israel struck Beirut, Hezbollah fired rockets at Haifa.", [(["ISR"], ["LBN"]), (["LBN"], ["ISR"])]),
        ("Days after two officials were killed, a car bomb exploded in Mogadishu, wounding six.", [([], ["SOM"]), ([], [])]),
    ],
)
def test_each_clause_has_parties_of_its_own(code: Code, text: str, sides: list[tuple[list[str], list[str]]]) -> None:
    """Who suffers in the one does nothing in the other."""
    assert [([a.country for a in e.actors], [r.country for r in e.recipients]) for e in code(text)] == sides


@pytest.mark.parametrize(
    ("words", "front"),
    [
        ("two days after israel struck isfahan , protesters burned flags", (2, 6)),
        ("after israel , egypt and qatar agreed to a truce , aid entered", (0, 10)),
        ("after talks in doha , hamas freed two hostages .", (0, 0)),
        ("gunmen attacked a bus after rebels fled , police said", (0, 0)),
    ],
)
def test_a_front_clause_ends_at_the_comma_behind_its_verb(words: str, front: tuple[int, int]) -> None:
    """One without a verb is none."""
    assert front_clause(words.split()) == front
