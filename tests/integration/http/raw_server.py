"""Raw servers on loopback that write whatever a test likes, and ways to ask them."""

import asyncio
import contextlib
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest

from ingest.errors import DispositionError
from ingest.http import Fetched, HttpClient, HttpLimits, Moved, NotModified, Validators

Handler = Callable[[str, asyncio.StreamWriter], Awaitable[None]]
QUICK = HttpLimits(connect_timeout_s=2.0, read_timeout_s=2.0, total_timeout_s=4.0, max_body_bytes=100_000, max_redirects=3)
OK = b"HTTP/1.1 200 OK\r\n"


@asynccontextmanager
async def serve(handler: Handler, tls: ssl.SSLContext | None = None) -> AsyncIterator[str]:
    """A raw server; the handler gets the request's head and writes whatever it likes. Yields ``ip:port``."""
    answering: set[asyncio.Task[None]] = set()

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError, asyncio.IncompleteReadError):
            await handler((await reader.readuntil(b"\r\n\r\n")).decode("latin-1"), writer)
            await writer.drain()

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(answer(reader, writer))
        answering.add(task)
        await asyncio.wait([task])
        writer.close()
        with contextlib.suppress(OSError):
            await writer.wait_closed()
        answering.discard(task)

    server = await asyncio.start_server(connected, "127.0.0.1", 0, ssl=tls)
    try:
        host, port = server.sockets[0].getsockname()[:2]
        yield f"{host}:{port}"
    finally:
        server.close()
        while answering:  # the connection's own task takes it out of the set once the socket is closed
            for task in answering:
                task.cancel()
            await asyncio.sleep(0)
        await server.wait_closed()


def fixed(response: bytes) -> Handler:
    """A handler that always writes the same bytes."""

    async def handler(_head: str, writer: asyncio.StreamWriter) -> None:
        writer.write(response)

    return handler


def client(address: str, *, limits: HttpLimits = QUICK, allow_private: bool = True) -> HttpClient:
    """A client for which every ``.example`` is the server at ``address``."""
    return HttpClient(
        user_agent="conflictwire-test/1", limits=limits, allow_private_addresses=allow_private, connect_to={"*.example": address}
    )


async def get(
    response: bytes | Handler,
    url: str = "http://news.example/a",
    *,
    limits: HttpLimits = QUICK,
    validators: Validators | None = None,
) -> Fetched | NotModified | Moved:
    """GET from a server of its own."""
    handler = fixed(response) if isinstance(response, bytes) else response
    async with serve(handler) as address, client(address, limits=limits) as http:
        return await http.get(url, accept="*/*", validators=validators)


async def failure(response: bytes | Handler, *, limits: HttpLimits = QUICK) -> DispositionError:
    """The error of a GET that must fail."""
    with pytest.raises(DispositionError) as caught:
        await get(response, limits=limits)
    return caught.value


def body_of(answer: Fetched | NotModified | Moved) -> bytes:
    """The body of what must be a document."""
    assert isinstance(answer, Fetched)
    return answer.body


def with_length(body: bytes, headers: bytes = b"") -> bytes:
    """A complete 200."""
    return OK + headers + b"Content-Length: %d\r\n\r\n" % len(body) + body
