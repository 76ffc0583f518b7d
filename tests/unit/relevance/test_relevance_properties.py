"""What holds of any input whatever."""

from hypothesis import given
from hypothesis import strategies as st

from processors.records import Band, In
from processors.relevance import assess_relevance
from processors.relevance.words import stem

WORDS = st.lists(
    st.sampled_from(
        ["attack", "killed", "soldiers", "ceasefire", "the", "of", "cricket", "recipe", "Gaza", "Hamas", "rebels", "said", "on",
         "Monday", "1948", "2,000", "U.S.", "Nigeria", "bank", "protest", "“police”", "Follow", "updates", "here"],
    ),
    max_size=60,
).map(" ".join)  # fmt: skip


@given(title=st.text(max_size=200) | WORDS, text=st.text(max_size=2500) | WORDS)
def test_any_text_gets_an_answer(title: str, text: str) -> None:
    """``p`` is a probability, the band agrees with it, spans are exact, a second call says the same."""
    result = assess_relevance(title, text, language="en")
    assert 0 <= result.p <= 1
    assert (result.band is Band.NO) <= (result.conflict is None)
    for reason in result.reasons:
        assert reason.span is not None
        start, end = reason.span
        assert (title if reason.in_ is In.TITLE else text)[start:end] == reason.text
    assert assess_relevance(title, text, language="en") == result
    assert assess_relevance(title, text).band in Band


@given(tail=st.text(max_size=200))
def test_what_stands_far_below_does_not_count(tail: str) -> None:
    """Only the opening is read."""
    opening = "The bakery on the corner sells bread and cakes to the people of the town.\n" * 40
    assert assess_relevance("Bakery", opening + tail, language="en").p == assess_relevance("Bakery", opening, language="en").p


@given(word=st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=12))
def test_a_stem_is_never_empty(word: str) -> None:
    """Every word has a form in the model."""
    assert stem(word)
