"""Words and turns of the outlets of one country or of one kind: agencies, armies, monitors, live blogs."""

from collections.abc import Callable

import pytest

from processors.records import ConflictEvent

Code = Callable[..., tuple[ConflictEvent, ...]]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        (
            "Russian air defenses intercepted 112 Ukrainian unmanned aerial vehicles overnight.",
            [("drones", 112, "Ukraine")],
        ),
        ("Russian air defense systems destroyed 40 Ukrainian fixed-wing unmanned aerial vehicles.", [("drones", 40, "Ukraine")]),
        ("Houthis launched four unmanned aerial vehicles at Israel on Monday.", [("drones", 4, "Houthis")]),
        ("Ukrainian forces struck a ship with two uncrewed boats on Monday.", [("drones", 2, "Ukraine")]),
        ("Ukraine's army destroyed two Russian armoured vehicles near Pokrovsk.", [("vehicles", 2, "Russia")]),
    ],
)
def test_vehicles_without_a_crew_are_drones(code: Code, text: str, numbers: list[tuple[str, int, str]]) -> None:
    """As TASS and the UKMTO call them."""
    assert [(q.kind.value, q.low, q.party) for event in code(text) for q in event.quantities] == numbers


@pytest.mark.parametrize(
    ("text", "actors", "recipients"),
    [
        ("Turkish forces neutralized five PKK/YPG terrorists in northern Syria.", ["Turkey"], ["PKK", "YPG"]),
        ("Seven PKK/YPG terrorists were killed in northern Iraq.", [], ["PKK", "YPG"]),
        ("US/Israeli strikes hit Iran on Tuesday.", ["United States", "Israel"], ["Iran"]),
        ("Turkish forces “neutralized” three PKK terrorists in northern Iraq.", ["Turkey"], ["PKK"]),
        ("Israeli troops 'eliminated' two Hamas fighters in Rafah.", ["Israel"], ["Hamas"]),
    ],
)
def test_slashes_and_scare_quotes_hide_no_party(code: Code, text: str, actors: list[str], recipients: list[str]) -> None:
    """A slash between names is "and"; a verb in quotes is a verb."""
    event = code(text)[0]
    assert [one.name for one in event.actors] == actors
    assert [one.name for one in event.recipients] == recipients


@pytest.mark.parametrize(
    "text",
    [
        "Turkish forces killed three PKK terrorists in northern Iraq, the Defense Ministry said.",
        "The army killed 12 terrorists in North Waziristan, Pakistan's military said on Tuesday.",
        "Troops arrested five terrorists in Borno State, the Nigerian army said.",
    ],
)
def test_who_is_only_named_terrorists_is_not_accused(code: Code, text: str) -> None:
    """As the armies of Turkey, Pakistan and Nigeria call all whom they fight."""
    assert "ACCUSE" not in [event.plover_event.value for event in code(text)]


@pytest.mark.parametrize(
    ("text", "claimant"),
    [
        (
            "10:45 Two killed in a raid. 09:30 Gaza civil defence says Israeli fire killed 27 near an aid site in Rafah.",
            "Gaza civil defence",
        ),
        ("14:05 GMT – Israeli strike kills three in Khan Younis: medics", "medics"),
        ("[12:20] Russian drone hits bus in Kherson, injuring four, governor says.", "governor"),
        ("8.15am: Two Palestinians shot dead in Jenin, health ministry says", "health ministry"),
        ("Israeli strike kills three in Khan Younis: health officials", "health officials"),
    ],
)
def test_entries_of_a_live_blog_begin_with_their_time(code: Code, text: str, claimant: str) -> None:
    """The stamp belongs to nobody's name; a line without a point may end in who says it."""
    assert code(text, "Live updates")[-1].quantities[-1].claimed_by == claimant


@pytest.mark.parametrize(
    ("text", "actors", "recipients"),
    [
        ("Gunmen suspected to be herders killed 20 people in Benue.", ["Gunmen", "herders"], ["people"]),
        (
            "Two policemen died when gunmen believed to be armed herders attacked Guma in Benue.",
            ["gunmen", "herders"],
            ["policemen"],
        ),
        ("Iran's judiciary executed two prisoners on Monday.", ["Iran"], ["prisoners"]),
        (
            "Gunmen suspected to be members of the IPOB killed two police officers.",
            ["Gunmen", "Indigenous People of Biafra"],
            ["police officers"],
        ),
    ],
)
def test_who_is_supposed_to_be_somebody_acts_as_that_one(code: Code, text: str, actors: list[str], recipients: list[str]) -> None:
    """As the papers of Nigeria write it; courts execute."""
    (event,) = code(text)
    assert [one.name for one in event.actors] == actors
    assert [one.name for one in event.recipients] == recipients


def test_who_stabs_and_is_shot_suffers(code: Code) -> None:
    """A relative clause does not have the main verb's subject."""
    text = "A Palestinian terrorist who attempted to stab soldiers near Hebron was shot dead by troops on Wednesday."
    event = next(event for event in code(text) if event.stage.value == "occurred")
    assert "PSE" in [one.country for one in event.recipients]


@pytest.mark.parametrize("verb", ["neutralise", "neutralize", "liquidate", "kill"])
def test_who_is_neutralised_is_dead(code: Code, verb: str) -> None:
    """In the present of headlines, too."""
    (event,) = code("", f"Troops {verb} 15 bandits in Katsina")
    assert [(q.kind.value, q.low) for q in event.quantities] == [("dead", 15)]


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("Governor Oleh Syniehubov said 48 drones, two missiles and four glide bombs hit Kharkiv.", {"drones", "missiles"}),
        ("Zelensky said Russia launched 48 drones and two missiles at Kharkiv.", {"Russia"}),
    ],
)
def test_who_counts_weapons_does_not_own_them(code: Code, text: str, parties: set[str]) -> None:
    """Nor the second of a list."""
    assert {q.party for event in code(text) for q in event.quantities} == parties


@pytest.mark.parametrize(
    ("text", "recipients"),
    [
        (
            "Four soldiers and three members of the Abu Sayyaf Group were killed in Basilan on Tuesday.",
            ["soldiers", "Abu Sayyaf"],
        ),
        ("Two policemen and a member of Hamas were killed in Gaza on Monday.", ["policemen", "Hamas"]),
        ("Militants took more than 400 passengers hostage near Quetta.", ["passengers"]),
        ("Rebels took 30 soldiers prisoner near Bambari.", ["soldiers"]),
    ],
)
def test_each_of_those_who_are_counted_suffers(code: Code, text: str, recipients: list[str]) -> None:
    """Members of a group beside soldiers do; a hostage is what somebody is taken."""
    assert [one.name for one in code(text)[0].recipients] == recipients


@pytest.mark.parametrize(
    "title",
    [
        "Police rescue 22 kidnap victims in Kaduna",
        "Army rescues 22 kidnapped women in Borno State",
    ],
)
def test_victims_who_are_rescued_are_released(code: Code, title: str) -> None:
    """Nobody kidnaps them in this news."""
    told = {(event.plover_event.value, q.kind.value, q.low) for event in code("", title) for q in event.quantities}
    assert ("RETREAT", "released", 22) in told
    assert "hostages" not in {kind for _, kind, _ in told}
