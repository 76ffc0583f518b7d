"""Options that several commands share."""

from pathlib import Path
from typing import Annotated

import typer
from processors.feeds.feed_list import FeedListError, FeedSpec, read_feed_list

from ingest.errors import ExitCode, FatalError

MAX_FEED_LIST_BYTES = 20_000_000

DataDir = Annotated[
    Path | None,
    typer.Option(
        "--data-dir",
        envvar="CONFLICTWIRE_DATA_DIR",
        help="Where the database lives; one daemon at a time uses it.",
        show_default="the user's data directory",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for machines.")]


def load_feed_list(path: Path) -> tuple[FeedSpec, ...]:
    """Read a feed list from a file.

    Raises:
        FatalError: It cannot be read, or has mistakes; all of them are named.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MAX_FEED_LIST_BYTES + 1)
    except OSError as error:
        raise FatalError(f"cannot read the feed list {path}: {error.strerror}", ExitCode.INPUT) from error
    if len(data) > MAX_FEED_LIST_BYTES:
        raise FatalError(f"the feed list {path} is larger than {MAX_FEED_LIST_BYTES} bytes", ExitCode.INPUT)
    try:
        return read_feed_list(data, path.name)
    except FeedListError as error:
        raise FatalError(str(error), ExitCode.INPUT) from error
