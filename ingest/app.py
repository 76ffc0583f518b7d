"""The composition root: builds the daemon from its settings. Nothing imports it but the commands."""

import asyncio
import os
import secrets
import signal
import socket
import time
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from datetime import datetime, timedelta

from ingest import data_dir
from ingest.clock import utc_now
from ingest.daemon import Daemon, Half, Ingest, Processing
from ingest.database import Database
from ingest.feed_lists import default_feeds
from ingest.frontier import feeds, turns
from ingest.frontier.installation import installation_id
from ingest.http import RobotsCache, open_client
from ingest.logs import get_logger
from ingest.settings import KafkaSettings, Settings
from ingest.stages.context import IngestContext, WorkContext, open_workers
from ingest.stages.dispatch import Dispatcher
from ingest.stages.fetch import FetchStage
from ingest.stages.link import LinkStage
from ingest.stages.poll import PollStage
from ingest.stages.process import ProcessStage
from ingest.stages.publish import Publisher, PublishLimits
from ingest.stages.retag import Retag
from ingest.streams.embedded import EmbeddedStream
from ingest.streams.opening import kafka_stream, topic_setup
from ingest.streams.protocol import Stream
from ingest.streams.topics import ARTICLES, DEAD_LETTERS, INTERNAL, TOPICS, side_topics
from ingest.tracing import open_tracing
from ingest.web.metrics import Metrics
from ingest.web.server import serve
from processors.feeds.feed_list import FeedSpec

PUBLISHED = {topic.name: topic for topic in (ARTICLES, DEAD_LETTERS)}
"""What ingest appends to the log. Events that an embedded past left there are not published: processors code them again."""


@asynccontextmanager
async def open_daemon(
    settings: Settings,
    *,
    feed_list: Sequence[FeedSpec] | None = None,
    only: Half | None = None,
    with_web: bool = True,
    now: Callable[[], datetime] = utc_now,
) -> AsyncIterator[Daemon]:
    """Build a daemon.

    Args:
        settings: Already checked.
        feed_list: Makes the list of feeds exactly this; None keeps the database's, or the shipped one where nobody listed any.
        only: The half that this process does; None for both.
        with_web: Serve metrics and health checks, where the settings want it.
        now: The clock.

    Raises:
        FatalError: The data directory is in use, or something cannot be started.
    """
    async with AsyncExitStack() as stack:
        database = None
        if only is not Half.PROCESS or not settings.kafka.is_on:
            stack.enter_context(data_dir.hold(settings))
            database = stack.enter_context(data_dir.open_database(settings, create=True))
        context = await _work(settings, stack, now)
        stream = await _stream(context, database, stack)
        ingest = None
        if database is not None and only is not Half.PROCESS:
            await _prepare(database, feed_list, now())
            ingest = await _ingest(context, database, stack)
        process = None if only is Half.INGEST else Processing(ProcessStage(context, stream), LinkStage(context, stream))
        daemon = Daemon(context, stream, ingest=ingest, process=process)
        if with_web and settings.web.enabled:
            url = await stack.enter_async_context(serve(settings.web, context.metrics, lambda: daemon.is_ready))
            context.log.info("web", url=url)
        yield daemon


@asynccontextmanager
async def open_retag(
    settings: Settings, suffix: str, *, start: datetime, end: datetime, now: Callable[[], datetime] = utc_now
) -> AsyncIterator[Retag]:
    """Build what tags past articles anew.

    Args:
        settings: Already checked.
        suffix: Of the side topics, and of the group that remembers how far the work is.
        start: Articles that were appended from then on,
        end: up to then.
        now: The clock.

    Raises:
        FatalError: There is no data, or a daemon uses the data directory.
    """
    topics = side_topics(suffix)
    async with AsyncExitStack() as stack:
        if settings.kafka.is_on:
            known = TOPICS | {topic.name: topic for topic in topics.values()}
            stream: Stream = await stack.enter_async_context(kafka_stream(settings.kafka, known))
        else:
            database = stack.enter_context(data_dir.open_database(settings))
            stream = EmbeddedStream(database, now, TOPICS | INTERNAL | {topic.name: topic for topic in topics.values()})
        context = await _work(settings, stack, now)
        yield Retag(context, stream, suffix, topics, start=start, end=end)


@contextmanager
def signals_stop(daemon: Daemon) -> Iterator[None]:
    """SIGTERM and SIGINT stop the daemon in order while the block runs."""
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, daemon.stop)
    try:
        yield
    finally:
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.remove_signal_handler(number)


async def _work(settings: Settings, stack: AsyncExitStack, now: Callable[[], datetime]) -> WorkContext:
    workers = await stack.enter_async_context(
        open_workers(settings.workers, relevance=settings.relevance, coding=settings.coding)
    )
    tracing = stack.enter_context(open_tracing(settings.tracing))
    return WorkContext(settings=settings, workers=workers, metrics=Metrics(), tracing=tracing, log=get_logger(), now=now)


async def _stream(context: WorkContext, database: Database | None, stack: AsyncExitStack) -> Stream:
    if context.settings.kafka.is_on:
        return await stack.enter_async_context(kafka_stream(context.settings.kafka))
    if database is None:
        raise AssertionError("without Kafka, the database is the stream")
    return EmbeddedStream(database, context.now)


async def _prepare(database: Database, feed_list: Sequence[FeedSpec] | None, now: datetime) -> None:
    if database.is_sqlite:
        # This process holds the data directory alone: turns that are open belong to a killed predecessor.
        await database.write(turns.forget_all)
    if feed_list is not None:
        await database.write_repeatably(feeds.replace_list, feed_list, now)
    elif await database.read(feeds.is_unset):
        await database.write_repeatably(feeds.add, default_feeds(), now)


async def _ingest(work: WorkContext, database: Database, stack: AsyncExitStack) -> Ingest:
    settings = work.settings
    client = await stack.enter_async_context(open_client(settings.http))
    context = IngestContext(
        settings=settings,
        workers=work.workers,
        metrics=work.metrics,
        tracing=work.tracing,
        log=work.log,
        now=work.now,
        database=database,
        outbox=EmbeddedStream(database, work.now),
        client=client,
        robots=RobotsCache(client, user_agent=settings.http.user_agent, clock=time.monotonic),
    )
    dispatcher = Dispatcher(context, PollStage(context), FetchStage(context), _owner())
    publisher = await _publisher(context) if settings.kafka.is_on else None
    return Ingest(context, dispatcher, publisher)


async def _publisher(context: IngestContext) -> Publisher:
    kafka = context.settings.kafka
    connection, setup = topic_setup(kafka)
    return Publisher(
        context.database,
        connection,
        shard=await context.database.read(installation_id),
        topics=PUBLISHED,
        now=context.now,
        logger=context.log,
        setup=setup,
        limits=_limits(kafka, context.settings.shutdown_s),
    )


def _limits(kafka: KafkaSettings, shutdown_s: float) -> PublishLimits:
    return PublishLimits(
        max_records=kafka.publish_max_records,
        max_wait_s=kafka.publish_max_wait_s,
        keep=timedelta(seconds=kafka.log_keep_s),
        give_up_s=shutdown_s,
        stall_s=kafka.stall_s,
    )


def _owner() -> str:
    """Names this process among all that lease hosts."""
    return f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"
