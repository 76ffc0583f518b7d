"""What a response's status and headers say about the input: which disposition, how long to wait, how long it is fresh."""

import math
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from ingest.errors import DispositionError, RejectInput, RetryLater
from ingest.http.limits import Validators

MAX_VALIDATOR_CHARS = 1024
"""Longer validators are not kept: they would be sent back with every poll."""
MAX_WAIT_S = 7 * 24 * 3600.0
PERMANENT_REDIRECTS = frozenset({301, 308})
REDIRECTS = frozenset({301, 302, 303, 307, 308})
_NAMED_REJECTIONS = frozenset({401, 403, 404, 410, 451})
_NAMED_RETRIES = frozenset({408, 425})

Headers = Mapping[str, str]
"""Case-insensitive, a repeated field joined by commas."""


def disposition(status: int, headers: Headers, now: datetime) -> DispositionError:
    """What becomes of an input whose answer is neither a document, nor 304, nor a redirect (table in ``docs/outcomes.md``)."""
    detail = f"status {status}"
    after_s = retry_after_s(headers, now)
    match status:
        case 429:
            return RetryLater("http_429", detail, after_s=after_s, hold_host=True)
        case 503:
            return RetryLater("http_503", detail, after_s=after_s, hold_host=after_s is not None)
        case _ if status in _NAMED_RETRIES:
            return RetryLater(f"http_{status}", detail, after_s=after_s)
        case _ if status in _NAMED_REJECTIONS:
            return RejectInput(f"http_{status}", detail)
        case _ if 400 <= status < 500:  # noqa: PLR2004 (status classes are better known than any name for them)
            return RejectInput("http_4xx", detail)
        case _ if status >= 500:  # noqa: PLR2004 (likewise)
            return RetryLater("http_5xx", detail, after_s=after_s)
        case _:
            return RetryLater("http_unexpected", detail)


def retry_after_s(headers: Headers, now: datetime) -> float | None:
    """Seconds to wait, from a number or a date; None where absent, unreadable or past.

    A date is measured against the response's own Date, so that a wrong clock on either side does no harm.

    Source: RFC 9110 section 10.2.3.
    """
    value = headers.get("retry-after", "").strip()
    seconds = _delta_seconds(value)
    if seconds is None:
        at = _http_date(value)
        if at is None:
            return None
        seconds = (at - (_http_date(headers.get("date", "")) or now)).total_seconds()
    return min(seconds, MAX_WAIT_S) if seconds > 0 else None


def max_age_s(headers: Headers) -> float | None:
    """How much longer the response is fresh by its Cache-Control, less its Age; None where it does not say.

    Source: RFC 9111 sections 4.2 and 5.2.2.
    """
    directives: dict[str, str] = {}
    for directive in headers.get("cache-control", "").lower().split(","):
        name, _, value = directive.partition("=")
        directives.setdefault(name.strip(), value.strip().strip('"'))
    if "no-cache" in directives or "no-store" in directives:
        return None
    seconds = _delta_seconds(directives.get("max-age", ""))
    if seconds is None:
        return None
    return min(max(seconds - (_delta_seconds(headers.get("age", "").strip()) or 0.0), 0.0), MAX_WAIT_S)


def validators(headers: Headers, known: Validators | None = None) -> Validators:
    """The validators of a response, verbatim; those that a 304 leaves out are the known ones."""
    known = known or Validators()
    return Validators(_validator(headers, "etag") or known.etag, _validator(headers, "last-modified") or known.last_modified)


def _validator(headers: Headers, name: str) -> str | None:
    value = headers.get(name)
    return value if value and len(value) <= MAX_VALIDATOR_CHARS else None


def _delta_seconds(value: str) -> float | None:
    if not value or not value.isascii() or not value.replace(".", "", 1).isdigit() or len(value) > 20:  # noqa: PLR2004 (10^20 s)
        return None
    seconds = float(value)
    return seconds if math.isfinite(seconds) else None


def _http_date(value: str) -> datetime | None:
    if not value or len(value) > 100:  # noqa: PLR2004 (the longest form of a date has 33 characters)
        return None
    try:
        at = parsedate_to_datetime(value)
        return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
