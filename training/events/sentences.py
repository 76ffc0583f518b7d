"""What the labels of ``sentences.csv`` say; README.md describes how they were made."""

from pathlib import Path

from processors.coding.sentence_types import BACKGROUND

SENTENCES = Path(__file__).with_name("sentences.csv")
STAGE_MARKS = {"": "occurred", "g": "ongoing", "t": "threatened", "p": "planned", "f": "foiled", "d": "denied"}
"""The stage that stands behind a type's colon."""


def types_of(label: str) -> frozenset[str]:
    """``ASSAULT:g,ACCUSE`` are two types, ``assault`` is background, ``-`` is nothing."""
    parts = [] if label == "-" else [part.split(":")[0] for part in label.split(",")]
    news = frozenset(part for part in parts if part.isupper())
    return news or (frozenset([BACKGROUND]) if parts else frozenset())
