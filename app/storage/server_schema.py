"""The tables on a server: whether they are this version's, and bringing them there as their owner.

A window works as a role without DDL, so it only compares; `chartproof server upgrade` migrates.
"""

from sqlalchemy import Connection, Engine

from app.errors import NewerSchema
from app.server_errors import OlderServerSchema
from app.storage.engine import WRITES
from app.storage.schema import HEAD, schema_version, upgrade
from app.storage.server_rules import lay_down


def check_schema(connection: Connection) -> None:
    """Raises OlderServerSchema, NewerSchema when the tables are not this version's."""
    version = schema_version(connection)
    if version is None or version < HEAD:  # numbers of four figures: text order is their order
        raise OlderServerSchema
    if version != HEAD:
        raise NewerSchema


def upgrade_server(owner: Engine, daily: str) -> None:
    """Run the migrations that the tables lack, and lay down what rests on them: all or nothing.

    `daily` is the role of daily use. Writers wait meanwhile. Raises NewerSchema.
    """
    with owner.connect() as plain:
        connection = plain.execution_options(**{WRITES: True})
        with connection.begin():
            upgrade(connection)
            lay_down(connection, daily)
