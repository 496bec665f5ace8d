"""Sentence templates such as `Dr. {treating.surname} called[ for {minutes}].`, parsed and filled.

The narrative and the suggested texts fill them; the guide loader parses them to find mistakes.
Parts in square brackets drop out when a placeholder in them has no answer; without brackets the
whole sentence does.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from app.documents.narrative.words import count_of, initial_cap, joined, lower_first, say_answer
from app.domain.facts.facts import Facts
from app.domain.facts.time_spent import time_spent
from app.domain.guides.answers import Answer, Minutes, NotGiven, Rows, Unreadable
from app.domain.guides.guide import Field
from app.domain.guides.paths import Place, parent_table

FILTERS = frozenset({"lower", "first", "count", "sum", "list", "initial_cap", "plain"})

_TOKEN = re.compile(r"\{([^{}]*)\}|([\[\]])")
_PLACEHOLDER = re.compile(r"([A-Za-z0-9_./]+)(?:\|([a-z_]+))?")


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A field's answer in a sentence: template path (or known name) and a filter, or none.

    `table` is the table the field stands in, with a closing slash; empty at the top.
    """

    path: str
    filter: str = ""
    table: str = ""


@dataclass(frozen=True, slots=True)
class Template:
    """A parsed sentence: runs of text and placeholders; a tuple inside is an optional part."""

    parts: tuple["str | Placeholder | tuple[str | Placeholder, ...]", ...]

    def placeholders(self) -> Iterator[Placeholder]:
        """Every placeholder, those in optional parts included."""
        for part in self.parts:
            for piece in part if isinstance(part, tuple) else (part,):
                if isinstance(piece, Placeholder):
                    yield piece


@dataclass(frozen=True, slots=True)
class Filled:
    """A sentence made of answers, and the answer paths it was made of."""

    text: str
    fields: tuple[str, ...]


def parse_template(text: str) -> tuple[Template, tuple[str, ...]]:
    """The parsed template and what is wrong with it, in words for whoever wrote the guide."""
    parts: list[str | Placeholder | tuple[str | Placeholder, ...]] = []
    optional: list[str | Placeholder] | None = None
    problems: list[str] = []
    for piece in _pieces(text, problems):
        if piece == "[":
            if optional is not None:
                problems.append("square brackets must not stand inside square brackets")
            optional = []
        elif piece == "]":
            if optional is None:
                problems.append("a closing bracket has no opening one")
            parts.append(tuple(optional or ()))
            optional = None
        else:
            (parts if optional is None else optional).append(piece)
    if optional is not None:
        problems.append("an opening bracket is never closed")
    return Template(tuple(parts)), tuple(problems)


def _pieces(text: str, problems: list[str]) -> Iterator["str | Placeholder"]:
    end = 0
    for match in _TOKEN.finditer(text):
        if match.start() > end:
            yield text[end : match.start()]
        end = match.end()
        if match[2]:
            yield match[2]
        elif found := _PLACEHOLDER.fullmatch(match[1].strip()):
            if found[2] and found[2] not in FILTERS:
                problems.append(
                    f"there is no filter “{found[2]}”; use {', '.join(sorted(FILTERS))}"
                )
            table = parent_table(found[1])
            yield Placeholder(found[1], found[2] or "", f"{table}/" if table else "")
        else:
            problems.append(
                f"“{{{match[1]}}}” is no placeholder; write {{field}} or {{field|filter}}"
            )
    if end < len(text):
        yield text[end:]


def fill(
    template: Template, facts: Facts, place: Place, fields: Mapping[str, Field]
) -> Filled | None:
    """The sentence at a place, or None when an answer it cannot do without is missing."""
    text: list[str] = []
    used: list[str] = []
    for part in template.parts:
        pieces = part if isinstance(part, tuple) else (part,)
        filled = _fill_pieces(pieces, facts, place, fields)
        if filled is not None:
            text.append(filled.text)
            used.extend(filled.fields)
        elif not isinstance(part, tuple):
            return None
    return Filled(tidy("".join(text)), tuple(dict.fromkeys(used)))


def _fill_pieces(
    pieces: Sequence[str | Placeholder],
    facts: Facts,
    place: Place,
    fields: Mapping[str, Field],
) -> Filled | None:
    text: list[str] = []
    used: list[str] = []
    for piece in pieces:
        if isinstance(piece, str):
            text.append(piece)
            continue
        found = _say(piece, facts, place, fields)
        if found is None or not found.text:
            return None
        text.append(found.text)
        used.extend(found.fields)
    return Filled("".join(text), tuple(used))


def _say(
    placeholder: Placeholder, facts: Facts, place: Place, fields: Mapping[str, Field]
) -> Filled | None:
    field = fields.get(placeholder.path)
    if not placeholder.filter and placeholder.table in ("", place.table):
        return _say_one(place.path(placeholder.path), facts, field)
    if placeholder.filter == "sum":
        return _say_sum(placeholder.path, facts, place, field)
    found = list(_answers(placeholder.path, facts, place))
    if not found:
        return None
    paths = tuple(path for path, _ in found)
    answers = [answer for _, answer in found]
    if placeholder.filter == "count":
        return Filled(count_of(sum(len(a.ids) for a in answers if isinstance(a, Rows))), paths)
    plain = placeholder.filter == "plain"
    words = [say_answer(answer, field, plain=plain) for answer in answers]
    words = list(dict.fromkeys(word for word in words if word))
    if not words:
        return None
    return Filled(_FINISH.get(placeholder.filter, joined)(words), paths)


def _say_one(path: str, facts: Facts, field: Field | None) -> Filled | None:
    """The plain case, one answer of this very row or of the top: most of every narrative."""
    answer = facts.read(path)
    if answer is None or isinstance(answer, NotGiven | Unreadable):
        return None
    words = say_answer(answer, field)
    return Filled(words, (path,)) if words else None


def _say_sum(path: str, facts: Facts, place: Place, field: Field | None) -> Filled | None:
    rows = (row.path(path) for row in facts.places(parent_table(path), place))
    spent = [found for row in rows if (found := time_spent(facts, row))]
    total = sum(each.minutes for each in spent)
    if not total:
        return None
    return Filled(say_answer(Minutes(total), field), tuple(p for each in spent for p in each.paths))


_FINISH: Mapping[str, Callable[[Sequence[str]], str]] = MappingProxyType(
    {
        "first": lambda words: words[0],
        "lower": lambda words: lower_first(joined(words)),
        "initial_cap": lambda words: initial_cap(joined(words)),
    }
)


def _answers(path: str, facts: Facts, place: Place) -> Iterator[tuple[str, Answer]]:
    for row in facts.places(parent_table(path), place):
        own = row.path(path)
        answer = facts.read(own)
        if answer is not None and not isinstance(answer, NotGiven | Unreadable):
            yield own, answer


# A mark before a digit belongs to a number: "give .5 mg". Three dots are somebody's own.
_BEFORE_MARK = re.compile(r"\s+([,.;:)])(?!\d)")
_DOUBLED = re.compile(r"([,;:])(?:\s*[,;:])+|(?<!\.)\.\.(?!\.)")
_MARKS_BEFORE_STOP = re.compile(r"[,;:]+\s*\.(?![\d.])")
_STOP_AFTER_QUESTION = re.compile(r"([?!])\.(?!\.)")
_SPACES = re.compile(r"\s+")
_UNTIDY = re.compile(r"^\s|\s$|\s[\s,.;:)]|[\t\n\r\f\v]|[,;:?!.]\s*[,;:.]")


def tidy(text: str) -> str:
    """A sentence as a person leaves it once parts dropped out: spaces, commas, capital."""
    if _UNTIDY.search(text) is None:
        return initial_cap(text)
    text = _SPACES.sub(" ", text).strip()
    text = _BEFORE_MARK.sub(r"\1", text)
    text = _MARKS_BEFORE_STOP.sub(".", text)
    text = _DOUBLED.sub(lambda match: match[1] or ".", text)
    text = _STOP_AFTER_QUESTION.sub(r"\1", text)
    return initial_cap(text)
