"""The words a text is found by, and what a search asks of them; storage, services and lists use it.

A typed word is the beginning of a word that is looked for; case, accents and everything that is no
letter and no digit do not matter. A `mark` is a word of our own that nobody can type, such as
`=status=draft`: filters look for marks, so that any filter costs what a word does.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from app.domain.answers import Diagnoses, Person, Text
from app.domain.listing import search_key
from app.domain.note import Answers

LONGEST = 40
"""Letters of a word that count; what follows is neither kept nor asked for."""

MOST = 5_000
"""Different words of one record that are kept: PostgreSQL takes a megabyte of them."""

MOST_TYPED = 16
"""Words of a search that count: a whole page pasted into the line is looked for by its first."""

_MOST_MONTHS = 60
"""Months that a search for days names; for more of them the days themselves must do."""

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a record must have: a word for each of `beginnings`, and of each of `marks` one."""

    beginnings: tuple[str, ...] = ()
    marks: tuple[tuple[str, ...], ...] = ()

    def marked(self, kind: str, *values: str) -> "Wanted":
        """The same, and one of these values of a mark; without a value, whatever it has."""
        given = tuple(mark(kind, value) for value in values if value)
        return replace(self, marks=(*self.marks, given)) if given else self


def words_of(text: str) -> tuple[str, ...]:
    """Every different word of a text, in the order they first occur."""
    key = text.lower() if text.isascii() else search_key(text)
    return tuple(dict.fromkeys(word[:LONGEST] for word in _WORD.findall(key)))


def wanted(search: str) -> Wanted | None:
    """What somebody typed; None when it holds signs but no word, which nothing fits."""
    beginnings = words_of(search)[:MOST_TYPED]
    return Wanted(beginnings) if beginnings or not search.strip() else None


def mark(kind: str, value: str) -> str:
    """The mark for a value of ours: letters, digits, `-` and `_`; upper and lower case are one."""
    return f"={kind}={value.lower()}"


def day_mark(day: dt.date) -> str:
    """The mark of a record's day: its month."""
    return mark("month", day.isoformat()[:7])


def months(first: dt.date, last: dt.date) -> tuple[str, ...]:
    """The months from one day to another; none when they are too many to name."""
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    if count > _MOST_MONTHS:
        return ()
    numbers = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return tuple(f"{number // 12:04}-{number % 12 + 1:02}" for number in numbers)


def texts_of(answers: Answers) -> Iterator[str]:
    """What is found of a note: texts, names and diagnoses, hidden ones too, by answer path.

    Numbers, ids, file hashes and values of lists are not: nobody looks for them by words.
    """
    for path in sorted(answers):
        match answers[path]:
            case Text(value):
                yield value
            case Person(name):
                yield name
            case Diagnoses(codes):
                yield from (f"{each.code} {each.title}" for each in codes)
            case _:
                pass
