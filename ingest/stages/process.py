"""Process: read articles from the stream, code their events, publish these; positions and outputs commit together.

    news.articles.v1 ─ code events in workers ─┬─ conflictwire.reports.v1 (which ``link`` turns into events and stories)
                                               └─ news.dlq.v1 (an article that a worker could not survive)

A daemon that dies before the commit codes the batch again, to the same ids. ``conflictwire process`` runs the same stage on past
articles, with another plan, and publishes events as they were coded, outside of stories.
"""

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from ingest.errors import RejectInput, RetryLater
from ingest.stages import work
from ingest.stages.consume import Pull, consume
from ingest.stages.context import WorkContext
from ingest.streams.dead_letters import record_letter
from ingest.streams.envelope import article_record, dead_letter_record, event_record, report_record
from ingest.streams.protocol import Record, StoredRecord, Stream, Subscription
from ingest.streams.topics import ARTICLES, CODER, Topic
from processors.records import Article, Band, ConflictEvent
from processors.records.codec import MalformedRecordError, decode

BATCH = 32


@dataclass(frozen=True, slots=True)
class Plan:
    """Who consumes, and what is made of an article.

    Attributes:
        group: Consumes the articles.
        anew: Assess relevance anew too, and publish the articles as well: nothing in them is taken for granted.
        topics: Other topics for the outputs, by the name of the one they stand for.
        until: The offset of each partition at which the run ends; None for no end.
    """

    group: str = CODER
    anew: bool = False
    topics: Mapping[str, Topic] = field(default_factory=dict)
    until: Mapping[int, int] | None = None


@dataclass(slots=True)
class _Coded:
    """What comes of one article."""

    records: list[Record]
    events: Sequence[ConflictEvent] = field(default=())


class ProcessStage:
    """Codes the events of articles as they come.

    Args:
        context: What all stages share.
        stream: Where articles come from and events go.
        plan: Who consumes, and what is made of an article.
    """

    def __init__(self, context: WorkContext, stream: Stream, plan: Plan | None = None) -> None:
        self._context = context
        self._plan = plan or Plan()
        self._stream = stream
        self.published: Counter[str] = Counter()
        """Events published by this stage itself, by PLOVER type: with a plan to code anew."""

    async def run(self, finishing: asyncio.Event, *, to_the_end: bool = True) -> None:
        """Consume, through outages of the stream; once ``finishing`` is set, end.

        Args:
            finishing: Set when the run should end.
            to_the_end: End when the group is past every article, else after the batch at hand.

        Raises:
            FatalError: The stream refuses us, or is away at the end.
        """
        plan = self._plan
        pulling = Pull(self._stream, plan.group, ARTICLES.name, BATCH, plan.until)
        await consume(pulling, self.process, finishing, to_the_end=to_the_end, log=self._context.log)

    async def process(self, subscription: Subscription, records: Sequence[StoredRecord]) -> None:
        """Code a batch and commit it; where the commit fails, the subscription's next poll starts again where the group is."""
        started_at = self._context.now()
        results = await asyncio.gather(*(self._code(record) for record in records))
        outputs = [output for result in results for output in result.records]
        try:
            await subscription.commit(records, outputs)
        except RetryLater as error:
            self._context.log.warning("process", outcome="retry", reason=error.reason, detail=error.detail)
            return
        self._count([event for result in results for event in result.events])
        ended_at, tracing = self._context.now(), self._context.tracing
        for consumed, result in zip(records, results, strict=True):
            for record in result.records:
                self._context.log.debug("published", topic=record.topic, key=record.key, ce_id=record.headers.get("ce_id"))
                tracing.published(record, by="code", started_at=started_at, ended_at=ended_at, caused_by=consumed)

    async def _code(self, record: StoredRecord) -> _Coded:
        article = None
        try:
            article = decode(Article, record.value)
            return await self._tag(article)
        except MalformedRecordError as error:
            return _Coded([self._bury(record, article, RejectInput("malformed_record", str(error)))])
        except RejectInput as error:
            return _Coded([self._bury(record, article, error)])

    async def _tag(self, article: Article) -> _Coded:
        if self._plan.anew:
            article, events = await self._context.run_in_worker(work.tag_anew, article)
            records = [article_record(article)]
            records += [event_record(event, article.fetched_at) for event in events]
            return _Coded([self._sent(record) for record in records], events)
        is_relevant = article.relevance is not None and article.relevance.band is not Band.NO
        # A revision that is no longer relevant may take back what an earlier one told.
        if not is_relevant and article.revision == 1:
            return _Coded([])
        report = await self._context.run_in_worker(work.report, article)
        return _Coded([report_record(report)] if report.events or article.revision > 1 else [])

    def _sent(self, record: Record) -> Record:
        """The record on the plan's topic."""
        topic = self._plan.topics.get(record.topic)
        return record if topic is None else replace(record, topic=topic.name)

    def _bury(self, record: StoredRecord, article: Article | None, error: RejectInput) -> Record:
        self._context.log.warning(
            "process", outcome="dead_letter", reason=error.reason, detail=error.detail, key=record.key, offset=record.offset
        )
        return self._sent(dead_letter_record(record_letter(record, error, self._context.now(), article)))

    def _count(self, events: Sequence[ConflictEvent]) -> None:
        for event in events:
            self.published[event.plover_event.value] += 1
            self._context.metrics.events.labels(event.plover_event.value).inc()
