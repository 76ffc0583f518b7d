"""What the labels of ``sentences.csv`` say; README.md describes how they were made."""

import csv
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from processors.coding.clauses.sentence_types import BACKGROUND
from processors.coding.language.reading import Clause, read_article
from training.corpora import read_rows

T = TypeVar("T")
Labels = dict[tuple[str, str], dict[tuple[str, int], T]]
"""By article (file, id), and in it by a sentence's part and first character."""

SENTENCES = Path(__file__).with_name("sentences.csv")
STAGE_MARKS = {"": "occurred", "g": "ongoing", "t": "threatened", "p": "planned", "f": "foiled", "d": "denied"}
"""The stage that stands behind a type's colon."""


def read_sentences(*paths: Path) -> Labels[str]:
    """The types of every labelled sentence."""
    labels: Labels[str] = defaultdict(dict)
    for path in paths:
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                labels[row["file"], row["id"]][row["part"], int(row["start"])] = row["label"]
    return labels


def labelled_clauses(
    corpus: Path, labels: Labels[T], prepared: Callable[[str], str] = str
) -> Iterator[tuple[str, dict[str, Any], Clause, T]]:
    """Every labelled sentence, read in its article, with file, row and label; one that the splitter no longer finds is left out.

    Args:
        corpus: The folder of the public corpus.
        labels: Of the sentences.
        prepared: What is done to a text before it is read.
    """
    left = dict(labels)
    for file in sorted({file for file, _ in labels}):
        for row in read_rows(corpus, file):
            wanted = left.pop((file, row["id"]), None)  # an id that comes twice is the same article
            if not wanted:
                continue
            for clause in read_article(row.get("title") or "", prepared(row.get("text") or ""))[0]:
                key = ("title" if clause.sentence.in_title else "text", clause.sentence.span[0])
                if clause.sentence.in_title and key not in wanted:
                    key = ("title", 0)
                if key in wanted:
                    yield file, row, clause, wanted[key]


def types_of(label: str) -> frozenset[str]:
    """``ASSAULT:g,ACCUSE`` are two types, ``assault`` is background, ``-`` is nothing."""
    parts = [] if label == "-" else [part.split(":")[0] for part in label.split(",")]
    news = frozenset(part for part in parts if part.isupper())
    return news or (frozenset([BACKGROUND]) if parts else frozenset())
