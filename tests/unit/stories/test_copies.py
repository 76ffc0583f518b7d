"""Wire copies and the number of independent sources."""

import itertools
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from processors.stories.copies import containment, is_copy, pack, shingle, unpack
from processors.stories.report import Member
from processors.stories.sources import independent_sources
from tests.unit.stories.reports import MARCH, OWN_STRIKE, START, STRIKE, make

texts = st.text(alphabet="abc de'’é.\n", max_size=400)


def test_a_text_is_a_copy_of_itself_whatever_the_quotation_marks_and_capitals() -> None:
    """Outlets set their own."""
    assert containment(shingle(STRIKE), shingle(STRIKE.upper().replace("'", "’"))) == 1.0


def test_a_cut_agency_report_is_a_copy_and_another_report_of_the_same_is_not() -> None:
    """Copies share the wording, not the happening."""
    half = STRIKE[: len(STRIKE) // 2]
    assert is_copy(shingle(f"(Agency) — {half}"), shingle(STRIKE))
    assert not is_copy(shingle(OWN_STRIKE), shingle(STRIKE))
    assert not is_copy(shingle(MARCH), shingle(STRIKE))


def test_a_few_words_are_never_a_copy() -> None:
    """A set phrase is in many texts."""
    assert not is_copy(shingle("Two dock workers were killed."), shingle(STRIKE))


@given(texts, texts)
def test_containment_is_a_share_and_the_same_from_both_sides(one: str, other: str) -> None:
    """Of the smaller set."""
    a, b = shingle(one), shingle(other)
    assert 0.0 <= containment(a, b) <= 1.0
    assert containment(a, b) == containment(b, a)
    assert unpack(pack(a)).tolist() == a.tolist() == sorted(set(a.tolist()))


def members(*pairs: str) -> list[Member]:
    """Members by ``host:text``."""
    found = []
    for number, pair in enumerate(pairs):
        host, text = pair.split(":")
        found.append(Member(make(str(number), STRIKE, host=host), "s", 1, text, START, ""))
    return found


def test_wire_copies_count_once_and_an_own_report_beside_them_is_one_more() -> None:
    """The largest number of outlets of which each has a text of its own."""
    assert independent_sources(members("a:wire", "b:wire", "c:wire")) == 1
    assert independent_sources(members("a:wire", "b:wire", "b:own")) == 2
    assert independent_sources(members("a:one", "a:two", "a:three")) == 1
    assert independent_sources(members("a:wire", "b:wire", "c:wire", "c:own", "a:own2")) == 3


@given(st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from("wxyz")), max_size=9))
def test_the_number_of_sources_is_that_of_trying_every_assignment(pairs: list[tuple[str, str]]) -> None:
    """Whatever order the reports come in."""
    found = independent_sources(members(*(f"{host}:{text}" for host, text in pairs)))
    texts_of: dict[str, set[str | None]] = {}
    for host, text in pairs:
        texts_of.setdefault(host, {None}).add(text)
    choices = ([text for text in choice if text is not None] for choice in itertools.product(*texts_of.values()))
    assert found == max((len(choice) for choice in choices if len(set(choice)) == len(choice)), default=0)
    assert found == independent_sources([replace(m) for m in reversed(members(*(f"{h}:{t}" for h, t in pairs)))])
