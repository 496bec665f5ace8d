"""How a payer's judgment and what comes of it are said on screen, for "What now?" and appeals."""

import datetime as dt
from collections.abc import Mapping

from app.domain.claims.claim import ClaimState
from app.domain.claims.reason import Way
from app.domain.deadlines.deadline import Clock, Deadline
from app.domain.reading.dates import show_date
from app.services.denials.what_now import Act
from app.ui.theme import Role

_S = ClaimState

STANDING_ROLES: Mapping[ClaimState, Role] = {
    _S.INFORMATION_REQUESTED: Role.NEEDED,
    _S.DENIED: Role.BLOCKS,
    _S.DISALLOWED: Role.BLOCKS,
    _S.REJECTED: Role.WARNS,
    _S.PARTLY_PAID: Role.WARNS,
    _S.REVERSED: Role.WARNS,
    _S.UPHELD: Role.BLOCKS,
    _S.OVERTURNED: Role.DONE,
    _S.PAID: Role.DONE,
    _S.APPEALED: Role.NEEDED,
}

MEANS: Mapping[ClaimState, str] = {
    _S.INFORMATION_REQUESTED: (
        "The payer has not decided: it names a document and waits for it. This is no denial, and it"
        " has a clock of its own."
    ),
    _S.DENIED: (
        "The payer refuses to pay. That does not say who owes the amount. Do not bill the patient"
        " until checked."
    ),
    _S.DISALLOWED: (
        "The payer says that a participating dentist may not collect this. It can be contested; it"
        " never goes to the patient by itself."
    ),
    _S.REJECTED: (
        "Turned back at the door, and never judged: there is nothing to appeal. The time for filing"
        " runs on. Mend the claim and send it again."
    ),
    _S.PARTLY_PAID: "A part was paid. What was taken off for other than ordinary reasons is below.",
    _S.PAID: "Paid. What was not paid has ordinary reasons.",
    _S.REVERSED: "The payer takes an earlier payment back. Read by when, and whether it is right.",
    _S.APPEALED: "Under appeal. The payer’s answer is awaited.",
    _S.UPHELD: "The payer stays with its decision. See whether another level is open.",
    _S.OVERTURNED: "The payer changed its decision. Wait for the payment, and check it.",
}
SETTLED = "This claim is settled. There is nothing left to answer."
WITH_PAYER = "The claim is with the payer again. Its answer is awaited."
NOT_JUDGED = "The payer has not judged this claim yet. There is nothing to answer."

MEDICAID = (
    "Medicaid: the family gets no bill beyond the plan’s own cost sharing without an agreement that"
    " conforms to the state’s rules (42 CFR 447.15)."
)

WAYS: Mapping[Way | None, str] = {
    Way.ORDINARY: "Ordinary: this is how the plan pays. Nothing to answer.",
    Way.EXPECTED: (
        "Expected: this code only reports and is never paid. Keep since when the benefit is active;"
        " it is not billed again for this patient."
    ),
    Way.DOCUMENT: "Send the document that is named.",
    Way.SUPPLY: "Send what is missing.",
    Way.CORRECT: "Correct the claim and send it anew. This is no case for an appeal.",
    Way.STATUS: "Look first what became of this claim. Do not send it again blindly.",
    Way.OTHER_COVERAGE: "Another coverage decides first.",
    Way.APPEAL: "Contest it, if the record shows why.",
    Way.PATIENT: "The plan does not cover it. Check who owes it; usually there is no appeal.",
    None: "The EOB’s own words count. Read them, then choose.",
}

ACTS: Mapping[Act, tuple[str, str]] = {
    Act.SEND: ("Send what was asked…", "send"),
    Act.TELL_SENT: ("It was sent already…", "check"),
    Act.REPLACE: ("Begin a corrected claim", "file-plus"),
    Act.APPEAL: ("Begin an appeal…", "pen-line"),
    Act.TRIGGER: ("Keep since when it is active…", "badge-check"),
    Act.ASK: ("Ask the payer later…", "phone"),
    Act.COVERAGE: ("Open the patient’s coverages", "user"),
    Act.CLAIM: ("Open the claim", "file-text"),
}
GO_ON = "Go on with the appeal"

_CLOCKS: Mapping[Clock, str] = {
    Clock.INFORMATION: "Answer",
    Clock.APPEAL: "Appeal",
    Clock.REFUND: "Answer the demand",
    Clock.TIMELY_FILING: "File",
}


def state_words(state: ClaimState) -> str:
    """A state as screens write it."""
    return state.value[:1].upper() + state.value[1:]


def clock_words(clock: Deadline, today: dt.date) -> str:
    """`Appeal by 12/16/2026, in 24 days · the payer’s own words`."""
    verb = _CLOCKS.get(clock.clock, "Do it")
    return f"{verb} by {show_date(clock.due)}, {days_words(clock.due, today)} · {clock.basis}"


def days_words(due: dt.date, today: dt.date) -> str:
    """How far away a day is."""
    left = (due - today).days
    if left < 0:
        return "1 day overdue" if left == -1 else f"{-left} days overdue"
    return {0: "today", 1: "tomorrow"}.get(left, f"in {left} days")


def clock_role(due: dt.date, today: dt.date) -> Role:
    """How urgent a day looks."""
    left = (due - today).days
    if left < 0:
        return Role.BLOCKS
    return Role.WARNS if left <= _SOON else Role.MUTED


_SOON = 7
