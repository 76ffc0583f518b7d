"""Who did it to whom, and who says so."""

from collections.abc import Callable

import pytest

from processors.records import Attribution, ConflictEvent, PloverEvent

Code = Callable[..., tuple[ConflictEvent, ...]]


@pytest.mark.parametrize(
    "text",
    [
        "Israel attacked Hezbollah in Lebanon on Tuesday.",
        "Hezbollah was attacked by Israel in Lebanon on Tuesday.",
        "An attack by Israel on Hezbollah shook Lebanon on Tuesday.",
        "Israel carried out an attack on Hezbollah in Lebanon on Tuesday.",
    ],
)
def test_voice_does_not_change_the_roles(code: Code, text: str) -> None:
    """Active, passive, noun and light verb tell the same."""
    event = code(text)[0]
    assert [a.name for a in event.actors] == ["Israel"]
    assert "Hezbollah" in [r.name for r in event.recipients]


@pytest.mark.parametrize(
    "text",
    ["Ukraine was hit by Russian drones on Tuesday.", "Ukraine hit by Russian drones", "Russian drones hit Ukraine on Tuesday."],
)
def test_a_verb_whose_forms_are_all_alike_has_a_passive(code: Code, text: str) -> None:
    """Present, past and participle of "hit" are one word."""
    event = code(text)[0]
    assert ([a.country for a in event.actors], [r.country for r in event.recipients]) == (["RUS"], ["UKR"])


@pytest.mark.parametrize(
    "text", ["Three men were charged with murder in London.", "Five hostages were freed in Mali on Tuesday."]
)
def test_a_phrase_in_the_passive_tells_who_suffers(code: Code, text: str) -> None:
    """Who is charged, and who is freed, does nothing."""
    event = code(text)[0]
    assert not event.actors
    assert event.recipients


@pytest.mark.parametrize(
    ("text", "actors", "recipients"),
    [
        ("China launched military drills around Taiwan on Tuesday, sending 59 aircraft.", {"CHN"}, {"TWN"}),
        ("Taiwan said on Tuesday that it had detected 45 Chinese military aircraft.", {"CHN"}, set()),
        ("Japan scrambled fighter jets on Tuesday after Russian bombers flew near Okinawa.", {"JPN"}, set()),
        ("The EU adopted its 19th package of sanctions against Russia on Tuesday.", {None}, {"RUS"}),
        ("The U.S. military struck a boat off Venezuela on Tuesday, killing 11 people.", {"USA"}, {"VEN"}),
        ("The Taliban said its forces had attacked Pakistani troops on Tuesday.", {"AFG"}, {"PAK"}),
        ("The Taliban attacked Pakistani troops on Tuesday, killing 58 soldiers.", {"AFG"}, {"PAK"}),
        ("Russia said its forces had shelled Kherson on Tuesday. Ukrainian forces withdrew.", {"RUS"}, {"UKR"}),
        ("Russia shelled Kherson on Tuesday.", {"RUS"}, {"UKR"}),
        ("U.S.-backed Syrian forces attacked Turkey on Tuesday.", {"SYR"}, {"TUR"}),
    ],
)
def test_who_is_beside_the_words_is_not_always_a_party(
    code: Code, text: str, actors: set[str | None], recipients: set[str]
) -> None:
    """Not "military" before a noun, nor one's own jets; who is watched acts."""
    event = code(text)[0]
    assert {actor.country for actor in event.actors} == actors
    assert {party.country for party in event.recipients} == recipients


def test_who_is_counted_is_listed_once(code: Code) -> None:
    """A leader of a listed group is not of another party."""
    event = code("The Syrian Democratic Forces arrested an ISIS leader in Raqqa on Tuesday.")[0]
    assert [party.name for party in event.recipients] == ["Islamic State"]


def test_hundreds_of_people_act(code: Code) -> None:
    """What is counted with "of" is the subject."""
    event = code("Hundreds of settlers torched homes in the West Bank village of Jit, killing one Palestinian.")[-1]
    assert "settlers" in [a.name for a in event.actors]


def test_a_claim_about_oneself_is_claimed(code: Code) -> None:
    """Who says that it did it claims it."""
    event = code("Ukraine said it had struck an air base in Russia on Tuesday.")[0]
    assert event.actors[0].country == "UKR"
    assert event.actors[0].attribution is Attribution.CLAIMED


def test_a_claim_about_the_other_side_is_an_accusation(code: Code) -> None:
    """Who says that the other did it accuses it, and is named."""
    event = next(
        e for e in code("Ukraine’s military said Russia launched 88 drones on Tuesday.") if e.plover_event is PloverEvent.ASSAULT
    )
    assert (event.actors[0].country, event.actors[0].attribution, event.actors[0].by) == (
        "RUS",
        Attribution.ACCUSED,
        "Ukraine’s military",
    )


def test_a_drone_that_is_shot_down_was_sent_by_its_owner(code: Code) -> None:
    """Who shoots down is the one attacked, and the drones are the owner's."""
    event = code("Russia claimed it had downed 110 Ukrainian drones overnight.")[0]
    assert ([a.country for a in event.actors], [r.country for r in event.recipients]) == (["UKR"], ["RUS"])
    assert [(q.low, q.party_country, q.claimed_by) for q in event.quantities] == [(110, "UKR", "Russia")]


def test_who_is_met_is_the_recipient(code: Code) -> None:
    """A meeting is of both, and the one named first acts."""
    events = code("French President Emmanuel Macron met Brazilian President Luiz Inacio Lula da Silva in Paris on Tuesday.")
    event = next(e for e in events if e.plover_event is PloverEvent.CONSULT)
    assert [party.country for party in (*event.actors, *event.recipients)] == ["FRA", "BRA"]


@pytest.mark.parametrize(
    ("text", "victim"),
    [
        ("Shelling in Kharkiv on Tuesday killed five villagers.", "villagers"),
        ("Police in Harare arrested Ann Smith on Tuesday.", "Ann Smith"),
        ("Ann Smith was arrested in Harare on Tuesday.", "Ann Smith"),
    ],
)
def test_who_suffers_is_a_recipient_though_no_list_holds_the_name(code: Code, text: str, victim: str) -> None:
    """The counted, the object and the passive subject are those of the place."""
    event = code(text)[0]
    (recipient,) = event.recipients
    assert (recipient.text, recipient.country) == (victim, event.location.country if event.location else None)


@pytest.mark.parametrize(
    ("text", "doer", "other"),
    [
        ("Lawmakers in Accra rejected the defence pact on Tuesday.", "Lawmakers", None),
        ("Ann Smith was convicted of treason in Harare on Tuesday.", None, "Ann Smith"),
    ],
)
def test_who_acts_by_the_grammar_is_a_party_though_no_list_holds_the_name(
    code: Code, text: str, doer: str | None, other: str | None
) -> None:
    """The subject acts, what is done to the passive's subject is done to it; both are of the place."""
    event = code(text)[0]
    assert event.location is not None
    for side, name in ((event.actors, doer), (event.recipients, other)):
        if name is not None:
            assert (side[0].text, side[0].country) == (name, event.location.country)


def test_both_sides_may_be_of_one_country(code: Code) -> None:
    """Sides are told apart by their names, not by their nationality."""
    event = code("Sudanese police arrested Sudanese activists in Khartoum on Tuesday.")[0]
    assert ({a.country for a in event.actors}, {r.country for r in event.recipients}) == ({"SDN"}, {"SDN"})


def test_talks_have_parties_and_no_victim(code: Code) -> None:
    """Everyone who meets acts."""
    event = next(
        e for e in code("Armenia and Azerbaijan held peace talks in Geneva on Tuesday.") if e.plover_event is PloverEvent.CONSULT
    )
    assert {a.country for a in event.actors} == {"ARM", "AZE"}
    assert event.recipients == ()


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("Spain, Ireland and Norway condemned the attack on Gaza on Tuesday.", {"Spain", "Ireland", "Norway"}),
        ("Hans Grundberg, the UN envoy, urged the Houthis on Tuesday to free everyone.", {"Hans Grundberg"}),
        ("Mali's army claimed on Tuesday to have killed 12 rebels near Gao.", {"Mali"}),
    ],
)
def test_who_stands_in_front_of_commas_acts_too(code: Code, text: str, actors: set[str]) -> None:
    """Lists, who is said to be somebody, and who reports an act of its own."""
    assert actors <= {party.name for party in code(text)[0].actors}


@pytest.mark.parametrize(
    ("text", "event", "actors"),
    [
        (
            "JNIM attacked a camp in Mali on Tuesday. It said it had killed 41 soldiers, captured six and burned the camp.",
            PloverEvent.COERCE,
            ["JNIM"],
        ),
        ("Rebels in Mali killed 41 soldiers and captured six on Tuesday.", PloverEvent.COERCE, ["Rebels"]),
        ("KHARKIV, Ukraine (AP) — Russian drones struck a block on Tuesday, killing three.", PloverEvent.ASSAULT, ["Russia"]),
        ("Thirty-four people were arrested in Belgrade on Tuesday, the Interior Ministry said.", PloverEvent.COERCE, []),
        ("The Yemeni port of Hodeidah was shelled on Tuesday after Houthi rebels attacked it.", PloverEvent.ASSAULT, ["Houthis"]),
        ("Envoys of Israel and Hamas met in Doha on Tuesday.", PloverEvent.CONSULT, ["Israel", "Hamas"]),
        ("M23 rebels seized a hill town in the Masisi territory on Tuesday.", PloverEvent.COERCE, ["M23"]),
        ("Phnom Penh accused Thai troops on Tuesday of crossing the border.", PloverEvent.ACCUSE, ["Cambodia"]),
        ("Kyiv was under fire from Russia, which launched 30 missiles on Tuesday.", PloverEvent.ASSAULT, ["Russia"]),
        (
            "Egypt and Qatar, which mediate between the sides, asked Israel on Tuesday to open a route.",
            PloverEvent.REQUEST,
            ["Egypt"],
        ),
        ("Police in Lafia arrested a man on Tuesday for allegedly kidnapping a herdsman.", PloverEvent.ASSAULT, []),
        ("Shells fell on Hasakah on Tuesday, the Syrian Observatory for Human Rights said.", PloverEvent.ASSAULT, []),
        ("Boko Haram fighters killed at least 12 soldiers in Borno on Tuesday.", PloverEvent.ASSAULT, ["Boko Haram"]),
        ("Police were called on Tuesday after gunmen opened fire at a concert in Lima.", PloverEvent.ASSAULT, ["gunmen"]),
        (
            "Gunmen attacked a school in Kebbi on Tuesday, abducting 25 students and killing the principal.",
            PloverEvent.ASSAULT,
            ["Gunmen"],
        ),
        ("Five rebels were killed in a gun battle with Indian troops in Bijapur on Tuesday.", PloverEvent.ASSAULT, ["India"]),
        ("A village near Sumy came under fire from Russian artillery on Tuesday.", PloverEvent.ASSAULT, ["Russia"]),
        ("Russian air defences shot down 30 Ukrainian drones over Belgorod on Tuesday.", PloverEvent.ASSAULT, ["Ukraine"]),
        ("The military shot two men in Jenin in the West Bank on Tuesday.", PloverEvent.ASSAULT, ["military"]),
    ],
)
def test_whole_reports_have_other_subjects(code: Code, text: str, event: PloverEvent, actors: list[str]) -> None:
    """Of the second verb, behind "it", in datelines, behind "of"; who only says it or where it lies does nothing."""
    found = next(e for e in code(text) if e.plover_event is event)
    names = {party.name for party in found.actors}
    assert set(actors) <= names
    assert actors or not names
    assert "Mokgweetsi Masisi" not in {party.name for party in found.recipients}


def test_a_headline_lists_with_commas(code: Code) -> None:
    """And its second verb has the first one's subject."""
    both = code("The talks went on.", "Putin, Modi hold talks in New Delhi")[0]
    assert {party.country for party in (*both.actors, *both.recipients)} == {"RUS", "IND"}
    (event,) = code("Police gave no details.", "Gunmen abduct 25 schoolgirls in Kebbi, kill teacher")
    assert [party.name for party in event.actors] == ["Gunmen"]


@pytest.mark.parametrize("title", ["Polish reporter jailed in Minsk for spying", "Polish reporter sentenced to death in Minsk"])
def test_a_headline_leaves_out_to_be(code: Code, title: str) -> None:
    """Who is jailed does nothing."""
    event = code("Nothing else was known.", title)[0]
    assert event.plover_event is PloverEvent.SANCTION
    assert ([p.country for p in event.actors], [p.country for p in event.recipients]) == ([], ["POL"])


def test_an_army_in_a_land_without_one_is_the_occupiers(code: Code) -> None:
    """So are settlers."""
    event = code("The military shot two men in Jenin in the West Bank on Tuesday.")[0]
    assert [party.country for party in event.actors] == ["ISR"]


def test_a_group_is_not_the_state_that_it_fights(code: Code) -> None:
    """Both are of one country."""
    events = code("Sudan's army and the Rapid Support Forces fought in El Fasher on Tuesday. The army shelled a market in Nyala.")
    shelling = next(e for e in events if e.location is not None and e.location.name == "Nyala")
    assert [party.name for party in shelling.actors] == ["Sudan"]


@pytest.mark.parametrize(
    ("headline", "actor", "recipient"),
    [
        ("Trump Threatens Tariffs Against Mexico", "Donald Trump", "Mexico"),
        ("Maduro Accuses Washington Of Plotting Coup", "Nicolás Maduro", "United States"),
        ("UN Security Council Condemns Rwanda Over M23 Advance", "UN Security Council", "Rwanda"),
        ("Ukraine’s Army Shells Russian Border Post", "Ukraine", "Russia"),
    ],
)
def test_a_headline_with_capitals_has_the_same_parties(code: Code, headline: str, actor: str, recipient: str) -> None:
    """Verbs with capitals are no surnames; so, too, where a text begins with its headline."""
    for events in (
        code("The report was published on Tuesday.", headline),
        code(f"{headline}\nThe report was published on Tuesday."),
    ):
        assert actor in {party.name for party in events[0].actors}
        assert recipient in {party.name for party in events[0].recipients}
        assert all(party.text in headline for party in (*events[0].actors, *events[0].recipients))


@pytest.mark.parametrize(
    ("text", "event", "actors", "recipients"),
    [
        ("Three Turkish soldiers were killed in a rocket attack in northern Iraq on Tuesday.", PloverEvent.ASSAULT, [], ["TUR"]),
        ("A roadside bomb killed two French soldiers in Mali, the French presidency said.", PloverEvent.ASSAULT, [], ["FRA"]),
        ("Three Chinese engineers have been abducted in northwestern Pakistan.", PloverEvent.ASSAULT, [], ["CHN"]),
        ("Israel killed a senior Hamas leader in an air strike in Beirut on Tuesday.", PloverEvent.ASSAULT, ["ISR"], ["PSE"]),
        ("Three Thai hostages were released by Hamas in Gaza on Tuesday.", PloverEvent.RETREAT, ["PSE"], ["THA"]),
        ("Ukraine will get $3 billion in loans from Japan, officials said on Tuesday.", PloverEvent.AID, ["JPN"], ["UKR"]),
        (
            "Japan will provide Ukraine with $3 billion in loans, Prime Minister Fumio Kishida said.",
            PloverEvent.AID,
            ["JPN"],
            ["UKR"],
        ),
        ("French troops have left Chad, the army said on Tuesday.", PloverEvent.RETREAT, ["FRA"], ["TCD"]),
        ("Azerbaijan said Armenian forces had opened fire on its positions on Tuesday.", PloverEvent.ASSAULT, ["ARM"], ["AZE"]),
        ("Three Russian fighter jets violated Estonian airspace on Friday.", PloverEvent.MOBILIZE, ["RUS"], ["EST"]),
        ("Thousands of people marched in London on Saturday in support of Palestinians.", PloverEvent.PROTEST, ["GBR"], []),
    ],
)
def test_abroad_the_grammar_says_who_does_it(
    code: Code, text: str, event: PloverEvent, actors: list[str], recipients: list[str]
) -> None:
    """Whoever is killed abroad is no attacker, however often soldiers abroad are; nor does who gets aid give it."""
    (found,) = (e for e in code(text) if e.plover_event is event)
    assert [party.country for party in found.actors] == actors
    assert [party.country for party in found.recipients] == recipients


def test_who_is_accused_may_have_others_do_it(code: Code) -> None:
    """Behind an accusation the clause has its own subject."""
    events = code("The rebels accused Sudan of cheating and said that warplanes had bombed a market in Nyala.")
    (attack,) = (event for event in events if event.plover_event is PloverEvent.ASSAULT)
    assert [party.name for party in attack.actors] == ["Sudan", "warplanes"]


@pytest.mark.parametrize(
    ("text", "actors", "recipients"),
    [
        (
            "Moroccan authorities should release the journalist, Human Rights Watch said on Tuesday.",
            ["Human Rights Watch"], ["Morocco"],
        ),
        ("The United States must lift its veto, Saudi Arabia said on Tuesday.", ["Saudi Arabia"], ["United States"]),
    ],
)  # fmt: skip
def test_who_must_do_something_is_asked(code: Code, text: str, actors: list[str], recipients: list[str]) -> None:
    """By who says so."""
    event = next(event for event in code(text) if event.plover_event is PloverEvent.REQUEST)
    assert [party.name for party in event.actors] == actors
    assert [party.name for party in event.recipients] == recipients


def test_the_military_that_says_it_struck_is_the_attackers(code: Code) -> None:
    """No army is named; the strike before was Israel's."""
    events = code("An Israeli airstrike killed two people in Damascus on Tuesday. The army said it had struck a Hamas commander.")
    assert {party.country for event in events for party in event.actors} == {"ISR"}


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Yemen's Houthis said on Wednesday they had fired a missile at Tel Aviv.", "Houthis"),
        ("Lebanon's Hezbollah said it had fired rockets at an Israeli base on Tuesday.", "Hezbollah"),
        ("Sudan's army said it had shelled Nyala on Tuesday.", "Sudan"),
    ],
)
def test_a_group_that_speaks_is_not_its_country(code: Code, text: str, actor: str) -> None:
    """But an army is its country's."""
    (attack,) = (event for event in code(text) if event.plover_event is PloverEvent.ASSAULT)
    assert [party.name for party in attack.actors] == [actor]


def test_its_troops_are_its_own_however_many(code: Code) -> None:
    """Not those of where they were."""
    events = code("The United States agreed on Friday to withdraw its roughly 1,000 troops from Niger.")
    assert {(q.low, q.party_country) for event in events for q in event.quantities} == {(1000, "USA")}


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("Starmer told Parliament that Britain would impose sanctions on Russia.", ["United Kingdom"]),
        ("Netanyahu told lawmakers that Israel would strike Iran again.", ["Israel"]),
        ("Macron said he would impose sanctions on Russia.", ["Emmanuel Macron"]),
    ],
)
def test_a_leader_who_speaks_for_the_country_is_no_second_party(code: Code, text: str, actors: list[str]) -> None:
    """What the country is said to do, it does."""
    assert [party.name for party in code(text)[0].actors] == actors


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Unions called a two-day strike over wages in Nigeria.", "Unions"),
        ("Nurses in Harare began a strike on Monday.", "Nurses"),
        ("Hamas called for a day of rage on Friday.", "Hamas"),
    ],
)
def test_who_calls_a_protest_is_its_party(code: Code, text: str, actor: str) -> None:
    """A union or a trade strikes as workers do."""
    (event,) = code(text)
    assert event.plover_event is PloverEvent.PROTEST
    assert [party.text for party in event.actors] == [actor]


def test_a_past_verb_behind_what_is_said_of_now_is_the_speakers(code: Code) -> None:
    """Who rejects a truce today did not call for sanctions yesterday; who attacked a base may have burned it."""
    events = code("Zelenskyy said that Russia rejects every truce and called on the United States to impose sanctions.")
    asked = [event for event in events if event.plover_event is PloverEvent.REQUEST]
    assert [[party.country for party in event.actors] for event in asked] == [["UKR"]]
    (attack,) = code("Nigeria said that Boko Haram attacked a base in Borno on Tuesday and killed nine soldiers.")
    assert "Boko Haram" in {party.name for party in attack.actors}


def test_who_votes_to_lift_sanctions_lifts_them(code: Code) -> None:
    """As who removes them does."""
    for text in ("The European Union voted to lift sanctions on Syria.", "Britain removed sanctions on Syria on Tuesday."):
        assert {event.plover_event for event in code(text)} == {PloverEvent.RETREAT}
