"""A call to a payer about one coverage: what is known before it, and the sheet for the file.

The call sheet page and the cards of benefit checks ask. What is answered is kept by `records`, one
verification for each code.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.documents.office import call_sheet
from app.documents.office.call_sheet import Asked, CallPaper
from app.domain.audit import About, Deed
from app.domain.evidence.offer import Pasted
from app.domain.facts.known import is_check_of
from app.domain.guides.showing import show_answer
from app.domain.payers.payer import PayerCard, Verification
from app.domain.practice.people import Coverage, Patient, Practice
from app.domain.reading.dates import show_date
from app.domain.reading.times import show_time
from app.files import write_whole
from app.services.cards.benefit_checks import Work, fresh_check, late_since, work_of
from app.services.cards.card_sayings import sayings
from app.services.notes.answer_reading import AnswerReader
from app.services.notes.charting import Clock
from app.services.ports.store import Repositories, Store
from app.services.printing.printing import Printed, Printer
from app.services.records.record_forms.check import ASKED, Call, check_form, rank_words
from app.services.seals.salvage import readable_notes
from app.services.trail import Trail, file_digests
from app.services.trail_words import moment_words

if TYPE_CHECKING:
    import datetime as dt

    from app.domain.evidence.light_table import Refused
    from app.services.documents.documents import DocumentDrawer, Taken

FILE_NAME = "benefit-check.pdf"
_NOT_ASKED = "not asked"
_HOW = ("channel", "representative", "reference")


@dataclass(frozen=True, slots=True)
class CallFile:
    """What is known before the phone is picked up. `asker` is who calls, by name."""

    patient: Patient
    coverage: Coverage
    practice: Practice
    asker: str
    today: "dt.date"
    card: PayerCard | None = None
    checks: tuple[Verification, ...] = ()
    works: tuple[Work, ...] = ()

    def call(self, code: str) -> Call:
        """What is settled for one code."""
        return Call(
            self.coverage.order,
            code,
            self.asker,
            sayings(self.card, code),
            late_since(code, self.today, self._own_checks(), self.works),
        )

    def fresh(self, code: str) -> Verification | None:
        """The check that need not be made again, if there is one."""
        return fresh_check(self.checks, self.coverage, code, self.today)

    def of_call(self, check: Verification) -> Mapping[str, Verification]:
        """The checks of the call in which one was made, by code."""
        same = (each for each in self.checks if each.call and each.call == check.call)
        return {each.code: each for each in same} | {check.code: check}

    def _own_checks(self) -> tuple[Verification, ...]:
        return tuple(each for each in self.checks if is_check_of(each, self.coverage))


class CallSheets:
    """Of one practice. May be used from any thread."""

    def __init__(
        self,
        store: Store,
        printer: Printer,
        documents: "DocumentDrawer",
        reader: AnswerReader,
        clock: Clock,
        trail: Trail,
    ) -> None:
        self._store = store
        self._printer = printer
        self._documents = documents
        self._reader = reader
        self._clock = clock
        self._trail = trail

    def begin(self, patient_id: str, order: int) -> CallFile | None:
        """What a call about a coverage needs; None when the patient has no such coverage."""
        with self._store.reading() as found:
            return self._file(found, patient_id, order)

    def render(self, check: Verification) -> Printed:
        """The sheet of the call in which a check was made. Raises ValueError without coverage."""
        made_at = self._clock.utc()
        file = self.begin(check.patient, check.coverage_order)
        if file is None:
            raise ValueError("the coverage that was asked about is gone")
        checks = tuple(file.of_call(check).values())
        moment = moment_words(made_at.astimezone(self._clock.zone))
        paper = call_sheet.build(self._paper(file, checks, moment))
        return self._printer.render_pdf(paper, made_at=made_at)

    def write(self, check: Verification, path: Path) -> Printed:
        """Write the sheet to a file, whole or not at all, and tell the trail.

        Raises DiskFull, ReadOnlyFolder.
        """
        printed = self.render(check)
        write_whole(path, printed.data)
        with self._store.writing() as found:
            about = About("check", check.id, check.patient)
            files, pages = file_digests(printed.data), printed.pages
            self._trail.add(
                found, Deed.EXPORTED, about, paper="call-sheet", pages=pages, files=files
            )
        return printed

    def file_away(self, check: Verification) -> "Taken | Refused":
        """Put the sheet among the patient's documents. Raises disk failures."""
        day = f"{check.checked_on:%m-%d-%Y}"
        offer = Pasted(f"Benefit check {day}.pdf", self.render(check).data)
        return self._documents.take_in(offer, check.patient, self._trail.who)

    def _file(self, found: Repositories, patient_id: str, order: int) -> CallFile | None:
        patient = found.patients.get(patient_id)
        coverages = patient.coverages if patient else ()
        coverage = next((each for each in coverages if each.order == order), None)
        if patient is None or coverage is None:
            return None
        staff = {member.id: member.name.full for member in found.staff.all()}
        works = (work_of(note) for note in readable_notes(found, patient_id))
        return CallFile(
            patient,
            coverage,
            found.practice.get(),
            staff.get(self._trail.who, ""),
            self._clock.local().date(),
            found.payer_cards.of(coverage),
            found.verifications.of_patient(patient_id),
            tuple(work for work in works if work is not None),
        )

    def _paper(self, file: CallFile, checks: Sequence[Verification], printed: str) -> CallPaper:
        codes = {check.code: "" for check in checks}
        form = check_form(file.patient, codes)
        fields = form.guide.guide.fields
        read = [form.answers(check, self._reader) for check in checks]

        def words(name: str, without: str = "not given") -> tuple[str, ...]:
            return tuple(show_answer(each.get(name), fields[name]) or without for each in read)

        asked = [Asked(fields[name].label, words(name, _NOT_ASKED)) for name in ASKED]
        asked.append(Asked(fields["stale_after"].label, words("stale_after")))
        if any(check.late_reason for check in checks):
            asked.append(Asked(fields["late_reason"].label, words("late_reason")))
        how = ((fields[name].label, words(name)[0]) for name in _HOW)
        return CallPaper(
            practice=file.practice,
            patient=file.patient.name.full,
            printed=printed,
            facts=(*self._facts(file, checks[0]), *how),
            codes=tuple(codes),
            asked=asked,
        )

    def _facts(self, file: CallFile, check: Verification) -> Iterator[tuple[str, str]]:
        patient, coverage = file.patient, file.coverage
        yield "Patient", patient.name.full
        yield "Date of birth", show_date(patient.birth_date) if patient.birth_date else "not given"
        yield "Coverage", rank_words(coverage.order, check.payer or coverage.payer)
        yield "Member id", coverage.member_id or "not given"
        yield "Checked on", show_date(check.checked_on)
        if check.began_at:
            local = check.began_at.astimezone(self._clock.zone)
            yield "Call began", show_time(local.time())
        yield "Checked by", check.checked_by or "not given"
        if check.portal_page:
            yield "Portal page", check.portal_title or "kept in the practice file"
