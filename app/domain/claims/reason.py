"""Why a payer did not pay, by number: what a reason means, what answers it, and who says so.

Read from `resources/reasons/*.yaml`; `app.services.claims.reasons` explains a payer's judgment with
them. Numbers alone come from the lists of X12 (claim adjustment reason codes, remittance advice
remark codes, group codes); every word here is our own.
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from app.domain.evidence.evidence import EvidenceKind
from app.domain.practice.people import Border, Line, Named

ReasonCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{0,2}[0-9]{0,4}$", min_length=1)]
FactId = Annotated[str, StringConstraints(pattern=r"^[CMP][0-9]{1,2}c?$")]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=400)]

ListId = Literal["adjustments", "remarks", "groups"]


class Way(StrEnum):
    """How a reason is answered."""

    ORDINARY = "ordinary"  # how the plan pays: nothing to answer
    EXPECTED = "expected"  # the code only reports: nothing to answer
    DOCUMENT = "document"  # a document is named: send it, the claim is not denied
    SUPPLY = "supply"  # something is missing from what was sent: send it
    CORRECT = "correct"  # the claim is wrong: correct it and send it anew
    STATUS = "status"  # look first: something else happened to this claim
    OTHER_COVERAGE = "other_coverage"  # another payer comes first, or this is for another one
    APPEAL = "appeal"  # the payer judged: contest it
    PATIENT = "patient"  # the plan does not cover it: check who owes it, bill nobody yet


class ReasonSource(Border):
    """Where the meaning of reasons comes from, how good that is, and when it was checked."""

    title: Named
    authority: Line
    checked: dt.date
    where: Line = ""


class Instead(Border):
    """What to do instead for a patient under 21 with Medicaid, and who says so."""

    do: Words
    source: Line


class Reason(Border):
    """What one number means and what answers it.

    `way` is None where the number only adds to another one. `facts` are the guides' facts that
    answer it (C5, M4), `evidence` the kinds of documents; `wants_note` says that the signed note
    itself does. `names` is the document a remark asks for, in words. `bars_appeal`: there is no
    right of appeal, a new claim is sent. `epsdt` goes before `way` and `do` where it applies.
    """

    means: Words
    way: Way | None = None
    do: Annotated[str, Field(max_length=400)] = ""
    facts: tuple[FactId, ...] = ()
    evidence: tuple[EvidenceKind, ...] = ()
    wants_note: bool = False
    names: Line = ""
    bars_appeal: bool = False
    epsdt: Instead | None = None
    source: Line


class ReasonList(Border):
    """One list of numbers as its file says it."""

    id: ListId
    version: Annotated[int, Field(ge=1)]
    sources: dict[str, ReasonSource]
    reasons: Annotated[dict[ReasonCode, Reason], Field(min_length=1)]


@dataclass(frozen=True, slots=True)
class Reasons:
    """The three lists that ship: adjustment reasons, remarks, group codes."""

    adjustments: ReasonList
    remarks: ReasonList
    groups: ReasonList

    def adjustment(self, code: str) -> Reason | None:
        """What an adjustment reason means; None for one that is not in our list."""
        return self.adjustments.reasons.get(code)

    def remark(self, code: str) -> Reason | None:
        """What a remark means; None for one that is not in our list."""
        return self.remarks.reasons.get(code)

    def group(self, code: str) -> Reason | None:
        """What a group code means; None for one that is not in our list."""
        return self.groups.reasons.get(code)

    def source_of(self, reason: Reason) -> ReasonSource | None:
        """Where what is said of a reason comes from."""
        for each in (self.adjustments, self.remarks, self.groups):
            if reason in each.reasons.values():
                return each.sources.get(reason.source)
        return None
