"""Everything breaks under load, and nothing is lost or doubled. ``make chaos`` is the long run of the same."""

from pathlib import Path

import pytest

from tests.chaos.faults import Kind, schedule
from tests.chaos.scenarios import chaos, outage, takeover

SEED = 20261135
FAULTS = len(Kind)
TAKEOVER_LIMIT_S = 15.0
TAKEOVER_RUNS = 3
"""A machine that is busy with other things only makes a takeover later: the soonest of so many runs counts."""
GROWTH_LIMIT_MB = 50.0


def test_a_schedule_is_its_seeds_and_has_every_kind() -> None:
    """The same seed, the same faults; a run of as many faults as kinds has each once."""
    assert schedule(SEED, 50) == schedule(SEED, 50) != schedule(SEED + 1, 50)
    assert len(schedule(SEED, 50)) == 50
    assert {fault.kind for fault in schedule(SEED, FAULTS)} == set(Kind)


@pytest.mark.timeout(600)
def test_faults_lose_nothing_and_double_nothing(tmp_path: Path) -> None:
    """Each kind of fault once, in random order: a subscriber of another make sees every report once, with its events."""
    result = chaos(tmp_path, SEED, FAULTS, print)
    assert result.findings.are_clean, result
    assert result.findings.articles > 50


@pytest.mark.timeout(600)
def test_one_node_of_three_and_one_processor_of_two_may_die(tmp_path: Path) -> None:
    """Publishing goes on without the node; the other processor takes over soon. Nothing is lost or doubled in any run."""
    soonest_s = float("inf")
    for run in range(TAKEOVER_RUNS):
        folder = tmp_path / str(run)
        folder.mkdir()
        result = takeover(folder, print)
        assert result.findings.are_clean, result
        soonest_s = min(soonest_s, result.takeover_s)
        if soonest_s <= TAKEOVER_LIMIT_S:
            break
    assert soonest_s <= TAKEOVER_LIMIT_S


@pytest.mark.timeout(600)
def test_while_kafka_is_away_news_is_kept_and_memory_is_not(tmp_path: Path) -> None:
    """What came in meanwhile is delivered afterwards, in the order of the log for each key."""
    result = outage(tmp_path, away_s=20, per_second=10, tell=print)
    assert result.findings.are_clean, result
    assert result.reports > 100
    assert result.growth_mb <= GROWTH_LIMIT_MB, result
