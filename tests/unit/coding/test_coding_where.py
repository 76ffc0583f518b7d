"""Where it happened."""

from collections.abc import Callable

import pytest

from processors.records import ConflictEvent, PloverEvent

Code = Callable[..., tuple[ConflictEvent, ...]]


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Brazil condemned the coup on Tuesday.", "BRA"),
        ("Canada imposed sanctions on Russian officials on Tuesday over the war in Ukraine.", "CAN"),
        ("Mongolia mobilised reservists on Tuesday, the largest such move in Asia.", "MNG"),
    ],
)
def test_what_states_no_place_was_done_at_home(code: Code, text: str, country: str) -> None:
    """The country of who acts, with less p than a stated place; where sanctions aim is no place of the act."""
    location = code(text)[0].location
    assert location is not None
    assert location.country == country
    assert location.p is not None
    assert location.p < 0.7


@pytest.mark.parametrize(
    "text",
    ["France condemned on Tuesday the war in Gaza.", "Germany demanded an immediate ceasefire in Sudan on Tuesday."],
)
def test_what_is_spoken_of_is_no_place_of_speaking(code: Code, text: str) -> None:
    """A statement of a known party is where it is said, or nowhere."""
    event = code(text)[0]
    assert event.location is None or event.location.country == event.actors[0].country


def test_a_meeting_is_where_it_is_put(code: Code) -> None:
    """A town behind the verb outweighs the country that the article is about."""
    met = code(
        "LONDON (Example) - Rebels from Mali met in London on Monday. Mali's army has fought them for years in Gao, in Mali.",
        title="Mali's rebels meet",
    )[0]
    assert met.plover_event is PloverEvent.CONSULT
    assert met.location is not None
    assert met.location.name == "London"


def test_the_reporters_city_is_not_that_of_the_fighting(code: Code) -> None:
    """An agency's dateline gives way to what the sentence names, if that is no city."""
    for text, name in (
        ("KHARTOUM (Reuters) - Fighting erupted in Omdurman on Wednesday, witnesses said.", "Omdurman"),
        ("NIAMEY - Jihadists killed ten soldiers in Niger's Tillaberi region on Sunday, the army said.", "Tillabéri Region"),
        ("KABUL, Afghanistan (AP) — A bomb killed 12 people Tuesday, officials said.", "Kabul"),
    ):
        (event,) = code(text)
        assert event.location is not None
        assert event.location.name == name


def test_home_is_where_the_article_opens(code: Code) -> None:
    """An act at home is put into the town of the opening, where that is in the actor's country."""
    condemned = code("Protesters in Oslo marched on Tuesday. Norway condemned the coup.")[-1]
    assert condemned.plover_event is PloverEvent.ACCUSE
    assert condemned.location is not None
    assert condemned.location.name == "Oslo"


def test_what_was_done_nowhere_was_done_at_the_scene(code: Code) -> None:
    """The country that an article names most is where an act of unknown place was done, though it opens elsewhere."""
    events = code(
        "LONDON (Example) - Rebels from Mali met in London on Monday. "
        "Mali's army has fought them for years in Gao, and Mali wants talks. Gunmen killed five traders on Tuesday.",
        title="Mali's rebels meet",
    )
    killed = next(event for event in events if event.plover_event is PloverEvent.ASSAULT and event.quantities)
    assert killed.location is not None
    assert killed.location.country == "MLI"


def test_what_people_of_a_place_say_is_said_there(code: Code) -> None:
    """The place of the opening, with little p, where nobody's country is told; with less of an international body."""
    protest = "Thousands protested in Dhaka on Tuesday over job quotas."
    said = code(f"{protest} The opposition demanded on Tuesday that the government resign.")[-1]
    assert said.plover_event is PloverEvent.REQUEST
    assert said.location is not None
    assert said.location.name == "Dhaka"
    assert said.location.p is not None
    assert said.location.p < 0.5
    body = code(f"{protest} The United Nations demanded on Tuesday that the killings end.")[-1]
    assert body.plover_event is PloverEvent.REQUEST
    assert body.location is None or (body.location.p or 1.0) < said.location.p


@pytest.mark.parametrize(
    ("text", "event", "place"),
    [
        ("Rallies were held in Belgrade on Tuesday.", PloverEvent.PROTEST, "Belgrade"),
        ("Israel kept the Kerem Shalom crossing into Gaza closed on Tuesday.", PloverEvent.COERCE, "Kerem Shalom crossing"),
        (
            "Thousands of demonstrators marched in Belgrade on Tuesday over a roof that killed 16 people in Novi Sad.",
            PloverEvent.PROTEST,
            "Belgrade",
        ),
        (
            "Thousands marched through Belgrade on Tuesday in the largest of the protests since a roof collapsed in Novi Sad.",
            PloverEvent.PROTEST,
            "Belgrade",
        ),
        (
            "A mortar shell hit a chapel in Nyabiondo on Tuesday. A hospital in Goma reported 29 wounded.",
            PloverEvent.ASSAULT,
            "Nyabiondo",
        ),
    ],
)
def test_plain_reports_are_where_they_are_said_to_be(code: Code, text: str, event: PloverEvent, place: str) -> None:
    """Not at a place that a relative clause or a hospital brings in."""
    found = code(text)[0]
    assert (found.plover_event, found.location and found.location.name) == (event, place)


def test_two_provinces_are_two_happenings(code: Code) -> None:
    """What is near each other on the map of a country may be one place, what lies in two of its provinces not."""
    events = code(
        "Air strikes killed six men in Daraa province on Tuesday. Air strikes killed nine men in Idlib province on Tuesday."
    )
    assert [e.location and e.location.name for e in events] == ["Daraa Governorate", "Idlib Governorate"]


def test_a_place_may_name_the_act_behind_it(code: Code) -> None:
    """A headline's "Beirut strike" is none of those who were killed in it."""
    events = code("The army shot at a car.", title="Hassan Nasrallah killed in Beirut strike on Tuesday")
    assert all(party.name != "Hassan Nasrallah" for e in events for party in e.actors)


def test_the_reporters_city_is_not_where_it_was_done(code: Code) -> None:
    """What was done at no stated place is where the article mostly is."""
    events = code(
        "MEXICO CITY (Reuters) - The mayor of Uruapan was shot dead on Saturday. Two attackers were arrested, the minister said."
    )
    assert {event.location.name for event in events if event.location is not None} == {"Uruapan"}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("A drone strike hit a U.S. base in Syria on Tuesday.", "Syria"),
        ("Russia and Iran will meet in the Russian Black Sea resort of Sochi on Saturday.", "Sochi"),
        ("Indian and Pakistani troops exchanged fire across the Line of Control on Monday.", "Line of Control"),
        ("Ten people died in clashes in Sudan's city of El Obeid on Monday.", "El Obeid"),
        ("Gunmen killed two people in the Ukrainian capital on Monday.", "Kyiv"),
    ],
)
def test_it_is_at_the_place_that_is_named_last(code: Code, text: str, place: str) -> None:
    """Not in the country that something belongs to, nor at the sea beside the town."""
    location = code(text)[0].location
    assert location is not None
    assert location.name == place


def test_two_tolls_are_in_two_lands(code: Code) -> None:
    """A place directly behind the words leaves none of another country."""
    text = "The death toll in Israel has reached 1,200, with more than 900 people killed by Israeli air strikes on Gaza."
    assert [[count.low for count in event.quantities] for event in code(text)] == [[1200], [900]]


def test_what_a_clause_in_front_tells_is_no_place_of_a_statement(code: Code) -> None:
    """The warning is not where the troops were."""
    text = "Hours after Putin's forces rolled into Ukraine, the United States warned Moscow on Tuesday."
    warning = next(event for event in code(text) if event.plover_event is PloverEvent.THREATEN)
    assert warning.location is None or warning.location.country == "USA"


def test_a_text_with_few_capitals_is_read_as_one_without(code: Code) -> None:
    """A line of the publisher's in front of a text in small letters changes nothing."""
    text = (
        "This story is from March 1, 2002  rajkot: curfew was imposed in two police station areas on thursday following violence "
        "during the strike here. mobs set fire on everything that came their way. in ahmedabad, the police have arrested 200 "
        "persons in the last 48 hours. an officer said that the situation was tense but under control in all parts of the city."
    )
    assert {event.location.country for event in code(text) if event.location is not None} == {"IND"}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Twelve people were killed when a tent in Khan Younis was hit, Nasser Hospital said.", "Khan Younis"),
        ("The army told reporters in Abuja on Monday that troops had killed 20 insurgents in Borno.", "Borno State"),
        ("The Houthis fired a missile from Yemen at Tel Aviv on Monday.", "Tel Aviv"),
        ("Ali was abducted in Beirut and taken to Syria by gunmen on Tuesday.", "Beirut"),
        ("Israel renewed its bombardment early on Wednesday of Beirut's southern suburbs.", "Beirut"),
    ],
)
def test_a_place_that_only_tells_is_not_where_it_was(code: Code, text: str, place: str) -> None:
    """Nor is whence it was fired, or whereto somebody was brought by another verb."""
    location = code(text)[0].location
    assert location is not None
    assert location.name == place


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("A clash between police and miners in Pataz, northern Peru, left 13 dead on Monday, the company said in Lima.", "Pataz"),
        ("Rebels killed four soldiers in Guaviare department, Colombia's army said in Bogota.", "Guaviare"),
        ("Pakistani artillery shelled India's Poonch district, killing three civilians, officials in Jammu said.", "Poonch"),
        ("The army killed 12 fighters in Dikwa on Monday, according to a spokesman in Maiduguri.", "Dikwa"),
        ("Gunmen killed five farmers on Tuesday, police in Maiduguri said.", "Maiduguri"),
        ("Gangs burned houses in Kenscoff, in the hills above Port-au-Prince, on Monday, killing 15.", "Kenscoff"),
        ("A drone launched from Yemen hit the Israeli resort of Eilat on Wednesday.", "Eilat"),
        ("The governor of Russia's Belgorod region said drones had wounded two people there on Monday.", "Belgorod Oblast"),
    ],
)
def test_where_those_are_who_tell_it_is_not_where_it_was(code: Code, text: str, place: str) -> None:
    """Unless the sentence names no other place; nor is it what it is only near to, or whence it was fired."""
    events = code(text)
    assert events
    assert {e.location and e.location.name for e in events} == {place}


def test_whose_the_attack_is_stands_in_front_of_it(code: Code) -> None:
    """A state before its deed is no place of it."""
    location = code("Iran vowed to avenge Israel's assassination of Hamas leader Ismail Haniyeh in Tehran on Wednesday.")[
        0
    ].location
    assert location is None or location.country != "ISR"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Russia withdrew its troops from Kherson on Friday.", "Kherson"),
        ("France pulled its last 200 soldiers out of Chad on Thursday.", "Chad"),
        ("Britain evacuated 300 nationals from Sudan on Tuesday.", "Sudan"),
        ("Israel withdrew from southern Lebanon on Tuesday.", "southern Lebanon"),
    ],
)
def test_troops_withdraw_where_they_were(code: Code, text: str, place: str) -> None:
    """Not where they go, nor at home."""
    (event,) = code(text)
    assert event.location is not None
    assert event.location.name == place
    assert place not in {party.name for party in event.recipients}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Kherson Governor Oleksandr Prokudin said shelling had killed two people.", "Kherson Oblast"),
        ("Kharkiv Regional Governor Oleh Syniehubov said Russian shelling wounded three people.", "Kharkiv"),
        ("Kharkiv mayor Ihor Terekhov said a drone hit a school on Tuesday.", "Kharkiv"),
    ],
)
def test_who_governs_a_place_tells_where_and_does_not_attack(code: Code, text: str, place: str) -> None:
    """Nor does who says "shelling" shell."""
    (event,) = code(text)
    assert event.location is not None
    assert event.location.name == place
    assert {party.country for party in event.actors} <= {"RUS"}


def test_there_is_the_place_in_front_whatever_the_article_is_about(code: Code) -> None:
    """One sentence of an article on Kharkiv is of Belgorod."""
    events = code(
        "Russian drones struck Kharkiv on Tuesday, killing three in Kharkiv, officials in Kharkiv said. The governor of Russia's "
        "Belgorod region said Ukrainian drones had wounded two people there in the same night."
    )
    assert [event.location and event.location.name for event in events] == ["Kharkiv", "Belgorod Oblast"]


def test_what_a_body_of_states_decides_is_at_no_town_of_another_event(code: Code) -> None:
    """It is put at the country at most."""
    event = code(
        "The African Union on Friday extended sanctions on South Sudan. "
        "Fighting spread near Nasir in Upper Nile. Hospitals in Old Fangak were bombed this month."
    )[0]
    assert event.plover_event is PloverEvent.SANCTION
    assert event.location is None or event.location.name == "South Sudan"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("India downgraded ties with Pakistan after an attack in Pahalgam killed 26 people.", "India"),
        ("The US imposed sanctions on Iran on Monday over the killing of a journalist in Istanbul.", "United States"),
        ("Turkey recalled its ambassador from Israel on Monday following a strike in Gaza City.", "Turkey"),
        ("Pakistan on Thursday shut its airspace to Indian airlines after an attack in Pahalgam.", "Pakistan"),
    ],
)
def test_a_state_punishes_another_from_home(code: Code, text: str, name: str) -> None:
    """Not where that was for which it does."""
    place = code(text)[0].location
    assert place is not None
    assert place.name == name


@pytest.mark.parametrize(
    ("text", "towns"),
    [
        (
            "A bomb killed six in Kandahar on Monday. The attack came after police arrested men in Herat. Nine were wounded.",
            {"Kandahar"},
        ),
        (
            "Gunmen killed 12 in Nigeria's Sokoto state. This raid comes days after arrests in Kaduna. Nine were wounded.",
            {"Sokoto State"},
        ),
    ],
)
def test_what_an_attack_came_after_was_elsewhere(code: Code, text: str, towns: set[str]) -> None:
    """Neither is the attack put there, nor are those it wounded."""
    attacks = [e for e in code(text) if e.plover_event is PloverEvent.ASSAULT]
    assert {e.location and e.location.name for e in attacks} == towns
    assert {q.low for e in attacks for q in e.quantities} >= {9}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Protesters Throw Paint at Macedonian Mayor's Office SKOPJE, April 20 (Sputnik) – Protesters threw paint.", "Skopje"),
        (
            "Police fire on students; deaths reported By ROD KIM PORT MORESBY, Papua New Guinea (AP) — Police fired.",
            "Port Moresby",
        ),
    ],
)
def test_a_headline_may_have_run_into_the_dateline(code: Code, text: str, place: str) -> None:
    """It ends where the dateline begins, which is no part of a name in front of it."""
    events = code(text)
    assert place in {event.location.name for event in events if event.location is not None}
    assert {evidence.quote.upper().find(place.upper()) for event in events for evidence in event.evidence} <= {-1, 0}


def test_the_sentence_in_front_tells_of_no_voyage(code: Code) -> None:
    """Where a ship came from is not where another is sent."""
    text = (
        "Pirates seized a tanker off Somalia on Monday. The ship was sailing from India to South Africa. "
        "A Spanish warship was sent to the area."
    )
    sent = next(event for event in code(text) if event.plover_event is PloverEvent.MOBILIZE)
    assert sent.location is not None
    assert sent.location.name == "Somalia"
