"""Bringing a database to this version's schema; the folder calls it whenever it opens a store.

Alembic is imported only when there is something to do: the version in the file is compared first.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, inspect, text

from app.errors import NewerSchema
from app.preparing import Told, unheard
from app.storage.engine import WRITES

if TYPE_CHECKING:  # a quarter of a second that most starts can do without
    from alembic.config import Config

# The newest migration; a test holds it to the files.
HEAD = "0017"

# Read as files: a frozen program must carry this folder as it is.
MIGRATIONS = Path(__file__).resolve().parent / "migrations"


def bring_up_to_date(engine: Engine, told: Told = unheard) -> None:
    """Run the migrations a database lacks, all or none of them. Raises NewerSchema.

    `told` hears how far that is where it takes long.

    Foreign keys rest meanwhile, because SQLite changes a table by making it anew; that what they
    hold still holds is checked before the end.
    """
    with engine.connect() as connection:
        if schema_version(connection) == HEAD:
            return
    with engine.connect().execution_options(**{WRITES: True}) as connection:
        _set_foreign_keys(connection, "OFF")
        try:
            with connection.begin():
                upgrade(connection, told)
                if connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                    raise RuntimeError("a migration broke a reference between records")
        finally:
            _set_foreign_keys(connection, "ON")


def schema_version(connection: Connection) -> str | None:
    """The newest migration the database has seen; None for an empty one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def migration_config(connection: Connection) -> "Config":
    """What Alembic needs to know to run our migrations on a connection."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def upgrade(connection: Connection, told: Told = unheard) -> None:
    """Run the migrations a database lacks in the transaction under way. Raises NewerSchema.

    Then index what no search finds yet, and what no report counts.
    """
    from alembic import command
    from alembic.script import ScriptDirectory

    from app.storage.claims.claim_answers import fill_answers
    from app.storage.search.search_writing import fill

    config = migration_config(connection)
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if schema_version(connection) not in known | {None}:
        raise NewerSchema
    command.upgrade(config, HEAD)
    fill(connection, told)
    fill_answers(connection, told)


def _set_foreign_keys(connection: Connection, state: str) -> None:
    """Past SQLAlchemy, which would begin a transaction: inside one SQLite ignores this setting."""
    driver = connection.connection.driver_connection
    assert driver is not None  # the connection is open
    driver.execute(f"PRAGMA foreign_keys = {state}")
