"""Deadlines as a calendar file (RFC 5545), for the calendar an office looks at anyway.

It leaves the practice's encryption, so it names no patient and quotes nothing that was typed: what
runs out, of which claim or kind of record, and where to look. Decision 164.
"""

import datetime as dt
from collections.abc import Iterable, Iterator

from app.domain.deadlines.deadline import Deadline

FILE_NAME = "Chartproof deadlines.ics"
_WIDTH = 75
"""Octets of a line, without its end (RFC 5545, 3.1)."""

_EPOCH = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


def calendar_of(deadlines: Iterable[Deadline], made_at: dt.datetime) -> bytes:
    """The file. An event read in again takes the place of what it was: `made_at` (UTC) orders them.

    Each stands on the day to do it by, all day, and is told at nine o'clock the day before.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Chartproof//Deadlines//EN"]
    for each in deadlines:
        lines += _event(each, made_at)
    lines.append("END:VCALENDAR")
    return b"".join(_folded(line) for line in lines)


def _event(deadline: Deadline, made_at: dt.datetime) -> Iterator[str]:
    summary = _text(f"{deadline.clock.value.capitalize()}: {deadline.title}")
    day = deadline.do_by
    slug = deadline.clock.name.lower().replace("_", "-")
    yield "BEGIN:VEVENT"
    yield f"UID:{deadline.kind}-{deadline.record}-{slug}@chartproof.invalid"
    yield f"DTSTAMP:{made_at.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"
    yield f"SEQUENCE:{int((made_at - _EPOCH).total_seconds()) // 60}"
    yield f"DTSTART;VALUE=DATE:{day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{day + dt.timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{summary}"
    yield f"DESCRIPTION:{_text(f'Last day {deadline.words}. Open Chartproof for the rest.')}"
    yield "TRANSP:TRANSPARENT"
    yield "BEGIN:VALARM"
    yield "ACTION:DISPLAY"
    yield f"DESCRIPTION:{summary}"
    yield "TRIGGER:-PT15H"
    yield "END:VALARM"
    yield "END:VEVENT"


def _text(text: str) -> str:
    """Text as the format writes it, without signs that steer a terminal or turn a line around."""
    text = "".join(sign if sign.isprintable() else " " for sign in text)
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return " ".join(text.split())


def _folded(line: str) -> bytes:
    """A line with its end, cut between characters where it is too long."""
    parts, part = [], b""
    for sign in line:
        octets = sign.encode()
        if len(part) + len(octets) > _WIDTH:
            parts.append(part)
            part = b" "
        part += octets
    return b"\r\n".join((*parts, part)) + b"\r\n"
