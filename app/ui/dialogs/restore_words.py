"""How the restore dialog speaks of backups and of what they hold."""

import datetime as dt

from app.domain.backup import Backup, Difference
from app.domain.reading.dates import show_date
from app.domain.reading.times import show_time

STAGES = {
    "copying": "Taking the backup out…",
    "reading back": "Reading it back…",
    "checking": "Checking every record…",
}


def moment_words(at: dt.datetime, zone: dt.tzinfo) -> str:
    """A moment in the practice's own time."""
    local = at.astimezone(zone)
    return f"{show_date(local.date())}, {show_time(local.time())}"


def backup_words(backup: Backup, zone: dt.tzinfo) -> str:
    """One line for a backup: when, how large, what is wrong with it."""
    facts = backup.facts
    notes = facts.counts.get("notes", 0)
    parts = [
        moment_words(facts.made_at, zone),
        "1 note" if notes == 1 else f"{notes:,} notes",
        f"{facts.size / 1e6:,.1f} MB",
    ]
    if not facts.is_good:
        parts.append("not good: something was wrong with the practice then")
    return " · ".join(parts)


def difference_words(difference: Difference) -> str:
    """How one kind of record differs: what would be gone, come back and change."""
    kind = difference.kind.capitalize()
    if difference.is_none:
        return f"{kind}: the same"
    parts = []
    if difference.only_here:
        parts.append(f"{difference.only_here:,} would no longer be there")
    if difference.only_there:
        parts.append(f"{difference.only_there:,} would come back")
    if difference.differing:
        parts.append(f"{difference.differing:,} would be as they were then")
    return f"{kind}: {', '.join(parts)}"
