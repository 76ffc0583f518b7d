"""The tables: the frontier (feeds, hosts, entries, articles) and the append-only log with its readers' positions.

One schema for SQLite and PostgreSQL. Migrations are in ``migrations/``; a test compares them with this module.
"""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Dialect,
    Double,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)
from sqlalchemy.types import TypeDecorator


class Instant(TypeDecorator[datetime]):
    """An aware UTC datetime; SQLite keeps it as text without a zone, PostgreSQL as ``timestamptz``."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse naive values; hand UTC to the driver."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive datetime cannot be stored as an instant")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:  # noqa: ARG002 (fixed signature)
        """Give aware UTC back."""
        if value is None:
            return None
        result: datetime = value
        return result.replace(tzinfo=UTC) if result.tzinfo is None else result.astimezone(UTC)


SCHEMA = "0002"
"""The newest migration. A test compares it with the migrations."""

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
    }
)

feeds = Table(
    "feeds",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("url", Text, nullable=False, unique=True),
    Column("active", Boolean, nullable=False),
    Column("outlet", Text),
    Column("country", String(3)),
    Column("language", Text),
    Column("region", Text),
    Column("added_at", Instant, nullable=False),
    # Where polls start: `url`, or what it permanently moved to. And where the next request goes: the same, but in the middle of
    # redirects over other hosts, each of which is asked in a turn of its own.
    Column("home_url", Text, nullable=False),
    Column("poll_url", Text, nullable=False),
    Column("redirects", Integer, nullable=False),
    Column("host", Text, nullable=False),
    Column("next_poll_at", Instant, nullable=False),
    # Verbatim, sent back as they came (RFC 9110 section 8.8).
    Column("etag", Text),
    Column("last_modified", Text),
    Column("failures", Integer, nullable=False),
    Column("last_polled_at", Instant),
    Column("last_outcome", Text),
    Column("last_reason", Text),
    Column("last_detail", Text),
    Column("entries_per_hour", Double),
    Column("entry_count", Integer, nullable=False),
    Index(None, "active", "next_poll_at"),
)

hosts = Table(
    "hosts",
    metadata,
    Column("host", Text, primary_key=True),
    # No request to this host before then, whoever asks.
    Column("next_request_at", Instant, nullable=False),
    Column("lease_owner", Text),
    Column("lease_until", Instant),
    # Counts the leases; a worker whose number is no longer this one has lost its turn and may not write.
    Column("fence", BigInteger, nullable=False),
)

entries = Table(
    "entries",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("url", Text, nullable=False),
    # Where the next request goes: `url`, or where another host redirected it to.
    Column("fetch_url", Text, nullable=False),
    Column("host", Text, nullable=False),
    Column("redirects", Integer, nullable=False),
    # What the feed said, as a JSON document of processors.records.Entry.
    Column("feed_entry", Text, nullable=False),
    Column("discovered_at", Instant, nullable=False),
    # Set while there is something left to do; null once settled.
    Column("next_attempt_at", Instant),
    Column("attempts", Integer, nullable=False),
    Column("outcome", Text),
    Column("reason", Text),
    Column("settled_at", Instant),
    # Fetched again because a feed said "edited", and the text was the same: how often in a row.
    Column("unchanged_visits", Integer, nullable=False),
    Index(None, "next_attempt_at", "host"),
    Index(None, "outcome", "reason"),
)

entry_feeds = Table(
    "entry_feeds",
    metadata,
    Column("entry_id", String(32), ForeignKey("entries.id", ondelete="CASCADE"), primary_key=True),
    Column("feed_id", String(32), ForeignKey("feeds.id", ondelete="CASCADE"), primary_key=True),
    Column("listed_at", Instant, nullable=False),
    # A hash of what this feed said of the entry: another one later means that the outlet edited it.
    Column("fingerprint", String(32), nullable=False),
    Index(None, "feed_id"),
)

articles = Table(
    "articles",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("entry_id", String(32), ForeignKey("entries.id"), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("text_sha256", String(64), nullable=False),
    Column("title", Text, nullable=False),
    Column("appended_at", Instant, nullable=False),
)

log = Table(
    "log",
    metadata,
    Column("topic", Text, primary_key=True),
    Column("partition", Integer, primary_key=True, autoincrement=False),
    Column("offset", BigInteger, primary_key=True, autoincrement=False),
    Column("key", Text, nullable=False),
    Column("headers", JSON, nullable=False),
    Column("value", LargeBinary, nullable=False),
    Column("appended_at", Instant, nullable=False),
)

log_heads = Table(
    "log_heads",
    metadata,
    Column("topic", Text, primary_key=True),
    Column("partition", Integer, primary_key=True, autoincrement=False),
    # The offset that the next record gets. Its row lock orders the writers, so offsets have no gaps and become visible in order.
    Column("next_offset", BigInteger, nullable=False),
    # Everything below was trimmed.
    Column("first_offset", BigInteger, nullable=False),
)

group_offsets = Table(
    "group_offsets",
    metadata,
    Column("group", Text, primary_key=True),
    Column("topic", Text, primary_key=True),
    Column("partition", Integer, primary_key=True, autoincrement=False),
    # The next offset that the group will read.
    Column("offset", BigInteger, nullable=False),
    Column("committed_at", Instant, nullable=False),
)

installation = Table(
    "installation",
    metadata,
    # One row: names this database among all that publish to one Kafka cluster. A copy of the database has the same name, so that
    # the two cannot both publish.
    Column("id", String(32), primary_key=True),
)
