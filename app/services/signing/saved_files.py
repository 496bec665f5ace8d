"""What the practice's history tells of a file that was saved: exactly these bytes, by whom, when.

`sent_files` asks, for files that no pack has and that do not prove themselves. Every act that
writes a file tells the trail its SHA-256 (`trail.file_digests`).
"""

import datetime as dt

from app.domain.audit import FILES, LEAVES_OFFICE, AuditQuery, AuditRow, Deed, true_hash
from app.domain.reading.dates import show_date
from app.services.ports.store import Repositories
from app.services.seals.file_verdict import Verdict

_WRITES = (*LEAVES_OFFICE, Deed.TRAIL_PRINTED, Deed.TRAIL_EXPORTED)


def saved_file(found: Repositories, sha256: str, zone: dt.tzinfo) -> Verdict | None:
    """The verdict on a file that the history tells of; None for any other.

    A row that is not as it was written tells nothing. Looks through the rows of all files that
    were written: for one file at a time, on a worker.
    """
    page = found.audit.page(AuditQuery(deeds=_WRITES, told=sha256))
    rows = [row for row in page.rows if sha256 in _files(row) and row.hash == true_hash(row)]
    if not rows:
        return None
    sent = next((row for row in rows if row.deed == Deed.APPEAL_SENT), None)
    row = sent or rows[-1]
    member = found.staff.get(row.who) if row.who else None
    who = member.name.full if member else "somebody"
    on = f" on {show_date(row.moment.astimezone(zone).date())}" if row.moment else ""
    if sent is not None:
        text = f"This is exactly the letter of an appeal that {who} recorded as sent{on}."
        return Verdict("sent", text, row.note)
    paper = str(row.told.get("paper", "")).replace("-", " ")
    text = f"This is exactly what {who} saved{on}: {paper or 'a file'}. The history tells of it."
    return Verdict("made", text, row.note)


def _files(row: AuditRow) -> list[str]:
    told = row.told.get(FILES, [])
    return told if isinstance(told, list) else []
