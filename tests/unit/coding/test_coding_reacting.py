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
    events = code("Germany on Friday suspended arms exports to Israel. Chancellor Friedrich Merz told parliament in Berlin.")
    event = next(e for e in events if e.plover_event is PloverEvent.SANCTION)
    assert event.location is not None
    assert event.location.country == "DEU"


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("Three militants were killed after they stormed a base in Peshawar on Monday, police said.", set()),
        ("The army recaptured the town of Bara from the RSF on Sunday.", {"army"}),
        ("M23 rebels took control of Bukavu in eastern Congo on Sunday, Reuters witnesses said.", {"M23 rebels"}),
        ("Drones were used to drop bombs in Imphal on Sunday, police said, blaming Kuki militants.", set()),
    ],
)
def test_who_says_it_or_loses_the_town_does_not_act(code: Code, text: str, actors: set[str]) -> None:
    """The police who say so are not those whom "they" means."""
    events = [e for e in code(text) if e.plover_event in {PloverEvent.ASSAULT, PloverEvent.COERCE}]
    assert events
    assert {party.text for event in events for party in event.actors} == actors
    assert not {"witnesses", "police"} & {party.text for event in events for party in event.recipients}


@pytest.mark.parametrize(
    ("text", "dead"),
    [
        ("A suicide bomber killed at least 26 people at a railway station in Quetta on Saturday.", [26]),
        ("A gunman killed at least ten people at a market in Bangkok on Monday.", [10]),
        ("A soldier killed over 20 villagers in Kandahar on Monday.", [20]),
        ("A soldier killed in Kandahar on Monday was buried in Kabul.", [1]),
        ("Three militants were killed in Bannu on Monday. Three security personnel were martyred.", [3, 3]),
    ],
)
def test_who_killed_at_least_so_many_is_not_dead(code: Code, text: str, dead: list[int]) -> None:
    """What follows the verb is its object."""
    assert [q.low for event in code(text) for q in event.quantities] == dead


@pytest.mark.parametrize(
    ("text", "event", "actors"),
    [
        ("Indian police arrested Sonam Wangchuk, two days after four people were killed in clashes in Leh.", "ASSAULT", []),
        ("Chad's army killed 70 fighters in Bol on Monday, a day after militants killed 40 men.", "ASSAULT", ["Chad's army"]),
        ("An army unit said it had seized power after parliament impeached the president.", "SANCTION", ["parliament"]),
        ("Israel bombed Gaza on Monday after three of its soldiers were killed in Rafah.", "ASSAULT", ["Israel"]),
    ],
)
def test_who_acts_in_the_main_clause_does_not_act_behind_after(code: Code, text: str, event: str, actors: list[str]) -> None:
    """A clause with parties of its own needs no others."""
    found = next(e for e in code(text) if e.plover_event is PloverEvent(event))
    assert [party.text for party in found.actors] == actors


@pytest.mark.parametrize(
    ("text", "event", "actors"),
    [
        ("Interior Minister Mohsin Naqvi said police had arrested 640 people in Karachi.", PloverEvent.COERCE, {"police"}),
        ("Minister Mohsin Naqvi said 640 people had been detained in Karachi by police.", PloverEvent.COERCE, {"police"}),
        ("Attorney General Tarek William Saab put the number of arrests in Caracas at 749 on Monday.", PloverEvent.COERCE, set()),
        ("Home minister Asaduzzaman Khan said on Monday the protests in Dhaka had been hijacked.", PloverEvent.PROTEST, set()),
        (
            "Opposition leader Bobi Wine said the protest in Kampala on Monday would go on.",
            PloverEvent.PROTEST, {"Opposition leader Bobi Wine"},
        ),
        (
            "Junta leader Ibrahim Traore said he had arrested four officers in Ouagadougou on Monday.",
            PloverEvent.COERCE, {"Junta leader Ibrahim Traore"},
        ),
    ],
)  # fmt: skip
def test_a_minister_who_tells_of_arrests_and_protests_takes_no_part(
    code: Code, text: str, event: PloverEvent, actors: set[str]
) -> None:
    """Those do it whom he names."""
    found = next(e for e in code(text) if e.plover_event is event)
    assert {party.text for party in found.actors} == actors


def test_who_puts_a_number_at_so_many_gives_it(code: Code) -> None:
    """Behind the passive, too."""
    text = "Clashes broke out in Kananga on Monday. The death toll was put at more than 14 by the Red Cross."
    assert [(q.low, q.claimed_by) for e in code(text) for q in e.quantities] == [(14, "Red Cross")]
