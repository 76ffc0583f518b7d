"""What pages say about themselves: titles, dates, languages."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from processors.pages.body import parse_page
from processors.pages.dates import parse_date, parse_instant
from processors.pages.language import choose_language, detect_language
from processors.pages.metadata import PageMetadata, read_metadata
from tests.unit.pages.samples import FETCHED_AT, PARAGRAPHS

ENGLISH = " ".join(PARAGRAPHS)


def read(head: str, body: str = "") -> PageMetadata:
    """Read a page of the Courier."""
    html = f"<html><head>{head}</head><body>{body}</body></html>"
    return read_metadata(parse_page(html), "www.courier.example", FETCHED_AT)


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        (
            '<meta property="og:title" content="Bridge opens | The Courier"><meta property="og:site_name" content="The Courier">',
            "",
            "Bridge opens",
        ),
        ("<title>Bridge opens - Courier News</title>", "", "Bridge opens"),
        ("<title>Bridge opens - for now</title>", "", "Bridge opens - for now"),
        ("<title>Bridge opens - World - Courier</title>", "<h1>Bridge opens</h1><h1>Weather</h1>", "Bridge opens"),
        ("<title>x</title>", "<h1> Bridge\n opens </h1>", "Bridge opens"),
        ('<meta property="og:title" content="Q&amp;amp;A: the bridge">', "", "Q&A: the bridge"),
        ("", "", ""),
    ],
)
def test_titles(head: str, body: str, title: str) -> None:
    """The stated title or the heading, without the publisher's name."""
    assert read(head, body).title == title


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ('<meta itemprop="datePublished" content="2026-05-02T10:00:00Z">', ""),
        ('<meta name="DC.date.issued" content="2026-05-02 10:00:00 +0000">', ""),
        ("", '<time datetime="2026-05-02T12:00+02:00">2 May</time>'),
        ("", '<time datetime="2020-01-01">x</time><time itemprop="datePublished" datetime="2026-05-02T10:00:00">x</time>'),
    ],
)
def test_dates(head: str, body: str) -> None:
    """Wherever publishers put them."""
    assert read(head, body).published_at == datetime(2026, 5, 2, 10, tzinfo=UTC)


def test_several_unmarked_times_are_no_date() -> None:
    """They may belong to teasers."""
    assert read("", '<time datetime="2026-05-01">x</time><time datetime="2026-05-02">y</time>').published_at is None


@pytest.mark.parametrize(
    "text", ["", "yesterday", "9999-12-31T23:59:59-14:00", "2031-01-01", "1899-01-01", "2026-13-01", "1" * 70]
)
def test_what_is_no_date_of_publication(text: str) -> None:
    """Unreadable or out of range."""
    assert parse_date(text, FETCHED_AT) is None


@given(st.text(max_size=70))
def test_any_text_is_a_date_or_not(text: str) -> None:
    """No text breaks the reader, and what it reads is UTC."""
    instant = parse_instant(text)
    assert instant is None or instant.tzinfo is UTC


@pytest.mark.parametrize(
    ("text", "declared", "language"),
    [
        (ENGLISH, ("hi",), "en"),
        (ENGLISH, (), "en"),
        ("Ny bro", ("nb-NO",), "no"),
        ("", ("de_AT",), "de"),
        ("", (None, "", "english please"), None),
        (
            "Broen over elven ble gjenåpnet på lørdag etter at soldater hadde fjernet elleve miner fra pilarene under den.",
            ("da",),
            "da",
        ),
    ],
)
def test_language(text: str, declared: tuple[str | None, ...], language: str | None) -> None:
    """A text of some length is believed, a short one or one between relatives is not."""
    assert choose_language(text, declared) == language


@given(st.text(max_size=200))
def test_any_text_has_a_two_letter_language_or_none(text: str) -> None:
    """No text breaks the detector."""
    language = detect_language(text)
    assert language is None or len(language) == 2
