"""Retag: assess and code past articles as this version does, into side topics beside the live ones.

    news.articles.v1 [start, end) ─ assess, code ─┬─ news.articles.v1.SUFFIX
                                                  ├─ conflict.events.v1.SUFFIX
                                                  └─ news.dlq.v1.SUFFIX

The suffix names a group, too, whose position commits with its outputs: work that was stopped goes on where it was, and one
that was finished does nothing more.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from ingest.stages.context import WorkContext
from ingest.stages.process import Plan, ProcessStage
from ingest.streams.log import RETAG
from ingest.streams.protocol import Stream
from ingest.streams.topics import ARTICLES, Topic


@dataclass(frozen=True, slots=True)
class Retag:
    """Past articles to be tagged anew; run once.

    Attributes:
        context: What all stages share.
        stream: Holds the articles.
        suffix: Names the work.
        topics: The side topics, by the name of the topic that each stands beside.
        start: Articles that were appended from then on,
        end: up to then.
    """

    context: WorkContext
    stream: Stream
    suffix: str
    topics: Mapping[str, Topic]
    start: datetime
    end: datetime

    async def run(self) -> dict[str, int]:
        """Go through the articles; return the events published by this run, by PLOVER type.

        Raises:
            RetryLater: The stream is away before the work begins.
            FatalError: It is away for long, or refuses us.
        """
        group = RETAG + self.suffix
        starts = await self.stream.offsets_at(ARTICLES.name, self.start)
        until = await self.stream.offsets_at(ARTICLES.name, self.end)
        await self.stream.start_group(group, ARTICLES.name, starts)
        plan = Plan(group=group, anew=True, topics=self.topics, until=until)
        stage, finishing = ProcessStage(self.context, self.stream, plan), asyncio.Event()
        finishing.set()
        await stage.run(finishing)
        return dict(stage.published)
