"""robots.txt: whether a page may be fetched, and how slowly (RFC 9309), with a bounded cache.

One question at a time for each host is the caller's duty, as it is for pages.
"""

import math
import re
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from protego import Protego

from ingest.errors import RejectInput, RetryLater
from ingest.http.client import HttpClient, Moved, NotModified
from processors.feeds.identity import BadUrlError, canonical_url

FRESH_S = 24 * 3600.0
"""RFC 9309 section 2.4: no copy is used for longer than a day."""
UNREACHABLE_S = 600.0
"""How long a host whose robots.txt fails is left alone."""
MAX_PARSED_BYTES = 500 * 1024
"""RFC 9309 section 2.5: a crawler must parse at least this much."""
MAX_FETCHED_BYTES = 4 * MAX_PARSED_BYTES
MAX_ORIGINS = 20_000
MAX_CRAWL_DELAY_S = 60.0
"""A host that asks for more is asked at this pace: the delay was meant for crawlers that walk whole sites."""
_AGENT_LINE = re.compile(r"\s*user[- ]?agent\b\s*:?([^#]*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Rules:
    """One origin's answer: its rules, None where everything is allowed; or, if unreachable, the reason why."""

    expires_s: float
    rules: Protego | None = None
    unreachable: str | None = None


class RobotsCache:
    """Asks each origin for its robots.txt at most once a day and remembers the answer.

    Args:
        client: Fetches robots.txt.
        user_agent: The full header; its product token (up to the first ``/`` or blank) is what rules are matched against.
        clock: Monotonic seconds.
    """

    def __init__(self, client: HttpClient, *, user_agent: str, clock: Callable[[], float]) -> None:
        self._client = client
        self._token = re.split(r"[/\s]", user_agent, maxsplit=1)[0].lower()
        self._clock = clock
        self._origins: OrderedDict[str, _Rules] = OrderedDict()

    async def allowed(self, url: str) -> bool:
        """Whether the origin lets us fetch a URL.

        Raises:
            RetryLater: ``robots_unreachable``: a host that cannot say what it allows is left alone for now; ``http_429`` or
                ``http_503`` if it asks for quiet.
            RejectInput: ``bad_url`` or ``address_refused``.
        """
        try:
            url = canonical_url(url, keep_tracking=True)
        except BadUrlError as error:
            raise RejectInput("bad_url", str(error)) from error
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        known = self._origins.get(origin)
        if known is None or known.expires_s <= self._clock():
            known = await self._ask(origin)
            self._remember(origin, known)
        if known.unreachable is not None:
            raise RetryLater("robots_unreachable", known.unreachable, after_s=max(known.expires_s - self._clock(), 1.0))
        return known.rules is None or bool(known.rules.can_fetch(url, self._token))

    def crawl_delay_s(self, host: str) -> float | None:
        """The pace that a host (``host_of`` of its URLs) asks for, in [0, ``MAX_CRAWL_DELAY_S``]; None where none is known."""
        for scheme in ("https", "http"):
            known = self._origins.get(f"{scheme}://{host}")
            delay_s = None if known is None or known.rules is None else known.rules.crawl_delay(self._token)
            if delay_s is not None and math.isfinite(delay_s):
                return min(max(delay_s, 0.0), MAX_CRAWL_DELAY_S)
        return None

    def _remember(self, origin: str, known: _Rules) -> None:
        self._origins.pop(origin, None)
        self._origins[origin] = known
        while len(self._origins) > MAX_ORIGINS:
            self._origins.popitem(last=False)

    async def _ask(self, origin: str) -> _Rules:
        expires_s = self._clock() + FRESH_S
        try:
            answer = await self._client.get(f"{origin}/robots.txt", accept="text/plain", max_body_bytes=MAX_FETCHED_BYTES)
        except RetryLater as error:
            if error.hold_host:
                raise
            return _Rules(self._clock() + UNREACHABLE_S, unreachable=str(error))
        except RejectInput as error:
            if error.reason == "address_refused":
                raise
            return _Rules(expires_s)  # 4xx, too many redirects, too large: "unavailable", so all is allowed (section 2.3.1.3)
        if isinstance(answer, Moved | NotModified):
            # Another host's rules govern that host's pages, which are asked for when a page leads there
            return _Rules(expires_s)
        return _Rules(expires_s, rules=parse_robots(answer.body, self._token))


def parse_robots(body: bytes, token: str) -> Protego:
    """Read a robots.txt for one crawler, in time linear in its length.

    All other crawlers are given one name: protego repeats each rule for every agent of its group, which a hostile file with
    thousands of both would turn into minutes.
    """
    lines = []
    for line in body[:MAX_PARSED_BYTES].decode("utf-8-sig", "replace").splitlines():
        match = _AGENT_LINE.match(line)
        agent = match[1].strip().lower() if match else None
        lines.append(line if agent is None or agent in {"*", token} else "User-agent: another-crawler")
    return Protego.parse("\n".join(lines))
