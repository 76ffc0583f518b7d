"""Reports made of words."""

from datetime import UTC, datetime, timedelta

from processors.records import Article, ConflictEvent
from processors.records.ids import article_id
from processors.stories import Report, make_report
from tests.sample_events import sample_event

START = datetime(2026, 5, 3, 12, tzinfo=UTC)

STRIKE = (
    "Drones hit a grain depot at the river port of Velimar before dawn on Sunday, the regional governor said. Two "
    "dock workers were killed and five were taken to hospital with burns. Firemen needed six hours to put the fire "
    "out. The port handles a third of the country's wheat, and traders in the capital expect that ships will be "
    "sent around the cape for weeks."
)
OWN_STRIKE = (
    "The grain depot of Velimar was burning on Sunday after drones had hit the river port. The governor of the "
    "region spoke of two dead dock workers. A reporter of this paper counted four lorries that had burnt out, and "
    "saw soldiers close the harbour road."
)
MARCH = (
    "Thousands of teachers marched through Ostrana on Monday and asked for wages that keep up with prices. Police "
    "closed the bridge to parliament and used water cannons in the evening. The union said that forty members had "
    "been arrested at the square."
)


def make(
    name: str,
    text: str,
    title: str = "",
    *,
    host: str = "one.example",
    hours: float = 0.0,
    revision: int = 1,
    events: tuple[str, ...] = ("e",),
) -> Report:
    """A report of an article with a name; its events are named after it."""
    url = f"https://{host}/{name}"
    at = START + timedelta(hours=hours)
    article = Article(
        id=article_id(url), revision=revision, url=url, feed_ids=(), title=title, authors=(), fetched_at=at, text=text,
        text_sha256="", outlet=host, host=host, published_at=at,
    )  # fmt: skip
    return make_report(article, [event(f"{name}-{each}", article) for each in events])


def event(event_id: str, article: Article) -> ConflictEvent:
    """An event of an article."""
    return sample_event(event_id, article_id=article.id, url=article.url, revision=article.revision)
