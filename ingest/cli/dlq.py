"""``conflictwire dlq``: what could not be processed, why, and once more."""

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer
from rich.console import Console
from rich.table import Table

from ingest.cli.options import AsJson, DataDir
from ingest.cli.since import parse_since
from ingest.cli.summary import plain
from ingest.clock import utc_now
from ingest.data_dir import open_database
from ingest.database import Database
from ingest.errors import ExitCode, FatalError
from ingest.logs import configure_logs
from ingest.settings import load_settings
from ingest.stages.replay import Replayer, Verdict
from ingest.streams.dead_letters import FoundLetter, LetterFilter, find_letters, is_whole, kept_content, read_letter
from ingest.streams.opening import open_stream
from ingest.streams.protocol import Stream
from processors.records import DeadLetter, Stage
from processors.records.codec import to_document

T = TypeVar("T")
SHOWN_ID_CHARS = 12
"""Of an id in the table: enough to name it again."""

app = typer.Typer(help="Dead letters: what could not be processed. List them, look at one, replay them.", no_args_is_help=True)

Reason = Annotated[str | None, typer.Option(help="Only letters with this reason.")]
Host = Annotated[str | None, typer.Option(help="Only letters about URLs of this host.")]
FailedAt = Annotated[Stage | None, typer.Option("--stage", help="Only letters of this stage.")]
Since = Annotated[str | None, typer.Option(help="Only what failed since then: 2h, 30m or 1d ago, or an ISO time.")]


@app.command("list")
def list_letters(
    data_dir: DataDir = None,
    reason: Reason = None,
    host: Host = None,
    stage: FailedAt = None,
    since: Since = None,
    *,
    every: Annotated[bool, typer.Option("--all", help="Those that were replayed, too.")] = False,
    as_json: AsJson = False,
) -> None:
    """List the letters that were not replayed yet, oldest first."""
    wanted = _filter(reason, host, stage, since)

    async def work(stream: Stream, _: Database | None) -> list[FoundLetter]:
        return [found for found in await find_letters(stream, wanted) if every or found.replayed_at is None]

    letters = _run(data_dir, work)
    if as_json:
        sys.stdout.writelines(json.dumps(_document(found), ensure_ascii=False) + "\n" for found in letters)
    else:
        _print(letters)


@app.command()
def show(
    letter_id: Annotated[str, typer.Argument(metavar="ID", help="An id, or its beginning.")],
    data_dir: DataDir = None,
    content: Annotated[Path | None, typer.Option(help="Write the original bytes there; - is standard output.")] = None,
) -> None:
    """Show a letter as JSON; with --content, the bytes that could not be processed instead."""

    async def work(stream: Stream, _: Database | None) -> tuple[FoundLetter, DeadLetter | None]:
        match await find_letters(stream, LetterFilter(ids=(letter_id,))):
            case [found]:
                return found, await read_letter(stream, found)
            case several:
                raise FatalError(f"{len(several)} letters have an id that begins with {letter_id!r}", ExitCode.INPUT)

    found, letter = _run(data_dir, work)
    if content is not None:
        _write_content(letter, content)
    else:
        sys.stdout.write(json.dumps(_document(found), ensure_ascii=False, indent=2) + "\n")


@app.command()
def replay(
    ids: Annotated[list[str] | None, typer.Argument(metavar="[ID]...", help="Ids, or their beginnings.")] = None,
    data_dir: DataDir = None,
    reason: Reason = None,
    host: Host = None,
    stage: FailedAt = None,
    since: Since = None,
    *,
    every: Annotated[bool, typer.Option("--all", help="All letters.")] = False,
    as_json: AsJson = False,
) -> None:
    """Try letters once more: entries and feeds become due, records are published again. Once each, however often it is asked for.

    Exit code 1 where one of them cannot be replayed.
    """
    wanted = _filter(reason, host, stage, since, tuple(ids or ()))
    if wanted == LetterFilter() and not every:
        raise FatalError("which letters? Name ids or conditions, or --all", ExitCode.USAGE)

    async def work(stream: Stream, database: Database | None) -> list[Verdict]:
        replayer = Replayer(stream, database, utc_now)
        verdicts = []
        for found in await find_letters(stream, wanted):
            verdict = await _replay(replayer, stream, found)
            verdicts.append(verdict)
            _say(found, verdict, as_json=as_json)
        return verdicts

    verdicts = _run(data_dir, work)
    if not verdicts:
        raise FatalError("there are no such letters", ExitCode.INPUT)
    if not all(verdict.is_good for verdict in verdicts):
        raise typer.Exit(ExitCode.FAILURE)


async def _replay(replayer: Replayer, stream: Stream, found: FoundLetter) -> Verdict:
    if found.replayed_at is not None:
        return Verdict.ALREADY
    letter = await read_letter(stream, found)
    return await replayer.replay(letter) if letter else Verdict.GONE


def _run(data_dir: DataDir, work: Callable[[Stream, Database | None], Awaitable[T]]) -> T:
    settings = load_settings(data_dir)
    configure_logs(settings.log)

    async def run() -> T:
        async with AsyncExitStack() as stack:
            stream = await stack.enter_async_context(open_stream(settings, utc_now))
            # In Kafka mode, a machine that only processes has none.
            has_frontier = settings.database_path is None or settings.database_path.exists()
            database = stack.enter_context(open_database(settings)) if has_frontier else None
            return await work(stream, database)

    return asyncio.run(run())


def _filter(
    reason: str | None, host: str | None, stage: Stage | None, since: str | None, ids: tuple[str, ...] = ()
) -> LetterFilter:
    try:
        return LetterFilter(ids, stage, reason, host, parse_since(since, utc_now()) if since else None)
    except ValueError as error:
        raise FatalError(str(error), ExitCode.USAGE) from None


def _document(found: FoundLetter) -> dict[str, Any]:
    document: dict[str, Any] = to_document(found.letter)
    return document | ({"replayed_at": found.replayed_at.isoformat()} if found.replayed_at else {})


def _about(letter: DeadLetter) -> str:
    origin = letter.origin
    return letter.url or (f"{origin.topic} {origin.partition} {origin.offset}" if origin else "")


def _print(letters: list[FoundLetter]) -> None:
    table = Table(show_edge=False)
    for title in ("id", "failed at", "stage", "reason", "about", "replayed at"):
        table.add_column(title, overflow="fold")
    for found in letters:
        letter = found.letter
        times = [f"{at:%Y-%m-%d %H:%M}" if at else "" for at in (letter.failed_at, found.replayed_at)]
        row = (letter.id[:SHOWN_ID_CHARS], times[0], letter.stage.value, letter.reason, _about(letter), times[1])
        table.add_row(*map(plain, row))
    Console().print(table)


def _say(found: FoundLetter, verdict: Verdict, *, as_json: bool) -> None:
    if as_json:
        sys.stdout.write(json.dumps({"id": found.letter.id, "verdict": verdict.value}) + "\n")
    else:
        sys.stdout.write(plain(f"{found.letter.id[:SHOWN_ID_CHARS]}  {verdict.value:<16}  {_about(found.letter)}") + "\n")


def _write_content(letter: DeadLetter | None, target: Path) -> None:
    kept = kept_content(letter) if letter else None
    if letter is None or kept is None:
        raise FatalError("no original bytes are kept with this letter", ExitCode.INPUT)
    if not is_whole(letter, kept):
        sys.stderr.write(f"conflictwire: these are the first {len(kept)} of {letter.content_bytes} bytes\n")
    try:
        if str(target) == "-":
            sys.stdout.buffer.write(kept)
        else:
            target.write_bytes(kept)
    except OSError as error:
        raise FatalError(f"cannot write {target}: {error.strerror}", ExitCode.INPUT) from error
