"""Logins and certificates on a real broker: what is right connects, what is wrong is said at once, and no secret is logged."""

import base64
import json
import logging
import secrets
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
import trustme
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key

from deploy.kafka.broker import Broker
from deploy.kafka.properties import Listener
from ingest.errors import ExitCode, FatalError
from ingest.streams.kafka import KafkaConnection, KafkaStream, apply_topics
from ingest.streams.kafka.connection import SaslMechanism, SecurityProtocol
from ingest.streams.protocol import Record
from ingest.streams.topics import Topic
from tests.kafka_broker import running_kafka

USER = "wire"
PASSWORD = "a-password-to-keep"  # noqa: S105 (of a broker that ends with the tests)
TOPIC = Topic("t.v1", key="k", record="R", partitions=1)
SOON_S = 5.0
"""Less than the time that a request may take: a refusal is not a wait."""

JAAS = "org.apache.kafka.common.security"
LOGINS = {
    "sasl.enabled.mechanisms": ",".join(SaslMechanism),
    "plain.sasl.jaas.config": f'{JAAS}.plain.PlainLoginModule required user_{USER}="{PASSWORD}";',
    "scram-sha-256.sasl.jaas.config": f"{JAAS}.scram.ScramLoginModule required;",
    "scram-sha-512.sasl.jaas.config": f"{JAAS}.scram.ScramLoginModule required;",
    "oauthbearer.sasl.jaas.config": f"{JAAS}.oauthbearer.OAuthBearerLoginModule required;",
}


@dataclass(frozen=True)
class Secure:
    """A broker with every kind of login, and what its clients need."""

    broker: Broker
    folder: Path

    def connection(
        self, listener: str, protocol: SecurityProtocol, mechanism: SaslMechanism = SaslMechanism.PLAIN
    ) -> KafkaConnection:
        """A connection that is right in all."""
        return KafkaConnection(
            self.broker.servers(listener),
            prefix=f"{secrets.token_hex(6)}.",
            security_protocol=protocol,
            sasl_mechanism=mechanism,
            username=USER,
            password_file=self.folder / "password",
            token_file=self.folder / "token",
            ca_file=self.folder / "ca.pem",
        )

    def wrong(self, content: str) -> Path:
        """A file with something else."""
        path = self.folder / secrets.token_hex(4)
        path.write_text(content)
        return path


@pytest.fixture(scope="module")
def secure(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Secure]:
    """A broker of this module's own."""
    folder = tmp_path_factory.mktemp("secure")
    ca = trustme.CA()
    ca.cert_pem.write_to_path(folder / "ca.pem")
    write_certificate(ca.issue_cert("127.0.0.1"), folder / "broker.pem")
    write_certificate(ca.issue_cert("elsewhere.example"), folder / "elsewhere.pem")
    write_certificate(ca.issue_cert("client.example"), folder / "client.pem")
    write_certificate(trustme.CA().issue_cert("client.example"), folder / "stranger.pem")
    (folder / "password").write_text(PASSWORD + "\n")
    (folder / "token").write_text(token(lifetime_s=3600) + "\n")
    listeners = [
        Listener("LOGIN", "SASL_PLAINTEXT", LOGINS),
        Listener("BOTH", "SASL_SSL", LOGINS | keystore(folder / "broker.pem")),
        Listener("TLS", "SSL", keystore(folder / "broker.pem")),
        Listener("MISNAMED", "SSL", keystore(folder / "elsewhere.pem")),
        Listener(
            "MUTUAL", "SSL", keystore(folder / "broker.pem") | truststore(folder / "ca.pem") | {"ssl.client.auth": "required"}
        ),
    ]
    with running_kafka(Broker(folder / "broker", listeners=listeners, scram_users={USER: PASSWORD})) as broker:
        yield Secure(broker, folder)


def keystore(path: Path) -> dict[str, str]:
    """Settings for a certificate of the broker's own."""
    return {"ssl.keystore.type": "PEM", "ssl.keystore.location": str(path)}


def truststore(path: Path) -> dict[str, str]:
    """Settings for the clients' certificates."""
    return {"ssl.truststore.type": "PEM", "ssl.truststore.location": str(path)}


def write_certificate(certificate: trustme.LeafCert, path: Path) -> None:
    """Key and certificates in one file; Kafka takes a key as PKCS #8 only."""
    key = load_pem_private_key(certificate.private_key_pem.bytes(), password=None)
    pem = [key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())]
    path.write_bytes(b"".join(pem + [blob.bytes() for blob in certificate.cert_chain_pems]))


def token(lifetime_s: float) -> str:
    """An unsecured JWS, which Kafka's validator for development takes. Source: RFC 7515, appendix A.5."""
    claims = {"sub": USER, "iat": time.time() - 7200, "exp": time.time() + lifetime_s, "jti": "a-token-to-keep"}
    head, body = (base64.urlsafe_b64encode(json.dumps(each).encode()).decode().rstrip("=") for each in ({"alg": "none"}, claims))
    return f"{head}.{body}."


async def use(connection: KafkaConnection) -> None:
    """The admin client, the producer and the reader all connect."""
    await apply_topics(connection, {TOPIC.name: TOPIC})
    stream = KafkaStream(connection, {TOPIC.name: TOPIC})
    await stream.publish([Record(TOPIC.name, "k", b"{}")])
    assert set(await stream.offsets(TOPIC.name)) == {0}
    await stream.close()


async def refusal(connection: KafkaConnection) -> FatalError:
    """How each client is refused, which must be soon."""
    stream = KafkaStream(connection, {TOPIC.name: TOPIC})
    errors = []
    for attempt in (
        lambda: apply_topics(connection, {TOPIC.name: TOPIC}),
        lambda: stream.publish([Record(TOPIC.name, "k", b"{}")]),
        lambda: stream.offsets(TOPIC.name),
    ):
        started = time.monotonic()
        with pytest.raises(FatalError) as error:
            await attempt()
        assert time.monotonic() - started < SOON_S
        errors.append(error.value)
    await stream.close()
    assert len({str(error) for error in errors}) == 1
    return errors[0]


@pytest.mark.parametrize("mechanism", SaslMechanism)
@pytest.mark.parametrize(
    ("listener", "protocol"), [("LOGIN", SecurityProtocol.SASL_PLAINTEXT), ("BOTH", SecurityProtocol.SASL_SSL)]
)
async def test_each_login_works_with_and_without_encryption(
    secure: Secure, listener: str, protocol: SecurityProtocol, mechanism: SaslMechanism
) -> None:
    """With the password or the token from its file."""
    await use(secure.connection(listener, protocol, mechanism))


async def test_an_encrypted_connection_needs_no_login(secure: Secure) -> None:
    """The broker's certificate is checked against the file of authorities."""
    await use(secure.connection("TLS", SecurityProtocol.SSL))


async def test_a_certificate_of_our_own_is_shown_where_it_is_wanted(secure: Secure) -> None:
    """Mutual TLS, the key in the certificate's file or in one of its own."""
    connection = secure.connection("MUTUAL", SecurityProtocol.SSL)
    await use(replace(connection, certificate_file=secure.folder / "client.pem"))
    await use(replace(connection, certificate_file=secure.folder / "client.pem", key_file=secure.folder / "client.pem"))


@pytest.mark.parametrize("mechanism", [SaslMechanism.PLAIN, SaslMechanism.SCRAM_SHA_256, SaslMechanism.SCRAM_SHA_512])
async def test_a_wrong_password_is_fatal(secure: Secure, mechanism: SaslMechanism) -> None:
    """Trying again would not mend it, and locks accounts elsewhere."""
    connection = secure.connection("LOGIN", SecurityProtocol.SASL_PLAINTEXT, mechanism)
    error = await refusal(replace(connection, password_file=secure.wrong("another-password-to-keep")))
    assert "refuses" in str(error)
    assert "to-keep" not in str(error)


@pytest.mark.parametrize("content", ["not a token", token(lifetime_s=-3600)], ids=["malformed", "expired"])
async def test_a_wrong_token_is_fatal(secure: Secure, content: str) -> None:
    """Likewise; the broker's word for it is passed on."""
    connection = secure.connection("LOGIN", SecurityProtocol.SASL_PLAINTEXT, SaslMechanism.OAUTHBEARER)
    error = await refusal(replace(connection, token_file=secure.wrong(content)))
    assert "refuses" in str(error)
    assert content not in str(error)


async def test_an_unknown_authority_is_fatal(secure: Secure) -> None:
    """Neither the system's authorities nor another's vouch for the broker."""
    connection = secure.connection("TLS", SecurityProtocol.SSL)
    another = secure.wrong(trustme.CA().cert_pem.bytes().decode())
    for ca_file in (None, another):
        assert "certificate verify failed" in str(await refusal(replace(connection, ca_file=ca_file)))


async def test_a_certificate_for_another_name_is_fatal(secure: Secure) -> None:
    """Somebody else's broker, with a certificate that is good at home."""
    assert "not valid for '127.0.0.1'" in str(await refusal(secure.connection("MISNAMED", SecurityProtocol.SSL)))


@pytest.mark.parametrize("shown", [None, "stranger.pem"])
async def test_a_client_that_the_broker_does_not_know_is_fatal(secure: Secure, shown: str | None) -> None:
    """No certificate, or one of another authority."""
    connection = secure.connection("MUTUAL", SecurityProtocol.SSL)
    assert "refuses" in str(await refusal(replace(connection, certificate_file=shown and secure.folder / shown)))


@pytest.mark.parametrize("name", ["password_file", "token_file", "ca_file", "certificate_file"])
async def test_a_file_that_is_missing_or_not_what_it_should_be_is_fatal(secure: Secure, name: str) -> None:
    """A mistake in the settings, found before anything is sent."""
    mechanism = SaslMechanism.OAUTHBEARER if name == "token_file" else SaslMechanism.PLAIN
    connection = secure.connection("BOTH", SecurityProtocol.SASL_SSL, mechanism)
    error = await refusal(replace(connection, **{name: secure.folder / "missing"}))
    assert error.exit_code is ExitCode.SETTINGS
    assert "missing" in str(error)
    if name in ("ca_file", "certificate_file"):
        assert (await refusal(replace(connection, **{name: secure.folder / "password"}))).exit_code is ExitCode.SETTINGS


async def test_no_secret_is_logged(secure: Secure, caplog: pytest.LogCaptureFixture) -> None:
    """Neither by us nor by the client library, not even when it tells everything."""
    caplog.set_level(logging.DEBUG)
    wrong = secure.wrong("another-password-to-keep")
    for mechanism in SaslMechanism:
        connection = secure.connection("BOTH", SecurityProtocol.SASL_SSL, mechanism)
        await use(connection)
        if mechanism is not SaslMechanism.OAUTHBEARER:
            await refusal(replace(connection, password_file=wrong))
    assert "aiokafka" in {record.name.partition(".")[0] for record in caplog.records}
    assert "to-keep" not in caplog.text
    assert token_body(secure) not in caplog.text
    assert PASSWORD not in repr(connection)


def token_body(secure: Secure) -> str:
    """The claims of the token, as they are sent."""
    return (secure.folder / "token").read_text().split(".")[1]
