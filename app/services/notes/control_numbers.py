"""Attachment control numbers: formed as the practice wants them, given out once, never again.

A note bears one from its first save; a pack that is sent after another one gets a fresh one. The
charting and packing services call it inside their own transaction, so that a number is used up
exactly when what bears it is kept.
"""

import datetime as dt
from collections.abc import Iterator

from app.domain.packs.channel import LEAST_NUMBER, MOST_NUMBER
from app.domain.practice.people import Practice
from app.services.ports.store import Repositories

SERIAL_DIGITS = 5
NOTE_DIGITS = 8


def formed(practice: Practice, note_id: str, serial: int, day: dt.date) -> str:
    """A number in the practice's format; longer ones than any channel takes lose their front."""
    filled = practice.control_format.format(
        prefix=practice.control_prefix,
        date=f"{day:%y%m%d}",
        note=note_id[:NOTE_DIGITS].upper(),
        serial=f"{serial:0{SERIAL_DIGITS}d}",
    )
    return filled[-MOST_NUMBER:].rjust(LEAST_NUMBER, "0")


def free_number(found: Repositories, practice: Practice, note_id: str, day: dt.date) -> str:
    """The first number in the practice's format that was never given out. Takes nothing."""
    first = found.control_numbers.count() + 1
    candidates = _candidates(practice, note_id, first, day)
    return next(number for number in candidates if not found.control_numbers.is_taken(number))


def _candidates(practice: Practice, note_id: str, first: int, day: dt.date) -> Iterator[str]:
    """Numbers by rising serial; a format without a serial gets one behind it after the first."""
    has_serial = "{serial}" in practice.control_format
    serial = first
    if not has_serial:
        yield formed(practice, note_id, serial, day)
        serial = 2
    while True:
        if has_serial:
            yield formed(practice, note_id, serial, day)
        else:
            tail = f"-{serial}"
            yield formed(practice, note_id, serial, day)[: MOST_NUMBER - len(tail)] + tail
        serial += 1
