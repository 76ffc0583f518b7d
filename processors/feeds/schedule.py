"""When to ask a feed again. Pure: what is known goes in, seconds come out; nothing here reads a clock.

next poll = what the feed's own rhythm suggests, within the operator's bounds
            then not before what the publisher asked for (ttl, max-age, Retry-After)
            and later after each failure in a row

All times are in seconds.
"""

import math
from dataclasses import dataclass

from processors.records.ids import digest

EXPECTED_NEW_ENTRIES = 0.5
"""Entries to expect at a poll. At this value a reader finds something at two polls in five, and what it finds has waited for half
an interval, so that the mean delay is a quarter of the feed's mean gap between entries."""
RATE_HALF_LIFE_S = 12 * 3600.0
"""After this time an observation has half its weight: a news day that turns quiet is noticed in the same night."""
MAX_BACKOFF_DOUBLINGS = 20
JITTER = 0.1


@dataclass(frozen=True, slots=True)
class PollLimits:
    """The operator's bounds.

    Attributes:
        min_interval_s: Never sooner than this.
        max_interval_s: The longest wait for a feed that answers.
        max_failure_interval_s: The longest wait for a feed that fails, and the most that a Retry-After is obeyed for.
        max_ttl_s: How much of a feed's own ``ttl`` or ``sy:updatePeriod`` is obeyed. Blog engines write one hour into every feed,
            whatever its rhythm; obeying it in full would cost minutes of delay that its publisher never meant to ask for.
    """

    min_interval_s: float = 120.0
    max_interval_s: float = 4 * 3600.0
    max_failure_interval_s: float = 24 * 3600.0
    max_ttl_s: float = 900.0


@dataclass(frozen=True, slots=True)
class PollHistory:
    """What is known about a feed after a poll.

    Attributes:
        feed_id: Seeds the jitter.
        entries_per_hour: Smoothed rate of new entries (``smoothed_rate``); None before the second successful poll.
        ttl_s: The feed's own wish (``ParsedFeed.ttl_s``).
        max_age_s: For how long the last answer is fresh (Cache-Control).
        retry_after_s: What the last answer asked for (Retry-After).
        consecutive_failures: 0 after a success, a 304 among them.
        gone: The last answer was 410 Gone.
    """

    feed_id: str
    entries_per_hour: float | None = None
    ttl_s: float | None = None
    max_age_s: float | None = None
    retry_after_s: float | None = None
    consecutive_failures: int = 0
    gone: bool = False


def next_poll_in_s(history: PollHistory, limits: PollLimits) -> float | None:
    """Seconds from the end of this poll to the next one; None for a feed that is gone and must not be asked again.

    The same history always gives the same answer: feeds are spread by a jitter that depends on the feed's id and on the number of
    failures, so that many feeds that fail together do not come back together.

    Source: RFC 9110 sections 10.2.3 (Retry-After) and 15.5.11 (410 Gone); RFC 9111 section 4.2 (max-age); RSS 2.0 (ttl).
    """
    if history.gone:
        return None
    asked_s = min(_wish(history.retry_after_s), limits.max_failure_interval_s)
    if history.consecutive_failures > 0:
        doublings = min(history.consecutive_failures, MAX_BACKOFF_DOUBLINGS)
        backoff_s = min(math.ldexp(limits.min_interval_s, doublings), limits.max_failure_interval_s)
        return max(backoff_s * _jitter(history, downwards=True), limits.min_interval_s, asked_s)
    interval_s = _rhythm_s(history.entries_per_hour, limits) * _jitter(history, downwards=False)
    publisher_s = max(min(_wish(history.ttl_s), limits.max_ttl_s), _wish(history.max_age_s))
    return max(min(max(interval_s, publisher_s), limits.max_interval_s), limits.min_interval_s, asked_s)


def smoothed_rate(previous_per_hour: float | None, new_entries: int, elapsed_s: float) -> float:
    """Move a feed's rate of new entries towards what the last interval showed, by how long that interval was.

    Args:
        previous_per_hour: None where nothing was known: the observation is taken as it is.
        new_entries: Entries that were not there at the poll before.
        elapsed_s: Time since the poll before; less than a minute counts as one.
    """
    elapsed_s = max(elapsed_s, 60.0)
    observed_per_hour = max(new_entries, 0) * 3600.0 / elapsed_s
    if previous_per_hour is None:
        return observed_per_hour
    kept = math.exp2(-elapsed_s / RATE_HALF_LIFE_S)
    return previous_per_hour * kept + observed_per_hour * (1.0 - kept)


def _rhythm_s(entries_per_hour: float | None, limits: PollLimits) -> float:
    if entries_per_hour is None:
        return limits.min_interval_s  # the second poll is what shows a rhythm
    if not entries_per_hour > 0.0:
        return limits.max_interval_s
    return min(max(EXPECTED_NEW_ENTRIES * 3600.0 / entries_per_hour, limits.min_interval_s), limits.max_interval_s)


def _wish(seconds: float | None) -> float:
    return seconds if seconds is not None and math.isfinite(seconds) and seconds > 0.0 else 0.0


def _jitter(history: PollHistory, *, downwards: bool) -> float:
    """A factor within ``JITTER`` of 1; downwards only for a back-off, which has reached its cap just when it matters."""
    unit = int(digest("poll", history.feed_id, str(history.consecutive_failures))[:8], 16) / 0xFFFFFFFF
    return 1.0 - JITTER * unit if downwards else 1.0 + JITTER * (2.0 * unit - 1.0)
