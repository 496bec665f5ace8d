"""Reports as PDF and CSV files, each told to the audit trail; the Reports page asks on a worker."""

from pathlib import Path

from app.documents.office import report as report_paper
from app.domain.audit import Deed
from app.domain.practice.authority import Right
from app.domain.work.report import Report
from app.files import write_whole
from app.services.audit.history import CsvLines
from app.services.notes.charting import Clock
from app.services.permission import require
from app.services.ports.store import Store
from app.services.printing.printing import Printed, Printer
from app.services.trail import Trail, file_digests
from app.services.trail_words import moment_words


class ReportFiles:
    """Of one practice. A report names payers and people of the office, never a patient."""

    def __init__(
        self, store: Store, printer: Printer, lines: CsvLines, clock: Clock, trail: Trail
    ) -> None:
        self._store = store
        self._printer = printer
        self._lines = lines
        self._clock = clock
        self._trail = trail

    def write_csv(self, report: Report, path: Path) -> None:
        """Write a report for a spreadsheet, whole or not at all, and tell the trail.

        Raises NotAllowed, DiskFull, ReadOnlyFolder.
        """
        self._require()
        rows = (*report.rows, *([report.total] if report.total else []))
        content = b"".join(self._lines([each.title for each in report.columns], rows))
        write_whole(path, content)
        self._tell(report, content)

    def write_pdf(self, report: Report, path: Path) -> Printed:
        """Write a report as PDF, whole or not at all, and tell the trail.

        Raises NotAllowed, DiskFull, ReadOnlyFolder.
        """
        self._require()
        made_at = self._clock.utc()
        with self._store.reading() as found:
            practice = found.practice.get()
        moment = moment_words(made_at.astimezone(self._clock.zone))
        paper = report_paper.build(report, practice, moment)
        printed = self._printer.render_pdf(paper, made_at=made_at)
        write_whole(path, printed.data)
        self._tell(report, printed.data)
        return printed

    def _require(self) -> None:
        """Ask again: the report may stand on a screen since before a role was taken away."""
        with self._store.reading() as found:
            require(found, self._trail.who, Right.SEE_MONEY)

    def _tell(self, report: Report, content: bytes) -> None:
        paper, files = f"report-{report.name}", file_digests(content)
        with self._store.writing() as found:
            self._trail.add(found, Deed.EXPORTED, paper=paper, files=files)
