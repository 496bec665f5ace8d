"""Fresh ids for patients, notes and rows; storage and the draft make new things with them."""

import uuid
from collections.abc import Callable

NewId = Callable[[], str]


def new_id() -> str:
    """A random id of 32 hexadecimal digits."""
    return uuid.uuid4().hex


def next_row_id(taken: tuple[str, ...]) -> str:
    """The next row id of a table: r1, r2, …, above every number in use, so none is mistaken."""
    numbers = [int(row[1:]) for row in taken if row[:1] == "r" and row[1:].isdigit()]
    return f"r{max(numbers, default=0) + 1}"
