"""Where Kafka is and how to log in; makes the clients that the rest of the package uses, all with the same care.

Secrets come as files, which are read for each new client, so that a rotated secret is taken without a restart.
"""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from ssl import SSLContext, SSLError
from typing import Any

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer  # type: ignore[import-untyped]  # it ships no types
from aiokafka.abc import AbstractTokenProvider  # type: ignore[import-untyped]  # likewise
from aiokafka.admin import AIOKafkaAdminClient  # type: ignore[import-untyped]  # likewise
from aiokafka.conn import OAuthAuthenticator, collect_hosts, create_conn  # type: ignore[import-untyped]  # likewise
from aiokafka.errors import SaslAuthenticationFailed  # type: ignore[import-untyped]  # likewise
from aiokafka.helpers import create_ssl_context  # type: ignore[import-untyped]  # likewise

from ingest.errors import ExitCode, FatalError, RetryLater
from ingest.settings import KafkaSettings, SaslMechanism, SecurityProtocol
from ingest.streams.kafka.errors import closed_within, translated
from ingest.streams.kafka.registry import SchemaRegistry
from ingest.streams.topics import MAX_RECORD_BYTES

# On DEBUG it writes the bytes of every request, logins included.
logging.getLogger("aiokafka.conn").addFilter(lambda record: record.levelno > logging.DEBUG)


@dataclass(frozen=True, slots=True)
class KafkaConnection:
    """How Kafka is reached.

    Attributes:
        bootstrap_servers: ``host:port``, several separated by commas.
        prefix: Goes before every topic, group and transactional id: several installations can share a cluster.
        security_protocol: How the listener talks.
        sasl_mechanism: How to log in; only with the SASL protocols.
        username: For PLAIN and SCRAM.
        password_file: Likewise; the file's first line.
        token_file: For OAUTHBEARER; read again for each new connection.
        ca_file: Certificates that the brokers' are checked against; None for the system's.
        certificate_file: Our own certificate, for mutual TLS.
        key_file: Its key.
        request_timeout_s: Limit for each request, and for opening and closing a client.
        transaction_timeout_s: Limit for a transaction, here and at the broker. Readers wait that long behind a dead producer.
        session_timeout_s: A group gives a member up that was silent for so long.
        registry: Frames what is published with the ids of schemas; None for plain JSON.
    """

    bootstrap_servers: str
    prefix: str = ""
    security_protocol: SecurityProtocol = SecurityProtocol.PLAINTEXT
    sasl_mechanism: SaslMechanism = SaslMechanism.PLAIN
    username: str | None = None
    password_file: Path | None = None
    token_file: Path | None = None
    ca_file: Path | None = None
    certificate_file: Path | None = None
    key_file: Path | None = None
    request_timeout_s: float = 10.0
    transaction_timeout_s: float = 10.0
    session_timeout_s: float = 10.0
    registry: SchemaRegistry | None = None

    @classmethod
    def of(cls, settings: KafkaSettings) -> "KafkaConnection":
        """The connection that the settings describe; they must say where Kafka is."""
        shared = {name: getattr(settings, name) for name in cls.__dataclass_fields__.keys() & KafkaSettings.model_fields.keys()}
        registry = None
        if settings.schema_registry_url is not None:
            registry = SchemaRegistry(
                settings.schema_registry_url,
                prefix=settings.prefix,
                username=settings.schema_registry_username,
                password_file=settings.schema_registry_password_file,
                timeout_s=settings.request_timeout_s,
            )
        return cls(**shared | {"bootstrap_servers": settings.bootstrap_servers or "", "registry": registry})

    def producer(self, transactional_id: str) -> AIOKafkaProducer:
        """A transactional producer, not started."""
        return AIOKafkaProducer(
            **self._client(),
            transactional_id=self.prefix + transactional_id,
            transaction_timeout_ms=int(self.transaction_timeout_s * 1000),
            compression_type="zstd",
            max_request_size=MAX_RECORD_BYTES,
            max_batch_size=256_000,
        )

    def consumer(self, *topics: str, isolation_level: str = "read_committed", **options: Any) -> AIOKafkaConsumer:
        """A consumer, not started; ``topics`` without the prefix.

        It starts at the first record where it has no position: the default reset to the last one runs in the background and
        overtakes a seek.
        """
        return AIOKafkaConsumer(
            *(self.prefix + topic for topic in topics),
            **self._client(),
            isolation_level=isolation_level,
            auto_offset_reset="earliest",
            enable_auto_commit=False,
            **options,
        )

    @asynccontextmanager
    async def admin(self) -> AsyncIterator[AIOKafkaAdminClient]:
        """An admin client, started, for the block.

        Raises:
            RetryLater, FatalError: See ``translated``.
        """
        client = AIOKafkaAdminClient(**self._client())
        try:
            await self.start(client, self.request_timeout_s)
            yield client
        finally:
            await closed_within(client.close(), self.request_timeout_s)

    async def start(self, client: Any, timeout_s: float) -> None:
        """Start a client.

        Raises:
            RetryLater, FatalError: See ``translated``.
        """
        try:
            async with translated(timeout_s):
                await client.start()
        except RetryLater:
            if self.security_protocol is not SecurityProtocol.PLAINTEXT:
                await self._probe()
            raise

    async def _probe(self) -> None:
        """Connect once, by hand: aiokafka's clients log a refused login and then say only that nobody answers."""
        options = self._client()
        del options["bootstrap_servers"]
        for host, port, _ in collect_hosts(self.bootstrap_servers):
            with suppress(RetryLater):
                async with translated(self.request_timeout_s):
                    (await create_conn(host, port, **options)).close()

    def _client(self) -> dict[str, Any]:
        options: dict[str, Any] = {
            "bootstrap_servers": self.bootstrap_servers,
            "client_id": "conflictwire",
            "request_timeout_ms": int(self.request_timeout_s * 1000),
            "security_protocol": self.security_protocol.value,
        }
        try:
            if self.security_protocol.is_encrypted:
                options["ssl_context"] = self._encryption()
            if self.security_protocol.has_login:
                options |= self._login()
        except (OSError, ValueError) as error:
            raise FatalError(f"Kafka's login files cannot be used: {error}", ExitCode.SETTINGS) from error
        return options

    def _encryption(self) -> SSLContext:
        files = [path for path in (self.ca_file, self.certificate_file, self.key_file) if path is not None]
        for path in files:
            path.open("rb").close()  # the ssl module does not say which file is missing
        try:
            context: SSLContext = create_ssl_context(cafile=self.ca_file, certfile=self.certificate_file, keyfile=self.key_file)
        except SSLError as error:
            raise ValueError(f"{', '.join(map(str, files))}: {error}") from error
        return context

    def _login(self) -> dict[str, Any]:
        if self.sasl_mechanism is SaslMechanism.OAUTHBEARER:
            return {"sasl_mechanism": self.sasl_mechanism.value, "sasl_oauth_token_provider": _TokenFile(self.token_file)}
        return {
            "sasl_mechanism": self.sasl_mechanism.value,
            "sasl_plain_username": self.username,
            "sasl_plain_password": _first_line(self.password_file),
        }


class _TokenFile(AbstractTokenProvider):  # type: ignore[misc]  # its base has no types
    """Gives the token that stands in a file, which somebody else renews."""

    def __init__(self, path: Path | None) -> None:
        _first_line(path)
        self._path = path

    async def token(self) -> str:
        """The token."""
        return await asyncio.to_thread(_first_line, self._path)


async def _step(self: Any, answer: bytes | None, step: Any = OAuthAuthenticator.step) -> Any:
    """Aiokafka takes every answer to a token for a yes. A refusal is one that says something.

    Source: RFC 7628, section 3.2.2.
    """
    if answer:
        raise SaslAuthenticationFailed(answer.decode(errors="replace"))
    return await step(self, answer)


OAuthAuthenticator.step = _step


def _first_line(path: Path | None) -> str:
    if path is None:
        raise ValueError("a password file or token file is needed for this login")
    return path.read_text(encoding="utf-8").partition("\n")[0].strip()
