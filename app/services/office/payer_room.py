"""What asks payers before the work and counts what came of it, together; the window asks it.

The office makes one whenever a page asks; it holds nothing of its own.
"""

from collections.abc import Callable
from dataclasses import dataclass

from app.domain.claims.reason import Reasons
from app.services.audit.history import CsvLines
from app.services.documents.documents import DocumentDrawer
from app.services.notes.answer_reading import AnswerReader
from app.services.notes.charting import Clock
from app.services.payers.call_sheets import CallSheets
from app.services.ports.store import Store
from app.services.printing.catalogue import Catalogue
from app.services.printing.printing import Printer
from app.services.trail import Trail
from app.services.work.report_files import ReportFiles
from app.services.work.reports import Reports


@dataclass(frozen=True, slots=True)
class PayerRoom:
    """Of one practice, as somebody."""

    store: Store
    printer: Printer
    documents: DocumentDrawer
    reader: AnswerReader
    catalogue: Catalogue
    lines: CsvLines
    clock: Clock
    trail: Trail
    reasons: Callable[[], Reasons]

    @property
    def calls(self) -> CallSheets:
        """Calls about benefits, and their sheets."""
        return CallSheets(
            self.store, self.printer, self.documents, self.reader, self.clock, self.trail
        )

    @property
    def reports(self) -> Reports:
        """What counts claims and notes."""
        return Reports(self.store, self.catalogue, self.reasons, self.clock, self.trail.who)

    @property
    def report_files(self) -> ReportFiles:
        """What writes reports to files."""
        return ReportFiles(self.store, self.printer, self.lines, self.clock, self.trail)
