"""Later and late entries in words, for the panel below a signed note and for its form."""

import datetime as dt
from collections.abc import Iterator, Mapping

from app.domain.reading.dates import show_date
from app.domain.reading.times import show_time
from app.domain.signing.later_entry import LaterEntry
from app.domain.signing.seal import SealKind

_KINDS = {
    SealKind.CONTINUATION: "Continuation",
    SealKind.ADDENDUM: "Correction",
    SealKind.CO_SIGNATURE: "Co-signed",
    SealKind.VOID: "Void",
}


def moment_words(at: dt.datetime, zone: dt.tzinfo) -> str:
    """A moment in the practice's own time."""
    local = at.astimezone(zone)
    return f"{show_date(local.date())} {show_time(local.time())}"


def late_words(at: dt.datetime, who: str, reason: str, zone: dt.tzinfo) -> str:
    """By whom, when and why an answer was entered late."""
    why = f"Reason: {reason}" if reason else "No reason was given."
    return f"Late entry, {moment_words(at, zone)} by {who}. {why}"


def entry_title(entry: LaterEntry, zone: dt.tzinfo) -> str:
    """What it is, who signed it and when."""
    who = ", ".join(part for part in (entry.name, entry.credential) if part)
    return f"{_KINDS[entry.kind]} · {who} · {moment_words(entry.at, zone)}"


def entry_words(entry: LaterEntry, titles: Mapping[str, str]) -> str:
    """What it tells; `titles` are those of documents by SHA-256."""
    return "\n".join(_lines(entry, titles))


def _lines(entry: LaterEntry, titles: Mapping[str, str]) -> Iterator[str]:
    if entry.occurred:
        yield f"On {show_date(entry.occurred)}: {entry.text}"
    elif entry.text:
        yield entry.text
    for each in entry.corrections:
        yield f"{each.label}: {each.old or 'nothing'} → {each.new or 'nothing'}"
    if entry.reason:
        yield f"Reason: {entry.reason}"
    if entry.documents:
        yield "Documents: " + ", ".join(titles.get(each, "unknown") for each in entry.documents)
