"""find_actors: who is named, by what kind of words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from processors.actors import ActorKind, ActorMention, find_actors
from processors.records.event import Sector

# fmt: off
PIECES = st.sampled_from((
    "Ukraine", "Ukraine's", "Russian", "Russian-backed", "separatists", "forces", "Moscow", "said", "Kyiv", "U.S.",
    "US", "President", "Trump", "Hamas", "al-Qaeda", "the", "in", ",", ".", "\n", "\u2019s", "Governor", "Anna",
    "Kovalenko", "\u0130", "\xdf", "\ufb01", "\xe9", "\u0301", "\u200b", "\U0001f600", "-", "'", "Foreign", "Minister",
    "PUTIN", "IS", "Georgia", "Jordan", "al", "Ben-Gvir",
))
# fmt: on


def only(text: str) -> ActorMention:
    """The single mention of a text."""
    (mention,) = find_actors(text)
    return mention


def summary(text: str) -> list[tuple[str, str, str | None]]:
    """Words, standard name and country of each mention."""
    return [(mention.text, mention.name, mention.country) for mention in find_actors(text)]


@given(st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=40).map(" ".join), st.lists(PIECES, max_size=40).map("".join)))
def test_spans_select_the_words_and_never_overlap(text: str) -> None:
    """Whatever the text: spans lie inside it, equal the words, stand in order, and come out the same again."""
    mentions = find_actors(text)
    assert mentions == find_actors(text)
    end = 0
    for mention in mentions:
        assert end <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.text
        end = mention.end


@pytest.mark.parametrize(
    ("text", "words", "country", "kind", "sector"),
    [
        ("Heavily armed Russian troops crossed.", "Russian troops", "RUS", ActorKind.MILITARY, Sector.MIL),
        ("Ukraine’s air force replied.", "Ukraine’s air force", "UKR", ActorKind.MILITARY, Sector.MIL),
        ("The Israeli military spoke.", "Israeli military", "ISR", ActorKind.MILITARY, Sector.MIL),
        ("Iranian police fired.", "Iranian police", "IRN", ActorKind.POLICE, Sector.COP),
        ("Israeli settlers burned cars.", "Israeli settlers", "ISR", ActorKind.PEOPLE, Sector.CIV),
        ("The Turkish foreign ministry objected.", "Turkish foreign ministry", "TUR", ActorKind.GOVERNMENT, Sector.GOV),
        ("Syrian state media reported it.", "Syrian state media", "SYR", ActorKind.GOVERNMENT, Sector.GOV),
        ("Russian-backed separatists advanced.", "Russian-backed separatists", None, ActorKind.GENERIC, Sector.REB),
        ("Masked gunmen opened fire.", "Masked gunmen", None, ActorKind.GENERIC, Sector.REB),
        ("Several residents fled.", "residents", None, ActorKind.PEOPLE, Sector.CIV),
        ("Student protesters marched.", "Student protesters", None, ActorKind.PEOPLE, Sector.CIV),
        ("Houthi rebels fired.", "Houthi rebels", "YEM", ActorKind.GROUP, Sector.REB),
        ("The U.S. military fired.", "U.S. military", "USA", ActorKind.MILITARY, Sector.MIL),
        ("Al-Qaeda-linked fighters fled.", "Al-Qaeda-linked fighters", None, ActorKind.GENERIC, Sector.REB),
        ("U.S.-backed separatists advanced.", "U.S.-backed separatists", None, ActorKind.GENERIC, Sector.REB),
    ],
)
def test_nationality_and_head_are_one_mention(
    text: str, words: str, country: str | None, kind: ActorKind, sector: Sector
) -> None:
    """A nationality, or a country's possessive, and the head it owns make one party."""
    mention = only(text)
    assert (mention.text, mention.country, mention.kind, mention.sector) == (words, country, kind, sector)


def test_leaders_are_known_by_title_name_and_surname() -> None:
    """Title and name are one mention; the surname alone, in any of its spellings, is the same person."""
    text = "Defence Minister Rustem Umerov met Hakan Fidan. Umerov later called Zelenskiy; Netanyahu did not."
    names = [(mention.name, mention.country, mention.kind) for mention in find_actors(text)]
    assert names == [
        ("Rustem Umerov", "UKR", ActorKind.LEADER),
        ("Hakan Fidan", "TUR", ActorKind.LEADER),
        ("Rustem Umerov", "UKR", ActorKind.LEADER),
        ("Volodymyr Zelensky", "UKR", ActorKind.LEADER),
        ("Benjamin Netanyahu", "ISR", ActorKind.LEADER),
    ]


def test_an_unknown_official_has_the_country_of_the_adjective() -> None:
    """A title makes a person; the nationality before it tells the country; later the surname is enough."""
    text = "Moldovan Foreign Minister Ana Rotaru left. Rotaru gave no reason."
    assert summary(text) == [
        ("Moldovan Foreign Minister Ana Rotaru", "Ana Rotaru", "MDA"),
        ("Rotaru", "Ana Rotaru", "MDA"),
    ]


@pytest.mark.parametrize(
    ("text", "government"),
    [
        ("Moscow said it would answer.", True),
        ("Yerevan and Baku said they agreed.", True),
        ("They urged Kyiv to wait.", True),
        ("Washington's plan was refused.", True),
        ("Talks between Beijing and Delhi stalled.", True),
        ("Pressure from Washington grew.", True),
        ("A crowd gathered in Moscow overnight.", False),
        ("Drones hit Kyiv overnight.", False),
        ("Kyiv's suburbs were dark.", False),
        ("Trains from Berlin were late.", False),
        ("The Washington Post reported it.", False),
        ("Tehran denounced the killing.", True),
        ("Riyadh executes 37 men", True),
        ("Moscow, for its part, denied it.", True),
        ("Beijing, which claims the island, was angry.", True),
        ("Sanctions on Pyongyang were renewed.", True),
        ("They approved an arms package for Taipei.", True),
        ("They thanked Stockholm.", True),
        ("It is a dispute over Addis Ababa's plan.", True),
        ("Moscow and Kyiv each freed 300.", True),
        ("Kinshasa, which has 17 million people, was dark.", False),
        ("Explosions were heard in Lviv and Kyiv.", False),
        ("Kyiv has been hit by drones.", False),
        ("Nairobi protests turn deadly", False),
        ("The Doha talks failed.", False),
        ("Moscow on Thursday accused Kyiv.", True),
        ("New Delhi Tuesday summoned the envoy.", True),
        ("Kyiv on Friday was quiet.", False),
        ("Fighting in Kyiv on Friday killed two.", False),
    ],
)
def test_a_capital_is_a_government_or_a_city(text: str, government: bool) -> None:  # noqa: FBT001 (a parametrised expectation)
    """The words around a capital tell the government from the city."""
    assert any(mention.kind is ActorKind.GOVERNMENT for mention in find_actors(text)) is government


@pytest.mark.parametrize(
    "text",
    [
        "The turkey was cold.",
        "Michael Jordan scored, and Jordan Hill sat out.",
        "Fire crews in Lebanon, Ohio, saved the barn.",
        "The guinea pig slept.",
        "Sheriffs in Atlanta and Savannah said Georgia had no snow.",
        "New Mexico and the Indian Ocean are far apart.",
        "Let us see who it is.",
    ],
)
def test_words_that_only_look_like_parties(text: str) -> None:
    """Birds, first names, towns and oceans are no countries; words are no acronyms."""
    assert not [mention for mention in find_actors(text) if mention.kind in {ActorKind.COUNTRY, ActorKind.GROUP, ActorKind.IGO}]


def test_a_point_may_end_a_sentence_too() -> None:
    """Soldiers behind "in the U.S." are not American."""
    assert [(m.text, m.country) for m in find_actors("He lives in the U.S. Soldiers came.")] == [
        ("U.S.", "USA"),
        ("Soldiers", None),
    ]


def test_a_town_is_no_leader_of_its_name() -> None:
    """President Masisi of Botswana, and a town in Congo."""
    assert only("Masisi spoke on Monday.").country == "BWA"
    assert not find_actors("They entered the town of Masisi.")


def test_groups_carry_their_ucdp_id() -> None:
    """A group has UCDP's name and id under any of its aliases."""
    mention = only("ISIS claimed it.")
    assert (mention.name, mention.ucdp_actor_id, mention.sector) == ("Islamic State", 234, Sector.REB)


def test_adjectives_and_places_are_marked() -> None:
    """A bare nationality is adjectival; a country behind "in" is locative."""
    drones, place = find_actors("Russian drones fell in Poland.")
    assert (drones.adjectival, drones.locative, drones.country) == (True, False, "RUS")
    assert (place.adjectival, place.locative, place.country) == (False, True, "POL")


def test_initials_keep_their_point() -> None:
    """The last point of "U.S." belongs to the name."""
    assert summary("It angered the U.S. again.") == [("U.S.", "United States", "USA")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Syrias army met Turkeys president.", [("Syrias army", "SYR"), ("Turkeys president", "TUR")]),
        ("Syria's army. The Georgias met.", [("Syria's army", "SYR")]),  # it has an apostrophe
        ("The Peoples Liberation Army met.", [("Peoples Liberation Army", "CHN")]),
    ],
)
def test_a_possessive_without_its_apostrophe_is_one(text: str, found: list[tuple[str, str]]) -> None:
    """Where a text has lost its apostrophes, and only there."""
    assert [(mention.text, mention.country) for mention in find_actors(text)] == found


@pytest.mark.parametrize(
    ("text", "locative"),
    [
        ("A bomb went off under Sadar Police Station limits.", [True]),
        ("The body lay near a police station.", [True]),
        ("Rebels attacked a police station.", [False, False]),
        ("A police informer was shot.", []),
        ("They met in front of parliament.", [True]),
        ("They urged parliament to act.", [False]),
    ],
)
def test_a_building_may_only_say_where(text: str, locative: list[bool]) -> None:
    """What is near a police station does not concern the police; an informer is none of them; a parliament sits somewhere."""
    assert [mention.locative for mention in find_actors(text)] == locative


@pytest.mark.parametrize("text", ["al-Sheikh Maqsoud neighborhood", "in Sheikh Zuweid", "the Imam Ali mosque"])
def test_places_named_after_persons_are_no_persons(text: str) -> None:
    """Nobody is named there."""
    assert find_actors(text) == ()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The Sudan Tribune reported it.", []),
        ("Iran International said that Israel struck.", ["Israel"]),
        ("Iraqi News said so; Iraqi officials did not.", ["Iraq"]),
    ],
)
def test_a_newspaper_is_not_the_country_of_its_name(text: str, names: list[str]) -> None:
    """What it reports, the country does not say."""
    assert [mention.name for mention in find_actors(text)] == names


def test_people_who_only_describe_a_thing_are_no_party() -> None:
    """A camp is named after those who live in it."""
    assert find_actors("Shells hit a refugee camp and civilian homes.") == ()
    assert [mention.text for mention in find_actors("Shells hit a refugee and a civilian.")] == ["refugee", "civilian"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Troops of the Armed Forces of Nigeria fired.", [("Troops", None), ("Nigeria", "NGA")]),
        ("Two fighters of the M23 died.", [("M23", "COD")]),
        ("Envoys from Russia arrived.", [("Russia", "RUS")]),
        ("The Palestinian militant group Hamas said so.", [("Hamas", "PSE")]),
        ("Paramilitary Rapid Support Forces fired.", [("Rapid Support Forces", "SDN")]),
        ("The Somali National Army (SNA) came; the SNA left.", [("Somali National Army", "SOM")] * 3),
        ("The Saudi Maternity Hospital was hit.", []),
        ("Three died in Dera Ismail Khan.", []),
        ("France 24 showed it.", []),
        ("The Centre for Policy Research wrote it.", []),
        ("The state urged the Centre to act.", [("Government of India", "IND")]),
        ("A student-led uprising began.", []),
        ("It is a terrorist organisation.", []),
    ],
)
def test_a_party_is_named_once(text: str, found: list[tuple[str, str | None]]) -> None:
    """With its head in front, behind "of", in brackets; houses, channels and words that describe are none."""
    assert [(name, country) for _, name, country in summary(text)] == found


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("The United Kuki National Army attacked a village.", "United Kuki National Army", "IND"),
        ("The Zomi Revolutionary Army attacked a village.", "Zomi Revolutionary Army", "IND"),
        ("Two PLA-G members were killed.", "Communist Party of India (Maoist)", "IND"),
        ("Colombian Defence Minister Pedro Sanchez spoke.", "Pedro Arnulfo Sánchez", "COL"),
        ("Spain's Pedro Sanchez spoke.", "Pedro Sánchez", "ESP"),
        ("The NLC called a strike.", "Nigeria Labour Congress", "NGA"),
        ("The Baloch Liberation Front attacked a village.", "Balochistan Liberation Front", "PAK"),
        ("The Kurdistan Workers' Party attacked a village.", "PKK", "TUR"),
        ("The Kurdistan Workers’ Party attacked a village.", "PKK", "TUR"),
        ("Islamic State Mozambique attacked a village.", "Mozambican insurgents", "MOZ"),
    ],
)
def test_bodies_are_the_longest_name(text: str, name: str, country: str) -> None:
    """Not the shorter party inside it, nor a namesake elsewhere."""
    assert (name, country) in [(mention.name, mention.country) for mention in find_actors(text)]


def test_who_has_led_a_state_and_a_body_is_what_the_words_say() -> None:
    """The later office where they say nothing."""
    assert summary("Dutch Prime Minister Mark Rutte resigned.") == [("Dutch Prime Minister Mark Rutte", "Mark Rutte", "NLD")]
    assert summary("Mark Rutte warned.") == [("Mark Rutte", "Mark Rutte", None)]


@pytest.mark.parametrize(
    ("text", "name", "country", "sector"),
    [
        ("Hitmen shot the mayor.", "Hitmen", None, Sector.CRM),
        ("Two jawans were hurt.", "jawans", None, Sector.MIL),
        ("A constable was martyred.", "constable", None, Sector.COP),
        ("Unidentified armed motorcyclists opened fire.", "Unidentified armed motorcyclists", None, Sector.REB),
        ("Battlegroup North took the village.", "Battlegroup North", "RUS", Sector.MIL),
        ("Fighters of Fitna al-Hindustan were killed.", "Fitna al-Hindustan", "PAK", Sector.REB),
        ("The GSIM claimed the attack.", "JNIM", "MLI", Sector.REB),
        ("Two Mayos were arrested.", "Sinaloa Cartel", "MEX", Sector.CRM),
        ("Asayish arrested two men.", "Asayish", None, Sector.COP),
    ],
)
def test_outlets_have_words_of_their_own_for_forces(text: str, name: str, country: str | None, sector: Sector) -> None:
    """Of Mexico, India, Nigeria, TASS, AFP, Rudaw."""
    assert (name, country, sector) in [(one.name, one.country, one.sector) for one in find_actors(text)]
