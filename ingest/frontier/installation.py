"""The name of a database among all that publish to one Kafka cluster; it is given when the database is made."""

from sqlalchemy import Connection, select

from ingest.database.tables import installation


def installation_id(connection: Connection) -> str:
    """Return the name: 16 hexadecimal digits."""
    name: str = connection.execute(select(installation.c.id)).scalar_one()
    return name
