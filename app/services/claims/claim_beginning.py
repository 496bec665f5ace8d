"""Begins claims out of notes, and claims out of claims: secondary, replacement, void.

The claim page asks for it. What stands in the way is said in a sentence, nothing is kept then.
"""

from dataclasses import dataclass
from typing import Literal

from app.domain.claims.claim import Claim, ClaimLine, ClaimState
from app.domain.ids import NewId, new_id
from app.services.claims.billed_notes import BilledNotes
from app.services.claims.claim_lines import is_chart_only, joined, lines_of
from app.services.claims.claims import LINES_OPEN_IN, FollowedClaims

CHART_ONLY = "This note is for the chart only: no claim of it. Change “Bill this?” first."
NO_COVERAGE = "This patient has no coverage. Add one on the patient’s page, then begin the claim."
NO_DAY = "This note has no date of service yet. Enter it, then begin the claim."
NOT_READABLE = "This note cannot be read. Restore the latest backup."
NO_EOB = "The primary has not answered. Post its EOB, then begin the secondary claim."
NO_SECOND = "This patient has no further coverage. Add one on the patient’s page."
NOT_SENT = "The payer does not have this claim. Change it, instead of replacing it."
LINES_CLOSED = "The payer has this claim. Replace it to add a note."
OTHER_PATIENT = "That is another patient’s note."

REPLACEABLE = (
    ClaimState.SENT,
    ClaimState.ACKNOWLEDGED,
    ClaimState.PARTLY_PAID,
    ClaimState.PAID,
    ClaimState.DENIED,
    ClaimState.DISALLOWED,
    ClaimState.REVERSED,
)
"""States in which a payer has a claim that another one may take the place of."""


@dataclass(frozen=True, slots=True)
class Begun:
    """A claim, or why there is none; `is_new` where it was begun just now."""

    claim: Claim | None = None
    problem: str = ""
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class ClaimBeginning:
    """Of one practice. Its acts raise NotAllowed, StaleRecord and disk failures."""

    claims: FollowedClaims
    notes: BilledNotes
    fresh_id: NewId = new_id

    def of_note(self, note_id: str) -> Begun:
        """The claim that a note stands on; a new one for a note that never stood on any.

        Of several the one that is not over, to the first payer; else the one that moved last: it is
        reopened rather than sent twice.
        """
        view = self.notes.view(note_id)
        if view is None:
            return Begun(problem=NOT_READABLE)
        before = self.claims.of_note(note_id)
        if living := [each for each in before if not _is_over(each)]:
            return Begun(min(living, key=lambda each: each.coverage_order))
        if before:
            return Begun(max(before, key=lambda each: each.events[-1].at))
        if is_chart_only(view):
            return Begun(problem=CHART_ONLY)
        lines = lines_of(view, self.fresh_id)
        if not lines:
            return Begun(problem=NO_DAY)
        try:
            claim = self.claims.begin(
                view.note.patient_id, lines, attachment_number=view.note.control_number
            )
        except KeyError:
            return Begun(problem=NO_COVERAGE)
        return Begun(claim, is_new=True)

    def add_note(self, claim: Claim, note_id: str) -> Begun:
        """Put one more note of the patient on a claim that the payer does not have yet."""
        view = self.notes.view(note_id)
        if view is None:
            return Begun(problem=NOT_READABLE)
        if view.note.patient_id != claim.patient:
            return Begun(problem=OTHER_PATIENT)
        if claim.state not in LINES_OPEN_IN:
            return Begun(problem=LINES_CLOSED)
        if is_chart_only(view):
            return Begun(problem=CHART_ONLY)
        lines = lines_of(view, self.fresh_id)
        if not lines:
            return Begun(problem=NO_DAY)
        changed = claim.model_copy(update={"lines": joined(claim.lines, lines)})
        return Begun(self.claims.change(changed, "lines"))

    def secondary(self, claim: Claim) -> Begun:
        """A claim of the same services to the next coverage, with the primary's EOB posted."""
        if not claim.standing:
            return Begun(problem=NO_EOB)
        others = self.claims.of_patient(claim.patient)
        begun_before = [each for each in others if each.after == claim.id and not _is_over(each)]
        if begun_before:
            return Begun(begun_before[0])
        try:
            begun = self.claims.begin(
                claim.patient,
                self._lines_again(claim),
                claim.coverage_order + 1,
                after=claim.id,
                attachment_number=claim.attachment_number,
            )
        except KeyError:
            return Begun(problem=NO_SECOND)
        return Begun(begun)

    def instead(self, claim: Claim, kind: Literal["replacement", "void"]) -> Begun:
        """A claim that takes the place of one the payer has, or that takes it back."""
        if claim.state not in REPLACEABLE:
            return Begun(problem=NOT_SENT)
        begun = self.claims.begin(
            claim.patient,
            self._lines_again(claim),
            claim.coverage_order,
            after=claim.after,
            replaces=claim.id,
            kind=kind,
            attachment_number=claim.attachment_number,
        )
        return Begun(begun)

    def _lines_again(self, claim: Claim) -> tuple[ClaimLine, ...]:
        return tuple(
            line.model_copy(update={"id": self.fresh_id(), "control": ""}) for line in claim.lines
        )


def _is_over(claim: Claim) -> bool:
    return claim.state in (ClaimState.REPLACED, ClaimState.CLOSED, ClaimState.WRITTEN_OFF)
