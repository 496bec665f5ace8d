"""Whole records with a version: what the repositories of people and payers have in common."""

from collections.abc import Callable, Mapping
from typing import Any, Generic, Protocol, Self, TypeVar

from sqlalchemy import Connection, RowMapping, Select, Table, insert, select, update

from app.errors import DamagedFile, StaleRecord

Columns = dict[str, Any]


class Versioned(Protocol):
    """What every record of the domain has: pydantic's own methods, and a `version`."""

    @property
    def version(self) -> int:
        """How often it was saved."""
        ...

    @classmethod
    def model_validate_json(cls, json_data: str) -> Self:
        """Read from JSON."""
        ...

    def model_dump_json(self, *, exclude: set[str]) -> str:
        """Write as JSON."""
        ...

    def model_copy(self, *, update: Mapping[str, Any]) -> Self:
        """A changed copy."""
        ...


Record = TypeVar("Record", bound=Versioned)


class RecordTable(Generic[Record]):
    """Reads and saves the records of one table; `columns` are what lists need beside a record."""

    def __init__(
        self,
        connection: Connection,
        table: Table,
        model: type[Record],
        columns: Callable[[Record], Columns],
    ) -> None:
        self._connection = connection
        self._table = table
        self._model = model
        self._columns = columns

    def get(self, record_id: str) -> Record | None:
        """The record, or None when there is none."""
        found = self.read(select(self._table).where(self._table.c.id == record_id))
        return found[0] if found else None

    def read(self, query: Select[Any]) -> tuple[Record, ...]:
        """The records that a query on this table finds. Raises DamagedFile."""
        return tuple(self._record(row) for row in self._connection.execute(query).mappings())

    def save(self, record_id: str, record: Record) -> Record:
        """Keep a record and return it with `version` one up; 0 adds it. Raises StaleRecord."""
        kept = record.model_copy(update={"version": record.version + 1})
        text = record.model_dump_json(exclude={"version"})
        values = {"version": kept.version, "record": text, **self._columns(record)}
        if record.version == 0:
            self._add(record_id, values)
        else:
            self._replace(record_id, record.version, values)
        return kept

    def _add(self, record_id: str, values: Columns) -> None:
        if self.get(record_id):
            raise StaleRecord
        self._connection.execute(insert(self._table).values(id=record_id, **values))

    def _replace(self, record_id: str, version: int, values: Columns) -> None:
        same = (self._table.c.id == record_id) & (self._table.c.version == version)
        if self._connection.execute(update(self._table).where(same).values(values)).rowcount == 0:
            raise StaleRecord

    def _record(self, row: RowMapping) -> Record:
        try:
            record = self._model.model_validate_json(row["record"])
        except ValueError:
            raise DamagedFile from None
        return record.model_copy(update={"version": row["version"]})
