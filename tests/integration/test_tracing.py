"""Spans of what is published, as a collector gets them."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from ingest.errors import FatalError
from ingest.settings import TracingSettings
from ingest.streams.envelope import article_record, event_record
from ingest.streams.protocol import Record, StoredRecord
from ingest.tracing import open_tracing
from tests.e2e.conftest import Cli, write_feed_list
from tests.site import Site, conflict_paragraphs, news_page, serve_site
from tests.unit.records.test_codec import ARTICLE, EVENT

AT = ARTICLE.fetched_at


class Collector:
    """A stand-in for a collector: takes OTLP over HTTP, as protocol buffers."""

    def __init__(self) -> None:
        self.spans: list[Any] = []
        self.url = ""


@contextmanager
def collecting() -> Iterator[Collector]:
    """Serve a collector on loopback until the block ends."""
    collector = Collector()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            request = ExportTraceServiceRequest.FromString(self.rfile.read(int(self.headers["Content-Length"])))
            for resource in request.resource_spans:
                collector.spans += [span for scope in resource.scope_spans for span in scope.spans]
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        collector.url = f"http://127.0.0.1:{server.server_port}/v1/traces"
        yield collector
        server.shutdown()
        thread.join()


def stored(record: Record) -> StoredRecord:
    """A record as it is read back."""
    return StoredRecord(record.topic, 0, 7, record.key, record.value, record.headers, AT)


def test_the_spans_are_those_that_the_headers_name() -> None:
    """The article's is the root, the event's its child, with the times and names of both."""
    article, event = article_record(ARTICLE), event_record(EVENT, AT)
    with collecting() as collector:
        with open_tracing(TracingSettings(endpoint=collector.url)) as tracing:
            tracing.published(article, by="fetch", started_at=AT, ended_at=AT.replace(second=2))
            tracing.published(event, by="code", started_at=AT, ended_at=AT, caused_by=stored(article))
        root, child = collector.spans
    for span, record in ((root, article), (child, event)):
        assert record.headers["traceparent"] == f"00-{span.trace_id.hex()}-{span.span_id.hex()}-01"
        attributes = {each.key: each.value.string_value for each in span.attributes}
        assert (attributes["messaging.destination.name"], attributes["cloudevents.event_id"]) == (
            record.topic,
            record.headers["ce_id"],
        )
    assert (root.name, root.parent_span_id, child.name, child.parent_span_id) == ("fetch", b"", "code", root.span_id)
    assert root.end_time_unix_nano - root.start_time_unix_nano == 2_000_000_000
    assert root.start_time_unix_nano == int(AT.timestamp()) * 1_000_000_000


def test_a_record_with_a_strangers_header_makes_no_span() -> None:
    """Nothing is made up for it, and as a cause it is no parent."""
    stranger = Record("t", "k", b"", {"traceparent": "no such thing"})
    with collecting() as collector:
        with open_tracing(TracingSettings(endpoint=collector.url)) as tracing:
            tracing.published(stranger, by="fetch", started_at=AT, ended_at=AT)
            tracing.published(event_record(EVENT, AT), by="code", started_at=AT, ended_at=AT, caused_by=stored(stranger))
        (span,) = collector.spans
    assert span.parent_span_id == b""


def test_without_an_endpoint_nothing_is_sent() -> None:
    """And nothing is loaded: the extra may be missing."""
    with open_tracing(TracingSettings()) as tracing:
        tracing.published(article_record(ARTICLE), by="fetch", started_at=AT, ended_at=AT)


def test_an_endpoint_without_the_extra_is_a_wrong_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    """The message says what to install."""
    monkeypatch.setitem(__import__("sys").modules, "opentelemetry.sdk.trace.export", None)
    with (
        pytest.raises(FatalError, match=r"conflictwire\[tracing\]"),
        open_tracing(TracingSettings(endpoint="http://127.0.0.1:9/")),
    ):
        pass


def test_a_run_is_traced_from_the_page_to_its_events(tmp_path: Path) -> None:
    """A real run: each published record has its span; a failed entry's is an error."""
    with serve_site() as site, collecting() as collector:
        published = run(site, Cli(tmp_path / "data", site.environment), tmp_path, collector.url)
        spans = {f"00-{span.trace_id.hex()}-{span.span_id.hex()}-01": span for span in collector.spans}
    assert spans.keys() == {record["headers"]["traceparent"] for record in published}
    topics = {record["headers"]["traceparent"]: record["topic"] for record in published}
    roots = {span.span_id for header, span in spans.items() if topics[header] != "conflict.events.v1"}
    assert {span.status.message for header, span in spans.items() if topics[header] == "news.dlq.v1"} == {"http_404"}
    events = [span for header, span in spans.items() if topics[header] == "conflict.events.v1"]
    assert events
    assert {span.parent_span_id for span in events} <= roots


def run(site: Site, cli: Cli, folder: Path, endpoint: str) -> list[Any]:
    """Run the daemon once on two entries; return what is in the topics."""
    host = "outlet.example"
    site.put(f"{host}/a", news_page("Report", *conflict_paragraphs(1)))
    site.put(f"{host}/b", status=404)
    site.put_feed(f"{host}/rss", {f"http://{host}/{name}": name for name in "ab"})
    feeds = write_feed_list(folder / "feeds.toml", f"http://{host}/rss")
    cli.run("run", "--once", "--feeds", feeds, CONFLICTWIRE_TRACING__ENDPOINT=endpoint)
    topics = ("news.articles.v1", "conflict.events.v1", "news.dlq.v1")
    return [record for topic in topics for record in cli.records(topic)]
