"""What speaks against a claim before it is ready or sent; pure over what `claim_file` gathers.

Only integrity blocks. Everything else warns: it is answered once, with a reason that the claim
keeps among its events.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.claims.authorization import Authorization
from app.domain.claims.claim import Claim, ClaimState
from app.domain.finding.listing import search_key
from app.domain.payers.payer import CardRule, Verification
from app.domain.practice.people import Coverage, PayerType
from app.domain.reading.dates import show_date
from app.domain.signing.seal import Standing

ANSWERED = "check "
"""The reference of an event whose text answers a warning: this, then the id of the check."""

MEDICAID = (PayerType.MEDICAID_FFS, PayerType.MEDICAID_MANAGED)

_S = ClaimState
NOT_LIVING = (_S.REPLACED, _S.WRITTEN_OFF, _S.CLOSED)
NOT_COUNTED = (_S.NOT_CLAIMED, _S.REJECTED, _S.DENIED, _S.DISALLOWED, _S.UPHELD, *NOT_LIVING[:2])
"""States of a claim whose services a payer will not have counted against a limit."""


@dataclass(frozen=True, slots=True)
class ClaimCheck:
    """One thing to look at. `note` or `line` is where it is mended, empty for neither."""

    id: str
    text: str
    blocks: bool = False
    note: str = ""
    line: str = ""


@dataclass(frozen=True, slots=True)
class NoteStanding:
    """How far a note on a claim may leave the office. `barred` is a restriction, in words."""

    id: str
    code: str
    on: dt.date | None
    is_signed: bool = True
    standing: Standing = Standing.FITS
    is_void: bool = False
    npi_fails: bool = False
    barred: str = ""

    @property
    def name(self) -> str:
        """Code and date of service."""
        return f"{self.code} of {show_date(self.on)}" if self.on else self.code


@dataclass(frozen=True, slots=True)
class Served:
    """A service that may count against a payer's limit, and where the office knows it from."""

    code: str
    on: dt.date
    known_from: str


@dataclass(frozen=True, slots=True)
class Switched:
    """What a note says of a benefit that its code switches on with one payer (M10)."""

    code: str
    payer: str
    status: str
    since: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Grounds:
    """What warnings are judged by.

    By note id `began` is the first day of work, `served_on` the day of service it says now.
    `others` are the patient's other claims, `chart_only` the notes that nobody wants billed.
    """

    claim: Claim
    today: dt.date
    coverages: tuple[Coverage, ...] = ()
    others: tuple[Claim, ...] = ()
    served: tuple[Served, ...] = ()
    verifications: tuple[Verification, ...] = ()
    authorizations: tuple[Authorization, ...] = ()
    began: tuple[tuple[str, dt.date], ...] = ()
    served_on: tuple[tuple[str, dt.date | None], ...] = ()
    chart_only: tuple[str, ...] = ()
    switched: tuple[Switched, ...] = ()

    @property
    def coverage(self) -> Coverage | None:
        """The coverage the claim goes to, as the patient's record has it now."""
        order = self.claim.coverage_order
        return next((each for each in self.coverages if each.order == order), None)

    def other(self, claim_id: str) -> Claim | None:
        """Another claim of the patient."""
        return next((each for each in self.others if each.id == claim_id), None)

    def switched_here(self) -> tuple[Switched, ...]:
        """What notes say of benefits with the claim's own payer."""
        payer = search_key(self.claim.payer)
        return tuple(each for each in self.switched if search_key(each.payer) == payer)

    def rule(self, code: str) -> CardRule | None:
        """What the claim's payer card says of a code."""
        return self.claim.card.codes.get(code) if self.claim.card else None


def blocks_of(claim: Claim, notes: tuple[NoteStanding, ...]) -> tuple[ClaimCheck, ...]:
    """What forbids to send the claim."""
    if not claim.lines:
        return (ClaimCheck("no-line", "Nothing stands on this claim. Add a note.", blocks=True),)
    return tuple(check for note in notes for check in _blocks_of_note(note))


def answer_to(claim: Claim, check: ClaimCheck) -> str:
    """The reason somebody gave why a warning does not stop this claim; empty for none."""
    reference = f"{ANSWERED}{check.id}"
    return next((e.text for e in reversed(claim.events) if e.reference == reference), "")


def _blocks_of_note(note: NoteStanding) -> Iterator[ClaimCheck]:
    def block(what: str, text: str) -> ClaimCheck:
        return ClaimCheck(f"{what}:{note.id}", text, blocks=True, note=note.id)

    if not note.is_signed:
        yield block("unsigned", f"The note {note.name} is not signed. Sign it first.")
    elif note.standing is not Standing.FITS:
        text = f"The signature of {note.name} does not match. Restore the latest backup."
        yield block("broken", text)
    if note.is_void:
        yield block("void", f"The note {note.name} is void. Take its line off this claim.")
    if note.barred:
        yield block("restricted", note.barred)
    if note.npi_fails:
        text = f"The treating dentist’s NPI on {note.name} fails its check. Mend it on the staff."
        yield block("npi", text)


def checks_for(grounds: Grounds, code: str) -> tuple[Verification, ...]:
    """The benefit checks of a code with the claim's payer."""
    claim = grounds.claim
    return tuple(
        each
        for each in grounds.verifications
        if (each.code, each.coverage_order) == (code, claim.coverage_order)
        and search_key(each.payer) in ("", search_key(claim.payer))
    )


def counted(claim: Claim) -> Iterator[Served]:
    """The services of another claim that a payer may have counted."""
    if claim.state not in NOT_COUNTED:
        for line in claim.lines:
            yield Served(line.code, line.on, f"claim {claim.number}")
