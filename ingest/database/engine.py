"""The SQL database: engine, transactions off the event loop, migrations, and one clear error for whatever goes wrong.

SQLite (WAL) under the data directory, or any PostgreSQL URL. SQLAlchemy's synchronous engine runs in threads: on SQLite one
thread writes, so that writers queue here and not in the database's busy handler.
"""

import asyncio
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import URL, Connection, Dialect, Engine, Table, create_engine, event, func, inspect, make_url, select, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError, OperationalError

from ingest.database.tables import SCHEMA
from ingest.errors import ExitCode, FatalError, RetryLater
from ingest.logs import get_logger

P = ParamSpec("P")
T = TypeVar("T")

BUSY_TIMEOUT_S = 30.0
"""How long a SQLite writer waits for another process (a command beside the daemon)."""

READERS = 4
FIRST_PAUSE_S = 0.1
MAX_PAUSE_S = 5.0

UNAVAILABLE = "database_unavailable"
"""Nothing was done."""
IN_DOUBT = "database_in_doubt"
"""The answer to a commit did not come: it may have been done."""

POSTGRESQL = {
    "connect_timeout": 10,
    "tcp_user_timeout": 30_000,
    "options": "-c statement_timeout=60s -c lock_timeout=30s -c idle_in_transaction_session_timeout=60s",
}
"""No wait is for ever."""


class DatabaseAway(RetryLater):
    """PostgreSQL does not answer, or ended a transaction for another's sake."""


class Database:
    """Transactions against one SQL database.

    Functions that take a ``Connection`` first are run by ``read`` and ``write`` in a thread, each in a transaction of its own
    that commits when the function returns and rolls back when it raises. While PostgreSQL is away they wait, and run the function
    again: it must have no effect but in its transaction.

    Args:
        url: SQLAlchemy URL (``sqlite:////…/conflictwire.db``, ``postgresql+psycopg://…``).
        give_up_s: How long PostgreSQL may be away.
    """

    def __init__(self, url: str | URL, *, give_up_s: float = 60.0) -> None:
        self.engine = _create_engine(make_url(url))
        self.is_sqlite = self.engine.dialect.name == "sqlite"
        self._give_up_s = give_up_s
        self._writer = ThreadPoolExecutor(1 if self.is_sqlite else READERS, thread_name_prefix="sql-write")
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix="sql-read")

    async def write(self, work: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run ``work(connection, …)`` in a read-write transaction.

        The transaction ends as a whole even where the caller is cancelled meanwhile: it is then committed or rolled back, never
        left open.

        Raises:
            DatabaseAway: With the reason ``database_in_doubt``: PostgreSQL went away before it answered the commit.
            FatalError: The database cannot be used (disk full, file gone, server away for too long).
        """
        return await self._patiently(self._writer, lambda: self._transact("BEGIN IMMEDIATE", work, *args, **kwargs))

    async def write_repeatably(self, work: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """``write`` for work that may be done twice: where the commit was not answered, it is.

        Raises:
            FatalError: As for ``write``.
        """
        while True:
            with suppress(DatabaseAway):
                return await self.write(work, *args, **kwargs)

    async def read(self, work: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run ``work(connection, …)`` in a read transaction: one consistent snapshot.

        Raises:
            FatalError: As for ``write``.
        """
        return await self._patiently(self._readers, lambda: self._transact("BEGIN", work, *args, **kwargs))

    def write_now(self, work: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """``write`` for callers without an event loop, and without its patience."""
        return _at_once(lambda: self._transact("BEGIN IMMEDIATE", work, *args, **kwargs))

    def read_now(self, work: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """``read`` for callers without an event loop, and without its patience."""
        return _at_once(lambda: self._transact("BEGIN", work, *args, **kwargs))

    def sole(self, name: str) -> "Sole":
        """A name that one process at a time has, among all on this database."""
        return Sole(self.engine, self._readers, name)

    def _transact(self, begin: str, work: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        with translated_errors(), self.engine.connect() as connection:
            with connection.begin() as transaction:
                if self.is_sqlite:
                    # IMMEDIATE: the write lock is taken before the first read, or a reader that turns writer fails as "locked".
                    connection.exec_driver_sql(begin)
                elif begin == "BEGIN":
                    connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
                result = work(connection, *args, **kwargs)
                # A transaction that only read has nothing to be in doubt about: it is run again.
                with translated_errors(away=UNAVAILABLE if begin == "BEGIN" else IN_DOUBT):
                    transaction.commit()
            return result

    async def _patiently(self, pool: ThreadPoolExecutor, call: Callable[[], T]) -> T:
        loop = asyncio.get_running_loop()
        deadline = loop.time() + self._give_up_s
        pause_s = FIRST_PAUSE_S
        while True:
            try:
                return await _in_thread(pool, call)
            except DatabaseAway as error:
                if error.reason == IN_DOUBT:
                    raise
                if loop.time() + pause_s > deadline:
                    raise FatalError(error.detail, ExitCode.DATA_DIR) from error
                get_logger().warning("database", outcome="retry", reason=error.reason, detail=error.detail, pause_s=pause_s)
            await asyncio.sleep(pause_s)
            pause_s = min(2 * pause_s, MAX_PAUSE_S)

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


class Sole:
    """A name that one process at a time has. On SQLite the data directory's lock keeps other processes away.

    It spares work and is no safety: where PostgreSQL ends the connection, another process gets the name, so that what is done
    under it must be fenced by other means. Made by ``Database.sole``.
    """

    def __init__(self, engine: Engine, pool: ThreadPoolExecutor, name: str) -> None:
        self._engine = engine
        self._pool = pool
        self._name = name
        self._connection: Connection | None = None
        self._is_ours = engine.dialect.name == "sqlite"

    async def is_ours(self) -> bool:
        """Take the name if nobody has it; tell whether we have it.

        Raises:
            DatabaseAway: PostgreSQL is away.
        """
        if not self._is_ours:
            self._is_ours = await _in_thread(self._pool, self._take)
        return self._is_ours

    async def let_go(self) -> None:
        """Leave the name to others."""
        connection, self._connection = self._connection, None
        if connection is not None:
            self._is_ours = False
            with suppress(DBAPIError):
                await _in_thread(self._pool, connection.close)

    def _take(self) -> bool:
        with translated_errors():
            if self._connection is None or self._connection.closed or self._connection.invalidated:
                self._connection = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
                # It does not go back to the pool: the end of the session is the end of the lock.
                self._connection.detach()
            lock = func.pg_try_advisory_lock(func.hashtext(self._name))
            return bool(self._connection.execute(select(lock)).scalar_one())


async def _in_thread(pool: ThreadPoolExecutor, call: Callable[[], T]) -> T:
    return await asyncio.wrap_future(pool.submit(call))


def _at_once(call: Callable[[], T]) -> T:
    try:
        return call()
    except DatabaseAway as error:
        raise FatalError(error.detail, ExitCode.DATA_DIR) from error


@contextmanager
def translated_errors(away: str = UNAVAILABLE) -> Iterator[None]:
    """Turn the database's failures into our errors; programming errors pass through as they are.

    Raises:
        DatabaseAway: PostgreSQL is away, or ended the transaction for another's sake; ``away`` is the reason.
        FatalError: SQLite cannot be used, with advice.
    """
    try:
        yield
    except DBAPIError as error:
        if isinstance(error.orig, sqlite3.Error):
            if isinstance(error, OperationalError) or any(sign in str(error.orig) for sign in ("malformed", "not a database")):
                raise FatalError(_advice(error), ExitCode.DATA_DIR) from error
        elif isinstance(error, OperationalError) or error.connection_invalidated:
            raise DatabaseAway(away, _advice(error)) from error
        raise


def _advice(error: DBAPIError) -> str:
    cause = str(error.orig)
    if not isinstance(error.orig, sqlite3.Error):
        return f"the database cannot be used: {cause}"
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


def _create_engine(url: URL) -> Engine:
    if url.get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True, pool_size=2 * READERS, connect_args=POSTGRESQL)
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
