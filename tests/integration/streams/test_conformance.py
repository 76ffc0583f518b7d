"""The contract of ``ingest.streams.protocol.Stream``, as tests that every implementation passes."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from ingest.database import Database
from ingest.streams.embedded import EmbeddedStream
from ingest.streams.kafka import KafkaConnection, KafkaStream, apply_topics
from ingest.streams.protocol import Record, StoredRecord, Stream, Subscription
from ingest.streams.topics import Topic
from tests.clock import Clock
from tests.conftest import empty_database

IN = Topic("in.v1", key="k", record="R", partitions=3)
OUT = Topic("out.v1", key="k", record="R", partitions=2)


TOPICS = {topic.name: topic for topic in (IN, OUT)}


@pytest.fixture(params=["sqlite", "postgresql", "kafka"])
async def stream(request: pytest.FixtureRequest, tmp_path: Path, clock: Clock) -> AsyncIterator[Stream]:
    """Each implementation, with two topics."""
    if request.param == "kafka":
        connection = KafkaConnection(request.getfixturevalue("kafka").bootstrap_servers, prefix=f"{secrets.token_hex(6)}.")
        await apply_topics(connection, TOPICS)
        kafka = KafkaStream(connection, TOPICS)
        yield kafka
        await kafka.close()
    else:
        with empty_database(request.param, request, tmp_path) as database:
            yield EmbeddedStream(database, clock, TOPICS)


def records(n: int, topic: Topic = IN, keys: int = 5) -> list[Record]:
    """Records 0 to n-1, over some keys."""
    return [Record(topic.name, f"key {i % keys}", str(i).encode(), {"ce_id": str(i)}) for i in range(n)]


async def everything(stream: Stream, topic: Topic, n: int) -> list[StoredRecord]:
    """The ``n`` records of a topic, partition after partition. Kafka shows them a moment after the commit has been answered."""
    async with asyncio.timeout(10):
        while len(found := await at_once(stream, topic)) < n:
            pass
    assert len(found) == n
    return found


async def at_once(stream: Stream, topic: Topic) -> list[StoredRecord]:
    """What can be read now."""
    found: list[StoredRecord] = []
    for partition, held in (await stream.offsets(topic.name)).items():
        offset = held.first
        while page := await stream.read(topic.name, partition, offset, max_records=7):
            found += page
            offset = page[-1].offset + 1
    return found


async def committed(stream: Stream, group: str, n: int) -> int:
    """How many records a group is past, once it is past ``n``: Kafka shows that, too, a moment later."""
    async with asyncio.timeout(10):
        while (total := sum((await stream.committed(group, IN.name)).values())) < n:
            pass
    return total


async def test_records_come_back_as_they_were_published(stream: Stream) -> None:
    """Key, value and headers are kept."""
    await stream.publish([Record(IN.name, "ключ", b'{"a": "\xc3\xa9"}', {"ce_id": "é"})])
    (record,) = await everything(stream, IN, 1)
    assert (record.key, record.value, record.headers) == ("ключ", b'{"a": "\xc3\xa9"}', {"ce_id": "é"})


async def test_a_key_keeps_its_partition_and_its_order(stream: Stream) -> None:
    """Records with one key are read in the order of their publication."""
    for batch in (records(20), records(20)):
        await stream.publish(batch)
    by_key: dict[str, list[StoredRecord]] = {}
    for record in await everything(stream, IN, 40):
        by_key.setdefault(record.key, []).append(record)
    for key, found in by_key.items():
        assert len({record.partition for record in found}) == 1
        numbers = [r.value for r in records(20) if r.key == key] * 2
        assert [record.value for record in found] == numbers


async def take(subscription: Subscription, n: int) -> list[Sequence[StoredRecord]]:
    """Poll until ``n`` records came; a batch may hold records of one partition only."""
    batches: list[Sequence[StoredRecord]] = []
    async with asyncio.timeout(30):
        while (missing := n - sum(map(len, batches))) > 0:
            batches.append(await subscription.poll(max_records=missing, wait_s=5))
    return [batch for batch in batches if batch]


async def test_offsets_tell_what_is_held(stream: Stream) -> None:
    """Every partition is listed; the ranges hold all that was published, in offsets that grow but may have gaps."""
    assert {partition: held.end for partition, held in (await stream.offsets(IN.name)).items()} == {0: 0, 1: 0, 2: 0}
    await stream.publish(records(50))
    found = await everything(stream, IN, 50)
    held = await stream.offsets(IN.name)
    assert all(held[record.partition].first <= record.offset < held[record.partition].end for record in found)
    assert [(r.partition, r.offset) for r in found] == sorted({(r.partition, r.offset) for r in found})


async def test_publication_is_all_or_nothing(stream: Stream) -> None:
    """A batch with a record of an unknown topic publishes none of it."""
    with pytest.raises(Exception, match=r"nowhere\.v1"):
        await stream.publish([*records(3), Record("nowhere.v1", "k", b"{}")])
    await stream.publish([Record(IN.name, "k", b"after")])
    assert [record.value for record in await everything(stream, IN, 1)] == [b"after"]


async def test_a_group_consumes_everything_once(stream: Stream) -> None:
    """A second member that comes after a commit goes on behind it."""
    await stream.publish(records(30))
    seen: list[bytes] = []
    for _ in range(3):
        async with stream.subscribe("g", IN.name) as subscription:
            for batch in await take(subscription, 10):
                seen += [record.value for record in batch]
                await subscription.commit(batch, [])
    assert sorted(seen) == sorted(record.value for record in records(30))


async def test_what_was_not_committed_comes_again(stream: Stream) -> None:
    """A member that dies before its commit has done nothing."""
    await stream.publish(records(10))
    seen: list[list[tuple[int, int]]] = []
    for _ in range(2):
        async with stream.subscribe("g", IN.name) as subscription:
            batches = await take(subscription, 10)
        seen.append(sorted((record.partition, record.offset) for batch in batches for record in batch))
    assert seen[0] == seen[1]


async def test_outputs_and_position_are_committed_together(stream: Stream) -> None:
    """If the outputs cannot be published, the group does not move."""
    await stream.publish(records(5))
    async with stream.subscribe("g", IN.name) as subscription:
        for batch in await take(subscription, 5):
            with pytest.raises(Exception, match=r"nowhere\.v1"):
                await subscription.commit(batch, [Record(OUT.name, "k", b"{}"), Record("nowhere.v1", "k", b"{}")])
    assert set((await stream.committed("g", IN.name)).values()) == {0}
    await stream.publish([Record(OUT.name, "k", b"after")])
    assert [record.value for record in await everything(stream, OUT, 1)] == [b"after"]
    async with stream.subscribe("g", IN.name) as subscription:
        batches = await take(subscription, 5)
        for batch in batches:
            await subscription.commit(batch, [Record(OUT.name, "k", b"{}")])
    assert await committed(stream, "g", 5) == 5
    assert len(await everything(stream, OUT, 1 + len(batches))) == 1 + len(batches)


async def test_groups_do_not_see_each_other(stream: Stream) -> None:
    """Each group has positions of its own."""
    await stream.publish(records(5))
    for group in ("one", "other"):
        async with stream.subscribe(group, IN.name) as subscription:
            batches = await take(subscription, 5)
            for batch in batches:
                await subscription.commit(batch, [])
            assert await subscription.poll(max_records=9, wait_s=0.5) == []


async def test_a_waiting_member_gets_what_is_published_meanwhile(stream: Stream) -> None:
    """Poll waits for the first record, and no longer than it was told."""
    async with stream.subscribe("g", IN.name) as subscription:
        assert await subscription.poll(max_records=5, wait_s=0) == []

        async def wait() -> Sequence[StoredRecord]:
            return await subscription.poll(max_records=5, wait_s=30)

        waiting = asyncio.create_task(wait())
        await stream.publish(records(1))
        assert [record.value for record in await waiting] == [b"0"]


async def test_a_time_leads_to_the_first_record_from_then_on(stream: Stream, clock: Clock) -> None:
    """For each partition: the first that is not older, the end where all are."""
    await stream.publish(records(12))
    clock.advance(1)
    await asyncio.sleep(0.05)  # Kafka's times are the wall clock's
    await stream.publish([Record(IN.name, f"key {i}", b"late") for i in range(5)])
    found = await everything(stream, IN, 17)
    late = [record for record in found if record.value == b"late"]
    firsts = await stream.offsets_at(IN.name, min(record.appended_at for record in late))
    ends = {number: held.end for number, held in (await stream.offsets(IN.name)).items()}
    for number, offset in firsts.items():
        assert await stream.read(IN.name, number, offset, max_records=20) == [r for r in late if r.partition == number]
    assert await stream.offsets_at(IN.name, max(r.appended_at for r in late) + timedelta(hours=1)) == ends


async def test_a_group_can_begin_in_the_middle(stream: Stream) -> None:
    """Where it has committed nothing; once it has, that counts."""
    await stream.publish(records(30))
    found = await everything(stream, IN, 30)
    starts = {number: [r.offset for r in found if r.partition == number][-2] for number in {r.partition for r in found}}
    await stream.start_group("g", IN.name, starts)
    wanted = [r for r in found if r.offset >= starts[r.partition]]
    async with stream.subscribe("g", IN.name) as subscription:
        for batch in await take(subscription, len(wanted)):
            await subscription.commit(batch, [])
    await stream.start_group("g", IN.name, dict.fromkeys(starts, 0))
    async with stream.subscribe("g", IN.name) as subscription:
        assert await subscription.poll(max_records=5, wait_s=1) == []


async def test_concurrent_writers_lose_nothing(stream: Stream) -> None:
    """Each batch is there, in one piece and in its order, whoever writes at the same time."""
    batches = [[Record(IN.name, "k", f"{writer} {i}".encode()) for i in range(10)] for writer in range(10)]
    await asyncio.gather(*(stream.publish(batch) for batch in batches))
    found = [record.value.decode().split() for record in await everything(stream, IN, 100)]
    assert [number for _, number in found] == [str(i) for i in range(10)] * 10
    assert len({writer for writer, _ in found[::10]}) == 10


async def test_what_is_published_once_is_there_once(stream: Stream) -> None:
    """Tried again, by itself or many times at once: the records are there with the first mark and never again."""
    mark = Record(OUT.name, "k", b"done", {"ce_id": "mark"})
    assert await stream.publish_once(records(3), mark)
    assert not await stream.publish_once(records(3), mark)
    other = Record(OUT.name, "k", b"done", {"ce_id": "other"})
    assert sum(await asyncio.gather(*(stream.publish_once(records(2), other) for _ in range(5)))) == 1
    assert len(await everything(stream, IN, 5)) == 5
    assert [record.headers["ce_id"] for record in await everything(stream, OUT, 2)] == ["mark", "other"]


async def test_publication_once_is_all_or_nothing(stream: Stream) -> None:
    """Where the records cannot be published, the mark is not there either."""
    mark = Record(OUT.name, "k", b"done", {"ce_id": "mark"})
    with pytest.raises(Exception, match=r"nowhere\.v1"):
        await stream.publish_once([Record("nowhere.v1", "k", b"{}")], mark)
    assert await stream.publish_once(records(1), mark)
    assert len(await everything(stream, OUT, 1)) == 1


async def test_the_embedded_streams_offsets_are_dense(database: Database, clock: Clock) -> None:
    """Concurrent writers leave no gap in a partition of the SQL log. In Kafka, the end of a transaction takes an offset."""
    stream = EmbeddedStream(database, clock, TOPICS)
    await asyncio.gather(*(stream.publish(records(10)) for _ in range(10)))
    by_partition: dict[int, list[int]] = {}
    for record in await everything(stream, IN, 100):
        by_partition.setdefault(record.partition, []).append(record.offset)
    assert sum(map(len, by_partition.values())) == 100
    for offsets in by_partition.values():
        assert offsets == list(range(offsets[0], offsets[0] + len(offsets)))
