"""What one payer wants (the payer card) and one recorded benefit check (the verification)."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from app.domain.guides.answers import ClosingKind
from app.domain.practice.people import Address, Border, Id, Line, Named, PayerType

RepeatRule = Literal["unknown", "per_date", "trigger"]

AppealKind = Literal[
    "corrected_claim",
    "documents",
    "provider_dispute",
    "member_appeal",
    "peer_review",
    "fair_hearing",
    "external_review",
]

AskPurpose = Literal["payer", "claim", "appeal"]
ASK_PURPOSES: tuple[AskPurpose, ...] = ("payer", "claim", "appeal")

Sentence = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]

RULE_PREFIX = "CARD-"
"""Ids of a card's rules begin with it, so that they never meet a guide's."""

FRESH_DAYS = 365
"""How long a card's fact counts as fresh unless the card says otherwise: plans go by the year."""


class Verification(Border):
    """One benefit check for one coverage and code (P5).

    Either a representative and a reference, or the portal's page as evidence (`portal_page` is
    its SHA-256, `portal_size` its bytes), proves it. `payer` is who was asked, as the coverage
    named it then: a check says nothing for another payer that took the coverage's place.

    `call` is shared by the checks of one call, which began at `began_at` (UTC). What the payer
    asked for is kept as it was put; `closed` names the questions it would not answer. `late_reason`
    says why it came after the work had begun.

    `active_since` is the day from which a benefit is on that the code only switches on (M10), and
    `active_known_by` says how that is known.
    """

    id: Id
    patient: Id
    coverage_order: Annotated[int, Field(ge=1, le=3)] = 1
    payer: Line = ""
    code: Line
    checked_on: dt.date
    channel: Literal["phone", "portal", "electronic", "fax", "other"] = "phone"
    checked_by: Line = ""
    representative: Line = ""
    reference: Line = ""
    portal_page: Line = ""
    portal_title: Line = ""
    portal_size: Annotated[int, Field(ge=0)] = 0
    covered: Literal["yes", "no", "would_not_say", "unknown"] = "unknown"
    limits: Annotated[str, Field(max_length=2000)] = ""
    predetermination: Literal["required", "optional", "no", "unknown"] = "unknown"
    prior_authorization: Literal["required", "no", "unknown"] = "unknown"
    stale_after: dt.date | None = None
    call: Line = ""
    began_at: dt.datetime | None = None
    same_day: Line = ""
    records: Literal["narrative", "chart_note", "both", "unknown"] = "unknown"
    attachments: Literal["required", "on_request", "unless_asked", "never", "unknown"] = "unknown"
    timely_filing: Line = ""
    appeal_window: Line = ""
    closed: dict[str, ClosingKind] = Field(default_factory=dict)
    late_reason: Line = ""
    active_since: dt.date | None = None
    active_known_by: Line = ""
    version: int = 0


class UseLimit(Border):
    """How often a payer pays for a code: `most` times in `months`, or per what `per` says.

    `months` counts where `per` is months, and is 0 otherwise.
    """

    most: Annotated[int, Field(ge=1, le=99)] = 1
    per: Literal["day", "months", "calendar_year", "benefit_year", "lifetime"]
    months: Annotated[int, Field(ge=0, le=120)] = 0
    remark: Line = ""

    @model_validator(mode="after")
    def _months(self) -> "UseLimit":
        if (self.per == "months") != (self.months > 0):
            raise ValueError("Say in how many months, where it is paid by the month.")
        return self


class Window(Border):
    """A span of time a payer gives, and the day from which it is counted."""

    amount: Annotated[int, Field(ge=1, le=3650)]
    unit: Literal["days", "work_days", "months"] = "days"
    counted_from: Literal["service", "eob", "eob_received", "request", "decision"]


class AppealRule(Border):
    """One way to have this payer look again: its kind and level, until when, who must sign."""

    kind: AppealKind
    level: Annotated[int, Field(ge=1, le=5)] = 1
    window: Window | None = None
    answered_in: Annotated[int, Field(ge=0, le=365)] = 0
    signer: Literal["treating_dentist", "practice", "member", "unknown"] = "unknown"
    how: Line = ""
    source: Line = ""


class CardRule(Border):
    """What a payer card says of one code. `requires` has the shape of a guide's requirements.

    `source` is where this comes from, `said_by` where a single field comes from another source
    (name of the field to id of the source). `channel` is the id of the channel the payer wants.
    """

    covered: Literal["yes", "no", "by_plan", "unknown"] = "unknown"
    repeat: RepeatRule = "unknown"
    repeat_note: Line = ""
    limits: tuple[UseLimit, ...] = ()
    predetermination: Literal["required", "optional", "no", "unknown"] = "unknown"
    prior_authorization: Literal["required", "no", "unknown"] = "unknown"
    records: Literal["narrative", "chart_note", "both", "unknown"] = "unknown"
    attachments: Literal["required", "on_request", "unless_asked", "never", "unknown"] = "unknown"
    same_day_exclusions: tuple[Line, ...] = ()
    channel: Line = ""
    narrative_limit: Annotated[int, Field(ge=1, le=100_000)] | None = None
    source: Line = ""
    said_by: dict[str, str] = Field(default_factory=dict)


class CardAsk(Border):
    """One fact that a payer wants beyond the guide: the next note of the code asks for it.

    `field` is the template path of a field of the code's guide. In a card it becomes one of the
    rules of the code, with an id of its own.
    """

    field: Line
    say: Sentence
    because: Sentence
    needed_for: Annotated[tuple[AskPurpose, ...], Field(min_length=1)] = ("payer",)


class CardSource(Border):
    """Where a payer card's fact comes from, when it was checked, and by whom in this office.

    `evidence` is the SHA-256 of the document that says it, an EOB for instance.
    """

    title: Named
    authority: Line = "payer"
    checked: dt.date
    where: Line = ""
    author: Line = ""
    evidence: Line = ""


class PayerCard(Border):
    """What one payer wants, per code: shipped, read from a file, or written in the program.

    `said_by` names the source of facts outside `codes` (name of the field to id of the source). A
    source is out of date `fresh_days` after it was checked. `retired` are ids of rules that are
    asked no more; none of them is ever given to another rule.
    """

    id: Id
    payer: Named
    version: int = 1
    payer_ids: tuple[Line, ...] = ()
    payer_types: tuple[PayerType, ...] = ()
    address: Address = Address()
    appeals_address: Address = Address()
    phone: Line = ""
    fax: Line = ""
    portal: Line = ""
    timely_filing: Window | None = None
    information_window: Window | None = None
    appeals: tuple[AppealRule, ...] = ()
    fresh_days: Annotated[int, Field(ge=30, le=1825)] = FRESH_DAYS
    said_by: dict[str, str] = Field(default_factory=dict)
    sources: dict[str, CardSource] = Field(default_factory=dict)
    codes: dict[str, CardRule] = Field(default_factory=dict)
    retired: tuple[str, ...] = ()

    def appeal(self, kind: AppealKind, level: int = 1) -> AppealRule | None:
        """What it says of one kind and level of appeal; None when nothing."""
        return next((a for a in self.appeals if (a.kind, a.level) == (kind, level)), None)

    def sources_of(self, code: str) -> frozenset[str]:
        """The ids of the sources of what it says of a code."""
        rule = self.codes.get(code)
        named = {rule.source, *rule.said_by.values()} if rule else set()
        return frozenset(named & self.sources.keys())

    def is_stale(self, source: str, today: dt.date) -> bool:
        """Whether what a source says was checked too long ago; an unknown source is stale."""
        found = self.sources.get(source)
        return found is None or found.checked + dt.timedelta(days=self.fresh_days) < today


@dataclass(frozen=True, slots=True)
class CardVersion:
    """A payer card as it was kept once, with its text: by whom (a staff id) and when (UTC).

    `number` counts how often the card was kept. `at` is None where nobody knows any more.
    """

    number: int
    card: PayerCard
    text: str
    by: str = ""
    at: dt.datetime | None = None
