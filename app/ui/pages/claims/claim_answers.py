"""What the payer said about a claim, posting by posting, and what that says of the patient's part.

The claim page shows it. A reason is its number with our own words; the printed words come first.
"""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.claims.claim import Appeal, PostedLine, Posting
from app.domain.claims.reason import Reasons
from app.domain.reading.amounts import show_money
from app.domain.reading.dates import show_date
from app.services.claims.claim_file import ClaimFile
from app.services.claims.claim_sums import line_sums, posting_sums
from app.services.claims.patient_part import UNTIL_CHECKED, PatientPart, patient_part
from app.services.claims.reasons import said_of
from app.ui.pages.claims.claim_section import ClaimSection, link, words
from app.ui.theme import Face, Role

_NOTHING = "Nothing yet. Enter the EOB when it comes, or read the remittance file."


class ClaimAnswers(ClaimSection):
    """The latest decision first."""

    appeal_requested = Signal(str)  # appeal id
    take_back_wished = Signal(object)  # Posting

    def __init__(self, parent: QWidget) -> None:
        super().__init__("What the payer said", parent)

    def show_file(self, file: ClaimFile, reasons: Reasons) -> None:
        """Show every decision with its reasons and sums."""
        self.clear()
        if not file.claim.postings:
            self.say(_NOTHING, tone=Role.MUTED)
        for posting in reversed(file.claim.postings):
            if not posting.takes_back:  # what it undoes says so itself
                self._put_posting(file, posting, reasons)
        for appeal in file.claim.appeals:
            self._put_appeal(appeal)

    def _put_appeal(self, appeal: Appeal) -> None:
        state = appeal.outcome or ("sent" if appeal.sent_on else "being written")
        text, name = f"Appeal, level {appeal.level}: {state}", f"appeal:{appeal.id}"
        self.put_row(link(text, name, lambda: self.appeal_requested.emit(appeal.id), self.frame))

    def _put_posting(self, file: ClaimFile, posting: Posting, reasons: Reasons) -> None:
        stands = posting in file.claim.standing
        if not stands:  # most likely somebody else's: its details say nothing of this claim
            self.say(_title(posting, stands=stands), tone=Role.MUTED)
            return
        title = words(_title(posting, stands=stands), self.frame, face=Face.LABEL)
        self.put_row(title, *self._way_back(posting))
        if posting.reason_as_printed:
            self.say(f"As printed: “{posting.reason_as_printed}”")
        for line in posting.lines:
            self._put_line(file, line, reasons)
        for each in posting.adjustments:
            said = said_of(each, reasons)
            self.say(f"Whole claim: {said.label} {show_money(each.amount)}. {said.words}")
        sums = posting_sums(posting)
        fits = sums.difference == 0
        self.say(sums.words, face=Face.CAPTION, tone=Role.MUTED if fits else Role.WARNS)

    def _way_back(self, posting: Posting) -> tuple[QWidget, ...]:
        wished = self.take_back_wished
        name = f"back:{posting.id}"
        return (link("Take back…", name, lambda: wished.emit(posting), self.frame),)

    def _put_line(self, file: ClaimFile, line: PostedLine, reasons: Reasons) -> None:
        ours = next((each for each in file.claim.lines if each.id == line.line), None)
        code = line.code or (ours.code if ours else "A line")
        paid = "amount unknown" if line.paid is None else show_money(line.paid)
        self.say(f"{code}: paid {paid}")
        for each in line.adjustments:
            said = said_of(each, reasons)
            self.say(
                f"{said.label} {show_money(each.amount)}. {said.words}",
                face=Face.CAPTION,
                tone=Role.TEXT if said.is_unusual else Role.MUTED,
            )
        if line.patient_part:
            printed = show_money(line.patient_part)
            told = f"Patient’s part as printed: {printed}. It bills nobody."
            self.say(told, face=Face.CAPTION, tone=Role.MUTED)
        for code in line.remarks:
            remark = reasons.remark(code)
            means = remark.means if remark else "not in our list; the EOB’s own words count."
            self.say(f"Remark {code}: {means}", face=Face.CAPTION)
        sums = line_sums(line)
        if sums.difference:
            self.say(sums.words, face=Face.CAPTION, tone=Role.WARNS)


class ClaimPatientPart(ClaimSection):
    """What is known of the patient's part; what is owed is checked by somebody, never inferred."""

    agreement_wished = Signal()
    checked_wished = Signal(object)  # PatientPart

    def __init__(self, parent: QWidget) -> None:
        super().__init__("Patient’s part", parent)

    def show_file(self, file: ClaimFile) -> None:
        """Show the facts, and the ways that are open."""
        self.clear()
        part: PatientPart = patient_part(file.claim, file.coverage, has_medicaid=file.is_medicaid)
        self.say(UNTIL_CHECKED, face=Face.LABEL, tone=Role.WARNS)
        for fact in part.facts:
            self.say(fact)
        ways = [link("Record an agreement…", "agreement", self.agreement_wished.emit, self.frame)]
        if part.may_record:
            record = "Record what was checked…"
            ways.append(link(record, "checked", lambda: self.checked_wished.emit(part), self.frame))
        self.put_row(*ways)


def _title(posting: Posting, *, stands: bool) -> str:
    day = f"EOB of {show_date(posting.eob_date)}" if posting.eob_date else "EOB without a date"
    came = f", came {show_date(posting.received_on)}" if posting.received_on else ""
    what = "reversal" if posting.is_reversal else "paid"
    paid = "unknown" if posting.paid is None else show_money(posting.paid)
    due = f" · answer by {show_date(posting.answer_due)}" if posting.answer_due else ""
    anew = "" if stands else " · taken back since"
    return f"{day}{came} · {what} {paid}{due}{anew}"
