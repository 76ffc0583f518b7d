"""The commands of dead letters, on a database that holds some."""

import asyncio
import json
import secrets
from pathlib import Path
from typing import Any

import pytest

from deploy.kafka.broker import Broker
from ingest.database import Database
from ingest.errors import RejectInput
from ingest.streams.dead_letters import MAX_CONTENT_BYTES, LetterFilter, dead_letter, find_letters
from ingest.streams.embedded import EmbeddedStream
from ingest.streams.envelope import dead_letter_record
from ingest.streams.kafka import KafkaConnection, KafkaStream, apply_topics
from ingest.streams.topics import ARTICLES, TOPICS
from processors.records import DeadLetter, Stage
from tests.clock import Clock
from tests.integration.cli.runner import Runner
from tests.letters import letter_of_record

PAGE = b"<html>\xff</html>"


def letter_of_page(clock: Clock, name: str, reason: str, content: bytes | None) -> DeadLetter:
    """A letter about a page."""
    url = f"https://{name}.example/a"
    return dead_letter(Stage.EXTRACT, RejectInput(reason), id_parts=(name,), url=url, attempts=1, now=clock(), content=content)


@pytest.fixture
def letters(clock: Clock) -> list[DeadLetter]:
    """Four letters, an hour apart, the last at the clock's time."""
    made = []
    for name, reason, content in (
        ("one", "no_text", PAGE),
        ("two", "too_large", bytes(MAX_CONTENT_BYTES + 9)),
        ("three", "x", None),
    ):
        made.append(letter_of_page(clock, name, reason, content))
        clock.advance(3600)
    return [*made, letter_of_record(clock(), b"{}")]


@pytest.fixture
async def runner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, letters: list[DeadLetter], clock: Clock) -> Runner:
    """Runs commands on a database with the letters."""
    runner = Runner(tmp_path / "data", monkeypatch)
    runner.data_dir.mkdir()
    database = Database(f"sqlite:///{runner.data_dir / 'conflictwire.db'}")
    database.migrate()
    await EmbeddedStream(database, clock).publish([dead_letter_record(letter) for letter in letters])
    database.close()
    return runner


def listed(runner: Runner, *options: str) -> list[Any]:
    """What ``dlq list`` shows."""
    return [json.loads(line) for line in runner.run("dlq", "list", "--json", *options).splitlines()]


def test_letters_are_listed_by_what_is_asked_for(runner: Runner, letters: list[DeadLetter]) -> None:
    """All, oldest first and without their bytes; by reason, host, stage and time."""
    assert [each["id"] for each in listed(runner)] == [letter.id for letter in letters]
    assert all("content" not in each for each in listed(runner))
    assert [each["reason"] for each in listed(runner, "--reason", "no_text")] == ["no_text"]
    assert [each["url"] for each in listed(runner, "--host", "two.example")] == ["https://two.example/a"]
    assert [each["stage"] for each in listed(runner, "--stage", "process")] == ["process"]
    assert len(listed(runner, "--since", letters[2].failed_at.isoformat())) == 2
    assert listed(runner, "--host", "two.example", "--reason", "no_text") == []


def test_a_wrong_question_is_wrong_usage(runner: Runner) -> None:
    """A time that is none, a stage that is none, a replay of nothing in particular."""
    runner.run("dlq", "list", "--since", "tomorrow", exit_code=2)
    runner.run("dlq", "list", "--stage", "print", exit_code=2)
    runner.run("dlq", "replay", exit_code=2)


def test_the_table_is_for_people(runner: Runner, letters: list[DeadLetter]) -> None:
    """An id to name the letter by, and what it is about."""
    table = runner.run("dlq", "list")
    for letter in letters:
        assert letter.id[:12] in table
    assert "https://one.example/a" in table
    assert "news.articles.v1 0 0" in table


def test_one_letter_is_shown(runner: Runner, letters: list[DeadLetter]) -> None:
    """By its id or the beginning of it; an unknown one is unreadable input, as is an ambiguous one."""
    for name in (letters[3].id, letters[3].id[:10]):
        shown = json.loads(runner.run("dlq", "show", name))
        assert (shown["id"], shown["origin"]["offset"], shown["content_bytes"]) == (letters[3].id, 0, 2)
    runner.run("dlq", "show", "zz", exit_code=5)
    runner.run("dlq", "show", "", exit_code=5)


def test_the_original_bytes_are_written_as_they_were(runner: Runner, letters: list[DeadLetter], tmp_path: Path) -> None:
    """To a file; of many bytes, the first ones; where there are none, that is said."""
    target = tmp_path / "content"
    runner.run("dlq", "show", letters[0].id, "--content", str(target))
    assert target.read_bytes() == PAGE
    runner.run("dlq", "show", letters[1].id, "--content", str(target))
    assert target.read_bytes() == bytes(MAX_CONTENT_BYTES)
    runner.run("dlq", "show", letters[2].id, "--content", str(target), exit_code=5)
    runner.run("dlq", "show", letters[0].id, "--content", str(tmp_path), exit_code=5)
    assert runner.run("dlq", "show", letters[3].id, "--content", "-") == "{}"


def test_a_replayed_letter_is_not_listed_any_more(runner: Runner, letters: list[DeadLetter]) -> None:
    """The record is in its topic once; what this database does not know is exit code 1, and stays."""
    for verdict in ("replayed", "already_replayed"):
        (line,) = runner.run("dlq", "replay", letters[3].id[:12], "--json").splitlines()
        assert json.loads(line) == {"id": letters[3].id, "verdict": verdict}
    assert "not_known_here" in runner.run("dlq", "replay", "--reason", "no_text", exit_code=1)
    runner.run("dlq", "replay", "zz", exit_code=5)
    assert [each["id"] for each in listed(runner)] == [letter.id for letter in letters[:3]]
    assert [("replayed_at" in each) for each in listed(runner, "--all")] == [False, False, False, True]
    tail = runner.run("tail", ARTICLES.name, "--from-beginning", "--no-follow", "--json")
    assert [json.loads(line)["headers"] for line in tail.splitlines()] == [{"ce_id": "a-0"}]


async def test_in_kafka_mode_the_letters_are_kafkas(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kafka: Broker, clock: Clock
) -> None:
    """On a machine without a database: listed, shown, replayed once; an entry's letter is for another to replay."""
    prefix = f"{secrets.token_hex(6)}."
    connection = KafkaConnection(kafka.bootstrap_servers, prefix=prefix)
    await apply_topics(connection, TOPICS)
    stream = KafkaStream(connection)
    of_record, of_page = letter_of_record(clock(), b"{}"), letter_of_page(clock, "one", "no_text", PAGE)
    await stream.publish([dead_letter_record(of_record), dead_letter_record(of_page)])
    while len(await find_letters(stream, LetterFilter())) < 2:  # noqa: ASYNC110 (readers see a commit a moment later)
        await asyncio.sleep(0.01)
    await stream.close()
    runner = Runner(tmp_path / "nothing", monkeypatch)
    runner.set("KAFKA__BOOTSTRAP_SERVERS", kafka.bootstrap_servers)
    runner.set("KAFKA__PREFIX", prefix)

    def use() -> None:
        assert {each["id"] for each in listed(runner)} == {of_record.id, of_page.id}
        assert runner.run("dlq", "show", of_page.id, "--content", str(tmp_path / "page")) == ""
        for verdict in ("replayed", "already_replayed"):
            assert verdict in runner.run("dlq", "replay", of_record.id)
        assert "not_known_here" in runner.run("dlq", "replay", of_page.id, exit_code=1)
        assert [each["id"] for each in listed(runner)] == [of_page.id]

    await asyncio.to_thread(use)
    assert (tmp_path / "page").read_bytes() == PAGE
    assert not (tmp_path / "nothing").exists()
