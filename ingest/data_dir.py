"""The data directory: made when needed, held by one daemon at a time, opened by commands beside it."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import URL, make_url

from ingest.database import Database
from ingest.errors import ExitCode, FatalError
from ingest.settings import Settings

LOCK_NAME = "daemon.lock"


@contextmanager
def hold(settings: Settings) -> Iterator[None]:
    """Hold the data directory as its only daemon. The kernel lets go of it however the process ends, kill -9 included.

    Where the database is PostgreSQL, any number of daemons work on it, and nothing is held.

    Raises:
        FatalError: Another daemon holds it, or it cannot be written.
    """
    if settings.database_path is None:
        yield
        return
    make(settings)
    path = settings.data_dir / LOCK_NAME
    try:
        file = path.open("a+")
    except OSError as error:
        raise FatalError(
            f"cannot write to the data directory {settings.data_dir}: {error.strerror}", ExitCode.DATA_DIR
        ) from error
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            file.seek(0)
            holder = file.read(20).strip() or "unknown"
            raise FatalError(
                f"another conflictwire daemon (process {holder}) uses the data directory {settings.data_dir}; "
                "stop it, or choose another with --data-dir",
                ExitCode.DATA_DIR,
            ) from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield


def daemon_pid(settings: Settings) -> int | None:
    """The process that holds the data directory; None where no daemon runs."""
    try:
        with (settings.data_dir / LOCK_NAME).open() as file:
            try:
                # A shared lock is refused exactly while a daemon holds its exclusive one.
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except OSError:
                text = file.read(20).strip()
                return int(text) if text.isdigit() else None
    except OSError:
        pass
    return None


def make(settings: Settings) -> None:
    """Make the data directory.

    Raises:
        FatalError: It cannot be made.
    """
    try:
        settings.data_dir.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FatalError(f"cannot make the data directory {settings.data_dir}: {error.strerror}", ExitCode.DATA_DIR) from error


@contextmanager
def open_database(settings: Settings, *, create: bool = False) -> Iterator[Database]:
    """Open the database; with ``create``, make it and bring its schema to this version.

    Raises:
        FatalError: There is none, its schema is another version's, or it cannot be used.
    """
    path = settings.database_path
    if create:
        make(settings)
    elif path is not None and not path.exists():
        raise FatalError(
            f"there is no conflictwire data in {settings.data_dir}; "
            "start 'conflictwire run', or name another directory with --data-dir",
            ExitCode.DATA_DIR,
        )
    database = Database(_url(settings), give_up_s=settings.database.give_up_s)
    try:
        if create:
            database.migrate()
        elif not database.is_current():
            raise FatalError(
                f"the database {path or 'at database.url'} is not of this version; start the daemon once to bring it up to date",
                ExitCode.DATA_DIR,
            )
        yield database
    finally:
        database.close()


def _url(settings: Settings) -> URL:
    if settings.database.url is None:
        return make_url(f"sqlite:///{settings.database_path}")
    url = make_url(settings.database.url.get_secret_value())
    if settings.database.password_file is None:
        return url
    return url.set(password=settings.database.password_file.read_text(encoding="utf-8").partition("\n")[0].strip())
