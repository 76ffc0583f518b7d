"""All settings, read once: from the environment, then from ``conflictwire.toml`` in the data directory, then defaults.

Every mistake is reported, all at once, before work starts. ``docs/settings.md`` is generated from this package.
"""

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import platformdirs
from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from ingest.errors import ExitCode, FatalError
from ingest.settings.daemon import (
    CodingSettings,
    FetchSettings,
    HttpSettings,
    LogSettings,
    PollSettings,
    RelevanceSettings,
    TracingSettings,
    WebSettings,
    WorkerSettings,
)
from ingest.settings.database import DatabaseSettings
from ingest.settings.kafka import KafkaSettings
from ingest.settings.section import Seconds, Section

PREFIX = "CONFLICTWIRE_"
FILE_NAME = "conflictwire.toml"
MAX_FILE_BYTES = 1_000_000
SECRET = ("url",)
"""Settings that are never repeated in a message."""


class Settings(BaseSettings):
    """Everything that can be set."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_nested_delimiter="__", extra="forbid", frozen=True, nested_model_default_partial_update=True
    )

    data_dir: Path = Field(
        default_factory=lambda: platformdirs.user_data_path("conflictwire"),
        description="Where the database lives (option --data-dir).",
    )
    shutdown_s: Seconds = Field(default=20, description="How long SIGTERM waits for what is under way.")
    http: HttpSettings = HttpSettings()
    poll: PollSettings = PollSettings()
    fetch: FetchSettings = FetchSettings()
    relevance: RelevanceSettings = RelevanceSettings()
    coding: CodingSettings = CodingSettings()
    workers: WorkerSettings = WorkerSettings()
    log: LogSettings = LogSettings()
    web: WebSettings = WebSettings()
    tracing: TracingSettings = TracingSettings()
    database: DatabaseSettings = DatabaseSettings()
    kafka: KafkaSettings = KafkaSettings()

    @field_validator("data_dir")
    @classmethod
    def _absolute(cls, value: Path) -> Path:
        return value.expanduser().absolute()

    @property
    def database_path(self) -> Path | None:
        """The file of the database; None where it is PostgreSQL."""
        return None if self.database.url else self.data_dir / "conflictwire.db"

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment wins over the file (which comes in as ``init_settings``)."""
        del settings_cls, dotenv_settings, file_secret_settings
        return env_settings, init_settings


def load_settings(data_dir: Path | None = None, environ: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings.

    Args:
        data_dir: From the command line; wins over everything else.
        environ: The environment that names are checked in.

    Raises:
        FatalError: With every mistake in one message.
    """
    mistakes = _unknown_names(environ)
    where = data_dir or Path(environ.get(f"{PREFIX}DATA_DIR") or platformdirs.user_data_path("conflictwire"))
    from_file, file_mistakes = _read_file(where.expanduser() / FILE_NAME)
    mistakes += file_mistakes
    try:
        settings = Settings(**from_file)
    except ValidationError as error:
        raise _fatal(mistakes + [_describe(each) for each in error.errors()]) from None
    except ValueError as error:  # pydantic-settings: a variable that should hold JSON does not
        raise _fatal([*mistakes, f"{error}: a variable that takes JSON does not hold valid JSON"]) from None
    if mistakes:
        raise _fatal(mistakes)
    return settings.model_copy(update={"data_dir": data_dir.expanduser().absolute()}) if data_dir else settings


def _fatal(mistakes: list[str]) -> FatalError:
    lines = "\n".join(f"  {mistake}" for mistake in mistakes)
    return FatalError(f"{len(mistakes)} wrong setting{'s' * (len(mistakes) > 1)}:\n{lines}", ExitCode.SETTINGS)


def _unknown_names(environ: Mapping[str, str]) -> list[str]:
    """Variables with our prefix that no setting has: a misspelt name must not be silently without effect.

    Only the first part is looked at here; names inside a section are checked with the section.
    """
    known = {name.upper() for name in Settings.model_fields} | {"CORPUS"}  # CORPUS: where benches and tests find public data
    return [
        f"{name}: there is no such setting"
        for name in sorted(environ)
        if name.upper().startswith(PREFIX) and name.upper().removeprefix(PREFIX).split("__")[0] not in known
    ]


def setting_names(delimiter: str = ".") -> list[str]:
    """The full name of every setting."""
    names = []
    for name, field in Settings.model_fields.items():
        if _is_section(field.annotation):
            names += [f"{name}{delimiter}{inner}" for inner in field.annotation.model_fields]  # type: ignore[union-attr]  # a Section
        else:
            names.append(name)
    return names


def _is_section(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, Section)


def _read_file(path: Path) -> tuple[dict[str, Any], list[str]]:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_FILE_BYTES + 1)
    except (FileNotFoundError, NotADirectoryError):
        return {}, []
    except OSError as error:
        return {}, [f"{path}: {error.strerror}"]
    if len(data) > MAX_FILE_BYTES:
        return {}, [f"{path}: larger than {MAX_FILE_BYTES} bytes"]
    try:
        return tomllib.loads(data.decode()), []
    except ValueError as error:
        return {}, [f"{path}: {error}"]


def _describe(error: Any) -> str:
    place = ".".join(str(part) for part in error["loc"])
    variable = PREFIX + "__".join(str(part) for part in error["loc"]).upper()
    # A whole section or a URL may hold a secret, and says nothing that the message does not.
    is_shown = error["type"] != "extra_forbidden" and not isinstance(error["input"], dict) and error["loc"][-1] not in SECRET
    given = f" (given: {error['input']!r:.80})" if is_shown else ""
    message = "there is no such setting" if error["type"] == "extra_forbidden" else error["msg"]
    return f"{place} ({variable}): {message}{given}"
