"""Articles of our own in the encoder's languages, of both classes; none is trained on: language to title and text."""

import json
from pathlib import Path

_ROWS = [json.loads(line) for line in Path(__file__).with_suffix(".jsonl").read_text(encoding="utf-8").splitlines()]

CORE: dict[str, tuple[str, str]] = {row["language"]: (row["title"], row["text"]) for row in _ROWS if row["label"] == "core"}
NONE: dict[str, tuple[str, str]] = {row["language"]: (row["title"], row["text"]) for row in _ROWS if row["label"] == "none"}
