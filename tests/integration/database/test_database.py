"""The database: schema, transactions, clear errors."""

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, create_engine, event, text

from ingest.database import Database
from ingest.database.engine import IN_DOUBT, DatabaseAway
from ingest.database.migrate import known_revisions
from ingest.database.tables import SCHEMA, metadata
from ingest.errors import ExitCode, FatalError
from tests.conftest import empty_database


def test_migrations_lead_to_the_tables_that_the_code_declares(database: Database) -> None:
    """No column is declared and not migrated, or the reverse."""
    difference = database.read_now(lambda connection: compare_metadata(MigrationContext.configure(connection), metadata))
    assert difference == []
    assert known_revisions()[0] == SCHEMA


def test_migrating_twice_changes_nothing(database: Database) -> None:
    """Every start migrates."""
    database.migrate()
    assert database.is_current()


def test_a_newer_schema_is_refused(database: Database) -> None:
    """An old version does not write into what it does not understand."""
    database.write_now(lambda connection: connection.execute(text("UPDATE alembic_version SET version_num = '9999'")))
    with pytest.raises(FatalError, match="newer conflictwire"):
        database.migrate()


def test_a_transaction_that_raises_leaves_nothing(database: Database) -> None:
    """All or nothing."""

    def work(connection: Connection) -> None:
        connection.execute(text("INSERT INTO hosts (host, next_request_at, fence) VALUES ('h', '2026-01-01 00:00:00', 0)"))
        raise KeyError("h")

    with pytest.raises(KeyError):
        database.write_now(work)
    assert database.read_now(lambda connection: connection.execute(text("SELECT count(*) FROM hosts")).scalar_one()) == 0


async def test_readers_go_on_while_a_writer_works(database: Database) -> None:
    """WAL: a long write does not stop a command that only reads."""
    writing, done = asyncio.Event(), asyncio.Event()
    loop = asyncio.get_running_loop()

    def work(connection: Connection) -> None:
        connection.execute(text("INSERT INTO hosts (host, next_request_at, fence) VALUES ('h', '2026-01-01 00:00:00', 0)"))
        loop.call_soon_threadsafe(writing.set)
        asyncio.run_coroutine_threadsafe(done.wait(), loop).result(timeout=10)

    task = asyncio.create_task(database.write(work))
    await writing.wait()
    count = await database.read(lambda connection: connection.execute(text("SELECT count(*) FROM hosts")).scalar_one())
    done.set()
    await task
    assert count == 0


@contextmanager
def cut_at_the_next_commit(database: Database, url: str) -> Iterator[None]:
    """PostgreSQL ends the connection just before the commit comes."""
    admin = create_engine(url)

    @event.listens_for(database.engine, "commit", once=True)
    def cut(connection: Connection) -> None:
        pid = connection.connection.driver_connection.info.backend_pid  # type: ignore[union-attr]  # psycopg's
        with admin.begin() as other:
            other.execute(text("SELECT pg_terminate_backend(:pid, 5000)"), {"pid": pid})

    yield
    admin.dispose()


@pytest.fixture
def postgresql(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """PostgreSQL alone: SQLite does not go away."""
    with empty_database("postgresql", request, tmp_path) as database:
        yield database


async def test_a_commit_without_an_answer_is_in_doubt_and_said(postgresql: Database, postgresql_url: str) -> None:
    """The caller must find out what became of it."""
    with cut_at_the_next_commit(postgresql, postgresql_url), pytest.raises(DatabaseAway, match=IN_DOUBT):
        await postgresql.write(lambda connection: connection.execute(text("SELECT 1")).scalar_one())


async def test_what_may_be_done_twice_is_done_again(postgresql: Database, postgresql_url: str) -> None:
    """Reading always may; writing where the caller says so."""
    for method in (postgresql.read, postgresql.write_repeatably):
        runs = []
        with cut_at_the_next_commit(postgresql, postgresql_url):
            await method(lambda connection, runs=runs: runs.append(connection.execute(text("SELECT 1")).scalar_one()))
        assert runs == [1, 1]


@pytest.fixture
def sqlite(tmp_path: Path) -> Iterator[Database]:
    """A database in the embedded dialect."""
    database = Database(f"sqlite:///{tmp_path / 'embedded.db'}")
    database.migrate()
    yield database
    database.close()


def test_a_full_disk_is_one_clear_message(sqlite: Database) -> None:
    """SQLite's own limit of pages stands in for the end of the disk: the error is the same."""

    def fill(connection: Connection) -> None:
        connection.exec_driver_sql("PRAGMA max_page_count = 1")
        connection.execute(
            text("INSERT INTO log (topic, partition, offset, key, headers, value, appended_at) VALUES ('t',0,0,'','{}',:v,'')"),
            {"v": b"x" * 10_000_000},
        )

    with pytest.raises(FatalError, match="disk is full") as caught:
        sqlite.write_now(fill)
    assert caught.value.exit_code is ExitCode.DATA_DIR


def test_a_file_that_is_no_database_is_one_clear_message(tmp_path: Path) -> None:
    """A user who names the wrong folder is told so."""
    path = tmp_path / "conflictwire.db"
    path.write_bytes(b"certainly not a database, but long enough to have a header" * 10)
    broken = Database(f"sqlite:///{path}")
    with pytest.raises(FatalError, match="not a SQLite database"):
        broken.migrate()
    broken.close()


def test_commits_survive_a_power_cut(sqlite: Database) -> None:
    """The journal is a write-ahead log that is synced at every commit."""
    settings = sqlite.read_now(
        lambda connection: [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in ("journal_mode", "synchronous", "foreign_keys")
        ]
    )
    assert settings == ["wal", 2, 1]
    assert sqlite3.sqlite_version_info >= (3, 35)
