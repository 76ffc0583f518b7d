"""News of our own, written to train relevance: ``training/written`` (its README says how)."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from training.corpora import Item, Label

FOLDER = Path(__file__).with_name("written")
ENGLISH = FOLDER / "en.jsonl"


def other_languages() -> list[str]:
    """ISO 639-1 codes of those beside English."""
    return sorted(path.stem for path in FOLDER.glob("*.jsonl") if path != ENGLISH)


def read_written(language: str = "en") -> list[Item]:
    """The items of a language; the source is ``written``, and for other languages than English ``written:`` and the language.

    Where two readers differ, an item is borderline.
    """
    source = "written" if language == "en" else f"written:{language}"
    return [
        Item(
            id=f"{language}-{number}",
            source=source,
            outlet=source,
            title=row["title"],
            text=row["text"],
            label=agreed(row["label"], row.get("second", row["label"])),
            careful=True,
        )
        for number, row in enumerate(rows_of(language))
    ]


def rows_of(language: str) -> Iterator[dict[str, Any]]:
    """The lines of a language's file."""
    with (FOLDER / f"{language}.jsonl").open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def agreed(first: str, second: str) -> Label:
    """The label that two readings share, else borderline."""
    return Label[first.upper()] if first == second else Label.BORDERLINE
