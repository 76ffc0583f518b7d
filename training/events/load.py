"""Join the event labels with the texts that a corpus folder holds: the texts are no part of the project.

    .venv/bin/python -m training.events.load --corpus DIR --out DIR

writes what the scorer takes: ``articles.jsonl``, ``labels.jsonl`` and the two passes over the articles that were labelled twice.
"""

import argparse
import gzip
import hashlib
import json
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from training.corpora import read_rows

FOLDER = Path(__file__).parent
Row = dict[str, Any]


class TextChangedError(Exception):
    """The corpus holds another text than the one that was labelled: spans would point anywhere."""


def read_labels(name: str = "labels") -> list[Row]:
    """The rows of one of the files beside this one; README.md describes them."""
    return [json.loads(line) for line in (FOLDER / f"{name}.jsonl").read_text("utf-8").splitlines()]


def unread_half(labels: Iterable[Row]) -> list[Row]:
    """The rows whose id has an even CRC-32: of ``third_round`` those whose errors nobody has read."""
    return [row for row in labels if _is_unread(row)]


def read_half(labels: Iterable[Row]) -> list[Row]:
    """The others."""
    return [row for row in labels if not _is_unread(row)]


def _is_unread(row: Row) -> bool:
    return zlib.crc32(row["id"].encode()) % 2 == 0


def read_pairs(corpus: Path, labels: Iterable[Row]) -> list[tuple[Row, Row]]:
    """The labels, each event with its ``quote``, beside their articles.

    Raises:
        TextChangedError: A text is not the one that was labelled.
    """
    labels = list(labels)
    articles = read_articles(corpus, labels)
    return list(zip(with_quotes(labels, articles), articles, strict=True))


def read_corpus_pairs(corpus: Path) -> list[tuple[Row, Row]]:
    """The same of the corpus's own gold, ``events/event_dev``."""
    articles = {row["id"]: row for row in read_rows(corpus, "events/event_dev_articles")}
    lines = (corpus / "events/event_dev.jsonl").read_text("utf-8").splitlines()
    return [(label, articles[label["id"]]) for label in map(json.loads, lines)]


def read_articles(corpus: Path, labels: Iterable[Row]) -> list[Row]:
    """The labelled articles in the order of their labels: id, title, text, url and published_at as the corpus writes them.

    Raises:
        TextChangedError: A text is not the one that was labelled.
    """
    wanted = {row["id"]: row for row in labels}
    found: dict[str, Row] = {}
    for file in sorted({row["file"] for row in wanted.values()}):
        with gzip.open(corpus / file, "rt", encoding="utf-8") as lines:
            found |= {row["id"]: row for row in map(_article, map(json.loads, lines)) if row["id"] in wanted}
    for name, label in wanted.items():
        if fingerprint(found[name]["text"]) != label["text_sha256"]:
            raise TextChangedError(name)
    return [found[name] for name in wanted]


def fingerprint(text: str) -> str:
    """The start of the text's SHA-256."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def quote_of(event: Row, article: Row) -> str:
    """The words of the article that state a labelled event."""
    match event["at"]:
        case ["title", int(offset), int(length)]:
            words: str = article["title"][offset : offset + length]
        case [int(start), int(end)]:
            words = article["text"][start:end]
        case other:
            raise ValueError(other)
    return words


def with_quotes(labels: Iterable[Row], articles: Iterable[Row]) -> list[Row]:
    """The labels in the form of the corpus's own gold: each event has its ``quote``."""
    texts = {article["id"]: article for article in articles}
    return [
        {**row, "events": [{**event, "quote": quote_of(event, texts[row["id"]])} for event in row["events"]]} for row in labels
    ]


def _article(row: Row) -> Row:
    """A row of any set as an article; the pages of publishers come as paragraphs, known by their file's name."""
    paragraphs = row.get("paras")
    return {
        "id": row["id"] if paragraphs is None else f"fundus-{Path(row['html']).name.removesuffix('.html.gz')}",
        "title": row.get("title") or "",
        "text": row["text"] if paragraphs is None else "\n\n".join(text for _, text in paragraphs),
        "url": row.get("url"),
        "published_at": row.get("published_at") or row.get("date"),
    }


def main() -> None:
    """Write the scorer's files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True, help="folder of the public corpus")
    parser.add_argument("--out", type=Path, required=True, help="folder to write to, with texts: outside the project")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    parts = {name: read_labels(name) for name in ("labels", "first_pass", "second_pass")}
    parts["articles"] = read_articles(options.corpus, parts["labels"])
    for name, rows in parts.items():
        (options.out / f"{name}.jsonl").write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")


if __name__ == "__main__":
    main()
