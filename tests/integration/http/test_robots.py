"""robots.txt against a real server on loopback."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest

from ingest.errors import RejectInput, RetryLater
from ingest.http import HttpClient, HttpLimits, RobotsCache
from ingest.http.robots import MAX_CRAWL_DELAY_S, parse_robots

AGENT = "conflictwire/0.1 (+https://news.example/bot)"


@dataclass
class Site:
    """A server whose robots.txt the test writes, and the clock of the cache."""

    response: bytes = b""
    asked: int = 0
    now_s: float = 0.0
    heads: list[str] = field(default_factory=list)

    def say(self, status: int, body: str = "", headers: str = "") -> None:
        """Set the answer."""
        self.response = f"HTTP/1.1 {status} X\r\n{headers}Content-Length: {len(body)}\r\n\r\n{body}".encode()

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one request."""
        self.heads.append((await reader.readuntil(b"\r\n\r\n")).decode())
        self.asked += 1
        writer.write(self.response)
        await writer.drain()
        writer.close()
        await writer.wait_closed()


@asynccontextmanager
async def robots_of(site: Site, *, allow_private: bool = True) -> AsyncIterator[RobotsCache]:
    """A cache for which every ``.example`` is the site."""
    server = await asyncio.start_server(site.answer, "127.0.0.1", 0)
    connect_to = {"*.example": f"127.0.0.1:{server.sockets[0].getsockname()[1]}"}
    try:
        async with HttpClient(
            user_agent=AGENT, limits=HttpLimits(), allow_private_addresses=allow_private, connect_to=connect_to
        ) as client:
            yield RobotsCache(client, user_agent=AGENT, clock=lambda: site.now_s)
    finally:
        server.close()
        await server.wait_closed()


async def test_rules_for_us_and_for_all() -> None:
    """Our own group wins over the general one, and the crawl delay is its own."""
    site = Site()
    site.say(200, "User-agent: *\nDisallow: /\n\nUser-agent: ConflictWire\nDisallow: /private\nCrawl-delay: 7\n")
    async with robots_of(site) as robots:
        assert robots.crawl_delay_s("news.example") is None
        assert await robots.allowed("http://news.example/a")
        assert not await robots.allowed("http://news.example/private/a?b")
        assert robots.crawl_delay_s("news.example") == 7.0
    assert site.asked == 1
    assert site.heads[0].startswith("GET /robots.txt ")


@pytest.mark.parametrize("status", [401, 403, 404, 410])
async def test_unavailable_means_allowed(status: int) -> None:
    """A 4xx is the absence of rules."""
    site = Site()
    site.say(status)
    async with robots_of(site) as robots:
        assert await robots.allowed("http://news.example/a")


async def test_redirect_to_another_host_means_allowed() -> None:
    """The other host's rules are asked for when a page leads there."""
    site = Site()
    site.say(301, headers="Location: http://www.news.example/robots.txt\r\n")
    async with robots_of(site) as robots:
        assert await robots.allowed("http://news.example/a")


async def test_unreachable_means_not_now() -> None:
    """A 5xx closes the host for a while, after which it is asked again."""
    site = Site()
    site.say(500)
    async with robots_of(site) as robots:
        for _ in range(2):
            with pytest.raises(RetryLater) as caught:
                await robots.allowed("http://news.example/a")
            assert caught.value.reason == "robots_unreachable"
            assert caught.value.after_s == 600.0
        assert site.asked == 1
        site.now_s = 601.0
        site.say(200)
        assert await robots.allowed("http://news.example/a")


async def test_host_that_asks_for_quiet() -> None:
    """A 429 holds the host."""
    site = Site()
    site.say(429, headers="Retry-After: 30\r\n")
    async with robots_of(site) as robots:
        with pytest.raises(RetryLater) as caught:
            await robots.allowed("http://news.example/a")
    assert (caught.value.reason, caught.value.after_s, caught.value.hold_host) == ("http_429", 30.0, True)


async def test_rules_expire_after_a_day() -> None:
    """A copy is used for a day and no longer; each origin has its own."""
    site = Site()
    site.say(200, "User-agent: *\nDisallow: /a\n")
    async with robots_of(site) as robots:
        assert not await robots.allowed("http://news.example/a")
        site.say(200, "")
        site.now_s = 86_399.0
        assert not await robots.allowed("http://news.example/a")
        assert await robots.allowed("http://other.example/a")
        site.now_s = 86_401.0
        assert await robots.allowed("http://news.example/a")
    assert site.asked == 3


async def test_refused_address_is_not_allowed() -> None:
    """A host that must not be reached is no host without rules."""
    site = Site()
    async with robots_of(site, allow_private=False) as robots:
        with pytest.raises(RejectInput):
            await robots.allowed("http://news.example/a")
    assert site.asked == 0


async def test_crawl_delay_is_bounded() -> None:
    """Neither a day nor infinity is obeyed."""
    site = Site()
    async with robots_of(site) as robots:
        for i, delay in enumerate(("86400", "inf", "nan", "-5", "x")):
            site.say(200, f"User-agent: *\nCrawl-delay: {delay}\n")
            assert await robots.allowed(f"http://h{i}.example/")
            found = robots.crawl_delay_s(f"h{i}.example")
            assert found is None or 0.0 <= found <= MAX_CRAWL_DELAY_S


@pytest.mark.timeout(10)
def test_hostile_robots_take_linear_time() -> None:
    """Thousands of agents with thousands of rules, wildcards upon wildcards, and bytes that are no text."""
    many = "".join(f"User-agent: bot{i}\n" for i in range(12_000)) + "Disallow: /x\n" * 15_000
    assert parse_robots(many.encode(), "conflictwire").can_fetch("http://a.example/x", "conflictwire")
    wild = "User-agent: *\nDisallow: /" + "*a" * 5000 + "b\n"
    assert parse_robots(wild.encode(), "conflictwire").can_fetch("http://a.example/" + "a" * 2000, "conflictwire")
    parse_robots(bytes(range(256)) * 100, "conflictwire")


def test_foreign_groups_stay_apart() -> None:
    """Rules of other crawlers do not become ours or everybody's."""
    text = (
        b"\xef\xbb\xbfUser-agent: a\nDisallow: /\n\nUser-agent: *\nDisallow: /x\n\nUser-agent: b\nUser-agent: c\nDisallow: /y\n"
    )
    rules = parse_robots(text, "conflictwire")
    assert [rules.can_fetch(f"http://a.example{path}", "conflictwire") for path in ("/", "/x", "/y")] == [True, False, True]
