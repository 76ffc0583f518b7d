"""Functions that the worker processes of the tests run."""

import os
import signal
import time
from pathlib import Path


class PickyError(Exception):
    """An exception with a state of its own."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(reason, detail)
        self.reason = reason
        self.detail = detail


class UnpicklableError(Exception):
    """An exception that cannot be built from its arguments."""

    def __init__(self, *, reason: str) -> None:
        super().__init__()
        self.reason = reason


def double(number: int) -> int:
    """Work that succeeds."""
    return 2 * number


def process_id() -> int:
    """Tell which worker this is."""
    return os.getpid()


def loop_for_ever(started: str) -> None:
    """Say so, then never end."""
    Path(started).write_text(str(os.getpid()))
    while True:
        pass


def loop_in_c() -> int:
    """Never end, and never let Python's signal handlers run."""
    return 10 ** (10**10)


def crash() -> None:
    """Die as from a fault in a C library."""
    os.kill(os.getpid(), signal.SIGSEGV)


def leave() -> None:
    """End the process."""
    os._exit(3)


def allocate() -> int:
    """Take more memory than any worker may."""
    return len(bytearray(1 << 40))


def raise_picky() -> None:
    """Fail with a state."""
    raise PickyError("too_short", "12 characters")


def raise_unpicklable() -> None:
    """Fail with an exception that does not survive the way back."""
    raise UnpicklableError(reason="x")


def return_lock() -> object:
    """Return what cannot be pickled."""
    import threading  # noqa: PLC0415

    return threading.Lock()


WARM = []


def warm_up() -> None:
    """Take the time that loading data takes."""
    time.sleep(0.01)
    WARM.append(os.getpid())


def was_warmed_up() -> bool:
    """Tell whether the warm-up ran in this process."""
    return [os.getpid()] == WARM


def fail_to_warm_up() -> None:
    """A broken installation."""
    raise PickyError("no_data", "gazetteer")
