"""All settings, read once, every mistake reported at once, before work starts."""

from ingest.settings.daemon import (
    CodingSettings,
    ExtraUse,
    FetchSettings,
    HttpSettings,
    LogFormat,
    LogLevel,
    LogSettings,
    PollSettings,
    RelevanceSettings,
    TracingSettings,
    WebSettings,
    WorkerSettings,
)
from ingest.settings.database import DatabaseSettings
from ingest.settings.kafka import KafkaSettings, SaslMechanism, SecurityProtocol
from ingest.settings.load import FILE_NAME, PREFIX, Settings, load_settings, setting_names
from ingest.settings.section import Section

__all__ = [
    "FILE_NAME",
    "PREFIX",
    "CodingSettings",
    "DatabaseSettings",
    "ExtraUse",
    "FetchSettings",
    "HttpSettings",
    "KafkaSettings",
    "LogFormat",
    "LogLevel",
    "LogSettings",
    "PollSettings",
    "RelevanceSettings",
    "SaslMechanism",
    "Section",
    "SecurityProtocol",
    "Settings",
    "TracingSettings",
    "WebSettings",
    "WorkerSettings",
    "load_settings",
    "setting_names",
]
