"""Whom "he", "it", "they" and "its" mean."""

from collections.abc import Callable

import pytest

from processors.records import ConflictEvent, PloverEvent

Code = Callable[..., tuple[ConflictEvent, ...]]


def last_of(events: tuple[ConflictEvent, ...], event: PloverEvent) -> ConflictEvent:
    """The last event of a type."""
    return [one for one in events if one.plover_event is event][-1]


@pytest.mark.parametrize(
    ("text", "event", "actor", "recipient"),
    [
        (
            "Egypt's president met Hamas leaders in Cairo on Monday. He called on Israel to stop the war.",
            PloverEvent.REQUEST, "Egypt", "Israel",
        ),
        (
            "China's foreign ministry rejected the report on Monday. It accused the United States of spreading lies.",
            PloverEvent.ACCUSE, "China", "United States",
        ),
        (
            "Sudan's army seized power on Monday. It arrested Prime Minister Abdalla Hamdok.",
            PloverEvent.COERCE, "Sudan", "Abdalla Hamdok",
        ),
        (
            "Zelensky visited Berlin on Monday. There he asked Germany for more weapons.",
            PloverEvent.REQUEST, "Volodymyr Zelensky", "Germany",
        ),
        (
            "The Taliban banned women from universities on Monday. They have also warned Pakistan.",
            PloverEvent.THREATEN, "Taleban", "Pakistan",
        ),
        (
            "Venezuelan agents detained Maria Corina Machado in Caracas on Friday. Diosdado Cabello accused her of a plot.",
            PloverEvent.ACCUSE, "Diosdado Cabello", "María Corina Machado",
        ),
    ],
)  # fmt: skip
def test_a_pronoun_is_who_acted_before(code: Code, text: str, event: PloverEvent, actor: str, recipient: str) -> None:
    """Its words are quoted from the sentence that names the party."""
    found = last_of(code(text), event)
    assert actor in [party.name for party in found.actors]
    assert recipient in [party.name for party in found.recipients]
    assert all(text[slice(*party.span)] == party.text for party in found.actors)


def test_a_pronoun_behind_another_clause_is_that_clauses_subject(code: Code) -> None:
    """Not who acted in the sentence before."""
    text = "Emmanuel Macron spoke in Paris on Monday. When Antony Blinken arrived in Ankara, he accused Russia of aggression."
    assert [party.name for party in last_of(code(text), PloverEvent.ACCUSE).actors] == ["Antony Blinken"]


def test_a_pronoun_of_the_first_sentence_is_nobody(code: Code) -> None:
    """What the title names stands elsewhere."""
    event = code("It accused Russia of aggression on Monday.", title="Trade fair opens")[0]
    assert [party.name for party in event.actors] == []


def test_her_brother_is_not_her(code: Code) -> None:
    """A possessive is no object."""
    text = "Maria Corina Machado left Caracas on Friday. Venezuelan agents detained her brother on Saturday."
    assert "María Corina Machado" not in [party.name for event in code(text) for party in event.recipients]


@pytest.mark.parametrize(
    "text",
    [
        "Russia denied the claim. Its forces shelled Kharkiv on Monday, killing three people.",
        "Putin's troops shelled Kharkiv on Monday, killing three people.",
        "Vladimir Putin spoke on Sunday. His army shelled Kharkiv on Monday, killing three people.",
    ],
)
def test_forces_are_whose_they_are(code: Code, text: str) -> None:
    """Those of the state, or of the leader, that owns them, named in the sentence or in the one before."""
    assert {party.country for party in last_of(code(text), PloverEvent.ASSAULT).actors} == {"RUS"}


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ('"They are shelling our villages," Governor Oleh Syniehubov said.', []),
        ('Russian troops entered Kupiansk. "They are shelling our villages," Governor Oleh Syniehubov said.', ["RUS"]),
        ('"They have killed 20 soldiers," President Petro said.', []),
        ('"We attacked the base and killed 20 soldiers," the Taliban said.', ["AFG"]),
    ],
)
def test_they_in_a_quotation_are_others_than_who_speaks(code: Code, text: str, actors: list[str]) -> None:
    """They are who acted in the sentence in front, or of whom it is said."""
    attack = next(event for event in code(text) if event.plover_event is PloverEvent.ASSAULT)
    assert [party.country for party in attack.actors] == actors
    assert "Petro" not in {word for party in attack.actors for word in party.name.split()}


def test_who_answers_a_threat_is_not_threatened(code: Code) -> None:
    """The pronoun behind "that" is the subject of another verb."""
    text = "Thailand sent troops to Surin on Monday. Cambodia denied it. Phnom Penh warned that it would answer any incursion."
    threat = next(event for event in code(text) if event.plover_event is PloverEvent.THREATEN)
    assert "Cambodia" not in {party.name for party in threat.recipients}


@pytest.mark.parametrize(
    ("text", "event", "actors", "recipients"),
    [
        (
            "Congo and the M23 rebels met in Doha on Saturday. The two sides agreed to release prisoners.",
            PloverEvent.AGREE, {"DR Congo", "M23"}, set(),
        ),
        (
            "India and Pakistan held talks on Monday. China urged both sides to show restraint.",
            PloverEvent.REQUEST, {"China"}, {"India", "Pakistan"},
        ),
        (
            "Armenia and Azerbaijan signed a deal in Vienna on Monday. The two neighbours will hold a second round in Tbilisi.",
            PloverEvent.AGREE, {"Armenia", "Azerbaijan"}, set(),
        ),
        (
            "President Emmanuel Macron visited Berlin on Monday. The two countries agreed to build a tank.",
            PloverEvent.AGREE, set(), set(),
        ),
    ],
)  # fmt: skip
def test_the_two_sides_are_who_was_named_together(
    code: Code, text: str, event: PloverEvent, actors: set[str], recipients: set[str]
) -> None:
    """Only two that a sentence in front joins with "and" are sides."""
    found = last_of(code(text), event)
    assert {party.name for party in found.actors} == actors
    assert {party.name for party in found.recipients} == recipients
