"""What the coder reads before it looks for events: sentences with the names that stand in them."""

import pytest

from processors.coding.language.reading import read_article


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


@pytest.mark.parametrize(
    ("text", "dateline"),
    [
        ("KHARKIV, Ukraine (AP) — Russian drones struck two blocks.", "KHARKIV, Ukraine (AP) —"),
        ("KHARTOUM: Armed men attacked a village.", "KHARTOUM:"),
        ("Colombo, March 6 (Daily Mirror) - Police used water cannons.", "Colombo, March 6 (Daily Mirror) -"),
        ("March 4 (Daily Mirror) - Eight men were rescued.", "March 4 (Daily Mirror) -"),
        ("(Juba, 18 February 2020) The envoy condemned the killing.", "(Juba, 18 February 2020)"),
        ("A summary stands here. WASHINGTON — U.S. forces killed him.", "WASHINGTON —"),
        ("MOSCOW, November 25. /TASS/. Russian troops took a village.", "MOSCOW, November 25."),
        ("Ukraine struck a refinery (the third) in Russia.", ""),
        ("(Some of them fled.) Russia struck again.", ""),
        ("The town — a ruin — was shelled.", ""),
        ("Kharkiv-based officials met Russian envoys.", ""),
    ],
)
def test_a_dateline_holds_no_party(text: str, dateline: str) -> None:
    """It says where the reporter was and for whom, not who did anything."""
    clauses, _ = read_article("", text)
    assert next((clause.text(0, clause.dateline) for clause in clauses if clause.dateline), "") == dateline
    assert all(first >= clause.dateline for clause in clauses for first, _, _ in clause.actors)


def test_a_country_that_heads_a_title_is_where_not_who() -> None:
    """It takes no part."""
    clauses, _ = read_article("Colombia: drone attack kills three soldiers", "")
    assert [mention.aside for _, _, mention in clauses[0].actors] == [True, False]


def test_an_army_is_that_of_the_state_that_was_named() -> None:
    """Unless the article names another one's too."""
    one, _ = read_article("", "Sudan's army shelled Nyala. The army denied it.")
    two, _ = read_article("", "Sudan's army met Egypt's army. The army denied it.")
    assert [m.country for _, _, m in one[1].actors] == ["SDN"]
    assert [m.country for _, _, m in two[1].actors] == [None]
