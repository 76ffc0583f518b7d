"""A ``conflictwire run`` that can be killed, stopped and started again."""

import sys
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path

import psutil

from deploy.kafka.tied_process import TiedProcess
from ingest.errors import ExitCode

NO_DATABASE = "conflictwire: the database cannot be used"
SESSION_TIMEOUT_S = 6

DAEMON = "import ingest.stages.context as c; c.LEASE_MARGIN_S = 1.0; from ingest.cli import main; main()"
"""The console script, but that the hosts of a daemon that died are soon free for others."""
LEASE_S = 5.0 + 12.0 + 1.0
"""For how long they are not: the longest request, the longest work on a page, the margin."""

SETTINGS = {
    "CONFLICTWIRE_KAFKA__SESSION_TIMEOUT_S": str(SESSION_TIMEOUT_S),
    "CONFLICTWIRE_KAFKA__TRANSACTION_TIMEOUT_S": "5",
    "CONFLICTWIRE_KAFKA__REQUEST_TIMEOUT_S": "5",
    "CONFLICTWIRE_KAFKA__PARTITIONS": "4",
    "CONFLICTWIRE_KAFKA__LOG_KEEP_S": "86400",
    "CONFLICTWIRE_WORKERS__PROCESSES": "1",
    "CONFLICTWIRE_WORKERS__TIMEOUT_S": "12",
    "CONFLICTWIRE_HTTP__TOTAL_TIMEOUT_S": "5",
    "CONFLICTWIRE_HTTP__RESPECT_ROBOTS": "false",
    "CONFLICTWIRE_POLL__MIN_INTERVAL_S": "0.5",
    "CONFLICTWIRE_POLL__MAX_INTERVAL_S": "1",
    "CONFLICTWIRE_FETCH__RETRY_AFTER_S": "1",
    "CONFLICTWIRE_FETCH__MAX_RETRY_AFTER_S": "2",
    "CONFLICTWIRE_FETCH__MAX_ATTEMPTS": "100",
    "CONFLICTWIRE_LOG__FORMAT": "json",
    "CONFLICTWIRE_CODING__READER": "off",
}
"""Short waits, so that a fault's traces are gone after seconds; no reader, as in what its events are compared with."""


@dataclass
class Daemon:
    """One ``conflictwire run``; it can be started again after its end."""

    name: str
    arguments: Sequence[str]
    environment: dict[str, str]
    folder: Path
    port: int
    process: TiedProcess | None = None
    log_start: int = 0

    @property
    def log_file(self) -> Path:
        """What it writes to standard error, over all its lives."""
        return self.folder / f"{self.name}.log"

    def start(self) -> None:
        """Start it."""
        self.log_start = self.log_file.stat().st_size if self.log_file.exists() else 0
        environment = self.environment | {"CONFLICTWIRE_WEB__ENABLED": "true", "CONFLICTWIRE_WEB__PORT": str(self.port)}
        self.process = TiedProcess([sys.executable, "-c", DAEMON, *self.arguments], self.log_file, environment)

    def kill(self) -> None:
        """As ``kill -9``."""
        self.running.kill()
        self.process = None

    def pause(self) -> None:
        """As ``kill -STOP``."""
        self.running.pause()

    def resume(self) -> None:
        """As ``kill -CONT``."""
        self.running.resume()

    @property
    def running(self) -> TiedProcess:
        """Its process, which must be there.

        One that found no database at its start has ended, with a word on it, and is started again, as supervisors do.
        """
        assert self.process is not None, f"{self.name} does not run"
        if not self.process.running:
            said = self.log_file.read_bytes()[self.log_start :].decode()
            assert said.startswith(NO_DATABASE), f"{self.name} ended by itself:\n{said[-2000:]}"
            assert self.process.wait() == ExitCode.DATA_DIR
            self.start()
        return self.process

    @property
    def is_ready(self) -> bool:
        """Whether it says that it works."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/readyz", timeout=1) as answer:
                return bool(answer.status == HTTPStatus.OK)
        except OSError:
            return False

    @property
    def rss_bytes(self) -> int:
        """Memory of the daemon and its workers."""
        process = psutil.Process(self.running.pid)
        return sum(each.memory_info().rss for each in (process, *process.children(recursive=True)))
