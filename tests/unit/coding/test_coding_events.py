"""What becomes an event, of which type and stage."""

from collections.abc import Callable

import pytest

from processors.coding.clauses.frames import find_triggers
from processors.coding.clauses.stages import stage_of
from processors.coding.code import find_happenings
from processors.coding.happenings.score import MAX_EVENTS, STEP, THRESHOLD, all_features, choose, probability
from processors.coding.language.reading import read_article
from processors.records import Band, ConflictEvent, EventStage, PloverEvent
from tests.unit.coding.articles import make_article

Code = Callable[..., tuple[ConflictEvent, ...]]


@pytest.mark.parametrize(
    ("text", "event", "stage"),
    [
        ("Gunmen killed five farmers near Maiduguri on Tuesday.", "ASSAULT", "occurred"),
        ("Five farmers were killed by gunmen near Maiduguri on Tuesday.", "ASSAULT", "occurred"),
        ("Israeli warplanes bombed two villages in southern Lebanon on Tuesday.", "ASSAULT", "occurred"),
        ("Police in Nairobi arrested 30 protesters on Tuesday.", "COERCE", "occurred"),
        ("Thousands of people took to the streets of Tunis on Tuesday to protest against the president.", "PROTEST", "occurred"),
        ("France accused Russia on Tuesday of jamming its satellites.", "ACCUSE", "occurred"),
        ("Iran rejected the proposal of the United States on Tuesday.", "REJECT", "occurred"),
        ("The United States imposed new sanctions on Iran on Tuesday.", "SANCTION", "occurred"),
        ("North Korea test-fired two ballistic missiles on Tuesday.", "MOBILIZE", "occurred"),
        ("Hamas released four hostages on Tuesday.", "RETREAT", "occurred"),
        ("Germany will send troops to Lithuania, the defence minister said on Tuesday.", "MOBILIZE", "planned"),
        ("North Korea threatened South Korea on Tuesday with retaliation.", "THREATEN", "threatened"),
        ("Russian troops are shelling the town of Vovchansk in Ukraine.", "ASSAULT", "ongoing"),
        ("Chad and Niger are to sign a border treaty by the end of March.", "AGREE", "planned"),
        ("Danish police foiled a plot by two men to bomb a theatre on Tuesday.", "ASSAULT", "foiled"),
        ("The miners' union threatened to strike on Tuesday.", "THREATEN", "threatened"),
        ("Egypt and Jordan held joint naval exercises in the Red Sea on Tuesday.", "COOPERATE", "occurred"),
        ("The rebels demanded on Tuesday the release of two of their leaders.", "REQUEST", "occurred"),
        ("Norway froze the assets of nine officers of Myanmar on Tuesday.", "SANCTION", "occurred"),
        ("Ghana's president backed down on Tuesday over the fuel tax.", "CONCEDE", "occurred"),
        ("A ceasefire in Sudan took effect on Tuesday.", "RETREAT", "occurred"),
        ("Serbia's president said on Tuesday that he would not attend the summit in Kyiv.", "REJECT", "occurred"),
        ("Chad's foreign minister likened the rulers of Niger to thieves on Tuesday.", "ACCUSE", "occurred"),
        ("The militia's leader said on Tuesday that the raid will not go unpunished.", "THREATEN", "threatened"),
        ("Drones hit an oil depot in Krasnodar on Tuesday.", "ASSAULT", "occurred"),
        ("Rockets struck a market in Omdurman on Tuesday.", "ASSAULT", "occurred"),
        ("The French and German leaders met in Geneva on Tuesday.", "CONSULT", "occurred"),
        ("The Wagner group withdrew from Bakhmut on Tuesday.", "RETREAT", "occurred"),
        ("Norway will send Ukraine 100 drones, the defence ministry said on Tuesday.", "AID", "planned"),
        ("Russia sent 100 drones into Ukraine on Tuesday.", "ASSAULT", "occurred"),
        ("Norway is sending Ukraine air defence missiles, the prime minister said on Tuesday.", "AID", "ongoing"),
        ("American troops will leave Niger, the president said on Tuesday.", "RETREAT", "planned"),
        ("The decision to withdraw Chadian troops from Niger was announced on Tuesday.", "RETREAT", "planned"),
        ("Maoists blasted the house of a teacher in Giridih on Tuesday.", "ASSAULT", "occurred"),
        ("Rwandan troops crossed the border into Congo on Tuesday.", "MOBILIZE", "occurred"),
        ("Serbia put its army on the highest alert on Tuesday.", "MOBILIZE", "occurred"),
        ("The junta in Niger ordered French troops to leave the country on Tuesday.", "SANCTION", "occurred"),
        ("Taiwan said on Tuesday that it had detected 45 Chinese military aircraft around the island.", "MOBILIZE", "occurred"),
        ("Pakistan closed its border with Afghanistan on Tuesday.", "COERCE", "occurred"),
        ("Soldiers put the president of Gabon under house arrest on Tuesday.", "COERCE", "occurred"),
        ("The PKK burned its weapons in northern Iraq on Tuesday.", "RETREAT", "occurred"),
        ("Sudan's army broke the siege of El Obeid on Tuesday.", "ASSAULT", "occurred"),
        ("The president ordered the National Guard to Portland on Tuesday.", "MOBILIZE", "occurred"),
        ("Israeli settlers set fire to homes in the village of Huwara on Tuesday.", "ASSAULT", "occurred"),
        ("A Hong Kong court sent 45 campaigners to prison on Tuesday.", "SANCTION", "occurred"),
        ("The ceasefire between Israel and Hezbollah came into force on Tuesday.", "RETREAT", "occurred"),
        ("Poland closed all its crossings with Belarus on Tuesday.", "COERCE", "occurred"),
        ("Israel summoned the Spanish ambassador on Tuesday.", "ACCUSE", "occurred"),
        ("Moscow called the Ukrainian claim absurd on Tuesday.", "REJECT", "occurred"),
        ("Ukrainian drones sank a Russian warship near Sevastopol on Tuesday.", "ASSAULT", "occurred"),
        ("South Korea and Japan began a joint naval exercise on Tuesday.", "COOPERATE", "occurred"),
        ("Rebels in Mali set free 12 hostages on Tuesday.", "RETREAT", "occurred"),
        ("Taliban officials flogged nine people in Gardez on Tuesday.", "ASSAULT", "occurred"),
        ("German police thwarted a plan to bomb a market in Berlin on Tuesday.", "ASSAULT", "foiled"),
        ("A suicide attack in Stockholm was foiled on Tuesday; a man is accused of planning the attack.", "ASSAULT", "foiled"),
        ("India on Tuesday test-fired a ballistic missile off the coast of Odisha.", "MOBILIZE", "occurred"),
        ("North Korea fired a ballistic missile toward the East Sea on Tuesday.", "MOBILIZE", "occurred"),
        ("Thirty Ukrainian drones were shot down over Belgorod on Tuesday.", "ASSAULT", "occurred"),
        ("Internet services were suspended in Imphal on Tuesday.", "COERCE", "occurred"),
        ("India and China agreed to resume direct flights on Tuesday.", "AGREE", "occurred"),
        ("On 28 May, gunmen killed three soldiers in northern Mali.", "ASSAULT", "occurred"),
        ("Russia and Ukraine each freed 300 prisoners of war on Tuesday.", "RETREAT", "occurred"),
        ("France has withdrawn its last soldiers from Niger, the army said.", "RETREAT", "occurred"),
        ("The Iranian ambassador was summoned to the Swedish foreign ministry on Tuesday.", "ACCUSE", "occurred"),
        ("Iran executed two men convicted of spying for Israel on Tuesday.", "ASSAULT", "occurred"),
        ("Russia could use nuclear weapons if NATO sends troops to Ukraine, Dmitry Medvedev said.", "THREATEN", "threatened"),
    ],
)
def test_a_reported_act_is_an_event(code: Code, text: str, event: str, stage: str) -> None:
    """Type and stage of the likeliest event of one sentence."""
    events = code(text)
    assert events, text
    likeliest = max(events, key=lambda found: found.p or 0.0)
    assert (likeliest.plover_event, likeliest.stage) == (PloverEvent(event), EventStage(stage))


@pytest.mark.parametrize(
    "text",
    [
        "The minister suffered a heart attack on Tuesday in Paris.",
        "Supermarkets in France started a price war on Tuesday.",
        "The opposition launched an attack on the budget proposal in the French parliament.",
        "The army did not attack the village in Mali on Tuesday.",
        "If talks fail, the army could attack the village.",
        "Four climbers were killed in an avalanche in Nepal on Tuesday.",
        "The film about a bank robbery was a smash hit in Italy.",
    ],
)
def test_what_only_sounds_like_an_attack_is_no_assault(code: Code, text: str) -> None:
    """Figures of speech, negation, what might happen and accidents are no assaults."""
    assert [e for e in code(text) if e.plover_event is PloverEvent.ASSAULT and e.stage is EventStage.OCCURRED] == []


def test_a_verb_behind_and_tells_its_own_act() -> None:
    """Though its forms are all alike, and what follows is no object."""
    (clause,), _ = read_article("", "Soldiers seized power on Tuesday and put the president under house arrest.")
    assert [trigger.text for trigger in find_triggers(clause)] == ["seized power", "put the president under house arrest"]


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Two soldiers were hurt in a Taliban attack in Kunduz.", "noun"),
        ("The Hezbollah raid in Haifa killed three people.", "noun"),
        ("Rebels attack in Goma.", "base"),
        ("The army counter-attacked in Goma.", "participle"),
    ],
)
def test_a_word_behind_a_name_is_a_verb_or_its_noun(text: str, form: str) -> None:
    """One name before it may own it; several people do it."""
    (clause,), _ = read_article("", text)
    assert form in {trigger.form.value for trigger in find_triggers(clause) if trigger.base in {"attack", "raid"}}


@pytest.mark.parametrize("title", ["Obituary: the general of Gao", "The general's wars | Opinion", "Explainer – Mali's militias"])
def test_a_text_that_says_it_is_no_news_must_tell_more(code: Code, title: str) -> None:
    """An obituary, an opinion and an explainer have fewer events than the same words under another title; sure ones stay."""
    text = "They are blamed for looting and attacks on villagers in Mali."
    assert len(code(text, title)) < len(code(text, "The general of Gao"))
    assert code("Gunmen killed 12 people in Gao on Tuesday, police said.", title)


def test_history_is_no_news(code: Code) -> None:
    """A sentence about what was years ago yields no event beside today's."""
    events = code("Rebels attacked a base in Mali on Tuesday. In 2012 rebels captured the city of Timbuktu.")
    assert [e.plover_event for e in events] == [PloverEvent.ASSAULT]


@pytest.mark.parametrize(
    ("text", "background"),
    [
        ("A court in Bamako jailed four men on Tuesday over the 2015 attack on a hotel that killed 20 people.", [True]),
        ("Iraq jailed a man on Tuesday over the 2014 massacre, in which militants killed some 1,700 cadets.", [True]),
        ("Gunmen attacked a hotel in Bamako on Tuesday that rebels bombed and killed 20 people.", [False]),
    ],
)
def test_a_relative_clause_is_as_old_as_its_noun(text: str, background: list[bool]) -> None:
    """A year in front of a noun dates what a clause tells of it."""
    happenings, _ = find_happenings(make_article(text))
    killed = [d.background for h in happenings for d in h.drafts if d.trigger.text == "killed"]
    assert killed == background


def test_old_wire_copy_without_capitals_is_read(code: Code) -> None:
    """Parties and places of a text in lower case are found, with its own words."""
    (event,) = code("guerrillas killed five soldiers yesterday in san salvador, el salvador, the army said.")
    assert event.plover_event is PloverEvent.ASSAULT
    assert event.location is not None
    assert (event.location.country, event.location.text) == ("SLV", "san salvador")


def test_what_is_told_in_passing_names_no_other_conflict(code: Code) -> None:
    """The conflict is that of the main events."""
    events = code(
        "Russian drones struck the Ukrainian city of Kharkiv on Tuesday, killing five people. Officials met in Kyiv. "
        "The mayor visited the site. Rescuers worked all night. On Monday Israel attacked Hezbollah in Lebanon."
    )
    assert {event.conflict.ucdp_conflict_id for event in events if event.conflict} == {13243}


def test_what_recalls_another_year_names_no_conflict(code: Code) -> None:
    """A battle of another year, told in the first sentence, is a comparison."""
    events = code("Officials recalled a 2018 battle in Syria in which rebels killed several soldiers.", title="Battle recalled")
    assert {event.conflict for event in events} <= {None}


def test_a_headline_in_capitals_inside_a_text_is_left_out(code: Code) -> None:
    """Links to other articles stand in capitals between two paragraphs, even glued to the next word."""
    lead = "Police in Nairobi arrested 30 protesters on Tuesday after a march against new taxes. " * 3
    events = code(lead + "ISRAEL ATTACKS HEZBOLLAH BASES IN LEBANONThe police held them.")
    assert {e.plover_event for e in events} <= {PloverEvent.COERCE, PloverEvent.PROTEST}
    assert all(event.conflict is None for event in events)


def test_a_caption_of_an_archive_photo_is_left_out(code: Code) -> None:
    """What an old photo shows is elsewhere."""
    events = code("Police arrested 30 protesters on Tuesday.\nFILE PHOTO: Guests arrive in Jakarta, Indonesia.\nThey were held.")
    assert {e.location.country for e in events if e.location} <= {None}


def test_an_article_that_is_not_relevant_has_no_events(code: Code) -> None:
    """Band ``no`` ends it."""
    assert code("Gunmen killed five farmers in Mali.", band=Band.NO) == ()


def test_what_stands_beside_a_denial_is_not_denied(code: Code) -> None:
    """What stands under it is."""
    beside = code("Rwanda denied backing the M23 and accused Kinshasa of arming the FDLR.")
    assert PloverEvent.ACCUSE in {e.plover_event for e in beside}
    under = code("Russia denied it had shelled the school and killed 12 children in Kherson.")
    assert {e.stage for e in under if e.plover_event is PloverEvent.ASSAULT} <= {EventStage.DENIED}


def test_ids_are_stable_and_the_story_is_shared(code: Code) -> None:
    """The same article yields the same ids; two reports of the same facts share the story."""
    one = code("Gunmen killed five farmers in Maiduguri on Tuesday.")
    again = code("Gunmen killed five farmers in Maiduguri on Tuesday.")
    other = code("On Tuesday five farmers were shot dead by gunmen in Maiduguri, residents said.")
    assert one == again
    assert one[0].story_id == other[0].story_id


def test_what_is_due_to_a_protest_does_not_plan_it(code: Code) -> None:
    """Only a verb behind "due to" is planned."""
    happened = code("The road was closed on Tuesday due to a protest by students in Colombo.")[0]
    assert (happened.plover_event, happened.stage) == (PloverEvent.PROTEST, EventStage.OCCURRED)
    planned = code("Ukraine and Russia are due to hold talks in Geneva on Friday.")[0]
    assert (planned.plover_event, planned.stage) == (PloverEvent.CONSULT, EventStage.PLANNED)


def test_sailors_who_are_picked_up_are_not_arrested(code: Code) -> None:
    """A ship does it."""
    assert not code("The sailors were picked up by a French frigate on Tuesday.")
    assert code("Two reporters were picked up by police in Niamey on Tuesday.")[0].plover_event is PloverEvent.COERCE


def test_lost_apostrophes_are_put_back(code: Code) -> None:
    """An archive that lost them says "Syrias army" and "didnt"; the spans are those of its words."""
    text = "Syrias army shelled a town in Iraqs Anbar province on Tuesday. The army didnt shell Turkeys border."
    (event,) = code(text)
    assert [party.country for party in event.actors] == ["SYR"]
    assert event.location is not None
    assert (event.location.country, text[slice(*event.location.span)]) == ("IRQ", "Anbar province")


def test_an_old_crime_is_no_news(code: Code) -> None:
    """Who is convicted of it is."""
    events = code("A court in Chennai ordered the assassination convict Santhan deported to Sri Lanka on Tuesday.")
    assert all(e.plover_event is not PloverEvent.ASSAULT for e in events)


def test_a_condition_is_no_event(code: Code) -> None:
    """What happens only if it does."""
    events = code("The Kremlin warned on Tuesday of tensions if Poland sends troops to Finland.")
    assert all(e.plover_event is not PloverEvent.MOBILIZE for e in events)
    events = code("Kyiv said on Tuesday that the strikes would continue until Moscow agreed to a ceasefire.")
    assert all(e.plover_event is not PloverEvent.AGREE for e in events)


def test_what_is_told_by_accident_or_in_a_name_is_no_event(code: Code) -> None:
    """An accident, riot gear, a police station, a false alarm, an end to fighting."""
    events = code(
        "Nine people were killed in an accidental blast in Srinagar on Tuesday. Police in riot gear stood near a police station. "
        "The sirens were a false alarm. A deal aims at ending the fighting in Goma."
    )
    assert not {event.plover_event for event in events} & {PloverEvent.ASSAULT, PloverEvent.PROTEST, PloverEvent.MOBILIZE}


def test_what_the_news_came_after_names_no_conflict(code: Code) -> None:
    """It is told as its cause."""
    events = code(
        "Sri Lanka's president met Israel's transport minister in Colombo on Tuesday. The war in Gaza came after Hamas attacked "
        "Israel and killed hundreds of civilians."
    )
    assert not [event for event in events if event.conflict is not None]


def test_the_more_events_the_surer_the_next() -> None:
    """A reader lists one to six, however much an article tells; what counts victims is listed all the same."""
    text = " ".join(
        f"{one} {verb} {other} on Tuesday."
        for verb in ("accused", "urged", "threatened", "met", "rejected the plan of", "signed a deal with")
        for one, other in (("France", "Mali"), ("Turkey", "Syria"), ("Egypt", "Sudan"))
    )
    article = make_article(f"{text} In Gao, 12 soldiers were killed by gunmen on Tuesday.")
    happenings, _ = find_happenings(article)
    assert article.relevance is not None
    chosen = choose(happenings, article.relevance)
    uncounted = sorted((p for happening, p in chosen if not happening.counts), reverse=True)
    assert all(p >= THRESHOLD + STEP * max(0, rank - 1) for rank, p in enumerate(uncounted))
    likely = [p for signs in all_features(happenings, article.relevance) if (p := probability(signs)) >= THRESHOLD]
    assert len(chosen) < len(likely) < MAX_EVENTS * 2
    assert any(happening.counts for happening, _ in chosen)


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Wang Yi is due in New Delhi on Monday for talks with Indian officials.", "CONSULT"),
        ("Rubio will fly to Israel on Sunday for talks with Netanyahu.", "CONSULT"),
        ("Germany pledged 100 million euros in aid for Sudan.", "AID"),
        ("Talks between Russia and Ukraine, expected in Istanbul on Thursday, could end the war.", "CONSULT"),
        ("A second round of talks between Iran and Norway is scheduled for Saturday in Rome.", "CONSULT"),
    ],
)
def test_a_noun_shares_the_plan_of_its_verb(code: Code, text: str, event: str) -> None:
    """What parties travel for, pledge or expect is to come, and one event with their travelling and pledging."""
    assert [(e.plover_event.value, e.stage.value) for e in code(text)] == [(event, "planned")]


def test_talks_that_were_held_are_no_plan(code: Code) -> None:
    """A verb of the past, or another clause, parts a noun from the plan."""
    assert code("Putin arrived in Beijing on Tuesday for talks with Xi Jinping.")[0].stage is EventStage.OCCURRED
    assert code("The two sides will meet on Friday after talks in Doha between Iran and Iraq.")[-1].stage is EventStage.OCCURRED


@pytest.mark.parametrize(
    ("text", "stage", "start"),
    [
        ("Unions called for a nationwide strike on Friday.", "planned", "2025-06-06"),
        ("The opposition called a rally in Harare for Saturday.", "planned", "2025-06-07"),
        ("Opposition groups in Kenya announced a rally on Friday.", "planned", "2025-06-06"),
        ("The Arab League called an emergency summit in Cairo for Friday.", "planned", "2025-06-06"),
        ("Putin called a meeting of his ministers in Moscow on Monday.", "occurred", "2025-06-02"),
        ("Thousands marched in Belgrade on Monday after students called for protests.", "occurred", "2025-06-02"),
    ],
)
def test_a_call_is_no_act(code: Code, text: str, stage: str, start: str) -> None:
    """A protest or a meeting that is called is to come, unless the call is the reason of what was done."""
    (event,) = code(text)
    assert event.time is not None
    assert (event.stage.value, event.time.start) == (stage, start)


def test_a_call_to_end_protests_is_no_protest(code: Code) -> None:
    """Nobody has protested by it, nor will."""
    events = code("The president of Kenya called for an end to the strikes.")
    assert PloverEvent.PROTEST not in {event.plover_event for event in events}


@pytest.mark.parametrize(
    "text",
    [
        "Britain will act unless Israel agrees to a ceasefire.",
        "Trump would relent only if Russia signed a truce.",
        "Egypt is ready to help provided that Moscow agreed to a full ceasefire.",
        "Egypt will reopen the bridge once Israel withdraws its troops from the border.",
        "Hamas will be silent as long as Israel halts its strikes.",
    ],
)
def test_a_condition_of_any_kind_is_no_event(text: str) -> None:
    """What has to happen first has not happened."""
    (clause,), _ = read_article("", text)
    last = find_triggers(clause)[-1]
    assert last.family.event in {PloverEvent.AGREE, PloverEvent.RETREAT}
    assert stage_of(last) is None


@pytest.mark.parametrize(
    "text", ["Russia once again attacked Kharkiv.", "Once Israel withdrew its troops from Lebanon, residents returned."]
)
def test_once_tells_of_the_past_as_well(text: str) -> None:
    """It begins a condition only of what is to come."""
    (clause,), _ = read_article("", text)
    assert stage_of(find_triggers(clause)[0]) is EventStage.OCCURRED


def test_what_takes_place_near_a_town_takes_no_town(code: Code) -> None:
    """It is one event."""
    (event,) = code("The raid took place on Tuesday near the town of Saravena, police said.")
    assert event.plover_event is PloverEvent.ASSAULT


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A man was beaten to death by a mob in Karachi on Tuesday.", [("ASSAULT", "occurred")]),
        ("A mob beat a man to death in Karachi on Tuesday.", [("ASSAULT", "occurred")]),
        ("A teacher was burned to death by a crowd in Sokoto on Tuesday.", [("ASSAULT", "occurred")]),
        ("The EU approved a loan to Ukraine backed by frozen assets.", [("AID", "occurred")]),
        ("The bond is backed by oil revenues, officials in Caracas said.", []),
        ("The army resumed operations against the militants in North Waziristan.", [("ASSAULT", "occurred")]),
        ("Pakistan's army said it would resume operations against the TTP.", [("ASSAULT", "planned")]),
        ("Turkey resumed military operations against the PKK in northern Iraq.", [("ASSAULT", "occurred")]),
    ],
)
def test_one_deed_is_told_once(code: Code, text: str, expected: list[tuple[str, str]]) -> None:
    """Who lynches neither protests nor passes sentence, assets back nobody, who resumes operations against others fights."""
    assert [(event.plover_event.value, event.stage.value) for event in code(text)] == expected


@pytest.mark.parametrize("text", ["Police stood by to prevent clashes.", "Talks are to avoid further attacks on villages."])
def test_what_is_to_be_prevented_has_not_happened(text: str) -> None:
    """Nor is it planned."""
    (clause,), _ = read_article("", text)
    assault = next(found for found in find_triggers(clause) if found.family.event is PloverEvent.ASSAULT)
    assert stage_of(assault) is None
