"""Read the labelled news of the public corpus: what it says about relevance, and how far that is believed."""

import csv
import gzip
import hashlib
import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import Any

from processors.feeds.parse import parse_feed

OWN_LABELS = Path(__file__).with_name("labels.csv")
TWO_PASSES = Path(__file__).with_name("two_passes.csv")

SETS = {
    "lk_news_unlabelled": "relevance", "allsides_2015_2020": "relevance", "aljazeera_2025": "relevance",
    "narratives_2024": "relevance", "ukraine_gdelt_2022_2024": "relevance", "mideast_2023": "relevance",
    "ag_news": "relevance", "glocon_documents": "relevance", "bbc_sections": "relevance", "indiapolice_docs_train": "relevance",
    "uk_protest_human": "relevance", "ceha_dev": "relevance", "guardian_positive": "relevance", "satp_positive": "relevance",
    "muc4_train": "relevance", "gvdb_shootings_negative": "relevance", "hrdsattack_dev": "events",
    "event_dev_articles": "events", "wikievents_dev": "events", "lk_news_windows": "stories", "news_clusters_dev": "stories",
    "lgl": "places",
}  # fmt: skip
"""Sets with labels of single items, the corpus's own or ours, and their folders. The feeds are read beside them."""
FEEDS = "feeds"
FEED_FOLDERS = ("feeds/feeds-news", "feeds/real")
WHOLE_OUTPUT = frozenset({FEEDS, "lgl", "lk_news_windows"})
"""Sets of ours that were labelled as they came, not only where a model was in doubt."""
SECTIONS = {"ag_news": {"Business", "Sci/Tech", "Sports"}, "bbc_sections": {"business", "sport", "tech", "entertainment"}}
"""Sections whose items are taken for not relevant. Of the 40 in ``ag_news`` that a model doubted most, three were core."""
SAME_SOURCE = {"lk_news_windows": "lk_news_unlabelled"}
OUTLETS = (
    "cnn", "bbc", "new york times", "nyt", "aljazeera", "al jazeera", "fox", "guardian", "dailymail", "daily mail", "standard",
    "cbs", "christian science monitor", "the week", "theweek", "time",
)  # fmt: skip
"""Names by which an outlet is recognised that stands in several sets."""
_ONE_NAME = {"nyt": "new york times", "al jazeera": "aljazeera", "dailymail": "daily mail", "theweek": "the week"}


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
        outlet: Who published it, where that is known to stand in several sets; else the source.
        careful: The label is of this item by a reader; else of its section or set.
        natural: The item was drawn without regard to what it says; the others of ours were picked where a model was in doubt.
    """

    id: str
    source: str
    outlet: str
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
    for name, row in _all_rows(corpus, {key for name, key in labels if name == FEEDS}):
        if row["id"] in held_out:
            continue
        if (name, row["id"]) in labels:
            drawn = name in WHOLE_OUTPUT or (name, row["id"]) in natural
            items.append(_item(row, name, labels[name, row["id"]], careful=True, natural=drawn))
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


def _all_rows(corpus: Path, feed_ids: Collection[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, folder in SETS.items():
        for row in read_rows(corpus, f"{folder}/{name}"):
            yield name, row
    for row in read_feed_entries(corpus, feed_ids):
        yield FEEDS, row


def read_feed_entries(corpus: Path, labelled: Collection[str]) -> Iterator[dict[str, Any]]:
    """Title and summary of what the recorded feeds hold of which an entry is labelled; ids are made of the entries' own."""
    stems = {key.rpartition("-")[0] for key in labelled}
    for folder in FEED_FOLDERS:
        for path in sorted(path for path in (corpus / folder).iterdir() if path.stem in stems):
            body = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
            feed = parse_feed(body, url="https://feeds.example/", content_type=None)
            for entry in feed.entries:
                key = hashlib.sha256((entry.guid or entry.url).encode("utf-8")).hexdigest()[:10]
                yield {"id": f"{path.stem}-{key}", "title": entry.title, "text": entry.summary, "src": feed.title}


def read_two_passes() -> tuple[list[str], list[str]]:
    """The labels of a sample of ours that were given twice: first and second. Where they differ, the item is borderline."""
    with TWO_PASSES.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return [row["first"] for row in rows], [row["second"] for row in rows]


def _read_labels(path: Path) -> dict[tuple[str, str], Label]:
    with path.open(encoding="utf-8", newline="") as lines:
        return {(row["file"], row["id"]): Label(int(row["rel"])) for row in csv.DictReader(lines)}


def _item(row: dict[str, Any], name: str, label: Label, *, careful: bool, natural: bool = False) -> Item:
    source = SAME_SOURCE.get(name, name)
    return Item(row["id"], source, _outlet(row, name) or source, row.get("title") or "", row["text"], label, careful, natural)


def _outlet(row: dict[str, Any], name: str) -> str | None:
    said = f"{row.get('src') or row.get('source_domain') or ''} {name}".lower()
    found = next((outlet for outlet in OUTLETS if outlet in said), None)
    return _ONE_NAME.get(found, found) if found else None
