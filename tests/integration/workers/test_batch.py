"""The ordered mapping of lines, with real processes."""

import asyncio
import gzip
import io
import json
import os
from collections.abc import AsyncIterator, Iterator
from contextlib import aclosing
from typing import Any, BinaryIO, cast

import pytest

from ingest.batch import Line, map_lines, read_lines
from ingest.workers import WorkerPool
from tests.integration.workers.line_work import upper

TIMEOUT_S = 2.0


@pytest.fixture
async def pool() -> AsyncIterator[WorkerPool]:
    """Two workers."""
    async with WorkerPool(processes=2, max_tasks=1000, max_memory_bytes=2_000_000_000) as pool:
        yield pool


def read(data: bytes, max_line_bytes: int = 100) -> list[tuple[int, bytes | None]]:
    """Numbers and data of all lines."""
    file = cast("BinaryIO", io.BufferedReader(io.BytesIO(data)))  # type: ignore[arg-type]  # typeshed wants a raw stream
    return [(line.number, line.data) for line in read_lines(file, max_line_bytes)]


async def answers(pool: WorkerPool, lines: Iterator[Line], window: int = 8, **options: Any) -> list[Any]:
    """All answers, parsed."""
    async with aclosing(map_lines(pool, lines, upper, timeout_s=TIMEOUT_S, window=window, **options)) as mapped:
        return [json.loads(answer.document) async for answer in mapped]


def lines_of(*records: Any) -> Iterator[Line]:
    """Records as lines."""
    return (Line(number, json.dumps(record).encode(), 0) for number, record in enumerate(records, 1))


def test_lines() -> None:
    """Numbers count blank lines; ends of any kind; no end at all."""
    assert read(b"a\r\n\n  \nb\nc") == [(1, b"a"), (4, b"b"), (5, b"c")]


def test_gzip_is_known_by_its_content() -> None:
    """Whatever the file is called."""
    assert read(gzip.compress(b"a\nb\n")) == [(1, b"a"), (2, b"b")]


def test_over_long_lines_are_passed_over() -> None:
    """Without holding them, and the next line is a line again."""
    assert read(b"x" * 100 + b"\n" + b"y" * 101 + b"\n" + b"z" * 500 + b"\nb") == [
        (1, b"x" * 100),
        (2, None),
        (3, None),
        (4, b"b"),
    ]


def test_damaged_gzip() -> None:
    """Ends in the error that unreadable files end in."""
    with pytest.raises(OSError, match="gzip"):
        read(gzip.compress(os.urandom(5000))[:3000], 10_000)


async def test_order_and_error_records(pool: WorkerPool) -> None:
    """Each line has its answer in its place, whatever happened to it."""
    records = [{"id": "a", "do": "x"}, {"id": 7, "do": "hang"}, {"id": "c", "do": "fail"}, {"id": "d", "do": "die"}]
    lines = [*lines_of(*records, {"id": "e", "do": "y"}), Line(6, None, 0)]
    found = await answers(pool, iter(lines))
    assert [found[0], found[4]] == [{"id": "a", "did": "X"}, {"id": "e", "did": "Y"}]
    assert [(error.get("id"), error["line"], error["error"]["reason"]) for error in (*found[1:4], found[5])] == [
        (7, 2, "worker_timeout"),
        ("c", 3, "bad_record"),
        ("d", 4, "worker_crashed"),
        (None, 6, "line_too_long"),
    ]
    assert len(found[2]["error"]["detail"]) == 300


async def test_a_defect_costs_one_line(pool: WorkerPool) -> None:
    """An error that nobody foresaw stands in its line's place; the other lines are answered."""
    found = await answers(pool, lines_of({"id": 1, "do": "break"}, {"id": 2, "do": "x"}))
    assert (found[0]["id"], found[0]["error"]["reason"]) == (1, "worker_failed")
    assert "a defect of ours" in found[0]["error"]["detail"]
    assert found[1] == {"id": 2, "did": "X"}


async def test_many_lines_in_order(pool: WorkerPool) -> None:
    """More lines than the window holds."""
    found = await answers(pool, lines_of(*({"id": n, "do": "x"} for n in range(300))), window=5)
    assert [record["id"] for record in found] == list(range(300))


async def test_answers_come_before_the_input_ends(pool: WorkerPool) -> None:
    """A slow producer's first line is answered while it thinks about its second; never more than the window is read ahead."""
    reader, writer = os.pipe()
    with os.fdopen(reader, "rb") as source, os.fdopen(writer, "wb", buffering=0) as producer:
        producer.write(b'{"id": 1, "do": "x"}\n')
        async with aclosing(map_lines(pool, read_lines(source), upper, timeout_s=TIMEOUT_S, window=4)) as mapped:
            assert json.loads((await anext(mapped)).document)["id"] == 1
            producer.write(b'{"id": 2, "do": "x"}\n')
            assert json.loads((await anext(mapped)).document)["id"] == 2


async def test_memory_is_bounded(pool: WorkerPool) -> None:
    """While the oldest line takes its time, only the window's lines are read."""
    taken = 0

    def endless() -> Iterator[Line]:
        nonlocal taken
        yield from lines_of({"id": 0, "do": "hang"})
        while True:
            taken += 1
            yield Line(taken + 1, b'{"id": 1, "do": "x"}', 0)

    async with aclosing(map_lines(pool, endless(), upper, timeout_s=TIMEOUT_S, window=6)) as mapped:
        first = await anext(mapped)
        assert first.is_error
        assert taken <= 6 + 3


async def test_unreadable_input_is_raised_after_what_was_read(pool: WorkerPool) -> None:
    """What came before the damage is not lost."""

    def damaged() -> Iterator[Line]:
        yield from lines_of({"id": 1, "do": "x"})
        raise OSError("damaged")

    async with aclosing(map_lines(pool, damaged(), upper, timeout_s=TIMEOUT_S, window=4)) as mapped:
        assert not (await anext(mapped)).is_error
        with pytest.raises(OSError, match="damaged"):
            await anext(mapped)


async def test_leaving_early_cancels_what_is_under_way(pool: WorkerPool) -> None:
    """The reader of the output has gone."""
    async with aclosing(
        map_lines(pool, lines_of(*({"id": n, "do": "x"} for n in range(10_000))), upper, timeout_s=TIMEOUT_S, window=4)
    ) as mapped:
        await anext(mapped)
    async with asyncio.timeout(30):
        assert await pool.run(upper, b'{"id": 1, "do": "x"}', timeout_s=20)
