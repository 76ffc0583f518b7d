"""Reads the user's watch list, once, before work starts (``docs/watch-list.md``)."""

from pathlib import Path

from ingest.errors import ExitCode, FatalError
from processors.relevance.watch_list import WatchList, WatchListError, parse_watch_list

MAX_BYTES = 1_000_000


def load_watch_list(path: Path) -> WatchList:
    """Read and check the file.

    Raises:
        FatalError: It cannot be read, or has mistakes; all of them are named.
    """
    try:
        with path.expanduser().open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise FatalError(f"cannot read the watch list {path}: {error.strerror}", ExitCode.SETTINGS) from error
    if len(data) > MAX_BYTES:
        raise FatalError(f"the watch list {path} is larger than {MAX_BYTES} bytes", ExitCode.SETTINGS)
    try:
        return parse_watch_list(data.decode("utf-8"))
    except UnicodeDecodeError:
        raise FatalError(f"the watch list {path} is not UTF-8", ExitCode.SETTINGS) from None
    except WatchListError as error:
        lines = "\n".join(f"  {mistake}" for mistake in error.mistakes)
        raise FatalError(f"the watch list {path} has mistakes:\n{lines}", ExitCode.SETTINGS) from None
