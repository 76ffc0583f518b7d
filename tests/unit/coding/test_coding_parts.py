"""Numbers of some of those that a sentence tells of: the downed of the drones, the worse off of the wounded."""

from collections.abc import Callable

import pytest

from processors.records import ConflictEvent
from tests.unit.coding.articles import Told, told

Code = Callable[..., tuple[ConflictEvent, ...]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Ukraine downed 61 Russian drones on Tuesday, while 22 more were lost on radar.",
            [("drones", 61, "Russia"), ("drones", 22, "Russia")],
        ),
        (
            "Russia launched 90 drones on Tuesday; 65 were shot down and another 20 failed to reach their targets.",
            [("drones", 90, "Russia"), ("drones", 65, "Russia"), ("drones", 20, "Russia")],
        ),
        (
            "Russia launched 47 drones and 8 missiles at Ukraine on Tuesday, adding that 40 drones and six missiles were downed.",
            [("drones", 47, "Russia"), ("missiles", 8, "Russia"), ("drones", 40, "Russia"), ("missiles", 6, "Russia")],
        ),
    ],
)
def test_the_downed_are_of_those_that_were_launched(code: Code, text: str, expected: Told) -> None:
    """Whoever they are launched at owns none of them."""
    assert told(code(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Shelling injured nine people in Kherson on Tuesday, four of them seriously.",
            [("injured", 9, "people"), ("injured", 4, "people")],
        ),
        (
            "Shelling killed two and wounded 30 people in Kherson on Tuesday, including three in critical condition.",
            [("dead", 2, None), ("injured", 30, "people"), ("injured", 3, "people")],
        ),
    ],
)
def test_some_of_the_wounded_are_worse_off(code: Code, text: str, expected: Told) -> None:
    """They are counted among the wounded."""
    assert told(code(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Shelling killed a couple and their two children in Kherson on Tuesday.",
            [("dead", 2, "couple"), ("dead", 2, "children")],
        ),
        ("A family of five was killed in an airstrike on Aleppo on Tuesday.", [("dead", 5, None)]),
        ("Five people, all from one family, were killed in Aleppo on Tuesday.", [("dead", 5, "people")]),
        ("Three siblings aged 5, 7 and 12 were killed by shelling in Kherson on Tuesday.", [("dead", 3, "siblings")]),
        ("Shelling wounded two men, aged 35 and 41, in Kherson on Tuesday.", [("injured", 2, "men")]),
        ("Troops killed 14 Indian-backed militants in Quetta on Tuesday.", [("dead", 14, "Indian-backed militants")]),
    ],
)
def test_a_couple_is_two_and_an_age_nobody(code: Code, text: str, expected: Told) -> None:
    """One family is more than one; the ages behind people are no numbers of them."""
    assert told(code(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Six soldiers, including a captain, embraced martyrdom in a clash in Bannu on Tuesday.",
            [("dead", 6, "soldiers"), ("dead", 1, "captain")],
        ),
        (
            "On Tuesday 11 civilians, including a boy, and one soldier were killed by shelling in Kherson.",
            [("dead", 11, "civilians"), ("dead", 1, "boy"), ("dead", 1, "soldier")],
        ),
        (
            "Five officers, among them two captains, sustained injuries in a bombing in Quetta on Tuesday.",
            [("injured", 5, "officers"), ("injured", 2, "captains")],
        ),
    ],
)
def test_a_predicate_follows_an_insertion(code: Code, text: str, expected: Told) -> None:
    """It is of those in front, and of those who are joined to them."""
    assert told(code(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Troops killed 12 bandits in Zamfara on Tuesday and recovered five AK-47 rifles.", [("dead", 12, "bandits")]),
        ("Insurgents attacked three police stations in Mali on Tuesday and killed nine officers.", [("dead", 9, "officers")]),
        ("Russia downed 76 Ukrainian drones over six regions on Tuesday.", [("drones", 76, "Ukraine")]),
        ("Gunmen killed two weapons dealers in Mali on Tuesday.", [("dead", 2, "weapons dealers")]),
        ("Troops killed 12 people in three refugee camps in Sudan on Tuesday.", [("dead", 12, "people")]),
        ("The kidnappers demanded a ransom of N50 million in Kaduna on Tuesday.", [("money", 50_000_000, None)]),
        ("Police in Delhi seized drugs worth Rs 12 crore and arrested two men on Tuesday.", [("arrested", 2, "men")]),
    ],
)
def test_things_and_money_are_no_people(code: Code, text: str, expected: Told) -> None:
    """Arms, premises and places are not counted; an amount is money or nothing."""
    assert [number for number in told(code(text)) if number[0] != "money" or number in expected] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Four of the injured succumbed to their wounds in Kabul on Tuesday after a bombing.", [("dead", 4, None)]),
        (
            "Shelling killed 12 people on Tuesday, seven in Kherson and five in Sumy.",
            [("dead", 12, "people"), ("dead", 7, "people"), ("dead", 5, "people")],
        ),
        (
            "Troops in Kaduna killed two kidnappers on Tuesday and rescued four victims.",
            [("dead", 2, "kidnappers"), ("released", 4, "victims")],
        ),
        ("The attack in Gaza on Tuesday brings to 15 the number of soldiers killed this month.", [("dead", 15, "soldiers")]),
        ("Russia struck Sumy on Tuesday and said Ukrainian losses amounted to 450 servicemen.", [("dead", 450, "servicemen")]),
    ],
)
def test_idioms_of_news_tell_the_kind(code: Code, text: str, expected: Told) -> None:
    """Who dies of wounds is dead, who is rescued from kidnappers is free."""
    assert told(code(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The United States withdrew 1,000 troops from Niger on Tuesday.", ("United States", "USA")),
        ("France sent 200 additional troops to Chad on Tuesday.", ("France", "FRA")),
    ],
)
def test_troops_are_of_who_moves_them(code: Code, text: str, expected: tuple[str, str]) -> None:
    """Not of the land that they leave."""
    numbers = [q for event in code(text) for q in event.quantities]
    assert [(q.party, q.party_country) for q in numbers] == [expected]


@pytest.mark.parametrize(
    ("text", "claimant"),
    [
        ("An attack killed many in Zamfara on Tuesday. Police, however, put the toll at 11.", "Police"),
        ("The Observatory, a UK-based monitor, gave a toll of 89 killed in Sweida on Tuesday.", "Observatory"),
        ("A local official, speaking on condition of anonymity, said 15 people were killed in Goma.", "local official"),
        ("A blast killed 15 people in Goma, a hospital official told AFP on condition of anonymity.", "hospital official"),
        ("US Central Command said the strike killed three al-Shabab militants.", "US Central Command"),
        ("JNIM claimed responsibility for the attack in Djibo, in which it said 60 soldiers died.", "JNIM"),
        ("A resident, Musa Bello, told Reuters gunmen attacked Maru. He said they killed 20 villagers.", "resident, Musa Bello"),
    ],
)
def test_a_claimant_stands_before_an_insertion(code: Code, text: str, claimant: str) -> None:
    """Or in front of "it said", or of the address of a report."""
    assert [q.claimed_by for event in code(text) for q in event.quantities] == [claimant]


def test_each_of_two_claimants_has_its_number(code: Code) -> None:
    """What lawyers put at 20 is theirs, behind "and" too."""
    text = (
        "The Doctors Network said 13 were killed in El Fasher on Tuesday, and the Emergency Lawyers group put the figure at 20."
    )
    numbers = [(q.low, q.claimed_by) for event in code(text) for q in event.quantities]
    assert numbers == [(13, "Doctors Network"), (20, "Emergency Lawyers group")]


def test_a_month_that_is_over_opens_a_sentence_of_another_happening(code: Code) -> None:
    """Its dead are not those of the news, nor is its day."""
    text = (
        "Gunmen killed five soldiers in Djibo on Tuesday, the army said. A patrol was ambushed. The area is remote. "
        "In April, 130 civilians were killed near Solenzo."
    )
    events = code(text)
    assert told(events) == [("dead", 5, "soldiers")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A drone killed a farmer and wounded his wife in Kherson on Tuesday.", [("dead", 1, "farmer"), ("injured", 1, "wife")]),
        ("A priest and his brother were abducted by gunmen on Tuesday.", [("hostages", 1, "priest"), ("hostages", 1, "brother")]),
        (
            "Shelling hit Kherson on Tuesday. A 1-month-old baby and a 14-year-old girl are among those injured.",
            [("injured", 1, "baby"), ("injured", 1, "girl")],
        ),
        (
            "Five attackers were killed in Mogadishu on Tuesday and one was captured alive.",
            [("dead", 5, "attackers"), ("captured", 1, "attackers")],
        ),
        ("Police fired tear gas at about 500 protesters in Nairobi on Tuesday and arrested 34.", [("arrested", 34, None)]),
        ("The EU provided Ukraine with $5 billion in aid on Tuesday.", [("money", 5_000_000_000, "European Union")]),
    ],
)
def test_who_is_beside_somebody_is_counted(code: Code, text: str, expected: Told) -> None:
    """Kin and companions under an article or a possessive; not those at whom somebody fires."""
    assert [number for number in told(code(text)) if number[0] != "drones"] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("An army major was injured in a clash in Kashmir on Tuesday.", [("injured", 1, "army major")]),
        (
            "Boko Haram attacked a base in Borno on Tuesday. Two soldiers paid the supreme price while three were wounded.",
            [("dead", 2, "soldiers"), ("injured", 3, "soldiers")],
        ),
        ("The group, which has about 50 members, killed three policemen in Mali on Tuesday.", [("dead", 3, "policemen")]),
        (
            "Ethnic violence in Manipur on Tuesday killed 20 people and thousands were rendered homeless.",
            [("dead", 20, "people"), ("displaced", 2000, "people")],
        ),
    ],
)
def test_idioms_of_the_army_tell_who_fell(code: Code, text: str, expected: Told) -> None:
    """Members whom a group only has did not."""
    assert told(code(text)) == expected


def test_a_speaker_goes_on_behind_but(code: Code) -> None:
    """With the whole name, not with its first party."""
    text = "Gunmen raided Maru on Tuesday. Police Officer Ahmad Musa confirmed the incident but said 14 persons were abducted."
    assert [q.claimed_by for event in code(text) for q in event.quantities] == ["Police Officer Ahmad Musa"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Russia hit Ukraine with a record 728 drones on Tuesday.", [("drones", 728, "Russia")]),
        ("Russia attacked Ukraine with a massive barrage of 72 missiles on Tuesday.", [("missiles", 72, "Russia")]),
        ("Russian forces stormed Sumy on Tuesday and took 12 soldiers prisoner.", [("captured", 12, "soldiers")]),
        ("Ukraine said 25 Russian soldiers had been taken prisoner in Kursk on Tuesday.", [("captured", 25, "Russian soldiers")]),
        ("Gunmen hijacked a train in Quetta on Tuesday and took 182 people hostage.", [("hostages", 182, "people")]),
        ("Russia handed over bodies on Tuesday; Kyiv received 909 bodies.", []),
    ],
)
def test_who_is_taken_and_what_is_sent(code: Code, text: str, expected: Told) -> None:
    """Prisoners are captured, drones are of who attacks with them, bodies that come home are no new dead."""
    assert told(code(text)) == expected


def test_a_state_counts_its_own_dead(code: Code) -> None:
    """Those killed by the strikes of another one."""
    text = (
        "Pakistan said 31 civilians were killed in Indian strikes along the border on Tuesday. India said it killed 70 militants."
    )
    countries = [(q.low, q.party_country) for event in code(text) for q in event.quantities]
    assert countries[0] == (31, "PAK")


def test_the_news_stands_beside_a_running_total(code: Code) -> None:
    """A number of the title is kept where the text only has a total far above it."""
    text = "Russia has lost around 986,000 troops since the beginning of its invasion of Ukraine, the General Staff said."
    events = code(text, "Russia has lost 1,170 troops in the past day, Ukraine says")
    assert (1170, False) in [(q.low, q.cumulative) for event in events for q in event.quantities]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("More than 500 people have been detained in Turkey since October.", [(500, True)]),
        ("Israeli settlers have injured 220 Palestinians in Hebron this year, the U.N. said.", [(220, True)]),
        ("Police detained 34 people in Istanbul on Tuesday.", [(34, False)]),
    ],
)
def test_a_perfect_with_since_is_a_running_total(code: Code, text: str, expected: list[tuple[int, bool]]) -> None:
    """And so is one of this year."""
    assert [(q.low, q.cumulative) for event in code(text) for q in event.quantities] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Venezuela released 10 Americans on Tuesday in exchange for 252 Venezuelans whom the United States held.",
            [("released", 10, "Americans"), ("released", 252, "Venezuelans")],
        ),
        ("Ukrainian drones on Tuesday set fire to three tanks of fuel in Rostov and killed two men.", [("dead", 2, "men")]),
    ],
)
def test_those_on_both_sides_of_a_swap_are_free(code: Code, text: str, expected: Told) -> None:
    """Tanks of fuel are no vehicles."""
    assert told(code(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Houthis attacked two ships in the Red Sea on Tuesday.", [("vehicles", 2, "ships")]),
        (
            "Rebels shot dead two soldiers and wounded a third in Papua on Tuesday.",
            [("dead", 2, "soldiers"), ("injured", 1, "soldiers")],
        ),
        ("Gunmen killed a teacher in Kebbi on Tuesday and took 25 girls.", [("dead", 1, "teacher"), ("hostages", 25, "girls")]),
        (
            "A bomb exploded in Delhi on Tuesday. Doctors said 15 people were taken to the hospital, eight of whom had died.",
            [("injured", 15, "people"), ("dead", 8, "people")],
        ),
        ("The bodies of 84 people were brought to hospitals in Gaza after strikes on Tuesday.", [("dead", 84, "people")]),
    ],
)
def test_whose_ships_and_what_was_suffered(code: Code, text: str, expected: Told) -> None:
    """Ships that are attacked are not the attacker's, who is brought to a hospital is hurt, who is taken is held."""
    assert told(code(text)) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("3 cops martyred, 2 injured in Quetta attack", [("dead", 3, "cops"), ("injured", 2, "cops")]),
        ("Hamas releases 8 hostages in Gaza", [("released", 8, "hostages")]),
        ("Gunmen kill 12 of 40 passengers in Mali", [("dead", 12, "passengers")]),
        ("Hamas kills 1,200 people in Israel; 251 taken hostage", [("dead", 1200, "people"), ("hostages", 251, "people")]),
    ],
)
def test_headlines_count(code: Code, title: str, expected: Told) -> None:
    """In the present, without auxiliaries."""
    assert sorted(told(code("The attack was reported on Tuesday.", title))) == sorted(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Five deacons were arrested by police in Asmara on Tuesday.", [("arrested", 5, "deacons")]),
        ("Three bridesmaids were kidnapped by gunmen in Sokoto on Tuesday.", [("hostages", 3, "bridesmaids")]),
        (
            "Gunmen clashed with Druze in Sweida on Tuesday, killing 46 Druze and 18 Bedouin.",
            [("dead", 46, "Druze"), ("dead", 18, "Bedouin")],
        ),
    ],
)
def test_people_whom_no_list_holds(code: Code, text: str, expected: Told) -> None:
    """Their predicate tells that they are people."""
    assert told(code(text)) == expected


def test_where_a_monitor_is_based_is_no_country_of_the_dead(code: Code) -> None:
    """Nor is who said that another claims the claimant."""
    text = (
        "Clashes killed many in Sweida, Syria, on Tuesday. The Observatory, a UK-based monitor, gave a toll of 89 dead. "
        "SITE said JNIM claimed to have killed 60."
    )
    numbers = [(q.low, q.party_country, q.claimed_by) for event in code(text) for q in event.quantities]
    assert [(low, by) for low, _, by in numbers] == [(89, "Observatory"), (60, "JNIM")]
    assert numbers[0][1] == "SYR"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "A bomb exploded in Kabul on Tuesday. The ministry raised the death toll from 12 to 15.",
            [("dead", 12, None), ("dead", 15, None)],
        ),
        ("An attack in which 12 soldiers died in Mali on Tuesday has been blamed on JNIM.", [("dead", 12, "soldiers")]),
        ("A teenager stabbed three classmates to death in Lyon on Tuesday.", [("dead", 3, "classmates")]),
        (
            "Gunmen attacked Kebbi on Tuesday. The abduction of 300 schoolchildren shocked the country.",
            [("hostages", 300, "schoolchildren")],
        ),
        ("Rebels killed two men in Mali on Tuesday; a court convicted 12 soldiers.", [("dead", 2, "men")]),
    ],
)
def test_tolls_that_change_and_deeds_as_nouns(code: Code, text: str, expected: Told) -> None:
    """Two tolls are no range."""
    assert told(code(text)) == expected


def test_who_puts_a_number_kills_nobody(code: Code) -> None:
    """He only counts: "put the number of deaths at 11"."""
    text = "Gunmen attacked Maru on Tuesday. The police spokesman put the number of deaths at 11."
    assert [actor.name for event in code(text) for actor in event.actors] == ["Gunmen"]
