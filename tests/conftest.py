"""Fixtures that every kind of test shares."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ingest.database import Database
from tests.clock import Clock


@pytest.fixture
def clock() -> Clock:
    """A clock at a fixed instant."""
    return Clock(datetime(2026, 5, 3, 12, 0, tzinfo=UTC))


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """An empty database of this version's schema."""
    database = Database(f"sqlite:///{tmp_path / 'conflictwire.db'}")
    database.migrate()
    yield database
    database.close()
