"""Publishing something only if it was not published before, as a mark in its topic tells.

All who do this share one transactional id. Who starts with it ends what others left open and fences them off; what it finds in
the mark's topic after that is complete, and stays so for as long as it can commit.
"""

from collections.abc import Sequence

from ingest.streams.kafka.connection import KafkaConnection
from ingest.streams.kafka.producer import TransactionalProducer
from ingest.streams.kafka.reader import read_settled
from ingest.streams.protocol import Record

TRANSACTIONAL_ID = "once"
PAGE = 500


class OncePublisher:
    """Publishes records with marks; not for concurrent use.

    Args:
        connection: Where Kafka is.
    """

    def __init__(self, connection: KafkaConnection) -> None:
        self._connection = connection
        self._producer = TransactionalProducer(connection, TRANSACTIONAL_ID)
        self._marks: dict[str, set[str]] = {}
        """Topic → the ids in it, as this producer found and made them."""

    async def publish(self, records: Sequence[Record], mark: Record) -> bool:
        """Append the records and the mark, all or none; False where the mark's topic holds its ``ce_id`` already.

        Raises:
            RetryLater, FatalError: See ``translated``. Whether it was done shows at the next try.
        """
        ce_id = mark.headers["ce_id"]
        try:
            await self._producer.start()
            if mark.topic not in self._marks:
                self._marks[mark.topic] = await self._ids(mark.topic)
            if ce_id in self._marks[mark.topic]:
                return False
            await self._producer.transact([*records, mark])
        except BaseException:
            await self.stop()
            raise
        self._marks[mark.topic].add(ce_id)
        return True

    async def stop(self) -> None:
        """Throw the producer away, and with it what it knew."""
        self._marks = {}
        await self._producer.stop()

    async def _ids(self, topic: str) -> set[str]:
        """The ``ce_id`` of every committed record, those behind the open transactions of others included."""
        records = read_settled(self._connection, topic, page=PAGE)
        return {record.headers.get("ce_id", "") async for record in records}
