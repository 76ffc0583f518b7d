"""Notices a consumer that silently gets nothing although there is something: no error tells of it.

aiokafka's fetcher has stopped that way after rebalances and reconnections; the mend is a new consumer.
"""

import asyncio
from typing import Any

from ingest.errors import RetryLater
from ingest.logs import get_logger
from ingest.streams.kafka.connection import KafkaConnection
from ingest.streams.kafka.reader import PartitionReader


class StallWatch:
    """Compares, after a long silence, where a consumer stands with where its partitions end, as another consumer sees it.

    Args:
        connection: Where Kafka is.
        stall_s: How long the silence is.
    """

    def __init__(self, connection: KafkaConnection, stall_s: float) -> None:
        self._connection = connection
        self._stall_s = stall_s
        self._quiet_since_s = asyncio.get_running_loop().time()

    def saw_progress(self) -> None:
        """Something came."""
        self._quiet_since_s = asyncio.get_running_loop().time()

    async def is_stalled(self, consumer: Any) -> bool:
        """Whether the silence is a stall. Looks at most once in ``stall_s``; while Kafka is away nothing is a stall."""
        loop = asyncio.get_running_loop()
        if loop.time() - self._quiet_since_s < self._stall_s:
            return False
        self._quiet_since_s = loop.time()
        reader = PartitionReader(self._connection)
        try:
            for place in consumer.assignment():
                ends = await reader.ranges(place.topic.removeprefix(self._connection.prefix))
                position = await asyncio.wait_for(consumer.position(place), self._connection.request_timeout_s)
                if position < ends[place.partition].end:
                    stalled_at = {"topic": place.topic, "partition": place.partition, "position": position}
                    get_logger().error("process", outcome="stall", **stalled_at)
                    return True
        except (RetryLater, TimeoutError):
            return False
        finally:
            await reader.close()
        return False
