"""The pages of the public corpus that are not in English, with the labels of two readers (``foreign_pages.csv``)."""

import csv
import gzip
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from processors.pages.errors import PageError
from processors.pages.extract import extract_article
from processors.records import Entry, Page
from training.corpora import Item
from training.written_news import agreed

LABELS_FILE = Path(__file__).with_suffix(".csv")
FOLDERS = {"fundus": "pages/fundus", "trafilatura_eval": "pages/trafilatura_eval/html"}
FETCHED_AT = datetime(2026, 11, 1, tzinfo=UTC)


def read_pages(corpus: Path) -> Iterator[Item]:
    """Titles and texts as the daemon extracts them; the source is ``pages:`` and the language, that of the table.

    A page without an article is left out.
    """
    for row in page_rows():
        body = gzip.decompress((corpus / FOLDERS[row["set"]] / row["id"]).read_bytes())
        page = Page("https://page.example/", body, None, FETCHED_AT)
        try:
            article = extract_article(page, Entry(page.url), feed_ids=(), outlet=None)
        except PageError:
            continue
        yield Item(
            id=row["id"],
            source=f"pages:{row['language']}",
            outlet=row["set"],
            title=article.title,
            text=article.text,
            label=agreed(row["label"], row["second"]),
            careful=True,
        )


def page_rows() -> list[dict[str, str]]:
    """The table: set, id, language, label, second."""
    with LABELS_FILE.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
