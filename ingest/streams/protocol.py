"""What a stream is: partitioned topics of records that stay, read by offset, with groups that consume and produce atomically.

``tests/integration/streams/test_conformance.py`` states the contract as tests; every implementation passes it.
"""

from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Record:
    """A record to publish. Records of one topic with the same key keep their order.

    Attributes:
        topic: A topic of the manifest.
        key: UTF-8 text; decides the partition.
        value: The document, JSON in UTF-8. Empty on a compacted topic: the key is no more (Kafka's tombstone).
        headers: CloudEvents attributes in binary mode (``ce_id`` …).
    """

    topic: str
    key: str
    value: bytes
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StoredRecord:
    """A record as it stands in its partition. Offsets of a partition grow, in the order of commitment."""

    topic: str
    partition: int
    offset: int
    key: str
    value: bytes
    headers: Mapping[str, str]
    appended_at: datetime


@dataclass(frozen=True, slots=True)
class OffsetRange:
    """``[first, end)``: the offsets that a partition holds; ``end`` is what the next record gets."""

    first: int
    end: int


class Subscription(Protocol):
    """A member of a group that consumes one topic and may produce to others."""

    async def poll(self, *, max_records: int, wait_s: float) -> Sequence[StoredRecord]:
        """Return the next records after those returned before, waiting up to ``wait_s`` for the first; may be empty."""
        ...

    async def commit(self, consumed: Sequence[StoredRecord], outputs: Sequence[Record]) -> None:
        """Publish the outputs and move the group past the consumed records, both or neither."""
        ...


class Stream(Protocol):
    """Topics of records, with atomic publication."""

    async def publish(self, records: Sequence[Record]) -> None:
        """Append the records, all or none."""
        ...

    async def publish_once(self, records: Sequence[Record], mark: Record) -> bool:
        """Append the records and a mark, all or none, once: False where a record with the mark's ``ce_id`` is there already."""
        ...

    async def offsets(self, topic: str) -> Mapping[int, OffsetRange]:
        """The offsets that each partition of a topic holds."""
        ...

    async def offsets_at(self, topic: str, at: datetime) -> Mapping[int, int]:
        """Each partition's first offset that was appended at a time or later; its end where there is none."""
        ...

    async def committed(self, group: str, topic: str) -> Mapping[int, int]:
        """Each partition's next offset for a group; 0 where the group has not committed."""
        ...

    async def read(self, topic: str, partition: int, offset: int, *, max_records: int) -> Sequence[StoredRecord]:
        """Return committed records from an offset on (or from the first that is still held), at once; empty at the end."""
        ...

    async def start_group(self, group: str, topic: str, offsets: Mapping[int, int]) -> None:
        """Let a group without members begin at these offsets, where it has committed none."""
        ...

    def subscribe(self, group: str, topic: str) -> AbstractAsyncContextManager[Subscription]:
        """Join a group. It starts at its committed offsets, at the first record where it has none."""
        ...
