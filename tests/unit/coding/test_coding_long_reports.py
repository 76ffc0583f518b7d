"""Long reports: a main happening, further ones elsewhere, and what is told behind them."""

from collections.abc import Callable

import pytest

from processors.records import ConflictEvent, PloverEvent

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


def test_a_total_is_no_further_happening(code: Code) -> None:
    """What one side did in all is not of the last place where it struck."""
    events = code(
        "Israeli air strikes killed at least 31 Palestinians in the Gaza Strip on Tuesday, medics said. In Lebanon, an Israeli "
        "drone strike killed a Hezbollah commander near Nabatieh on Tuesday. Israel's campaign has killed more than 54,000 "
        "Palestinians, according to Gaza's health ministry."
    )
    assert [(e.location and e.location.country, [q.low for q in e.quantities]) for e in events] == [
        ("PSE", [31, 54_000]),
        ("LBN", [1]),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Police arrested five men and seized 20 rifles in Kano on Monday.",
        "The rebels overran an army base in Kutkai on Sunday, taking 40 soldiers prisoner.",
        "Fighters captured the town of Bunagana and took 24 police officers captive.",
    ],
)
def test_to_take_people_and_things_at_once_is_one_event(code: Code, text: str) -> None:
    """One subject, one sentence; and a "prisoner" of "taking prisoner" is no party."""
    (event,) = (event for event in code(text) if event.plover_event is PloverEvent.COERCE)
    assert "prisoner" not in {party.name for party in event.recipients}


@pytest.mark.parametrize(
    ("text", "doers"),
    [
        (
            "Security forces killed four militants in a search. The BLA said its fighters had blown up a railway track.",
            ["Security forces", "fighters"],
        ),
        (
            "The army shelled a village in Karenni state, killing five people. Rebels ambushed a convoy and killed six soldiers.",
            ["army", "Rebels"],
        ),
        (
            "Troops killed 12 bandits in Zamfara on Monday. In Katsina, bandits killed nine farmers.",
            ["Troops", "bandits"],
        ),
    ],
)
def test_what_either_side_did_is_another_happening(code: Code, text: str, doers: list[str]) -> None:
    """Also where their country is not told, and where those strike who were struck elsewhere."""
    assert [event.actors[0].name for event in code(text) if event.plover_event is PloverEvent.ASSAULT] == doers


@pytest.mark.parametrize(
    ("text", "tolls"),
    [
        ("Gunmen killed 23 people in Zamfara state on Saturday. In Benue, gunmen killed 42 people.", [23, 42]),
        ("Gunmen attacked a village in Plateau State, killing nine. In Benue state, two farmers were shot dead.", [9, 2]),
        (
            "Fighters stormed a base in Adan Yabaal. The army killed 20 of them. In Ethiopia, a drone strike killed 100 people.",
            [20, 100],
        ),
        ("Rockets hit Kharkiv region overnight, killing two. In Kupiansk, a man died in the shelling.", [2, 1]),
    ],
)
def test_a_sentence_may_open_in_another_province_or_country(code: Code, text: str, tolls: list[int]) -> None:
    """What it tells is another happening, but not in a town of the province."""
    events = [event for event in code(text) if event.quantities]
    assert [quantity.low for event in events for quantity in event.quantities] == tolls
    assert len(events) == (1 if "Kupiansk" in text else 2)


def test_the_day_of_what_is_told_separately_is_no_other_ones(code: Code) -> None:
    """A sentence that turns to another happening does not date the one in front of it."""
    events = code(
        "Armed men shot dead a mayor in Oaxaca on Sunday. Governor Salomon Jara condemned the killing and promised that there "
        "would be no impunity. Separately, a landmine killed three soldiers in Michoacan on Monday, the army said."
    )
    (accused,) = (event for event in events if event.plover_event is PloverEvent.ACCUSE)
    assert accused.time is not None
    assert accused.time.start == "2025-06-01"


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (
            "Gunmen kill nine in Plateau; 12 abducted in Kaduna",
            "Gunmen killed nine people in Plateau on Sunday. In Kaduna, 12 people were abducted.",
        ),
        (
            "Cartel gunmen kill nine in Oaxaca; 12 soldiers die in Michoacan",
            "Armed men shot dead nine people in Oaxaca on Sunday. A bomb killed 12 soldiers in Michoacan on Monday.",
        ),
    ],
)
def test_a_headline_of_two_parts_may_tell_of_two_provinces(code: Code, title: str, text: str) -> None:
    """What stands behind the semicolon is another happening, at its own place."""
    events = [event for event in code(text, title) if event.plover_event is PloverEvent.ASSAULT]
    assert [[quantity.low for quantity in event.quantities] for event in events] == [[9], [12]]


def test_a_headline_may_give_the_toll_behind_a_semicolon(code: Code) -> None:
    """Without another place it is of the same happening."""
    text = "A suicide bomber attacked a mosque in Kabul on Tuesday, killing 10 people."
    assert len(code(text, "Suicide bomber attacks mosque in Kabul; at least 10 dead")) == 1
