"""Orders and results as they travel between the processes: dataclass <-> JSON and blobs.

Used at both ends. Bytes travel as blobs, named by their place. What comes in is checked against its
type: the child has read foreign files and may say anything.
"""

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence
from typing import TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

from app.evidence.frames import BrokenFrame

Value = TypeVar("Value")
_BLOB = "blob"


def to_wire(value: object) -> tuple[object, list[bytes]]:
    """A value as JSON, and the bytes that stand in it."""
    blobs: list[bytes] = []
    return _plain(value, blobs), blobs


def from_wire(form: TypeAdapter[Value], plain: object, blobs: Sequence[bytes]) -> Value:
    """The value of a form. Raises BrokenFrame when it is none."""
    try:
        return form.validate_python(_filled(plain, blobs))
    except (ValidationError, IndexError, RecursionError):
        raise BrokenFrame from None


def _plain(value: object, blobs: list[bytes]) -> object:
    if isinstance(value, bytes):
        blobs.append(value)
        return {_BLOB: len(blobs) - 1}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        names = [field.name for field in dataclasses.fields(value)]
        return {name: _plain(getattr(value, name), blobs) for name in names}
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json")
    if isinstance(value, tuple | list):
        return [_plain(each, blobs) for each in value]
    if isinstance(value, dt.date):
        return value.isoformat()
    return value


def _filled(plain: object, blobs: Sequence[bytes]) -> object:
    if isinstance(plain, Mapping):
        if set(plain) == {_BLOB} and isinstance(place := plain[_BLOB], int) and place >= 0:
            return blobs[place]
        return {name: _filled(each, blobs) for name, each in plain.items()}
    if isinstance(plain, list):
        return [_filled(each, blobs) for each in plain]
    return plain
