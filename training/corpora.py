"""Read the labelled news of the public corpus: what it says about relevance, and how far that is believed."""

import csv
import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import Any

OWN_LABELS = Path(__file__).with_name("labels.csv")

LABELLED = (
    "lk_news_unlabelled", "allsides_2015_2020", "aljazeera_2025", "narratives_2024", "ukraine_gdelt_2022_2024", "mideast_2023",
    "ag_news", "glocon_documents", "bbc_sections", "indiapolice_docs_train", "uk_protest_human", "ceha_dev", "hrdsattack_dev",
)  # fmt: skip
"""Sets with labels of single items, the corpus's own or ours."""
SECTIONS = {"ag_news": {"Business", "Sci/Tech", "Sports"}, "bbc_sections": {"business", "sport", "tech", "entertainment"}}
"""Sections whose items are taken for not relevant. Of the 40 in ``ag_news`` that a model doubted most, three were core."""


class Label(IntEnum):
    """How relevant an item is; the numbers are the corpus's."""

    NONE = 0
    BORDERLINE = 1
    CORE = 2


@dataclass(frozen=True, slots=True)
class Item:
    """A labelled news item.

    Attributes:
        source: What is left out together when an outlet is left out: an outlet, an agency, or a set of like ones.
        careful: The label is of this item by a reader; else of its section or set.
        natural: The item was drawn without regard to what it says; ours were picked where a model was in doubt.
    """

    id: str
    source: str
    title: str
    text: str
    label: Label
    careful: bool
    natural: bool = False


def read_training_items(corpus: Path) -> list[Item]:
    """All labelled items that may be trained on: none of the development sets."""
    natural = _read_labels(corpus / "relevance/labels.csv")
    labels = natural | _read_labels(OWN_LABELS)
    held_out = {row["id"] for name in ("unseen_dev", "challenge_dev") for row in read_rows(corpus, f"relevance/{name}")}
    items: list[Item] = []
    for name in LABELLED:
        folder = "events" if name == "hrdsattack_dev" else "relevance"
        for row in read_rows(corpus, f"{folder}/{name}"):
            if row["id"] in held_out:
                continue
            if (name, row["id"]) in labels:
                items.append(_item(row, name, labels[name, row["id"]], careful=True, natural=(name, row["id"]) in natural))
            elif row.get("category") in SECTIONS.get(name, ()):
                items.append(_item(row, name, Label.NONE, careful=False))
    items += [_item(row, "fakes_syria", Label.CORE, careful=False) for row in read_rows(corpus, "relevance/fakes_syria_positive")]
    return items


def read_unseen(corpus: Path) -> list[Item]:
    """The development set of outlets that are not trained on (``ag_*`` only by a model that leaves ``ag_news`` out)."""
    rows = read_rows(corpus, "relevance/unseen_dev")
    return [_item(row, row["src"], Label(int(row["rel"])), careful=True) for row in rows]


def read_challenge(corpus: Path) -> list[Item]:
    """The hand-written hard cases."""
    rows = read_rows(corpus, "relevance/challenge_dev")
    return [_item(row, "challenge", Label(2 * int(row["label"])), careful=True) for row in rows]


def read_rows(corpus: Path, name: str) -> Iterator[dict[str, Any]]:
    """The rows of ``<corpus>/<name>.jsonl.gz``."""
    with gzip.open(corpus / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _read_labels(path: Path) -> dict[tuple[str, str], Label]:
    with path.open(encoding="utf-8", newline="") as lines:
        return {(row["file"], row["id"]): Label(int(row["rel"])) for row in csv.DictReader(lines)}


def _item(row: dict[str, Any], source: str, label: Label, *, careful: bool, natural: bool = False) -> Item:
    return Item(row["id"], source, row.get("title") or "", row["text"], label, careful, natural)
