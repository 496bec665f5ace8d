"""How two databases of one practice differ: as it stands, and as it was when it was backed up."""

from pathlib import Path

from sqlalchemy import Connection, FromClause, MetaData, Table, func, or_, select

from app.crypto import Secret
from app.domain.backup import Difference
from app.storage import tables
from app.storage.claims.claim_tables import claims
from app.storage.engine import make_engine
from app.storage.failures import driver_failures

_THERE = "there"
_COMPARED = {
    "notes": (tables.notes, ("patient_id", "status", "content", "known", "signature")),
    "patients": (tables.patients, ("record",)),
    "packs": (tables.packs, ("record",)),
    "documents": (tables.documents, ("sha256", "record")),
    "claims": (claims, ("record",)),
}
"""What is compared, and the columns that hold what people entered."""


def differences(here: Path, there: Path, key: Secret) -> tuple[Difference, ...]:
    """How a practice differs from a copy out of a backup, which has been brought to this schema.

    The practice may be open. Raises DamagedFile, DiskFull.
    """
    engine = make_engine(here, key)
    try:
        with driver_failures(), engine.connect() as connection:
            _attach(connection, there, key)
            with connection.begin():
                return tuple(
                    _difference(connection, kind, table, columns)
                    for kind, (table, columns) in _COMPARED.items()
                )
    finally:
        engine.dispose()


def _attach(connection: Connection, there: Path, key: Secret) -> None:
    """Past SQLAlchemy, which would begin a transaction: inside one nothing can be attached."""
    driver = connection.connection.driver_connection
    assert driver is not None  # the connection is open
    raw = f"x'{key.reveal().hex()}'"  # 32 bytes as they are, as `engine` gives them
    driver.execute("ATTACH ? AS there KEY ?", (str(there), raw))


def _difference(
    connection: Connection, kind: str, table: Table, columns: tuple[str, ...]
) -> Difference:
    here = table.alias("row_here")
    there = table.to_metadata(MetaData(), schema=_THERE).alias("row_there")
    changed = or_(*(here.c[name].is_distinct_from(there.c[name]) for name in columns))
    both = select(func.count()).select_from(here.join(there, here.c.id == there.c.id))
    return Difference(
        kind,
        only_here=_missing(connection, here, there),
        only_there=_missing(connection, there, here),
        differing=connection.execute(both.where(changed)).scalar_one(),
    )


def _missing(connection: Connection, rows: FromClause, others: FromClause) -> int:
    """How many rows have no counterpart among the others."""
    query = select(func.count()).select_from(rows)
    return connection.execute(query.where(rows.c.id.not_in(select(others.c.id)))).scalar_one()
