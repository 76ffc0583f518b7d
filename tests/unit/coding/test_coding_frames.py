"""Which words tell an event, and of which type."""

from collections.abc import Callable

import pytest

from processors.coding.clauses.frames import find_triggers
from processors.coding.language.reading import read_article
from processors.records import ConflictEvent, EventStage, PloverEvent

Code = Callable[..., tuple[ConflictEvent, ...]]


def types_in(text: str) -> set[PloverEvent]:
    """What the triggers of a text tell."""
    clauses, _ = read_article("", text)
    return {trigger.family.event for clause in clauses for trigger in find_triggers(clause)}


@pytest.mark.parametrize(
    ("text", "told", "untold"),
    [
        ("Troops rescued 60 kidnapped workers in Zamfara.", "RETREAT", "ASSAULT"),
        ("Police rescued eight of the 17 abducted workers.", "RETREAT", "ASSAULT"),
        ("Jailed opposition leader Kizza Besigye has gone on hunger strike.", "PROTEST", "SANCTION"),
        ("Police arrested exiled activist Mansoor.", "COERCE", "SANCTION"),
        ("A Kenyan police officer deployed to Haiti was killed.", "ASSAULT", "MOBILIZE"),
        ("Troops killed five militants near the border.", "ASSAULT", "MOBILIZE"),
        ("Militants ambushed an army patrol in Kech.", "ASSAULT", "MOBILIZE"),
        ("Insurgents attacked the police headquarters in Maiduguri.", "ASSAULT", "PROTEST"),
        ("A hospital was struck by a missile in Sumy.", "ASSAULT", "PROTEST"),
        ("Turkey denounced the interception as a heinous attack.", "ACCUSE", "ASSAULT"),
        ("Germany summoned the Russian ambassador to protest against the raid.", "ACCUSE", "PROTEST"),
        ("The opposition called for an end to the strikes.", "REQUEST", "PROTEST"),
        ("Putin ordered his troops to withdraw from Syria.", "RETREAT", "SANCTION"),
        ("Ukraine and Russia exchanged 150 prisoners of war each.", "RETREAT", "ASSAULT"),
        ("Niger ordered French troops to leave.", "SANCTION", "RETREAT"),
        ("Chad revoked a military accord with France.", "SANCTION", "AGREE"),
        ("A truce between Druze gunmen and Bedouin tribes took effect in Sweida.", "RETREAT", "COERCE"),
        ("Talks between Iran and Europe ended without a deal.", "CONSULT", "SANCTION"),
    ],
)
def test_what_is_told_and_what_only_looks_like_it(text: str, told: str, untold: str) -> None:
    """A participle that describes, a posting, a word of calling and the like are no events of their own."""
    types = types_in(text)
    assert PloverEvent(told) in types
    assert PloverEvent(untold) not in types


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Gunmen abducted students in Kaduna.", "ASSAULT"),
        ("The army arrested protesters.", "COERCE"),
        ("Three missiles were launched from Yemen at Israel.", "ASSAULT"),
        ("Hundreds rallied in Sanaa.", "PROTEST"),
        ("Dozens fled to Chad.", "RETREAT"),
        ("Protesters attacked officers in Tbilisi.", "PROTEST"),
        ("Teachers struck in Abuja over their pay.", "PROTEST"),
        ("Russia deployed troops to Belarus.", "MOBILIZE"),
        ("Security forces eliminated two militants.", "ASSAULT"),
    ],
)
def test_what_stands_beside_people_may_still_be_done_to_them(text: str, event: str) -> None:
    """An act with a subject of its own is told."""
    assert PloverEvent(event) in types_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "A spokesman for the army declined to comment.",
        "Firefighters battled a blaze at the port.",
        "The wounded were evacuated to hospital.",
        "The man was a commander in the group's rocket unit.",
    ],
)
def test_what_tells_nothing(text: str) -> None:
    """Boilerplate, accidents, hospitals and the names of units."""
    assert not types_in(text)


def test_a_bomb_that_was_defused_is_a_foiled_attack(code: Code) -> None:
    """Nobody laid down arms."""
    event = code("Police defused a bomb planted near a mosque in Peshawar on Tuesday.")[0]
    assert (event.plover_event, event.stage) == (PloverEvent.ASSAULT, EventStage.FOILED)


def test_whom_others_accuse_accuses_nobody(code: Code) -> None:
    """A headline's participle is a passive."""
    event = code("Amnesty accused Israel of war crimes on Thursday.", "Israel accused of war crimes in Gaza")[0]
    assert "Israel" not in {party.name for party in event.actors}
    assert "Israel" in {party.name for party in event.recipients}


def test_rebels_of_a_country_and_their_group_do_one_thing(code: Code) -> None:
    """The headline says whose rebels they are, the text which."""
    events = code(
        "The Kachin Independence Army shot down a military helicopter in Bhamo on Tuesday, it said.",
        "Myanmar rebels shoot down army helicopter",
    )
    assert [event.plover_event for event in events].count(PloverEvent.ASSAULT) == 1


def test_a_verb_and_the_noun_that_is_its_object_are_one_event(code: Code) -> None:
    """Who hosts talks is there, too."""
    events = code("Egypt will host a new round of talks between Israel and Hamas, officials said on Tuesday.")
    assert [event.plover_event for event in events] == [PloverEvent.CONSULT]
    assert {party.name for party in (*events[0].actors, *events[0].recipients)} >= {"Egypt", "Israel", "Hamas"}


@pytest.mark.parametrize(
    ("text", "dead"),
    [
        ("At least 11 people were killed in the unrest in Caracas, rights group Foro Penal said.", [11]),
        ("Eleven protesters were killed in Minsk on Monday, human rights activists said.", [11]),
        ("The minister launched an attack on rights and freedoms in Minsk on Monday.", []),
    ],
)
def test_a_rights_group_that_tells_of_the_dead_makes_it_no_figure_of_speech(code: Code, text: str, dead: list[int]) -> None:
    """Only what is abstract is attacked in words."""
    events = [event for event in code(text) if event.plover_event is PloverEvent.ASSAULT]
    assert [q.low for event in events for q in event.quantities] == dead
