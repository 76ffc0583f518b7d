"""News of our own: whole, varied, and apart from what is measured on."""

import pytest

from processors.relevance import load_encoder
from tests.corpus import CORPUS, part_of_corpus
from training.corpora import Label, read_challenge, read_unseen
from training.foreign_pages import page_rows
from training.measure import kappa
from training.written_news import agreed, other_languages, read_written, rows_of

MAX_TEXT_CHARS = 800


@pytest.mark.parametrize("language", ["en", *other_languages()])
def test_items_are_whole(language: str) -> None:
    """Label, title and text; no title twice; both classes in plenty."""
    rows = list(rows_of(language))
    assert all(row["title"].strip() and 0 < len(row["text"]) <= MAX_TEXT_CHARS for row in rows)
    assert len({row["title"].casefold() for row in rows}) == len(rows)
    labels = [item.label for item in read_written(language)]
    assert min(labels.count(Label.CORE), labels.count(Label.NONE)) > 100
    assert {item.source for item in read_written(language)} == {"written" if language == "en" else f"written:{language}"}


def test_the_languages_are_the_encoder_s() -> None:
    """A language is supported where it was trained and measured."""
    assert set(other_languages()) == load_encoder().languages


def test_where_readers_differ_an_item_is_borderline() -> None:
    """Neither of them is right."""
    assert agreed("core", "core") is Label.CORE
    assert agreed("core", "borderline") is agreed("none", "core") is Label.BORDERLINE


def test_two_readers_agree() -> None:
    """On what was written, and on the corpus's pages."""
    written = [row for code in ["en", *other_languages()] for row in rows_of(code) if "second" in row]
    for rows in (written, page_rows()):
        assert len(rows) > 400
        assert kappa([row["label"] for row in rows], [row["second"] for row in rows]) > 0.9


@pytest.mark.corpus
def test_nothing_measured_on_was_written() -> None:
    """No title of a development set stands among them."""
    part_of_corpus("relevance")
    measured = {item.title.strip().casefold() for item in (*read_unseen(CORPUS), *read_challenge(CORPUS)) if item.title}
    assert measured.isdisjoint(item.title.casefold() for item in read_written())
