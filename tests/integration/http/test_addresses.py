"""Which addresses may be connected to."""

from collections.abc import Callable
from ipaddress import IPv6Address, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import FatalError, RejectInput, RetryLater
from ingest.http.addresses import Resolver, is_public

PUBLIC = [
    "8.8.8.8",
    "93.184.215.14",
    "192.0.1.1",
    "100.128.0.1",
    "172.32.0.1",
    "198.20.0.1",
    "2606:4700::1111",
    "2a00:1450:4001::1",
]
REFUSED = [
    *("0.0.0.0", "10.1.2.3", "100.64.0.1", "127.0.0.1", "127.255.255.254", "169.254.169.254", "172.16.0.1", "172.31.255.255"),
    *(
        "192.0.0.8",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.1.1",
        "198.18.0.1",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.1",
        "240.0.0.1",
    ),
    *("255.255.255.255", "::", "::1", "::ffff:8.8.8.8", "::8.8.8.8", "64:ff9b::808:808", "64:ff9b:1::1", "100::1", "2001::1"),
    *("2001:db8::1", "2002:808:808::1", "3fff::1", "5f00::1", "fc00::1", "fd12::1", "fe80::1", "fec0::1", "ff02::1"),
]


@pytest.mark.parametrize("address", PUBLIC)
def test_public(address: str) -> None:
    """Ordinary addresses pass."""
    assert is_public(ip_address(address))


@pytest.mark.parametrize("address", REFUSED)
def test_refused(address: str) -> None:
    """Private, special and wrapped addresses do not."""
    assert not is_public(ip_address(address))


@given(st.ip_addresses())
def test_nothing_that_python_calls_private_passes(address: object) -> None:
    """The list is at least as strict as the standard library's, and no wrapped IPv4 address passes."""
    assert not isinstance(address, str)
    found = ip_address(str(address))
    special = found.is_private or found.is_loopback or found.is_link_local or found.is_multicast or found.is_unspecified
    wrapped = isinstance(found, IPv6Address) and any((found.ipv4_mapped, found.sixtofour, found.teredo))
    assert not (is_public(found) and (special or wrapped))


async def test_one_refused_address_makes_the_name_suspect(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name with a public and a private address is refused whole."""
    monkeypatch.setattr("ingest.http.addresses._look_up", lambda _host, _port: ["8.8.8.8", "10.0.0.1"])
    resolver = Resolver(allow_private_addresses=False, connect_to={})
    with pytest.raises(RejectInput, match="address_refused"):
        await resolver.resolve("mixed.example", 80)
    resolver.close()


async def test_name_without_address(monkeypatch: pytest.MonkeyPatch) -> None:
    """The resolver's own errors, and an empty answer, are failures of the DNS."""

    def fail(_host: str, _port: int) -> list[str]:
        raise OSError("no such name")

    resolver = Resolver(allow_private_addresses=False, connect_to={})
    look_ups: tuple[Callable[[str, int], list[str]], ...] = (fail, lambda _host, _port: [])
    for look_up in look_ups:
        monkeypatch.setattr("ingest.http.addresses._look_up", look_up)
        with pytest.raises(RetryLater, match="dns_failure"):
            await resolver.resolve("none.example", 80)
    resolver.close()


async def test_connect_to_prefers_the_closest_pattern() -> None:
    """An exact name wins over a wildcard, a longer wildcard over a shorter one, and a wildcard is not its own suffix."""
    patterns = {"*.example": "127.0.0.1:1", "*.b.example": "127.0.0.1:2", "a.b.example": "[::1]:3"}
    resolver = Resolver(allow_private_addresses=True, connect_to=patterns)
    ports = [(await resolver.resolve(host, 80))[0].port for host in ("x.example", "x.b.example", "A.b.example")]
    assert ports == [1, 2, 3]
    resolver.close()


def test_bad_connect_to() -> None:
    """A mistake in the setting is told at the start."""
    with pytest.raises(FatalError, match="not ADDRESS:PORT"):
        Resolver(allow_private_addresses=False, connect_to={"a.example": "localhost"})
