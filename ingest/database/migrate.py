"""Brings the schema to this version, with alembic."""

from pathlib import Path

import alembic.command
import alembic.config
import alembic.script
from sqlalchemy import Connection

MIGRATIONS = Path(__file__).parent / "migrations"


def known_revisions() -> list[str]:
    """Every revision that this version knows, the newest first."""
    return [script.revision for script in alembic.script.ScriptDirectory(str(MIGRATIONS)).walk_revisions()]


def upgrade(connection: Connection) -> None:
    """Run what is missing, in the connection's transaction."""
    config = alembic.config.Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    alembic.command.upgrade(config, "head")
