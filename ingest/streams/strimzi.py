"""The topics as resources of Strimzi, the Kafka operator for Kubernetes: for those who manage topics there.

Source: the custom resource KafkaTopic of Strimzi, API version ``kafka.strimzi.io/v1`` (since 0.49; the only one since 1.0).
"""

import json
from collections.abc import Iterable

from ingest.streams.topics import Topic

CLUSTER = "kafka"
REPLICAS = 3

RESOURCE = """\
apiVersion: kafka.strimzi.io/v1
kind: KafkaTopic
metadata:
  name: {name}
  labels:
    strimzi.io/cluster: {cluster}
spec:
  partitions: {partitions}
  replicas: {replicas}
  config:
{config}
"""


def strimzi_resources(topics: Iterable[Topic], prefix: str = "", cluster: str = CLUSTER, replicas: int = REPLICAS) -> str:
    """One KafkaTopic for each topic, as YAML documents.

    Args:
        topics: What is to be there.
        prefix: What an installation puts before the topics' names.
        cluster: The name of the Kafka resource.
        replicas: Copies of each record.
    """
    return "---\n".join(
        RESOURCE.format(
            name=prefix + topic.name,
            cluster=cluster,
            partitions=topic.kafka_partitions or topic.partitions,
            replicas=replicas,
            config="\n".join(f"    {name}: {_scalar(value)}" for name, value in topic.kafka_config.items()),
        )
        for topic in topics
    )


def _scalar(value: str) -> str:
    """A number as it is, anything else quoted as in JSON, which is YAML too."""
    return value if value.isdigit() else json.dumps(value)
