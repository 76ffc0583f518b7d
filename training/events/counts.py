"""What the labels of ``counts.jsonl`` say; README.md describes how they were made."""

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

from processors.coding.count_types import BACKGROUND, TOLL

COUNTS = Path(__file__).with_name("counts.jsonl")
STATUSES = {"n": None, "t": TOLL, "b": BACKGROUND, "w": None}
"""What the labels call the statuses; of news there is no class, nor of what is not real, which no sign tells."""
Counts = dict[tuple[str, int], list[list[Any]]]
"""The labels of an article: the numbers of a sentence by its part and first character."""


def read_counts() -> dict[str, dict[str, Counts]]:
    """The labelled sentences by file and article."""
    labels: dict[str, dict[str, Counts]] = defaultdict(lambda: defaultdict(dict))
    for line in COUNTS.read_text("utf-8").splitlines():
        row = json.loads(line)
        labels[row["file"]][row["id"]][row["part"], row["start"]] = row["counts"]
    return labels
