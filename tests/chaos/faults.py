"""Faults: what can break, a seeded schedule of it, and how it is done and mended."""

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from deploy.kafka.broker import Broker
from tests.chaos.daemon import LEASE_S, SESSION_TIMEOUT_S, Daemon
from tests.chaos.world import World


class Kind(StrEnum):
    """What breaks."""

    KILL_INGEST = "kill -9 of an ingest"
    KILL_PROCESSOR = "kill -9 of a processor"
    KILL_BROKER = "kill -9 of the broker"
    PAUSE_INGEST = "SIGSTOP of an ingest"
    PAUSE_PROCESSOR = "SIGSTOP of a processor"
    PAUSE_BROKER = "SIGSTOP of the broker"
    CUT_KAFKA = "connections to Kafka cut"
    CUT_POSTGRESQL = "connections to PostgreSQL cut"
    CRASH_POSTGRESQL = "crash of PostgreSQL"


LOOK_AGAIN_S = 0.02
SHORT_S = (0.0, 3.0)
PAUSES_S = {
    Kind.PAUSE_PROCESSOR: (SESSION_TIMEOUT_S + 1.0, SESSION_TIMEOUT_S + 4.0),
    Kind.PAUSE_INGEST: (LEASE_S - 6.0, LEASE_S + 6.0),
}
"""Longer than a group waits for a member; about as long as a host waits for a worker. Then others have taken over."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that breaks.

    Attributes:
        wait_s: After the fault before it.
        target: Which of several daemons.
        mended_after_s: When it is started or resumed again. The next faults do not wait for that.
    """

    kind: Kind
    wait_s: float
    target: int
    mended_after_s: float

    def __str__(self) -> str:
        return f"{self.kind} {self.target}, mended after {self.mended_after_s:.1f} s"


def schedule(seed: int, n: int) -> list[Fault]:
    """``n`` faults in random order at random times, each kind as often as any other."""
    chance = random.Random(seed)
    faults: list[Fault] = []
    while len(faults) < n:
        for kind in chance.sample(list(Kind), len(Kind)):
            mended_after_s = chance.uniform(*PAUSES_S.get(kind, SHORT_S))
            faults.append(Fault(kind, chance.uniform(1.0, 4.0), chance.randrange(2), mended_after_s))
    return faults[:n]


def inflict(world: World, faults: Sequence[Fault], tell: Callable[[str], None]) -> None:
    """Do all of it, and mend all of it."""
    mending: dict[object, tuple[float, Callable[[], object]]] = {}
    for number, fault in enumerate(faults, start=1):
        until_s = time.monotonic() + fault.wait_s
        victim, harm, mend = _means(world, fault)
        # What is broken already is mended before it breaks again.
        while time.monotonic() < until_s or victim in mending:
            _mend_due(mending)
            world.look_after_daemons()
            time.sleep(LOOK_AGAIN_S)
        tell(f"{number:3d} {fault}")
        harm()
        if mend is not None:
            mending[victim] = (time.monotonic() + fault.mended_after_s, mend)
    while mending:
        _mend_due(mending)
        time.sleep(LOOK_AGAIN_S)


def _mend_due(mending: dict[object, tuple[float, Callable[[], object]]]) -> None:
    for victim, (at_s, mend) in list(mending.items()):
        if time.monotonic() >= at_s:
            del mending[victim]
            mend()


def _means(world: World, fault: Fault) -> tuple[object, Callable[[], object], Callable[[], object] | None]:
    """The victim's name, what harms it, and what mends it."""
    broker = world.kafka
    assert isinstance(broker, Broker)
    match fault.kind:
        case Kind.KILL_INGEST | Kind.KILL_PROCESSOR:
            daemon = _daemon(world, fault)
            return daemon.name, daemon.kill, daemon.start
        case Kind.PAUSE_INGEST | Kind.PAUSE_PROCESSOR:
            daemon = _daemon(world, fault)
            return daemon.name, daemon.pause, daemon.resume
        case Kind.KILL_BROKER:
            return "broker", broker.kill, broker.launch
        case Kind.PAUSE_BROKER:
            return "broker", broker.pause, broker.resume
        case Kind.CRASH_POSTGRESQL:
            return "postgresql", world.postgresql.crash, world.postgresql.start
        case Kind.CUT_KAFKA | Kind.CUT_POSTGRESQL:
            name = "kafka" if fault.kind is Kind.CUT_KAFKA else "postgresql"
            return f"connections to {name}", world.proxies[name].cut, None


def _daemon(world: World, fault: Fault) -> Daemon:
    daemons = world.ingests if fault.kind in (Kind.KILL_INGEST, Kind.PAUSE_INGEST) else world.processors
    return daemons[fault.target % len(daemons)]
