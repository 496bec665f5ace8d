"""The words a text is found by, and what a search asks of them; storage, services and lists use it.

A typed word is the beginning of a word that is looked for; case, accents and everything that is no
letter and no digit do not matter. A `mark` is a word of our own that nobody can type, such as
`=status=draft`: filters look for marks, so that any filter costs what a word does.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from app.domain.finding.listing import search_key
from app.domain.guides.answers import Diagnoses, Person, Text
from app.domain.notes.note import Answers

LONGEST = 40
"""Letters of a word that count; what follows is neither kept nor asked for."""

MOST = 5_000
"""Different words of one record that are kept: PostgreSQL takes a megabyte of them."""

MOST_TYPED = 16
"""Words of a search that count: a whole page pasted into the line is looked for by its first."""

_IN = "in"
_MOST_PERIODS = 60

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


def day_marks(day: dt.date) -> tuple[str, str]:
    """The marks of a record's day: its month and its year."""
    return mark(_IN, day.isoformat()[:7]), mark(_IN, day.isoformat()[:4])


def in_days(asked: Wanted, first: dt.date, last: dt.date) -> Wanted:
    """The same, and a day from the first to the last, as nearly as whole months can tell.

    Whole years are asked for as such. Beyond sixty of both, the days are left to whoever reads.
    """
    periods: list[str] = []
    year, month = first.year, first.month
    while (year, month) <= (last.year, last.month) and len(periods) <= _MOST_PERIODS:
        whole_year = month == 1 and (year, 12) <= (last.year, last.month)
        periods.append(f"{year:04}" if whole_year else f"{year:04}-{month:02}")
        year, month = (year + 1, 1) if whole_year or month == 12 else (year, month + 1)
    return asked if len(periods) > _MOST_PERIODS else asked.marked(_IN, *periods)


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
