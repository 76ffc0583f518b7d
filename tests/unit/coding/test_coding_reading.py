"""What the coder reads before it looks for events: sentences with the names that stand in them."""

import pytest

from processors.coding.reading import read_article


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Gunmen fired at a crowd in northern Lebanon on Monday, the army said. Beirut sent soldiers.", "LBN"),
        ("Gunmen fired at a crowd in western Libya on Monday, the army said. Misrata sent fighters.", "LBY"),
    ],
)
def test_the_text_says_which_place_the_title_means(text: str, country: str) -> None:
    """There are two cities of the name; spans are the title's own."""
    title = "Shelling in Tripoli kills five"
    clauses, places = read_article(title, text)
    ((_, _, tripoli),) = clauses[0].places
    assert tripoli.location.country == country
    assert title[slice(*tripoli.location.span)] == tripoli.location.text == "Tripoli"
    assert tripoli.location not in places


def test_the_text_says_whom_the_title_means() -> None:
    """A surname in the title is the person's whom the text introduces."""
    clauses, _ = read_article("Mayor: Kovalenko condemns attack", "Governor Anna Kovalenko condemned it on Monday.")
    assert [(m.text, m.name, m.start) for _, _, m in clauses[0].actors] == [("Kovalenko", "Anna Kovalenko", 7)]


def test_capitals_are_the_texts_own_matter() -> None:
    """Old wire copy has none: its names are found behind a title with capitals, and its spans are of its own letters."""
    text = "a bomb killed two people in bogota, the capital."
    clauses, (place,) = read_article("Attack in the South", text)
    assert (place.country, place.text) == ("COL", "bogota")
    assert text[slice(*place.span)] == "bogota"
    assert not clauses[0].places


@pytest.mark.parametrize("title", ["Ten Killed in Mogadishu Blast", "TEN KILLED IN MOGADISHU BLAST"])
def test_a_headlines_capitals_make_no_names(title: str) -> None:
    """What the text writes small is a word: "Mogadishu Blast" is a place and a blast."""
    clauses, _ = read_article(title, "A blast killed ten people in the capital on Monday.")
    ((_, _, place),) = clauses[0].places
    assert (place.location.country, title[place.start : place.end]) == ("SOM", place.text)
    assert place.text.title() == "Mogadishu"
