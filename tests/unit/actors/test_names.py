"""Names that are somebody else's, and names of countries that only say whose something is."""

import pytest

from processors.actors import find_actors


@pytest.mark.parametrize(
    "text",
    [
        "Boutros Badawi was assaulted by armed men on Sunday. Badawi accused the former regime.",
        "On Sunday armed men assaulted Boutros Badawi. Badawi had been warned.",
    ],
)
def test_a_leaders_surname_may_be_somebody_elses(text: str) -> None:
    """Where the text gives it another first name, it is nobody whom the lists hold."""
    assert all(actor.country != "MYS" for actor in find_actors(text))


def test_a_leaders_own_first_names_change_nothing() -> None:
    """A part of his own name does not make him another one."""
    text = "Recep Erdogan warned Israel on Monday. Erdogan said that Turkish troops would enter Syria."
    assert [actor.name for actor in find_actors(text)].count("Recep Tayyip Erdoğan") == 2


@pytest.mark.parametrize(
    ("text", "country", "locative"),
    [
        ("Six were killed in U.S. air strikes on Saturday.", "USA", False),
        ("A drone hit a US base in Syria.", "USA", False),
        ("Twelve were killed in Israel strikes on Gaza.", "ISR", False),
        ("Six were killed in the U.S. on Saturday.", "USA", True),
        ("Five were killed in Mali attacks on Saturday.", "MLI", True),
    ],
)
def test_a_country_may_only_say_whose_it_is(text: str, country: str, locative: bool) -> None:  # noqa: FBT001 (a parametrised expectation)
    """An abbreviation in front of an attack or a base is an attribute, not where that is."""
    (actor,) = [actor for actor in find_actors(text) if actor.country == country]
    assert actor.locative is locative


def test_niger_state_is_nigerias() -> None:
    """In small letters, too."""
    assert all(actor.country != "NER" for actor in find_actors("Gunmen abducted 300 students in Niger state, police said."))
