"""Which type an act has whose words by themselves could tell another one, or none."""

from collections.abc import Callable

import pytest

from processors.coding.clauses.frames import find_triggers
from processors.coding.clauses.stages import stage_of
from processors.coding.language.reading import read_article
from processors.records import ConflictEvent, PloverEvent

Code = Callable[..., tuple[ConflictEvent, ...]]


def types_of(text: str) -> set[PloverEvent]:
    """The types of the acts that a text tells as done, planned or threatened."""
    clauses, _ = read_article("", text)
    return {trigger.family.event for clause in clauses for trigger in find_triggers(clause) if stage_of(trigger) is not None}


@pytest.mark.parametrize(
    "text",
    [
        "The European Union is ready to impose further sanctions on Russia, Kallas said.",
        "We are prepared to use force against the rebels, the Congolese minister said.",
        "Donald Trump said the United States was prepared to do more against Syria.",
        "Hezbollah is ready to strike deep inside Israel, its leader said.",
        "The United States stands ready to sanction Georgian officials, the State Department said.",
        "EU ready to impose new sanctions on Russia, Kallas says",
        "Britain would not hesitate to impose sanctions on Rwanda, Lammy said.",
    ],
)
def test_who_is_ready_to_strike_threatens(text: str) -> None:
    """Whatever form of "be" stands there: not what a party agrees to."""
    assert PloverEvent.THREATEN in types_of(text)
    assert not {PloverEvent.AGREE, PloverEvent.SANCTION} & types_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "India is ready to host the next round of talks.",
        "The unions in Lagos are ready to strike a deal with Nigeria.",
        "The EU is ready to use frozen Russian assets to help Ukraine.",
        "Scientists in Geneva are ready to impose stricter standards.",
        "Ukraine was prepared to exchange prisoners with Russia.",
    ],
)
def test_who_is_ready_for_something_else_does_not(text: str) -> None:
    """To host, to help, to make a bargain."""
    assert PloverEvent.THREATEN not in types_of(text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The United Nations is concerned about killings in Darfur.", "ACCUSE"),
        ("As far as Kyiv is concerned, Russia has won nothing.", None),
        ("Two soldiers were killed in Kherson.", "ASSAULT"),
    ],
)
def test_every_form_of_be_starts_a_pattern(text: str, told: str | None) -> None:
    """A verb that begins with "be" is found as "is", "are", "was" and "were", too."""
    assert (PloverEvent.ACCUSE in types_of(text)) == (told == "ACCUSE")
    assert told is None or PloverEvent(told) in types_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "Defence Secretary Jim Mattis resigned over Trump's decision to withdraw troops from Syria.",
        "A State Department official has resigned in protest over US arms for Israel.",
        "The Kurdish envoy Salih stepped down in protest at the arrests.",
        "The Syrian opposition voted on Saturday not to attend the conference in Sochi.",
        "Students in Pretoria voted to boycott the talks with South Africa's government.",
        "Jordan cancelled a planned summit with US President Joe Biden.",
        "The United States was pulling out of the nuclear deal with Iran.",
        "The US was exiting the landmark 2015 Iran nuclear deal.",
        "Iraq's president Barham Salih hit back at comments made by Donald Trump.",
        "Colombia expressed strong reservations about a US plan.",
        "Russia said its troops would not leave Syria.",
    ],
)
def test_who_stays_away_or_leaves_a_deal_rejects(text: str) -> None:
    """Somebody resigns over a policy, calls off a visit, keeps no agreement, or will not leave."""
    told = types_of(text)
    assert PloverEvent.REJECT in told
    assert PloverEvent.SANCTION not in told


@pytest.mark.parametrize(
    "text",
    [
        "The bank's chief executive resigned over the data breach in Lagos.",
        "Prime Minister Ishiba resigned on Tuesday after losing a vote.",
        "The UN Security Council voted to extend its mission in Lebanon.",
        "Beijing hit back at US tariffs with levies of its own.",
        "Russian troops pulled out of the city of Kherson.",
        "The council in Lagos voted not to raise taxes.",
    ],
)
def test_who_only_leaves_rejects_nothing(text: str) -> None:
    """An office, a town, a company."""
    assert PloverEvent.REJECT not in types_of(text)


@pytest.mark.parametrize("text", ["Israel's forces will not leave Gaza.", "Russian troops did not leave Kherson."])
def test_what_was_not_done_is_no_deed(text: str) -> None:
    """Even where "not" stands inside the words that tell it."""
    assert PloverEvent.RETREAT not in types_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "The former commander turned himself over to Honduran military authorities.",
        "Dozens of Boko Haram fighters handed themselves in to the army in Borno.",
        "The United States took Syria off its list of state sponsors of terrorism.",
        "The oligarch Usmanov won his removal from the EU sanctions list.",
        "France repatriated 35 children of jihadist fighters from camps in Syria.",
        "A Cairo appeals court quashed the five-year prison terms of three journalists.",
    ],
)
def test_who_gives_himself_up_or_is_brought_home_is_let_go(text: str) -> None:
    """A surrender, an end of sanctions, a return, a sentence that is no more."""
    assert PloverEvent.RETREAT in types_of(text)
    assert PloverEvent.COERCE not in types_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "The coach dropped the striker Haaland from the list of players for Friday.",
        "Residents turned over cars in Conakry.",
        "Turkey repatriated 300 Afghan migrants by force.",
    ],
)
def test_who_is_only_left_out_or_sent_back_is_not(text: str) -> None:
    """A team's list, cars, and those who are sent away."""
    assert PloverEvent.RETREAT not in types_of(text)


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("The US Senate gave final approval to legislation barring imports of Russian uranium.", True),
        ("The UN passed a resolution slashing North Korea's imports of gasoline.", True),
        ("A Dutch court found Russia responsible for the downing of flight MH17.", True),
        ("UN monitors found Russia responsible for the downing of flight MH17.", False),
        ("Britain stripped Shamima Begum of her citizenship.", True),
        ("Bolivia will suspend diplomatic relations with Israel.", True),
        ("Britain will suspend arms sales to Israel.", True),
        ("Trump said he would suspend tariffs on China for 90 days.", False),
        ("The EU agreed to suspend sanctions on Syria.", False),
        ("The league in London suspended the player for three matches.", False),
    ],
)
def test_what_punishes(text: str, *, is_one: bool) -> None:
    """Imports that are barred, courts that find somebody responsible, ties that are to be suspended; not suspended penalties."""
    assert (PloverEvent.SANCTION in types_of(text)) == is_one


@pytest.mark.parametrize(
    ("text", "told", "untold"),
    [
        ("Police raided a prayer meeting held by 23 Christians in Eritrea.", "COERCE", "ASSAULT"),
        ("FBI agents on Tuesday raided an apartment in New York.", "COERCE", "ASSAULT"),
        ("The offices of a newspaper in Istanbul were raided by police.", "COERCE", "ASSAULT"),
        ("Police said gunmen raided a village in Plateau state.", "ASSAULT", "COERCE"),
        ("Gunmen raided a police station in Zamfara.", "ASSAULT", "COERCE"),
        ("The UK is sending more than 1,600 strike and air defence missiles to Ukraine.", "AID", "ASSAULT"),
        ("Australia will provide Ukraine with air-to-ground munitions.", "AID", "AGREE"),
        ("The House approved a bill to provide $61 billion in aid to Ukraine.", "AID", "AGREE"),
        ("The Indian navy rescued 21 crew members from a life raft in the Gulf of Aden.", "AID", "RETREAT"),
        ("The Indian navy rescued the crew of a ship hijacked by Somali pirates.", "RETREAT", "AID"),
        ("Troops rescued 21 hostages from a camp in Kaduna.", "RETREAT", "AID"),
        ("The US Senate approved a bill to provide tax cuts to companies.", "AGREE", "AID"),
    ],
)
def test_who_does_it_and_to_whom_says_what_it_is(text: str, told: str, untold: str) -> None:
    """A raid of the police, arms in any number, those picked up at sea."""
    assert PloverEvent(told) in types_of(text)
    assert PloverEvent(untold) not in types_of(text)


@pytest.mark.parametrize(
    ("text", "told", "untold"),
    [
        ("Russia has placed Ukrainian President Volodymyr Zelensky on its wanted list.", "ACCUSE", "SANCTION"),
        ("Russia has put Estonian Prime Minister Kaja Kallas on a list of wanted people.", "ACCUSE", "SANCTION"),
        ("A UN team found reasonable grounds to conclude that Hamas committed sexual violence.", "ACCUSE", "AGREE"),
        ("The militia committed massacres in Bunia.", "ASSAULT", "AGREE"),
        ("Lavrov told al-Muallem in a call on Saturday that Moscow would not wait.", "CONSULT", "REQUEST"),
        ("US President Donald Trump called Turkish President Recep Tayyip Erdogan on Wednesday.", "CONSULT", "ACCUSE"),
        ("Putin called Trump to discuss the truce.", "CONSULT", "RETREAT"),
        ("The RSF in Sudan called a unilateral humanitarian truce.", "RETREAT", "CONSULT"),
        ("Donald Trump called Erdogan a strong leader.", None, "CONSULT"),
        ("Netanyahu called Macron on Tuesday a friend of Hamas.", None, "CONSULT"),
        ("The Madras High Court directed the Tamil Nadu government to appoint a commissioner.", "REQUEST", "COERCE"),
        ("The Syrian army directed fire at the town of Saraqib.", None, "REQUEST"),
        ("The UN said 400 civilians in Ghouta were in urgent need of evacuation.", "REQUEST", "ASSAULT"),
        ("The USS Gerald Ford carrier strike group arrived in the Mediterranean.", "MOBILIZE", "CONSULT"),
        ("Scholz announced an increase in defence spending.", "MOBILIZE", "AID"),
        ("North Korea is reopening a hotline with South Korea.", "COOPERATE", "RETREAT"),
        ("The charity in Kabul reopened a suicide hotline.", None, "COOPERATE"),
        ("Sudan's army is ready to return power to the elected government.", "CONCEDE", "AGREE"),
        ("The UN Security Council voted unanimously for a ceasefire.", "AGREE", "RETREAT"),
    ],
)
def test_fixed_turns_of_speech(text: str, told: str | None, untold: str) -> None:
    """Lists of the wanted, calls by telephone, orders of a court, budgets for war."""
    assert told is None or PloverEvent(told) in types_of(text)
    assert PloverEvent(untold) not in types_of(text)


@pytest.mark.parametrize(
    ("text", "told", "untold"),
    [
        ("Mali's junta said it would cut ties with Paris if its envoy was not recalled.", "THREATEN", "SANCTION"),
        ("Lithuania will sever relations with Belarus unless the men are freed.", "THREATEN", "SANCTION"),
        ("The EU will freeze Serbia's funds if it does not align its policy, Kallas said.", "THREATEN", "SANCTION"),
        ("Brussels will freeze Russian assets, Kallas said.", "SANCTION", "THREATEN"),
        ("A company in Seoul will cancel its contract with Samsung if sales fall.", "SANCTION", "THREATEN"),
    ],
)
def test_a_penalty_on_a_condition_is_a_threat(text: str, told: str, untold: str) -> None:
    """What states will do "if" or "unless"."""
    assert PloverEvent(told) in types_of(text)
    assert PloverEvent(untold) not in types_of(text)


@pytest.mark.parametrize(
    ("text", "told", "untold"),
    [
        ("Israel warned more than a million people to flee north Gaza.", "COERCE", "THREATEN"),
        ("Israel told residents of Khan Younis to evacuate.", "COERCE", "REQUEST"),
        ("India's army ordered shopkeepers in Srinagar to leave.", "COERCE", "RETREAT"),
        ("The US told its citizens to leave Iran.", "RETREAT", "COERCE"),
        ("Niger ordered French troops to leave.", "SANCTION", "COERCE"),
        ("Israel warned Lebanon to disarm Hezbollah.", "THREATEN", "COERCE"),
    ],
)
def test_who_is_told_to_leave_says_what_it_is(text: str, told: str, untold: str) -> None:
    """Those who live there are driven out, a state's own citizens are called home, foreign troops are sent away."""
    assert PloverEvent(told) in types_of(text)
    assert PloverEvent(untold) not in types_of(text)


def test_who_is_wanted_accuses_nobody(code: Code) -> None:
    """However long his title is."""
    events = code("Russia's interior ministry has put Estonian Prime Minister Kaja Kallas on a wanted list, it said on Tuesday.")
    assert [event.plover_event for event in events] == [PloverEvent.ACCUSE]
    assert "Kaja Kallas" not in {party.name for party in events[0].actors}


@pytest.mark.parametrize(
    "text", ["The EU will act if Moscow rejects a ceasefire.", "Unless Israel refuses the plan, Hamas will answer it."]
)
def test_what_would_be_rejected_is_not(text: str) -> None:
    """A refusal that only a condition tells."""
    assert PloverEvent.REJECT not in types_of(text)


@pytest.mark.parametrize(
    ("text", "event", "stage"),
    [
        ("The Oreshnik struck the city of Bila Tserkva in the Kyiv region, Zelenskyy said.", "ASSAULT", "occurred"),
        ("A surgeon who treats earthquake victims was kidnapped in Port-au-Prince on Tuesday.", "ASSAULT", "occurred"),
        ("The journalist was taken to jail in Havana on Tuesday, Cuban activists said.", "COERCE", "occurred"),
        ("Opposition leader Martha Karua was among those detained in Dar es Salaam on Tuesday.", "COERCE", "occurred"),
        ("The US and most EU nations will boycott a Kremlin ceremony next week.", "REJECT", "planned"),
        ("Biden announced the stationing of a brigade of 3,000 combat troops in Romania.", "MOBILIZE", "occurred"),
        ("Putin ordered the army to hold nuclear drills near Ukraine.", "MOBILIZE", "planned"),
        ("Islamic State fighters attempted to storm a military base near the al-Omar oilfield.", "ASSAULT", "occurred"),
        ("Ten people sustained injuries in the firing in Srinagar, police said.", "ASSAULT", "occurred"),
        ("They denied on Monday that a deal with Israel had been reached.", "REJECT", "occurred"),
        ("Britain and France will not provide Syria with money, they said.", "REJECT", "occurred"),
    ],
)
def test_single_turns_of_speech_have_their_types(code: Code, text: str, event: str, stage: str) -> None:
    """And no other type beside."""
    assert [(e.plover_event.value, e.stage.value) for e in code(text)] == [(event, stage)]


def test_who_orders_his_own_forces_asks_nobody(code: Code) -> None:
    """Nor is "its military" that of whom it threatens."""
    events = code("Russia threatened to strike British bases and ordered its military to hold nuclear drills near Ukraine.")
    assert {e.plover_event.value for e in events} == {"THREATEN", "MOBILIZE"}
    assert [[party.country for party in e.actors] for e in events] == [["RUS"], ["RUS"]]


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("More than 20,000 refugees arrived in Chad last week.", PloverEvent.RETREAT),
        ("More than 20,000 refugees crossed into Chad from Darfur last week.", PloverEvent.RETREAT),
        ("UN refugees chief Filippo Grandi arrived in Chad on Monday.", PloverEvent.CONSULT),
        ("A convoy of aid for refugees entered Gaza on Monday.", PloverEvent.AID),
        ("The FSB said on Monday the two British diplomats had been told to leave within two weeks.", PloverEvent.SANCTION),
        ("Russia gave two British diplomats two weeks to leave the country on Monday.", PloverEvent.SANCTION),
        ("Residents of Pokrovsk were told to leave on Monday, the governor said.", PloverEvent.RETREAT),
    ],
)
def test_refugees_come_and_diplomats_are_told_to_leave(code: Code, text: str, event: PloverEvent) -> None:
    """Not as visitors and troops come, nor as people are told to flee."""
    events = code(text)
    assert {one.plover_event for one in events} == {event}
    assert not {"Chad", "Libya"}.intersection(party.name for one in events for party in one.recipients)
    assert not any(party.span in {other.span for other in one.recipients} for one in events for party in one.actors)


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Hungary said on Monday it would veto the sanctions if oil deliveries did not resume.", PloverEvent.THREATEN),
        ("Poland said on Monday it would close its border with Belarus unless the drills ended.", PloverEvent.THREATEN),
        ("Doctors Without Borders said it would shut two hospitals in El Obeid if attacks did not stop.", PloverEvent.THREATEN),
        ("Iran said on Monday it would block the Strait of Hormuz if it was attacked.", PloverEvent.THREATEN),
        ("Poland will close its border with Belarus on Monday.", PloverEvent.COERCE),
        ("Hungary vetoed the sanctions on Monday.", PloverEvent.REJECT),
    ],
)
def test_who_will_stop_something_on_a_condition_threatens(code: Code, text: str, event: PloverEvent) -> None:
    """Without a condition it is done or planned."""
    assert code(text)[0].plover_event is event
