"""Alembic's entry point: runs the migrations on the connection that ``Database.migrate`` hands over."""

from alembic import context

from ingest.database.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=False,  # the caller's transaction holds the whole upgrade
)
context.run_migrations()
