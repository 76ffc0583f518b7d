"""What is done to a world, and what came of it."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from deploy.kafka.broker import Broker
from deploy.kafka.cluster import Cluster
from ingest.streams.topics import EVENTS
from tests.chaos.faults import Fault, inflict, schedule
from tests.chaos.findings import Findings
from tests.chaos.world import World, running_world

SETTLE_S = 240.0
"""For what is under way when the last fault is mended; on an idle machine some 25 s, most of them leases of dead daemons."""
WARM_UP_REPORTS = 40
STEADY_S = 8.0
"""Of news before and after a fault, to compare with."""
ORPHANED_S = 4.0
MB = 1_000_000

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Chaos:
    """What came of faults under load."""

    seed: int
    faults: list[Fault]
    findings: Findings
    took_s: float

    def __str__(self) -> str:
        return f"seed {self.seed}: {len(self.faults)} faults in {self.took_s:.0f} s; {self.findings}"


def chaos(folder: Path, seed: int, n: int, tell: Tell) -> Chaos:
    """Two ingests and two processors on one PostgreSQL and one Kafka; everything breaks, at random, while news comes in."""
    started_s = time.monotonic()
    faults = schedule(seed, n)
    with running_world(folder) as world:
        tell(f"    up after {time.monotonic() - started_s:.0f} s")
        with world.news():
            inflict(world, faults, tell)
        tell(f"    all there {world.settle(SETTLE_S):.0f} s after the last")
        world.stop()
        result = Chaos(seed, faults, world.findings(), time.monotonic() - started_s)
    tell(f"    {result}")
    return result


@dataclass(frozen=True, slots=True)
class Outage:
    """What came of Kafka being away.

    Attributes:
        reports: That came out while it was.
        growth_mb: The most that a daemon, with its workers, grew by.
        delivered_after_s: From its return until everything was there.
    """

    away_s: float
    reports: int
    growth_mb: float
    delivered_after_s: float
    findings: Findings

    def __str__(self) -> str:
        return (
            f"Kafka away for {self.away_s:.0f} s, {self.reports} reports meanwhile: memory +{self.growth_mb:.0f} MB, "
            f"all there {self.delivered_after_s:.0f} s after its return; {self.findings}"
        )


def outage(folder: Path, away_s: float, per_second: float, tell: Tell) -> Outage:
    """Kafka is away under load, and comes back."""
    with running_world(folder, ingests=1, processors=1, per_second=per_second) as world:
        broker = world.kafka
        assert isinstance(broker, Broker)
        with world.news():
            world.wait_until(lambda: len(world.reader.of(EVENTS.name)) >= WARM_UP_REPORTS, SETTLE_S, "the first events")
            before, peaks = _memory(world), _memory(world)
            reports = len(world.newsroom.published_at_s)
            broker.kill()
            tell(f"    away, after {reports} reports")
            back_at_s = time.monotonic() + away_s
            while time.monotonic() < back_at_s:
                time.sleep(0.5)
                peaks = [max(pair) for pair in zip(peaks, _memory(world), strict=True)]
            reports = len(world.newsroom.published_at_s) - reports
            broker.start()
            tell(f"    back, after {reports} more")
        delivered_after_s = world.settle(SETTLE_S + away_s)
        peaks = [max(pair) for pair in zip(peaks, _memory(world), strict=True)]
        world.stop()
        growth_mb = max(peak - first for first, peak in zip(before, peaks, strict=True)) / MB
        result = Outage(away_s, reports, growth_mb, delivered_after_s, world.findings())
    tell(f"    {result}")
    return result


def _memory(world: World) -> list[int]:
    return [daemon.rss_bytes for daemon in world.daemons]


@dataclass(frozen=True, slots=True)
class Takeover:
    """What came of a dead node of three, and then of a dead processor of two.

    Attributes:
        publishing_delay_s: The longest from a report's publication to its article in Kafka, with a node away.
        takeover_s: From the death of the processor until the other had coded all that had come in the first seconds after it.
    """

    publishing_delay_s: float
    takeover_s: float
    findings: Findings

    def __str__(self) -> str:
        return (
            f"a node of three killed: articles at most {self.publishing_delay_s:.1f} s late; "
            f"a processor of two killed: taken over after {self.takeover_s:.1f} s; {self.findings}"
        )


def takeover(folder: Path, tell: Tell) -> Takeover:
    """Three nodes; one is killed and stays away, then a processor is killed and stays away. The daemons have default timeouts."""
    defaults = {f"CONFLICTWIRE_KAFKA__{name}_TIMEOUT_S": "10" for name in ("SESSION", "TRANSACTION", "REQUEST")}
    with running_world(folder, nodes=3, ingests=1, processors=2, **defaults) as world:
        cluster = world.kafka
        assert isinstance(cluster, Cluster)
        with world.news():
            _more_reports(world)
            node_killed_s = time.monotonic()
            cluster.brokers[0].kill()
            _more_reports(world)
            reports = [url for url, at_s in world.newsroom.published_at_s.items() if at_s >= node_killed_s]
            world.wait_until(lambda: set(reports) <= world.seen_urls(), SETTLE_S, "the articles of later reports")
            publishing_delay_s = max(delay for at_s, delay in world.article_delays() if at_s >= node_killed_s)
            tell(f"    with a node away, articles at most {publishing_delay_s:.1f} s late")
            killed_s = time.monotonic()
            world.processors[0].kill()
            _more_reports(world)
        world.settle(SETTLE_S)
        # In so long, every partition gets an article: in those of the dead one, it waits for the takeover.
        takeover_s = world.coded_at_s(from_s=killed_s, until_s=killed_s + ORPHANED_S) - killed_s
        tell(f"    a dead processor's partitions taken over after {takeover_s:.1f} s")
        assert not cluster.brokers[0].running
        cluster.brokers[0].start()
        world.processors[0].start()
        world.stop()
        result = Takeover(publishing_delay_s, takeover_s, world.findings())
    tell(f"    {result}")
    return result


def _more_reports(world: World) -> None:
    """Wait until as many came out as do in ``STEADY_S``."""
    enough = len(world.newsroom.published_at_s) + int(STEADY_S * world.newsroom.per_second)
    world.wait_until(lambda: len(world.newsroom.published_at_s) >= enough, SETTLE_S, "news")
