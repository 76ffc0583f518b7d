"""What the clauses of a sentence, and the sentences beside each other, say of different acts."""

from collections.abc import Callable

import pytest

from processors.coding.clauses.relative_clauses import relative_clause
from processors.records import ConflictEvent

Code = Callable[..., tuple[ConflictEvent, ...]]
Sides = tuple[list[str | None], list[str | None]]


def sides_of(events: tuple[ConflictEvent, ...], event: str) -> list[Sides]:
    """The countries, else names, of who acts and who suffers in each event of a type."""
    return [
        ([a.country or a.name for a in e.actors], [r.country or r.name for r in e.recipients])
        for e in events
        if e.plover_event.value == event
    ]


@pytest.mark.parametrize(
    ("words", "word", "start"),
    [
        ("condemned the breach of the truce that ended the war last november", "november", 6),
        ("a law which was passed in 2012", "2012", 2),
        ("said that was agreed in 2012", "2012", None),
        ("the deal that russia broke in may", "may", None),
        ("a man who was jailed in 2016 , and police in 2017", "2017", None),
    ],
)
def test_a_relative_clause_begins_with_its_pronoun(words: str, word: str, start: int | None) -> None:
    """Where a verb stands directly behind it, so that the noun is its subject."""
    tokens = words.split()
    assert relative_clause(tokens, tokens.index(word)) == start


@pytest.mark.parametrize(
    ("text", "event", "day"),
    [
        ("Lebanon condemned the strike as a violation of the ceasefire that ended the war last November.", "ACCUSE", None),
        ("Iran condemned the sanctions that Britain imposed last year.", "ACCUSE", None),
        ("Turkish police arrested a man who was jailed in 2016 for links to Islamic State.", "COERCE", None),
    ],
)
def test_what_a_relative_clause_dates_is_its_own(code: Code, text: str, event: str, day: str | None) -> None:
    """The act beside it is news."""
    (found,) = (e for e in code(text) if e.plover_event.value == event)
    assert (found.time.start if found.time is not None else None) == day


@pytest.mark.parametrize(
    ("text", "event", "sides"),
    [
        (
            "Lebanon condemned a breach of the truce that ended the war between Israel and Hezbollah and asked France to act.",
            "REQUEST",
            ["LBN"],
        ),
        ("Hamas is a movement. Hours later, the group fired two rockets at an Israeli army post.", "ASSAULT", ["PSE"]),
        (
            "The NUG is a rival government. Ko Ko, a spokesman for the NUG, accused the army of killing children.",
            "ACCUSE",
            ["MMR"],
        ),
        ("The U.N. humanitarian chief, Tom Fletcher, called for an immediate truce in Sudan.", "REQUEST", ["United Nations"]),
        ("A police helicopter was shot down in Antioquia, killing 13 officers.", "ASSAULT", []),
        ("Burundi, which has some 10,000 troops in South Kivu, began withdrawing them on Wednesday.", "RETREAT", ["BDI"]),
        ("Mali, ruled by generals since a coup, expelled French diplomats.", "SANCTION", ["MLI"]),
        ("Talks between Russia and Ukraine failed. Clashes between the army and rebels killed 12 in Mali.", "ASSAULT", ["MLI"]),
    ],
)
def test_each_act_has_its_doer(code: Code, text: str, event: str, sides: list[str]) -> None:
    """Not who stands nearest to it."""
    assert [actors for actors, _ in sides_of(code(text), event)] == [sides]


@pytest.mark.parametrize(
    ("text", "event", "recipients"),
    [
        ("Kenya accused Ethiopia of killing its soldiers.", "ASSAULT", ["KEN"]),
        ("Police chased protesters in Lima and arrested them.", "COERCE", ["PER"]),
        ("Britain and France are to reimpose U.N. sanctions in August.", "SANCTION", []),
        ("Ukraine accused Russia of shelling its border villages.", "ASSAULT", ["UKR"]),
        ("Six soldiers were killed when gunmen ambushed their convoy near Gao, state TV said.", "ASSAULT", ["MLI"]),
        ("Troops killed 12 bandits and rescued 15 hostages during a raid on a camp in Katsina state.", "ASSAULT", ["NGA"]),
        ("Russia freed 20 Ukrainian prisoners, hours after drones hit Moscow.", "ASSAULT", []),
    ],
)
def test_each_act_has_its_victims(code: Code, text: str, event: str, recipients: list[str]) -> None:
    """Not those of the act beside it, nor who tells it."""
    assert [suffering for _, suffering in sides_of(code(text), event)] == [recipients]


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("The gangs torched two armored vehicles in Port-au-Prince.", "ASSAULT"),
        ("Rebels set fire to a police station in Beni.", "ASSAULT"),
        ("Protesters torched cars in Lima.", "PROTEST"),
    ],
)
def test_those_under_arms_who_burn_do_not_protest(code: Code, text: str, event: str) -> None:
    """A crowd does."""
    assert {e.plover_event.value for e in code(text)} == {event}


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        (
            "On Sunday gunmen killed 11 villagers near Jos. A week earlier a truck bomb outside a base in Maiduguri killed six.",
            [["NGA"], []],
        ),
        (
            "Gunmen ambushed a convoy near Aleppo. Israel struck several tanks in the area.",
            [["SYR"], ["ISR"]],
        ),
        (
            "Russia's military said it had shot down 94 Ukrainian drones. Ukrainian officials said shelling had killed four.",
            [["UKR"], []],
        ),
    ],
)
def test_another_time_or_side_is_another_happening(code: Code, text: str, actors: list[list[str]]) -> None:
    """Though no sentence of the second names a place or party that contradicts the first."""
    assert [acting for acting, _ in sides_of(code(text), "ASSAULT")] == actors


def test_who_died_on_the_anniversary_is_counted_alone(code: Code) -> None:
    """Not those of the year before."""
    events = code(
        "Eight people were killed on Wednesday as police fired at protesters, on the anniversary of protests in which 60 died."
    )
    assert [q.low for e in events for q in e.quantities if q.kind.value == "dead"] == [8]


def test_what_is_only_counted_is_no_second_clash(code: Code) -> None:
    """The second of its kind is the one that is told."""
    events = code("Two soldiers were killed in a gunfight near Kupwara on Tuesday, the second such clash in Kashmir this week.")
    assert [e.plover_event.value for e in events] == ["ASSAULT"]


def test_a_claimant_has_no_month(code: Code) -> None:
    """That is when it was said."""
    events = code("Last month South Africa said that 14 of its soldiers had been killed in Goma.")
    assert [q.claimed_by for e in events for q in e.quantities] == ["South Africa"]


def test_exercises_with_live_fire_are_no_attack(code: Code) -> None:
    """And the aircraft are counted with them."""
    (event,) = code(
        "Taiwan said it had detected 45 Chinese military aircraft around the island as China began live-fire exercises."
    )
    assert event.plover_event.value == "MOBILIZE"
    assert [q.low for q in event.quantities] == [45]


def test_the_first_sentence_may_date_the_title_weeks_ago(code: Code) -> None:
    """Though other sentences tell of this week."""
    events = code(
        "Malian soldiers executed 22 men near Diafarabé on May 12. On Sunday jihadists raided a base in Boulkessi.",
        "Malian soldiers executed herders",
    )
    assert [(e.time.start if e.time is not None else None) for e in events] == ["2025-05-12", "2025-06-01"]


def test_a_given_name_makes_no_call(code: Code) -> None:
    """Burmese names, of which one is "Phone"."""
    assert "CONSULT" not in {
        e.plover_event.value for e in code("Nay Phone Latt accused the army of killing children in Sagaing.")
    }


@pytest.mark.parametrize(
    ("text", "title", "event", "sides"),
    [
        (
            "Russia freed 20 Ukrainian soldiers on Tuesday and Ukraine released 45 Russian prisoners.",
            "",
            "RETREAT",
            [(["RUS"], ["UKR"]), (["UKR"], ["RUS"])],
        ),
        ("Kenya's opposition called off a protest after talks with President William Ruto.", "", "RETREAT", [(["KEN"], [])]),
        (
            "Armenia and Azerbaijan signed a peace agreement on Friday, with President Donald Trump looking on.",
            "",
            "AGREE",
            [(["ARM", "AZE"], [])],
        ),
        ("The U.N. said an Israeli tank fired at its troops near Naqoura.", "", "ASSAULT", [(["ISR"], ["LBN"])]),
        (
            "It happened off Delft Island.",
            "Two Sri Lankan sailors hurt in clash with Indian fishermen",
            "ASSAULT",
            [(["IND"], ["LKA"])],
        ),
        ("Ukraine said its drones had sunk a Russian corvette off occupied Crimea.", "", "ASSAULT", [(["UKR"], ["RUS"])]),
        (
            "The Houthis rule Sanaa. On Sunday the Iran-aligned group said it had fired missiles at a ship.",
            "",
            "ASSAULT",
            [(["YEM"], [])],
        ),
    ],
)
def test_a_sentence_of_two_acts_has_the_parties_of_each(
    code: Code, text: str, title: str, event: str, sides: list[Sides]
) -> None:
    """And none of those who only watch, hear or met before."""
    assert sides_of(code(text, title), event) == sides


@pytest.mark.parametrize(
    "text",
    [
        "Iraqi counter-terrorism officials told it in Sinjar.",
        "The U.N. peacekeeping force in Lebanon said it was safe.",
        "The road leads to occupied Donetsk.",
    ],
)
def test_a_word_of_a_name_tells_no_event(code: Code, text: str) -> None:
    """Nor does what only describes a land."""
    assert not code(text)


@pytest.mark.parametrize(
    ("text", "title", "event", "sides"),
    [
        ("It was on Saturday.", "Ghana: two soldiers killed in Bawku, curfew imposed", "COERCE", [([], [])]),
        (
            "Russia launched missiles at Lviv overnight, killing three people and prompting Poland to scramble jets.",
            "",
            "ASSAULT",
            [(["RUS"], ["UKR"])],
        ),
        ("On Monday, suspected jihadists killed 15 members of a militia near Djibo.", "", "ASSAULT", [(["BFA"], ["BFA"])]),
    ],
)
def test_what_another_act_brings_about_is_its_own(code: Code, text: str, title: str, event: str, sides: list[Sides]) -> None:
    """Its parties are none of the first act."""
    assert sides_of(code(text, title), event) == sides


def test_the_worst_in_a_decade_is_news(code: Code) -> None:
    """What is compared with the past is no past."""
    events = code("Soldiers killed 223 villagers on Tuesday, one of the worst massacres by the army of Burkina Faso in a decade.")
    assert {e.plover_event.value for e in events} == {"ASSAULT"}
