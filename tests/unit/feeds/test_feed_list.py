"""Feed lists in TOML and OPML."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from processors.feeds.feed_list import FeedListError, FeedSpec, read_feed_list, write_opml, write_toml

WORDS = st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn", "Co", "Zl", "Zp")), min_size=1, max_size=30).map(
    lambda text: " ".join(text.split())
)
SPECS = st.lists(
    st.builds(
        FeedSpec,
        url=st.integers(0, 10**6).map(lambda n: f"https://news{n}.example/feed?a=1&b={n}"),
        outlet=st.none() | WORDS.filter(bool),
        country=st.none() | st.sampled_from(["UKR", "SDN", "XKX"]),
        language=st.none() | st.sampled_from(["en", "pt-br"]),
        region=st.none() | WORDS.filter(bool),
    ),
    unique_by=lambda spec: spec.url,
    max_size=5,
)


def problems(data: bytes) -> list[str]:
    """The problems of a list, as lines."""
    with pytest.raises(FeedListError) as caught:
        read_feed_list(data, "feeds")
    return [f"{problem.where}: {problem.message}" for problem in caught.value.problems]


@given(SPECS)
def test_both_forms_read_back_what_was_written(specs: list[FeedSpec]) -> None:
    """Writing and reading gives the same feeds."""
    assert read_feed_list(write_toml(specs).encode(), "toml") == tuple(specs)
    assert read_feed_list(write_opml(specs).encode(), "opml") == tuple(specs)


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: ("<opml>" + text).encode("utf-8", "replace")))
def test_any_bytes_are_a_list_or_an_error(data: bytes) -> None:
    """Arbitrary bytes never raise anything but FeedListError."""
    with contextlib.suppress(FeedListError):
        read_feed_list(data, "any")


def test_all_mistakes_at_once() -> None:
    """Every mistake is reported, with its line and a hint."""
    found = problems(
        b'[[feeds]]\nurll = "https://a.example/"\n\n[[feeds]]\nurl = "ftp://b.example/"\ncountry = "ukr"\nlanguage = 5\n'
        b'[[feeds]]\nurl = "https://c.example"\n[[feeds]]\nurl = "https://C.example/"\n'
    )
    assert [line.split(":")[0] for line in found] == ["line 2", "line 1", "line 5", "line 6", "line 7", "line 11"]
    assert "did you mean url?" in found[0]
    assert "url is missing" in found[1]
    assert 'write "UKR"' in found[3]
    assert "the same feed as line 8" in found[5]


def test_inline_tables_are_counted() -> None:
    """Where a feed has no header line, its number tells where it stands."""
    assert problems(b'feeds = [{url = "https://a.example/"}, {link = "x"}]')[0].startswith("feed 2: unknown key 'link'")


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"[[feeds]\n", "not TOML"),
        (b"\xff\xfe", "not UTF-8"),
        (b"<html></html>", "the root element is <html>"),
        (b"<opml><body><outline>", "line 1: not well-formed XML"),
        (b"feed = 1", "unknown key 'feed'"),
        (b"feeds = 1", "must be [[feeds]] tables"),
        (b"<opml>" + b"<outline>" * 2000, "not well-formed"),
    ],
)
def test_broken_lists(data: bytes, expected: str) -> None:
    """A list that cannot be read as a whole says why."""
    assert expected in problems(data)[0]


def test_opml_folders_and_bare_ampersands() -> None:
    """Nested outlines are found, and a bare ampersand in an address does no harm."""
    data = b"""<?xml version="1.0"?><opml version="1.0"><body><outline text="Africa"><outline title="A &amp; B"
        xmlUrl="https://a.example/?x=1&y=2" language="EN"/></outline></body></opml>"""
    assert read_feed_list(data, "opml") == (FeedSpec("https://a.example/?x=1&y=2", outlet="A & B", language="en"),)


def test_opml_entities_lead_nowhere() -> None:
    """An external entity is neither loaded nor passed over in silence."""
    data = (
        b'<!DOCTYPE o [<!ENTITY x SYSTEM "file:///etc/hostname">]><opml><outline xmlUrl="https://a.example/" text="&x;"/></opml>'
    )
    assert "entity" in problems(data)[0]


def test_message_shows_the_list_and_is_bounded() -> None:
    """The message names the list on each line and stops after enough of them."""
    with pytest.raises(FeedListError) as caught:
        read_feed_list(b"[[feeds]]\n" * 200, "my.toml")
    lines = str(caught.value).split("\n")
    assert lines[0] == "my.toml: line 1: url is missing"
    assert lines[-1] == "my.toml: … and 150 more"
