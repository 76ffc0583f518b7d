"""Read the tables among the data files: CSV below ``#`` comment lines; a value that holds several has ``|`` between them."""

import csv
from collections.abc import Iterator
from pathlib import Path


def read_table(folder: Path, name: str) -> Iterator[dict[str, str]]:
    """Read the rows of a data file by column name, comment lines left out."""
    lines = (folder / name).read_text(encoding="utf-8").splitlines()
    columns, *rows = csv.reader(line for line in lines if not line.startswith("#"))
    yield from (dict(zip(columns, row, strict=True)) for row in rows if row)


def parts(value: str) -> list[str]:
    """Split a value that holds several: ``Kyiv|Kiev``; an empty one holds none."""
    return [part for part in value.split("|") if part]
