"""The answer to one field, a union by kind; the draft makes them, rules and documents read them.

Answers are small frozen values. What a user typed and we could not read is an answer too
(`Unreadable`): it is kept, shown again and reported as an open item, never thrown away.
"""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

ClosingKind = Literal["none", "not_available", "would_not_say"]


@dataclass(frozen=True, slots=True)
class Text:
    """Words typed by the user, or known from the directory, exactly as they stand."""

    value: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One value out of a field's choices."""

    value: str


@dataclass(frozen=True, slots=True)
class Choices:
    """Several values out of a field's choices, in the order of the guide."""

    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Date:
    """A calendar day."""

    value: dt.date


@dataclass(frozen=True, slots=True)
class Time:
    """A time of day at the practice, to the minute."""

    value: dt.time


@dataclass(frozen=True, slots=True)
class Minutes:
    """A length of time in whole minutes."""

    value: int


@dataclass(frozen=True, slots=True)
class Number:
    """A count or a measured value, exact."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class Money:
    """US dollars, exact to the cent."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class YesNo:
    """A yes or a no."""

    value: bool


@dataclass(frozen=True, slots=True)
class Teeth:
    """Teeth and areas of the mouth in canonical order; see `app.domain.codes.teeth`."""

    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Npi:
    """A national provider identifier of ten digits whose check digit holds."""

    value: str


@dataclass(frozen=True, slots=True)
class Phone:
    """A telephone or fax number in the form we print."""

    value: str


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody named in a note: who did it, who answered, who was informed.

    A copy of the directory's entry at the time it was picked (`entry` is its id, empty when the
    name was typed by hand), so that a later change in the directory does not rewrite the note.
    """

    name: str
    role: str = ""
    credential: str = ""
    supervisor: str = ""
    entry: str = ""


@dataclass(frozen=True, slots=True)
class EvidenceItem:
    """One file taken in: its SHA-256 (hex), the title shown, bytes in all."""

    sha256: str
    title: str
    size: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """The files attached to a field, in the order they were attached."""

    items: tuple[EvidenceItem, ...]


@dataclass(frozen=True, slots=True)
class DiagnosisCode:
    """An ICD-10-CM code with its dot, and its official title (a US government work)."""

    code: str
    title: str


@dataclass(frozen=True, slots=True)
class Diagnoses:
    """Up to four diagnoses; the first is pointer A."""

    values: tuple[DiagnosisCode, ...]


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a table field, by row id, in the order shown."""

    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NotGiven:
    """An honest closing of a field: there is none, it cannot be had, the payer would not say."""

    kind: ClosingKind


@dataclass(frozen=True, slots=True)
class Unreadable:
    """What was typed, kept as it is, and one sentence on what to type instead."""

    typed: str
    why: str


Answer = (
    Text
    | Choice
    | Choices
    | Date
    | Time
    | Minutes
    | Number
    | Money
    | YesNo
    | Teeth
    | Npi
    | Phone
    | Person
    | Evidence
    | Diagnoses
    | Rows
    | NotGiven
    | Unreadable
)


def tokens(answer: Answer) -> tuple[str, ...]:
    """The words by which a condition may name this answer: choices, yes or no, closings, codes."""
    match answer:
        case Choice(value):
            return (value,)
        case Choices(values) | Teeth(values):
            return values
        case YesNo(value):
            return ("yes",) if value else ("no",)
        case NotGiven(kind):
            return (kind,)
        case Diagnoses(diagnoses):
            return tuple(d.code for d in diagnoses)
        case Text(text):
            return (text.strip().casefold(),)
        case Person(name, role):
            return (role,) if role else (name,)
        case Minutes(amount):
            return (str(amount),)
        case Number(number) | Money(number):
            return (str(number),)
        case _:
            return ()
