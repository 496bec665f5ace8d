"""Records with a version in memory: what the fakes have in common."""

from collections.abc import Mapping
from typing import Any, Generic, Protocol, Self, TypeVar

from app.errors import StaleRecord


class Versioned(Protocol):
    """What every record has."""

    @property
    def version(self) -> int: ...
    def model_copy(self, *, update: Mapping[str, Any]) -> Self: ...


Record = TypeVar("Record", bound=Versioned)


class Kept(Generic[Record]):
    """Records with a version, by id."""

    def __init__(self, held: dict[str, Record]) -> None:
        self._held = held

    def get(self, record_id: str) -> Record | None:
        return self._held.get(record_id)

    def put(self, record_id: str, record: Record) -> Record:
        old = self._held.get(record_id)
        if record.version != (old.version if old else 0):
            raise StaleRecord
        kept = record.model_copy(update={"version": record.version + 1})
        self._held[record_id] = kept
        return kept
