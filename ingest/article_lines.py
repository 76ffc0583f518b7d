"""What the commands ``extract`` and ``batch`` do with one line of input, inside a worker process."""

import gzip
import json
import re
import zlib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import dateutil.parser

from ingest.batch import GZIP_MAGIC, LineError, dump
from ingest.stages import work
from processors.feeds.identity import BadUrlError, canonical_url, host_of
from processors.pages.dates import MAX_DATE_CHARS, parse_instant
from processors.pages.decode import MAX_PAGE_BYTES
from processors.pages.errors import PageError
from processors.pages.extract import MAX_TEXT_CHARS
from processors.pages.language import choose_language
from processors.pages.metadata import MAX_TITLE_CHARS
from processors.records import Article, ConflictEvent, DateSource, Entry, Page
from processors.records.codec import to_document
from processors.records.ids import article_id, digest, text_sha256

Coded = tuple[Article, tuple[ConflictEvent, ...]]
"""An article with its relevance, and its events."""
NOT_FETCHED = datetime(1970, 1, 1, tzinfo=UTC)
"""Stands for the time of a fetch that did not happen."""
US_ZONES = {"EST": -18_000, "EDT": -14_400, "CST": -21_600, "CDT": -18_000, "MST": -25_200, "PST": -28_800, "PDT": -25_200}
"""Seconds from UTC; other abbreviations mean several zones."""
_YEAR = re.compile(r"(?:19|20)\d\d")


def extract_line(data: bytes, folder: str, fetched_at: datetime) -> bytes:
    """``{"id", "url", "html_path"}`` to the Article document with ``input_id``.

    Args:
        data: The line.
        folder: What ``html_path`` is relative to, before the working directory.
        fetched_at: When the pages are taken to have been fetched; aware UTC.

    Raises:
        LineError: The line or its page gives no article.
    """
    record = _object(data)
    url = _canonical(_text(record, "url"))
    body = _page_bytes(folder, _text(record, "html_path"))
    page = Page(url=url, body=body, content_type=None, fetched_at=fetched_at)
    try:
        article = work.extract(page, Entry(url=url), (), None)
    except PageError as error:
        raise LineError(error.reason, error.detail) from error
    return dump({"input_id": record.get("id"), **to_document(article)})


def batch_line(data: bytes) -> bytes:
    """``{"id", "title", "text", "url"?, "published_at"?}`` to ``{"id", "relevance", "events"}``.

    Raises:
        LineError: The line is no such record.
    """
    record = _object(data)
    article, events = code_record(record)
    return dump({"id": record.get("id"), "relevance": to_document(article.relevance), "events": to_document(events)})


def code_page(page: Page, entry: Entry) -> Coded:
    """Extract, assess and code a page. Raises: PageError."""
    article = work.extract(page, entry, (), None)
    return article, work.code(article)


def code_record(record: dict[str, Any]) -> Coded:
    """Assess and code ``{"title", "text", "url"?, "published_at"?}``. Raises: LineError."""
    article = work.assess(_article(record))
    return article, work.code(article)


def read_page(path: Path) -> bytes:
    """Read a stored page, of a gzip file too.

    Raises:
        LineError: Unreadable, no regular file, damaged or too large.
    """
    if not path.is_file():
        raise LineError("unreadable", f"{path}: no such file")
    try:
        with path.open("rb") as file:
            body = file.read(MAX_PAGE_BYTES + 1)
        if body.startswith(GZIP_MAGIC):
            with gzip.open(path) as unpacked:
                body = unpacked.read(MAX_PAGE_BYTES + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise LineError("unreadable", f"{path}: {error}") from error
    if len(body) > MAX_PAGE_BYTES:
        raise LineError("too_large", f"{path}: over {MAX_PAGE_BYTES} bytes")
    return body


def read_date(stated: str) -> datetime | None:
    """Read a date of publication as data sets spell it ("20230406", "April 6, 2023 11:34am EDT", "8/19/2016"), month first.

    Returns:
        Aware UTC; None where no date with a year can be made out. An article is worth coding without its date: then only the
        dates in its text that state their year are resolved.
    """
    if instant := parse_instant(stated):
        return instant
    if len(stated) > MAX_DATE_CHARS or not _YEAR.search(stated):
        return None
    try:
        read: datetime = dateutil.parser.parse(stated, tzinfos=US_ZONES, default=NOT_FETCHED)
        return read.astimezone(UTC)
    except (ValueError, OverflowError, TypeError):
        return None


def _page_bytes(folder: str, html_path: str) -> bytes:
    try:
        beside = Path(folder) / html_path
        return read_page(beside if beside.is_file() else Path(html_path))
    except (ValueError, OSError) as error:  # a NUL in the path, a name too long for the file system
        raise LineError("unreadable", str(error)) from error


def _article(record: dict[str, Any]) -> Article:
    title, text = _text(record, "title", ""), _text(record, "text")
    if len(title) > MAX_TITLE_CHARS or len(text) > MAX_TEXT_CHARS:
        raise LineError("too_long", f"{len(title)} characters of title, {len(text)} of text")
    stated_url, stated_date = _text(record, "url", ""), _text(record, "published_at", "")
    url = _canonical(stated_url) if stated_url else ""
    published_at = read_date(stated_date)
    return Article(
        id=article_id(url) if url else digest("batch", json.dumps(record.get("id")), title, text),
        revision=1,
        url=url,
        feed_ids=(),
        title=title,
        authors=(),
        fetched_at=published_at or NOT_FETCHED,
        text=text,
        text_sha256=text_sha256(text),
        outlet="",
        host=host_of(url) if url else "",
        published_at=published_at,
        published_from=DateSource.FEED if published_at else None,
        language=choose_language(text or title, (_text(record, "language", ""),)),
    )


def _object(data: bytes) -> dict[str, Any]:
    try:
        record = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise LineError("bad_json", str(error)) from error
    if not isinstance(record, dict):
        raise LineError("bad_record", "not an object")
    return record


def _text(record: dict[str, Any], name: str, default: str | None = None) -> str:
    value = record.get(name, default)
    if value is None and default is not None:
        return default
    if not isinstance(value, str):
        raise LineError("bad_record", f"{name} is missing" if value is None else f"{name} is not a string")
    return value


def _canonical(url: str) -> str:
    try:
        return canonical_url(url)
    except BadUrlError as error:
        raise LineError("bad_url", str(error)) from error
