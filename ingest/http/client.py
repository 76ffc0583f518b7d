"""The HTTP client: one GET, bounded in every direction. The only module that knows httpx2; its errors are translated here.

    get ─ check URL ─ connect (addresses checked, connect.py) ─ headers ─┬─ redirect on the same host: next hop
                                                                         ├─ redirect to another host: Moved
                                                                         ├─ 304: NotModified
                                                                         ├─ 200: body decoded within its limit (body.py): Fetched
                                                                         └─ else: RetryLater or RejectInput (responses.py)

How often a host is asked is the caller's business. Nothing is kept between requests but idle connections.
"""

import asyncio
import ssl
from collections.abc import AsyncIterator, Mapping
from datetime import UTC, datetime
from http.cookiejar import CookieJar, DefaultCookiePolicy
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

import httpcore2
import httpx2

from ingest.errors import DispositionError, RejectInput, RetryLater
from ingest.http import responses
from ingest.http.addresses import Resolver
from ingest.http.body import ACCEPT_ENCODING, BodyDecoder
from ingest.http.connect import GuardedBackend
from ingest.http.limits import Fetched, HttpLimits, Moved, NotModified, Validators
from processors.feeds.identity import BadUrlError, canonical_url, host_of

__all__ = ["Fetched", "HttpClient", "HttpLimits", "Moved", "NotModified", "Validators"]

OK_STATUSES = frozenset({200, 203})
KEEPALIVE_S = 10.0
MAX_IDLE_CONNECTIONS = 32


class HttpClient:
    """Fetches documents from hosts that nobody vouches for. An async context manager.

    Args:
        user_agent: Sent verbatim; it should name the operator's contact.
        limits: Bounds of every GET.
        allow_private_addresses: Let names lead to private addresses too (tests, the demo, an intranet).
        connect_to: Host name, or ``*.suffix``, to ``ip:port``: connect there instead of asking the DNS, as with curl's
            ``--connect-to``. The address is checked like any other.
        ssl_context: Instead of the system's trusted authorities.
    """

    def __init__(
        self,
        *,
        user_agent: str,
        limits: HttpLimits,
        allow_private_addresses: bool,
        connect_to: Mapping[str, str],
        ssl_context: ssl.SSLContext | None = None,
    ) -> None:
        self._limits = limits
        self._resolver = Resolver(allow_private_addresses=allow_private_addresses, connect_to=connect_to)
        self._client = httpx2.AsyncClient(
            transport=_GuardedTransport(GuardedBackend(self._resolver), ssl_context or httpx2.create_ssl_context()),
            # A proxy from the environment would do the look-ups and connections for us, unchecked by the address guard
            trust_env=False,
            follow_redirects=False,
            headers={"User-Agent": user_agent, "Accept-Encoding": ACCEPT_ENCODING},
            # No server is told what another request, or an earlier one, was about
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=())),
            timeout=httpx2.Timeout(limits.read_timeout_s, connect=limits.connect_timeout_s, pool=None),
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self._client.aclose()
        self._resolver.close()

    async def get(
        self, url: str, *, validators: Validators | None = None, accept: str, max_body_bytes: int | None = None
    ) -> Fetched | NotModified | Moved:
        """Fetch a document, following redirects only as long as they stay on its host.

        Args:
            url: Absolute http(s) URL.
            validators: Of the copy that the caller has; makes the GET conditional.
            accept: The Accept header.
            max_body_bytes: Instead of the limit given to the client.

        Raises:
            RetryLater: Not now (``docs/outcomes.md``, section HTTP).
            RejectInput: Never.
        """
        headers = _request_headers(accept, validators)
        max_bytes = self._limits.max_body_bytes if max_body_bytes is None else max_body_bytes
        try:
            async with asyncio.timeout(self._limits.total_timeout_s):
                return await self._follow(_checked(url, None, "bad_url"), headers, validators, max_bytes)
        except TimeoutError as error:
            raise RetryLater("total_timeout", f"over {self._limits.total_timeout_s:g} s") from error

    async def _follow(
        self, url: str, headers: dict[str, str], validators: Validators | None, max_bytes: int
    ) -> Fetched | NotModified | Moved:
        permanent, moved_to = True, None
        for _ in range(self._limits.max_redirects + 1):
            answer = await self._hop(url, headers, validators, max_bytes)
            if isinstance(answer, NotModified):
                return answer
            if isinstance(answer, Fetched):
                return answer if moved_to is None else _with_move(answer, moved_to)
            permanent = permanent and answer.permanent
            if host_of(answer.url) != host_of(url):
                return Moved(answer.url, permanent)
            url = answer.url
            moved_to = url if permanent else moved_to
        raise RejectInput("too_many_redirects", f"over {self._limits.max_redirects}")

    async def _hop(
        self, url: str, headers: dict[str, str], validators: Validators | None, max_bytes: int
    ) -> Fetched | NotModified | Moved:
        """One request; a redirect of any kind comes back as Moved."""
        try:
            response = await self._send(url, headers)
            try:
                return await _answer(url, response, validators, max_bytes)
            finally:
                await response.aclose()
        except (httpcore2.TimeoutException, httpcore2.NetworkError, httpcore2.ProtocolError, ssl.SSLError) as error:
            raise _translated(error) from error
        except (httpx2.InvalidURL, httpcore2.UnsupportedProtocol) as error:
            raise RejectInput("bad_url", str(error)[:200]) from error

    async def _send(self, url: str, headers: dict[str, str]) -> httpx2.Response:
        """Send a GET and wait for the head of its response.

        That a kept connection was closed by the server in the meantime is nobody's failure: the GET is sent once more.

        Source: RFC 9110 section 9.2.2 (idempotent methods); RFC 9112 section 9.3.1.
        """
        connected = False

        async def trace(event: str, _info: Mapping[str, object]) -> None:
            nonlocal connected
            connected = connected or event == "connection.connect_tcp.started"

        request = self._client.build_request("GET", url, headers=headers, extensions={"trace": trace})
        try:
            return await self._client.send(request, stream=True)
        except (httpcore2.ReadError, httpcore2.WriteError, httpcore2.RemoteProtocolError):
            if connected:
                raise
            return await self._client.send(request, stream=True)


class _GuardedTransport(httpx2.AsyncBaseTransport):
    """httpx2's requests over a pool whose only way out is the guarded backend.

    httpx2's own transport offers no place for a backend. Replacing its private pool would leave us unguarded, and unaware of it,
    on the day that the attribute is renamed.
    """

    def __init__(self, backend: GuardedBackend, ssl_context: ssl.SSLContext) -> None:
        self._pool = httpcore2.AsyncConnectionPool(
            ssl_context=ssl_context,
            max_connections=None,  # the caller's workers bound them
            max_keepalive_connections=MAX_IDLE_CONNECTIONS,
            keepalive_expiry=KEEPALIVE_S,
            network_backend=backend,
        )

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        url = request.url
        response = await self._pool.handle_async_request(
            httpcore2.Request(
                method=request.method,
                url=httpcore2.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
                headers=request.headers.raw,
                extensions=request.extensions,
            )
        )
        return httpx2.Response(response.status, headers=response.headers, stream=_RawStream(response))

    async def aclose(self) -> None:
        await self._pool.aclose()


class _RawStream(httpx2.AsyncByteStream):
    def __init__(self, response: httpcore2.Response) -> None:
        self._response = response

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self._response.aiter_stream()

    async def aclose(self) -> None:
        await self._response.aclose()


async def _answer(
    url: str, response: httpx2.Response, validators: Validators | None, max_bytes: int
) -> Fetched | NotModified | Moved:
    status, headers = response.status_code, response.headers
    if status in responses.REDIRECTS:
        return Moved(_redirect_target(url, headers.get("location")), status in responses.PERMANENT_REDIRECTS)
    if status == httpx2.codes.NOT_MODIFIED and validators is not None:
        return NotModified(responses.validators(headers, validators), responses.max_age_s(headers))
    if status not in OK_STATUSES:
        raise responses.disposition(status, headers, datetime.now(UTC))
    return await _document(url, response, max_bytes)


async def _document(url: str, response: httpx2.Response, max_bytes: int) -> Fetched:
    headers = response.headers
    length = headers.get("content-length", "")
    decoder = BodyDecoder(headers.get("content-encoding"), max_bytes)
    if length.isascii() and length.isdigit() and int(length[:20]) > max_bytes:
        raise RejectInput("body_too_large", f"Content-Length {length[:20]}, over {max_bytes} bytes")
    async for raw in response.aiter_raw():
        decoder.feed(raw)
    return Fetched(
        url=url,
        status=response.status_code,
        body=decoder.finish(),
        content_type=headers.get("content-type"),
        validators=responses.validators(headers),
        max_age_s=responses.max_age_s(headers),
    )


def _with_move(document: Fetched, moved_to: str) -> Fetched:
    return Fetched(
        document.url, document.status, document.body, document.content_type, document.validators, document.max_age_s, moved_to
    )


def _request_headers(accept: str, validators: Validators | None) -> dict[str, str]:
    headers = {"Accept": accept}
    if validators and validators.etag:
        headers["If-None-Match"] = validators.etag
    if validators and validators.last_modified:
        headers["If-Modified-Since"] = validators.last_modified
    return headers


def _checked(url: str, base: str | None, reason: str) -> str:
    try:
        return canonical_url(url, base, keep_tracking=True)
    except BadUrlError as error:
        raise RejectInput(reason, str(error)) from error


def _redirect_target(url: str, location: str | None) -> str:
    """Where a redirect leads.

    A step from https down to http is refused on the same host: it has just shown that it speaks TLS, so only a mistake or an
    attack leads there. Another host may have no TLS to offer; that step is the caller's to take.
    """
    if not location:
        raise RejectInput("bad_redirect", "no Location")
    target = _checked(location, url, "bad_redirect")
    if urlsplit(url).scheme == "https" and urlsplit(target).scheme == "http" and host_of(url) == host_of(target):
        raise RejectInput("bad_redirect", "from https down to http on the same host")
    return target


def _translated(error: Exception) -> DispositionError:
    """httpcore2's error as ours: the cause tells what kind of failure to connect it was."""
    detail = (str(error) or type(error).__name__)[:200]
    match error:
        case httpcore2.ConnectTimeout():
            return RetryLater("connect_timeout", detail)
        case httpcore2.TimeoutException():
            return RetryLater("read_timeout", detail)
        case httpcore2.ProtocolError():
            return RetryLater("protocol_error", detail)
    causes = _causes(error)
    if any(isinstance(cause, ssl.SSLError) for cause in causes):
        return RetryLater("tls_error", detail)
    if any(isinstance(cause, ConnectionRefusedError) for cause in causes):
        return RetryLater("connect_refused", detail)
    if isinstance(error, httpcore2.ConnectError):
        return RetryLater("connect_failed", detail)
    return RetryLater("connection_lost", detail)


def _causes(error: BaseException) -> list[BaseException]:
    """The error and what led to it; anyio hides refusals inside exception groups."""
    found: list[BaseException] = []
    pending: list[BaseException | None] = [error]
    while pending:
        current = pending.pop()
        if current is None or current in found:
            continue
        found.append(current)
        pending += [current.__cause__, current.__context__]
        if isinstance(current, BaseExceptionGroup):
            pending += current.exceptions
    return found
