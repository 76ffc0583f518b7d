"""Dead letters for tests."""

from datetime import datetime

from ingest.errors import RejectInput
from ingest.streams.dead_letters import dead_letter
from ingest.streams.topics import ARTICLES
from processors.records import DeadLetter, Origin, Stage


def letter_of_record(now: datetime, value: bytes, offset: int = 0) -> DeadLetter:
    """A letter about a record of the articles' topic."""
    origin = Origin(ARTICLES.name, 0, offset, "ключ", (("ce_id", f"a-{offset}"),))
    error, parts = RejectInput("worker_timeout"), (str(offset),)
    return dead_letter(Stage.PROCESS, error, id_parts=parts, url=None, attempts=1, now=now, content=value, origin=origin)
