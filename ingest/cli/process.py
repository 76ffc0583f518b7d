"""``conflictwire process``: past articles tagged anew, into side topics."""

import asyncio
import sys
from typing import Annotated

import typer

from ingest.app import open_retag
from ingest.cli.options import DataDir
from ingest.cli.since import parse_since
from ingest.clock import utc_now
from ingest.errors import ExitCode, FatalError
from ingest.logs import configure_logs
from ingest.settings import Settings, load_settings
from ingest.streams.opening import away_is_fatal
from ingest.streams.topics import EVENTS, side_topics


def process(
    start: Annotated[str, typer.Option("--from", help="Articles from then on: 2h, 30d ago, or an ISO time.")],
    topic_suffix: Annotated[str, typer.Option(help="Ends the names of the topics to write to; names the work, too.")],
    end: Annotated[str, typer.Option("--to", help="Articles up to then.")] = "0s",
    data_dir: DataDir = None,
) -> None:
    """Tag past articles with this version's relevance and coding, into topics beside the live ones.

    Stopped and started again with the same suffix, it goes on where it was.
    """
    side_topics(topic_suffix)
    settings = load_settings(data_dir)
    configure_logs(settings.log)
    events = asyncio.run(_process(settings, start, end, topic_suffix))
    kinds = ", ".join(f"{kind} {n}" for kind, n in sorted(events.items(), key=lambda item: -item[1]))
    total = sum(events.values())
    sys.stdout.write(f"Events published to {EVENTS.name}.{topic_suffix}: {total}" + (f" ({kinds})" if kinds else "") + "\n")


async def _process(settings: Settings, start: str, end: str, suffix: str) -> dict[str, int]:
    now = utc_now()
    try:
        start_at, end_at = parse_since(start, now), parse_since(end, now)
    except ValueError as error:
        raise FatalError(str(error), ExitCode.USAGE) from None
    if start_at > end_at:
        raise FatalError("--from is later than --to", ExitCode.USAGE)
    with away_is_fatal():
        async with open_retag(settings, suffix, start=start_at, end=end_at) as retag:
            return await retag.run()
