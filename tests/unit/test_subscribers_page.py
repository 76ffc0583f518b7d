"""What ``docs/subscribers`` says is true of the records, the topics and the command, also where nothing can run it."""

import json
import re
from dataclasses import fields
from pathlib import Path

import pytest

from ingest.cli.tail import tail
from ingest.streams.envelope import event_record
from ingest.streams.topics import EVENTS, TOPICS
from processors.records import ConflictEvent, PloverEvent
from processors.records.codec import to_document
from tests.clock import Clock
from tests.sample_events import sample_event

SAMPLES = Path(__file__).parents[2] / "docs" / "subscribers"
PAGE = (SAMPLES / "README.md").read_text()
FIELDS = {field.name for field in fields(ConflictEvent)}
DOCUMENT = to_document(sample_event())


def test_the_page_shows_every_sample_and_every_topic() -> None:
    """Its links lead somewhere, and no file is forgotten."""
    linked = {target for target in re.findall(r"\]\(([^)#]+)\)", PAGE) if "://" not in target}
    files = {str(path.relative_to(SAMPLES)) for path in SAMPLES.rglob("*.*") if path.is_file() and path.suffix != ".pyc"}
    assert files - linked == {"README.md", "connect/worker.properties"}
    assert linked - files == {"../topics.md"}
    assert {topic for topic in TOPICS if f"`{topic}`" not in PAGE} == set()
    assert "worker.properties" in PAGE


def test_the_page_names_every_header(clock: Clock) -> None:
    """Those that a record really has."""
    headers = event_record(sample_event(), clock.at).headers
    assert {name for name in headers if f"`{name}`" not in PAGE} == set()


def test_the_page_names_fields_that_events_have() -> None:
    """In the table of questions, and in the samples of SQL that are not run."""
    table = PAGE[PAGE.index("| question | field |") : PAGE.index("`conflictwire tail` knows")]
    named = {name.partition(".")[0].removesuffix("[]") for name in re.findall(r"`([a-z_]+(?:\[\])?(?:\.[a-z_]+)?)`", table)}
    parts = {"kind", "low", "high", "claimed_by", "null", "occurred", "ongoing", "threatened", "planned", "foiled", "denied"}
    assert named - parts - FIELDS == set()
    ksqldb = (SAMPLES / "ksqldb.sql").read_text()
    columns = ksqldb[ksqldb.index("CREATE STREAM") : ksqldb.index(") WITH")]
    assert set(re.findall(r"^    (\w+) ", columns, re.MULTILINE)) - {"ce_id"} - FIELDS == set()
    assert f"({len(PloverEvent)} types)" in PAGE


def test_the_page_names_the_options_of_tail() -> None:
    """Every option that chooses records."""
    options = {"--" + name.strip("_").replace("_", "-") for name in tail.__annotations__}
    assert options >= set(re.findall(r"--[a-z][a-z-]+", PAGE))
    assert {"--country", "--type", "--stage", "--conflict", "--min-p", "--since"} <= set(re.findall(r"--[a-z][a-z-]+", PAGE))


@pytest.mark.parametrize("name", ["postgresql", "elasticsearch"])
def test_a_connector_reads_what_is_committed_and_its_transforms_are_whole(name: str) -> None:
    """Valid JSON without a double key; each transform that is named has its type and reads fields that there are."""
    pairs: list[tuple[str, object]] = []
    connector = json.loads(
        (SAMPLES / "connect" / f"{name}.json").read_text(), object_pairs_hook=lambda found: pairs.extend(found) or dict(found)
    )
    config = connector["config"]
    assert len({key for key, _ in pairs}) == len(pairs)
    assert config["topics"] == EVENTS.name
    assert config["consumer.override.isolation.level"] == "read_committed"
    transforms = config["transforms"].split(",")
    assert {key.split(".")[1] for key in config if key.startswith("transforms.")} == set(transforms)
    for transform in transforms:
        assert config[f"transforms.{transform}.type"]
        if (read := config.get(f"transforms.{transform}.fields")) and name == "elasticsearch":
            assert read in DOCUMENT
    assert re.findall(r"\$\{(?!env:)", json.dumps(connector)) == []
