"""Unit tests for processors.coding.fields.seats: what courts and councils do where they sit."""

import pytest

from processors.coding import code_events
from tests.unit.coding.articles import make_article


def _place(text: str, event: str) -> tuple[str, str | None] | None:
    found = [e.location for e in code_events(make_article(text)) if e.plover_event == event]
    return None if not found or found[0] is None else (found[0].name, found[0].country)


@pytest.mark.parametrize(
    ("text", "event", "place"),
    [
        (
            "The United States vetoed a UN Security Council resolution Thursday that had demanded a ceasefire in Gaza.",
            "REJECT",
            ("New York City", "USA"),
        ),
        (
            "The prosecutor of the International Criminal Court sought a warrant for Benjamin Netanyahu for war crimes in Gaza.",
            "ACCUSE",
            ("The Hague", "NLD"),
        ),
        (
            "Lithuania initiated legal proceedings against Belarus at the International Court of Justice over migrants.",
            "ACCUSE",
            ("The Hague", "NLD"),
        ),
        (
            "Russia's envoy slammed US strikes on Iran as aggression at an emergency UN Security Council meeting on Friday.",
            "ACCUSE",
            ("New York City", "USA"),
        ),
        (
            "The UN Human Rights Council on Friday condemned the killing of civilians in Sudan's El Fasher.",
            "ACCUSE",
            ("Geneva", "CHE"),
        ),
    ],
)
def test_a_court_or_council_acts_at_its_seat(text: str, event: str, place: tuple[str, str]) -> None:
    """What it decides on is elsewhere."""
    assert _place(text, event) == place


@pytest.mark.parametrize(
    ("text", "event", "country"),
    [
        (
            "Pakistan's foreign minister on Monday urged India to respect UN Security Council resolutions on Kashmir.",
            "REQUEST",
            "PAK",
        ),
        ("Members of the UN Security Council met President Salva Kiir in Juba on Tuesday.", "CONSULT", "SSD"),
        ("Turkey's National Security Council condemned the attack on Tuesday.", "ACCUSE", "TUR"),
        ("The International Criminal Court suspect was killed by gunmen in Tripoli on Monday.", "ASSAULT", "LBY"),
    ],
)
def test_what_is_done_elsewhere_is_not_at_a_seat(text: str, event: str, country: str) -> None:
    """A body that is only named, that is stated to be elsewhere, or that is a state's own."""
    place = _place(text, event)
    assert place is not None
    assert place[1] == country


def test_the_words_of_the_body_support_its_seat() -> None:
    """The place's span is the body's name."""
    text = "The UN Security Council condemned the coup in Niger on Thursday."
    event = next(e for e in code_events(make_article(text)) if e.plover_event == "ACCUSE")
    assert event.location is not None
    start, end = event.location.span
    assert text[start:end] == "UN Security Council"


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Lithuania's foreign minister accused Russia at the United Nations on Monday of undermining peace.", "USA"),
        ("The United Nations accused the RSF on Monday of blocking aid to El Fasher.", "SDN"),
    ],
)
def test_the_united_nations_speak_anywhere(text: str, country: str) -> None:
    """Only what others say in front of them is certainly said in New York."""
    place = _place(text, "ACCUSE")
    assert place is not None
    assert place[1] == country
