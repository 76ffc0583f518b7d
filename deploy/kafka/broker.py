"""One node of a real Apache Kafka on loopback, for tests and development: broker and controller in one process (KRaft)."""

import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from deploy.kafka.properties import Listener, Quorum, free_ports
from deploy.kafka.runtime import NoBrokerError, kafka_command, run
from deploy.kafka.tied_process import TiedProcess

START_TIMEOUT_S = 60.0
STARTED = b"Kafka Server started"
PLAIN = Listener("PLAIN", "PLAINTEXT")
QUICK = ("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xms128m", "-Xmx384m")
"""For a node that lives for minutes: up with half of the processor time, less fast in the long run."""


class Broker:
    """A node. Its data stay in its folder over restarts, and so do its ports.

    Args:
        folder: For data, configuration and the log file.
        port: Where clients connect without a login; 0 takes a free one.
        listeners: What else it listens on, at free ports.
        scram_users: Passwords by name for logins with SCRAM; made when the node starts for the first time.
        quorum: The cluster that it belongs to; None for one of its own.
        node_id: Its number there.
        java_options: For the node's Java.
    """

    def __init__(
        self,
        folder: Path,
        port: int = 0,
        *,
        listeners: Sequence[Listener] = (),
        scram_users: Mapping[str, str] | None = None,
        quorum: Quorum | None = None,
        node_id: int = 1,
        java_options: Sequence[str] = QUICK,
    ) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder.resolve()
        self.log_file = self.folder / "broker.log"
        self._listeners = (PLAIN, *listeners)
        free = free_ports(len(self._listeners))
        ports = zip(self._listeners, [port or free[0], *free[1:]], strict=True)
        self._servers = {listener.name: f"127.0.0.1:{number}" for listener, number in ports}
        self._scram_users = scram_users or {}
        self._quorum = quorum or Quorum()
        self._node_id = node_id
        self._java_options = java_options
        self._process: TiedProcess | None = None

    @property
    def bootstrap_servers(self) -> str:
        """Where clients connect, without a login."""
        return self.servers(PLAIN.name)

    @property
    def running(self) -> bool:
        """Whether its process is there; a paused one is."""
        return self._process is not None and self._process.running

    def servers(self, listener: str) -> str:
        """Where clients connect to a listener."""
        return self._servers[listener]

    def start(self) -> None:
        """Start, and return once it answers.

        Raises:
            NoBrokerError: Java or the jars cannot be had, or it did not come up.
        """
        self.wait_until_started(self.launch())

    def launch(self) -> int:
        """Start, without waiting.

        Returns:
            The length that the log had, for ``wait_until_started``.

        Raises:
            NoBrokerError: Java or the jars cannot be had.
        """
        properties = self.folder / "server.properties"
        properties.write_text(self._quorum.properties(self._node_id, self.folder, self._listeners, self._servers))
        if not (self.folder / "data" / "meta.properties").exists():
            self._format(properties)
        log_length = self.log_file.stat().st_size if self.log_file.exists() else 0
        self._process = TiedProcess(kafka_command(self._java_options, "kafka.Kafka", str(properties)), self.log_file)
        return log_length

    def wait_until_started(self, log_length: int) -> None:
        """Return once it answers.

        Raises:
            NoBrokerError: It did not come up.
        """
        deadline = time.monotonic() + START_TIMEOUT_S
        while time.monotonic() < deadline and self.running:
            with self.log_file.open("rb") as log:
                log.seek(log_length)
                if STARTED in log.read():
                    return
            time.sleep(0.05)
        self.kill()
        last = self.log_file.read_text(errors="replace").splitlines()[-5:]
        raise NoBrokerError(f"Kafka did not start within {START_TIMEOUT_S:g} s (log: {self.log_file}):\n" + "\n".join(last))

    def kill(self) -> None:
        """As ``kill -9``."""
        if self._process is not None:
            self._process.kill()
            self._process = None

    def stop(self) -> None:
        """In order; by force after a while."""
        if self._process is not None:
            self._process.stop()
            self._process = None

    def pause(self) -> None:
        """As ``kill -STOP``: connections stay open, and nothing answers."""
        if self._process is not None:
            self._process.pause()

    def resume(self) -> None:
        """As ``kill -CONT``."""
        if self._process is not None:
            self._process.resume()

    def wait(self) -> int:
        """Wait until it ends by itself; return its exit code."""
        return self._process.wait() if self._process is not None else 0

    def _format(self, properties: Path) -> None:
        users = [
            word
            for name, password in self._scram_users.items()
            for mechanism in ("SCRAM-SHA-256", "SCRAM-SHA-512")
            for word in ("--add-scram", f"{mechanism}=[name={name},password={password}]")
        ]
        words = ["format", f"--cluster-id={self._quorum.cluster_id}", "-c", str(properties), *users]
        run(kafka_command(QUICK, "kafka.tools.StorageTool", *words))
