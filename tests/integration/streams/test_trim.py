"""The embedded stream's retention."""

from datetime import timedelta

from ingest.database import Database
from ingest.streams.embedded import EmbeddedStream
from ingest.streams.protocol import Record
from ingest.streams.topics import Topic
from tests.clock import Clock

TOPIC = Topic("t.v1", key="k", record="R", retention=timedelta(days=1))


async def test_old_records_go_but_none_that_a_group_has_not_read(database: Database, clock: Clock) -> None:
    """Retention yields to a reader that lags; offsets go on where they were."""
    stream = EmbeddedStream(database, clock, {TOPIC.name: TOPIC})
    await stream.publish([Record(TOPIC.name, "k", str(i).encode()) for i in range(4)])
    async with stream.subscribe("g", TOPIC.name) as subscription:
        batch = await subscription.poll(max_records=3, wait_s=1)
        await subscription.commit(batch, [])
    assert await stream.trim() == 0
    clock.advance(2 * 86_400)
    await stream.publish([Record(TOPIC.name, "k", b"new")])
    assert await stream.trim() == 3
    held = (await stream.offsets(TOPIC.name))[0]
    assert (held.first, held.end) == (3, 5)
    assert [record.value for record in await stream.read(TOPIC.name, 0, 0, max_records=9)] == [b"3", b"new"]
    assert await stream.trim() == 0
