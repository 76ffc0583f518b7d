"""What holds for every text."""

from itertools import chain

from hypothesis import given, settings
from hypothesis import strategies as st

from processors.coding import Reader, code_events
from processors.coding.happenings.score import MAX_EVENTS
from processors.records import Article, ConflictEvent
from processors.records.codec import decode, encode
from processors.records.ids import event_id
from tests.unit.coding.articles import make_article

WORDS = (
    *(
        "Russia",
        "Ukraine",
        "Israel",
        "Hamas",
        "Iran",
        "Kyiv",
        "Gaza",
        "Mali",
        "police",
        "gunmen",
        "troops",
        "protesters",
        "the army",
    ),
    *("attacked", "killed", "wounded", "arrested", "released", "fired", "launched", "down", "shot", "accused", "said", "talks"),
    *(
        "in",
        "on",
        "at",
        "by",
        "with",
        "to",
        "who",
        "that",
        "after",
        "since 2022",
        "and",
        "was",
        "were",
        "not",
        "will",
        "according to",
    ),
    *("12", "at least", "dozens of", "people", "civilians", "drones", "missiles", "hostages", "sanctions", "ceasefire", "Monday"),
    *("yesterday", ",", ".", "“", "”", "(", ")", "\n", "U.S.", "the army", "according to"),
)
newsy = st.lists(st.sampled_from(WORDS), max_size=120).map(" ".join)


def check(article: Article, reader: Reader | None = None) -> None:
    """Spans, evidence, limits and determinism of one article's events."""
    events = code_events(article, reader)
    assert events == code_events(article, reader)
    assert len(events) <= MAX_EVENTS
    assert len({event.event_id for event in events}) == len(events)
    for event in events:
        assert event.evidence
        assert 0 <= event.p <= 1
        assert event.event_id in {event_id(article.id, event.plover_event.value, i) for i in range(MAX_EVENTS)}
        assert decode(ConflictEvent, encode(event)) == event
        for part in chain(event.actors, event.recipients, event.quantities, filter(None, (event.location, event.time))):
            source = article.title if part.in_ else article.text
            assert source[slice(*part.span)] == part.text
        for quote in event.evidence:
            source = article.title if quote.in_ else article.text
            assert source[slice(*quote.span)] == quote.quote
            assert quote.quote


@settings(max_examples=120)
@given(newsy, newsy)
def test_news_words_in_any_order(text: str, title: str) -> None:
    """Words of news, shuffled, never break a span."""
    check(make_article(text, title))


@settings(max_examples=80)
@given(st.text(max_size=400), st.text(max_size=80))
def test_arbitrary_text(text: str, title: str) -> None:
    """Nothing that is a string can crash the coder."""
    check(make_article(text, title, published_at=None))


def test_a_long_text_is_bounded() -> None:
    """Two hundred kilobytes are read only as far as the limit."""
    check(make_article("Russia killed 5 people in Kyiv on Monday, " * 5000))
