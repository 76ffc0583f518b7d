"""Who and what a number counts: victims under an article, weapons with their owner, what is no number of the event."""

from collections.abc import Callable

import pytest

from processors.records import ConflictEvent
from tests.unit.coding.articles import Told, told

Code = Callable[..., tuple[ConflictEvent, ...]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A 45-year-old woman was killed by shelling in Kherson on Tuesday.", [("dead", 1, "woman")]),
        ("Israeli forces killed a 62-year-old man in Jenin on Tuesday.", [("dead", 1, "man")]),
        ("A 19-year-old was shot dead by troops in Nablus on Tuesday.", [("dead", 1, "19-year-old")]),
        ("Shelling killed two 12-year-old boys in Kherson on Tuesday.", [("dead", 2, "boys")]),
        ("A 45-year-old conflict in Myanmar killed 20 people on Tuesday.", [("dead", 20, "people")]),
        ("Ukraine shot down a Russian Su-34 fighter jet over Kursk on Tuesday.", [("aircraft", 1, "Russia")]),
        ("Russia fired 12 Kh-101 cruise missiles at Kyiv on Tuesday.", [("missiles", 12, "Russia")]),
    ],
)
def test_an_age_or_a_type_stands_before_the_noun(code: Code, text: str, expected: Told) -> None:
    """A compound is one word of what is counted."""
    assert told(code(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A Dutch soldier serving in Lithuania was killed in an attack on Tuesday.", [("dead", 1, "Dutch soldier")]),
        ("A commander of the Arakan Army was killed in a clash in Myanmar on Tuesday.", [("dead", 1, "commander")]),
        ("A police officer deployed to Haiti was killed by gunmen on Tuesday.", [("dead", 1, "police officer")]),
        ("The head of Hamas, Ismail Haniyeh, was killed in Tehran on Tuesday.", [("dead", 1, "Ismail Haniyeh")]),
        ("Ann Smith of the Daily Star was killed in Mali on Tuesday.", [("dead", 1, "Ann Smith")]),
        ("A soldier told reporters in Goma that his brother was killed on Tuesday.", []),
    ],
)
def test_a_name_behind_a_preposition_is_no_victim(code: Code, text: str, expected: Told) -> None:
    """It only says whose soldier, or where from."""
    assert told(code(text))[:1] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Russia launched 100 drones at Kyiv on Tuesday, of which 65 were shot down.",
            [("drones", 100, "Russia"), ("drones", 65, "Russia")],
        ),
        (
            "Russia attacked Ukraine with 93 drones on Tuesday; 60 of them were downed.",
            [("drones", 93, "Russia"), ("drones", 60, "Russia")],
        ),
        ("Ukraine shot down 27 out of 40 drones that Russia launched on Tuesday.", [("drones", 27, "Russia")]),
        ("Gunmen killed 12 out of 40 hostages in Mali on Tuesday.", [("dead", 12, "hostages")]),
        (
            "Russia attacked Ukraine with 215 drones and 12 missiles on Tuesday.",
            [("drones", 215, "Russia"), ("missiles", 12, "Russia")],
        ),
        ("Ukraine was attacked by Russia with 30 drones on Tuesday.", [("drones", 30, "Russia")]),
        ("Six missiles were intercepted by Ukrainian air defences near Kyiv on Tuesday.", [("missiles", 6, "missiles")]),
        ("Three helicopters were destroyed by the Arakan Army in Rakhine on Tuesday.", [("aircraft", 3, "helicopters")]),
        ("Ukraine said six missiles were intercepted by its air defences on Tuesday.", [("missiles", 6, "missiles")]),
        ("China's coast guard seized two fishing boats near Taiwan on Tuesday.", [("vehicles", 2, "fishing boats")]),
    ],
)
def test_weapons_belong_to_who_uses_them(code: Code, text: str, expected: Told) -> None:
    """Not to the nearest name, nor to who shoots them down or takes them; a part of them belongs to the same."""
    assert told(code(text)) == expected


@pytest.mark.parametrize(
    ("text", "claimant"),
    [
        (
            "Gunmen killed 12 people in Mali on Tuesday, the UN human rights office (OHCHR) said.",
            "UN human rights office (OHCHR)",
        ),
        ("The Syrian Observatory (SOHR) said 12 people were killed in Idlib on Tuesday.", "Syrian Observatory (SOHR)"),
        ("The EU sanctioned a Russian bank accused of moving 500 million dollars on Tuesday.", None),
        ("The US approved the sale of missiles to Egypt for an estimated $4.67 billion on Tuesday.", None),
        (
            "Missiles hit Kharkiv on Tuesday and killed five people, the city's mayor, Ihor Terekhov, said.",
            "city's mayor, Ihor Terekhov",
        ),
    ],
)
def test_who_gives_a_number_has_a_short_form_or_a_name(code: Code, text: str, claimant: str | None) -> None:
    """Neither brackets nor an apposition part a speaker from its verb; who is only described says nothing."""
    assert {q.claimed_by for e in code(text) for q in e.quantities} == {claimant}


@pytest.mark.parametrize(
    ("title", "claimant"),
    [
        ("Bomb kills five in Quetta - police", "police"),
        ("Bomb kills five in Quetta: police", "police"),
        ("Officials: Bomb kills five in Quetta", "Officials"),
        ("Bomb kills five in Quetta - Example Tribune", None),
    ],
)
def test_a_title_says_who_says_so(code: Code, title: str, claimant: str | None) -> None:
    """Behind a dash or a colon, or in front of one."""
    events = code("A bomb exploded in Quetta on Tuesday.", title)
    assert [(q.low, q.claimed_by) for e in events for q in e.quantities] == [(5, claimant)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("An Israeli soldier lost her life in an ambush in Gaza on Tuesday.", [("dead", 1, "Israeli soldier")]),
        ("Two soldiers embraced martyrdom in an attack in Waziristan on Tuesday.", [("dead", 2, "soldiers")]),
        ("Nine terrorists were sent to hell in a raid in Balochistan on Tuesday.", [("dead", 9, "terrorists")]),
    ],
)
def test_the_dead_are_told_by_idioms(code: Code, text: str, expected: Told) -> None:
    """South Asian reports say so."""
    assert told(code(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Fourteen NPA rebels surrendered to the army in Samar on Tuesday.", [("captured", 14, "NPA rebels")]),
        ("16 Naxalites laid down arms in Chhattisgarh on Tuesday.", [("captured", 16, "Naxalites")]),
        ("Russia and Ukraine swapped 95 prisoners each on Tuesday.", [("released", 95, "prisoners")]),
        ("Ukraine brought home 175 soldiers from Russian captivity on Tuesday.", [("released", 175, "soldiers")]),
        ("Russia returned 303 Ukrainian soldiers on Tuesday in a swap.", [("released", 303, "Ukrainian soldiers")]),
        ("Ukraine shelled Kursk on Tuesday. Russia has lost 990,800 troops since 2022.", [("dead", 990_800, "troops")]),
    ],
)
def test_who_gives_up_or_comes_home_is_counted(code: Code, text: str, expected: Told) -> None:
    """Surrenders, swaps and losses."""
    assert told(code(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("52 RR and CRPF arrested two militants in Baramulla on Tuesday.", [("arrested", 2, "militants")]),
        ("34 RR killed a terrorist in Kulgam on Tuesday.", [("dead", 1, "terrorist")]),
        ("Russia handed over the bodies of 1,200 Ukrainian soldiers on Tuesday.", []),
        ("Rebels shelled Goma on Tuesday; a morgue received the bodies of 12 men.", [("dead", 12, "men")]),
        ("Five takeaways from Israel's assassination of a Hamas leader in Gaza on Tuesday.", [("dead", 1, "Hamas leader")]),
    ],
)
def test_numbers_that_name_or_come_home_count_no_people(code: Code, text: str, expected: Told) -> None:
    """A unit's number names it; bodies that are exchanged died long ago."""
    assert told(code(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Three officers told Reuters that nine rebels were killed in Gao on Tuesday.", [("dead", 9, "rebels")]),
        ("An aid worker and two residents said 14 people were killed in an attack in Gao.", [("dead", 14, "people")]),
        ("Two officers said 12 soldiers lost their lives in an attack in Gao on Tuesday.", [("dead", 12, "soldiers")]),
        ("Ten people were reported dead after gunmen attacked Gao on Tuesday.", [("dead", 10, "people")]),
        ("A judge in Tunis sentenced six men to death on Tuesday for killing a soldier.", [("dead", 1, "soldier")]),
    ],
)
def test_who_speaks_or_is_condemned_is_none_of_the_dead(code: Code, text: str, expected: Told) -> None:
    """Behind the verb that reports stands what others suffered."""
    assert told(code(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Two soldiers were killed and another injured in an attack in Gao.",
            [("dead", 2, "soldiers"), ("injured", 1, "soldiers")],
        ),
        ("Two rebels were shot dead and another stabbed to death in Gao.", [("dead", 2, "rebels"), ("dead", 1, "rebels")]),
        ("Eight people suffered burns in an attack in Gao on Tuesday.", [("injured", 8, "people")]),
    ],
)
def test_another_one_suffers_too(code: Code, text: str, expected: Told) -> None:
    """Without a verb of its own, or by what it suffers."""
    assert told(code(text)) == expected


@pytest.mark.parametrize(
    ("text", "claimants"),
    [
        ("At least 30 people died in an attack in Gao, the information ministry said.", ["information ministry"]),
        ("Gunmen killed 30 people in Gao, the Relief Rooms (RR), a volunteer network, said.", ["Relief Rooms (RR)"]),
        ("Gunmen killed 30 people in Gao, the mayor, Ann Smith, has confirmed.", ["mayor, Ann Smith"]),
        ("Troops killed 20 rebels in Gao, the army spokesman told reporters in Bamako on Tuesday.", ["army spokesman"]),
        ("Troops detained 41 suspects in Gao on Tuesday, hours after gunmen killed six farmers.", [None, None]),
        ("The army said it had killed 20 rebels in Gao, while the rebels put the number at 5.", ["army", "rebels"]),
        ("The UN said 12 people died in an attack in Gao, but rebels denied it and the army put the toll at 3.", ["UN", "army"]),
        ("Troops killed 30 rebels in Gao, the army said. The group disputed this, saying it lost five men.", ["army", "group"]),
    ],
)
def test_a_speaker_is_told_by_its_verb(code: Code, text: str, claimants: list[str | None]) -> None:
    """Insertions, auxiliaries and addressees stand between; a noun reports nothing."""
    assert [q.claimed_by for e in code(text) for q in e.quantities] == claimants


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "About 10 Israeli special forces dressed as medics killed three militants in Jenin on Tuesday.",
            [("troops", 10, "Israeli special forces"), ("dead", 3, "militants")],
        ),
        ("Two police officers arrested three men in Lagos on Tuesday.", [("arrested", 3, "men")]),
        ("Two Palestinians wounded an Israeli soldier near Hebron on Tuesday.", [("injured", 1, "Israeli soldier")]),
        ("Some 200 rebels attacked an army base in Mali on Tuesday.", [("troops", 200, "rebels")]),
        ("A force of about 600 people attacked the town of Gao on Tuesday.", [("troops", 600, "people")]),
        ("Around 10,000 protesters marched in Paris on Tuesday, and police arrested 20 people.", [("arrested", 20, "people")]),
        ("Two of the four suspects were arrested in Lahore on Tuesday.", [("arrested", 2, "suspects")]),
        ("Two soldiers killed a day earlier were buried in Lahore on Tuesday.", [("dead", 2, "soldiers")]),
    ],
)
def test_who_does_harm_suffers_none(code: Code, text: str, expected: Told) -> None:
    """Armed people who act are troops of their attack."""
    assert told(code(text)) == expected


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("Gunmen killed 21 miners and wounded six in Duki on Tuesday.", ["miners", "miners"]),
        ("Three soldiers were killed while another five were injured in Kulgam on Tuesday.", ["soldiers", "soldiers"]),
        (
            "Days after four guards were killed in the city, a car bomb exploded in Quetta on Tuesday, killing three.",
            ["guards", None],
        ),
        ("A bomb killed two policemen in Peshawar on Tuesday, while another attack killed four there.", ["policemen", None]),
    ],
)
def test_a_bare_number_is_of_those_in_front_in_its_own_clause(code: Code, text: str, parties: list[str | None]) -> None:
    """Another clause tells of others."""
    assert [q.party for event in code(text) for q in event.quantities] == parties


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("At least 87 people were discovered in a mass grave in West Darfur on Tuesday.", [("dead", 87, "people")]),
        ("About 400 civilians were buried in mass graves in Bucha, the mayor said on Tuesday.", [("dead", 400, "civilians")]),
        ("Myanmar's junta granted amnesty to 4,893 prisoners on Tuesday.", [("released", 4893, "prisoners")]),
    ],
)
def test_a_grave_or_an_amnesty_says_what_happened_to_people(code: Code, text: str, expected: Told) -> None:
    """No verb of killing or freeing has to stand beside the number."""
    assert told(code(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The driver was killed and his assistant injured when a bomb hit their car in Bannu on Tuesday.",
            [("dead", 1, "driver"), ("injured", 1, "assistant")],
        ),
        ("The mayor was wounded in a knife attack in Cologne on Tuesday.", [("injured", 1, "mayor")]),
        ("The head teacher was abducted by gunmen in Kaduna on Tuesday.", [("hostages", 1, "head teacher")]),
        ("The president was killed in 1994, before the war that rebels began in Goma on Tuesday.", []),
        ("His father was killed in the war, he told reporters in Goma on Tuesday.", []),
    ],
)
def test_one_who_was_told_of_is_counted(code: Code, text: str, expected: Told) -> None:
    """Harm that one suffers by name of the office is news, unless another year or a story tells it."""
    assert told(code(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Russia launched a massive combined missile and drone attack on Kyiv on Tuesday, killing two.", [("dead", 2, None)]),
        ("A missile was fired at a base in Iraq on Tuesday, two US officials said.", [("missiles", 1, "missile")]),
        ("Two US officials said a missile was fired at a destroyer in the Red Sea on Tuesday.", [("missiles", 1, "missile")]),
        ("They fired five rockets at a base in Iraq on Tuesday, US officials said.", [("missiles", 5, "rockets")]),
        (
            "A dozen boats of the Revolutionary Guards harassed a tanker in the Strait of Hormuz on Tuesday.",
            [("vehicles", 12, "Islamic Revolutionary Guard Corps")],
        ),
        ("Ukraine's air force said it downed 70 of the 110 drones Russia launched on Tuesday.", [("drones", 70, "Russia")]),
        ("Ukraine has received $42 billion in aid from the United States.", [("money", 42 * 10**9, "United States")]),
        ("The EU will give Moldova 1.9 billion euros.", [("money", 19 * 10**8, "European Union")]),
        ("Germany said it would give Ukraine 500 million euros in aid.", [("money", 5 * 10**8, "Germany")]),
        ("Lloyd Austin said the US would give Ukraine $300 million in aid.", [("money", 3 * 10**8, "United States")]),
    ],
)
def test_who_only_tells_a_number_owns_nothing(code: Code, text: str, expected: Told) -> None:
    """Weapons are those of who uses them, money is that of who gives it; a kind of attack is no weapon."""
    assert told(code(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The opposition leader was detained in Harare on Friday, along with three aides.", [("arrested", 3, "aides")]),
        ("Police detained the mayor in Istanbul on Tuesday together with 100 officials.", [("arrested", 100, "officials")]),
        ("The president met the mayor in Kabul on Tuesday, along with three aides.", []),
    ],
)
def test_who_is_beside_somebody_suffers_the_same(code: Code, text: str, expected: Told) -> None:
    """The number stands far behind the verb, with others between."""
    assert told(code(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Police arrested the prime suspect in the bombing in Lagos on Tuesday.", [("arrested", 1, "prime suspect")]),
        ("Police have detained the alleged ringleader of a gang in Nairobi.", [("arrested", 1, "alleged ringleader")]),
        ("A mob beat a man to death in Karachi on Tuesday.", [("dead", 1, "man")]),
        ("Police arrested the suspects in Lahore on Tuesday.", []),
        ("Police arrested the president's chief of staff in Bogota on Tuesday.", []),
    ],
)
def test_a_culprit_who_is_caught_is_one(code: Code, text: str, expected: Told) -> None:
    """Who was sought is counted, though the article is definite; who holds an office is known by name."""
    assert told(code(text)) == expected


def test_one_is_wounded_when_something_happens(code: Code) -> None:
    """The participle stands for a predicate in front of a clause, too."""
    events = code("Three officers were killed and a civilian wounded when a bomb hit their car in Bannu on Monday.")
    assert ("injured", 1, "civilian") in told(events)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The Netherlands promised Ukraine 100,000 drones on Tuesday and Norway pledged $700 million.",
            [("drones", "Netherlands"), ("money", "Norway")],
        ),
        (
            "Germany will provide Ukraine 1.9 billion euros and Canada $500 million.",
            [("money", "Germany"), ("money", "Canada")],
        ),
        ("Germany and Norway pledged $700 million to Ukraine on Monday.", [("money", "Germany")]),
        ("The US gave Ukraine $300 million and Kyiv welcomed it.", [("money", "United States")]),
        ("Turkey sold Pakistan four warships on Monday.", [("vehicles", "Turkey")]),
    ],
)
def test_what_is_given_is_the_givers(code: Code, text: str, expected: list[tuple[str, str]]) -> None:
    """Not the receiver's in front of the number, nor that of who gives something else."""
    assert [(q.kind.value, q.party) for event in code(text) for q in event.quantities] == expected
