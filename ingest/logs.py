"""Log lines through structlog: on standard error, coloured on a terminal, JSON otherwise.

One wide event per poll and per entry. No bodies, no credentials, no frame locals.
"""

import logging
import sys
from typing import cast

import structlog

from ingest.settings import LogFormat, LogLevel, LogSettings

Logger = structlog.typing.FilteringBoundLogger


def configure_logs(settings: LogSettings) -> None:
    """Set structlog up for the process, and let the standard library's loggers (libraries) speak only from warnings on."""
    as_json = settings.format is LogFormat.JSON or (settings.format is LogFormat.AUTO and not sys.stderr.isatty())
    renderer: structlog.typing.Processor = (
        structlog.processors.JSONRenderer()
        if as_json
        else structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            *([structlog.processors.format_exc_info] if as_json else []),
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(settings.level.value),
        logger_factory=structlog.WriteLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=False,
    )
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(name)s: %(message)s")
    # What Kafka does, our own log lines tell; aiokafka repeats each failed connection several times a second.
    logging.getLogger("aiokafka").setLevel(logging.NOTSET if settings.level is LogLevel.DEBUG else logging.CRITICAL)
    # trafilatura and feedparser report each odd page through logging; such a page has its own log line here.
    for name in ("trafilatura", "htmldate", "courlan", "justext", "readability"):
        logging.getLogger(name).setLevel(logging.CRITICAL)


def get_logger() -> Logger:
    """The process's logger."""
    return cast("Logger", structlog.get_logger())
