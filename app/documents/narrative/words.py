"""Answers as words inside a sentence, and small joints of English; sentence templates use it."""

from collections.abc import Sequence

from app.domain.codes.teeth import describe_teeth
from app.domain.guides.answers import (
    Answer,
    Choice,
    Choices,
    Diagnoses,
    Evidence,
    Minutes,
    Person,
    Teeth,
    Text,
    YesNo,
)
from app.domain.guides.guide import Field
from app.domain.guides.showing import show_answer

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def say_answer(answer: Answer, field: Field | None, *, plain: bool = False) -> str:
    """The answer as it reads inside a sentence; `plain` takes a choice's label as it stands."""
    match answer:
        case Text(value):
            return " ".join(value.split()).rstrip(".").rstrip()
        case Choice(value):
            return _option_words(value, field, plain)
        case Choices(values):
            return joined([_option_words(value, field, plain) for value in values])
        case Minutes(value):
            return "1 minute" if value == 1 else f"{value} minutes"
        case Person(name, _, credential):
            return f"{name}, {credential}" if credential else name
        case Teeth(values):
            return describe_teeth(values)
        case YesNo(value):
            return "yes" if value else "no"
        case Diagnoses(codes):
            return joined([f"{each.code} ({each.title})" for each in codes])
        case Evidence(items):
            return joined([item.title for item in items])
        case _:
            return show_answer(answer, field)


def _option_words(value: str, field: Field | None, plain: bool) -> str:
    option = field.option(value) if field else None
    if option is None:
        return value.replace("_", " ")
    if plain:
        return option.label
    return option.says or lower_first(option.label)


def joined(words: Sequence[str]) -> str:
    """Words as a list in a sentence: a, b, and c. Questions stand side by side instead."""
    match words:
        case []:
            return ""
        case [only]:
            return only
        case _ if any(word.endswith("?") for word in words):
            return " ".join(word if word.endswith("?") else f"{word}." for word in words)
        case [first, second]:
            return f"{first} and {second}"
        case _:
            return f"{', '.join(words[:-1])}, and {words[-1]}"


def count_of(number: int) -> str:
    """A count in a sentence: words up to ten, digits above."""
    return _NUMBERS[number] if number < len(_NUMBERS) else str(number)


def lower_first(text: str) -> str:
    """The text with a small first letter, unless its first word is an abbreviation (INR, D9997)."""
    head = text.split(" ", 1)[0]
    if len(head) > 1 and any(c.isupper() or c.isdigit() for c in head[1:]):
        return text
    return text[:1].lower() + text[1:]


def initial_cap(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]
