"""Options that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

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
