"""All settings, read once: from the environment, then from ``conflictwire.toml`` in the data directory, then defaults.

Every mistake is reported, all at once, before work starts. ``docs/settings.md`` is generated from this module.
"""

import os
import tomllib
from collections.abc import Mapping
from enum import StrEnum
from ipaddress import IPv4Address
from pathlib import Path
from typing import Annotated, Any

import platformdirs
from pydantic import BaseModel, ConfigDict, Field, IPvAnyAddress, ValidationError, field_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from ingest.errors import ExitCode, FatalError

PREFIX = "CONFLICTWIRE_"
FILE_NAME = "conflictwire.toml"
MAX_FILE_BYTES = 1_000_000

Seconds = Annotated[float, Field(gt=0, le=86_400 * 30)]
Count = Annotated[int, Field(ge=1, le=1_000_000)]
Bytes = Annotated[int, Field(ge=1_000, le=1_000_000_000)]
Port = Annotated[int, Field(ge=0, le=65_535)]


class LogFormat(StrEnum):
    """How log lines look."""

    AUTO = "auto"
    CONSOLE = "console"
    JSON = "json"


class LogLevel(StrEnum):
    """Which log lines are written."""

    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class Section(BaseModel):
    """A group of settings; an unknown name in it is a mistake."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class HttpSettings(Section):
    """How pages and feeds are asked for."""

    allow_private_addresses: bool = Field(
        default=False, description="Allow requests to loopback, private and other addresses that are not public."
    )
    connect_to: dict[str, str] = Field(
        default_factory=dict, description='Host patterns to connect elsewhere: {"*.example": "127.0.0.1:8080"}.'
    )
    user_agent: str = Field(default="conflictwire/0.1 (news feed reader)", min_length=3, max_length=200, description="Who asks.")
    respect_robots: bool = Field(default=True, description="Ask robots.txt before fetching an article's page.")
    host_delay_s: Annotated[float, Field(ge=0, le=3600)] = Field(
        default=0.5, description="Shortest time between the starts of two requests to one host."
    )
    connect_timeout_s: Seconds = Field(default=10, description="Limit for a connection.")
    read_timeout_s: Seconds = Field(default=20, description="Limit for each wait for bytes.")
    total_timeout_s: Seconds = Field(default=60, description="Limit for a whole request, redirects included.")
    max_page_bytes: Bytes = Field(default=8_000_000, description="Largest page, decoded. A longer one is discarded, never cut.")
    max_feed_bytes: Bytes = Field(default=16_000_000, description="Largest feed document, decoded.")
    max_redirects: Annotated[int, Field(ge=0, le=20)] = Field(default=6, description="Redirects followed for one entry.")


class PollSettings(Section):
    """How often feeds are polled."""

    concurrency: Annotated[int, Field(ge=1, le=1000)] = Field(default=32, description="Hosts worked on at the same time.")
    min_interval_s: Seconds = Field(default=120, description="Shortest time between two polls of a feed.")
    max_interval_s: Seconds = Field(default=3600, description="Longest time between two polls of a healthy feed.")
    max_entries: Count = Field(default=2_000, description="Entries read from one feed document.")


class FetchSettings(Section):
    """How entries are fetched and tried again."""

    max_attempts: Annotated[int, Field(ge=1, le=100)] = Field(default=6, description="Tries before an entry is dead-lettered.")
    retry_after_s: Seconds = Field(default=60, description="Wait before the second try; doubled for each further one.")
    max_retry_after_s: Seconds = Field(default=6 * 3600, description="Longest wait before a further try.")
    min_revisit_s: Annotated[float, Field(ge=0, le=86_400 * 30)] = Field(
        default=600, description="Shortest time before an entry that its feed calls edited is fetched again."
    )
    requests_per_turn: Annotated[int, Field(ge=1, le=1000)] = Field(
        default=20, description="Entries of one host fetched before other hosts get their turn."
    )


class WorkerSettings(Section):
    """The processes that parse, extract, tag and code."""

    processes: Annotated[int, Field(ge=0, le=256)] = Field(default=0, description="How many; 0 is one for each core.")
    timeout_s: Seconds = Field(default=20, description="A page or article that takes longer is killed and dead-lettered.")
    max_memory_bytes: Annotated[int, Field(ge=200_000_000)] = Field(
        default=2_000_000_000, description="Address space of one process."
    )
    max_tasks: Count = Field(default=2_000, description="Tasks before a process is replaced by a fresh one.")


class LogSettings(Section):
    """Log lines, on standard error."""

    format: LogFormat = Field(default=LogFormat.AUTO, description="console, json, or auto: console on a terminal.")
    level: LogLevel = Field(default=LogLevel.INFO, description="debug, info, warning or error.")


class WebSettings(Section):
    """Metrics and health checks."""

    enabled: bool = Field(default=True, description="Serve /metrics, /livez and /readyz while the daemon runs.")
    address: IPvAnyAddress = Field(default=IPv4Address("127.0.0.1"), description="Address to listen on.")
    port: Port = Field(default=9464, description="Port to listen on; 0 takes any free one.")


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
    workers: WorkerSettings = WorkerSettings()
    log: LogSettings = LogSettings()
    web: WebSettings = WebSettings()

    @field_validator("data_dir")
    @classmethod
    def _absolute(cls, value: Path) -> Path:
        return value.expanduser().absolute()

    @property
    def database_url(self) -> str:
        """SQLAlchemy URL of the database."""
        return f"sqlite:///{self.data_dir / 'conflictwire.db'}"

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
    given = f" (given: {error['input']!r:.80})" if error["type"] != "extra_forbidden" else ""
    message = "there is no such setting" if error["type"] == "extra_forbidden" else error["msg"]
    return f"{place} ({variable}): {message}{given}"
