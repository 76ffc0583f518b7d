"""Canonical URLs."""

import contextlib

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from processors.feeds.identity import MAX_URL_CHARS, BadUrlError, canonical_url, host_of, is_same_site

SAME = [
    ("HTTP://News.Example/A", "http://news.example/A"),
    ("http://news.example:80/a/./b/../c", "http://news.example/a/c"),
    ("https://news.example:443", "https://news.example/"),
    ("https://news.example:8443/", "https://news.example:8443/"),
    ("https://news.example/a#part", "https://news.example/a"),
    ("  https://news.example/a\n b ", "https://news.example/a%20b"),
    ("https://news.example./a", "https://news.example/a"),
    ("https://bücher.example/ä", "https://xn--bcher-kva.example/%C3%A4"),
    ("https://news.example/%7euser/%c3%a4%zz", "https://news.example/~user/%C3%A4%25zz"),
    ("https://news.example/%2e%2e/a", "https://news.example/a"),
    ("https://news.example//a//", "https://news.example//a//"),
    ("https://news.example/a?", "https://news.example/a"),
    ("https://news.example/a?b=2&&a=1&b=1", "https://news.example/a?b=2&a=1&b=1"),
    ("https://news.example/a?utm_source=rss&id=7&fbclid=x", "https://news.example/a?id=7"),
    ("https://news.example/a?%75tm_medium=x", "https://news.example/a"),
    ("https://news.example/a?ref=rss&ref=chapter2", "https://news.example/a?ref=chapter2"),
    ("https://news.example/a?at_medium=RSS&maca=en-rss", "https://news.example/a"),
    ("http://[2001:DB8:0::1]:80/", "http://[2001:db8::1]/"),
    ("http://127.0.0.1:8000/x", "http://127.0.0.1:8000/x"),
]
WRONG = [
    ("", "empty"),
    ("\ufeff ", "empty"),
    ("/a", "bad_scheme"),
    ("//news.example/a", "bad_scheme"),
    ("ftp://news.example/", "bad_scheme"),
    ("javascript:alert(1)", "bad_scheme"),
    ("http://user:secret@news.example/", "userinfo"),
    ("http://news.example\\@other.example/", "userinfo"),
    ("http:///a", "bad_host"),
    ("http://a..b/", "bad_host"),
    ("http://a b/", "bad_host"),
    ("http://-a.example/", "bad_host"),
    ("http://ex%41mple.com/", "bad_host"),
    ("http://127.1/", "bad_host"),
    ("http://0x7f.1/", "bad_host"),
    ("http://2130706433/", "bad_host"),
    ("http://0177.0.0.1/", "bad_host"),
    ("http://[fe80::1%25eth0]/", "bad_host"),
    ("http://[::1/", "bad_host"),
    ("http://" + "a" * 300 + "/", "bad_host"),
    ("http://a.example:0/", "bad_port"),
    ("http://a.example:99999/", "bad_port"),
    ("http://a.example:٣/", "bad_port"),
    ("http://a.example/\x00b", "bad_characters"),
    ("http://a.example/" + "x" * 3000, "too_long"),
    ("http://a.example/" + "x" * 9000, "too_long"),
]


@pytest.mark.parametrize(("url", "expected"), SAME)
def test_spelling(url: str, expected: str) -> None:
    """A URL comes out in its one spelling."""
    assert canonical_url(url) == expected


@pytest.mark.parametrize(("url", "reason"), WRONG)
def test_refusal(url: str, reason: str) -> None:
    """What cannot be fetched is refused with its reason."""
    with pytest.raises(BadUrlError) as caught:
        canonical_url(url)
    assert caught.value.reason == reason


@given(st.one_of(st.text(), st.text("ab./%2eE?&=#:@[]\\\u0130ß ", max_size=40)).map(lambda tail: "http://a.example" + tail))
@example("http://a.example/%%34%32")
@example("http://a.example/..%2F..")
def test_twice_is_once(url: str) -> None:
    """Applied to its own result, nothing changes; the result is ASCII and bounded."""
    try:
        once = canonical_url(url)
    except BadUrlError:
        return
    assert canonical_url(once) == once
    assert once.isascii()
    assert len(once) <= MAX_URL_CHARS


@given(st.text())
def test_any_text_is_a_url_or_an_error(text: str) -> None:
    """Arbitrary text, as a URL and as a reference, gives a URL or a BadUrlError."""
    for base in (None, "https://news.example/a/b"):
        with contextlib.suppress(BadUrlError):
            assert canonical_url(text, base).startswith(("http://", "https://"))


def test_relative_reference() -> None:
    """A relative link is resolved against the base."""
    assert canonical_url("../c?d=1", "https://news.example/a/b/") == "https://news.example/a/c?d=1"


def test_keep_tracking() -> None:
    """The URL of a feed keeps every parameter."""
    assert canonical_url("https://news.example/feed?ref=rss", keep_tracking=True).endswith("?ref=rss")


def test_host_of() -> None:
    """The port is part of the host only where it is not the scheme's own."""
    assert host_of("https://News.Example:443/a") == "news.example"
    assert host_of("http://news.example:8000/a") == "news.example:8000"


def test_same_site() -> None:
    """A leading www. does not make another site; another port or name does."""
    assert is_same_site("http://www.news.example/", "https://news.example/a")
    assert not is_same_site("http://news.example/", "http://sport.news.example/")
    assert not is_same_site("http://news.example/", "http://news.example:8000/")
