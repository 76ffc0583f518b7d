"""The demo's newswire, asked over loopback by a real HTTP client."""

from collections.abc import AsyncIterator
from datetime import date

import httpx2
import pytest

from ingest.demo.expected import EXPECTED
from ingest.demo.newswire import Newswire

DAY = date(2026, 3, 4)
ATOM = "steppe-herald.example/atom.xml"
EDITED = "steppe-herald.example/2/kherson-shelling-market"


class Reader:
    """Asks the newswire by address, with the outlet in the Host header."""

    def __init__(self, newswire: Newswire, client: httpx2.AsyncClient) -> None:
        self.newswire = newswire
        self._client = client

    async def get(self, place: str, **headers: str) -> httpx2.Response:
        """GET ``host/path``."""
        host, _, path = place.removeprefix("http://").partition("/")
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        address = self.newswire.connect_to["*.example"]
        return await self._client.get(f"http://{address}/{path}", headers={"Host": host, **named})


@pytest.fixture
async def reader() -> AsyncIterator[Reader]:
    """A newswire that is being served, and a client."""
    async with Newswire(DAY) as newswire, httpx2.AsyncClient(trust_env=False) as client:
        yield Reader(newswire, client)


async def test_every_entry_answers_as_promised(reader: Reader) -> None:
    """Pages, redirects and the refusal; each request is counted."""
    for url in sorted(EXPECTED.articles | set(EXPECTED.failures)):
        response = await reader.get(url)
        if url in EXPECTED.redirected:
            assert response.status_code == 301
            assert response.headers["location"] == EXPECTED.redirected[url]
            response = await reader.get(EXPECTED.redirected[url])
        assert response.status_code == (403 if EXPECTED.failures.get(url) == "http_403" else 200)
        assert response.headers["content-type"] == "text/html; charset=utf-8"
        assert reader.newswire.requests[url.removeprefix("http://")] == 1


async def test_every_feed_answers(reader: Reader) -> None:
    """All feeds, the unreadable one included, with their outlets' particulars."""
    assert len({feed.outlet for feed in reader.newswire.feeds}) == 8
    for feed in reader.newswire.feeds:
        assert (await reader.get(feed.url)).status_code == 200
    assert set(EXPECTED.failing_feeds) | EXPECTED.ill_formed_feeds <= {feed.url for feed in reader.newswire.feeds}


@pytest.mark.parametrize(("validator", "condition"), [("etag", "if_none_match"), ("last-modified", "if_modified_since")])
async def test_an_unchanged_feed_is_not_sent_again(reader: Reader, validator: str, condition: str) -> None:
    """Conditional GET by either validator gives 304 without a body."""
    first = await reader.get(ATOM)
    again = await reader.get(ATOM, **{condition: first.headers[validator]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]


async def test_a_validator_that_is_not_one_is_ignored(reader: Reader) -> None:
    """Nonsense in a condition is no reason to fail."""
    assert (await reader.get(ATOM, if_modified_since="the day before")).status_code == 200
    assert (await reader.get(ATOM, if_none_match='"other"', if_modified_since="Wed, 01 Jan 2098 00:00:00 GMT")).status_code == 200


async def test_edits_appear_when_they_are_published(reader: Reader) -> None:
    """Feed and page change; everything else stays as it was."""
    other = "nile-ledger.example/feed/"
    before = {place: await reader.get(place) for place in (ATOM, EDITED, other)}
    reader.newswire.publish_edits()
    after = {
        place: await reader.get(
            place, if_none_match=response.headers["etag"], if_modified_since=response.headers["last-modified"]
        )
        for place, response in before.items()
    }
    assert {place: response.status_code for place, response in after.items()} == {ATOM: 200, EDITED: 200, other: 304}
    assert "at least seven people" in after[EDITED].text
    assert "<updated>2026-03-04T00:59:00Z</updated>" in after[ATOM].text
    assert "<updated>2026-03-04T00:59:00Z</updated>" not in before[ATOM].text


async def test_bodies_are_compressed_for_who_accepts_it(reader: Reader) -> None:
    """Gzip on request, plain otherwise, the same text."""
    packed = await reader.get(ATOM, accept_encoding="gzip")
    plain = await reader.get(ATOM, accept_encoding="identity")
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert packed.text == plain.text


async def test_robots_allow_what_feeds_list(reader: Reader) -> None:
    """Every outlet has a robots.txt that closes only the reader's own pages."""
    response = await reader.get("harbour-courier.example/robots.txt")
    assert response.status_code == 200
    assert "Disallow: /account/" in response.text


async def test_unknown_pages_and_hosts_are_not_found(reader: Reader) -> None:
    """404 for what no outlet has."""
    assert (await reader.get("harbour-courier.example/nothing")).status_code == 404
    assert (await reader.get("unknown.example/")).status_code == 404


async def test_front_pages_are_there(reader: Reader) -> None:
    """For a person who looks around."""
    assert "Drone attack on Kharkiv" in (await reader.get("harbour-courier.example/")).text


async def test_a_newswire_that_is_not_served_has_no_address() -> None:
    """The port is known only while the server runs; afterwards it is free again."""
    newswire = Newswire(DAY)
    async with newswire:
        assert newswire.connect_to["*.example"].startswith("127.0.0.1:")
    with pytest.raises(RuntimeError):
        _ = newswire.connect_to
