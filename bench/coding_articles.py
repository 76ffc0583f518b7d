"""What the parts of the coding benchmark share: rows as articles, and the keyword baseline."""

import re
from datetime import UTC, datetime
from typing import Any

from ingest.article_lines import read_date
from processors.records import Article, Relevance

KEYWORDS = (
    ("PROTEST", r"protest|demonstrat|riot|rally"),
    ("COERCE", r"arrest|detain|seiz|raid"),
    ("SANCTION", r"sanction|sentence|jail"),
    ("CONSULT", r"talks|meet|summit|visit"),
    ("ACCUSE", r"accus|condemn|charge|blame"),
    ("THREATEN", r"threat|warn|vow"),
    ("RETREAT", r"withdraw|ceasefire|releas|truce"),
    ("MOBILIZE", r"deploy|troops|drill|missile test"),
    ("ASSAULT", r".*"),
)
"""The baseline: an event's type by the first of these that the words hold."""


def first_keyword(words: str) -> str:
    """The type that the baseline gives to words."""
    return next(name for name, pattern in KEYWORDS if re.search(pattern, words.lower()))


def article(row: dict[str, Any], relevance: Relevance) -> Article:
    """The row as the record that the coder takes."""
    return Article(
        id=row["id"], revision=1, url=row.get("url") or "https://example.org/", feed_ids=(), authors=(),
        title=row.get("title") or "",
        fetched_at=datetime(2025, 1, 1, tzinfo=UTC), text=row["text"], text_sha256="", outlet="", host="example.org",
        published_at=read_date(row.get("published_at") or ""), relevance=relevance,
    )  # fmt: skip
