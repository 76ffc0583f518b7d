"""The groups of settings of the daemon itself: requests, polls, workers, log lines, web page."""

from enum import StrEnum
from ipaddress import IPv4Address
from pathlib import Path
from typing import Annotated

from pydantic import Field, IPvAnyAddress

from ingest.settings.section import Bytes, Count, Port, Seconds, Section


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


class ExtraUse(StrEnum):
    """When a model is asked that comes with an extra; auto: where it is installed."""

    AUTO = "auto"
    ON = "on"
    OFF = "off"


class RelevanceSettings(Section):
    """What is taken for conflict."""

    encoder: ExtraUse = Field(
        default=ExtraUse.AUTO,
        description="The encoder of `conflictwire[languages]`: on, off, or auto: where it is installed.",
    )

    watch_list: Path | None = Field(default=None, description="A TOML file of your own rules (docs/watch-list.md).")


class CodingSettings(Section):
    """How events are coded."""

    reader: ExtraUse = Field(
        default=ExtraUse.AUTO,
        description="The reader of `conflictwire[reader]`: on, off, or auto: where it is installed.",
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


class TracingSettings(Section):
    """Spans of what is published. The header `traceparent` is written in any case."""

    endpoint: Annotated[str | None, Field(pattern=r"^https?://", max_length=2000)] = Field(
        default=None,
        description="A collector that takes OTLP over HTTP: `http://localhost:4318/v1/traces`. Needs `conflictwire[tracing]`.",
    )
