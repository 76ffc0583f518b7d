"""Who stands in a sentence and takes no part."""

from collections.abc import Callable

import pytest

from processors.records import ConflictEvent, PloverEvent

Code = Callable[..., tuple[ConflictEvent, ...]]


def test_an_owner_is_no_party_beside_what_it_owns(code: Code) -> None:
    """The paramilitaries fight the state whose name stands before theirs."""
    event = code("Sudan's RSF shelled a displacement camp in El Fasher, killing dozens, activists said.")[0]
    assert [a.name for a in event.actors] == ["Rapid Support Forces"]


def test_a_country_behind_its_city_is_no_party(code: Code) -> None:
    """It only says where the city lies."""
    event = code("A car bomb exploded outside a bank in Cali, Colombia, killing three people.")[0]
    assert event.location is not None
    assert event.location.name == "Cali"
    assert not event.actors


def test_a_source_is_no_party(code: Code) -> None:
    """Who only confirms an attack did not do it."""
    event = code("Five people were killed in clashes in Mali on Tuesday, as confirmed by the health ministry.")[0]
    assert "health ministry" not in {a.text for a in event.actors}


def test_who_tells_of_it_is_no_victim(code: Code) -> None:
    """Residents who say it are not those who were killed."""
    event = code("Army shelling has killed 12 villagers in Mandalay on Tuesday, residents said.")[0]
    assert "residents" not in {party.text for party in (*event.actors, *event.recipients)}


def test_police_do_not_protest_beside_protesters(code: Code) -> None:
    """Of two parties of one country each has its side."""
    events = code("Police arrested 30 protesters in Nairobi. The march had begun on Sunday.")
    protest = next(event for event in events if event.plover_event is PloverEvent.PROTEST)
    assert [party.text for party in protest.actors] == ["protesters"]


def test_who_imposes_is_no_backer(code: Code) -> None:
    """A hyphen joins a nationality to a verb for its act; only to some it joins who is merely behind others."""
    event = code("Protesters defied an Israeli-imposed curfew in Hebron on Tuesday.")[0]
    assert "ISR" in {party.country for party in (*event.actors, *event.recipients)}


def test_who_only_brokered_a_truce_is_no_party(code: Code) -> None:
    """Nor is who stands behind rebels."""
    events = code("Thailand suspended on Tuesday a truce brokered by Donald Trump after a mine maimed a soldier in Sa Kaeo.")
    assert "Donald Trump" not in {party.name for event in events for party in (*event.actors, *event.recipients)}


def test_a_pronoun_is_no_name(code: Code) -> None:
    """A capital at the head of a quotation makes none."""
    events = code("“We strongly condemn the killing of aid workers in Pibor,” the statement said on Tuesday.")
    assert all(party.name != "We" for e in events for party in (*e.actors, *e.recipients))


@pytest.mark.parametrize("month", ["May", "April"])
def test_a_month_does_nothing(code: Code, month: str) -> None:
    """A capital in front of a verb is no name behind its day."""
    (event,) = code(f"The attack on 28 {month} killed three soldiers in Gao.")
    assert not event.actors
    assert [(q.low, q.high) for q in event.quantities] == [(3, 3)]


@pytest.mark.parametrize(
    ("text", "innocent"),
    [
        (
            "Raids on Aleppo killed 36 civilians on Tuesday. The Syrian Observatory for Human Rights put the death toll at 28.",
            "Syrian Observatory for Human Rights",
        ),
        ("Gunmen loyal to Bashar al-Assad killed 16 Syrian policemen near Jableh on Tuesday.", "Bashar al-Assad"),
        ("Twelve people were killed in a raid in Goma on Tuesday, France, Germany and Italy said.", "Italy"),
        ("Prosecutors in Lima have charged six members of a gang over the killing of a singer on Tuesday.", "Prosecutors"),
        ("Armenia and Azerbaijan signed a peace agreement at the White House on Tuesday.", "White House"),
        ("Army officers announced on state television on Tuesday that they had deposed Mali's president.", "state television"),
    ],
)
def test_who_counts_judges_or_houses_it_is_no_party(code: Code, text: str, innocent: str) -> None:
    """Neither who counts the dead, nor whom the killers follow, nor where or over what it was told."""
    deeds = [event for event in code(text) if event.plover_event is not PloverEvent.ACCUSE]
    assert deeds
    assert all(innocent not in party.text for event in deeds for party in (*event.actors, *event.recipients))


def test_a_bodys_name_tells_no_event(code: Code) -> None:
    """Amnesty International grants no amnesty."""
    events = code("Police shot four protesters in Lagos on Tuesday, Amnesty International said.")
    assert PloverEvent.CONCEDE not in {event.plover_event for event in events}


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("Police said the gunmen escaped after killing three people in Lahore.", (["gunmen"], ["people"])),
        ("The army said the militants fled after killing two villagers in Borno.", (["militants"], ["villagers"])),
        ("Police launched an investigation after a bomb killed three in Quetta.", ([], [])),
        ("Police launched a manhunt after gunmen killed three in Lahore.", (["gunmen"], [])),
        ("Soldiers were deployed after gunmen killed six in Jos.", (["gunmen"], [])),
        ("Police launched a search operation in Swat, killing two militants.", (["Police"], ["militants"])),
        ("The army said on Monday that it withdrew after killing 20 rebels in Goma.", (["army"], ["rebels"])),
    ],
)
def test_who_comes_behind_an_attack_has_no_part_in_it(code: Code, text: str, sides: tuple[list[str], list[str]]) -> None:
    """Nor does who tells of it; but police that search and kill do."""
    (attack,) = (event for event in code(text) if event.plover_event is PloverEvent.ASSAULT)
    assert ([party.name for party in attack.actors], [party.name for party in attack.recipients]) == sides


def test_envoys_stand_for_those_who_sent_them(code: Code) -> None:
    """They are no party beside the two that meet."""
    event = code("Envoys of Sudan's army and of the Rapid Support Forces met in the Saudi city of Jeddah on Tuesday.")[0]
    assert {party.name for party in (*event.actors, *event.recipients)} == {"Sudan", "Rapid Support Forces"}


@pytest.mark.parametrize(
    ("text", "event", "sides"),
    [
        ("Hamas sent a delegation to Cairo on Monday.", PloverEvent.CONSULT, (["Hamas"], [])),
        ("Russia dispatched negotiators to Istanbul on Monday.", PloverEvent.CONSULT, (["Russia"], [])),
        (
            "Police in Tbilisi on Monday detained two leaders of anti-government protests.",
            PloverEvent.COERCE,
            (["Police"], ["leaders"]),
        ),
        (
            "Police broke up an anti-Erdogan demonstration in Istanbul on Monday, wounding nine.",
            PloverEvent.ASSAULT,
            (["Police"], []),
        ),
        ("Rebels attacked a post near Saravena on Monday, military sources reported.", PloverEvent.ASSAULT, (["Rebels"], [])),
        (
            "Imran Khan, the main rival of Prime Minister Shehbaz Sharif, denied all charges on Tuesday.",
            PloverEvent.REJECT,
            (["Imran Khan"], []),
        ),
        (
            "ECOWAS condemned the coup on Monday and called for the release of the detained officials.",
            PloverEvent.ACCUSE,
            (["ECOWAS"], []),
        ),
    ],
)
def test_who_goes_is_opposed_or_tells_who_another_is_has_no_part(
    code: Code, text: str, event: PloverEvent, sides: tuple[list[str], list[str]]
) -> None:
    """Nor has the object of a second verb."""
    (found,) = (found for found in code(text) if found.plover_event is event)
    assert ([party.name for party in found.actors], [party.name for party in found.recipients]) == sides


@pytest.mark.parametrize(
    "text",
    [
        "Medics at Nasser Hospital said they had received the bodies of 12 people killed in a strike in Khan Younis on Tuesday.",
        "Paramedics treated 12 people after a drone struck a market in Kherson.",
        "The Red Cross said its staff in Goma received 100 wounded on Sunday.",
    ],
)
def test_who_cares_for_the_wounded_is_no_party(code: Code, text: str) -> None:
    """They come when it is over."""
    (event,) = code(text)
    parties = {party.text for party in (*event.actors, *event.recipients)}
    assert parties.isdisjoint({"Medics", "Paramedics", "Red Cross", "The Red Cross"})


def test_who_wounded_those_that_are_treated_is_no_recipient_of_aid(code: Code) -> None:
    """Nor does it give any."""
    events = code("Doctors said they had treated 20 people wounded by Israeli fire in Jenin.")
    aid = [event for event in events if event.plover_event is PloverEvent.AID]
    assert "ISR" not in {party.country for event in aid for party in event.recipients}


@pytest.mark.parametrize(
    ("text", "event", "actors"),
    [
        ("Two suspects were arrested in Uruapan and one attacker was killed on Tuesday.", "COERCE", []),
        ("Police arrested a man over the killing of a teacher in Paris on Tuesday.", "ASSAULT", []),
        ("Sudan's RSF shelled a camp in El Fasher, killing 20 people.", "ASSAULT", ["RSF"]),
        ("Yemen's Houthi rebels fired a missile at Tel Aviv on Sunday, wounding six people.", "ASSAULT", ["Houthi rebels"]),
    ],
)
def test_who_suffers_or_catches_does_not_attack(code: Code, text: str, event: str, actors: list[str]) -> None:
    """A passive subject does nothing, police who catch a killer killed nobody, a group's country is not the group."""
    found = [e for e in code(text) if e.plover_event is PloverEvent(event)]
    assert [[party.text for party in e.actors] for e in found] == [actors]


@pytest.mark.parametrize(
    ("text", "stranger"),
    [
        ("Iran hanged a man in Tehran on Wednesday after convicting him of spying for Israel.", "ISR"),
        ("Belarus jailed two men in Minsk on Tuesday for espionage for Ukraine.", "UKR"),
        ("Iran hanged two men in Tehran on Wednesday, the latest in a wave of executions since the war with Israel.", "ISR"),
    ],
)
def test_for_whom_others_spy_or_since_whose_war_is_no_party(code: Code, text: str, stranger: str) -> None:
    """It is not done to those."""
    assert stranger not in {party.country for event in code(text) for party in (*event.actors, *event.recipients)}


def test_who_judges_or_votes_is_no_party(code: Code) -> None:
    """A state's election is where people march, and who calls an arrest a coup was not arrested."""
    march = code("Hundreds of protesters clashed with police in Dar es Salaam on Tuesday during Tanzania's general election.")
    assert "Tanzania" not in {party.text for event in march for party in (*event.actors, *event.recipients)}
    arrest = code("Turkish police detained Ekrem Imamoglu in Istanbul on Tuesday. The opposition called the detention a coup.")
    assert "opposition" not in {party.text for e in arrest if e.plover_event is PloverEvent.COERCE for party in e.recipients}


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("Police said shelling wounded a man in the village of Haripur on Monday.", []),
        ("Police said that a roadside bomb killed two officers in Quetta on Tuesday.", []),
        ("The army said a mine killed two soldiers in Gao on Tuesday.", []),
        ("Police said they killed four militants in Peshawar on Tuesday.", ["Police"]),
        ("Police fired tear gas, killing a student in Nairobi on Tuesday.", ["Police"]),
        ("The Israeli army said it killed a commander in Beirut on Tuesday.", ["Israeli army"]),
    ],
)
def test_who_says_that_a_weapon_did_it_does_not_attack(code: Code, text: str, actors: list[str]) -> None:
    """Police report a bomb of unknown hands; an army's own strike is its own."""
    assert [party.text for party in code(text)[0].actors] == actors


@pytest.mark.parametrize(
    ("text", "event", "actors"),
    [
        ("Some 457 people were arrested and 441 police injured in protests across France on Thursday.", "ASSAULT", []),
        ("Thirty police were injured during protests in France on Thursday, the interior minister said.", "ASSAULT", []),
        ("Hundreds of police officers marched in Harare on Monday over unpaid wages.", "PROTEST", ["police officers"]),
        ("Police fired tear gas at a demonstration in Nairobi on Tuesday.", "PROTEST", []),
    ],
)
def test_police_who_are_hurt_neither_attack_nor_protest(code: Code, text: str, event: str, actors: list[str]) -> None:
    """Nor does the country across which they were hurt."""
    found = next(e for e in code(text) if e.plover_event is PloverEvent(event))
    assert [party.text for party in found.actors] == actors


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("Malawi reported three dead and Uruguay one in the attack on the UN base in Goma.", []),
        ("India said 15 civilians were killed and Pakistan reported 31 dead in shelling in Kashmir.", []),
        ("Ukraine returned 1,000 prisoners and Russia 900 on Sunday.", ["Ukraine", "Russia"]),
        ("Israel reported killing 20 Hamas fighters in Rafah on Sunday.", ["Israel"]),
    ],
)
def test_who_has_a_number_of_its_own_shares_the_verb(code: Code, text: str, actors: list[str]) -> None:
    """A party before a bare number does what the one in front does; who reports its dead did not kill them."""
    assert [party.text for party in code(text)[0].actors] == actors


def test_a_fighter_jet_is_no_rebel(code: Code) -> None:
    """It may belong to the military that is told of."""
    events = code("A fighter jet of Myanmar's military dropped a bomb on a school in Sagaing on Monday, killing 20 people.")
    assert not [a for e in events for a in e.actors if a.name == "fighter"]


@pytest.mark.parametrize(
    "text",
    [
        "The National Unity Government, whose fighters control the area, condemned the bombing as a war crime.",
        "Qatar, whose officials mediated between Hamas and Israel, welcomed the deal.",
        "Poroshenko, whose rivals are in the government, accused Zelenskiy of abusing power.",
    ],
)
def test_what_is_told_with_whose_takes_no_part(code: Code, text: str) -> None:
    """It is told of beside who acts."""
    (event,) = (event for event in code(text) if event.plover_event in {PloverEvent.ACCUSE, PloverEvent.SUPPORT})
    assert not {party.name for party in (*event.actors, *event.recipients)} & {"fighters", "government", "Hamas", "Israel"}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("The Aphrodite was sailing from India to South Africa on Monday when pirates off Somalia attacked it.", "Somalia"),
        ("Pirates seized a tanker off Somalia on Monday, sailing from India to South Africa.", "Somalia"),
        ("A tanker bound for Iran was seized on Monday by US forces in the Indian Ocean.", "Indian Ocean"),
        ("A cargo ship en route from China to Iran was attacked on Monday by the Houthis in the Red Sea.", "Red Sea"),
        ("Gunmen attacked a bus travelling from Quetta to Punjab on Monday in Zhob.", "Zhob"),
    ],
)
def test_the_ends_of_a_voyage_and_the_coast_take_no_part(code: Code, text: str, place: str) -> None:
    """Nor is it where a ship comes from or goes to."""
    event = next(e for e in code(text) if e.plover_event in {PloverEvent.ASSAULT, PloverEvent.COERCE})
    assert event.location is not None
    assert event.location.name == place
    assert not {"India", "South Africa", "China", "Iran", "Somalia", "Yemen"} & {
        p.name for p in (*event.actors, *event.recipients)
    }
