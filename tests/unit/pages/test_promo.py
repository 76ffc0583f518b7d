"""Promo lines and sentences."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from processors.pages.promo import promo_spans, without_promo

NEWS = "The army left the valley on Sunday."

PROMO = [
    "Follow all the latest updates on the river war here on The Courier",
    "Follow all the latest updates on the river war here on Courier.",
    "Read the latest on the fighting in Tigray here on the Courier.",
    "For more on the blockade, click here.",
    "Track the latest on the Red Sea crisis with our live blog.",
    "Catch all the Business News, Market News and Breaking News Events on The Courier.",
    "Stay updated with the latest Trending, World and Regional news.",
    "Download The Courier News App to get daily updates.",
    "Get all the latest news from the region on Courier.",
    "For all the latest world news, download the Courier app.",
    "For more news about the river war, follow us on Facebook.",
    "Also read: Why the dam broke in April",
    "ALSO READ | Why the dam broke in April",
    "Read more: Who owns the water?",
    "READ ALSO: Farmers block the road to the port",
    "Related: Farmers block the road to the port",
    "Lire aussi : Le pont rouvert",
    "Читайте также: Мост открыт",
    "Subscribe to our newsletter",
    "Sign up for our daily briefing here.",
    "Follow us on Twitter and Facebook.",
    "Follow Ada Ferry on X: @adaferry",
    "Join our WhatsApp channel for updates.",
    "Click here to read the full report.",
    "(With inputs from agencies)",
    "With inputs from Ada Ferry in Lower Amber",
    "(With agency inputs)",
    "First Published: 3 May 2026, 10:00 AM",
    "Published: May 3, 2026",
    "© 2026 The Courier. All rights reserved.",
    "Copyright 2026 The Courier",
    "This material may not be published, broadcast, rewritten or redistributed.",
    "This story has not been edited by our staff and is published from a syndicated feed.",
    "(Reporting by Ada Ferry in Lower Amber; Editing by Ben Quay)",
    "Advertisement",
    "Story continues below this advertisement",
    "Share this article",
    "Do you have a story for us?",
]

NOT_PROMO = [
    NEWS,
    "Follow the convoy, the general ordered.",
    "Like many others on Facebook, he had called for a strike.",
    "For more than a decade, farmers have followed the river to the port.",
    "Stay away from the windows, the governor told residents.",
    "Read aloud in court, the verdict took two hours.",
    "Get out of the city, the leaflets said.",
    "Published by the commission, the report lists twelve dead.",
    "Updated figures show that forty houses burned.",
    "Related violence spread to two more districts.",
    "Watch towers along the border were shelled.",
    "The rebels publish updates on Telegram.",
    "Subscribers of the state lottery protested outside parliament.",
    "Reporting by the radio station led to the arrest of two officers.",
    "Join the army or leave, posters in the town demanded.",
    "“Follow all the latest updates on the war here,” the minister tweeted.",
    "Copyright holders sued the broadcaster.",
]


@pytest.mark.parametrize("line", PROMO)
def test_promo_lines(line: str) -> None:
    """A line of its own is one span; behind a news sentence only its own words are."""
    assert promo_spans(line) == ((0, len(line)),)
    text = f"{NEWS}\n{line}\n{NEWS} {line}\n"
    start = len(NEWS) + 1
    second = start + len(line) + 1 + len(NEWS) + 1
    assert promo_spans(text) == ((start, start + len(line)), (second, second + len(line)))
    assert without_promo(text) == f"{NEWS}\n{NEWS}"


@pytest.mark.parametrize("line", NOT_PROMO)
def test_news_sentences(line: str) -> None:
    """Precision: news is never taken for promo."""
    assert promo_spans(line) == ()
    assert promo_spans(f"{NEWS} {line} {NEWS}") == ()


def test_neighbours_are_one_span() -> None:
    """A tail of several promo sentences."""
    tail = "Stay updated with the latest world news. Follow all the latest updates on the river war here on The Courier."
    assert promo_spans(f"{NEWS} {tail}") == ((len(NEWS) + 1, len(NEWS) + 1 + len(tail)),)


def test_a_marker_does_not_take_a_whole_article_along() -> None:
    """An article on one line, with a headline that has no full stop before the news goes on."""
    text = "Related: Dam broke " + "and then the water came down into the valley " * 10 + "on Sunday."
    assert promo_spans(text) == ()


@pytest.mark.parametrize(
    "piece", ["follow all ", "(", "a. ", "Get all the latest x ", "©", ". A", "- ", "read | ", "Follow A", "to get the latest, "]
)
def test_hostile_texts_take_linear_time(piece: str) -> None:
    """A hundred thousand characters of a pattern's own pieces."""
    started = time.process_time()
    promo_spans(piece * (100_000 // len(piece)))
    assert time.process_time() - started < 2


LINES = st.lists(st.one_of(st.sampled_from(PROMO + NOT_PROMO), st.text(max_size=60)), max_size=8)


@given(LINES, st.sampled_from(["\n", " ", "\r\n", "\u2028"]))
def test_spans_are_exact(lines: list[str], glue: str) -> None:
    """Ascending, disjoint, inside, without outer white space or line breaks, and nothing promo is left after removal."""
    text = glue.join(lines)
    end = 0
    for start, stop in promo_spans(text):
        assert end <= start < stop <= len(text)
        words = text[start:stop]
        assert words == words.strip()
        assert "\n" not in words
        end = stop
