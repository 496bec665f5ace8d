"""A claim: what one payer is asked to pay for, from before it is sent until it is closed.

Claims are records the office may change, unlike notes: what happened to one is its list of events,
which only grows. `app.services.claims.claims` moves them on, the claim page and the worklist show
them.
"""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from app.domain.payers.payer import AppealKind, PayerCard
from app.domain.practice.people import Border, Id, Line, Named

Money = Annotated[Decimal, Field(max_digits=12, decimal_places=2, allow_inf_nan=False)]
"""Dollars and cents, exactly."""

ZERO = Decimal(0)


class ClaimState(StrEnum):
    """Where a claim stands. The value is what people call it."""

    NOT_CLAIMED = "not claimed"
    READY = "ready"
    ON_HOLD = "on hold"
    SENT = "sent"
    REJECTED = "rejected"
    ACKNOWLEDGED = "acknowledged"
    INFORMATION_REQUESTED = "information requested"
    PARTLY_PAID = "partly paid"
    PAID = "paid"
    DENIED = "denied"
    DISALLOWED = "disallowed"
    APPEALED = "appealed"
    UPHELD = "upheld"
    OVERTURNED = "overturned"
    REVERSED = "reversed"
    REPLACED = "replaced"
    WRITTEN_OFF = "written off"
    CLOSED = "closed"


_S = ClaimState
_JUDGED = (_S.INFORMATION_REQUESTED, _S.PARTLY_PAID, _S.PAID, _S.DENIED, _S.DISALLOWED)
_SETTLED = (_S.WRITTEN_OFF, _S.CLOSED)
NEXT: Mapping[ClaimState, tuple[ClaimState, ...]] = {
    _S.NOT_CLAIMED: (_S.READY, _S.CLOSED),
    _S.READY: (_S.ON_HOLD, _S.SENT, _S.NOT_CLAIMED),
    _S.ON_HOLD: (_S.READY, _S.SENT, _S.NOT_CLAIMED),
    _S.SENT: (_S.REJECTED, _S.ACKNOWLEDGED, *_JUDGED, _S.REPLACED),
    _S.REJECTED: (_S.READY, _S.SENT, _S.WRITTEN_OFF),
    _S.ACKNOWLEDGED: (_S.REJECTED, *_JUDGED, _S.REPLACED),
    _S.INFORMATION_REQUESTED: (_S.SENT, _S.ACKNOWLEDGED, *_JUDGED, _S.APPEALED, *_SETTLED),
    _S.PARTLY_PAID: (_S.PAID, _S.APPEALED, _S.REVERSED, _S.REPLACED, *_SETTLED),
    _S.PAID: (_S.REVERSED, _S.REPLACED, _S.CLOSED),
    _S.DENIED: (_S.APPEALED, _S.REPLACED, _S.REVERSED, _S.PAID, _S.PARTLY_PAID, *_SETTLED),
    _S.DISALLOWED: (_S.APPEALED, _S.REPLACED, _S.REVERSED, _S.PAID, _S.PARTLY_PAID, *_SETTLED),
    _S.APPEALED: (
        _S.UPHELD,
        _S.OVERTURNED,
        _S.INFORMATION_REQUESTED,
        _S.PAID,
        _S.PARTLY_PAID,
        _S.REVERSED,
    ),
    _S.UPHELD: (_S.APPEALED, *_SETTLED),
    _S.OVERTURNED: (_S.PAID, _S.PARTLY_PAID, _S.DENIED, _S.APPEALED, *_SETTLED),
    _S.REVERSED: (*_JUDGED, _S.REPLACED, *_SETTLED),
    _S.REPLACED: (_S.CLOSED,),
    _S.WRITTEN_OFF: (_S.CLOSED,),
    _S.CLOSED: (_S.READY, _S.REVERSED),
}
"""What may follow; a payer's remittance and people move a claim along these alone.

Back to where it stood goes only a claim whose appeal was withdrawn or whose answer was taken back.
"""

SETTLED_STATES = (*_SETTLED, _S.REPLACED)
"""States in which nobody waits for anything any more."""

OPEN_STATES = tuple(state for state in ClaimState if state not in SETTLED_STATES)
"""States in which somebody still has something to do or to wait for."""


class ClaimLine(Border):
    """One line of a claim. `note` is the note that documents it, empty for other codes' lines.

    `control` is our number of the line (REF 6R), which an 835 gives back.
    """

    id: Id
    code: Line
    on: dt.date
    fee: Money
    quantity: Annotated[int, Field(ge=1, le=99)] = 1
    note: Line = ""
    teeth: Line = ""
    control: Line = ""


class PostedAdjustment(Border):
    """One amount that was not paid, as it was posted; empty codes where paper gave only words."""

    group: Line = ""
    reason: Line = ""
    amount: Money
    text: Line = ""


class PostedLine(Border):
    """What a payer decided about one line. `line` is our line's id, empty where none fits.

    `patient_part` is what a paper EOB prints as the patient's, never anything we inferred.
    """

    line: Line = ""
    code: Line = ""
    on: dt.date | None = None
    billed: Money | None = None
    allowed: Money | None = None
    paid: Money | None = None
    patient_part: Money | None = None
    adjustments: tuple[PostedAdjustment, ...] = ()
    remarks: tuple[Line, ...] = ()


class PostedStep(Border):
    """What a posting made of its claim; taking the posting back leads there again.

    `appeal` is the id of the appeal whose outcome it brought.
    """

    came_from: ClaimState
    became: ClaimState
    answer_by: dt.date | None = None
    payer_number: Line = ""
    appeal: Line = ""


class Posting(Border):
    """One decision of the payer on a claim: an EOB or one claim of an 835.

    `source` is `paper` or the SHA-256 of the file with the claim's place in it, so that a file read
    twice posts nothing twice. `evidence` is the SHA-256 of the EOB's scan. `takes_back` is the
    id of a posting that we mistyped or posted to a wrong claim, which this one undoes, amount by
    amount. `family`, `given` and `member_id` are the patient's as a file has them.
    """

    id: Id
    at: dt.datetime
    by: Line
    source: Line
    eob_date: dt.date | None = None
    received_on: dt.date | None = None
    trace: Line = ""
    payer_number: Line = ""
    status: Line = ""
    is_reversal: bool = False
    billed: Money | None = None
    paid: Money | None = None
    patient_part: Money | None = None
    lines: tuple[PostedLine, ...] = ()
    adjustments: tuple[PostedAdjustment, ...] = ()
    remarks: tuple[Line, ...] = ()
    reason_as_printed: Annotated[str, Field(max_length=4000)] = ""
    answer_due: dt.date | None = None
    evidence: Line = ""
    takes_back: Line = ""
    family: Line = ""
    given: Line = ""
    member_id: Line = ""
    step: PostedStep | None = None


class Appeal(Border):
    """One attempt to have a decision changed, with what its letter says.

    `posting` is the decision it answers, `note` the note it rests on. `quotes` are ids of passages
    of the signed note, `words` the writer's own, `documents` ids of what is enclosed. The member's
    authorization is a document (`authorization`, its id) signed on a day. A dentist who signed the
    letter by hand on the screen is `signed_by` (a staff id). `pack` is what was sent with it,
    `letter` the SHA-256 of the letter as it was saved or sent last, with its pages. `notice` is
    what the payer's notice says of the outcome: the letter of the next level quotes it.
    """

    id: Id
    kind: AppealKind
    level: Annotated[int, Field(ge=1, le=5)] = 1
    posting: Line = ""
    note: Line = ""
    request: Annotated[str, Field(max_length=4000)] = ""
    quotes: tuple[Line, ...] = ()
    words: Annotated[str, Field(max_length=4000)] = ""
    documents: tuple[Id, ...] = ()
    begun_at: dt.datetime
    begun_by: Line
    signed_by: Line = ""
    signed_at: dt.datetime | None = None
    sent_on: dt.date | None = None
    sent_how: Line = ""
    tracking: Line = ""
    authorization_on: dt.date | None = None
    authorization: Line = ""
    pack: Line = ""
    letter: Line = ""
    letter_pages: Annotated[int, Field(ge=0)] = 0
    outcome: Literal["", "upheld", "overturned", "partly", "withdrawn"] = ""
    outcome_on: dt.date | None = None
    notice: Annotated[str, Field(max_length=2000)] = ""

    @property
    def is_written(self) -> bool:
        """Whether its letter may still be written: it was neither sent nor given up."""
        return self.sent_on is None and not self.outcome

    @property
    def is_decided(self) -> bool:
        """Whether the payer answered it with a decision; documents it asked for are none."""
        return self.kind != "documents" and self.outcome in ("upheld", "overturned", "partly")

    @property
    def was_dropped(self) -> bool:
        """Whether it was given up before it was sent: the payer knows nothing of it."""
        return self.sent_on is None and self.outcome == "withdrawn"


class ClaimEvent(Border):
    """One thing that happened to a claim; never changed, never taken out. `at` is UTC."""

    at: dt.datetime
    by: Line
    state: ClaimState
    text: Annotated[str, Field(max_length=2000)] = ""
    reference: Line = ""


class BillingAgreement(Border):
    """That a patient or a representative agreed in writing to pay: when, who signed, where it is.

    `document` names the paper as the office files it. Of a Medicaid patient it has to conform to
    the state's own rules, which `conforms` says somebody has checked.
    """

    signed_on: dt.date
    signed_by: Named
    document: Named
    conforms: bool = False


class Claim(Border):
    """One claim to one coverage of a patient.

    `number` is the patient control number that every answer gives back; unique in the practice.
    `card` is the payer card as it was when the claim was made, kept for good. `replaces` is the id
    of the claim that this one replaces or voids, `after` that of the primary whose EOB a secondary
    needs. `answer_by` is the day by which a request or demand that came without an EOB is answered.
    """

    id: Id
    number: Named
    patient: Id
    coverage_order: Annotated[int, Field(ge=1, le=3)] = 1
    payer: Named
    card: PayerCard | None = None
    lines: tuple[ClaimLine, ...] = ()
    state: ClaimState = ClaimState.NOT_CLAIMED
    hold_until: dt.date | None = None
    hold_reason: Line = ""
    owner: Line = ""
    follow_up: dt.date | None = None
    answer_by: dt.date | None = None
    sent_on: dt.date | None = None
    sent_how: Line = ""
    attachment_number: Line = ""
    payer_number: Line = ""
    kind: Literal["original", "replacement", "void"] = "original"
    replaces: Line = ""
    after: Line = ""
    postings: tuple[Posting, ...] = ()
    appeals: tuple[Appeal, ...] = ()
    agreement: BillingAgreement | None = None
    events: tuple[ClaimEvent, ...] = ()
    version: int = 0

    @property
    def billed(self) -> Decimal:
        """The sum of its lines' fees."""
        return sum((line.fee for line in self.lines), Decimal(0))

    @property
    def paid(self) -> Decimal:
        """What was paid so far, reversals taken off; amounts unknown to us count nothing."""
        return sum((posting.paid or Decimal(0) for posting in self.postings), Decimal(0))

    @property
    def standing(self) -> tuple[Posting, ...]:
        """The payer's answers that count; what we took back is left out, with what did so."""
        undone = {each.takes_back for each in self.postings}
        return tuple(p for p in self.postings if not p.takes_back and p.id not in undone)

    @property
    def notes(self) -> tuple[str, ...]:
        """The ids of the notes that stand on it, in the order of its lines."""
        return tuple(dict.fromkeys(line.note for line in self.lines if line.note))

    @property
    def is_open(self) -> bool:
        """Whether somebody has something to do or to wait for.

        A settled one has only while a day is set on which somebody looks at it again.
        """
        return self.state in OPEN_STATES or self.follow_up is not None

    @property
    def began(self) -> dt.date | None:
        """Its earliest date of service."""
        return min((line.on for line in self.lines), default=None)
