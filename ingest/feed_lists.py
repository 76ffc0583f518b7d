"""Feed lists from files: the user's, and the one that ships with the package."""

from importlib.resources import files
from pathlib import Path

from ingest.errors import ExitCode, FatalError
from processors.feeds.feed_list import FeedListError, FeedSpec, read_feed_list

MAX_BYTES = 20_000_000


def default_feeds() -> tuple[FeedSpec, ...]:
    """The feed list that ships with the package."""
    return read_feed_list((files("ingest") / "feeds.toml").read_bytes(), "feeds.toml")


def load_feed_list(path: Path) -> tuple[FeedSpec, ...]:
    """Read a feed list from a file.

    Raises:
        FatalError: It cannot be read, or has mistakes; all of them are named.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise FatalError(f"cannot read the feed list {path}: {error.strerror}", ExitCode.INPUT) from error
    if len(data) > MAX_BYTES:
        raise FatalError(f"the feed list {path} is larger than {MAX_BYTES} bytes", ExitCode.INPUT)
    try:
        return read_feed_list(data, path.name)
    except FeedListError as error:
        raise FatalError(str(error), ExitCode.INPUT) from error
