"""What a GET may cost and what it gives back: the values that go into and come out of the client."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HttpLimits:
    """Bounds of one GET, its redirects included.

    Attributes:
        connect_timeout_s: Look-up, TCP and TLS, each.
        read_timeout_s: The longest silence of the server.
        total_timeout_s: Everything together: what stops a server that sends a byte a second.
        max_body_bytes: Of the decoded body; the raw body may hardly be longer.
        max_redirects: Hops on the same host.
    """

    connect_timeout_s: float = 10.0
    read_timeout_s: float = 20.0
    total_timeout_s: float = 45.0
    max_body_bytes: int = 8 * 1024 * 1024
    max_redirects: int = 5


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave to ask "has it changed?" with, verbatim: quotes, ``W/`` and mistakes included (RFC 9110 section 8.8)."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page or a feed document.

    Attributes:
        url: The URL that answered, after redirects on its host.
        status: 200 or 203.
        body: Decoded from its content coding.
        content_type: Verbatim; None where absent.
        validators: For the next conditional GET.
        max_age_s: For how long a copy counts as fresh; None where the server does not say.
        moved_permanently_to: Where the resource has moved for good (301, 308), on this host; None where it has not.
    """

    url: str
    status: int
    body: bytes
    content_type: str | None
    validators: Validators
    max_age_s: float | None = None
    moved_permanently_to: str | None = None


@dataclass(frozen=True, slots=True)
class NotModified:
    """304: what was fetched before is still current. ``validators`` are the newest known ones."""

    validators: Validators
    max_age_s: float | None = None


@dataclass(frozen=True, slots=True)
class Moved:
    """A redirect to another host. It is not followed here: that host has its own turn, its own pace and its own robots.txt.

    Attributes:
        url: Canonical, with its parameters.
        permanent: Every hop so far was 301 or 308.
    """

    url: str
    permanent: bool
