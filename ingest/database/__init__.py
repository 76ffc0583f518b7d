"""The SQL database that holds the frontier and the log: tables, migrations, transactions off the event loop."""

from ingest.database.engine import Database

__all__ = ["Database"]
