"""A web server on loopback that is all outlets of the demo at once, told apart by the Host header."""

import asyncio
import hashlib
import socket
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from email.utils import format_datetime, parsedate_to_datetime
from http import HTTPStatus
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ingest.demo.feeds import write_feed
from ingest.demo.outlets import Outlet, Version, load_outlets, version_of
from ingest.demo.pages import write_front_page, write_page, write_refusal
from ingest.web.server import GuestServer
from processors.feeds.feed_list import FeedSpec

HTML = "text/html; charset=utf-8"
ROBOTS = "User-agent: *\nDisallow: /account/\nDisallow: /search\n"
LOOPBACK = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Document:
    """What the server answers for one URL.

    Attributes:
        body: The bytes, before any coding.
        media_type: The Content-Type.
        modified_at: Aware UTC, whole seconds.
        status: HTTP status.
        location: Where a redirect leads.
    """

    body: bytes
    media_type: str
    modified_at: datetime
    status: int = HTTPStatus.OK
    location: str | None = None

    @property
    def etag(self) -> str:
        """Weak, since the body may be sent in a content coding (RFC 9110 section 8.8.3)."""
        return f'W/"{hashlib.sha256(self.body).hexdigest()[:20]}"'


class Newswire:
    """The demo's outlets, served while the context is open.

    Args:
        published_day: The day of the edition, UTC: everything appears in its first hour. URLs do not depend on it, so that a
            data directory that keeps its day sees the same newswire again.

    Attributes:
        requests: How often each URL was asked for, as ``host/path``.
    """

    def __init__(self, published_day: date) -> None:
        self.requests: Counter[str] = Counter()
        self._published_day = published_day
        self._documents = _publish(published_day, edited=False)
        app = Starlette(
            routes=[Route("/{path:path}", self._answer)],
            middleware=[Middleware(GZipMiddleware, minimum_size=500)],
        )
        self._server = GuestServer(
            uvicorn.Config(app, log_config=None, access_log=False, lifespan="off", ws="none", timeout_graceful_shutdown=1)
        )
        self._socket: socket.socket | None = None
        self._serving: asyncio.Task[None] | None = None

    @property
    def feeds(self) -> tuple[FeedSpec, ...]:
        """Every feed of every outlet, the unreadable ones included."""
        return tuple(
            FeedSpec(
                url=f"http://{outlet.host}{feed.path}",
                outlet=outlet.name,
                country=outlet.country,
                language=outlet.language,
                region=outlet.region,
            )
            for outlet in load_outlets()
            for feed in outlet.feeds
        )

    @property
    def connect_to(self) -> dict[str, str]:
        """Where an HTTP client has to connect to for the outlets' hosts; only while the context is open."""
        if self._socket is None:
            raise RuntimeError("the newswire is not being served")
        return {"*.example": f"{LOOPBACK}:{self._socket.getsockname()[1]}"}

    def publish_edits(self) -> None:
        """Bring out the second versions of the articles that have one."""
        self._documents = _publish(self._published_day, edited=True)

    async def __aenter__(self) -> Self:
        # The socket listens from here on: whoever connects before the server's first turn waits in the kernel's queue
        self._socket = socket.create_server((LOOPBACK, 0))
        self._serving = asyncio.create_task(self._server.serve(sockets=[self._socket]), name="newswire")
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._server.should_exit = True
        if self._serving is not None:
            await self._serving
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    async def _answer(self, request: Request) -> Response:
        host = (request.headers.get("host") or "").partition(":")[0].lower()
        self.requests[host + request.url.path] += 1
        document = self._documents.get((host, request.url.path))
        if document is None:
            return Response(f"no such page on {host}\n", HTTPStatus.NOT_FOUND, media_type="text/plain")
        if document.location is not None:
            return Response(status_code=document.status, headers={"Location": document.location})
        validators = {
            "ETag": document.etag,
            "Last-Modified": format_datetime(document.modified_at, usegmt=True),
            "Cache-Control": "max-age=60",
        }
        if document.status != HTTPStatus.OK:
            return Response(document.body, document.status, media_type=document.media_type)
        if _is_unchanged(request, document):
            return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=validators)
        return Response(document.body, media_type=document.media_type, headers=validators)


def _is_unchanged(request: Request, document: Document) -> bool:
    """Evaluate the preconditions. Source: RFC 9110 section 13.2.2: If-None-Match goes before If-Modified-Since."""
    known = request.headers.get("if-none-match")
    if known is not None:
        return document.etag in [tag.strip() for tag in known.split(",")] or known.strip() == "*"
    since = request.headers.get("if-modified-since")
    if since is None:
        return False
    try:
        return document.modified_at <= parsedate_to_datetime(since)
    except (ValueError, TypeError):  # not a date, or one without a zone: the header is to be ignored
        return False


def _publish(published_day: date, *, edited: bool) -> dict[tuple[str, str], Document]:
    """Everything that can be asked for, by host and path."""
    documents = {}
    for outlet in load_outlets():
        versions = [version_of(article, published_day, edited=edited) for article in outlet.articles]
        versions.sort(key=lambda version: version.published_at, reverse=True)
        for url, document in _documents(outlet, versions, datetime.combine(published_day, time(), UTC)):
            parts = urlsplit(url)
            documents[parts.netloc, parts.path] = document
    return documents


def _documents(outlet: Outlet, versions: list[Version], opened_at: datetime) -> Iterator[tuple[str, Document]]:
    yield f"{outlet.home}robots.txt", Document(ROBOTS.encode(), "text/plain; charset=utf-8", opened_at)
    yield outlet.home, Document(write_front_page(outlet, versions).encode(), HTML, opened_at)
    for feed in outlet.feeds:
        items = [version for version in versions if feed.path in version.article.feeds]
        text, media_type = write_feed(outlet, feed, items)
        modified_at = max((version.updated_at for version in items), default=opened_at)
        yield f"{outlet.home.rstrip('/')}{feed.path}", Document(text.encode(), media_type, modified_at)
    for version in versions:
        article = version.article
        page = write_page(outlet, version, versions) if article.status == HTTPStatus.OK else write_refusal(outlet)
        yield article.page_url, Document(page.encode(), HTML, version.updated_at, article.status)
        if article.page_url != article.url:
            yield article.url, Document(b"", HTML, version.updated_at, HTTPStatus.MOVED_PERMANENTLY, article.page_url)
