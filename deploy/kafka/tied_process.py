"""A process that does not outlive the one that started it, however that one ends."""

import contextlib
import signal
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

STOP_TIMEOUT_S = 20.0


class TiedProcess:
    """A command, with its output appended to a file.

    It has a session of its own: Ctrl-C at the terminal is for us, who stop it in order.

    A shell waits at the other end of a pipe. However we end, ``kill -9`` included, the system closes our end, and the shell kills
    the process. (Linux could do it alone, with PR_SET_PDEATHSIG, but then at the end of the *thread* that started it.)
    """

    def __init__(self, command: Sequence[str], log_file: Path, env: Mapping[str, str] | None = None) -> None:
        with log_file.open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603 (our own words)
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT, env=env, start_new_session=True
            )
        self._watch = subprocess.Popen(  # noqa: S603 (likewise)
            ["/bin/sh", "-c", f"read -r _; kill -9 {self._process.pid}"],
            stdin=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    @property
    def pid(self) -> int:
        """Its process id."""
        return self._process.pid

    @property
    def running(self) -> bool:
        """Whether it has not ended."""
        return self._process.poll() is None

    def kill(self) -> None:
        """As ``kill -9``, and nothing where it has ended."""
        self._process.kill()
        self.wait()

    def stop(self, timeout_s: float = STOP_TIMEOUT_S) -> int:
        """In order; by force after a while. Its exit code."""
        self._process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout_s)
        self.kill()
        return self._process.returncode

    def pause(self) -> None:
        """As ``kill -STOP``: connections stay open, and nothing answers."""
        self._process.send_signal(signal.SIGSTOP)

    def resume(self) -> None:
        """As ``kill -CONT``."""
        self._process.send_signal(signal.SIGCONT)

    def wait(self) -> int:
        """Wait until it ends; its exit code."""
        code = self._process.wait()
        # The shell goes first: it must not kill what may have the same number later.
        self._watch.kill()
        self._watch.communicate()
        return code
