"""From what was typed or picked to an answer, by the field's kind; drafts and note files use it."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import TypeVar

from app.domain.codes.icd10 import DiagnosisIndex, read_diagnosis
from app.domain.codes.npi import read_npi
from app.domain.codes.teeth import read_teeth
from app.domain.guides.answers import (
    Answer,
    Choice,
    Choices,
    Date,
    Diagnoses,
    DiagnosisCode,
    Minutes,
    Money,
    Npi,
    Number,
    Person,
    Phone,
    Teeth,
    Text,
    Time,
    Unreadable,
    YesNo,
)
from app.domain.guides.guide import Field, FieldKind
from app.domain.reading.amounts import (
    not_whole,
    out_of_bounds,
    read_minutes,
    read_money,
    read_number,
)
from app.domain.reading.blank import is_blank
from app.domain.reading.dates import read_date
from app.domain.reading.phones import read_phone
from app.domain.reading.problem import Unread
from app.domain.reading.times import read_time

Raw = str | Answer | None
"""What an editor hands over: typed text, a picked answer, or None to clear."""

Amount = TypeVar("Amount", int, Decimal)

MOST_DIAGNOSES = 4
"""Pointers A to D of the dental claim."""

YES, NO = frozenset({"yes", "y", "true", "1"}), frozenset({"no", "n", "false", "0"})


@dataclass(frozen=True, slots=True)
class AnswerReader:
    """Reads answers; `now` is the practice's local time, `diagnoses` opens the ICD-10-CM index."""

    now: Callable[[], dt.datetime]
    diagnoses: Callable[[], DiagnosisIndex]

    def read(self, field: Field, raw: Raw) -> Answer | None:
        """The answer, `Unreadable` when the text cannot be read, or None when there is none."""
        if not isinstance(raw, str):
            return raw
        if is_blank(raw):
            return None
        return _READERS[field.kind](self, field, raw)


def _wrap(
    make: Callable[[str], Answer | Unread],
) -> Callable[[AnswerReader, Field, str], Answer]:
    def read(_reader: AnswerReader, _field: Field, typed: str) -> Answer:
        found = make(typed)
        return Unreadable(typed, found.why) if isinstance(found, Unread) else found

    return read


def _amount(
    make: Callable[[Amount], Answer], read: Callable[[str], Amount | Unread]
) -> Callable[[AnswerReader, Field, str], Answer]:
    """A reader that holds what it reads to the bounds of its field."""

    def bounded(_reader: AnswerReader, field: Field, typed: str) -> Answer:
        found = read(typed)
        if not isinstance(found, Unread):
            wrong = out_of_bounds(found, field.minimum, field.maximum) or (
                not_whole(found) if field.whole else None
            )
            if wrong is None:
                return make(found)
            found = wrong
        return Unreadable(typed, found.why)

    return bounded


def _date(reader: AnswerReader, _field: Field, typed: str) -> Answer:
    found = read_date(typed, reader.now().date())
    return Unreadable(typed, found.why) if isinstance(found, Unread) else Date(found)


def _time(reader: AnswerReader, _field: Field, typed: str) -> Answer:
    now = reader.now().time().replace(second=0, microsecond=0)
    found = read_time(typed, now)
    return Unreadable(typed, found.why) if isinstance(found, Unread) else Time(found)


def _npi(typed: str) -> Answer | Unread:
    found = read_npi(typed)
    return found if isinstance(found, Unread) else Npi(found)


def _phone(typed: str) -> Answer | Unread:
    found = read_phone(typed)
    return found if isinstance(found, Unread) else Phone(found)


def _teeth(typed: str) -> Answer | Unread:
    found = read_teeth(typed)
    return found if isinstance(found, Unread) else Teeth(found)


def _choice(_reader: AnswerReader, field: Field, typed: str) -> Answer:
    value = _option(field, typed)
    if value is None:
        return Unreadable(typed, "Pick one of the choices offered.")
    return Choice(value)


def _choices(_reader: AnswerReader, field: Field, typed: str) -> Answer:
    values = [_option(field, part) for part in typed.split(",")]
    picked = {value for value in values if value is not None}
    if len(picked) < len(values):
        return Unreadable(typed, "Pick from the choices offered.")
    return Choices(tuple(option.value for option in field.options if option.value in picked))


def _option(field: Field, typed: str) -> str | None:
    wanted = typed.strip().casefold()
    for option in field.options:
        if wanted in (option.value.casefold(), option.label.casefold()):
            return option.value
    return None


def _yes_no(typed: str) -> Answer | Unread:
    word = typed.strip().casefold()
    if word in YES | NO:
        return YesNo(word in YES)
    return Unread("Answer yes or no.")


def _diagnoses(reader: AnswerReader, _field: Field, typed: str) -> Answer:
    found = [read_diagnosis(part, reader.diagnoses()) for part in typed.split(",") if part.strip()]
    for each in found:
        if isinstance(each, Unread):
            return Unreadable(typed, each.why)
    good = [each for each in found if not isinstance(each, Unread)]
    codes = tuple(dict.fromkeys(DiagnosisCode(each.code, each.title) for each in good))
    if len(codes) > MOST_DIAGNOSES:
        return Unreadable(typed, f"A claim has room for {MOST_DIAGNOSES}: leave out the least.")
    return Diagnoses(codes)


def _not_typed(_reader: AnswerReader, field: Field, typed: str) -> Answer:
    return Unreadable(typed, f"{field.label} cannot be typed as text; use its own editor.")


_READERS: Mapping[FieldKind, Callable[[AnswerReader, Field, str], Answer]] = MappingProxyType(
    {
        FieldKind.TEXT: _wrap(Text),
        FieldKind.LONG_TEXT: _wrap(Text),
        FieldKind.CHOICE: _choice,
        FieldKind.CHOICES: _choices,
        FieldKind.DATE: _date,
        FieldKind.TIME: _time,
        FieldKind.MINUTES: _amount(Minutes, read_minutes),
        FieldKind.NUMBER: _amount(Number, read_number),
        FieldKind.MONEY: _amount(Money, read_money),
        FieldKind.YES_NO: _wrap(_yes_no),
        FieldKind.TEETH: _wrap(_teeth),
        FieldKind.NPI: _wrap(_npi),
        FieldKind.PHONE: _wrap(_phone),
        FieldKind.PERSON: _wrap(lambda typed: Person(typed.strip())),
        FieldKind.EVIDENCE: _not_typed,
        FieldKind.DIAGNOSES: _diagnoses,
        FieldKind.TABLE: _not_typed,
    }
)
