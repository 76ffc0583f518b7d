"""One spelling for every URL: the identity of feeds, entries and articles.

Two URLs that lead to the same article by the rules of RFC 3986 (section 6.2) and RFC 9110 (section 4.2.3), or that differ only in
a parameter by which publishers count clicks, become the same string. Nothing is fetched, and nothing is guessed about servers.
"""

import re
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from urllib.parse import urljoin, urlsplit

import idna

from processors.feeds.tracking import is_tracking

MAX_URL_CHARS = 2048
"""Longest canonical URL: what sitemaps, browsers and proxies agree on."""
MAX_INPUT_CHARS = 8192
DEFAULT_PORTS = {"http": 80, "https": 443}
MAX_PORT = 65535
MAX_HOST_CHARS = 253

_ENDS = "".join(map(chr, range(0x21))) + "\u00a0\u2028\u2029\ufeff\u200b"
"""What surrounds URLs in feeds: controls, blanks, byte order marks."""
_LINE_BREAKS = re.compile(r"[\t\r\n]")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_NUMERIC_LABEL = re.compile(r"[0-9]+|0x[0-9a-f]*")
_PERCENT = re.compile(r"%([0-9A-Fa-f]{2})?")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_NOT_IN_PATH = re.compile(r"[^A-Za-z0-9\-._~!$&'()*+,;=:@/%]")
_NOT_IN_QUERY = re.compile(r"[^A-Za-z0-9\-._~!$&'()*+,;=:@/?%]")


class BadUrlError(ValueError):
    """A string is not the URL of something that can be fetched.

    Args:
        reason: ``empty``, ``too_long``, ``bad_characters``, ``bad_scheme``, ``userinfo``, ``bad_host`` or ``bad_port``.
        detail: The part that is wrong, bounded.
    """

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason
        self.detail = detail


def canonical_url(url: str, base: str | None = None, *, keep_tracking: bool = False) -> str:
    """Bring an http(s) URL into its one spelling; applying it twice changes nothing.

    Scheme and host in lower case, the host in its ASCII form, no default port, no fragment, no dot segments, percent-encoding
    only where it is needed and in upper case, no tracking parameters; the other parameters stay in their order.

    Args:
        url: Absolute, or relative to ``base``.
        base: An absolute URL.
        keep_tracking: Keep every parameter: for the URL of a feed, which may need what would be a mere marker on an article.

    Raises:
        BadUrlError: Not an http(s) URL with a proper host, or too long.

    Source: RFC 3986 sections 5.2.4, 6.2.2 and 6.2.3; UTS #46 for host names.
    """
    text = _LINE_BREAKS.sub("", url.strip(_ENDS))
    if not text:
        raise BadUrlError("empty")
    if len(text) > MAX_INPUT_CHARS:
        raise BadUrlError("too_long", f"{len(text)} characters")
    if _CONTROLS.search(text):
        raise BadUrlError("bad_characters", "control character")
    try:
        parts = urlsplit(text if base is None else urljoin(base, text))
    except ValueError as error:  # urllib checks brackets and the host's Unicode normalisation
        raise BadUrlError("bad_host", str(error)[:100]) from error
    scheme = parts.scheme.lower()
    if scheme not in DEFAULT_PORTS:
        raise BadUrlError("bad_scheme", scheme[:30] if _SCHEME.match(text) else "relative URL")
    result = f"{scheme}://{_authority(parts.netloc, scheme)}{_path(parts.path)}{_query(parts.query, keep_tracking=keep_tracking)}"
    if len(result) > MAX_URL_CHARS:
        raise BadUrlError("too_long", f"{len(result)} characters")
    return result


def host_of(url: str) -> str:
    """The host of a canonical URL, with its port only where that is not the scheme's default: the unit of politeness.

    Raises:
        BadUrlError: Not an http(s) URL.
    """
    parts = urlsplit(canonical_url(url, keep_tracking=True))
    return parts.netloc


def is_same_site(one: str, other: str) -> bool:
    """Whether two URLs have the same host, a leading ``www.`` aside.

    Raises:
        BadUrlError: One of them is not an http(s) URL.
    """
    return host_of(one).removeprefix("www.") == host_of(other).removeprefix("www.")


def _authority(netloc: str, scheme: str) -> str:
    if "@" in netloc:
        raise BadUrlError("userinfo")
    if netloc.startswith("["):
        host, bracket, rest = netloc.partition("]")
        if not bracket or (rest and not rest.startswith(":")):
            raise BadUrlError("bad_host", netloc[:100])
        return f"[{_ipv6(host[1:])}]{_port(rest[1:], scheme)}"
    name, _, port = netloc.partition(":")
    return _host_name(name) + _port(port, scheme)


def _port(text: str, scheme: str) -> str:
    if not text:
        return ""
    if not (text.isascii() and text.isdigit()) or len(text) > len(str(MAX_PORT)) or not 0 < int(text) <= MAX_PORT:
        raise BadUrlError("bad_port", text[:20])
    return "" if int(text) == DEFAULT_PORTS[scheme] else f":{int(text)}"


def _ipv6(text: str) -> str:
    try:
        address = IPv6Address(text)
    except AddressValueError as error:
        raise BadUrlError("bad_host", text[:100]) from error
    if address.scope_id is not None:
        raise BadUrlError("bad_host", "zone identifier")
    return address.compressed


def _host_name(name: str) -> str:
    if len(name) > MAX_HOST_CHARS + 1:
        raise BadUrlError("bad_host", name[:100])
    host = name.lower().removesuffix(".")
    if not host.isascii():
        try:
            host = idna.encode(name, uts46=True).decode("ascii").lower().removesuffix(".")
        except (idna.IDNAError, UnicodeError) as error:
            raise BadUrlError("bad_host", name[:100]) from error
    labels = host.split(".")
    if len(host) > MAX_HOST_CHARS or not all(_LABEL.fullmatch(label) for label in labels):
        raise BadUrlError("bad_host", name[:100])
    if _NUMERIC_LABEL.fullmatch(labels[-1]):
        # ``127.1``, ``0x7f000001`` and ``2130706433`` are spellings of an address for C libraries and for nobody else
        try:
            return str(IPv4Address(host))
        except AddressValueError as error:
            raise BadUrlError("bad_host", name[:100]) from error
    return host


def _path(path: str) -> str:
    return _without_dot_segments(_percent_normal(path, _NOT_IN_PATH)) or "/"


def _query(query: str, *, keep_tracking: bool) -> str:
    kept = []
    for piece in query.split("&"):
        parameter = _percent_normal(piece, _NOT_IN_QUERY)
        if parameter and (keep_tracking or not is_tracking(parameter)):
            kept.append(parameter)
    return "?" + "&".join(kept) if kept else ""


def _percent_normal(text: str, not_allowed: re.Pattern[str]) -> str:
    """Decode what needs no encoding, write the rest in upper case, encode what must be and a ``%`` that encodes nothing."""

    def escape(match: re.Match[str]) -> str:
        if match[1] is None:
            return "%25"
        character = chr(int(match[1], 16))
        return character if character in _UNRESERVED else match[0].upper()

    def encode(match: re.Match[str]) -> str:
        return "".join(f"%{byte:02X}" for byte in match[0].encode("utf-8"))

    return not_allowed.sub(encode, _PERCENT.sub(escape, text))


def _without_dot_segments(path: str) -> str:
    """Resolve ``.`` and ``..`` (RFC 3986 section 5.2.4); a path never climbs above its root."""
    kept: list[str] = []
    segments = path.split("/")[1:]
    for i, segment in enumerate(segments):
        last = i == len(segments) - 1
        if segment == "..":
            if kept:
                kept.pop()
        elif segment != ".":
            kept.append(segment)
            continue
        if last:
            kept.append("")
    return "/" + "/".join(kept) if kept else ""
