"""The watch list's way from the setting to the worker."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ingest.errors import ExitCode, FatalError
from ingest.settings import load_settings
from ingest.stages import work
from ingest.watch_lists import load_watch_list
from processors.records import Article

RULE = '[[rule]]\ntag = "bakeries"\nwords = ["bread"]\n'
ARTICLE = Article(
    id="a" * 32,
    revision=1,
    url="https://outlet.example/a",
    feed_ids=(),
    title="Bread for the town",
    authors=(),
    fetched_at=datetime(2026, 5, 3, tzinfo=UTC),
    text="The bakery sells it.",
    text_sha256="0" * 64,
    outlet=None,
    host="outlet.example",
    language="en",
)


def test_a_worker_keeps_the_rules_that_it_was_given(tmp_path: Path) -> None:
    """The setting names the file; each article of the process is tagged; without a list none is."""
    path = tmp_path / "watch.toml"
    path.write_text(RULE, encoding="utf-8")
    settings = load_settings(tmp_path, {})
    assert settings.relevance.watch_list is None
    (tmp_path / "conflictwire.toml").write_text(f'[relevance]\nwatch_list = "{path}"\n', encoding="utf-8")
    named = load_settings(tmp_path, {}).relevance.watch_list
    assert named is not None
    try:
        work.warm_up(load_watch_list(named))
        tagged = work.assess(ARTICLE).relevance
    finally:
        work.warm_up()
    assert tagged is not None
    assert tagged.tags == ("bakeries",)
    assert work.assess(replace(ARTICLE)).relevance == replace(tagged, tags=(), reasons=tagged.reasons[1:])


def test_mistakes_stop_the_start(tmp_path: Path) -> None:
    """With the exit code of wrong settings, the file's name and every mistake."""
    path = tmp_path / "watch.toml"
    path.write_text(RULE.replace("words", "wordz") + "boost = 99\n", encoding="utf-8")
    with pytest.raises(FatalError) as told:
        load_watch_list(path)
    assert told.value.exit_code is ExitCode.SETTINGS
    assert str(path) in str(told.value)
    assert "wordz" in str(told.value)
    assert "boost" in str(told.value)


def test_a_file_that_cannot_be_read_stops_the_start(tmp_path: Path) -> None:
    """Not there, a directory, no text, endless."""
    (tmp_path / "binary").write_bytes(b"\xff\xfe")
    (tmp_path / "endless").write_bytes(b"#" * 1_000_001)
    for name in ("missing", ".", "binary", "endless"):
        with pytest.raises(FatalError):
            load_watch_list(tmp_path / name)
