"""Looking through the records of a whole practice: signatures, documents and the audit trail.

Backups and restores call it on a copy that nobody works on. What it says names nobody.
"""

from app.domain.backup import Progress, Report
from app.domain.signing.seal import Standing
from app.errors import DamagedDocument, MissingDocument
from app.services.audit.trail_check import broken_chains
from app.services.ports.store import Repositories, Store
from app.services.seals.standing import standing_of

REPORT_EVERY = 100
"""Records between two reports."""


def broken_records(store: Store, report: Report) -> tuple[str, ...]:
    """A sentence for each kind of damage that is found; none when everything holds."""
    with store.reading() as found:
        notes = _broken_notes(found, report)
        documents = _broken_documents(found, report)
    problems = []
    if notes:
        problems.append(f"{_counted(notes, 'signed note')} not match what was signed.")
    if documents:
        problems.append(f"{_counted(documents, 'document')} not match what was taken in.")
    problems += [f"The audit trail is broken. {each.sentence}" for each in broken_chains(store)[:1]]
    return tuple(problems)


def _broken_notes(found: Repositories, report: Report) -> int:
    broken = 0
    for number, signed in enumerate(found.audit.signed_notes()):
        if number % REPORT_EVERY == 0:
            report(Progress("checking", number, 0))
        broken += standing_of(found, signed.note) is not Standing.FITS
    return broken


def _broken_documents(found: Repositories, report: Report) -> int:
    broken = 0
    for number, sha256 in enumerate(found.evidence.all()):
        report(Progress("checking", number, 0))
        try:
            found.evidence.read(sha256)
        except (MissingDocument, DamagedDocument):
            broken += 1
    return broken


def _counted(number: int, what: str) -> str:
    return f"1 {what} does" if number == 1 else f"{number} {what}s do"
