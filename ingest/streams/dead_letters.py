"""Dead letters: made of what failed, and read back from their topic."""

import base64
import gzip
import hashlib
import zlib
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from ingest.errors import DispositionError
from ingest.streams.protocol import StoredRecord, Stream
from ingest.streams.reading import read_all
from ingest.streams.topics import DEAD_LETTERS
from processors.feeds.identity import host_of
from processors.records import Article, DeadLetter, Origin, Stage
from processors.records.codec import MalformedRecordError, decode
from processors.records.ids import digest

MAX_CONTENT_BYTES = 512 * 1024
"""Of the original bytes so many are kept. Where they cannot be compressed, they make a record of 700 kB: Kafka's own
default limit is 1 MB, and subscribers' clients may have kept it."""

GZIP = 31
"""zlib's number for data with gzip's header."""

PAGE = 100
"""Letters read at once."""


def dead_letter(
    stage: Stage,
    error: DispositionError,
    *,
    id_parts: tuple[str, ...],
    url: str | None,
    attempts: int,
    now: datetime,
    feed_ids: tuple[str, ...] = (),
    title: str = "",
    content: bytes | None = None,
    origin: Origin | None = None,
) -> DeadLetter:
    """Build a dead letter; of many bytes of content the first are kept, with the length and hash of all."""
    kind = type(error.__cause__ or error)
    return DeadLetter(
        id=digest("dead_letter", stage.value, error.reason, *id_parts),
        stage=stage,
        reason=error.reason,
        detail=error.detail,
        url=url,
        attempts=attempts,
        failed_at=now,
        feed_ids=feed_ids,
        title=title,
        content=_packed(content) if content is not None else None,
        content_bytes=len(content) if content is not None else None,
        content_sha256=hashlib.sha256(content).hexdigest() if content is not None else None,
        error=f"{kind.__module__}.{kind.__qualname__}",
        origin=origin,
    )


def record_letter(record: StoredRecord, error: DispositionError, now: datetime, article: Article | None = None) -> DeadLetter:
    """Build the dead letter of a record that could not be processed; ``article`` is what was read from it, if anything was."""
    return dead_letter(
        Stage.PROCESS,
        error,
        id_parts=(record.topic, str(record.partition), str(record.offset)),
        url=article.url if article else None,
        attempts=1,
        now=now,
        feed_ids=article.feed_ids if article else (),
        title=article.title if article else "",
        content=record.value,
        origin=Origin(record.topic, record.partition, record.offset, record.key, tuple(record.headers.items())),
    )


def _packed(content: bytes) -> str:
    return base64.b64encode(gzip.compress(content[:MAX_CONTENT_BYTES], mtime=0)).decode()


def kept_content(letter: DeadLetter) -> bytes | None:
    """The original bytes, or the first of them; None where none are kept, or what is kept cannot be unpacked."""
    if letter.content is None:
        return None
    try:
        # Strangers may write to the topic too: a small record must not unpack to all of the memory.
        return zlib.decompressobj(wbits=GZIP).decompress(base64.b64decode(letter.content), MAX_CONTENT_BYTES)
    except (ValueError, zlib.error):
        return None


def whole_content(letter: DeadLetter) -> bytes | None:
    """The original bytes, where all of them are kept."""
    kept = kept_content(letter)
    return kept if kept is not None and is_whole(letter, kept) else None


def is_whole(letter: DeadLetter, content: bytes) -> bool:
    """Whether these are all the bytes that the letter is about."""
    return hashlib.sha256(content).hexdigest() == letter.content_sha256


@dataclass(frozen=True, slots=True)
class LetterFilter:
    """Which letters are meant; those that meet every condition.

    Attributes:
        ids: Beginnings of ids; empty for any.
        host: Of the URL.
        since: Failed then or later.
    """

    ids: tuple[str, ...] = ()
    stage: Stage | None = None
    reason: str | None = None
    host: str | None = None
    since: datetime | None = None

    def matches(self, letter: DeadLetter) -> bool:
        """Whether a letter is meant."""
        return (
            (not self.ids or letter.id.startswith(self.ids))
            and self.stage in (None, letter.stage)
            and self.reason in (None, letter.reason)
            and (self.host is None or (letter.url is not None and host_of(letter.url) == self.host))
            and (self.since is None or letter.failed_at >= self.since)
        )


@dataclass(frozen=True, slots=True)
class FoundLetter:
    """A letter of the topic.

    Attributes:
        letter: Without its content, so that many fit into memory.
        partition: Where its record is.
        offset: Likewise.
        replayed_at: When it was last replayed; None where it was not.
    """

    letter: DeadLetter
    partition: int
    offset: int
    replayed_at: datetime | None = None


async def find_letters(stream: Stream, wanted: LetterFilter) -> Sequence[FoundLetter]:
    """Every letter that is meant, oldest first. A letter that stands in the topic twice is found once."""
    found: dict[str, FoundLetter] = {}
    replayed: dict[str, datetime] = {}
    async for each in _read(stream):
        if not wanted.matches(each.letter):
            continue
        if each.letter.replayed_at is not None:
            replayed[each.letter.id] = each.letter.replayed_at
        else:
            found.setdefault(each.letter.id, each)
    letters = sorted(found.values(), key=lambda each: (each.letter.failed_at, each.letter.id))
    return [replace(each, replayed_at=replayed.get(each.letter.id)) for each in letters]


async def read_letter(stream: Stream, found: FoundLetter) -> DeadLetter | None:
    """A letter with its content; None where its record is gone meanwhile."""
    records = await stream.read(DEAD_LETTERS.name, found.partition, found.offset, max_records=1)
    return decode(DeadLetter, records[0].value) if records and records[0].offset == found.offset else None


def replay_mark(letter: DeadLetter, now: datetime) -> DeadLetter:
    """What says in the topic that a letter was replayed."""
    return replace(letter, content=None, origin=None, replayed_at=now)


async def _read(stream: Stream) -> AsyncIterator[FoundLetter]:
    async for record in read_all(stream, DEAD_LETTERS.name, page=PAGE):
        try:
            letter = decode(DeadLetter, record.value)
        except MalformedRecordError:
            continue  # not ours
        yield FoundLetter(replace(letter, content=None), record.partition, record.offset)
