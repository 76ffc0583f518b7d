"""Who is punished, by whom, where and what for."""

from collections.abc import Callable

import pytest

from processors.records import ConflictEvent, PloverEvent

Code = Callable[..., tuple[ConflictEvent, ...]]


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Iran executed a man convicted of spying for Israel on Monday. He had travelled to Israel, the judiciary said.", "IRN"),
        ("Saudi Arabia executed three men on Sunday for attacks on police in Yemen.", "SAU"),
        ("A German court sentenced a Syrian doctor to life in prison on Monday for crimes in Syria.", "DEU"),
    ],
)
def test_a_state_punishes_at_home(code: Code, text: str, country: str) -> None:
    """Not where the crime was, or for whom it was done."""
    place = code(text)[0].location
    assert place is not None
    assert place.country == country


@pytest.mark.parametrize(
    ("text", "actors", "recipients"),
    [
        ("A man was sentenced to death for killing two police officers in Karachi.", [], ["man"]),
        ("Three Congolese soldiers were sentenced to death for fleeing the M23 rebels on Monday.", [], ["Congolese soldiers"]),
        ("A Nigerian singer was given the death penalty for blasphemy on Monday.", [], ["Nigerian"]),
        ("An Egyptian activist was given a five-year prison sentence on Monday.", [], ["Egyptian activist"]),
        ("A Chinese court sentenced a Canadian man to death on Tuesday.", ["Chinese court"], ["Canadian man"]),
    ],
)
def test_who_is_sentenced_suffers_it_and_others_do_not(code: Code, text: str, actors: list[str], recipients: list[str]) -> None:
    """Those of the offence have no part in the sentence."""
    event = next(e for e in code(text) if e.plover_event is PloverEvent.SANCTION)
    assert [party.text for party in event.actors] == actors
    assert [party.text for party in event.recipients] == recipients


@pytest.mark.parametrize(
    ("text", "dead"),
    [
        ("A man was sentenced to death for killing two police officers in Karachi.", [2]),
        ("Two men were given the death penalty by a court in Baghdad on Monday for killing a journalist.", [1]),
        ("Ten men were executed in Riyadh on Monday.", [10]),
    ],
)
def test_who_is_sentenced_to_death_is_not_dead(code: Code, text: str, dead: list[int]) -> None:
    """Only those are counted whom they killed, or who were executed."""
    assert [q.low for event in code(text) for q in event.quantities] == dead


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("Iran hanged a man on Wednesday on charges of spying for Israel.", ["SANCTION"]),
        ("Police arrested 15 people accused of smuggling migrants in Lyon on Monday.", ["COERCE"]),
        ("Iran accused Israel of an attack on its embassy.", ["ACCUSE", "ASSAULT"]),
    ],
)
def test_a_charge_beside_what_is_done_for_it_is_no_event(code: Code, text: str, types: list[str]) -> None:
    """It only says whom it meets."""
    assert {event.plover_event.value for event in code(text)} <= set(types)


@pytest.mark.parametrize(
    ("text", "event", "actors", "recipients"),
    [
        ("The Islamabad High Court on Monday acquitted former prime minister Imran Khan.", "RETREAT", ["PAK"], ["Imran Khan"]),
        ("Nigeria's Court of Appeal on Thursday ordered the release of Nnamdi Kanu.", "RETREAT", ["NGA"], ["Nnamdi Kanu"]),
        ("A court in Dakar ordered the release of Ousmane Sonko on Thursday.", "RETREAT", [], ["Ousmane Sonko"]),
        ("The United States and Australia condemned the sentences.", "ACCUSE", ["USA", "AUS"], []),
    ],
)
def test_who_is_freed_by_a_court(code: Code, text: str, event: str, actors: list[str], recipients: list[str]) -> None:
    """The one behind "the release of" does nothing; "the United States" reports nothing."""
    found = next(e for e in code(text) if e.plover_event is PloverEvent(event))
    assert [party.country for party in found.actors] == actors
    assert [party.name for party in found.recipients] == recipients


@pytest.mark.parametrize(
    "text",
    [
        "A court in Lagos limited the detention of suspects on Monday.",
        "Police transferred ten suspects to a jail in Lagos on Monday.",
        "A court in Lagos acquitted two men on Monday.",
    ],
)
def test_long_verbs_have_their_own_spelling(code: Code, text: str) -> None:
    """These are forms that a rule for short verbs would miss."""
    assert code(text)


@pytest.mark.parametrize(
    ("text", "title", "actors", "recipients"),
    [
        ("A court on Thursday sentenced opposition leader Ousmane Sonko to two years in prison.",
         "Court in Senegal sentences Sonko to two years", ["SEN"], ["Ousmane Sonko"]),
        ("Guinea's court convicted former ruler Moussa Dadis Camara on Wednesday.", "", ["GIN"], ["Moussa Dadis Camara"]),
    ],
)  # fmt: skip
def test_a_leader_who_is_tried_is_not_his_country(
    code: Code, text: str, title: str, actors: list[str], recipients: list[str]
) -> None:
    """The country in which the court sits does not suffer it."""
    event = code(text, title)[0]
    assert [party.country for party in event.actors] == actors
    assert [party.name for party in event.recipients] == recipients


def test_a_charge_is_not_where_the_accused_was_seized(code: Code) -> None:
    """Nor does the owner of the jail charge him."""
    event = code(
        "Ugandan opposition politician Kizza Besigye was charged with treason on Friday, "
        "three months after he was abducted in Nairobi and taken to a military jail in Kampala.",
        "Ugandan opposition politician Besigye charged with treason",
    )[0]
    assert event.plover_event is PloverEvent.ACCUSE
    assert event.location is not None
    assert event.location.country == "UGA"
    assert not event.actors


@pytest.mark.parametrize(
    ("text", "event", "actors", "recipients"),
    [
        ("Brazil's Supreme Court placed former president Jair Bolsonaro under house arrest.", "COERCE", ["BRA"], ["BRA"]),
        ("A Paris court sentenced former president Nicolas Sarkozy to five years on Thursday.", "SANCTION", ["FRA"], ["FRA"]),
        ("Journalists were banned from the court in Tunis on Monday.", "COERCE", [], ["TUN"]),
        ("Ivory Coast's opposition leader barred from election", "COERCE", [], ["CIV"]),
        ("Kosovo barred three Serbian ministers from Pristina on Saturday.", "COERCE", ["XKX"], ["SRB"]),
    ],
)
def test_who_is_confined_or_barred(code: Code, text: str, event: str, actors: list[str], recipients: list[str]) -> None:
    """A word like "former" says who it is, not when it was; who is barred from something has no object."""
    found = next(e for e in code(text) if e.plover_event is PloverEvent(event))
    assert [party.country for party in found.actors] == actors
    assert [party.country for party in found.recipients] == recipients


def test_a_state_that_punishes_for_a_protest_does_not_protest(code: Code) -> None:
    """Others did."""
    events = code("Saudi Arabia executed a young man on Monday for offences during Shi'ite protests in Qatif.")
    assert not [party.text for e in events if e.plover_event is PloverEvent.PROTEST for party in e.actors]
