"""Deterministic identifiers."""

from hypothesis import given
from hypothesis import strategies as st

from processors.records import ids


def test_ids_are_what_they_were_in_the_first_version() -> None:
    """Ids are a public contract: a change of the rule would publish everything again."""
    assert ids.article_id("https://outlet.example/a") == "640678c40d32a60766180c2494af01f8"
    assert ids.feed_id("https://outlet.example/f") == "9f4a326956c2c2cf3416bb108f557d5e"
    assert ids.event_id("a", "ASSAULT", 0) == "6ccd303cb9cfccaef2ce0d4cf6334a55"


@given(st.lists(st.text(), min_size=1, max_size=4), st.lists(st.text(), min_size=1, max_size=4))
def test_different_parts_have_different_digests(one: list[str], other: list[str]) -> None:
    """No two lists of parts run together into one id."""
    assert (ids.digest(*one) == ids.digest(*other)) == (one == other)
