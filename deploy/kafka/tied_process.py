"""A process that does not outlive the one that started it, however that one ends."""

import contextlib
import signal
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

STOP_TIMEOUT_S = 20.0


class Tie:
    """Kills a process when we end, until it is loosened.

    A shell waits at the other end of a pipe. However we end, ``kill -9`` included, the system closes our end, and the shell kills
    the process. (Linux could do it alone, with PR_SET_PDEATHSIG, but then at the end of the *thread* that started it.)
    """

    def __init__(self, pid: int) -> None:
        self._watch = subprocess.Popen(  # noqa: S603 (our own words)
            ["/bin/sh", "-c", f"read -r _; kill -9 {pid}"],
            stdin=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    @property
    def pid(self) -> int:
        """The shell."""
        return self._watch.pid

    def loosen(self) -> None:
        """The process has ended: what may have its number later must live."""
        self._watch.kill()
        self._watch.communicate()


class TiedProcess:
    """A command, with its output appended to a file, that ends with us.

    It has a session of its own: Ctrl-C at the terminal is for us, who stop it in order.
    """

    def __init__(self, command: Sequence[str], log_file: Path, env: Mapping[str, str] | None = None) -> None:
        with log_file.open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603 (our own words)
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT, env=env, start_new_session=True
            )
        self.tie = Tie(self._process.pid)

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
        self.tie.loosen()
        return code
