"""The stream on Apache Kafka: topics, transactions, consumer groups, through aiokafka."""

from ingest.streams.kafka.connection import KafkaConnection
from ingest.streams.kafka.positions import POSITIONS, read_position
from ingest.streams.kafka.producer import TransactionalProducer
from ingest.streams.kafka.stream import KafkaStream
from ingest.streams.kafka.topics import TopicSetup, apply_topics

__all__ = ["POSITIONS", "KafkaConnection", "KafkaStream", "TopicSetup", "TransactionalProducer", "apply_topics", "read_position"]
