"""What a number counts: what the model does with a number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from processors.coding.clauses.datings import Dating
from processors.coding.counts.count_types import Candidate, CountType, count_types
from processors.coding.counts.quantities import MAX_NUMBERS, find_candidates
from processors.coding.language.reading import read_article
from processors.records.event import QuantityKind

UNDATED = Dating()


def counted(text: str) -> list[tuple[Candidate, CountType]]:
    """The numbers of a text's first sentence with what the model takes them for."""
    clause = read_article("", text)[0][0]
    candidates = find_candidates(clause)
    return list(zip(candidates, count_types(clause, candidates, UNDATED), strict=True))


def test_its_likeliest_kind_needs_no_rule() -> None:
    """Numbers of which the rules know neither noun nor verb."""
    for text, kind in (
        ("Paramedics took 14 people with burns to hospital.", QuantityKind.INJURED),
        ("Some 3,000 families have crossed the border into Chad since Monday.", QuantityKind.DISPLACED),
    ):
        ((candidate, told),) = counted(text)
        assert (told.kind, candidate.rule) == (kind, None), text


def test_alone_it_must_be_surer_than_with_a_rule() -> None:
    """A rule that says the same, none, and none about a mere "a"."""
    number = find_candidates(read_article("", "The strike sank two boats.")[0][0])[0].number
    kind = QuantityKind.VEHICLES
    agreed, alone, single = (
        Candidate(number, 5, rule, None, single=single) for rule, single in ((kind, False), (None, False), (None, True))
    )
    assert [c.is_count(kind, 0.5) for c in (agreed, alone, single)] == [True, False, False]
    assert [c.is_count(kind, 0.8) for c in (agreed, alone, single)] == [True, True, False]


def test_other_numbers_count_nothing() -> None:
    """Votes, prices of bread and schools are numbers of nothing here."""
    for text in (
        "The bill passed with 212 votes.",
        "A loaf costs four pounds at 30 bakeries.",
        "The district has 45 schools and two rivers.",
    ):
        assert not any(told.is_count for _, told in counted(text)), text


def test_history_is_likelier_history() -> None:
    """The same toll, of today and of an earlier happening."""
    today, before = (
        "A bomb killed 13 people in the city on Tuesday.",
        "He was convicted of a bombing that had killed 13 people there years ago.",
    )
    (_, news), (_, history) = counted(today)[0], counted(before)[0]
    assert news.background < history.background


@given(text=st.text(max_size=200), number=st.integers(min_value=0, max_value=10**12))
def test_any_sentence_gets_probabilities(text: str, number: int) -> None:
    """Every number has a kind and probabilities, alone the same as among others, and candidates lie inside the sentence."""
    for clause in read_article("", f"{text} {number} people were killed {text}")[0]:
        candidates = find_candidates(clause)
        for candidate, told in zip(candidates, count_types(clause, candidates, UNDATED), strict=True):
            assert 0 <= candidate.number.first <= candidate.end <= len(clause.words)
            assert all(0 <= p <= 1 for p in (told.toll, told.background))
            (alone,) = count_types(clause, [candidate], UNDATED)
            assert (alone.kind, alone.is_count) == (told.kind, told.is_count)
            assert alone.toll == pytest.approx(told.toll, abs=1e-5)


def test_a_table_is_not_looked_at_to_its_end() -> None:
    """A sentence of nothing but numbers costs no more than a long one."""
    for clause in read_article("", "killed 12 people " * 400)[0]:
        assert len(find_candidates(clause)) <= MAX_NUMBERS
