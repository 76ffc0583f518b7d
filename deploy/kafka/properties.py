"""What a node is told: who belongs to its cluster, and where it listens."""

import base64
import contextlib
import random
import socket
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

OUR_PORTS = range(15_000, 30_000)
"""Below those that a system takes for outgoing connections: they could take the port of a node that is away for a moment."""

PROPERTIES = """\
process.roles=broker,controller
node.id={node_id}
controller.quorum.voters={voters}
controller.listener.names=CONTROLLER
inter.broker.listener.name=PLAIN
listeners=CONTROLLER://127.0.0.1:{controller_port},{listeners}
advertised.listeners={advertised}
listener.security.protocol.map=CONTROLLER:PLAINTEXT,{protocols}
log.dirs={folder}/data
auto.create.topics.enable=false
num.partitions=1
default.replication.factor={copies}
min.insync.replicas={in_sync}
offsets.topic.replication.factor={copies}
offsets.topic.num.partitions=4
transaction.state.log.replication.factor={copies}
transaction.state.log.min.isr={in_sync}
transaction.state.log.num.partitions=4
transaction.abort.timed.out.transaction.cleanup.interval.ms=5000
share.coordinator.state.topic.replication.factor={copies}
share.coordinator.state.topic.min.isr={in_sync}
group.initial.rebalance.delay.ms=0
broker.session.timeout.ms=2000
broker.heartbeat.interval.ms=500
"""
"""Few internal partitions, no wait for more members, back 2 s after a kill (not 9).

Timed-out transactions are aborted every 5 s: below Kafka's 10 s for the tests' sake, but not before a killed node is known again.
"""


@dataclass(frozen=True, slots=True)
class Listener:
    """A port for clients.

    Attributes:
        name: Such as ``LOGIN``.
        protocol: Such as ``SASL_SSL``.
        settings: The listener's own, without their prefix: ``{"plain.sasl.jaas.config": "…"}``.
        advertised: Where clients are told to connect, ``host:port``; None for where it listens.
    """

    name: str
    protocol: str
    settings: Mapping[str, str] = field(default_factory=dict)
    advertised: str | None = None


class Quorum:
    """The nodes of a cluster, each of which is a broker and a controller. Their ids are 1, 2 and so on."""

    def __init__(self, nodes: int = 1) -> None:
        self.cluster_id = base64.urlsafe_b64encode(uuid.uuid4().bytes).decode().rstrip("=")
        self.controller_ports = dict(enumerate(free_ports(nodes), start=1))
        self.copies = nodes
        self.in_sync = nodes // 2 + 1
        """Copies that a write waits for: more than half, so that the others may be away."""

    def properties(self, node_id: int, folder: Path, listeners: Sequence[Listener], servers: Mapping[str, str]) -> str:
        """A node's ``server.properties``; ``servers`` are the listeners' addresses by name."""
        return PROPERTIES.format(
            node_id=node_id,
            voters=",".join(f"{each}@127.0.0.1:{port}" for each, port in self.controller_ports.items()),
            controller_port=self.controller_ports[node_id],
            listeners=",".join(f"{name}://{address}" for name, address in servers.items()),
            advertised=",".join(f"{each.name}://{each.advertised or servers[each.name]}" for each in listeners),
            protocols=",".join(f"{each.name}:{each.protocol}" for each in listeners),
            folder=folder,
            copies=self.copies,
            in_sync=self.in_sync,
        ) + "".join(
            f"listener.name.{each.name.lower()}.{name}={value}\n" for each in listeners for name, value in each.settings.items()
        )


def free_ports(count: int) -> list[int]:
    """So many different ports of loopback that nobody listens on now."""
    found: list[int] = []
    with contextlib.ExitStack() as stack:
        while len(found) < count:
            candidate = stack.enter_context(socket.socket())
            port = random.choice(OUR_PORTS)  # noqa: S311 (no secret)
            with contextlib.suppress(OSError):
                candidate.bind(("127.0.0.1", port))
                found.append(port)
    return found
