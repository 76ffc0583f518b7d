"""Spans of what was published, sent to an OpenTelemetry collector where one is named.

    fetch ─ article ─ code ─ report ─┬─ link ─ event
                                     └─ link ─ story

A record's ``traceparent`` is derived from what it is (decision 12), so its span has an id before anything is traced; here it is
only filled in, with the time that it took, and sent. A subscriber that goes on with the header it read is in the same trace.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any

from ingest.errors import ExitCode, FatalError
from ingest.settings import TracingSettings
from ingest.streams.headers import REASON, TRACEPARENT
from ingest.streams.protocol import Record, StoredRecord

if TYPE_CHECKING:
    from opentelemetry.trace import SpanContext

EXPORT_TIMEOUT_S = 5


class Tracing:
    """Where spans go. This one sends none."""

    def published(
        self, record: Record, *, by: str, started_at: datetime, ended_at: datetime, caused_by: StoredRecord | None = None
    ) -> None:
        """Tell of a record that was published.

        Args:
            record: With its ``traceparent``.
            by: What made it; the span's name.
            started_at: When work on it began, aware UTC.
            ended_at: When it was published.
            caused_by: The record that it was made from; None where it was made from something else.
        """


class OtlpTracing(Tracing):
    """Spans that go to a processor of the OpenTelemetry SDK.

    Args:
        processor: Takes ended spans; what it cannot get rid of, it drops.
    """

    def __init__(self, processor: Any) -> None:
        from opentelemetry.sdk.resources import Resource  # noqa: PLC0415 (an extra that may be missing)

        self._processor = processor
        self._resource = Resource.create({"service.name": "conflictwire"})

    def published(
        self, record: Record, *, by: str, started_at: datetime, ended_at: datetime, caused_by: StoredRecord | None = None
    ) -> None:
        """Send the span of a record."""
        from opentelemetry.sdk.trace import ReadableSpan  # noqa: PLC0415 (as above)
        from opentelemetry.trace import SpanKind, Status, StatusCode  # noqa: PLC0415 (as above)

        context = _context(record.headers.get(TRACEPARENT))
        if context is None:
            return
        reason = record.headers.get(REASON)
        span = ReadableSpan(
            by,
            context=context,
            parent=_context(caused_by.headers.get(TRACEPARENT)) if caused_by is not None else None,
            resource=self._resource,
            kind=SpanKind.PRODUCER,
            attributes={
                "messaging.system": "kafka",
                "messaging.operation.type": "send",
                "messaging.destination.name": record.topic,
                "messaging.kafka.message.key": record.key,
                "cloudevents.event_id": record.headers.get("ce_id", ""),
                "cloudevents.event_type": record.headers.get("ce_type", ""),
            },
            status=Status(StatusCode.ERROR, reason) if reason is not None else Status(),
            start_time=_nanoseconds(started_at),
            end_time=_nanoseconds(ended_at),
        )
        self._processor.on_end(span)


@contextmanager
def open_tracing(settings: TracingSettings) -> Iterator[Tracing]:
    """Spans go where the settings say, until the block ends; what is left then is sent, for a few seconds.

    Raises:
        FatalError: A collector is named, and the extra is not installed.
    """
    if settings.endpoint is None:
        yield Tracing()
        return
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter  # noqa: PLC0415 (as above)
        from opentelemetry.sdk.trace.export import BatchSpanProcessor  # noqa: PLC0415 (as above)
    except ImportError as error:
        raise FatalError("tracing.endpoint is set: pip install 'conflictwire[tracing]'", ExitCode.SETTINGS) from error
    processor = BatchSpanProcessor(OTLPSpanExporter(endpoint=settings.endpoint, timeout=EXPORT_TIMEOUT_S))
    try:
        yield OtlpTracing(processor)
    finally:
        processor.shutdown()  # type: ignore[no-untyped-call]  # the SDK leaves it without types


def _context(traceparent: str | None) -> "SpanContext | None":
    """What a header says; None for one that is not there or that a stranger wrote wrongly."""
    from opentelemetry import trace  # noqa: PLC0415 (as above)
    from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator  # noqa: PLC0415 (as above)

    carried = TraceContextTextMapPropagator().extract({TRACEPARENT: traceparent or ""})
    context = trace.get_current_span(carried).get_span_context()
    return context if context.is_valid else None


def _nanoseconds(at: datetime) -> int:
    return int(at.timestamp() * 1_000_000) * 1_000
