"""The month's page of the audit trail: where every chain ends, checked and saved as a PDF.

The History page calls it, on a worker.
"""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from app.documents.office import trail_ends
from app.documents.office.trail_ends import End, Ends
from app.domain.audit import About, Deed, Head
from app.domain.evidence.light_table import Stop, never
from app.domain.practice.authority import Right
from app.files import write_whole
from app.services.audit.trail_check import check_trail
from app.services.notes.charting import Clock
from app.services.permission import require
from app.services.ports.store import Store
from app.services.printing.printing import Printed, Printer
from app.services.trail import Trail, file_digests
from app.services.trail_words import SHOWN_OF_ID, moment_words


@dataclass(frozen=True, slots=True)
class TrailEnds:
    """Of one practice."""

    store: Store
    printer: Printer
    clock: Clock
    trail: Trail

    @property
    def file_name(self) -> str:
        """How the page of this month is called; it names nobody."""
        return f"audit-trail-{self.clock.local():%Y-%m}.pdf"

    def save(self, path: Path, stop: Stop = never) -> Printed:
        """Check the trail and write the page, whole or not at all, and tell the trail.

        Raises NotAllowed, Stopped, DiskFull, ReadOnlyFolder.
        """
        with self.store.reading() as found:
            require(found, self.trail.who, Right.SEE_HISTORY)
        made_at = self.clock.utc()
        report = check_trail(self.store, stop)
        with self.store.reading() as found:
            practice, heads = found.practice.get(), found.audit.heads()
        local = made_at.astimezone(self.clock.zone)
        page = Ends(
            practice=practice,
            month=f"{local:%B %Y}",
            printed=moment_words(local),
            holds=report.sentence,
            ends=tuple(self._end(head) for head in heads),
        )
        printed = self.printer.render_pdf(trail_ends.build(page), made_at=made_at)
        write_whole(path, printed.data)
        with self.store.writing() as found:
            told = [f"{head.workstation}:{head.count}:{head.hash}" for head in heads]
            files = file_digests(printed.data)
            self.trail.add(found, Deed.TRAIL_PRINTED, About("trail"), heads=told, files=files)
        return printed

    def _end(self, head: Head) -> End:
        try:
            at = dt.datetime.fromisoformat(head.at).astimezone(self.clock.zone)
        except ValueError:
            at = None
        workstation = head.workstation[:SHOWN_OF_ID]
        return End(workstation, f"{head.count:,}", moment_words(at), head.hash)
