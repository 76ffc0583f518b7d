"""Where the publisher of an SQL log is: one record for each shard in a compacted topic, written in the transaction of the batch.

Not a group's offset: a group without members loses those after a week, and a daemon that was away for longer would publish all
again. Source: KIP-618 (exactly-once support for source connectors), which keeps its offsets the same way.
"""

import json
from collections.abc import Mapping

from ingest.errors import FatalError
from ingest.streams import topics
from ingest.streams.kafka.connection import KafkaConnection
from ingest.streams.kafka.errors import translated
from ingest.streams.kafka.reader import CLEANUP_S, read_settled
from ingest.streams.protocol import Record, StoredRecord

POSITIONS = topics.POSITIONS.name

PAGE = 1000

Place = tuple[str, int]
"""A topic and partition of the SQL log."""


def position_record(shard: str, position: Mapping[Place, int]) -> Record:
    """The record that says up to where a shard's log is published: the next offset of each of its partitions."""
    rows = [[topic, partition, offset] for (topic, partition), offset in sorted(position.items())]
    return Record(POSITIONS, shard, json.dumps(rows, separators=(",", ":")).encode(), {"content-type": "application/json"})


async def read_position(connection: KafkaConnection, shard: str) -> dict[Place, int]:
    """Return what the last committed transaction of a shard wrote; empty where there was none.

    The caller's own producer must have started before: its start ends the transaction that a predecessor left open.

    Raises:
        RetryLater, FatalError: See ``translated``.
    """
    newest: StoredRecord | None = None
    limit_s = connection.transaction_timeout_s + CLEANUP_S
    # Other shards' open transactions may hide our newest position.
    async with translated(limit_s):
        async for record in read_settled(connection, POSITIONS, 1, page=PAGE):
            newest = record if record.key == shard else newest
    try:
        return {(topic, partition): offset for topic, partition, offset in json.loads(newest.value)} if newest else {}
    except (ValueError, TypeError) as error:
        raise FatalError(f"the position of {shard!r} in {POSITIONS} cannot be read: {error}") from error
