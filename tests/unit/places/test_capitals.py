"""Capitals that are named by their country."""

import pytest

from processors.actors import find_actors
from processors.places import find_places
from processors.places.capitals import capitals
from processors.places.table import capital_names


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Gunmen killed two people in the Ukrainian capital on Monday.", "Ukrainian capital", "Kyiv"),
        ("A bomb exploded in Eritrea's capital on Monday.", "Eritrea's capital", "Asmara"),
        ("An explosion rocked the Somali capital, police said.", "Somali capital", "Mogadishu"),
        ("Clashes near the capital of Sudan killed ten, Sudan's army said.", "capital of Sudan", "Khartoum"),
        ("A bomb went off in the capital on Monday, Afghanistan's interior ministry said.", "capital", "Kabul"),
        ("Shots were heard in the country's capital, Kenyan police said.", "country's capital", "Nairobi"),
        ("Police fired at protesters in the Bulgarian capital.", "Bulgarian capital", "Sofia"),
    ],
)
def test_a_capital_is_known_by_its_country(text: str, words: str, name: str) -> None:
    """Its words are those that tell it."""
    (place,) = [place for place in find_places(text, find_actors(text)) if place.location.name == name]
    assert place.text == words
    assert text[place.start : place.end] == words


@pytest.mark.parametrize(
    "text",
    [
        "The court upheld capital punishment in Kenya, Kenyan police said.",
        "In the former Kazakh capital Almaty, Kazakh police shot two protesters.",
        "Four men were killed in the capital, Mogadishu, Somali police said.",
        "Two were shot in Nigeria's commercial capital, Nigerian police said.",
        "The capital markets of China fell, Chinese state media said.",
        "Fire broke out in the capital, German and French papers said.",
    ],
)
def test_other_capitals_are_not_taken_for_one(text: str) -> None:
    """Neither money nor death, nor one that is named, nor that of one country among several."""
    assert all("capital" not in place.text for place in find_places(text, find_actors(text)))


def test_every_government_that_sits_in_a_capital_has_one() -> None:
    """The table of countries names each of them as the gazetteer does."""
    assert len(capitals()) > 180
    assert len(capital_names()) > 150
