"""A subscriber of another make (librdkafka) that reads what is committed, from the first record on, while things break."""

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from confluent_kafka import Consumer, IsolationLevel, KafkaError, KafkaException, TopicPartition
from confluent_kafka.admin import AdminClient, OffsetSpec

POLL_S = 0.2
CALL_TIMEOUT_S = 5.0


@dataclass(frozen=True, slots=True)
class Seen:
    """A record, and when it was seen (monotonic)."""

    topic: str
    key: str
    ce_id: str
    value: bytes
    at_s: float


class Reader:
    """Collects the records of some topics, in order of each partition.

    Args:
        servers: Where Kafka is.
        prefix: Of the topics' names; left out of what is seen.
        topics: What is read, without the prefix.
        to_the_end: Stop there; else only when told.
    """

    def __init__(self, servers: str, prefix: str, topics: Sequence[str], *, to_the_end: bool = False) -> None:
        self._prefix = prefix
        self._topics = topics
        self._to_the_end = to_the_end
        self._stopping = threading.Event()
        self._consumer = Consumer(
            {
                "bootstrap.servers": servers,
                "group.id": f"{prefix}reader",
                "isolation.level": "read_committed",
                "auto.offset.reset": "earliest",
                "enable.auto.commit": False,
                "reconnect.backoff.max.ms": 500,
                "log_level": 0,
                "enable.partition.eof": to_the_end,
            }
        )
        self._admin = AdminClient({"bootstrap.servers": servers, "log_level": 0})
        self.seen: list[Seen] = []

    def of(self, topic: str) -> list[Seen]:
        """What was seen of a topic."""
        return [record for record in list(self.seen) if record.topic == topic]

    def duplicates(self) -> int:
        """How many records were seen whose id was seen before."""
        counts = Counter((record.topic, record.ce_id) for record in list(self.seen))
        return sum(n - 1 for n in counts.values())

    def run(self) -> None:
        """Read until ``stop``."""
        partitions = self._partitions()
        unread = {(place.topic, place.partition) for place in partitions}
        self._consumer.assign(partitions)
        while unread and not self._stopping.is_set():
            message = self._consumer.poll(POLL_S)
            if message is None:
                continue
            if (error := message.error()) is not None:
                if error.code() == KafkaError._PARTITION_EOF:
                    unread.remove((message.topic(), message.partition()))
                    continue
                # Brokers that are away come back; anything else is a finding.
                if error.fatal() or error.code() == KafkaError.OFFSET_OUT_OF_RANGE:
                    raise KafkaException(error)
                continue
            headers = dict(message.headers() or [])
            topic = message.topic().removeprefix(self._prefix)
            self.seen.append(
                Seen(topic, message.key().decode(), headers["ce_id"].decode(), message.value() or b"", time.monotonic())
            )
        self._consumer.close()

    def stop(self) -> None:
        """Let ``run`` return."""
        self._stopping.set()

    def _partitions(self) -> list[TopicPartition]:
        """All partitions, from their beginning; waits until the daemons have made the topics."""
        names = [self._prefix + topic for topic in self._topics]
        while not self._stopping.is_set():
            try:
                known = self._consumer.list_topics(timeout=CALL_TIMEOUT_S).topics
            except KafkaException:
                continue
            if all(name in known and known[name].partitions for name in names):
                places = [TopicPartition(name, partition, 0) for name in names for partition in known[name].partitions]
                if not self._to_the_end or self._ends(places, "COMMITTED") == self._ends(places, "UNCOMMITTED"):
                    return places
            self._stopping.wait(POLL_S)
        return []

    def _ends(self, places: Sequence[TopicPartition], read: str) -> list[int]:
        """Where partitions end: behind the last record, or in front of the first transaction that is open."""
        isolation = IsolationLevel[f"READ_{read}"]
        futures = self._admin.list_offsets({place: OffsetSpec.latest() for place in places}, isolation_level=isolation)
        return [futures[place].result(CALL_TIMEOUT_S).offset for place in places]


@contextmanager
def reading(servers: str, prefix: str, topics: Sequence[str]) -> Iterator[Reader]:
    """A reader that reads during the block."""
    reader = Reader(servers, prefix, topics)
    with background(reader.run):
        try:
            yield reader
        finally:
            reader.stop()


@contextmanager
def background(work: Callable[[], None]) -> Iterator[None]:
    """Run in a thread during the block, which must make it end; what it raises is raised behind the block."""
    errors: list[BaseException] = []

    def run() -> None:
        try:
            work()
        except BaseException as error:  # noqa: BLE001 (raised below)
            errors.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    try:
        yield
    finally:
        thread.join(timeout=30)
    if errors:
        raise errors[0]


def read_to_the_end(servers: str, prefix: str, topics: Sequence[str]) -> list[Seen]:
    """Everything that is committed, once no transaction is open any more."""
    reader = Reader(servers, prefix, topics, to_the_end=True)
    reader.run()
    return reader.seen
