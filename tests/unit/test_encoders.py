"""The encoder's way from the setting to the workers."""

from dataclasses import replace
from pathlib import Path

import pytest

from ingest import encoders
from ingest.encoders import is_encoder_wanted
from ingest.errors import ExitCode, FatalError
from ingest.settings import EncoderUse, RelevanceSettings, WorkerSettings, load_settings
from ingest.stages import work
from ingest.stages.context import open_workers
from processors.records import Band
from tests.unit.coding.articles import make_article
from tests.unit.relevance import foreign

TITLE, TEXT = foreign.CORE["uk"]
ARTICLE = replace(make_article(TEXT, TITLE), language="uk")


def test_it_is_asked_where_it_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """By itself; not where it is off, and not where it is absent."""
    assert is_encoder_wanted(EncoderUse.AUTO)
    assert is_encoder_wanted(EncoderUse.ON)
    monkeypatch.setattr(encoders, "_TRIAL", "raise SystemExit('was tried')")
    assert not is_encoder_wanted(EncoderUse.OFF)
    monkeypatch.setattr(encoders, "find_spec", lambda _: None)
    assert not is_encoder_wanted(EncoderUse.AUTO)
    with pytest.raises(FatalError, match="was tried"):
        is_encoder_wanted(EncoderUse.ON)


def test_a_processor_that_cannot_run_it_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    """Native code that the processor does not know ends a process: it is tried in one of its own."""
    monkeypatch.setattr(encoders, "_TRIAL", "import os, signal; os.kill(os.getpid(), signal.SIGILL)")
    with pytest.raises(FatalError, match=r"AVX2.*relevance\.encoder") as told:
        is_encoder_wanted(EncoderUse.AUTO)
    assert told.value.exit_code is ExitCode.SETTINGS


def test_an_encoder_that_hangs_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    """With a message."""
    monkeypatch.setattr(encoders, "_TRIAL", "import time; time.sleep(60)")
    monkeypatch.setattr(encoders, "TIMEOUT_S", 0.2)
    with pytest.raises(FatalError, match="no answer"):
        is_encoder_wanted(EncoderUse.ON)


def test_what_is_wrong_with_it_and_with_the_watch_list_is_told_together(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """All setting errors at once."""
    monkeypatch.setattr(encoders, "_TRIAL", "raise SystemExit('was tried')")
    path = tmp_path / "watch.toml"
    path.write_text("[[rule]]\n", encoding="utf-8")
    with pytest.raises(FatalError, match=r"(?s)watch\.toml.*was tried") as told:
        open_workers(WorkerSettings(), 1, relevance=RelevanceSettings(watch_list=path, encoder=EncoderUse.ON))
    assert told.value.exit_code is ExitCode.SETTINGS


@pytest.mark.parametrize(("use", "band"), [("auto", Band.YES), ("off", Band.NO)])
async def test_workers_are_given_it(use: str, band: Band, tmp_path: Path) -> None:
    """From the file of settings to an article in Ukrainian."""
    (tmp_path / "conflictwire.toml").write_text(f'[relevance]\nencoder = "{use}"\n', encoding="utf-8")
    relevance = load_settings(tmp_path, {}).relevance
    assert relevance == RelevanceSettings(encoder=EncoderUse(use))
    async with open_workers(WorkerSettings(), 1, relevance=relevance) as pool:
        assessed = await pool.run(work.assess, ARTICLE, timeout_s=60)
    assert assessed.relevance is not None
    assert assessed.relevance.band is band
