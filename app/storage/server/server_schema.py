"""The tables on a server: whether they are this version's, and bringing them there as their owner.

A window works as a role without DDL, so it only compares; `chartproof server upgrade` migrates.
"""

from sqlalchemy import Connection, Engine

from app.errors import NewerSchema
from app.server_errors import OlderServerSchema
from app.storage.engine import WRITES
from app.storage.failures import driver_failures
from app.storage.schema import HEAD, schema_version, upgrade
from app.storage.server.server_rules import lay_down


def check_schema(connection: Connection) -> None:
    """Raises OlderServerSchema, NewerSchema when the tables are not this version's."""
    version = schema_version(connection)
    if version is None or version < HEAD:  # numbers of four figures: text order is their order
        raise OlderServerSchema
    if version != HEAD:
        raise NewerSchema


def upgrade_server(engine: Engine, owner: str, daily: str) -> None:
    """Run the migrations that the tables lack, and lay down what rests on them: all or nothing.

    `owner` is the role that the tables belong to, which whoever connects may take on; `daily` the
    one of daily use. Writers wait meanwhile. Raises NewerSchema.
    """
    with driver_failures(), engine.connect() as plain:
        connection = plain.execution_options(**{WRITES: True})
        with connection.begin():
            connection.exec_driver_sql(f'SET LOCAL ROLE "{owner}"')
            upgrade(connection)
            lay_down(connection, daily)
