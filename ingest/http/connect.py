"""Opening connections only to addresses that were checked: the network backend below httpx2.

The backend resolves, checks and connects in one step, so no second look-up can change the answer in between. TLS is started on
the stream afterwards by the connection pool, with the host's name for SNI and for the verification of the certificate.
"""

import asyncio
from collections.abc import Iterable
from typing import Any

import httpcore2

from ingest.errors import RetryLater
from ingest.http.addresses import Resolver

MIN_ATTEMPT_S = 0.5
"""What each address of a name is given at least, when many of them share the time to connect."""


class GuardedBackend(httpcore2.AsyncNetworkBackend):
    """Connects by way of a ``Resolver``; knows no other way to connect (unix sockets are left unimplemented).

    Args:
        resolver: Says which addresses a host leads to and refuses those that must not be reached.
    """

    def __init__(self, resolver: Resolver) -> None:
        self._resolver = resolver
        self._backend = httpcore2.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 (the interface is httpcore2's)
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        """Connect to the first address that answers, within ``timeout`` seconds for the look-up and all attempts together.

        Raises:
            RejectInput: ``address_refused``.
            RetryLater: ``dns_failure``.
            httpcore2.ConnectError: No address could be reached.
            httpcore2.ConnectTimeout: No address answered in time.
        """
        clock = asyncio.get_running_loop().time
        deadline = None if timeout is None else clock() + timeout
        try:
            async with asyncio.timeout_at(deadline):
                targets = await self._resolver.resolve(host, port)
        except TimeoutError as error:
            raise RetryLater("dns_failure", f"{host}: no answer in time") from error
        failure: Exception = httpcore2.ConnectError(f"{host}: no address")
        for i, target in enumerate(targets):
            attempt_s = None if deadline is None else max((deadline - clock()) / (len(targets) - i), MIN_ATTEMPT_S)
            try:
                return await self._backend.connect_tcp(target.ip, target.port, attempt_s, local_address, socket_options)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failure = error
        raise failure
