"""Reading a whole topic, whichever stream it is on."""

from collections.abc import AsyncIterator

from ingest.streams.protocol import StoredRecord, Stream


async def read_all(stream: Stream, topic: str, *, page: int) -> AsyncIterator[StoredRecord]:
    """Every committed record of a topic, partition after partition, in the order of their offsets.

    Args:
        stream: Holds the topic.
        topic: What is read.
        page: Records read at once.

    Raises:
        RetryLater, FatalError: As the stream's ``read``.
    """
    for partition, held in (await stream.offsets(topic)).items():
        offset = held.first
        while records := await stream.read(topic, partition, offset, max_records=page):
            offset = records[-1].offset + 1
            for record in records:
                yield record
