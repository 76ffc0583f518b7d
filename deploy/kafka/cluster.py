"""A real Apache Kafka on loopback, of one node or several.

    python -m deploy.kafka.cluster [--nodes N] [--folder FOLDER] [--port PORT]

See ``runtime`` for what it runs on.
"""

import argparse
import signal
import sys
from pathlib import Path

from deploy.kafka.broker import Broker
from deploy.kafka.properties import Quorum
from deploy.kafka.runtime import VERSION, NoBrokerError


class Cluster:
    """Nodes that copy each other's records: each record is on all of them, and a majority is enough to go on.

    A node is harmed through ``brokers``: ``cluster.brokers[0].kill()``, and back with ``start()``.

    Args:
        folder: For the nodes' folders.
        nodes: How many.
        port: Where the first listens, the next ones at the next ports; 0 takes free ones.
    """

    def __init__(self, folder: Path, nodes: int = 3, port: int = 0) -> None:
        quorum = Quorum(nodes)
        self.brokers = [Broker(folder / f"node-{i + 1}", port and port + i, quorum=quorum, node_id=i + 1) for i in range(nodes)]

    @property
    def bootstrap_servers(self) -> str:
        """Where clients connect."""
        return ",".join(broker.bootstrap_servers for broker in self.brokers)

    def start(self) -> None:
        """Start all, and return once each of them answers: none does before there is a majority.

        Raises:
            NoBrokerError: Java or the jars cannot be had, or they did not come up.
        """
        lengths = [broker.launch() for broker in self.brokers]
        for broker, length in zip(self.brokers, lengths, strict=True):
            broker.wait_until_started(length)

    def kill(self) -> None:
        """All, as ``kill -9``."""
        for broker in self.brokers:
            broker.kill()

    def stop(self) -> None:
        """All, in order; by force after a while."""
        for broker in self.brokers:
            broker.stop()


def main() -> None:
    """Run it in the foreground until Ctrl-C."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--nodes", type=int, default=1)
    parser.add_argument("--folder", type=Path, help="default: .conflictwire/kafka-N")
    parser.add_argument("--port", type=int, default=9092)
    arguments = parser.parse_args()
    cluster = Cluster(arguments.folder or Path(f".conflictwire/kafka-{arguments.nodes}"), arguments.nodes, arguments.port)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: sys.exit(0))
    try:
        cluster.start()
        logs = " ".join(str(broker.log_file) for broker in cluster.brokers)
        print(cluster.bootstrap_servers, f"Apache Kafka {VERSION}; logs: {logs}; Ctrl-C stops it", flush=True)  # noqa: T201 (a command)
        sys.exit(cluster.brokers[0].wait())
    except NoBrokerError as error:
        parser.exit(1, f"{error}\n")
    finally:
        cluster.stop()


if __name__ == "__main__":
    main()
