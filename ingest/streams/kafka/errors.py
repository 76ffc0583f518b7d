"""Kafka's errors, translated once: what another try can mend is RetryLater, what a person must mend is FatalError."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from typing import Any

from aiokafka import errors  # type: ignore[import-untyped]  # it ships no types

from ingest.errors import ExitCode, FatalError, RetryLater

UNAVAILABLE = "kafka_unavailable"
"""Nothing was done: brokers away, slow, or busy with an election."""
NO_TOPIC = "kafka_no_topic"
"""It has not been made, or the prefix is wrong."""
IN_DOUBT = "kafka_in_doubt"
"""The answer to a commit did not come: it may have been done."""
FENCED = "kafka_fenced"
"""Another producer took over, or the broker gave the transaction up."""
LOST = "kafka_partition_lost"
"""The group gave the partition to another member, or the batch was polled before that."""

FATAL = (
    errors.AuthenticationFailedError,
    errors.AuthenticationMethodNotSupported,
    errors.ClusterAuthorizationFailedError,
    errors.GroupAuthorizationFailedError,
    errors.IllegalSaslStateError,
    errors.IncompatibleBrokerVersion,
    errors.InvalidConfigurationError,
    errors.InvalidReplicationFactorError,
    errors.InvalidTopicError,
    errors.InvalidTransactionTimeout,
    errors.MessageSizeTooLargeError,
    errors.PolicyViolationError,
    errors.RecordListTooLargeError,
    errors.RecordTooLargeError,
    errors.SaslAuthenticationFailed,
    errors.TopicAuthorizationFailedError,
    errors.TransactionalIdAuthorizationFailed,
    errors.UnsupportedCodecError,
    errors.UnsupportedSaslMechanismError,
    errors.UnsupportedVersionError,
    ssl.SSLCertVerificationError,
)
FENCINGS = (errors.ProducerFenced, errors.InvalidProducerEpoch, errors.InvalidProducerIdMapping, errors.InvalidTxnState)
TRANSIENT = (
    errors.KafkaError,
    OSError,
    TimeoutError,
    # aiokafka's state machine, met in a state that it did not expect while connections break or another producer takes over
    errors.IllegalOperation,
    errors.IllegalStateError,
    errors.ConsumerStoppedError,
    AssertionError,
    asyncio.InvalidStateError,
)


@asynccontextmanager
async def translated(timeout_s: float, otherwise: str = UNAVAILABLE) -> AsyncIterator[None]:
    """Bound the block, and translate what goes wrong in it.

    aiokafka waits for ever in several places where a broker went away in the middle of a conversation.

    Args:
        timeout_s: The block is cancelled after that.
        otherwise: The reason of what is neither fatal nor a fencing.

    Raises:
        FatalError: A person must change something: login, rights, topics, limits.
        RetryLater: Everything else.
    """
    try:
        async with asyncio.timeout(timeout_s):
            yield
    except FATAL as error:
        raise FatalError(f"Kafka refuses: {_describe(error)}", ExitCode.FAILURE) from error
    except FENCINGS as error:
        raise RetryLater(FENCED, _describe(error)) from error
    except TRANSIENT as error:
        if (cause := _fatal_cause(error)) is not None:
            raise FatalError(f"Kafka refuses: {_describe(cause)}", ExitCode.FAILURE) from error
        raise RetryLater(otherwise, _describe(error)) from error
    except asyncio.CancelledError as error:
        if _are_cancelled():
            raise
        raise RetryLater(otherwise, "a task of the client was cancelled") from error


async def closed_within(closing: Awaitable[Any], timeout_s: float) -> None:
    """Wait for a client to close, for so long; whatever it has to say no longer matters."""
    try:
        async with asyncio.timeout(timeout_s):
            await closing
    except TRANSIENT:
        pass
    except asyncio.CancelledError:
        if _are_cancelled():
            raise


def _are_cancelled() -> bool:
    """Whether it is us who are cancelled.

    aiokafka cancels tasks of its own and then awaits them, while a broker is away also in ``stop``. Their CancelledError would
    end our task in silence: to a task group it looks like a cancellation that somebody wanted.
    """
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0


def _fatal_cause(error: BaseException) -> BaseException | None:
    """What a general error of aiokafka hides."""
    cause: BaseException | None = error
    while cause is not None and not isinstance(cause, FATAL) and not _refuses_our_certificate(cause):
        cause = cause.__cause__ or cause.__context__
    return cause


def _refuses_our_certificate(error: BaseException) -> bool:
    """With TLS 1.3 the broker's word on it comes only after the handshake. Source: RFC 8446, section 6.2."""
    reason = (isinstance(error, ssl.SSLError) and error.reason) or ""
    return "_ALERT_" in reason and any(word in reason for word in ("CERTIFICATE", "UNKNOWN_CA", "ACCESS_DENIED"))


def _describe(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
