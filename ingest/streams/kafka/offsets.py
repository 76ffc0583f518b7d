"""The offsets that groups have committed."""

from collections.abc import Mapping, Sequence

from aiokafka import TopicPartition  # type: ignore[import-untyped]  # it ships no types

from ingest.streams.kafka.connection import KafkaConnection
from ingest.streams.kafka.errors import translated


async def committed_offsets(
    connection: KafkaConnection, group: str, places: Sequence[TopicPartition]
) -> Mapping[TopicPartition, int]:
    """Each place's next offset for a group, asked of the group's coordinator; 0 where it has not committed.

    Raises:
        RetryLater, FatalError: See ``translated``.
    """
    async with connection.admin() as admin, translated(connection.request_timeout_s):
        found = await admin.list_consumer_group_offsets(connection.prefix + group, partitions=list(places))
    return {place: max(found[place].offset, 0) if place in found else 0 for place in places}
