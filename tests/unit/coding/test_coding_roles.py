"""Who acts and who suffers by the build of a sentence: lists, insertions, complements."""

from collections.abc import Callable

import pytest

from processors.records import ConflictEvent, EventStage, PloverEvent

Code = Callable[..., tuple[ConflictEvent, ...]]


def _sides(events: tuple[ConflictEvent, ...], event: PloverEvent) -> tuple[list[str | None], list[str | None]]:
    told = next(e for e in events if e.plover_event is event)
    return [party.country for party in told.actors], [party.country for party in told.recipients]


@pytest.mark.parametrize(
    ("text", "event", "actors"),
    [
        ("The foreign ministers of Egypt, Jordan and Saudi Arabia met in Amman.", "CONSULT", ["EGY", "JOR", "SAU"]),
        ("The foreign ministers of Turkey and Syria met in Ankara on Tuesday.", "CONSULT", ["TUR", "SYR"]),
        ("The leaders of Britain, France and Germany condemned the attack.", "ACCUSE", ["GBR", "FRA", "DEU"]),
        (
            "Talks between the foreign ministers of Britain, France, Germany and Iran began in Geneva.",
            "CONSULT",
            ["GBR", "FRA", "DEU", "IRN"],
        ),
        ("After talks with the leaders of Egypt and Jordan, Zelensky condemned the attack.", "ACCUSE", ["UKR"]),
    ],
)
def test_who_is_listed_together_acts_together(code: Code, text: str, event: str, actors: list[str]) -> None:
    """All for whom ministers or leaders stand act, unless a preposition governs those."""
    assert _sides(code(text), PloverEvent(event))[0] == actors


@pytest.mark.parametrize(
    ("text", "event", "sides"),
    [
        ("Vietnam accused China of attacking a Vietnamese fishing boat.", "ACCUSE", (["VNM"], ["CHN"])),
        ("Vietnam accused China of attacking a Vietnamese fishing boat.", "ASSAULT", (["CHN"], ["VNM"])),
        ("Kyiv accused Moscow of torturing Ukrainian prisoners.", "ACCUSE", (["UKR"], ["RUS"])),
        ("Hamas accused Israel of killing its leader Yahya Sinwar in Rafah.", "ASSAULT", (["ISR"], ["PSE"])),
        ("Paris asked Israel to let six French nationals return.", "REQUEST", (["FRA"], ["ISR"])),
        ("Berlin urged Iran to free a German citizen.", "REQUEST", (["DEU"], ["IRN"])),
        ("Egypt urged Israel and Qatar to accept the American proposal.", "REQUEST", (["EGY"], ["ISR", "QAT"])),
    ],
)
def test_the_deed_is_no_part_of_those_it_is_said_to(
    code: Code, text: str, event: str, sides: tuple[list[str], list[str]]
) -> None:
    """Who is accused or asked has done or is to do it, to whom the rest of the sentence names."""
    assert _sides(code(text), PloverEvent(event)) == sides


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("Thousands protested in Dhaka against the arrest of Khaleda Zia.", ["Thousands"]),
        ("Thousands rallied in Istanbul to demand the release of jailed mayor Ekrem Imamoglu.", ["Thousands"]),
        ("Hundreds marched in Nairobi to protest the death of a blogger.", ["Hundreds"]),
        ("Hundreds marched in Delhi. The BJP called the march a drama.", ["Hundreds"]),
        ("Opposition parties called a march in Delhi on Tuesday.", ["Opposition parties"]),
        ("Thousands of supporters of Imran Khan marched in Lahore on Tuesday.", ["Imran Khan"]),
    ],
)
def test_over_whom_others_march_does_not_march(code: Code, text: str, actors: list[str]) -> None:
    """Nor does who only judges the march."""
    protest = next(event for event in code(text) if event.plover_event is PloverEvent.PROTEST)
    assert [party.text for party in protest.actors] == actors


@pytest.mark.parametrize(
    ("title", "text", "event", "accused"),
    [
        ("", "Yoon Suk Yeol appeared in a Seoul court on charges of insurrection.", "ACCUSE", "Yoon Suk Yeol"),
        ("", "Former president Rodrigo Duterte appeared before judges in The Hague.", "ACCUSE", "Rodrigo Duterte"),
        ("", "Joseph Kabila went on trial in Kinshasa.", "ACCUSE", "Joseph Kabila"),
        ("", "Sheikh Hasina was put on trial in Dhaka.", "ACCUSE", "Sheikh Hasina"),
        ("", "Imran Khan faces charges of corruption in Islamabad.", "ACCUSE", "Imran Khan"),
        ("Three journalists charged with espionage", "They were held in Addis Ababa.", "ACCUSE", "journalists"),
        ("Teen charged over Manchester stabbing", "A teenager has been charged with murder.", "ACCUSE", "teenager"),
    ],
)
def test_who_is_tried_suffers(code: Code, title: str, text: str, event: str, accused: str) -> None:
    """Whatever a verb's voice: who appears in court, faces charges or is put on trial does nothing."""
    told = next(e for e in code(text, title=title) if e.plover_event is PloverEvent(event))
    assert [party.name for party in told.recipients] == [accused]
    assert accused not in {party.name for party in told.actors}


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("A court in La Paz sentenced former interim president Jeanine Anez to 10 years in prison.", (["BOL"], ["BOL"])),
        ("A court in Moscow sentenced US journalist Evan Gershkovich to 16 years in jail.", (["RUS"], ["USA"])),
        ("Russia sentenced a French researcher to three years in prison on Tuesday.", (["RUS"], ["FRA"])),
    ],
)
def test_the_term_is_part_of_the_sentence(code: Code, text: str, sides: tuple[list[str], list[str]]) -> None:
    """The convict is no subject of the years in prison that follow."""
    events = code(text)
    assert _sides(events, PloverEvent.SANCTION) == sides
    assert "court" in {party.text for party in events[0].actors} or sides[0] == ["RUS"]


@pytest.mark.parametrize(
    ("text", "event", "actors"),
    [
        ("U.S.-South Korean military drills began on Tuesday.", "MOBILIZE", ["USA", "KOR"]),
        ("A Putin-Zelensky summit was held in Istanbul on Tuesday.", "CONSULT", ["RUS", "UKR"]),
        ("The US-China trade talks began in Geneva.", "CONSULT", ["USA", "CHN"]),
        ("U.S.-Israeli strikes on Iran killed five people on Tuesday.", "ASSAULT", ["USA", "ISR"]),
        ("US-led coalition air strikes killed five Islamic State fighters in Raqqa on Tuesday.", "ASSAULT", [None]),
    ],
)
def test_a_hyphen_joins_two_who_act(code: Code, text: str, event: str, actors: list[str | None]) -> None:
    """Between two parties it is an "and", not between one and a participle."""
    assert _sides(code(text), PloverEvent(event))[0] == actors


@pytest.mark.parametrize(
    ("text", "event", "sides"),
    [
        ("Speaking alongside Zelensky, Merz pledged 5 billion euros.", "AID", (["DEU"], [])),
        ("Standing next to Netanyahu, Trump pledged $4 billion to Israel.", "AID", (["USA"], ["ISR"])),
        ("Merz, flanked by Macron, pledged 5 billion euros to Ukraine.", "AID", (["DEU"], ["UKR"])),
        ("Jaishankar told the Lok Sabha that India would retaliate against Pakistan.", "THREATEN", (["IND"], ["PAK"])),
        ("The pope met Zelensky in Rome.", "CONSULT", ([], ["UKR"])),
        ("The crown prince met Trump in Riyadh.", "CONSULT", ([], ["USA"])),
    ],
)
def test_who_stands_beside_or_is_met_does_not_act(
    code: Code, text: str, event: str, sides: tuple[list[str | None], list[str | None]]
) -> None:
    """Nor does who is told of it; the money is that of who pledges it."""
    events = code(text)
    assert _sides(events, PloverEvent(event)) == sides
    assert all(q.party in {party.name for party in events[0].actors} for q in events[0].quantities)


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("The Philippines accused China of aggression. Beijing rejected the accusation.", (["CHN"], ["PHL"])),
        ("Britain accused Russia of a cyberattack. Moscow denied the charge.", (["RUS"], ["GBR"])),
        ("Ukraine accused Russia of shelling Kherson. Germany rejected claims that it had delayed aid.", (["DEU"], [])),
    ],
)
def test_who_denies_a_charge_answers_who_made_it(code: Code, text: str, sides: tuple[list[str], list[str]]) -> None:
    """If the one accused is the one who denies it."""
    assert _sides(code(text), PloverEvent.REJECT) == sides


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("A member of the Sinaloa cartel was arrested in Culiacan.", []),
        ("A commander of the TTP was arrested in Peshawar.", []),
        ("The head of the Gulf Clan was arrested by police in Medellin.", ["police"]),
    ],
)
def test_who_is_of_a_group_stands_for_it(code: Code, text: str, actors: list[str]) -> None:
    """An arrest of its member is one of the group, not by it."""
    (arrest,) = (event for event in code(text) if event.plover_event is PloverEvent.COERCE)
    assert [party.name for party in arrest.actors] == actors
    assert len(arrest.recipients) == 1


@pytest.mark.parametrize(
    ("text", "event", "sides"),
    [
        ("Alleged cartel leader Zambada was arrested by US agents.", "COERCE", (["USA"], ["MEX"])),
        ("Iran, accused of arming rebels, was bombed by Israel on Tuesday.", "ASSAULT", (["ISR"], ["IRN"])),
        ("The US accused Russia of shelling Kherson.", "ASSAULT", (["RUS"], ["UKR"])),
    ],
)
def test_who_is_accused_does_not_do_what_he_suffers(
    code: Code, text: str, event: str, sides: tuple[list[str], list[str]]
) -> None:
    """Who stands accused does what he is accused of, and suffers what is done to him."""
    assert _sides(code(text), PloverEvent(event)) == sides


@pytest.mark.parametrize(
    ("text", "event", "sides"),
    [
        ("The ceasefire between Israel and Hezbollah came into effect on Wednesday.", "RETREAT", (["ISR", "LBN"], [])),
        ("A ceasefire between the army and the RSF entered into force in Sudan.", "RETREAT", (["SDN", "SDN"], [])),
        ("Germany, alongside France, condemned the attack by Russia.", "ACCUSE", (["DEU"], ["RUS"])),
        ("Iranian militias fighting alongside Hezbollah attacked Aleppo.", "ASSAULT", (["IRN"], ["SYR"])),
        ('Oman called the attack on Iran "reckless".', "ACCUSE", (["OMN"], ["IRN"])),
    ],
)
def test_both_sides_of_a_truce_act_and_nobody_beside_them(
    code: Code, text: str, event: str, sides: tuple[list[str], list[str]]
) -> None:
    """Who stands beside who acts does not suffer it."""
    assert _sides(code(text), PloverEvent(event)) == sides


@pytest.mark.parametrize(
    ("text", "recipients"),
    [
        ("The spokesman told reporters in Abuja that 41 suspects were arrested.", ["suspects"]),
        ("Jihadists attacked Djibo on Sunday, killing 100 people, an aid worker and residents said.", ["people"]),
        ("Two militants were killed in Mali, an officer and two residents said.", ["militants"]),
    ],
)
def test_who_is_told_or_tells_suffers_nothing(code: Code, text: str, recipients: list[str]) -> None:
    """Neither those to whom it is said nor the second of two who say it."""
    assert [party.name for party in code(text)[0].recipients] == recipients


def test_who_calls_an_attack_something_does_not_make_it(code: Code) -> None:
    """In quotation marks or behind an article."""
    for text in ('Oman called the attack on Iran "reckless".', 'Iran called the Israeli strike a "war crime".'):
        attacks = [event for event in code(text) if event.plover_event is PloverEvent.ASSAULT]
        assert not {"Oman", "Iran"} & {party.name for event in attacks for party in event.actors}


@pytest.mark.parametrize(
    ("text", "event", "actors", "recipients"),
    [
        (
            "Four oil workers kidnapped a week ago in southern Nigeria were released on Tuesday.",
            PloverEvent.ASSAULT,
            [],
            ["workers"],
        ),
        (
            "Israeli special forces dressed as medics killed three militants in Jenin on Tuesday.",
            PloverEvent.ASSAULT,
            ["Israel"],
            ["militants"],
        ),
        ("M23 rebels seized Walikale on Wednesday, residents told Reuters.", PloverEvent.COERCE, ["M23"], []),
    ],
)
def test_who_is_beside_the_verb_of_another_clause_does_nothing(
    code: Code, text: str, event: PloverEvent, actors: list[str], recipients: list[str]
) -> None:
    """Nor what a disguise looks like, nor who only tells it."""
    told = [e for e in code(text) if e.plover_event is event]
    assert told
    assert {party.name for e in told for party in e.actors} == set(actors)
    assert {party.name for e in told for party in e.recipients} >= set(recipients)
    assert "residents" not in {party.name for e in told for party in e.recipients}


@pytest.mark.parametrize(
    "text",
    [
        "Rwanda denies backing M23 rebels and accuses Kinshasa of arming the FDLR.",
        "Kigali, which denies supporting M23, accused Congo of shelling its territory.",
        "Rwanda has denied backing the M23 rebels and has accused Congo of massing troops.",
        "Rwanda denied backing the M23 and accused Kinshasa of breaking the truce.",
    ],
)
def test_who_denies_and_accuses_is_one(code: Code, text: str) -> None:
    """What is said beside a denial, or under what is said beside it, is not denied, nor has it another subject."""
    events = code(text)
    assert _sides(events, PloverEvent.ACCUSE) == (["RWA"], ["COD"])
    assert EventStage.DENIED not in {event.stage for event in events}


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Two Israelis were held for months after they were taken hostage in the Hamas attack.", "Hamas"),
        ("Relatives of hostages seized in the Hamas attack met Benjamin Netanyahu in Jerusalem.", "Hamas"),
        ("The Hamas attack on Israel killed 1,200 people.", "Hamas"),
    ],
)
def test_an_attack_is_that_of_the_name_in_front(code: Code, text: str, actor: str) -> None:
    """Those who suffered in it did not attack; who stands behind "on" was attacked."""
    attacks = [event for event in code(text) if event.plover_event is PloverEvent.ASSAULT]
    assert actor in {party.name for event in attacks for party in event.actors}
    assert "hostages" not in {party.text for event in attacks for party in event.actors}


def test_who_stands_behind_on_is_attacked(code: Code) -> None:
    """The pattern of the attack may hold the preposition."""
    assert _sides(code("Iran condemned the Israeli attack on Hezbollah."), PloverEvent.ASSAULT) == (["ISR"], ["LBN"])


@pytest.mark.parametrize(
    ("text", "event", "actors"),
    [
        (
            "The head of the International Atomic Energy Agency accused Iran on Monday of stalling inspections.",
            "ACCUSE",
            ["IAEA"],
        ),
        ("The chief prosecutor of the ICC accused Israel of starving civilians.", "ACCUSE", ["International Criminal Court"]),
        ("Judges at the ICC issued an arrest warrant for Rodrigo Duterte on Monday.", "ACCUSE", ["International Criminal Court"]),
        ("The chairman of the African Union Commission condemned the coup in Niger.", "ACCUSE", ["African Union Commission"]),
        ("Officials from the World Food Programme accused the RSF of looting aid.", "ACCUSE", ["World Food Programme"]),
    ],
)
def test_who_heads_a_body_or_is_of_it_acts_for_it(code: Code, text: str, event: str, actors: list[str]) -> None:
    """Its head, its judges and its officials, whether a name of theirs is told or not."""
    told = next(e for e in code(text) if e.plover_event == event)
    assert [party.name for party in told.actors] == actors


@pytest.mark.parametrize(
    ("text", "rejects", "rejected"),
    [
        ("President Claudia Sheinbaum rejected an offer by U.S. President Donald Trump to send troops.", "MEX", "USA"),
        ("Hamas rejected a proposal by Israel to extend the truce on Monday.", "PSE", "ISR"),
        ("Kigali denied claims by Congo that its troops had entered Bukavu.", "RWA", "COD"),
        ("A proposal by Egypt was rejected by Hamas.", "PSE", "EGY"),
    ],
)
def test_whose_offer_is_rejected_does_not_reject(code: Code, text: str, rejects: str, rejected: str) -> None:
    """The object's "by" is not the verb's."""
    (event,) = (event for event in code(text) if event.plover_event is PloverEvent.REJECT)
    assert ([a.country for a in event.actors], [r.country for r in event.recipients]) == ([rejects], [rejected])


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("Donald Tusk said on Monday the step followed the incursion of 19 Russian drones into Poland.", {"RUS"}),
        ("A barrage of Iranian missiles hit Tel Aviv on Monday.", {"IRN"}),
        ("Ukraine repelled an attack of Russian drones on Odesa on Monday.", {"RUS"}),
        ("Israel was hit by a wave of attacks on Monday.", set()),
    ],
)
def test_who_sent_the_weapons_that_came_acts(code: Code, text: str, actors: set[str]) -> None:
    """Those behind "of", not who tells of it."""
    event = next(e for e in code(text) if e.plover_event is PloverEvent.ASSAULT)
    assert {party.country for party in event.actors} == actors
