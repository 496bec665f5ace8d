"""Answers and the content of notes as plain JSON values, exactly and reversibly.

The store keeps notes in this form and signing digests it. An answer is `[kind, value]`; `value` is
a string, number, truth value or list (a tuple on the way out). Days and times are ISO 8601,
decimals are strings. The same content gives the same text by `canonical`, in whatever order it
was typed. A kind once written is never renamed: old notes carry it.
"""

import datetime as dt
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import astuple, dataclass
from decimal import Decimal
from operator import attrgetter
from typing import Any, get_args

from rpds import HashTrieMap

from app.domain.guides import answers as a
from app.domain.guides.answers import Answer
from app.domain.notes.note import Answers, Content, Entry, Reason

PlainAnswer = list[Any]
Plain = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Kind:
    """How one kind of answer is written and read."""

    name: str
    type: type[Answer]
    write: Callable[[Any], Any]
    read: Callable[[Any], Answer]


# What reading raises when the text is not what was written here.
UNREADABLE = (
    *(ValueError, KeyError, TypeError, AttributeError, ArithmeticError),
    RecursionError,  # nested deeper than anything we write
)

_value, _values = attrgetter("value"), attrgetter("values")


def text_in(value: object) -> str:
    """A text that was written. Raises TypeError for anything else: screens take it for one."""
    if not isinstance(value, str):
        raise TypeError("no text")
    return value


def number_in(value: object) -> int:
    """A whole number that was written. Raises TypeError for anything else."""
    if not isinstance(value, int):
        raise TypeError("no whole number")
    return value


def texts_in(values: Iterable[object]) -> tuple[str, ...]:
    """Texts that were written. Raises TypeError for anything else."""
    return tuple(map(text_in, values))


def _evidence(items: Iterable[Any]) -> a.Evidence:
    return a.Evidence(
        tuple(
            a.EvidenceItem(text_in(sha256), text_in(title), number_in(size))
            for sha256, title, size in items
        )
    )


def _not_given(kind: a.ClosingKind) -> a.NotGiven:
    if kind not in get_args(a.ClosingKind):
        raise ValueError("no closing")
    return a.NotGiven(kind)


def _diagnoses(codes: Iterable[Any]) -> a.Diagnoses:
    return a.Diagnoses(tuple(a.DiagnosisCode(*texts_in(code)) for code in codes))


_KINDS = (
    _Kind("text", a.Text, _value, lambda v: a.Text(text_in(v))),
    _Kind("choice", a.Choice, _value, lambda v: a.Choice(text_in(v))),
    _Kind("choices", a.Choices, _values, lambda v: a.Choices(texts_in(v))),
    _Kind(
        "date", a.Date, lambda x: x.value.isoformat(), lambda v: a.Date(dt.date.fromisoformat(v))
    ),
    _Kind(
        "time", a.Time, lambda x: x.value.isoformat(), lambda v: a.Time(dt.time.fromisoformat(v))
    ),
    _Kind("minutes", a.Minutes, _value, lambda v: a.Minutes(number_in(v))),
    _Kind("number", a.Number, lambda x: str(x.value), lambda v: a.Number(Decimal(v))),
    _Kind("money", a.Money, lambda x: str(x.value), lambda v: a.Money(Decimal(v))),
    _Kind("yes_no", a.YesNo, _value, lambda v: a.YesNo(bool(number_in(v)))),
    _Kind("teeth", a.Teeth, _values, lambda v: a.Teeth(texts_in(v))),
    _Kind("npi", a.Npi, _value, lambda v: a.Npi(text_in(v))),
    _Kind("phone", a.Phone, _value, lambda v: a.Phone(text_in(v))),
    _Kind("person", a.Person, astuple, lambda v: a.Person(*texts_in(v))),
    _Kind("evidence", a.Evidence, lambda x: [astuple(item) for item in x.items], _evidence),
    _Kind("diagnoses", a.Diagnoses, lambda x: [astuple(code) for code in x.values], _diagnoses),
    _Kind("rows", a.Rows, attrgetter("ids"), lambda v: a.Rows(texts_in(v))),
    _Kind("not_given", a.NotGiven, attrgetter("kind"), _not_given),
    _Kind("unreadable", a.Unreadable, astuple, lambda v: a.Unreadable(*texts_in(v))),
)
_BY_TYPE: Mapping[type[Answer], _Kind] = {kind.type: kind for kind in _KINDS}
_BY_NAME: Mapping[str, _Kind] = {kind.name: kind for kind in _KINDS}


def plain_answer(answer: Answer) -> PlainAnswer:
    """One answer as `[kind, value]`."""
    kind = _BY_TYPE[type(answer)]
    return [kind.name, kind.write(answer)]


def answer_of(plain: PlainAnswer) -> Answer:
    """The answer that was written. For anything else, see UNREADABLE."""
    name, value = plain
    return _BY_NAME[name].read(value)


def plain_answers(answers: Answers) -> Plain:
    """Answers by their paths."""
    return {path: plain_answer(answer) for path, answer in answers.items()}


def answers_of(plain: Plain) -> Answers:
    """The answers that were written; raises as `answer_of` does."""
    return HashTrieMap({path: answer_of(answer) for path, answer in plain.items()})


def plain_content(content: Content) -> Plain:
    """Everything typed into a note."""
    return {
        "answers": plain_answers(content.answers),
        "entries": {path: [e.by, e.at.isoformat()] for path, e in content.entries.items()},
        "reasons": {item: [r.text, r.by, r.at.isoformat()] for item, r in content.reasons.items()},
    }


def content_of(plain: Plain) -> Content:
    """The content that was written; raises as `answer_of` does."""
    entries = {path: Entry(text_in(by), _moment(at)) for path, (by, at) in plain["entries"].items()}
    reasons = {
        item: Reason(text_in(text), text_in(by), _moment(at))
        for item, (text, by, at) in plain["reasons"].items()
    }
    return Content(answers_of(plain["answers"]), HashTrieMap(entries), HashTrieMap(reasons))


def canonical(plain: Plain | PlainAnswer) -> str:
    """One text for one content: keys sorted, no blanks, ASCII with escapes."""
    return json.dumps(plain, sort_keys=True, separators=(",", ":"))


def moment_text(moment: dt.datetime) -> str:
    """A time in UTC as text of fixed width, so that text order is time order.

    Raises ValueError for a time without its zone.
    """
    if moment.tzinfo is None:
        raise ValueError("a stored time needs its time zone")
    return moment.astimezone(dt.UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def _moment(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text)
