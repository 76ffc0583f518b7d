"""Counts with party and claimant."""

from collections.abc import Callable

import pytest

from processors.records import ConflictEvent, QuantityKind

Code = Callable[..., tuple[ConflictEvent, ...]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("At least 18 protesters were killed in Khartoum on Tuesday.", {("dead", 18, None)}),
        ("An air strike on Kharkiv killed two people and wounded seven on Tuesday.", {("dead", 2, 2), ("injured", 7, 7)}),
        ("Shelling of Kharkiv on Tuesday left 12 civilians dead.", {("dead", 12, 12)}),
        ("Gunmen killed 20 people, including nine children, in Mali on Tuesday.", {("dead", 20, 20), ("dead", 9, 9)}),
        ("A soldier was killed and dozens were wounded in clashes in Mali.", {("dead", 1, 1), ("injured", 24, None)}),
        ("Police arrested more than 160 demonstrators in Istanbul on Tuesday.", {("arrested", 160, None)}),
        ("Russia fired nearly 30 missiles at Kyiv on Tuesday.", {("missiles", None, 30)}),
        ("Militants attacked Dori on Tuesday, and 3,000 people fled.", {("displaced", 3000, 3000)}),
        ("A suicide bomber killed 12 people in Mogadishu on Tuesday and wounded another.", {("dead", 12, 12), ("injured", 1, 1)}),
        ("Rebels hacked 36 people to death in Mali on Tuesday.", {("dead", 36, 36)}),
        ("Gunmen killed a villager in Mali on Tuesday.", {("dead", 1, 1)}),
        ("Six miners, including a child, were killed in an attack in Peru on Tuesday.", {("dead", 6, 6), ("dead", 1, 1)}),
        ("LIMA (Example) - Six people were killed in an attack in Peru on Tuesday.", {("dead", 6, 6)}),
        ("Gunmen attacked a market in Mali on Tuesday: two of the traders were killed.", {("dead", 2, 2)}),
        ("Rebels freed four teachers who were abducted in Mali on Tuesday.", {("released", 4, 4)}),
        ("Gunmen killed six people in Mali on Tuesday, four of them nurses.", {("dead", 6, 6), ("dead", 4, 4)}),
        ("Two guards and a driver were killed in an attack in Mali on Tuesday.", {("dead", 2, 2), ("dead", 1, 1)}),
        ("Nine people with gunshot wounds were taken to hospital after the attack in Bamako on Tuesday.", {("injured", 9, 9)}),
        ("A bystander received minor injuries in the attack in Mali on Tuesday.", {("injured", 1, 1)}),
        ("The number of people arrested in Minsk on Tuesday rose to 250.", {("arrested", 250, 250)}),
        ("Gunmen in Mali took 20 others back to their camp on Tuesday as hostages.", {("hostages", 20, 20)}),
        ("At least 11 people are feared to be held captive by gunmen in Mali since Tuesday's attack.", {("hostages", 11, None)}),
        ("Four editors who were arrested in Harare on Tuesday were denied bail.", {("arrested", 4, 4)}),
        ("An army helicopter was shot down in Mali on Tuesday.", {("aircraft", 1, 1)}),
        ("Sweden gave Ukraine 20 million euros in military aid on Tuesday.", {("money", 20_000_000, 20_000_000)}),
        ("Another 14 villagers were killed in an attack in Mali on Tuesday.", {("dead", 14, 14)}),
        ("Gunmen attacked a school in Mali on Tuesday; three nurses were among the dead.", {("dead", 3, 3)}),
        ("Of the wounded, 14 were tourists after the attack in Bamako on Tuesday.", {("injured", 14, 14)}),
        ("Seven nurses including a woman were killed in an attack in Mali on Tuesday.", {("dead", 7, 7), ("dead", 1, 1)}),
        ("Two militants of Ansar Dine (AD) were killed in a clash in Mali on Tuesday.", {("dead", 2, 2)}),
        ("Two sailors are reported to have died in an attack in Yemen on Tuesday.", {("dead", 2, 2)}),
        ("Shelling of Kharkiv on Tuesday brought the death toll in excess of 60.", {("dead", 60, None)}),
        ("Troops arrested a commander and two of his aides in Mali on Tuesday.", {("arrested", 1, 1), ("arrested", 2, 2)}),
        ("Strikes killed 45 traders in Kharkiv and 22 in Sumy on Tuesday.", {("dead", 45, 45), ("dead", 22, 22)}),
        ("On 28 May dozens of farmers were massacred in Mali.", {("dead", 24, None)}),
        ("A herder, known as Musa (35), was killed in a clash in Mali on Tuesday.", {("dead", 1, 1)}),
        ("Police recorded 2,728 intentional killings in an attack in Mali on Tuesday.", {("dead", 2728, 2728)}),
        ("Police recorded 12 political assassinations in an attack in Mali on Tuesday.", {("dead", 12, 12)}),
        (
            "A rocket left a boy dead and a woman injured according to the police of Kharkiv on Tuesday.",
            {("dead", 1, 1), ("injured", 1, 1)},
        ),
        ("Poland announced on Tuesday that it would send 3,000 troops to Estonia.", {("troops", 3000, 3000)}),
        ("Rebels torched three trucks near Aleppo on Tuesday.", {("vehicles", 3, 3)}),
        ("Police in Cairo rounded up 40 students on Tuesday after a rally.", {("arrested", 40, 40)}),
        ("Rebels in Mali killed a monk and two novices on Tuesday.", {("dead", 1, 1), ("dead", 2, 2)}),
        ("A bomb in Mali wounded five guards and a midwife on Tuesday.", {("injured", 5, 5), ("injured", 1, 1)}),
        ("Ann Smith, a lawyer who lived in Mali, was gunned down in Gao on Tuesday.", {("dead", 1, 1)}),
        ("Rebels in Mali let go three nurses on Tuesday.", {("released", 3, 3)}),
        ("Eleven guards held for six days by gunmen in Gao have been rescued in a raid on Tuesday.", {("released", 11, 11)}),
        ("Clashes between two groups left 11 people injured in Gao on Tuesday.", {("injured", 11, 11)}),
        ("Mali's army lost 12 soldiers in an ambush near Gao on Tuesday.", {("dead", 12, 12)}),
        ("Drones sank two boats near Sevastopol on Tuesday.", {("vehicles", 2, 2)}),
        ("The navy sent four missile destroyers to Taiwan on Tuesday.", {("vehicles", 4, 4)}),
        ("A quarter of a million people were killed in the shelling of Aleppo.", {("dead", 250_000, 250_000)}),
        ("Two Islamic State suicide bombers attacked Hasakah on Tuesday and killed six men.", {("dead", 6, 6)}),
        ("The attack on 28 May killed three soldiers in Gao.", {("dead", 3, 3)}),
        ("Gunmen killed 28 soldiers in May in Gao.", {("dead", 28, 28)}),
    ],
)
def test_counts_have_kinds_and_bounds(code: Code, text: str, expected: set[tuple[str, int | None, int | None]]) -> None:
    """Verb and noun decide the kind."""
    assert {(q.kind.value, q.low, q.high) for e in code(text) for q in e.quantities} == expected


@pytest.mark.parametrize(
    "text",
    [
        "Hundreds of inmates fled a prison in Mali after gunmen attacked it on Tuesday.",
        "The navy sent four missile specialists to Taiwan on Tuesday.",
        "Police in Minsk issued 27 arrest warrants on Tuesday after the riots.",
        "Police in Minsk arrested protesters over 108 alleged offences on Tuesday.",
        "A man was accused in Bamako on Tuesday of bombing a bus.",
        "Clashes shook Mali on Tuesday; the rally could become the scene of a crush causing scores of deaths.",
        "Police in Mali arrested rebels on Tuesday who demanded the release of two leaders.",
        "Police in Mali shot at suspects of a 2021 attack that killed 13 people.",
        "Gunmen attacked Bamako on Tuesday; some 5,000 French troops are stationed in Mali.",
        "Militants torched at least 10 houses in Bamako on Tuesday.",
        "M23 rebels captured the town of Sake in Congo on Tuesday.",
    ],
)
def test_what_is_not_reported_is_not_counted(code: Code, text: str) -> None:
    """What is wanted, possible or always so, and things beside people, are no numbers of an event."""
    assert [q for e in code(text) for q in e.quantities] == []


@pytest.mark.parametrize(
    ("text", "party", "country"),
    [
        ("Sweden gave Ukraine 20 million euros in military aid on Tuesday.", "Sweden", "SWE"),
        ("Gunmen in Mali attacked a convoy on Tuesday, and 12 miners in Niger were killed.", "miners", "NER"),
        ("Ann Smith was killed in Mali on Tuesday by gunmen.", "Ann Smith", "MLI"),
        ("Gunmen in Mali freed five other abducted oil workers on Tuesday.", "abducted oil workers", "MLI"),
        ("Russia lost at least 12 soldiers in an ambush in Syria on Tuesday.", "soldiers", "RUS"),
        ("A strike on Aleppo killed 14 people Human Rights Watch said on Tuesday.", "people", "SYR"),
        (
            "Two Communist Party of India Maoist cadres were shot dead on Tuesday.",
            "Communist Party of India Maoist cadres",
            "IND",
        ),
    ],
)
def test_a_number_has_a_party_with_a_country(code: Code, text: str, party: str, country: str) -> None:
    """Money is the giver's; people are those of the place behind them, else of the event's."""
    assert [(q.party, q.party_country) for e in code(text) for q in e.quantities] == [(party, country)]


@pytest.mark.parametrize(
    ("text", "claimant"),
    [
        ("Gunmen killed five people in Mali on Tuesday, said Col. Ann Smith.", "Col. Ann Smith"),
        ("Clashes killed five people in Mali, according to the U.N. migration agency.", "U.N. migration agency"),
        (
            "Clashes killed five people in Mali, UN aid coordinator for the north, Ann Smith said.",
            "UN aid coordinator for the north, Ann Smith",
        ),
        ("Gunmen killed five people in Mali, a monitoring group said. The Mali Observatory said they fled.", "Mali Observatory"),
        ("The Mali Monitor recorded 12 deaths in clashes in Mali on Tuesday.", "Mali Monitor"),
        ("Since Monday, according to the Mali Monitor, five people were killed in clashes in Mali.", "Mali Monitor"),
        ("The coup in Mali was condemned by the army, which said five soldiers were killed on Tuesday.", "army"),
        ("France accused rebels of killing five people in Mali on Tuesday.", "France"),
        ("A reporter saw police in Minsk arrest 20 protesters on Tuesday.", "reporter"),
        ("Five people were killed in clashes in Mali on Tuesday, as confirmed by the health ministry.", "health ministry"),
        ("Gunmen killed five people in Mali, medical sources tell the Daily Example.", "medical sources"),
        ("Five people, the police said, were killed in clashes in Mali on Tuesday.", "police"),
        ("Clashes left 16 fighters dead in Mali the ministry said.", "ministry"),
        ("“The president condemns the reported killing of 20 people in Mali,” said Ann Smith on Tuesday.", "Ann Smith"),
        ("Clashes shook Mali. Another group, the Red Front, said two of its members were killed on Tuesday.", "Red Front"),
        (
            "The Relief Network, a charity, also reported clashes in Mali, and said that five people were killed.",
            "Relief Network",
        ),
        ("Gunmen killed five people in Mali on Tuesday, the governor said.", "governor"),
        ("According to the health ministry, air strikes killed five people in Gaza.", "health ministry"),
        ("Air strikes killed five people in Gaza, said Ahmad Nasser.", "Ahmad Nasser"),
        ("The army said gunmen killed five people in Mali on Tuesday.", "army"),
        ("“Two soldiers were killed,” Ann Smith, a lawmaker in Mali, told Reuters.", "Ann Smith"),
        ("Clashes in Mali killed five people, Health Minister Adama Diop said in a statement.", "Health Minister Adama Diop"),
        ("The Mali Relief Network (MRN) is here. Strikes killed five people in Mali, MRN said.", "Mali Relief Network (MRN)"),
        ("Two guards were killed in an attack in Mali the Mali Monitor said adding that they fled.", "Mali Monitor"),
        ("Gunmen killed five people in Mali a monitoring group said on Tuesday.", "monitoring group"),
        ("In the same context a police source said gunmen killed five people in Mali.", "police source"),
        ("In Bamako police said gunmen killed five people in Mali.", "police"),
        ("Journalist Musa Diop placed the death toll from the attack in Mali at 50.", "Journalist Musa Diop"),
        ("Five were hurt in an attack in Mali, according to the Mali Monitor with the toll expected to rise.", "Mali Monitor"),
        ("The Mali Monitor said gunmen attacked a village. It further said five people were killed in Mali.", "Mali Monitor"),
        ("Gunmen killed five people in Mali, an aid group said. The Red Army said they fled.", "aid group"),
        ("Gunmen in Mali staged an attack, which the army said killed five people.", "army"),
        ("The Mali Monitor said gunmen attacked a village. The group said they killed five people in Mali.", "Mali Monitor"),
    ],
)
def test_a_number_has_who_gives_it(code: Code, text: str, claimant: str) -> None:
    """The reporting clause around a number names its claimant."""
    assert [q.claimed_by for e in code(text) for q in e.quantities] == [claimant]


def test_a_pronoun_behind_a_report_without_comma_is_the_last_speaker(code: Code) -> None:
    """Old wire copy has lost its commas."""
    events = code("The governor said gunmen attacked Dori in Mali on Tuesday. Five traders were killed he said.")
    assert {q.claimed_by for e in events for q in e.quantities} == {"governor"}


def test_two_claims_stand_side_by_side(code: Code) -> None:
    """Two sources with two numbers are two entries."""
    events = code(
        "Clashes erupted in Goma on Tuesday. The army said 10 soldiers were killed. "
        "The rebels said 40 soldiers were killed in the clashes."
    )
    assert {(q.low, q.claimed_by) for e in events for q in e.quantities} == {(10, "army"), (40, "rebels")}


def test_a_running_total_is_cumulative(code: Code) -> None:
    """A war's toll is not this attack's."""
    events = code(
        "An air strike killed 4 people in Gaza on Tuesday. More than 50,000 people have been killed since the war began."
    )
    assert {(q.low, q.cumulative) for e in events for q in e.quantities} == {(4, False), (50_000, True)}


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("The fighting in Aleppo on Tuesday claimed the lives of 129 loyalists and 116 rebels.", ["loyalists", "rebels"]),
        ("Shelling of Kharkiv on Tuesday killed 14 churchgoers and injured 30.", ["churchgoers", "churchgoers"]),
        ("On Tuesday 117 people were killed and 760 injured in Mali by gunmen.", ["people", "people"]),
        ("Shelling of Idlib on Tuesday killed ten people and wounded dozens the Syrian Observatory said.", ["people", "people"]),
    ],
)
def test_people_are_those_that_the_sentence_names(code: Code, text: str, parties: list[str]) -> None:
    """A plural that no list knows is a party; a bare number is of those counted before it, not of who is named behind."""
    assert [q.party for e in code(text) for q in e.quantities] == parties


def test_a_number_of_the_title_is_that_of_the_text(code: Code) -> None:
    """A headline shortens "at least"."""
    events = code("At least 35 people were killed in air strikes on Idlib on Tuesday.", "Air strikes on Idlib kill 35")
    assert [(q.low, q.high) for e in events for q in e.quantities] == [(35, None)]


def test_troops_are_told_by_their_words_and_country(code: Code) -> None:
    """More than the owner's name; a bare "troops" says less than that."""
    described, bare = (
        next(q for e in code(text) for q in e.quantities if q.kind is QuantityKind.TROOPS)
        for text in (
            "Poland sent 3,000 Polish soldiers to Estonia on Tuesday.",
            "Poland sent 3,000 troops to Estonia on Tuesday.",
        )
    )
    assert (described.party, described.party_country) == ("Polish soldiers", "POL")
    assert (bare.party, bare.party_country) == ("Poland", "POL")


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Gunmen captured two of the four aid workers in Pibor on Tuesday.", [("captured", 2)]),
        ("Ukraine sent a brigade with Challenger 2 tanks to Robotyne on Tuesday.", []),
        ("In Kyiv 12 drones were shot down on Tuesday.", [("drones", 12)]),
        ("Rescuers found the remains of 502 soldiers on Tuesday after Russian attacks near Pokrovsk.", [("dead", 502)]),
        ("A missile killed two people and wounded a passer-by in Nabatieh on Tuesday.", [("dead", 2), ("injured", 1)]),
        ("Gunmen killed at least 19 soldiers in Mali on Tuesday according to a local official.", [("dead", 19)]),
        ("Three traders who were sleeping in their truck died in the attack on Tuesday.", [("dead", 3)]),
        ("Rebels killed at least 84 Russian Wagner mercenaries and 47 Malian soldiers on Tuesday.", [("dead", 84), ("dead", 47)]),
        ("A drone strike on the oil field killed three tribal chiefs on Tuesday.", [("dead", 3)]),
        ("Ukraine shot down or jammed 271 of the 315 drones and all seven missiles.", [("drones", 271), ("missiles", 7)]),
        ("Shelling on Tuesday killed 30 people in Omdurman and drove 9,000 out of it.", [("dead", 30), ("displaced", 9000)]),
    ],
)
def test_numbers_count_what_the_words_around_them_say(code: Code, text: str, numbers: list[tuple[str, int]]) -> None:
    """A part and not the whole, no names of weapons, the dead by what is left of them, no sources."""
    assert [(q.kind.value, q.low) for e in code(text) for q in e.quantities] == numbers


@pytest.mark.parametrize(
    ("text", "claimants"),
    [
        ("JNIM attacked a camp in Mali on Tuesday. It said it had killed 41 soldiers.", ["JNIM"]),
        (
            "Mali's army put its losses at eight dead after Tuesday's raid. In a communiqué it said 50 rebels had been killed.",
            ["Mali's army", "Mali's army"],
        ),
        (
            "Gunmen killed 19 soldiers in Mali on Tuesday, according to a hospital source. JNIM said it had killed 40.",
            ["hospital source", "JNIM"],
        ),
        (
            "The army said it hit a base. Israeli strikes killed 73 people in Gaza on Tuesday, the civil defence agency said.",
            ["civil defence agency"],
        ),
        (
            "Four hostages were killed in the raid on Tuesday, mediators Qatar, Egypt and the United States said.",
            ["mediators Qatar, Egypt and the United States"],
        ),
        (
            "Troops clashed with gunmen in Jableh. By Tuesday the Syrian Observatory for Human Rights had counted 237 dead.",
            ["Syrian Observatory for Human Rights"],
        ),
    ],
)
def test_who_gives_a_number_may_stand_in_front(code: Code, text: str, claimants: list[str]) -> None:
    """Who acted in the sentence before is "it"; a source has no name that follows."""
    assert [q.claimed_by for e in code(text) for q in e.quantities] == claimants


@pytest.mark.parametrize("text", ["Police fired tear gas at 500 protesters and wounded", "They fired at 500 protesters and"])
def test_a_sentence_that_breaks_off_is_read(code: Code, text: str) -> None:
    """What it would have counted stays untold."""
    assert all(count.low == 500 for event in code(text) for count in event.quantities)
