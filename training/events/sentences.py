"""What the labels of ``sentences.csv`` say; README.md describes how they were made."""

import csv
from collections import defaultdict
from pathlib import Path

from processors.coding.sentence_types import BACKGROUND

SENTENCES = Path(__file__).with_name("sentences.csv")
STAGE_MARKS = {"": "occurred", "g": "ongoing", "t": "threatened", "p": "planned", "f": "foiled", "d": "denied"}
"""The stage that stands behind a type's colon."""


def read_sentences(*paths: Path) -> dict[tuple[str, str], dict[tuple[str, int], str]]:
    """The labels by article (file, id), and in it by part and first character."""
    labels: dict[tuple[str, str], dict[tuple[str, int], str]] = defaultdict(dict)
    for path in paths:
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                labels[row["file"], row["id"]][row["part"], int(row["start"])] = row["label"]
    return labels


def types_of(label: str) -> frozenset[str]:
    """``ASSAULT:g,ACCUSE`` are two types, ``assault`` is background, ``-`` is nothing."""
    parts = [] if label == "-" else [part.split(":")[0] for part in label.split(",")]
    news = frozenset(part for part in parts if part.isupper())
    return news or (frozenset([BACKGROUND]) if parts else frozenset())
