"""The reader: how an article is cut for it, and what the coder makes of its word."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from importlib.resources import files
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from processors.coding import Reader, code_events, load_reader
from processors.coding.models.reader import (
    MAX_SENTENCE_TOKENS,
    MAX_TOKENS,
    MAX_WINDOWS,
    NETWORK_FILE,
    OVERLAP,
    TYPES,
    inputs_of,
    metadata,
    windows_of,
)
from processors.coding.models.wordpieces import FIRST, MARK, UNKNOWN, WordPieces
from processors.records import PloverEvent
from processors.records.event import EventStage
from tests.unit.coding.articles import make_article
from tests.unit.coding.test_coding_properties import check, newsy

STRIKE = "A Russian missile hit a hospital in Kharkiv on Wednesday and killed four people, the governor said."
HISTORY = "In 2014 Russian troops had seized Crimea, and fighting in the Donbas killed 14,000 people before the invasion."


@pytest.fixture(scope="module")
def reader() -> Reader:
    """The one that ships."""
    return load_reader()


pieces = st.lists(st.lists(st.just(7), max_size=MAX_SENTENCE_TOKENS), min_size=1, max_size=60)


@given(pieces)
def test_windows_hold_every_sentence_once_and_fit(sentences: list[list[int]]) -> None:
    """Each begins with the title, is new in no other one, and they come in order; what is not read stands at the end."""
    windows = list(windows_of(sentences, 1, 2))
    assert 1 <= len(windows) <= MAX_WINDOWS
    new = [i for window in windows for i in window.new]
    assert new == [i for i in range(max(new, default=-1) + 1) if sentences[i]]
    for window in windows:
        assert len(window.tokens) == len(window.owners) <= MAX_TOKENS
        assert window.tokens[0] == 1
        assert window.owners.count(0) == len(sentences[0])
        assert all(window.owners.count(i) == len(sentences[i]) for i in window.new)
    if len(windows) < MAX_WINDOWS:
        assert new == [i for i, sentence in enumerate(sentences) if sentence]


def test_a_further_window_begins_with_the_end_of_the_one_before() -> None:
    """So that its first new sentence stands beside its neighbours."""
    first, second = windows_of([[7] * 10, *[[7] * 100] * 9], 1, 2)
    assert first.new == [0, 1, 2, 3, 4]
    assert [i for i in dict.fromkeys(second.owners) if i > 0] == [5 - OVERLAP, 4, 5, 6]
    assert second.new == [5, 6]


def test_a_sentence_is_the_mean_of_its_pieces() -> None:
    """And its place is one of ten groups."""
    (window,) = windows_of([[7], [7, 7], *[[7]] * 30], 1, 2)
    weights, places = inputs_of(window)
    assert weights.sum(axis=1).tolist() == [1.0] * 32
    assert weights[1].max() == 0.5
    assert places[[0, 1, 5, 6, 9, 10, 16, 25, 31]].tolist() == [0, 1, 5, 6, 6, 7, 8, 9, 9]
    assert all(a <= b for a, b in pairwise(places.tolist()))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Attacked", ["attack", "##ed"]),
        ("Ángel", ["angel"]),
        ("the-attack", ["the", "-", "attack"]),
        ("zattack", [UNKNOWN]),
        ("the " + "a" * 50, ["the", UNKNOWN]),
        ("\0 \ud800", [UNKNOWN, UNKNOWN]),
    ],
)
def test_words_are_cut_into_the_longest_known_pieces(text: str, words: Sequence[str]) -> None:
    """In lower case, without accents; a word that cannot be put together is unknown as a whole."""
    vocabulary = [UNKNOWN, FIRST, MARK, "attack", "##ed", "angel", "the", "-", "at", "##tack"]
    assert [vocabulary[number] for number in WordPieces(vocabulary).encode(text, 10)] == words


def test_a_text_is_read_as_far_as_the_limit() -> None:
    """A megabyte of letters costs no more than its first words."""
    assert len(WordPieces([UNKNOWN, "a"]).encode("a " * 500_000, 5)) == 5


def test_the_network_is_the_one_that_was_measured() -> None:
    """Its hash stands beside it."""
    network = files("processors.coding.models").joinpath(NETWORK_FILE).read_bytes()
    assert hashlib.sha256(network).hexdigest() == metadata()["network_sha256"]


def test_it_tells_news_from_history(reader: Reader) -> None:
    """The same words in another light."""
    assault = TYPES.index(PloverEvent.ASSAULT)
    title, news, history = reader.read("Missile hits hospital in Kharkiv", [STRIKE, HISTORY])
    assert title is not None
    assert news is not None
    assert history is not None
    assert news.listed[assault] > history.listed[assault] + 1
    assert news.stage(PloverEvent.ASSAULT, EventStage.OCCURRED) is EventStage.OCCURRED


def test_what_stands_behind_its_windows_is_not_read(reader: Reader) -> None:
    """The words decide there alone; an empty title is no reading."""
    readings = reader.read("", [STRIKE] * 100)
    assert readings[0] is None
    assert readings[1] is not None
    assert readings[-1] is None
    assert len(readings) == 101
    assert reader.read("", []) == [None]


def test_the_same_article_reads_the_same(reader: Reader) -> None:
    """Bit for bit, on one machine."""
    one, two = (reader.read("Missile hits hospital", [STRIKE, HISTORY])[1] for _ in range(2))
    assert one is not None
    assert two is not None
    assert all(np.array_equal(a, b) for a, b in zip(one, two, strict=True))


def test_events_say_that_it_was_asked(reader: Reader) -> None:
    """The coder's version tells how an event was found."""
    article = make_article(f"{STRIKE} {HISTORY}", "Missile hits hospital in Kharkiv")
    (event,) = code_events(article, reader)
    assert event.plover_event is PloverEvent.ASSAULT
    assert event.coder.version == code_events(article)[0].coder.version + "+reader"


@settings(max_examples=40)
@given(newsy, newsy)
def test_news_words_in_any_order(reader: Reader, text: str, title: str) -> None:
    """What holds without the reader holds with it."""
    check(make_article(text, title), reader)


@settings(max_examples=40)
@given(st.text(max_size=400), st.text(max_size=80))
def test_arbitrary_text(reader: Reader, text: str, title: str) -> None:
    """Nothing that is a string can crash it."""
    check(make_article(text, title, published_at=None), reader)


def test_other_languages_are_left(reader: Reader) -> None:
    """It has read English only."""
    article = make_article(STRIKE)
    assert code_events(replace(article, language="de"), reader) == ()
