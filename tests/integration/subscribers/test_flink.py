"""The Flink SQL sample runs in a Flink cluster of one process."""

from pathlib import Path

import pytest

from deploy.kafka.broker import Broker
from tests.integration.subscribers.running import SAMPLES, running
from tests.integration.subscribers.scenario import published
from tests.jars import compiled, jars_of
from tests.sample_events import QUOTE

PROJECT = Path(__file__).with_name("flink")


@pytest.mark.timeout(400)
async def test_the_query_follows_revisions_and_retractions(kafka: Broker, tmp_path: Path) -> None:
    """Nothing aborted, nothing twice, nothing behind an open transaction; a retracted event leaves the result."""
    java, *words = compiled(PROJECT / "FlinkSql.java", jars_of(PROJECT), tmp_path / "classes")
    its_files = f"-Djava.io.tmpdir={tmp_path}"  # it is killed and would leave them
    command = [java, "-Xmx700m", its_files, *words, tmp_path / "sample.sql"]
    async with published(kafka) as scenario:
        sql = (SAMPLES / "flink.sql").read_text()
        sql = sql.replace("localhost:9092", kafka.bootstrap_servers).replace("'conflict.events.v1'", f"'{scenario.topic}'")
        (tmp_path / "sample.sql").write_text(sql)
        async with running(*command, environment=scenario.environment, folder=tmp_path) as flink:
            assert await flink.lines(8) == (
                f"+I[kept, 1, 0.9, {QUOTE}]",
                f"+I[lowered, 1, 0.9, {QUOTE}]",
                f"+I[mended, 1, 0.9, {QUOTE}]",
                f"+I[late, 2, 0.9, {QUOTE}]",
                f"-U[mended, 1, 0.9, {QUOTE}]",
                f"+U[mended, 2, 0.95, {QUOTE}]",
                f"-U[lowered, 1, 0.9, {QUOTE}]",
                f"-U[mended, 2, 0.95, {QUOTE}]",
            )
            await scenario.end_the_open_transaction()
            assert await flink.lines(1) == (f"+I[behind, 1, 0.9, {QUOTE}]",)
