"""The client samples of ``docs/subscribers`` on a real broker: each keeps its table right, whatever happens on the topic."""

import shutil
import sys
from pathlib import Path

import pytest

from deploy.kafka.broker import Broker
from deploy.kafka.runtime import kafka_jars
from tests.integration.subscribers.running import SAMPLES, running
from tests.integration.subscribers.scenario import BEFORE, BEHIND, published
from tests.jars import compiled
from tests.sample_events import QUOTE


@pytest.mark.timeout(300)
@pytest.mark.parametrize("sample", sorted([*SAMPLES.glob("*.py"), *SAMPLES.glob("*.java")]), ids=lambda path: path.name)
async def test_a_client_shows_what_is_committed_once_and_follows_revisions(kafka: Broker, tmp_path: Path, sample: Path) -> None:
    """Nothing aborted, nothing twice, nothing behind an open transaction; a retracted event leaves the table."""
    command = [sys.executable, sample] if sample.suffix == ".py" else compiled(sample, kafka_jars(), tmp_path / "classes")
    async with (
        published(kafka) as scenario,
        running(*command, environment=scenario.environment, folder=tmp_path) as client,
    ):
        assert await client.lines(len(BEFORE)) == BEFORE
        await scenario.end_the_open_transaction()
        assert await client.lines(len(BEHIND)) == BEHIND


@pytest.mark.timeout(300)
@pytest.mark.skipif(not (shutil.which("kcat") and shutil.which("jq")), reason="kcat and jq are not on this machine")
async def test_kcat_shows_every_committed_record(kafka: Broker, tmp_path: Path) -> None:
    """Nothing aborted, nothing behind an open transaction; duplicates, revisions and retractions as they are."""
    async with published(kafka) as scenario, running("./kcat.sh", environment=scenario.environment, folder=tmp_path) as client:
        again, late, mended = f"+ kept r1 0.9 {QUOTE}", f"+ late r1 0.9 {QUOTE}", f"- mended r3 0.9 {QUOTE}"
        assert await client.lines(8) == (*BEFORE[:4], again, late, BEFORE[4], mended)
        await scenario.end_the_open_transaction()
        assert await client.lines(len(BEHIND)) == BEHIND
