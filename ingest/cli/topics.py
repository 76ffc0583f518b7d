"""``conflictwire topics``: the manifest of topics, and Kafka's topics held against it."""

import asyncio
import json
import sys
from collections.abc import Coroutine, Sequence
from enum import StrEnum
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from ingest.cli.options import AsJson, DataDir
from ingest.errors import ExitCode, FatalError, RetryLater
from ingest.logs import configure_logs
from ingest.settings import PREFIX, KafkaSettings, load_settings
from ingest.streams.asyncapi import asyncapi_document
from ingest.streams.kafka import KafkaConnection
from ingest.streams.kafka.topics import Change, apply_topics, diff_topics
from ingest.streams.strimzi import CLUSTER, REPLICAS, strimzi_resources
from ingest.streams.topics import INTERNAL, TOPICS

app = typer.Typer(
    help="The topics: listed, compared with Kafka's, brought there, exported for other tools.", no_args_is_help=True
)


class Document(StrEnum):
    """What the manifest can be exported as."""

    ASYNCAPI = "asyncapi"
    STRIMZI = "strimzi"


@app.command("list")
def list_topics(data_dir: DataDir = None, *, as_json: AsJson = False) -> None:
    """Show the topics: name, key, record, partitions, how long records are kept."""
    kafka = load_settings(data_dir).kafka
    rows: list[dict[str, Any]] = [
        {
            "topic": kafka.prefix + topic.name,
            "key": topic.key,
            "record": topic.record,
            "partitions": kafka.partitions if topic.name in TOPICS else topic.partitions,
            "kept": "newest of each key" if topic.compacted else f"{topic.retention.days} days",
        }
        for topic in (TOPICS | INTERNAL).values()
    ]
    if as_json:
        sys.stdout.writelines(json.dumps(row) + "\n" for row in rows)
        return
    table = Table(show_edge=False)
    for title in rows[0]:
        table.add_column(title, overflow="fold")
    for row in rows:
        table.add_row(*map(str, row.values()))
    Console().print(table)


@app.command()
def diff(data_dir: DataDir = None, *, as_json: AsJson = False) -> None:
    """Show what ``apply`` would change in Kafka, and change nothing. Exit code 6 where there is something."""
    kafka = _kafka(data_dir)
    changes = _run(diff_topics(KafkaConnection.of(kafka), TOPICS, partitions=kafka.partitions))
    _print(changes, as_json=as_json)
    if changes:
        raise typer.Exit(ExitCode.DIFFERENT)


@app.command()
def apply(data_dir: DataDir = None, *, as_json: AsJson = False) -> None:
    """Bring the topics to Kafka: create, widen, configure; never delete or narrow. Show what was changed."""
    kafka = _kafka(data_dir)
    connection = KafkaConnection.of(kafka)
    changes = _run(apply_topics(connection, TOPICS, partitions=kafka.partitions, replication=kafka.replication_factor))
    _print(changes, as_json=as_json)


@app.command()
def export(
    document: Annotated[Document, typer.Argument(help="asyncapi (3.0, JSON) or strimzi (KafkaTopic resources, YAML).")],
    data_dir: DataDir = None,
    schemas: Annotated[str, typer.Option(help="AsyncAPI: where the JSON Schemas are.")] = "schemas",
    cluster: Annotated[str, typer.Option(help="Strimzi: the name of the Kafka resource.")] = CLUSTER,
    replicas: Annotated[int, typer.Option(min=1, max=32, help="Strimzi: copies of each record.")] = REPLICAS,
) -> None:
    """Print the manifest for other tools, with this installation's prefix and servers."""
    kafka = load_settings(data_dir).kafka
    match document:
        case Document.ASYNCAPI:
            server = (kafka.bootstrap_servers or "localhost:9092").partition(",")[0]
            text = json.dumps(asyncapi_document(TOPICS.values(), schemas, server, kafka.prefix), indent=2) + "\n"
        case Document.STRIMZI:
            text = strimzi_resources((TOPICS | INTERNAL).values(), kafka.prefix, cluster, replicas)
    sys.stdout.write(text)


def _kafka(data_dir: DataDir) -> KafkaSettings:
    settings = load_settings(data_dir)
    configure_logs(settings.log)
    if not settings.kafka.is_on:
        raise FatalError(
            f"the topics live in the daemon's own database; {PREFIX}KAFKA__BOOTSTRAP_SERVERS says where Kafka is",
            ExitCode.SETTINGS,
        )
    return settings.kafka


def _run(work: Coroutine[Any, Any, Sequence[Change]]) -> Sequence[Change]:
    try:
        return asyncio.run(work)
    except RetryLater as error:
        raise FatalError(f"Kafka is away: {error}") from error


def _print(changes: Sequence[Change], *, as_json: bool) -> None:
    if as_json:
        sys.stdout.writelines(
            json.dumps({"topic": change.topic, "change": change.kind.value, "detail": str(change)}) + "\n" for change in changes
        )
    elif changes:
        sys.stdout.writelines(f"{change.kind.value:<9} {change.topic}  {change}\n" for change in changes)
    else:
        sys.stdout.write("Kafka's topics are those of the manifest.\n")
