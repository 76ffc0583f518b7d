"""The database: schema, transactions, clear errors."""

import asyncio
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, text

from ingest.database import Database
from ingest.database.migrate import known_revisions
from ingest.database.tables import SCHEMA, metadata
from ingest.errors import ExitCode, FatalError


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
