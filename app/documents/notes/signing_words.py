"""Moments and signing keys in the words that documents print; shared by all of them."""

import datetime as dt

from app.domain.reading.dates import show_date
from app.domain.reading.times import show_time

_SHORT_NAME = 5
"""Letters of a zone's short name (EST, AKDT); some systems know long names only."""


def moment_words(local: dt.datetime) -> str:
    """Day and time of a moment that is in the practice's own time already."""
    return f"{show_date(local.date())} {show_time(local.time())}"


def signed_moment(at: dt.datetime, zone: dt.tzinfo) -> str:
    """The moment of a signature with its zone, for readers in another one; `at` is UTC."""
    local = at.astimezone(zone)
    name = local.tzname() or ""
    if not name or len(name) > _SHORT_NAME:
        offset = f"{local:%z}"
        name = f"UTC{offset[:3]}:{offset[3:5]}"
    return f"{moment_words(local)} {name}"


def key_words(fingerprint: str) -> str:
    """A key's fingerprint in groups, to be compared by eye; empty where nobody signed with one."""
    return f"Signing key {grouped(fingerprint)}" if fingerprint else ""


def grouped(fingerprint: str) -> str:
    """A fingerprint in groups that can be read aloud; everywhere the same, to be compared."""
    return " ".join(fingerprint[i : i + 4].upper() for i in range(0, len(fingerprint), 4))
