"""``conflictwire tail``: the records of a topic, one a line."""

import asyncio
import json
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import Annotated, Any

import typer

from ingest.cli.options import AsJson, DataDir
from ingest.cli.since import parse_since
from ingest.cli.summary import summarise
from ingest.clock import utc_now
from ingest.errors import ExitCode, FatalError
from ingest.logs import configure_logs
from ingest.settings import Settings, load_settings
from ingest.streams.embedded import LOOK_AGAIN_S
from ingest.streams.opening import open_stream
from ingest.streams.protocol import StoredRecord, Stream
from ingest.streams.topics import EVENTS, LATEST, topic_named
from processors.event_filter import EventFilter, parse_event_filter
from processors.records import ConflictEvent
from processors.records.codec import MalformedRecordError, decode

PAGE = 200

Wanted = Callable[[StoredRecord], bool]
"""Whether a record is to be printed."""
Several = list[str] | None


def tail(
    topic: Annotated[str, typer.Argument(help="conflict.events.v1, news.articles.v1 or news.dlq.v1.")],
    data_dir: DataDir = None,
    *,
    country: Annotated[Several, typer.Option(help="Of the place, a party or those counted: UKR; repeatable.")] = None,
    type_: Annotated[Several, typer.Option("--type", help="PLOVER type: ASSAULT; repeatable.")] = None,
    stage: Annotated[Several, typer.Option(help="occurred, ongoing, planned, …; repeatable.")] = None,
    conflict: Annotated[Several, typer.Option(help="UCDP id, or words of the name; repeatable.")] = None,
    min_p: Annotated[float, typer.Option(help="Lowest probability, 0 to 1.")] = 0.0,
    since: Annotated[str | None, typer.Option(help="Start there: 2h, 30m or 1d ago, or an ISO time.")] = None,
    from_beginning: Annotated[bool, typer.Option("--from-beginning", help="Start with the oldest record held.")] = False,
    no_follow: Annotated[bool, typer.Option("--no-follow", help="Stop at the end instead of waiting for more.")] = False,
    as_json: AsJson = False,
) -> None:
    """Print a topic's records as they come. Works beside a running daemon.

    An event is printed if every option that chooses events holds; of a repeated one, one value is enough.
    """
    topic_named(topic)
    if since is not None and from_beginning:
        raise FatalError("--since and --from-beginning exclude each other", ExitCode.USAGE)
    try:
        start = parse_since(since, utc_now()) if since is not None else None
        chosen = parse_event_filter(
            countries=country or (), types=type_ or (), stages=stage or (), conflicts=conflict or (), min_p=min_p
        )
    except ValueError as error:
        raise FatalError(str(error), ExitCode.USAGE) from None
    wanted = _wanted(topic, chosen)
    settings = load_settings(data_dir)
    configure_logs(settings.log)
    with suppress(KeyboardInterrupt):
        asyncio.run(_tail(settings, topic, wanted, start, from_beginning=from_beginning, follow=not no_follow, as_json=as_json))


def _wanted(topic: str, chosen: EventFilter) -> Wanted:
    """The records that a choice of events means; without a choice, all of them."""
    if chosen == EventFilter():
        return lambda _: True
    if topic not in {EVENTS.name, LATEST.name}:
        raise FatalError(f"only {EVENTS.name} and {LATEST.name} can be filtered: {topic} holds no events", ExitCode.USAGE)

    def accepts(record: StoredRecord) -> bool:
        try:
            return chosen.accepts(decode(ConflictEvent, record.value))
        except MalformedRecordError:  # somebody else's; it states nothing that could be chosen
            return False

    return accepts


async def _tail(
    settings: Settings, topic: str, wanted: Wanted, since: datetime | None, *, from_beginning: bool, follow: bool, as_json: bool
) -> None:
    async with open_stream(settings, utc_now) as stream:
        await _print(stream, topic, wanted, since, from_beginning=from_beginning, follow=follow, as_json=as_json)


async def _print(
    stream: Stream, topic: str, wanted: Wanted, since: datetime | None, *, from_beginning: bool, follow: bool, as_json: bool
) -> None:
    positions = await _positions(stream, topic, since, from_beginning=from_beginning)
    while True:
        found = 0
        for partition, offset in positions.items():
            records = await stream.read(topic, partition, offset, max_records=PAGE)
            for record in filter(wanted, records):
                sys.stdout.write((json.dumps(document(record), ensure_ascii=False) if as_json else summarise(record)) + "\n")
            if records:
                positions[partition] = records[-1].offset + 1
                found += len(records)
        sys.stdout.flush()
        if found:
            continue
        if not follow:
            return
        await asyncio.sleep(LOOK_AGAIN_S)


async def _positions(stream: Stream, topic: str, since: datetime | None, *, from_beginning: bool) -> dict[int, int]:
    """Each partition's first offset to read."""
    if since is not None:
        return dict(await stream.offsets_at(topic, since))
    held = await stream.offsets(topic)
    return {partition: part.first if from_beginning else part.end for partition, part in held.items()}


def document(record: StoredRecord) -> dict[str, Any]:
    """A record as ``tail --json`` prints it."""
    return {
        "topic": record.topic,
        "partition": record.partition,
        "offset": record.offset,
        "key": record.key,
        "headers": dict(record.headers),
        "value": json.loads(record.value) if record.value else None,
    }
