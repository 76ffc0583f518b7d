"""``conflictwire extract``, ``batch`` and ``explain``: the pipeline on files, without daemon or database."""

import asyncio
import json
import os
import sys
from collections.abc import Iterator
from contextlib import aclosing, contextmanager
from pathlib import Path
from typing import Annotated, Any, BinaryIO

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from ingest.article_lines import Coded, batch_line, code_page, code_record, extract_line, read_page
from ingest.batch import LINES_PER_WORKER, Line, LineError, Work, map_lines, read_lines
from ingest.cli.explanation import print_explanation
from ingest.cli.options import AsJson, DataDir
from ingest.clock import utc_now
from ingest.errors import DispositionError, ExitCode, FatalError
from ingest.http import get_across_hosts, media_types, open_client
from ingest.settings import Settings, load_settings
from ingest.stages.context import open_workers
from ingest.workers import WorkerCrashed, WorkerTimeout
from processors.feeds.identity import BadUrlError, canonical_url
from processors.pages.decode import is_html
from processors.pages.errors import PageError
from processors.records import Entry, Page
from processors.records.codec import to_document

Workers = Annotated[int, typer.Option("--workers", min=0, max=256, help="Processes; 0 is one for each core.")]
Output = Annotated[Path | None, typer.Option("--output", "-o", help="Write here instead of standard output.")]

UNNAMED_URL = "http://localhost/"
"""Stands for the URL of a file that states none."""
MAX_HOSTS = 5
"""A page's redirects from host to host that ``explain`` follows."""


def extract(
    pages: Annotated[str, typer.Argument(help='Lines {"id", "url", "html_path"}; - is standard input; .gz is welcome.')],
    workers: Workers = 0,
    output: Output = None,
    data_dir: DataDir = None,
) -> None:
    """Turn stored pages into Articles, as JSON lines in input order.

    html_path is relative to the input's folder, or else to the working directory; gzip pages are welcome. Each line is the
    Article document plus "input_id", the line's own id. A line that gives no article gives
    {"id", "line", "error": {"reason", "detail"}} in its place; the exit code is 0 as long as the input could be read.
    """
    folder = "." if pages == "-" else str(Path(pages).parent)
    _map_file(load_settings(data_dir), pages, output, workers, extract_line, folder, utc_now())


def batch(
    articles: Annotated[
        str, typer.Argument(help='Lines {"id", "title", "text", "url"?, "published_at"?}; - is standard input; .gz is welcome.')
    ],
    workers: Workers = 0,
    output: Output = None,
    data_dir: DataDir = None,
) -> None:
    """Assess and code articles, as JSON lines {"id", "relevance", "events"} in input order.

    A line that is no such record gives {"id", "line", "error": {"reason", "detail"}} in its place; the exit code is 0 as long
    as the input could be read.
    """
    _map_file(load_settings(data_dir), articles, output, workers, batch_line)


def explain(
    source: Annotated[str, typer.Argument(metavar="URL|FILE", help="A page's URL, or an HTML or text file.")],
    url: Annotated[str, typer.Option("--url", help="The URL that a file was saved from.")] = "",
    data_dir: DataDir = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Show one article with what was read from it, and from which words."""
    settings = load_settings(data_dir)
    try:
        article, events = asyncio.run(_explain(settings, source, url))
    except PageError as error:
        raise FatalError(f"{source} gives no article: {error}", ExitCode.INPUT) from error
    except (DispositionError, LineError, WorkerTimeout, WorkerCrashed) as error:
        raise FatalError(f"cannot read {source}: {error}", ExitCode.INPUT) from error
    if as_json:
        sys.stdout.write(json.dumps({"article": to_document(article), "events": to_document(events)}, ensure_ascii=False) + "\n")
    else:
        print_explanation(Console(highlight=False), article, events)


def _map_file(settings: Settings, name: str, output: Path | None, workers: int, function: Work, *args: Any) -> None:
    try:
        with _opened(name, output) as (source, sink), _progress(source) as progress:
            errors = asyncio.run(_map(settings, source, sink, workers, progress, function, *args))
    except BrokenPipeError:
        raise
    except OSError as error:
        raise FatalError(f"cannot read {name}: {error.strerror or error}", ExitCode.INPUT) from error
    if errors:
        Console(stderr=True).print(f"{errors} lines could not be processed; error records stand in their places")


async def _map(
    settings: Settings,
    source: BinaryIO,
    sink: BinaryIO,
    workers: int,
    progress: "_Bar",
    function: Work,
    *args: Any,
) -> int:
    errors = 0
    async with (
        open_workers(settings.workers, workers, relevance=settings.relevance, coding=settings.coding) as pool,
        aclosing(
            map_lines(
                pool,
                read_lines(source),
                function,
                *args,
                timeout_s=settings.workers.timeout_s,
                window=pool.processes * LINES_PER_WORKER,
            )
        ) as answers,
    ):
        async for answer in answers:
            _write(sink, answer.document)
            errors += answer.is_error
            progress.advance(answer.line)
    return errors


def _write(sink: BinaryIO, document: bytes) -> None:
    try:
        sink.write(document + b"\n")
        sink.flush()  # who reads along sees each record when it is there
    except BrokenPipeError:
        raise
    except OSError as error:
        raise FatalError(f"cannot write the output: {error.strerror}") from error


@contextmanager
def _opened(name: str, output: Path | None) -> Iterator[tuple[BinaryIO, BinaryIO]]:
    """Input and output; standard input is opened anew, because a thread may still wait for it when the interpreter ends."""
    with open(0 if name == "-" else name, "rb", closefd=name != "-") as source:  # 0 is no path
        if output is None:
            yield source, sys.stdout.buffer
            return
        try:
            sink = output.open("wb")
        except OSError as error:
            raise FatalError(f"cannot write {output}: {error.strerror}", ExitCode.INPUT) from error
        with sink:
            yield source, sink


class _Bar:
    """Progress over the bytes of the input."""

    def __init__(self, progress: Progress, task: TaskID) -> None:
        self._progress = progress
        self._task = task
        self._lines = 0

    def advance(self, line: Line) -> None:
        self._lines += 1
        self._progress.update(self._task, completed=line.position, description=f"{self._lines} lines")


@contextmanager
def _progress(source: BinaryIO) -> Iterator[_Bar]:
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        total = os.fstat(source.fileno()).st_size if source.seekable() else None
        yield _Bar(progress, progress.add_task("0 lines", total=total))


async def _explain(settings: Settings, source: str, url: str) -> Coded:
    timeout_s = settings.workers.timeout_s
    if "://" in source:
        page, stated = await _fetched(settings, source)
    else:
        body, stated = read_page(Path(source)), _canonical(url or UNNAMED_URL)
        page = Page(url=stated, body=body, content_type=None, fetched_at=utc_now())
    async with open_workers(settings.workers, 1, relevance=settings.relevance, coding=settings.coding) as pool:
        if "://" in source or is_html(page.body):
            return await pool.run(code_page, page, Entry(url=stated), timeout_s=timeout_s)
        title, _, text = page.body.decode("utf-8", "replace").strip().partition("\n")
        record = {"title": title.strip(), "text": text.strip(), "url": url}
        return await pool.run(code_record, record, timeout_s=timeout_s)


async def _fetched(settings: Settings, url: str) -> tuple[Page, str]:
    """Get a page as the daemon would, robots.txt aside: a person asks for this one page."""
    stated = _canonical(url)
    limit = settings.http.max_page_bytes
    async with open_client(settings.http) as client:
        got = await get_across_hosts(client, stated, accept=media_types.PAGES, max_body_bytes=limit, max_hosts=MAX_HOSTS)
    return Page(url=got.url, body=got.body, content_type=got.content_type, fetched_at=utc_now()), stated


def _canonical(url: str) -> str:
    try:
        return canonical_url(url)
    except BadUrlError as error:
        raise FatalError(f"{url} is no URL of a page: {error}", ExitCode.INPUT) from error
