"""Names that an article shortens."""

from hypothesis import given
from hypothesis import strategies as st

from processors.coding.language.abbreviations import lengthened, long_names


def test_a_bracket_behind_a_name_introduces_its_short_form() -> None:
    """The name starts at the short form's first letter, without its article."""
    names = long_names(
        "The Mali Relief Network (MRN) and the Office for Peace in Africa (OPA) met. The Other Name (MRN) came later."
    )
    assert names == {"MRN": "Mali Relief Network", "OPA": "Office for Peace in Africa"}


def test_a_claimant_is_given_in_full() -> None:
    """Only a known short form is lengthened."""
    names = {"MRN": "Mali Relief Network"}
    assert lengthened("MRN", names) == "Mali Relief Network (MRN)"
    assert lengthened("police", names) == "police"
    assert lengthened(None, names) is None


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    """No text breaks it."""
    assert all(len(name.split()) > 1 for name in long_names(text).values())
