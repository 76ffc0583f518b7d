"""``conflictwire tail``: the records of a topic, one a line."""

import asyncio
import json
import sys
from contextlib import suppress
from typing import Annotated, Any

import typer

from ingest.cli.options import AsJson, DataDir
from ingest.cli.summary import summarise
from ingest.clock import utc_now
from ingest.errors import FatalError, RetryLater
from ingest.logs import configure_logs
from ingest.settings import Settings, load_settings
from ingest.streams.embedded import LOOK_AGAIN_S
from ingest.streams.opening import open_stream
from ingest.streams.protocol import StoredRecord, Stream
from ingest.streams.topics import topic_named

PAGE = 200


def tail(
    topic: Annotated[str, typer.Argument(help="conflict.events.v1, news.articles.v1 or news.dlq.v1.")],
    data_dir: DataDir = None,
    *,
    from_beginning: Annotated[bool, typer.Option("--from-beginning", help="Start with the oldest record held.")] = False,
    no_follow: Annotated[bool, typer.Option("--no-follow", help="Stop at the end instead of waiting for more.")] = False,
    as_json: AsJson = False,
) -> None:
    """Print a topic's records as they come. Works beside a running daemon."""
    topic_named(topic)
    settings = load_settings(data_dir)
    configure_logs(settings.log)
    with suppress(KeyboardInterrupt):
        asyncio.run(_tail(settings, topic, from_beginning=from_beginning, follow=not no_follow, as_json=as_json))


async def _tail(settings: Settings, topic: str, *, from_beginning: bool, follow: bool, as_json: bool) -> None:
    async with open_stream(settings, utc_now) as stream:
        try:
            await _print(stream, topic, from_beginning=from_beginning, follow=follow, as_json=as_json)
        except RetryLater as error:
            raise FatalError(f"the stream is away: {error}") from error


async def _print(stream: Stream, topic: str, *, from_beginning: bool, follow: bool, as_json: bool) -> None:
    held = await stream.offsets(topic)
    positions = {partition: part.first if from_beginning else part.end for partition, part in held.items()}
    while True:
        printed = 0
        for partition, offset in positions.items():
            records = await stream.read(topic, partition, offset, max_records=PAGE)
            for record in records:
                sys.stdout.write((json.dumps(document(record), ensure_ascii=False) if as_json else summarise(record)) + "\n")
            if records:
                positions[partition] = records[-1].offset + 1
                printed += len(records)
        sys.stdout.flush()
        if printed:
            continue
        if not follow:
            return
        await asyncio.sleep(LOOK_AGAIN_S)


def document(record: StoredRecord) -> dict[str, Any]:
    """A record as ``tail --json`` prints it."""
    return {
        "topic": record.topic,
        "partition": record.partition,
        "offset": record.offset,
        "key": record.key,
        "headers": dict(record.headers),
        "value": json.loads(record.value),
    }
