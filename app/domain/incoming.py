"""What comes from the practice system: rows of an import, and the one patient it shows right now.

`app.interchange` makes these of files and command lines, the services judge and keep them, the
import page and the window show them.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

Value = str | dt.date
Columns = Mapping[str, int]
"""Which column (counted from 0) holds which field, by the field's name."""


class ImportKind(StrEnum):
    """What the rows of a file are about."""

    PATIENTS = "patients"
    COVERAGES = "coverages"
    STAFF = "staff"
    PROFESSIONALS = "professionals"


@dataclass(frozen=True, slots=True)
class ImportField:
    """Something a column can hold. `label` stands on the screen."""

    name: str
    label: str


_NAME = (
    ImportField("given", "First name"),
    ImportField("family", "Last name"),
    ImportField("middle", "Middle name"),
    ImportField("suffix", "Suffix"),
    ImportField("full_name", "Whole name"),
)
_NPI = ImportField("npi", "NPI")

FIELDS: Mapping[ImportKind, tuple[ImportField, ...]] = MappingProxyType(
    {
        ImportKind.PATIENTS: (
            ImportField("chart_number", "Chart number"),
            *_NAME,
            ImportField("birth_date", "Date of birth"),
            ImportField("phone", "Phone"),
            ImportField("street", "Street"),
            ImportField("city", "City"),
            ImportField("state", "State"),
            ImportField("zip", "ZIP code"),
            ImportField("language", "Language"),
        ),
        ImportKind.COVERAGES: (
            ImportField("chart_number", "Chart number"),
            ImportField("payer", "Payer"),
            ImportField("order", "Order (1 = primary)"),
            ImportField("member_id", "Member id"),
            ImportField("group_number", "Group number"),
            ImportField("plan", "Plan"),
            ImportField("payer_id", "Payer id"),
            ImportField("relationship", "Relationship"),
            ImportField("subscriber", "Subscriber"),
            ImportField("subscriber_birth_date", "Subscriber’s date of birth"),
        ),
        ImportKind.STAFF: (
            *_NAME,
            ImportField("role", "Role"),
            ImportField("credential", "Credential"),
            _NPI,
            ImportField("license", "License"),
            ImportField("taxonomy", "Taxonomy code"),
        ),
        ImportKind.PROFESSIONALS: (
            *_NAME,
            ImportField("credential", "Credential"),
            ImportField("specialty", "Specialty"),
            ImportField("organization", "Practice or hospital"),
            ImportField("phone", "Phone"),
            ImportField("fax", "Fax"),
            _NPI,
        ),
    }
)
"""What can be read of each kind, in the order the screen asks for it."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """One row as it was read: only what the file gives, under the names of FIELDS.

    `line` is where it begins in the file, counted from 1. A whole name is taken apart already.
    """

    line: int
    values: Mapping[str, Value]

    def text(self, name: str) -> str:
        """A value that is text; empty when the row has none."""
        value = self.values.get(name, "")
        return value if isinstance(value, str) else ""

    def day(self, name: str) -> dt.date | None:
        """A value that is a date; None when the row has none."""
        value = self.values.get(name)
        return value if isinstance(value, dt.date) else None


@dataclass(frozen=True, slots=True)
class RowProblem:
    """Why a line cannot be taken and what to do; it quotes nothing of the line."""

    line: int
    say: str


@dataclass(frozen=True, slots=True)
class Arrival:
    """The patient that the practice system shows, handed over by a program link or bridge file."""

    given: str = ""
    family: str = ""
    middle: str = ""
    birth_date: dt.date | None = None
    chart_number: str = ""
    phone: str = ""
    street: str = ""
    city: str = ""
    state: str = ""
    zip: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing tells who is meant: no chart number, and no whole name."""
        return not (self.chart_number or (self.given and self.family))
