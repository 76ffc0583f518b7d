"""The way of encoder and reader from the setting to the workers."""

from dataclasses import replace
from pathlib import Path

import pytest

from ingest import extras
from ingest.errors import ExitCode, FatalError
from ingest.extras import is_encoder_wanted, is_reader_wanted
from ingest.settings import CodingSettings, ExtraUse, RelevanceSettings, WorkerSettings, load_settings
from ingest.stages import work
from ingest.stages.context import open_workers
from processors.coding import CODER
from processors.records import Band
from tests.unit.coding.articles import make_article
from tests.unit.relevance import foreign

TITLE, TEXT = foreign.CORE["uk"]
ARTICLE = replace(make_article(TEXT, TITLE), language="uk")


def test_it_is_asked_where_it_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """By itself; not where it is off, and not where it is absent."""
    assert is_encoder_wanted(ExtraUse.AUTO)
    assert is_encoder_wanted(ExtraUse.ON)
    monkeypatch.setattr(extras, "_TRIAL", "raise SystemExit('was tried')")
    assert not is_encoder_wanted(ExtraUse.OFF)
    monkeypatch.setattr(extras, "find_spec", lambda _: None)
    assert not is_encoder_wanted(ExtraUse.AUTO)
    with pytest.raises(FatalError, match="was tried"):
        is_encoder_wanted(ExtraUse.ON)


def test_the_reader_is_asked_where_it_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Likewise; it is not tried, for its engine looks for itself what the processor can do."""
    assert is_reader_wanted(ExtraUse.AUTO)
    assert is_reader_wanted(ExtraUse.ON)
    assert not is_reader_wanted(ExtraUse.OFF)
    monkeypatch.setattr(extras, "find_spec", lambda _: None)
    assert not is_reader_wanted(ExtraUse.AUTO)
    with pytest.raises(FatalError, match=r"coding\.reader.*conflictwire\[reader\]") as told:
        is_reader_wanted(ExtraUse.ON)
    assert told.value.exit_code is ExitCode.SETTINGS


def test_a_processor_that_cannot_run_it_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    """Native code that the processor does not know ends a process: it is tried in one of its own."""
    monkeypatch.setattr(extras, "_TRIAL", "import os, signal; os.kill(os.getpid(), signal.SIGILL)")
    with pytest.raises(FatalError, match=r"AVX2.*relevance\.encoder") as told:
        is_encoder_wanted(ExtraUse.AUTO)
    assert told.value.exit_code is ExitCode.SETTINGS


def test_an_encoder_that_hangs_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    """With a message."""
    monkeypatch.setattr(extras, "_TRIAL", "import time; time.sleep(60)")
    monkeypatch.setattr(extras, "TIMEOUT_S", 0.2)
    with pytest.raises(FatalError, match="no answer"):
        is_encoder_wanted(ExtraUse.ON)


def test_what_is_wrong_with_them_and_with_the_watch_list_is_told_together(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """All setting errors at once."""
    monkeypatch.setattr(extras, "_TRIAL", "raise SystemExit('was tried')")
    monkeypatch.setattr(extras, "find_spec", lambda _: None)
    path = tmp_path / "watch.toml"
    path.write_text("[[rule]]\n", encoding="utf-8")
    with pytest.raises(FatalError, match=r"(?s)watch\.toml.*was tried.*conflictwire\[reader\]") as told:
        open_workers(
            WorkerSettings(), 1, relevance=RelevanceSettings(watch_list=path, encoder=ExtraUse.ON),
            coding=CodingSettings(reader=ExtraUse.ON),
        )  # fmt: skip
    assert told.value.exit_code is ExitCode.SETTINGS


@pytest.mark.parametrize(("use", "band"), [("auto", Band.YES), ("off", Band.NO)])
async def test_workers_are_given_it(use: str, band: Band, tmp_path: Path) -> None:
    """From the file of settings to an article in Ukrainian."""
    (tmp_path / "conflictwire.toml").write_text(f'[relevance]\nencoder = "{use}"\n', encoding="utf-8")
    relevance = load_settings(tmp_path, {}).relevance
    assert relevance == RelevanceSettings(encoder=ExtraUse(use))
    async with open_workers(WorkerSettings(), 1, relevance=relevance) as pool:
        assessed = await pool.run(work.assess, ARTICLE, timeout_s=60)
    assert assessed.relevance is not None
    assert assessed.relevance.band is band


@pytest.mark.parametrize(("use", "version"), [("auto", "+reader"), ("off", "")])
async def test_workers_are_given_the_reader(use: str, version: str, tmp_path: Path) -> None:
    """From the file of settings to an event that says so."""
    (tmp_path / "conflictwire.toml").write_text(f'[coding]\nreader = "{use}"\n', encoding="utf-8")
    coding = load_settings(tmp_path, {}).coding
    assert coding == CodingSettings(reader=ExtraUse(use))
    async with open_workers(WorkerSettings(), 1, coding=coding) as pool:
        events = await pool.run(work.code, make_article("Gunmen killed two soldiers in Mali on Monday."), timeout_s=60)
    assert [event.coder.version for event in events] == [CODER.version + version]
