"""Lines in, lines out: JSON lines mapped over worker processes, in input order, with bounded memory.

    file ─ reader thread ─►│ at most so many lines under way │─► workers ─►│ oldest first │─► output

A line that cannot be processed gives an error record in its place: ``{"id", "line", "error": {"reason", "detail"}}``, without
``id`` where the line has none.
"""

import asyncio
import contextlib
import gzip
import json
import threading
import zlib
from collections.abc import AsyncGenerator, Callable, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO, TypeVar, cast

from ingest.errors import ConflictwireError
from ingest.workers import WorkerCrashed, WorkerPool, WorkerTimeout

T = TypeVar("T")

MAX_LINE_BYTES = 16_000_000
MAX_DETAIL_CHARS = 300
LINES_PER_WORKER = 16
"""Under way for each worker: enough for the others to go on while one line takes its full time."""
GZIP_MAGIC = b"\x1f\x8b"


class LineError(ConflictwireError):
    """A line cannot be processed.

    Args:
        reason: One word, lower case with underscores.
        detail: One line for a person; may be empty.
    """

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(reason, detail)
        self.reason = reason
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Line:
    """A line of input.

    Attributes:
        number: From 1, blank lines counted.
        data: Without its end; None where it is over-long.
        position: Bytes of the file, as it is stored, read so far.
    """

    number: int
    data: bytes | None
    position: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a line: a JSON document in UTF-8 without line break, and whether it is an error record."""

    line: Line
    document: bytes
    is_error: bool


Work = Callable[..., bytes]
"""``(data, *args) -> document``, importable by name; raises LineError."""


def read_lines(file: BinaryIO, max_line_bytes: int = MAX_LINE_BYTES) -> Iterator[Line]:
    """Read lines, of a gzip file too; blank ones are left out, over-long ones come without their data.

    Raises:
        OSError: Unreadable, or damaged gzip.
    """
    peeked = cast("Any", file).peek(len(GZIP_MAGIC))[: len(GZIP_MAGIC)]
    source = cast("BinaryIO", gzip.GzipFile(fileobj=file)) if peeked == GZIP_MAGIC else file
    position = file.tell if file.seekable() else lambda: 0
    number = 0
    try:
        while data := source.readline(max_line_bytes + 1):
            number += 1
            is_whole = len(data) <= max_line_bytes or data.endswith(b"\n")
            while not data.endswith(b"\n") and (rest := source.readline(max_line_bytes)):
                data = rest
            if not is_whole or data.strip():
                yield Line(number, data.strip() if is_whole else None, position())
    except (EOFError, zlib.error) as error:
        raise OSError(f"damaged gzip: {error}") from error


async def map_lines(
    pool: WorkerPool, lines: Iterator[Line], work: Work, *args: Any, timeout_s: float, window: int
) -> AsyncGenerator[Answer, None]:
    """Call ``work`` on each line in the pool's workers.

    Args:
        pool: Where it runs.
        lines: Read in a thread of their own, never more than ``window`` ahead.
        work: Gets the line's data and ``args``.
        *args: Picklable.
        timeout_s: For one line.
        window: Lines under way.

    Yields:
        One answer for each line, in their order, each as soon as the ones before it are there.

    Raises:
        OSError: The input cannot be read any further.
    """
    under_way: asyncio.Queue[asyncio.Task[Answer] | Exception | None] = asyncio.Queue()
    loop = asyncio.get_running_loop()
    room, is_left = threading.Semaphore(window), threading.Event()

    def arrive(item: Line | Exception | None) -> None:
        if is_left.is_set():
            return
        task = asyncio.create_task(_answer(pool, item, work, args, timeout_s)) if isinstance(item, Line) else item
        under_way.put_nowait(task)

    def put(item: Line | Exception | None) -> None:
        loop.call_soon_threadsafe(arrive, item)

    # A daemon thread: one that waits for a terminal's or a pipe's next line cannot be told to stop
    threading.Thread(target=_read_on, args=(lines, put, room, is_left), name="lines", daemon=True).start()
    try:
        while (item := await under_way.get()) is not None:
            if isinstance(item, Exception):
                raise item
            answer = await item
            room.release()
            yield answer
    finally:
        is_left.set()
        room.release()
        tasks = [task for task in _drain(under_way) if isinstance(task, asyncio.Task)]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _read_on(
    lines: Iterator[Line], put: Callable[[Line | Exception | None], Any], room: threading.Semaphore, is_left: threading.Event
) -> None:
    """Hand lines over, waiting where there is no room; then the end, or the error that was the end."""
    end: Exception | None = None
    with contextlib.suppress(RuntimeError):  # the event loop has ended: nobody wants more
        try:
            for line in lines:
                room.acquire()
                if is_left.is_set():
                    return
                put(line)
        except Exception as error:  # noqa: BLE001 (raised where the answers are read)
            end = error
        put(end)


def _drain(queue: asyncio.Queue[T]) -> Iterator[T]:
    while not queue.empty():
        yield queue.get_nowait()


async def _answer(pool: WorkerPool, line: Line, work: Work, args: tuple[Any, ...], timeout_s: float) -> Answer:
    if line.data is None:
        return _error(line, "line_too_long", f"over {MAX_LINE_BYTES} bytes")
    try:
        return Answer(line, await pool.run(work, line.data, *args, timeout_s=timeout_s), is_error=False)
    except LineError as error:
        return _error(line, error.reason, error.detail)
    except WorkerTimeout:
        return _error(line, "worker_timeout", f"took longer than {timeout_s:g} s")
    except WorkerCrashed as error:
        return _error(line, "worker_crashed", str(error))
    except Exception as error:  # noqa: BLE001 (a defect that this line brings out must not cost the other lines)
        return _error(line, "worker_failed", f"{type(error).__name__}: {error}")


def _error(line: Line, reason: str, detail: str) -> Answer:
    record: dict[str, Any] = {"line": line.number, "error": {"reason": reason, "detail": detail[:MAX_DETAIL_CHARS]}}
    identifier = _id_of(line.data)
    if identifier is not None:
        record = {"id": identifier, **record}
    return Answer(line, dump(record), is_error=True)


def _id_of(data: bytes | None) -> str | int | None:
    try:
        identifier = json.loads(data or b"").get("id")
    except (ValueError, RecursionError, AttributeError):
        return None
    return identifier if isinstance(identifier, str | int) else None


def dump(document: Any) -> bytes:
    """A JSON document in UTF-8, on one line."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
