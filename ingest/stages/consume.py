"""Consume: a group's records in batches, through outages of the stream, until the run should end."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass

from ingest.errors import FatalError, RetryLater
from ingest.logs import Logger
from ingest.streams.protocol import StoredRecord, Stream, Subscription

WAIT_S = 1.0
LOOK_AGAIN_S = 0.1
MAX_PAUSE_S = 15.0
GIVE_UP_S = 60.0
"""How long an outage of the stream is waited for once the daemon wants to end."""

Step = Callable[[Subscription, Sequence[StoredRecord]], Awaitable[None]]
"""Processes a batch and commits it."""


@dataclass(frozen=True, slots=True)
class Pull:
    """What is consumed.

    Attributes:
        stream: Where.
        group: Who.
        topic: What.
        batch: Most records at once.
        until: The offset of each partition at which the run ends; None for no end.
    """

    stream: Stream
    group: str
    topic: str
    batch: int
    until: Mapping[int, int] | None = None

    def within(self, records: Sequence[StoredRecord]) -> Sequence[StoredRecord]:
        """The records in front of the end."""
        return records if self.until is None else [r for r in records if r.offset < self.until.get(r.partition, 0)]


async def consume(pull: Pull, step: Step, finishing: asyncio.Event, *, to_the_end: bool, log: Logger) -> None:
    """Consume; once ``finishing`` is set, end.

    Args:
        pull: What is consumed.
        step: Processes a batch and commits it.
        finishing: Set when the run should end.
        to_the_end: End when the group is past every record, else after the batch at hand.
        log: For outages.

    Raises:
        FatalError: The stream refuses us, or is away at the end.
    """
    loop = asyncio.get_running_loop()
    failing_since_s: float | None = None
    pause_s = LOOK_AGAIN_S
    while not (finishing.is_set() and not to_the_end):
        try:
            async with pull.stream.subscribe(pull.group, pull.topic) as subscription:
                failing_since_s, pause_s = None, LOOK_AGAIN_S
                await _consume(pull, subscription, step, finishing, to_the_end=to_the_end)
                return
        except RetryLater as error:
            failing_since_s = failing_since_s or loop.time()
            if finishing.is_set() and loop.time() - failing_since_s > GIVE_UP_S:
                raise FatalError(f"the stream is away ({error}): what is not processed stays in it") from error
            log.warning("process", outcome="retry", group=pull.group, reason=error.reason, detail=error.detail, pause_s=pause_s)
        await asyncio.sleep(pause_s)
        pause_s = min(2 * pause_s, MAX_PAUSE_S)


async def _consume(pull: Pull, subscription: Subscription, step: Step, finishing: asyncio.Event, *, to_the_end: bool) -> None:
    while True:
        was_finishing = finishing.is_set()
        if was_finishing and not to_the_end:
            return
        polled = await subscription.poll(max_records=pull.batch, wait_s=LOOK_AGAIN_S if was_finishing else WAIT_S)
        if records := pull.within(polled):
            await step(subscription, records)
        elif was_finishing and await is_consumed(pull.stream, pull.group, pull.topic, pull.until):
            return


async def is_consumed(stream: Stream, group: str, topic: str, until: Mapping[int, int] | None = None) -> bool:
    """Tell whether a group is past every record (below an end).

    Offsets alone do not tell: in Kafka, marks of transactions follow the last record.
    """
    ends = await stream.offsets(topic)
    for partition, offset in (await stream.committed(group, topic)).items():
        end = ends[partition].end if until is None else until.get(partition, 0)
        if offset < end:
            first = await stream.read(topic, partition, offset, max_records=1)
            if first and first[0].offset < end:
                return False
    return True
