"""One happening, one event: what is told of the same is put together."""

from collections.abc import Callable

import pytest

from processors.records import ConflictEvent, PloverEvent

Code = Callable[..., tuple[ConflictEvent, ...]]


def test_one_happening_told_three_times_is_one_event(code: Code) -> None:
    """Title, lead and follow-up add evidence to one event."""
    events = code(
        "A suicide bomber killed 12 people at a market in Mogadishu on Tuesday. The attack wounded 30 others, police said.",
        "Suicide bomber kills 12 in Mogadishu",
    )
    assault = [e for e in events if e.plover_event is PloverEvent.ASSAULT]
    assert len(assault) == 1
    assert len(assault[0].evidence) == 3
    assert {(q.kind.value, q.low) for q in assault[0].quantities} == {("dead", 12), ("injured", 30)}


def test_two_sides_are_two_events(code: Code) -> None:
    """The same act by two parties against each other is not one happening."""
    events = code(
        "Ukraine struck a refinery in Russia on Tuesday. Russia launched 40 drones at Ukraine on Tuesday, officials said."
    )
    assert {e.actors[0].country for e in events if e.plover_event is PloverEvent.ASSAULT} == {"UKR", "RUS"}


def test_what_points_back_points_to_what_was_told_last(code: Code) -> None:
    """Not to what began last: the depot is told of again after the market."""
    events = code(
        "A drone struck an oil depot in Bryansk on Monday. A market in Kharkiv was shelled on Tuesday. The drone that struck "
        "the depot in Bryansk came at dawn. The attack wounded nine people."
    )
    hurt = {e.location and e.location.country: [q.low for q in e.quantities if q.kind.value == "injured"] for e in events}
    assert hurt == {"RUS": [9], "UKR": []}


def test_what_the_news_came_after_is_not_told_last(code: Code) -> None:
    """It is only told by the way: what follows belongs to the news."""
    events = code(
        "Israel's air force struck the port of Hodeidah on Monday, a day after a missile hit Haifa and wounded six people. "
        "The health ministry said four people were killed and 39 hurt."
    )
    tolls = {e.time and e.time.start: sorted(q.low or 0 for q in e.quantities if q.kind.value != "missiles") for e in events}
    assert tolls == {"2025-06-02": [4, 39], "2025-06-01": [6]}


def test_a_series_of_attacks_is_what_was_launched(code: Code) -> None:
    """The noun belongs to its verb, and not to the strikes told before."""
    events = code(
        "Large fires erupted in the Russian city of Bryansk on Monday after Ukrainian missile strikes. Russia unleashed a string "
        "of attacks against Ukrainian rail installations on Tuesday."
    )
    assert [e.time and e.time.start for e in events] == ["2025-06-02", "2025-06-03"]
    assert [{a.country for a in e.actors} for e in events] == [{"UKR"}, {"RUS"}]


def test_who_speaks_for_a_body_is_no_other_party(code: Code) -> None:
    """A headline names the body, the text who leads it."""
    events = code(
        "UN Secretary-General Antonio Guterres condemned the siege of El Fasher on Sunday.", "UN condemns siege of El Fasher"
    )
    assert len([e for e in events if e.plover_event is PloverEvent.ACCUSE]) == 1


def test_undated_news_is_not_of_weeks_ago(code: Code) -> None:
    """An attack of April is recalled: neither are its dead those of the firing, nor is it told last."""
    events = code(
        "Indian and Pakistani troops exchanged fire along their border for the fifth night running. Gunmen killed 26 tourists in "
        "the town of Pahalgam on April 22. The firing wounded two villagers. Police in Lahore arrested nine people on Tuesday."
    )
    attacks = [event for event in events if event.plover_event is PloverEvent.ASSAULT]
    tolls = [sorted((q.kind.value, q.low) for q in event.quantities) for event in attacks]
    assert tolls == [[("injured", 2)], [("dead", 26)]]


def test_a_headline_may_name_the_country_of_an_army(code: Code) -> None:
    """The first sentence says "a military air strike" of the same attack."""
    events = code(
        "A military air strike on a village in Sagaing region killed at least 27 people on Monday.",
        title="Myanmar junta air strike kills 27 at festival",
    )
    assert [event.plover_event for event in events] == [PloverEvent.ASSAULT]


def test_the_day_of_a_dateline_parts_no_happening(code: Code) -> None:
    """Neither the bomber of the day of filing from those killed the day before, nor from a later account of it."""
    events = code(
        "PESHAWAR, Pakistan, June 4 (Reuters) - A suicide bomber blew himself up in a mosque in Hangu on Tuesday, killing 14 "
        "worshippers, police said. Gunmen shot dead two policemen in Bannu district on Wednesday morning.",
        title="Suicide bomber kills 14 at mosque in Pakistan",
    )
    tolls = [(e.time and e.time.start, [q.low for q in e.quantities]) for e in events if e.plover_event is PloverEvent.ASSAULT]
    assert tolls == [("2025-06-03", [14]), ("2025-06-04", [2])]


@pytest.mark.parametrize("turn", ["Separately", "Elsewhere in the province", "In a separate incident", "In another attack"])
def test_a_sentence_may_turn_to_another_happening(code: Code, turn: str) -> None:
    """Without a place or day of its own its dead are not those of the first."""
    events = code(
        f"Gunmen killed 23 people in Nigeria's Zamfara state on Monday. {turn}, gunmen killed five people and abducted 12.",
        title="Gunmen kill 23 in Zamfara",
    )
    assert [sorted(q.low or 0 for q in e.quantities) for e in events if e.plover_event is PloverEvent.ASSAULT] == [[23], [5, 12]]


@pytest.mark.parametrize(
    ("back", "tolls"),
    [
        ("Residents killed 12 gang members in retaliation.", [[20], [12]]),
        ("Police killed 12 gang members in a gunfight.", [[20], [12]]),
        ("The gang killed 12 residents of another village.", [[12, 20]]),
    ],
)
def test_to_strike_back_is_another_happening(code: Code, back: str, tolls: list[list[int]]) -> None:
    """Those who did the first are those to whom the second is done."""
    events = code(f"Gang members stormed a town in central Haiti on Monday, killing 20 people. {back}", "Gang kills 20 in Haiti")
    assert [sorted(q.low or 0 for q in e.quantities) for e in events if e.plover_event is PloverEvent.ASSAULT] == tolls


def test_who_claims_an_ambush_did_not_hunt_the_ambushers(code: Code) -> None:
    """Though that was told last."""
    events = code(
        "Four soldiers were killed when militants ambushed them in Jammu and Kashmir's Kishtwar on Tuesday. On Wednesday "
        "security forces killed two militants in a gunfight. The Jaish-e-Mohammed claimed responsibility for the ambush."
    )
    claimed = [{q.low for q in e.quantities} for e in events if any(a.name == "Jaish-e-Mohammed" for a in e.actors)]
    assert claimed == [{4}]


def test_numbers_of_last_year_are_not_of_the_news(code: Code) -> None:
    """Though the day is known to be in last year only."""
    events = code(
        "Pirates boarded a fishing vessel off Somalia on Monday, taking 11 hostages. The Houthis sank two ships in the Red Sea "
        "last year, killing four sailors."
    )
    assert {q.low for e in events for q in e.quantities} <= {1, 11}
