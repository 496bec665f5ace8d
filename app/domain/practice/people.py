"""The people and the practice a note speaks of: patients, coverages, staff, professionals.

These are the border values: storage and note files read and write them as JSON through pydantic.
What a note shows of them goes through `app.domain.facts.known`.
"""

import datetime as dt
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from app.domain.notes.late import LATE_AFTER_HOURS

Line = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)]
Named = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]
Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
State = Annotated[Line, AfterValidator(lambda typed: typed.upper() if len(typed) == 2 else typed)]
"""A state: its two letters are capitals, as the mail and claims have them, however typed."""

CONTROL_NUMBER = "{prefix}{date}{note}"
"""How attachment control numbers are formed unless the practice says otherwise."""

CONTROL_FORMAT = (
    r"^(?:[A-Z0-9-]|\{prefix\}|\{date\}){0,30}"
    r"(?:\{note\}|\{serial\})"
    r"(?:[A-Z0-9-]|\{prefix\}|\{date\}){0,12}$"
)
"""Capitals, digits, hyphens and the blanks {prefix}, {date}, and one of {note} and {serial}."""

MOST_LATE_HOURS = 720
"""Thirty days: a practice that never called an entry late would say so by accident."""


class Border(BaseModel):
    """A frozen value read from outside: unknown keys are refused.

    The text of a refusal never quotes the value: it may be a name.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class PayerType(StrEnum):
    """What kind of payer it is; appeal windows and billing rules differ by it."""

    COMMERCIAL_INSURED = "commercial_insured"
    SELF_FUNDED = "self_funded"
    MEDICAID_FFS = "medicaid_ffs"
    MEDICAID_MANAGED = "medicaid_managed"
    MEDICARE_ADVANTAGE = "medicare_advantage"
    CHIP = "chip"
    OTHER = "other"


class Address(Border):
    """A US postal address; every part may be empty until somebody knows it."""

    street: Line = ""
    city: Line = ""
    state: State = ""
    zip: Line = ""

    @property
    def one_line(self) -> str:
        """The address on one line, empty when nothing is known."""
        town = " ".join(part for part in (self.state, self.zip) if part)
        return ", ".join(part for part in (self.street, self.city, town) if part)


class PersonName(Border):
    """A person's name as it is spoken and as a claim sorts it."""

    given: Named
    family: Named
    middle: Line = ""
    suffix: Line = ""

    @property
    def full(self) -> str:
        """Given, middle, family, suffix."""
        return " ".join(p for p in (self.given, self.middle, self.family, self.suffix) if p)

    @property
    def sorted(self) -> str:
        """Family first, for lists."""
        return f"{self.family}, {self.given}"


class Representative(Border):
    """A parent, guardian or other person who may speak for the patient, and by what authority."""

    name: Named
    relation: Line = ""
    authority: Line = ""
    language: Line = ""
    phone: Line = ""


class Coverage(Border):
    """One payer relation of a patient (P1c). `order` is 1 for the primary."""

    order: Annotated[int, Field(ge=1, le=3)] = 1
    payer: Named
    payer_type: PayerType = PayerType.OTHER
    payer_id: Line = ""
    plan: Line = ""
    group_number: Line = ""
    member_id: Line = ""
    subscriber: Line = ""
    subscriber_birth_date: dt.date | None = None
    relationship: Literal["self", "spouse", "child", "other"] = "self"
    order_reason: Line = ""
    network: Literal["in", "out", "unknown"] = "unknown"
    payer_card: Line = ""


class Patient(Border):
    """A patient (P1). Dates of signature on file are None until the office has the signature."""

    id: Id
    name: PersonName
    birth_date: dt.date | None = None
    chart_number: Line = ""
    language: Line = ""
    phone: Line = ""
    address: Address = Address()
    representatives: tuple[Representative, ...] = ()
    epsdt: bool | None = None
    release_on_file: dt.date | None = None
    assignment_on_file: dt.date | None = None
    coverages: Annotated[tuple[Coverage, ...], Field(max_length=3)] = ()
    version: int = 0


class StaffRole(StrEnum):
    """What somebody in the practice does."""

    DENTIST = "dentist"
    HYGIENIST = "hygienist"
    ASSISTANT = "assistant"
    COORDINATOR = "care_coordinator"
    FRONT_DESK = "front_desk"
    BILLER = "biller"
    MANAGER = "manager"


LICENSED = frozenset({StaffRole.DENTIST, StaffRole.HYGIENIST})


class StaffMember(Border):
    """Somebody who works in the practice. `training` is the credential or training on file (P4).

    `role` is what notes call them, `more_roles` what they do besides; both count for their rights.
    """

    id: Id
    name: PersonName
    role: StaffRole
    more_roles: tuple[StaffRole, ...] = ()
    credential: Line = ""
    training: Line = ""
    npi: Line = ""
    license: Line = ""
    taxonomy: Line = ""
    supervisor: Line = ""
    active: bool = True
    version: int = 0

    @property
    def roles(self) -> tuple[StaffRole, ...]:
        """Every role, the main one first, none twice."""
        return tuple(dict.fromkeys((self.role, *self.more_roles)))


class Professional(Border):
    """A medical professional outside the practice whom dentists consult (C7)."""

    id: Id
    name: PersonName
    credential: Line = ""
    specialty: Line = ""
    organization: Line = ""
    phone: Line = ""
    fax: Line = ""
    npi: Line = ""
    version: int = 0


class Practice(Border):
    """The practice that bills (P3). `fees` and `nomenclature` are by procedure code.

    Nomenclature is what the practice types in from its own licensed code book; none is shipped.
    `place_of_service` 11 is an office (CMS place of service code set). `control_format` says how
    `app.services.notes.control_numbers` forms attachment control numbers. What is entered into a
    draft that nobody saved for `late_after_hours` is late.
    """

    name: Line = ""
    npi: Line = ""
    tin: Line = ""
    address: Address = Address()
    phone: Line = ""
    fax: Line = ""
    place_of_service: Line = "11"
    treating: Line = ""
    paper: Literal["letter", "a4"] = "letter"
    control_prefix: Annotated[str, StringConstraints(pattern=r"^[A-Z0-9]{0,8}$")] = "CP"
    control_format: Annotated[str, StringConstraints(pattern=CONTROL_FORMAT)] = CONTROL_NUMBER
    late_after_hours: Annotated[int, Field(ge=1, le=MOST_LATE_HOURS)] = LATE_AFTER_HOURS
    fees: dict[str, Decimal] = Field(default_factory=dict)
    nomenclature: dict[str, str] = Field(default_factory=dict)
    sample: bool = False
    version: int = 0
