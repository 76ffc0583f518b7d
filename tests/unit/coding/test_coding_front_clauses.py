"""What a clause in front of the main one tells, and who stands in it."""

from collections.abc import Callable

import pytest

from processors.coding.clauses.front_clauses import front_clause
from processors.records import ConflictEvent, PloverEvent

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


@pytest.mark.parametrize(
    "text",
    [
        "Nigerian troops killed 20 militants in Borno state, where an insurgency that began more than a decade ago goes on.",
        "Tuareg rebels, who had previously fought alongside jihadists, attacked an army base in Kidal, killing 20 soldiers.",
        "Police in Nairobi shot dead 20 protesters at a march marking the anniversary of last year's deadly protests.",
        "ELN rebels killed 20 soldiers in Cauca, breaking a truce that had previously held.",
    ],
)
def test_history_beside_the_news_makes_it_none(code: Code, text: str) -> None:
    """What follows the news, or is inserted in front of it, dates only itself; the toll is the news'."""
    told = [e for e in code(text) if e.plover_event is PloverEvent.ASSAULT]
    assert [(q.kind.value, q.low) for e in told for q in e.quantities] == [("dead", 20)]
    assert [e.time for e in told] == [None]


@pytest.mark.parametrize(
    "text",
    [
        "The journalist was captured by Islamic State more than six years ago.",
        "Russia launched the biggest attack on a European country since World War II when it invaded Ukraine on 1 March 2022.",
    ],
)
def test_history_of_the_act_itself_is_no_news(code: Code, text: str) -> None:
    """No break stands between the act and when it was."""
    assert all(event.salience.value == "secondary" for event in code(text))
