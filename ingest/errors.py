"""Every way in which work on an input can end badly, as one tree.

    ConflictwireError
    ├── FatalError            the daemon or the command cannot go on: one clear message and a documented exit code
    └── DispositionError      what becomes of one input; the boundary that caught it counts it exactly once
        ├── SkipInput         not wanted (robots.txt, not a page of text): done, nothing to publish
        ├── RetryLater        not now (timeout, 503, 429): tried again, up to the limit of attempts
        └── RejectInput       never (404, over-long, no text): dead-lettered with its reason

Adapters translate the errors of httpx2, SQLAlchemy, Kafka and the worker processes into this tree once, where they call them.
"""

from collections.abc import Callable
from enum import IntEnum
from typing import Any, TypeVar

First = TypeVar("First")
Second = TypeVar("Second")


class ExitCode(IntEnum):
    """What the process returns; documented in the README."""

    OK = 0
    FAILURE = 1
    USAGE = 2
    SETTINGS = 3
    DATA_DIR = 4
    INPUT = 5
    DIFFERENT = 6
    INTERRUPTED = 130


class ConflictwireError(Exception):
    """Root of the tree."""


class FatalError(ConflictwireError):
    """The command ends with this message and exit code.

    Args:
        message: One or more lines for a person: what is wrong and what to do.
        exit_code: What the process returns.
    """

    def __init__(self, message: str, exit_code: ExitCode = ExitCode.FAILURE) -> None:
        super().__init__(message)
        self.exit_code = exit_code


def both(first: Callable[[], First], second: Callable[[], Second]) -> tuple[First, Second]:
    """The results of two checks that are run before work starts; what is wrong with either is reported together.

    Raises:
        FatalError: With the messages of all that failed and the exit code of the first of them.
    """
    errors: list[FatalError] = []
    results: list[Any] = []
    for check in (first, second):
        try:
            results.append(check())
        except FatalError as error:
            errors.append(error)
    if errors:
        raise FatalError("\n".join(map(str, errors)), errors[0].exit_code)
    return results[0], results[1]


class DispositionError(ConflictwireError):
    """An input ends, for now or for good.

    Args:
        reason: One word of the closed list in ``docs/outcomes.md``: lower case with underscores, for counting.
        detail: One line for a person; may be empty.
    """

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason
        self.detail = detail


class SkipInput(DispositionError):  # noqa: N818 (a disposition, named for what is done)
    """Done, and rightly nothing published."""


class RetryLater(DispositionError):  # noqa: N818
    """Try again.

    Args:
        after_s: The earliest time for it, in seconds from now, where the peer asked for one.
        hold_host: The whole host asked for quiet (429, 503 with Retry-After), not only this URL.
    """

    def __init__(self, reason: str, detail: str = "", *, after_s: float | None = None, hold_host: bool = False) -> None:
        super().__init__(reason, detail)
        self.after_s = after_s
        self.hold_host = hold_host


class RejectInput(DispositionError):  # noqa: N818
    """Dead letter."""
