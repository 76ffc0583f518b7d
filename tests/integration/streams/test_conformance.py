"""The contract of ``ingest.streams.protocol.Stream``, as tests that every implementation passes."""

import asyncio
from collections.abc import Sequence

import pytest

from ingest.database import Database
from ingest.streams.embedded import EmbeddedStream
from ingest.streams.protocol import Record, StoredRecord, Stream
from ingest.streams.topics import Topic
from tests.clock import Clock

IN = Topic("in.v1", key="k", record="R", partitions=3)
OUT = Topic("out.v1", key="k", record="R", partitions=2)


@pytest.fixture(params=["embedded"])
def stream(request: pytest.FixtureRequest, database: Database, clock: Clock) -> Stream:
    """Each implementation, with two topics."""
    assert request.param == "embedded"
    return EmbeddedStream(database, clock, {topic.name: topic for topic in (IN, OUT)})


def records(n: int, topic: Topic = IN, keys: int = 5) -> list[Record]:
    """Records 0 to n-1, over some keys."""
    return [Record(topic.name, f"key {i % keys}", str(i).encode(), {"ce_id": str(i)}) for i in range(n)]


async def everything(stream: Stream, topic: Topic) -> list[StoredRecord]:
    """All records of a topic, partition after partition."""
    found: list[StoredRecord] = []
    for partition, held in (await stream.offsets(topic.name)).items():
        offset = held.first
        while page := await stream.read(topic.name, partition, offset, max_records=7):
            found += page
            offset = page[-1].offset + 1
    return found


async def test_records_come_back_as_they_were_published(stream: Stream) -> None:
    """Key, value and headers are kept."""
    await stream.publish([Record(IN.name, "ключ", b'{"a": "\xc3\xa9"}', {"ce_id": "é"})])
    (record,) = await everything(stream, IN)
    assert (record.key, record.value, record.headers) == ("ключ", b'{"a": "\xc3\xa9"}', {"ce_id": "é"})


async def test_a_key_keeps_its_partition_and_its_order(stream: Stream) -> None:
    """Records with one key are read in the order of their publication."""
    for batch in (records(20), records(20)):
        await stream.publish(batch)
    by_key: dict[str, list[StoredRecord]] = {}
    for record in await everything(stream, IN):
        by_key.setdefault(record.key, []).append(record)
    for key, found in by_key.items():
        assert len({record.partition for record in found}) == 1
        numbers = [r.value for r in records(20) if r.key == key] * 2
        assert [record.value for record in found] == numbers


async def test_offsets_tell_what_is_held(stream: Stream) -> None:
    """Every partition is listed; the ranges add up to what was published."""
    assert {partition: held.end for partition, held in (await stream.offsets(IN.name)).items()} == {0: 0, 1: 0, 2: 0}
    await stream.publish(records(50))
    held = await stream.offsets(IN.name)
    assert sum(part.end - part.first for part in held.values()) == 50


async def test_publication_is_all_or_nothing(stream: Stream) -> None:
    """A batch with a record of an unknown topic publishes none of it."""
    with pytest.raises(Exception, match=r"nowhere\.v1"):
        await stream.publish([*records(3), Record("nowhere.v1", "k", b"{}")])
    assert await everything(stream, IN) == []


async def test_a_group_consumes_everything_once(stream: Stream) -> None:
    """A second member that comes after a commit goes on behind it."""
    await stream.publish(records(30))
    seen: list[bytes] = []
    for _ in range(3):
        async with stream.subscribe("g", IN.name) as subscription:
            batch = await subscription.poll(max_records=10, wait_s=5)
            seen += [record.value for record in batch]
            await subscription.commit(batch, [])
    assert sorted(seen) == sorted(record.value for record in records(30))


async def test_what_was_not_committed_comes_again(stream: Stream) -> None:
    """A member that dies before its commit has done nothing."""
    await stream.publish(records(10))
    async with stream.subscribe("g", IN.name) as subscription:
        first = await subscription.poll(max_records=10, wait_s=5)
    async with stream.subscribe("g", IN.name) as subscription:
        again = await subscription.poll(max_records=10, wait_s=5)
    assert [record.offset for record in first] == [record.offset for record in again]


async def test_outputs_and_position_are_committed_together(stream: Stream) -> None:
    """If the outputs cannot be published, the group does not move."""
    await stream.publish(records(5))
    async with stream.subscribe("g", IN.name) as subscription:
        batch = await subscription.poll(max_records=5, wait_s=5)
        with pytest.raises(Exception, match=r"nowhere\.v1"):
            await subscription.commit(batch, [Record(OUT.name, "k", b"{}"), Record("nowhere.v1", "k", b"{}")])
    assert set((await stream.committed("g", IN.name)).values()) == {0}
    assert await everything(stream, OUT) == []
    async with stream.subscribe("g", IN.name) as subscription:
        batch = await subscription.poll(max_records=5, wait_s=5)
        await subscription.commit(batch, [Record(OUT.name, "k", b"{}")])
    assert sum((await stream.committed("g", IN.name)).values()) == 5
    assert len(await everything(stream, OUT)) == 1


async def test_groups_do_not_see_each_other(stream: Stream) -> None:
    """Each group has positions of its own."""
    await stream.publish(records(5))
    for group in ("one", "other"):
        async with stream.subscribe(group, IN.name) as subscription:
            batch = await subscription.poll(max_records=9, wait_s=5)
            await subscription.commit(batch, [])
            assert len(batch) == 5


async def test_a_waiting_member_gets_what_is_published_meanwhile(stream: Stream) -> None:
    """Poll waits for the first record, and no longer than it was told."""
    async with stream.subscribe("g", IN.name) as subscription:
        assert await subscription.poll(max_records=5, wait_s=0) == []

        async def wait() -> Sequence[StoredRecord]:
            return await subscription.poll(max_records=5, wait_s=30)

        waiting = asyncio.create_task(wait())
        await stream.publish(records(1))
        assert [record.value for record in await waiting] == [b"0"]


async def test_concurrent_writers_leave_no_gap_and_lose_nothing(stream: Stream) -> None:
    """Offsets of a partition are dense, whoever writes."""
    await asyncio.gather(*(stream.publish(records(10)) for _ in range(10)))
    by_partition: dict[int, list[int]] = {}
    for record in await everything(stream, IN):
        by_partition.setdefault(record.partition, []).append(record.offset)
    assert sum(map(len, by_partition.values())) == 100
    for offsets in by_partition.values():
        assert offsets == list(range(offsets[0], offsets[0] + len(offsets)))
