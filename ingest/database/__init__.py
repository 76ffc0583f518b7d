"""The SQL database that holds the frontier and the log: tables, migrations, transactions off the event loop."""

from ingest.database.engine import Database, DatabaseAway, Sole

__all__ = ["Database", "DatabaseAway", "Sole"]
