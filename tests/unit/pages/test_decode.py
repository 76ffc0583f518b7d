"""Bytes to text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from processors.pages.decode import decode_page
from processors.pages.errors import PageError

TEXT = "<html><body><p>Zürich – Łódź</p></body></html>"
CYRILLIC = "<html><body><p>Мост через реку снова открыт для машин, сообщил мэр города в субботу утром.</p></body></html>"


@pytest.mark.parametrize(
    ("body", "content_type", "expected"),
    [
        (TEXT.encode(), None, TEXT),
        (TEXT.encode("utf-8-sig"), "text/html; charset=iso-8859-1", TEXT),
        (TEXT.encode(), "text/html; charset=iso-8859-1", TEXT),
        (TEXT.encode("utf-16"), "text/html", TEXT),
        (CYRILLIC.encode("cp1251"), "text/html; charset=windows-1251", CYRILLIC),
        (CYRILLIC.encode("koi8-r"), 'text/html;charset="KOI8-R"', CYRILLIC),
        (b"<html><meta charset=gb2312>" + "大桥重新开放".encode("gb18030"), None, "<html><meta charset=gb2312>大桥重新开放"),
        (b"<html>caf\xe9 \x93quoted\x94", "text/html; charset=ISO-8859-1", "<html>café “quoted”"),
        ("<html>橋".encode("iso-2022-jp"), "text/html; charset=iso-2022-jp", "<html>橋"),
        (CYRILLIC.encode("cp1251"), "text/html; charset=punycode", CYRILLIC),
    ],
)
def test_encodings(body: bytes, content_type: str | None, expected: str) -> None:
    """Byte order mark, valid UTF-8, header, meta, guess: in this order; only encodings of the web."""
    assert decode_page(body, content_type) == expected


def test_a_few_broken_bytes_are_replaced() -> None:
    """One damaged character does not cost the page."""
    body = b"<html>" + "é".encode() * 500 + b"\xc3"
    assert decode_page(body, "text/html; charset=utf-8").endswith("é\ufffd")


@given(st.binary(max_size=200), st.text(max_size=40))
def test_never_anything_but_text_or_a_page_error(noise: bytes, charset: str) -> None:
    """Arbitrary bytes under an arbitrary declaration."""
    try:
        text = decode_page(b"<html>" + noise, f"text/html; charset={charset}")
    except PageError:
        return
    assert text.startswith("<html>")
