"""What a dead letter keeps of what failed, and what its headers say."""

import base64
import gzip
import hashlib
import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import DispositionError, RejectInput
from ingest.streams.dead_letters import (
    MAX_CONTENT_BYTES,
    LetterFilter,
    dead_letter,
    is_whole,
    kept_content,
    replay_mark,
    whole_content,
)
from ingest.streams.envelope import dead_letter_record
from ingest.streams.topics import DEAD_LETTERS
from processors.records import DeadLetter, Origin, Stage

NOW = datetime(2026, 5, 3, 12, tzinfo=UTC)
ORIGIN = Origin("news.articles.v1", 2, 70, "outlet.example", (("ce_id", "x-1"),))


def letter_of(content: bytes | None, error: DispositionError | None = None, origin: Origin | None = None) -> DeadLetter:
    """A letter about an article's page."""
    error = error or RejectInput("no_text", "nothing but a video")
    url = "https://outlet.example/a"
    return dead_letter(Stage.EXTRACT, error, id_parts=("x",), url=url, attempts=2, now=NOW, content=content, origin=origin)


@given(st.binary(max_size=2_000))
def test_the_original_bytes_come_back(content: bytes) -> None:
    """All of them, as long as they are not too many."""
    assert whole_content(letter_of(content)) == content


def test_of_many_bytes_the_first_are_kept_with_length_and_hash_of_all() -> None:
    """Even of bytes that cannot be compressed, the record stays below Kafka's default limit of 1 MB."""
    content = random.Random(7).randbytes(MAX_CONTENT_BYTES * 2)
    letter = letter_of(content)
    kept = kept_content(letter)
    assert kept == content[:MAX_CONTENT_BYTES]
    assert whole_content(letter) is None
    assert (letter.content_bytes, letter.content_sha256) == (len(content), hashlib.sha256(content).hexdigest())
    assert is_whole(letter, content)
    assert len(dead_letter_record(letter).value) < 750_000


def test_a_letter_without_content_says_so() -> None:
    """A refused connection has no bytes; empty ones are something else."""
    assert kept_content(letter_of(None)) is None
    assert letter_of(None).content_bytes is None
    assert kept_content(letter_of(b"")) == b""


@pytest.mark.parametrize("content", ["no base64!", base64.b64encode(b"no gzip").decode(), "", "é"])
def test_content_that_a_stranger_wrote_is_no_failure_of_ours(content: str) -> None:
    """Then there is none."""
    assert not kept_content(replace(letter_of(b"x"), content=content))


def test_a_small_record_does_not_unpack_to_all_of_the_memory() -> None:
    """One that somebody else wrote, of 100 MB of zeros."""
    bomb = base64.b64encode(gzip.compress(bytes(100_000_000))).decode()
    assert len(kept_content(replace(letter_of(b"x"), content=bomb)) or b"") == MAX_CONTENT_BYTES


def test_the_headers_are_those_of_kafka_connect() -> None:
    """For a record that failed: where it stands, the stage, the kind of error and its message; all of them documented."""
    error = RejectInput("worker_timeout", "took longer than 20 s")
    error.__cause__ = TimeoutError()
    record = dead_letter_record(letter_of(b"x", error, ORIGIN))
    assert {name: value for name, value in record.headers.items() if not name.startswith(("ce_", "content-", "traceparent"))} == {
        "conflictwire_reason": "worker_timeout",
        "__connect.errors.connector.name": "conflictwire",
        "__connect.errors.stage": "extract",
        "__connect.errors.exception.class.name": "builtins.TimeoutError",
        "__connect.errors.exception.message": "took longer than 20 s",
        "__connect.errors.topic": "news.articles.v1",
        "__connect.errors.partition": "2",
        "__connect.errors.offset": "70",
    }
    assert record.headers.keys() == DEAD_LETTERS.headers.keys()


def test_a_letter_about_a_page_names_no_record() -> None:
    """There was none."""
    headers = dead_letter_record(letter_of(b"x")).headers
    assert "__connect.errors.topic" not in headers
    assert headers["__connect.errors.exception.class.name"] == "ingest.errors.RejectInput"


def test_a_message_with_half_a_character_can_be_sent() -> None:
    """It quotes what failed; headers are UTF-8."""
    headers = dead_letter_record(letter_of(None, RejectInput("bad_url", "\ud800"))).headers
    assert headers["__connect.errors.exception.message"].encode() == b"?"


def test_a_mark_names_its_letter_and_is_small() -> None:
    """Another ``ce_id``, derived from the letter's: whoever makes the mark, it is the same one."""
    letter = letter_of(b"x" * 1000, origin=ORIGIN)
    later = NOW + timedelta(hours=1)
    mark = dead_letter_record(replay_mark(letter, later))
    assert mark.headers["ce_id"] == f"{letter.id}-replayed"
    assert mark.headers["ce_time"] == "2026-05-03T13:00:00Z"
    assert mark.key == dead_letter_record(letter).key
    assert (replay_mark(letter, later).content, replay_mark(letter, later).origin) == (None, None)


@pytest.mark.parametrize(
    ("wanted", "is_meant"),
    [
        (LetterFilter(), True),
        (LetterFilter(reason="no_text", host="outlet.example", stage=Stage.EXTRACT, since=NOW), True),
        (LetterFilter(ids=(letter_of(None).id[:6], "zz")), True),
        (LetterFilter(ids=("zz",)), False),
        (LetterFilter(reason="http_404"), False),
        (LetterFilter(host="example"), False),
        (LetterFilter(stage=Stage.FETCH), False),
        (LetterFilter(since=NOW + timedelta(seconds=1)), False),
    ],
)
def test_a_filter_means_letters_that_meet_every_condition(wanted: LetterFilter, *, is_meant: bool) -> None:
    """By id, stage, reason, host and time."""
    assert wanted.matches(letter_of(None)) is is_meant
