"""Opens the stream that the settings name: Kafka where it is switched on, the log of the database otherwise."""

from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from datetime import datetime

from ingest import data_dir
from ingest.errors import FatalError, RetryLater
from ingest.settings import KafkaSettings, Settings
from ingest.streams.embedded import EmbeddedStream
from ingest.streams.kafka import KafkaConnection, KafkaStream, TopicSetup
from ingest.streams.protocol import Stream
from ingest.streams.topics import INTERNAL, TOPICS, Topic


@contextmanager
def away_is_fatal() -> Iterator[None]:
    """For a command: where the stream is away, it ends with one message instead of waiting as the daemon does.

    Raises:
        FatalError: It is.
    """
    try:
        yield
    except RetryLater as error:
        raise FatalError(f"the stream is away: {error}") from error


@asynccontextmanager
async def open_stream(settings: Settings, now: Callable[[], datetime]) -> AsyncIterator[Stream]:
    """The stream, for a command beside the daemon.

    Raises:
        FatalError: There is no data yet, the login files of Kafka cannot be used, or the stream is away, in the block too.
    """
    with away_is_fatal():
        if settings.kafka.is_on:
            async with kafka_stream(settings.kafka) as stream:
                yield stream
        else:
            with data_dir.open_database(settings) as database:
                yield EmbeddedStream(database, now)


@asynccontextmanager
async def kafka_stream(settings: KafkaSettings, topics: Mapping[str, Topic] = TOPICS) -> AsyncIterator[KafkaStream]:
    """The stream on Kafka, closed with the block; its topics are made before a group is joined, where the settings want that."""
    connection, setup = topic_setup(settings, topics)
    stream = KafkaStream(connection, {**topics, **INTERNAL}, setup=setup, stall_s=settings.stall_s)
    try:
        yield stream
    finally:
        await stream.close()


def topic_setup(settings: KafkaSettings, topics: Mapping[str, Topic] = TOPICS) -> tuple[KafkaConnection, TopicSetup | None]:
    """Where Kafka is, and what brings the topics there; None where the settings leave that to others."""
    connection = KafkaConnection.of(settings)
    if not settings.apply_topics:
        return connection, None
    return connection, TopicSetup(connection, topics, partitions=settings.partitions, replication=settings.replication_factor)
