"""What ends a sanction, what is only asked for, and what states do among themselves by other words."""

from collections.abc import Callable

import pytest

from processors.coding.clauses.frames import find_triggers
from processors.coding.clauses.stages import stage_of
from processors.coding.language.reading import read_article
from processors.records import ConflictEvent

Code = Callable[..., tuple[ConflictEvent, ...]]


def told_in(text: str) -> set[tuple[str, str]]:
    """The types that the triggers of a text tell, each with its stage."""
    clauses, _ = read_article("", text)
    triggers = [trigger for clause in clauses for trigger in find_triggers(clause)]
    return {(trigger.family.event.value, stage.value) for trigger in triggers if (stage := stage_of(trigger)) is not None}


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("The United States announced the lifting of all sanctions on Syria.", "occurred"),
        ("Washington announced on Tuesday it would lift sanctions on Syria.", "planned"),
        ("EU foreign ministers agreed on Tuesday to lift all economic sanctions on Syria.", "planned"),
        ("Sanctions on Syria were lifted by the EU on Tuesday.", "occurred"),
        ("The EU approved the removal of sanctions on Syria.", "occurred"),
    ],
)
def test_who_lifts_sanctions_punishes_nobody(text: str, stage: str) -> None:
    """Whatever verb leads to it."""
    told = told_in(text)
    assert ("RETREAT", stage) in told
    assert "SANCTION" not in {event for event, _ in told}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The EU announced new sanctions on Belarus.", ("SANCTION", "occurred")),
        ("The EU extended its sanctions on Russia.", ("SANCTION", "occurred")),
        ("Kenya promised to send 500 troops to Haiti.", ("MOBILIZE", "planned")),
        ("Opposition leader Kemi Badenoch attacked the deal as surrender.", ("ACCUSE", "occurred")),
        ("The Netherlands regretted the vote.", ("ACCUSE", "occurred")),
        ("Qatar brought together President Felix Tshisekedi and Paul Kagame in Doha.", ("CONSULT", "occurred")),
        ("Ethiopia said it could not stand idle.", ("THREATEN", "threatened")),
        ("Russia became the first country to recognise the Taliban government.", ("SUPPORT", "occurred")),
        ("Kenya was the first African country to send troops to Haiti.", ("MOBILIZE", "occurred")),
        ("Spain will be the second country to recognise Palestine.", ("SUPPORT", "planned")),
        ("Parliament announced the move during a visit by Benjamin Netanyahu.", ("CONSULT", "occurred")),
        ("Nepal's police left for Haiti on Monday to join a UN mission.", ("MOBILIZE", "occurred")),
        ("Rwandan soldiers arrived in Cabo Delgado on Monday.", ("MOBILIZE", "occurred")),
        ("Police officers arrived at the scene in Nairobi on Monday.", ("CONSULT", "occurred")),
        ("Denmark hands over F-16s to Ukraine.", ("AID", "occurred")),
        ("Denmark delivered six more F-16 fighter jets to Ukraine.", ("AID", "occurred")),
        ("Germany handed over two Patriot systems to Ukraine.", ("AID", "occurred")),
        ("The government banned protests on Monday.", ("COERCE", "occurred")),
        ("Brazil's Supreme Court ordered Jair Bolsonaro to wear an electronic ankle tag.", ("COERCE", "occurred")),
        ("Two protesters were held on Monday.", ("COERCE", "occurred")),
        ("The UN Security Council adopted a resolution calling for a ceasefire in Gaza.", ("REQUEST", "occurred")),
    ],
)
def test_what_states_do_among_themselves(text: str, told: tuple[str, str]) -> None:
    """Its type and stage."""
    assert told in told_in(text)


@pytest.mark.parametrize(
    ("text", "untold"),
    [
        ("The United States vetoed a UN resolution calling for a ceasefire in Gaza.", "REQUEST"),
        ("Kyiv is demanding that Russia withdraw its troops.", "RETREAT"),
        ("The United States threatened to impose a 50 percent tariff on goods from Mexico.", "SANCTION"),
        ("The UN voted on a draft resolution on Ukraine.", "MOBILIZE"),
        ("The opposition has attacked the reform.", "ASSAULT"),
        ("Talks between Syria and Turkey were held on Monday.", "COERCE"),
        ("Joint exercises with Egypt were held in the Red Sea on Monday.", "COERCE"),
        ("A US judge on Friday blocked the deportation of a Turkish student.", "COERCE"),
        ("A federal court halted Trump's tariffs on Chinese goods.", "SANCTION"),
        ("Kenya's high court suspended the ban on demonstrations.", "PROTEST"),
        ("Prayers in Nairobi marked a year since the protests.", "PROTEST"),
        ("Police arrested two men on the anniversary of the protests.", "PROTEST"),
        ("Brazil's Supreme Court ordered Jair Bolsonaro to wear an electronic ankle tag.", "REQUEST"),
        ("A protest by students was held in Dhaka on Monday.", "COERCE"),
    ],
)
def test_what_is_only_asked_threatened_or_voted_down(text: str, untold: str) -> None:
    """Did not happen."""
    assert untold not in {event for event, _ in told_in(text)}


def test_a_charge_and_its_crime_are_one(code: Code) -> None:
    """What somebody is charged with is nothing that they say."""
    events = code("A tribunal charged Sheikh Hasina with crimes against humanity in Dhaka on Sunday.")
    assert [event.plover_event.value for event in events] == ["ACCUSE"]


def test_what_is_to_follow_is_planned_too() -> None:
    """Behind "before" in a sentence of the future."""
    assert told_in("Marco Rubio will meet Sisi in Cairo before flying to Doha.") == {("CONSULT", "planned")}
    assert told_in("Marco Rubio met Sisi in Cairo before flying to Doha.") == {("CONSULT", "occurred")}
