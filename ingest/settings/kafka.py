"""Where Kafka is, how to log in, and how the log goes there. Set ``bootstrap_servers``, and the topics live in Kafka."""

import os
import re
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, field_validator, model_validator

from ingest.settings.section import Seconds, Section

SERVER = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+):([0-9]{1,5})")


class SecurityProtocol(StrEnum):
    """How the brokers' listener talks."""

    PLAINTEXT = "PLAINTEXT"
    SSL = "SSL"
    SASL_PLAINTEXT = "SASL_PLAINTEXT"
    SASL_SSL = "SASL_SSL"

    @property
    def has_login(self) -> bool:
        """Whether it asks who we are."""
        return self in (SecurityProtocol.SASL_PLAINTEXT, SecurityProtocol.SASL_SSL)

    @property
    def is_encrypted(self) -> bool:
        """Whether it is TLS."""
        return self in (SecurityProtocol.SSL, SecurityProtocol.SASL_SSL)


class SaslMechanism(StrEnum):
    """How to log in."""

    PLAIN = "PLAIN"
    SCRAM_SHA_256 = "SCRAM-SHA-256"
    SCRAM_SHA_512 = "SCRAM-SHA-512"
    OAUTHBEARER = "OAUTHBEARER"


class KafkaSettings(Section):
    """Apache Kafka. Without `bootstrap_servers` the topics live in the daemon's own database."""

    bootstrap_servers: str | None = Field(
        default=None, max_length=2000, description="`host:port`, several separated by commas. Switches Kafka on."
    )
    prefix: Annotated[str, Field(pattern=r"^[A-Za-z0-9._-]*$", max_length=100)] = Field(
        default="", description="Goes before every topic, group and transactional id, so that installations can share a cluster."
    )
    security_protocol: SecurityProtocol = Field(
        default=SecurityProtocol.PLAINTEXT, description="PLAINTEXT, SSL, SASL_PLAINTEXT or SASL_SSL."
    )
    sasl_mechanism: SaslMechanism = Field(
        default=SaslMechanism.PLAIN, description="PLAIN, SCRAM-SHA-256, SCRAM-SHA-512 or OAUTHBEARER."
    )
    username: str | None = Field(default=None, max_length=200, description="For PLAIN and SCRAM.")
    password_file: Path | None = Field(default=None, description="For PLAIN and SCRAM; the file's first line is the password.")
    token_file: Path | None = Field(default=None, description="For OAUTHBEARER; read again for each new connection.")
    ca_file: Path | None = Field(default=None, description="Certificates to check the brokers' with; else the system's.")
    certificate_file: Path | None = Field(default=None, description="Our own certificate, for mutual TLS.")
    key_file: Path | None = Field(default=None, description="Its key.")
    schema_registry_url: Annotated[str | None, Field(pattern=r"^https?://", max_length=2000)] = Field(
        default=None, description="A schema registry: its ids go before the values (Confluent's wire format). Else plain JSON."
    )
    schema_registry_username: str | None = Field(
        default=None, max_length=200, description="For the registry, where it wants one."
    )
    schema_registry_password_file: Path | None = Field(default=None, description="Likewise; the file's first line.")
    request_timeout_s: Seconds = Field(default=10, description="Limit for each request to Kafka.")
    transaction_timeout_s: Annotated[float, Field(ge=1, le=900)] = Field(
        default=10, description="Limit for a transaction. Readers wait that long behind a dead producer."
    )
    session_timeout_s: Annotated[float, Field(ge=6, le=1800)] = Field(
        default=8, description="A processor that was silent for so long loses its partitions to others."
    )
    partitions: Annotated[int, Field(ge=1, le=1000)] = Field(
        default=6, description="Of each topic, at least: as many processors can share the work."
    )
    replication_factor: Annotated[int, Field(ge=-1, le=32)] = Field(
        default=-1, description="Copies of each record, for topics that are made; -1 is the cluster's default."
    )
    apply_topics: bool = Field(
        default=True, description="Make and widen the topics at start; else `conflictwire topics apply` or your own tools do."
    )
    publish_max_records: Annotated[int, Field(ge=1, le=10_000)] = Field(default=500, description="Records in one transaction.")
    publish_max_wait_s: Annotated[float, Field(gt=0, le=60)] = Field(
        default=0.1, description="How long a record waits for others before its transaction."
    )
    log_keep_s: Annotated[float, Field(ge=0, le=86_400 * 365)] = Field(
        default=3600, description="How long records that are in Kafka stay in the database's log."
    )
    stall_s: Annotated[float, Field(ge=10, le=86_400)] = Field(
        default=120, description="A publisher or processor that makes no progress for so long, with work to do, starts afresh."
    )

    @property
    def is_on(self) -> bool:
        """Whether the topics live in Kafka."""
        return self.bootstrap_servers is not None

    @field_validator("bootstrap_servers")
    @classmethod
    def _servers(cls, value: str | None) -> str | None:
        for server in (value or "").split(",") if value is not None else ():
            match = SERVER.fullmatch(server.strip())
            if match is None or int(match[2]) > 65_535:  # noqa: PLR2004 (the largest port)
                raise ValueError(f"{server.strip()!r} is not host:port")
        return value

    @model_validator(mode="after")
    def _login_is_complete(self) -> Self:
        """Every mistake at once, the files looked at included."""
        if mistakes := list(self._mistakes()):
            raise ValueError("; ".join(mistakes))
        return self

    def _mistakes(self) -> Iterator[str]:
        by_token = self.sasl_mechanism is SaslMechanism.OAUTHBEARER
        if self.security_protocol.has_login and by_token and self.token_file is None:
            yield "OAUTHBEARER needs token_file"
        if self.security_protocol.has_login and not by_token:
            yield from (
                f"{self.sasl_mechanism} needs {name}" for name in ("username", "password_file") if getattr(self, name) is None
            )
        if (self.certificate_file is None) != (self.key_file is None):
            yield "certificate_file and key_file go together"
        if (self.schema_registry_username is None) != (self.schema_registry_password_file is None):
            yield "schema_registry_username and schema_registry_password_file go together"
        for name in ("schema_registry_password_file", "password_file", "token_file", "ca_file", "certificate_file", "key_file"):
            path: Path | None = getattr(self, name)
            if path is not None and not os.access(path, os.R_OK):
                yield f"{name}: {path} cannot be read"
