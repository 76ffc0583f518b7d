"""Settings: read once, every mistake at once."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from ingest.errors import ExitCode, FatalError
from ingest.settings import KafkaSettings, TracingSettings, load_settings, setting_names


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A process without settings of its own."""
    for name in setting_names("__"):
        monkeypatch.delenv(f"CONFLICTWIRE_{name}".upper(), raising=False)
    monkeypatch.setenv("CONFLICTWIRE_DATA_DIR", str(tmp_path))


def test_the_environment_wins_over_the_file_and_both_over_defaults(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """One order of sources."""
    (tmp_path / "conflictwire.toml").write_text("[poll]\nconcurrency = 5\nmax_entries = 7\n")
    monkeypatch.setenv("CONFLICTWIRE_POLL__CONCURRENCY", "9")
    poll = load_settings().poll
    assert (poll.concurrency, poll.max_entries, poll.min_interval_s) == (9, 7, 120)


def test_the_option_wins_over_the_environment(tmp_path: Path) -> None:
    """--data-dir is the last word."""
    assert load_settings(tmp_path / "other").data_dir == tmp_path / "other"


def test_every_mistake_is_reported_at_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A user mends all of them in one go; each is named as the user wrote it."""
    (tmp_path / "conflictwire.toml").write_text("[fetch]\nmax_attempt = 5\n")
    monkeypatch.setenv("CONFLICTWIRE_HTPP__USER_AGENT", "x")
    monkeypatch.setenv("CONFLICTWIRE_POLL__CONCURRENCY", "many")
    monkeypatch.setenv("CONFLICTWIRE_WEB__PORT", "70000")
    with pytest.raises(FatalError) as caught:
        load_settings()
    message = str(caught.value)
    assert caught.value.exit_code is ExitCode.SETTINGS
    assert message.startswith("4 wrong settings")
    for part in (
        "CONFLICTWIRE_HTPP__USER_AGENT",
        "fetch.max_attempt",
        "CONFLICTWIRE_POLL__CONCURRENCY",
        "CONFLICTWIRE_WEB__PORT",
    ):
        assert part in message


@pytest.mark.parametrize("content", [b"[poll\n", b"\xff\xfe", b"x" * 1_000_001])
def test_an_unreadable_file_is_one_clear_message(tmp_path: Path, content: bytes) -> None:
    """A broken settings file is named."""
    (tmp_path / "conflictwire.toml").write_bytes(content)
    with pytest.raises(FatalError, match=r"conflictwire\.toml"):
        load_settings()


def test_a_setting_that_takes_json_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """The map of hosts is JSON."""
    monkeypatch.setenv("CONFLICTWIRE_HTTP__CONNECT_TO", "{oops")
    with pytest.raises(FatalError, match="JSON"):
        load_settings()
    monkeypatch.setenv("CONFLICTWIRE_HTTP__CONNECT_TO", '{"*.example": "127.0.0.1:80"}')
    assert load_settings().http.connect_to == {"*.example": "127.0.0.1:80"}


@pytest.mark.parametrize(
    ("mistake", "says"),
    [
        ({"schema_registry_url": "registry:8081"}, "schema_registry_url"),
        ({"schema_registry_username": "desk"}, "go together"),
        ({"schema_registry_username": "desk", "schema_registry_password_file": "/nowhere/password"}, "/nowhere/password"),
    ],
)
def test_a_registry_is_named_completely(mistake: dict[str, str], says: str) -> None:
    """A URL with its scheme; a user with a password file that can be read."""
    with pytest.raises(ValidationError, match=says):
        KafkaSettings(**mistake)  # type: ignore[arg-type]  # as the environment has them


def test_a_collector_is_named_by_its_url() -> None:
    """A host alone would be refused only when the first span is sent."""
    with pytest.raises(ValidationError, match="endpoint"):
        TracingSettings(endpoint="localhost:4318")
