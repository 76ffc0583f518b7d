"""What the labels of ``counts.jsonl`` say; README.md describes how they were made."""

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

from processors.coding.counts.count_types import BACKGROUND, TOLL
from training.events.sentences import Labels

COUNTS = Path(__file__).with_name("counts.jsonl")
STATUSES = {"n": None, "t": TOLL, "b": BACKGROUND, "w": None}
"""What the labels call the statuses; of news there is no class, nor of what is not real, which no sign tells."""


def read_counts() -> Labels[list[list[Any]]]:
    """The numbers of every labelled sentence."""
    labels: Labels[list[list[Any]]] = defaultdict(dict)
    for line in COUNTS.read_text("utf-8").splitlines():
        row = json.loads(line)
        labels[row["file"], row["id"]][row["part"], row["start"]] = row["counts"]
    return labels
