"""Answers as text for people, in editors, lists and documents; what `app.domain.reading` reads."""

from app.domain.codes.teeth import show_teeth
from app.domain.guides.answers import (
    Answer,
    Choice,
    Choices,
    Date,
    Diagnoses,
    Evidence,
    Minutes,
    Money,
    NotGiven,
    Npi,
    Number,
    Person,
    Phone,
    Rows,
    Teeth,
    Text,
    Time,
    Unreadable,
    YesNo,
)
from app.domain.guides.guide import Field
from app.domain.reading.amounts import show_minutes, show_money, show_number
from app.domain.reading.dates import show_date
from app.domain.reading.times import show_time

CLOSING_WORDS = {
    "none": "None",
    "not_available": "Not available",
    "would_not_say": "Payer would not say",
}


def show_answer(answer: Answer | None, field: Field | None = None) -> str:
    """The answer in words; labels of choices come from the field. Empty when there is none."""
    match answer:
        case None | Rows():
            return ""
        case Choice(value):
            return _label(value, field)
        case Choices(values):
            return ", ".join(_label(value, field) for value in values)
        case Text(text) | Npi(text) | Phone(text):
            return text
        case NotGiven(kind):
            return CLOSING_WORDS[kind]
        case Unreadable(typed):
            return typed
        case _:
            return _show_value(answer)


def _show_value(answer: Answer) -> str:
    match answer:
        case Date(day):
            return show_date(day)
        case Time(hour):
            return show_time(hour)
        case Minutes(amount):
            return show_minutes(amount)
        case Number(number):
            return show_number(number)
        case Money(amount):
            return show_money(amount)
        case YesNo(yes):
            return "Yes" if yes else "No"
        case Teeth(teeth):
            return show_teeth(teeth)
        case _:
            return _show_compound(answer)


def _show_compound(answer: Answer) -> str:
    match answer:
        case Person(name, _, credential):
            return f"{name}, {credential}" if credential else name
        case Evidence(items):
            return ", ".join(item.title for item in items)
        case Diagnoses(codes):
            return "; ".join(f"{d.code} {d.title}" for d in codes)
        case _:
            return ""


def _label(value: str, field: Field | None) -> str:
    option = field.option(value) if field else None
    return option.label if option else value
