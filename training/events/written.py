"""Written news with its events: ``written.jsonl``, invented items that stand here in full; README.md says how they were made."""

import json
from pathlib import Path

from training.events.load import Row

WRITTEN = "written"
"""The source that samples of them name."""
FILE = Path(__file__).with_name("written.jsonl")


def read_written() -> list[tuple[Row, Row]]:
    """The labels beside their items, in the form in which ``load.read_pairs`` gives those of a corpus."""
    pairs = []
    for number, line in enumerate(FILE.read_text("utf-8").splitlines()):
        row = json.loads(line)
        name = f"{WRITTEN}-{number}"
        label = {"id": name, "relevance": 2 if row["events"] else 0, "countries": row["countries"], "events": row["events"]}
        noon = f"{row['published']}T12:00:00Z"
        article = {"id": name, "title": row["title"], "text": row["text"], "url": None, "published_at": noon}
        pairs.append((label, article))
    return pairs
