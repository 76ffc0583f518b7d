"""The SQL database: engine, transactions off the event loop, migrations, and one clear error for whatever goes wrong.

SQLite (WAL) under the data directory, or any PostgreSQL URL. SQLAlchemy's synchronous engine runs in threads: on SQLite one
thread writes, so that writers queue here and not in the database's busy handler.
"""

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection, Dialect, Engine, Table, create_engine, event, inspect, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError, OperationalError

from ingest.database.tables import SCHEMA
from ingest.errors import ExitCode, FatalError

P = ParamSpec("P")
T = TypeVar("T")

BUSY_TIMEOUT_S = 30.0
"""How long a SQLite writer waits for another process (a command beside the daemon)."""

READERS = 4


class Database:
    """Transactions against one SQL database.

    Functions that take a ``Connection`` first are run by ``read`` and ``write`` in a thread, each in a transaction of its own
    that commits when the function returns and rolls back when it raises.

    Args:
        url: SQLAlchemy URL (``sqlite:////…/conflictwire.db``, ``postgresql+psycopg://…``).
    """

    def __init__(self, url: str) -> None:
        self.engine = _create_engine(url)
        self.is_sqlite = self.engine.dialect.name == "sqlite"
        self._writer = ThreadPoolExecutor(1 if self.is_sqlite else READERS, thread_name_prefix="sql-write")
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix="sql-read")

    async def write(self, work: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run ``work(connection, …)`` in a read-write transaction.

        The transaction ends as a whole even where the caller is cancelled meanwhile: it is then committed or rolled back, never
        left open.

        Raises:
            FatalError: The database cannot be used (disk full, file gone, server away).
        """
        return await self._in_thread(self._writer, self.write_now, work, *args, **kwargs)

    async def read(self, work: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run ``work(connection, …)`` in a read transaction: one consistent snapshot."""
        return await self._in_thread(self._readers, self.read_now, work, *args, **kwargs)

    def write_now(self, work: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """``write`` for callers without an event loop."""
        with translated_errors(), self.engine.connect() as connection, connection.begin():
            if self.is_sqlite:
                # Take the write lock before the first read, or a reader that turns writer fails at once as "locked".
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            return work(connection, *args, **kwargs)

    def read_now(self, work: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """``read`` for callers without an event loop."""
        with translated_errors(), self.engine.connect() as connection, connection.begin():
            if self.is_sqlite:
                connection.exec_driver_sql("BEGIN")
            return work(connection, *args, **kwargs)

    def migrate(self) -> None:
        """Bring the schema to this version. Safe beside another process that does the same.

        Raises:
            FatalError: The database was written by a newer version, or cannot be used.
        """
        # Imported here: it takes a third of a second, and no command but the daemon needs it.
        from ingest.database.migrate import known_revisions, upgrade  # noqa: PLC0415

        with translated_errors():
            current = self.schema_revision()
            if current is not None and current not in known_revisions():
                raise FatalError(
                    f"the database was written by a newer conflictwire (schema {current}); install that version",
                    ExitCode.DATA_DIR,
                )
            if current != SCHEMA:
                self.write_now(upgrade)

    def schema_revision(self) -> str | None:
        """The schema's revision; None for an empty database."""
        return self.read_now(_schema_revision)

    def is_current(self) -> bool:
        """Whether the schema is this version's."""
        return self.schema_revision() == SCHEMA

    def close(self) -> None:
        """Wait for what runs, then close every connection."""
        self._writer.shutdown()
        self._readers.shutdown()
        self.engine.dispose()

    @staticmethod
    async def _in_thread(pool: ThreadPoolExecutor, call: Callable[..., T], *args: Any, **kwargs: Any) -> T:
        return await asyncio.wrap_future(pool.submit(call, *args, **kwargs))


@contextmanager
def translated_errors() -> Iterator[None]:
    """Turn the database's failures into one FatalError with advice; programming errors pass through as they are."""
    try:
        yield
    except OperationalError as error:
        raise FatalError(_advice(error), ExitCode.DATA_DIR) from error
    except DBAPIError as error:
        if error.connection_invalidated or "malformed" in str(error.orig) or "not a database" in str(error.orig):
            raise FatalError(_advice(error), ExitCode.DATA_DIR) from error
        raise


def _advice(error: DBAPIError) -> str:
    cause = str(error.orig)
    for sign, advice in (
        ("disk is full", "the disk is full: free some space and start again; nothing that was committed is lost"),
        ("malformed", "the database file is damaged: restore it from a backup or choose another data directory"),
        ("not a database", "the database file is not a SQLite database: choose another data directory"),
        ("readonly", "the database cannot be written: check the owner and permissions of the data directory"),
        ("unable to open", "the database cannot be opened: check the data directory and its permissions"),
        ("locked", f"the database stayed locked for {BUSY_TIMEOUT_S:.0f} s: is another program writing to it?"),
        ("I/O error", "the disk reports an input/output error: check the disk"),
    ):
        if sign in cause:
            return f"{advice} ({cause})"
    return f"the database cannot be used: {cause}"


def upsert(dialect: Dialect, table: Table) -> sqlite.Insert | postgresql.Insert:
    """An insert that can say what to do on a conflict, in the connection's dialect."""
    return sqlite.insert(table) if dialect.name == "sqlite" else postgresql.insert(table)


def _create_engine(url: str) -> Engine:
    if not url.startswith("sqlite"):
        return create_engine(url, pool_pre_ping=True)
    engine = create_engine(url, connect_args={"timeout": BUSY_TIMEOUT_S, "check_same_thread": False})

    @event.listens_for(engine, "connect")
    def set_up(dbapi_connection: Any, _record: Any) -> None:
        # The sqlite3 driver's own idea of transactions is switched off; `write_now` and `read_now` say BEGIN themselves.
        dbapi_connection.isolation_level = None
        cursor = dbapi_connection.cursor()
        cursor.execute("PRAGMA journal_mode=WAL")
        # FULL: a committed record survives a power cut, so an offset that a subscriber has seen is never given out again.
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.close()

    return engine


def _schema_revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return revision
