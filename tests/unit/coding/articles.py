"""Articles made of words, and what is told of them."""

from datetime import UTC, datetime

from processors.records import Article, Band, ConflictEvent, Relevance

PUBLISHED_AT = datetime(2025, 6, 4, 12, tzinfo=UTC)
"""A Wednesday."""
Told = list[tuple[str, int | None, str | None]]


def make_article(text: str, title: str = "", *, published_at: datetime | None = PUBLISHED_AT, band: Band = Band.YES) -> Article:
    """An article of which only the words, the day and the band matter."""
    return Article(
        id="0" * 32,
        revision=1,
        url="https://news.example/1",
        feed_ids=("f",),
        title=title,
        authors=(),
        fetched_at=PUBLISHED_AT,
        text=text,
        text_sha256="",
        outlet="Example",
        host="news.example",
        published_at=published_at,
        relevance=Relevance(0.9, band),
    )


def told(events: tuple[ConflictEvent, ...]) -> Told:
    """Kind, lower bound and party of each number."""
    return [(q.kind.value, q.low, q.party) for e in events for q in e.quantities]
