"""When to poll again."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from processors.feeds.schedule import JITTER, PollHistory, PollLimits, next_poll_in_s, smoothed_rate

LIMITS = PollLimits(min_interval_s=100.0, max_interval_s=10_000.0, max_failure_interval_s=50_000.0, max_ttl_s=900.0)
SECONDS = st.none() | st.floats(allow_nan=True, allow_infinity=True)


def wait(**known: object) -> float:
    """The next poll of a feed of which this much is known."""
    seconds = next_poll_in_s(replace(PollHistory("feed"), **known), LIMITS)  # type: ignore[arg-type]  # a table of fields
    assert seconds is not None
    return seconds


def test_busy_feed_is_polled_sooner_than_a_quiet_one() -> None:
    """The interval follows the rate of new entries."""
    assert 100.0 <= wait(entries_per_hour=20.0) < wait(entries_per_hour=2.0) < wait(entries_per_hour=0.5) <= 10_000.0


def test_bounds() -> None:
    """Neither a flood nor silence leaves the operator's bounds."""
    assert wait(entries_per_hour=1e9) == pytest.approx(100.0, rel=JITTER)
    assert wait(entries_per_hour=1e9) >= 100.0
    assert wait(entries_per_hour=0.0) <= 10_000.0


def test_unknown_rhythm_is_found_out_soon() -> None:
    """After the first poll the second comes at the shortest interval."""
    assert wait() == pytest.approx(100.0, rel=JITTER)


@pytest.mark.parametrize(
    ("known", "at_least"),
    [
        ({"ttl_s": 600.0}, 600.0),
        ({"ttl_s": 86_400.0}, 900.0),
        ({"max_age_s": 3600.0}, 3600.0),
        ({"max_age_s": 1e9}, 10_000.0),
        ({"retry_after_s": 20_000.0}, 20_000.0),
        ({"retry_after_s": 1e9}, 50_000.0),
    ],
)
def test_publishers_wishes(known: dict[str, float], at_least: float) -> None:
    """ttl, max-age and Retry-After delay a poll, each up to its cap."""
    assert wait(entries_per_hour=1000.0, **known) == at_least


def test_failures_back_off() -> None:
    """Each failure about doubles the wait, up to the cap; a Retry-After still holds."""
    waits = [wait(consecutive_failures=n) for n in range(1, 40)]
    assert waits[0] < waits[1] < waits[2] < waits[3]
    assert max(waits) <= 50_000.0
    assert waits[-1] >= 45_000.0
    assert wait(consecutive_failures=1, retry_after_s=7000.0) == 7000.0


def test_gone_is_never_polled_again() -> None:
    """410 disables the feed."""
    assert next_poll_in_s(PollHistory("feed", gone=True), LIMITS) is None


def test_feeds_are_spread() -> None:
    """Feeds with the same history are not polled at the same moment, and the answer is always the same."""
    waits = {next_poll_in_s(PollHistory(f"feed{i}", entries_per_hour=1.0), LIMITS) for i in range(50)}
    assert len(waits) == 50
    assert wait(entries_per_hour=1.0) == wait(entries_per_hour=1.0)


@given(SECONDS, SECONDS, SECONDS, SECONDS, st.integers(0, 10**6))
def test_always_a_sane_number(
    rate: float | None, ttl: float | None, age: float | None, after: float | None, failures: int
) -> None:
    """Whatever is put in, the wait lies between the shortest interval and the longest wait."""
    history = PollHistory("f", rate, ttl, age, after, failures)
    seconds = next_poll_in_s(history, LIMITS)
    assert seconds is not None
    assert 100.0 <= seconds <= 50_000.0


def test_rate_follows_observations() -> None:
    """A burst raises the rate, silence lowers it by half in a half-life, and the first observation is taken as it is."""
    assert smoothed_rate(None, 6, 3600.0) == 6.0
    assert smoothed_rate(2.0, 10, 3600.0) > 2.0
    assert smoothed_rate(8.0, 0, 12 * 3600.0) == pytest.approx(4.0)
    assert smoothed_rate(1.0, 5, 0.0) < 2.0
