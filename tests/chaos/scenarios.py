"""What is done to a world, and what must be true in the end."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.chaos.faults import Fault, inflict, schedule
from tests.chaos.world import Findings, running_world

SETTLE_S = 240.0
"""For what is under way when the last fault is mended; on an idle machine some 25 s, most of them leases of dead daemons."""


@dataclass(frozen=True, slots=True)
class Chaos:
    """What came of faults under load."""

    seed: int
    faults: list[Fault]
    findings: Findings
    took_s: float

    def __str__(self) -> str:
        return f"seed {self.seed}: {len(self.faults)} faults in {self.took_s:.0f} s, {self.findings}"


def chaos(folder: Path, seed: int, n: int, tell: Callable[[str], None]) -> Chaos:
    """Two ingests and two processors on one PostgreSQL and one Kafka; everything breaks, at random, while news comes in."""
    started_s = time.monotonic()
    faults = schedule(seed, n)
    with running_world(folder) as world:
        tell(f"    up after {time.monotonic() - started_s:.0f} s")
        with world.news():
            inflict(world, faults, tell)
        tell(f"    settled after {world.wait_until(world.is_all_there, SETTLE_S, 'every report with its events'):.0f} s")
        world.stop()
        return Chaos(seed, faults, world.findings(), time.monotonic() - started_s)
