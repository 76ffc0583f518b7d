"""Process: read articles from the stream, code their events, publish these; positions and outputs commit together.

    news.articles.v1 ─ code events in workers ─┬─ conflict.events.v1
                                               └─ news.dlq.v1 (an article that a worker could not survive)

A daemon that dies before the commit codes the batch again, to the same ids.
"""

import asyncio
from collections import Counter
from collections.abc import Sequence

from ingest.errors import RejectInput
from ingest.stages import work
from ingest.stages.context import StageContext, dead_letter
from ingest.streams.envelope import dead_letter_record, event_record
from ingest.streams.protocol import Record, StoredRecord, Subscription
from ingest.streams.topics import ARTICLES, CODER
from processors.records import Article, Band, ConflictEvent, Stage
from processors.records.codec import MalformedRecordError, decode

BATCH = 32
WAIT_S = 1.0


class ProcessStage:
    """Codes the events of articles as they come.

    Args:
        context: What all stages share.
    """

    def __init__(self, context: StageContext) -> None:
        self._context = context
        self.published: Counter[str] = Counter()
        """Events published by this process, by PLOVER type."""

    async def run(self, finishing: asyncio.Event) -> None:
        """Consume; once ``finishing`` is set, end at the end of the stream instead of waiting for more."""
        async with self._context.stream.subscribe(CODER, ARTICLES.name) as subscription:
            while True:
                was_finishing = finishing.is_set()
                records = await subscription.poll(max_records=BATCH, wait_s=0.0 if was_finishing else WAIT_S)
                if records:
                    await self.process(subscription, records)
                elif was_finishing:
                    return

    async def process(self, subscription: Subscription, records: Sequence[StoredRecord]) -> None:
        """Code a batch and commit it."""
        results = await asyncio.gather(*(self._code(record) for record in records))
        outputs = [output for result in results for output in result]
        await subscription.commit(records, outputs)
        for record in outputs:
            self._context.log.debug("published", topic=record.topic, key=record.key, ce_id=record.headers.get("ce_id"))

    async def _code(self, record: StoredRecord) -> list[Record]:
        """The records that come of one article."""
        article = None
        try:
            article = decode(Article, record.value)
            if article.relevance is None or article.relevance.band is Band.NO:
                return []
            events = await self._context.run_in_worker(work.code, article)
        except MalformedRecordError as error:
            return [self._bury(record, article, RejectInput("malformed_record", str(error)))]
        except RejectInput as error:
            return [self._bury(record, article, error)]
        self._count(events)
        return [event_record(event, article.fetched_at) for event in events]

    def _bury(self, record: StoredRecord, article: Article | None, error: RejectInput) -> Record:
        self._context.log.warning(
            "process", outcome="dead_letter", reason=error.reason, detail=error.detail, key=record.key, offset=record.offset
        )
        letter = dead_letter(
            Stage.PROCESS,
            error,
            id_parts=(record.topic, str(record.partition), str(record.offset)),
            url=article.url if article else None,
            attempts=1,
            now=self._context.now(),
            feed_ids=article.feed_ids if article else (),
            title=article.title if article else "",
            content=record.value,
        )
        return dead_letter_record(letter)

    def _count(self, events: Sequence[ConflictEvent]) -> None:
        for event in events:
            self.published[event.plover_event.value] += 1
            self._context.metrics.events.labels(event.plover_event.value).inc()
