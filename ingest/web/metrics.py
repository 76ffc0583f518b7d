"""What Prometheus is told. Names and labels are a public contract: ``docs/metrics.md``."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

SECONDS = (0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)


class Metrics:
    """Every metric of the daemon, on a registry of its own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.polls = Counter("conflictwire_polls", "Polls of feeds, by outcome", ["outcome"], registry=self.registry)
        self.entries = Counter(
            "conflictwire_entries", "Entries settled, by outcome and reason", ["outcome", "reason"], registry=self.registry
        )
        self.retries = Counter(
            "conflictwire_retries", "Tries that will be repeated, by reason", ["reason"], registry=self.registry
        )
        self.articles = Counter(
            "conflictwire_articles", "Articles appended to the log, by relevance band", ["band"], registry=self.registry
        )
        self.events = Counter(
            "conflictwire_events", "Conflict events published, by PLOVER type", ["plover_event"], registry=self.registry
        )
        self.poll_seconds = Histogram("conflictwire_poll_seconds", "Duration of a poll", buckets=SECONDS, registry=self.registry)
        self.entry_seconds = Histogram(
            "conflictwire_entry_seconds", "Duration of an entry's fetch and extraction", buckets=SECONDS, registry=self.registry
        )
        self.backlog = Gauge("conflictwire_backlog_entries", "Entries that wait for a fetch", registry=self.registry)
        self.feeds = Gauge("conflictwire_feeds", "Feeds that are polled", registry=self.registry)
        self.lag = Gauge(
            "conflictwire_stream_lag_records",
            "Records that a group has not consumed yet",
            ["group", "topic"],
            registry=self.registry,
        )
        self.last_poll_at = Gauge(
            "conflictwire_last_poll_timestamp_seconds", "When a feed was last polled", registry=self.registry
        )
