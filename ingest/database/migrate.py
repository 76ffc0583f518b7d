"""Brings the schema to this version, with alembic."""

from pathlib import Path

import alembic.command
import alembic.config
import alembic.script
from sqlalchemy import Connection, func, select

MIGRATIONS = Path(__file__).parent / "migrations"


def known_revisions() -> list[str]:
    """Every revision that this version knows, the newest first."""
    return [script.revision for script in alembic.script.ScriptDirectory(str(MIGRATIONS)).walk_revisions()]


def upgrade(connection: Connection) -> None:
    """Run what is missing, in the connection's transaction."""
    if connection.dialect.name == "postgresql":
        # Daemons that start together: the others wait here, and then find nothing missing.
        connection.execute(select(func.pg_advisory_xact_lock(func.hashtext("conflictwire migrations"))))
    config = alembic.config.Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    alembic.command.upgrade(config, "head")
