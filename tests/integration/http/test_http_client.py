"""The HTTP client against real servers on loopback, most of them hostile."""

import asyncio
import gzip
import shutil
import ssl
import subprocess
import zlib
from pathlib import Path

import pytest

from ingest.errors import DispositionError, RejectInput, RetryLater
from ingest.http import Fetched, HttpClient, HttpLimits, Moved, NotModified, Validators
from tests.integration.http.raw_server import OK, QUICK, Handler, body_of, client, failure, fixed, get, serve, with_length


async def test_document_with_everything() -> None:
    """Body, type, freshness and validators come back as they were sent."""
    headers = b'Content-Type: text/xml; charset=x\r\nETag: W/"a"b"\r\nLast-Modified: yesterday\r\n'
    headers += b"Cache-Control: max-age=60\r\nAge: 10\r\n"
    answer = await get(with_length(b"hi", headers))
    assert answer == Fetched(
        "http://news.example/a", 200, b"hi", "text/xml; charset=x", Validators('W/"a"b"', "yesterday"), max_age_s=50.0
    )


async def test_request_is_what_was_asked_for() -> None:
    """Validators go back verbatim, the host is the name, and no cookie of an earlier answer is sent."""
    heads: list[str] = []

    async def handler(head: str, writer: asyncio.StreamWriter) -> None:
        heads.append(head)
        writer.write(with_length(b"", b"Set-Cookie: id=1\r\n"))

    async with serve(handler) as address, client(address) as http:
        for _ in range(2):
            await http.get("http://news.example/a?b=c", accept="text/html", validators=Validators('W/"x"y', "Tue, odd date"))
    lines = heads[1].split("\r\n")
    assert lines[0] == "GET /a?b=c HTTP/1.1"
    assert {"Host: news.example", "Accept: text/html", 'If-None-Match: W/"x"y', "If-Modified-Since: Tue, odd date"} <= set(lines)
    assert {"User-Agent: conflictwire-test/1", "Accept-Encoding: gzip, deflate"} <= set(lines)
    assert "cookie" not in heads[1].lower()


async def test_not_modified_keeps_known_validators() -> None:
    """A 304 without validators leaves the known ones; a new one replaces its own."""
    known = Validators('"a"', "Sun, 01 Jun 2025 10:00:00 GMT")
    answer = await get(b'HTTP/1.1 304 Not Modified\r\nETag: "b"\r\n\r\n', validators=known)
    assert answer == NotModified(Validators('"b"', known.last_modified))


async def test_304_that_was_not_asked_for() -> None:
    """A 304 to an unconditional GET is no document."""
    assert (await failure(b"HTTP/1.1 304 Not Modified\r\n\r\n")).reason == "http_unexpected"


@pytest.mark.parametrize(
    ("status", "headers", "kind", "reason", "after_s", "hold_host"),
    [
        (401, "", RejectInput, "http_401", None, False),
        (403, "", RejectInput, "http_403", None, False),
        (404, "", RejectInput, "http_404", None, False),
        (410, "", RejectInput, "http_410", None, False),
        (418, "", RejectInput, "http_4xx", None, False),
        (451, "", RejectInput, "http_451", None, False),
        (408, "", RetryLater, "http_408", None, False),
        (429, "Retry-After: 120\r\n", RetryLater, "http_429", 120.0, True),
        (429, "Retry-After: soon\r\n", RetryLater, "http_429", None, True),
        (
            503,
            "Date: Sun, 01 Jun 2025 10:00:00 GMT\r\nRetry-After: Sun, 01 Jun 2025 10:05:00 GMT\r\n",
            RetryLater,
            "http_503",
            300.0,
            True,
        ),
        (503, "", RetryLater, "http_503", None, False),
        (500, "", RetryLater, "http_5xx", None, False),
        (204, "", RetryLater, "http_unexpected", None, False),
    ],
)
async def test_statuses(
    status: int,
    headers: str,
    kind: type[DispositionError],
    reason: str,
    after_s: float | None,
    hold_host: bool,  # noqa: FBT001 (a column of the table above)
) -> None:
    """Each status has its disposition."""
    error = await failure(f"HTTP/1.1 {status} X\r\n{headers}Content-Length: 0\r\n\r\n".encode())
    assert (type(error), error.reason) == (kind, reason)
    if isinstance(error, RetryLater):
        assert (error.after_s, error.hold_host) == (after_s, hold_host)


def redirect(location: str, status: int = 302) -> bytes:
    """A redirect."""
    return f"HTTP/1.1 {status} X\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n".encode()


def routes(table: dict[str, bytes]) -> Handler:
    """A handler that answers by path."""

    async def handler(head: str, writer: asyncio.StreamWriter) -> None:
        writer.write(table.get(head.split(" ")[1], b"HTTP/1.1 404 X\r\nContent-Length: 0\r\n\r\n"))

    return handler


async def test_redirects_on_the_same_host_are_followed() -> None:
    """The final URL answers; only the permanent beginning of the chain counts as moved for good."""
    table = {
        "/a": redirect("/b", 301),
        "/b": redirect("http://news.example/c", 308),
        "/c": redirect("d"),
        "/d": with_length(b"x"),
    }
    answer = await get(routes(table))
    assert isinstance(answer, Fetched)
    assert (answer.url, answer.moved_permanently_to) == ("http://news.example/d", "http://news.example/c")


@pytest.mark.parametrize(
    ("location", "status", "expected"),
    [
        ("https://other.example/b", 301, Moved("https://other.example/b", permanent=True)),
        ("//other.example/b", 302, Moved("http://other.example/b", permanent=False)),
        ("http://news.example:8080/", 308, Moved("http://news.example:8080/", permanent=True)),
    ],
)
async def test_redirect_to_another_host_is_handed_back(location: str, status: int, expected: Moved) -> None:
    """Another host has its own turn."""
    assert await get(redirect(location, status)) == expected


@pytest.mark.parametrize(
    ("response", "reason"),
    [
        (redirect("/a"), "too_many_redirects"),
        (redirect(""), "bad_redirect"),
        (redirect("ftp://news.example/"), "bad_redirect"),
        (redirect("http://user:pw@news.example/"), "bad_redirect"),
    ],
)
async def test_bad_redirects(response: bytes, reason: str) -> None:
    """A loop and a useless target are refused."""
    assert (await failure(response)).reason == reason


def deflate(body: bytes, window_bits: int) -> bytes:
    """Compress with the given format."""
    compressor = zlib.compressobj(wbits=window_bits)
    return compressor.compress(body) + compressor.flush()


def gzipped(body: bytes) -> bytes:
    """Compress to the same bytes at any time: they are part of the test's name, on which the processes of a run must agree."""
    return gzip.compress(body, mtime=0)


TEXT = b"<rss>" + b"news " * 1000


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        (b"gzip", gzipped(TEXT)),
        (b"x-gzip", gzipped(TEXT[:10]) + gzipped(TEXT[10:]) + b"\0\0\0"),
        (b"deflate", zlib.compress(TEXT)),
        (b"Deflate", deflate(TEXT, -15)),
        (b"identity", TEXT),
        (b"", TEXT),
    ],
)
async def test_content_codings(coding: bytes, body: bytes) -> None:
    """Members of gzip, both kinds of deflate, and none."""
    assert body_of(await get(with_length(body, b"Content-Encoding: " + coding + b"\r\n"))) == TEXT


@pytest.mark.parametrize(
    ("headers", "body", "reason"),
    [
        (b"Content-Encoding: br\r\n", b"x", "unsupported_content_encoding"),
        (b"Content-Encoding: gzip, gzip\r\n", b"x", "unsupported_content_encoding"),
        (b"Content-Encoding: gzip\r\n", b"not gzip", "bad_content_encoding"),
        (b"Content-Encoding: gzip\r\n", gzipped(TEXT)[:-12], "bad_content_encoding"),
        (b"Content-Encoding: gzip\r\n", gzipped(b"\0" * 50_000_000), "body_too_large"),
        (b"Content-Encoding: deflate\r\n", zlib.compress(b"\0" * 50_000_000), "body_too_large"),
        (b"", b"x" * 100_001, "body_too_large"),
    ],
)
async def test_bodies_that_are_refused(headers: bytes, body: bytes, reason: str) -> None:
    """Bombs, damage and unknown codings."""
    assert (await failure(with_length(body, headers))).reason == reason


async def test_endless_body_is_cut_off() -> None:
    """A body without end stops at the limit."""

    async def handler(_head: str, writer: asyncio.StreamWriter) -> None:
        writer.write(OK + b"\r\n")
        while True:
            writer.write(b"x" * 65536)
            await writer.drain()

    assert (await failure(handler)).reason == "body_too_large"


async def test_slow_drip_meets_the_total_limit() -> None:
    """A server that is never silent for long does not hold us longer than the total limit."""

    async def handler(_head: str, writer: asyncio.StreamWriter) -> None:
        writer.write(OK + b"\r\n")
        while True:
            writer.write(b"x")
            await writer.drain()
            await asyncio.sleep(0.02)  # the drip itself

    limits = HttpLimits(total_timeout_s=0.3)
    assert (await failure(handler, limits=limits)).reason == "total_timeout"


async def test_silence_meets_the_read_limit() -> None:
    """A server that accepts and says nothing."""
    stop = asyncio.Event()

    async def handler(_head: str, _writer: asyncio.StreamWriter) -> None:
        await stop.wait()

    async with serve(handler) as address, client(address, limits=HttpLimits(read_timeout_s=0.1)) as http:
        with pytest.raises(RetryLater) as caught:
            await http.get("http://news.example/", accept="*/*")
        stop.set()
    assert caught.value.reason == "read_timeout"


@pytest.mark.parametrize(
    "response",
    [
        b"",
        b"garbage\r\n\r\n",
        b"SSH-2.0-OpenSSH_9.0\r\n",
        OK + b"X: " + b"y" * 300_000 + b"\r\n\r\n",
        OK + b"Content-Length: 10\r\n\r\nshort",
        OK + b"Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n5\r\nhe",
        OK + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n",
        OK + b"Content-Length: -1\r\n\r\n",
        OK + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\nab",
    ],
)
async def test_what_is_not_http(response: bytes) -> None:
    """Garbage, huge headers and broken framing."""
    assert (await failure(response)).reason == "protocol_error"


async def test_refused_connection() -> None:
    """A port where nobody listens."""
    async with serve(fixed(b"")) as address:
        pass
    async with client(address) as http:
        with pytest.raises(RetryLater) as caught:
            await http.get("http://news.example/", accept="*/*")
    assert caught.value.reason == "connect_refused"


async def test_closed_idle_connection_is_not_a_failure() -> None:
    """A server that closes a kept connection between two requests is asked again on a new one."""
    async with serve(fixed(with_length(b"x"))) as address, client(address) as http:
        for _ in range(5):
            assert body_of(await http.get("http://news.example/", accept="*/*")) == b"x"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A self-signed certificate for news.example, with its key."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl is not installed")
    path = tmp_path_factory.mktemp("tls") / "both.pem"
    names = ["-subj", "/CN=news.example", "-addext", "subjectAltName=DNS:news.example"]
    key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"]
    parts = [str(path.with_suffix(suffix)) for suffix in (".key", ".crt")]
    command = [openssl, "req", "-x509", *key, *names, "-keyout", parts[0], "-out", parts[1]]
    subprocess.run(command, check=True, capture_output=True)
    path.write_text("".join(Path(part).read_text() for part in parts))
    return path


@pytest.mark.parametrize(("url", "reason"), [("https://news.example/", None), ("https://other.example/", "tls_error")])
async def test_certificates_are_verified_by_name(certificate: Path, url: str, reason: str | None) -> None:
    """The connection goes to a checked address, but the certificate must be that of the name."""
    server_context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    server_context.load_cert_chain(certificate)
    async with serve(fixed(with_length(b"secret")), server_context) as address:
        trusting = ssl.create_default_context(cafile=str(certificate))
        async with HttpClient(
            user_agent="t", limits=QUICK, allow_private_addresses=True, connect_to={"*.example": address}, ssl_context=trusting
        ) as http:
            if reason is None:
                assert body_of(await http.get(url, accept="*/*")) == b"secret"
                return
            with pytest.raises(RetryLater) as caught:
                await http.get(url, accept="*/*")
    assert caught.value.reason == reason


async def test_step_down_to_plain_http_is_refused(certificate: Path) -> None:
    """A host that speaks TLS does not send us back to plain HTTP on itself."""
    server_context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    server_context.load_cert_chain(certificate)
    async with serve(fixed(redirect("http://news.example/")), server_context) as address:
        trusting = ssl.create_default_context(cafile=str(certificate))
        async with HttpClient(
            user_agent="t", limits=QUICK, allow_private_addresses=True, connect_to={"*.example": address}, ssl_context=trusting
        ) as http:
            with pytest.raises(RejectInput) as caught:
                await http.get("https://news.example/", accept="*/*")
    assert caught.value.reason == "bad_redirect"


@pytest.mark.parametrize(
    "url",
    [
        "http://news.example/",
        "http://localhost/",
        "http://a.localhost/",
        "http://127.0.0.1/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://10.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[64:ff9b::7f00:1]/",
    ],
)
async def test_private_addresses_are_refused(url: str) -> None:
    """No name and no spelling leads to a private address, not even one that is mapped on purpose."""
    contacted: list[str] = []

    async def handler(head: str, _writer: asyncio.StreamWriter) -> None:
        contacted.append(head)

    async with serve(handler) as address, client(address, allow_private=False) as http:
        with pytest.raises(RejectInput) as caught:
            await http.get(url, accept="*/*")
    assert caught.value.reason == "address_refused"
    assert not contacted


async def test_proxies_of_the_environment_are_ignored(monkeypatch: pytest.MonkeyPatch) -> None:
    """A proxy would connect for us, past the guard."""
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert body_of(await get(with_length(b"direct"))) == b"direct"


@pytest.mark.parametrize("url", ["ftp://news.example/", "news.example", "http://a@news.example/", "http://127.1/"])
async def test_bad_urls(url: str) -> None:
    """What is no URL is refused before anything is sent."""
    async with client("127.0.0.1:9") as http:
        with pytest.raises(RejectInput) as caught:
            await http.get(url, accept="*/*")
    assert caught.value.reason == "bad_url"


async def test_cancellation_goes_through() -> None:
    """Whoever cancels a GET is obeyed at once."""
    reached, stop = asyncio.Event(), asyncio.Event()

    async def handler(_head: str, _writer: asyncio.StreamWriter) -> None:
        reached.set()
        await stop.wait()

    async with serve(handler) as address, client(address) as http:
        task = asyncio.create_task(http.get("http://news.example/", accept="*/*"))
        await reached.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        stop.set()
