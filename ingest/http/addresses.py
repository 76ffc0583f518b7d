"""Where a name leads, and whether we may go there.

A feed or a link can name any host, so a feed could make us ask our own network (server-side request forgery). The check therefore
happens on the very addresses that are then connected to: a name that changes its answer between check and use gains nothing.
"""

import asyncio
import socket
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network

from ingest.errors import FatalError, RejectInput, RetryLater

Address = IPv4Address | IPv6Address

MAX_ADDRESSES = 8
"""Names with more addresses than this are checked in full, but no more than this many are tried."""
RESOLVER_THREADS = 16

_REFUSED = tuple(
    ip_network(network)
    for network in (
        # IPv4: IANA special-purpose registry (RFC 6890)
        *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24"),
        *("192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24"),
        *("198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"),
        # IPv6: within the global unicast block 2000::/3, outside of which nothing is accepted
        *("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"),
    )
)
"""Special blocks, spelled out: ``ipaddress.is_global`` changed its mind between patch releases of Python."""
_GLOBAL_UNICAST = IPv6Network("2000::/3")
"""Every other IPv6 block is refused: ``::1``, IPv4-mapped and -compatible, NAT64 (64:ff9b::/96 and 64:ff9b:1::/48), ULA,
link-local, site-local, multicast. 6to4 and Teredo, which wrap an IPv4 address inside the block, are in the list above."""


def is_public(address: Address) -> bool:
    """Whether an address is an ordinary one of the public internet.

    Source: IANA IPv4 and IPv6 Special-Purpose Address Registries (RFC 6890 and successors).
    """
    if isinstance(address, IPv6Address) and address not in _GLOBAL_UNICAST:
        return False
    return not any(address.version == network.version and address in network for network in _REFUSED)


@dataclass(frozen=True, slots=True)
class Target:
    """An address that may be connected to."""

    ip: str
    port: int


class Resolver:
    """Turns host and port into the addresses to connect to.

    Args:
        allow_private_addresses: Accept every address.
        connect_to: Host name, or ``*.suffix``, to ``ip:port`` (IPv6 in brackets): where to connect instead of asking the DNS.
    """

    def __init__(self, *, allow_private_addresses: bool, connect_to: Mapping[str, str]) -> None:
        self._allow_private = allow_private_addresses
        self._connect_to = {pattern.lower(): _target(pattern, value) for pattern, value in connect_to.items()}
        # The loop's own executor has few threads, which slow name servers would take from everybody else
        self._threads = ThreadPoolExecutor(RESOLVER_THREADS, thread_name_prefix="resolver")

    def close(self) -> None:
        """Give up the threads; what still waits for a name server is left to its timeout."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def resolve(self, host: str, port: int) -> tuple[Target, ...]:
        """Find where to connect. Every address of the name is checked: one that is refused makes the whole name suspect.

        Raises:
            RejectInput: ``address_refused``.
            RetryLater: ``dns_failure``.
        """
        targets = await self._addresses(host.lower().strip("[]"), port)
        for target in targets:
            if not self._allow_private and not is_public(ip_address(target.ip.partition("%")[0])):
                raise RejectInput("address_refused", f"{host} leads to {target.ip}")
        return targets[:MAX_ADDRESSES]

    async def _addresses(self, host: str, port: int) -> tuple[Target, ...]:
        mapped = self._mapped(host)
        if mapped is not None:
            return (mapped,)
        if host == "localhost" or host.endswith(".localhost"):  # RFC 6761 section 6.3: never a question for the DNS
            return (Target("127.0.0.1", port), Target("::1", port))
        loop = asyncio.get_running_loop()
        try:
            found = await loop.run_in_executor(self._threads, _look_up, host, port)
        except (OSError, UnicodeError) as error:  # socket.gaierror is an OSError; over-long labels are a UnicodeError
            raise RetryLater("dns_failure", f"{host}: {error}"[:200]) from error
        if not found:
            raise RetryLater("dns_failure", f"{host}: no address")
        return tuple(Target(ip, port) for ip in found)

    def _mapped(self, host: str) -> Target | None:
        exact = self._connect_to.get(host)
        if exact is not None:
            return exact
        labels = host.split(".")
        for i in range(1, len(labels)):
            wildcard = self._connect_to.get("*." + ".".join(labels[i:]))
            if wildcard is not None:
                return wildcard
        return None


def _look_up(host: str, port: int) -> list[str]:
    answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for _, _, _, _, address in answers))


def _target(pattern: str, value: str) -> Target:
    ip, _, port = value.rpartition(":")
    try:
        return Target(str(ip_address(ip.strip("[]"))), int(port))
    except ValueError as error:
        raise FatalError(f"connect_to: {pattern!r} leads to {value!r}, which is not ADDRESS:PORT") from error
