"""From the bytes of a note file to its parts, or everything that is wrong with its form.

The command line calls `parse_note_file`; no sentence repeats a value from the file.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from app.services.note_files.note_file import NoteFile
from app.services.note_files.note_file_answers import NoteProblem

MOST_BYTES = 4 * 1024 * 1024
"""Of a note file; the text of the longest note is a hundredth of it."""


def parse_note_file(raw: bytes) -> tuple[NoteFile | None, tuple[NoteProblem, ...]]:
    """The note file in these bytes, or None and everything that is wrong with its form."""
    if len(raw) > MOST_BYTES:
        return None, (NoteProblem("", "The file is larger than 4 MB: this is no note file."),)
    try:
        text = raw.decode("utf-8-sig")
        plain = json.loads(text, object_pairs_hook=_Pairs, parse_constant=_refuse_constant)
        problems = tuple(_form_problems(plain, ""))
    except UnicodeDecodeError:
        return None, (NoteProblem("", "Save the file as UTF-8 text; something in it is not."),)
    except RecursionError:
        return None, (NoteProblem("", "The file is nested too deep: this is no note file."),)
    except ValueError as error:
        return None, (NoteProblem("", _not_json(error)),)
    if problems:
        return None, problems
    try:
        return NoteFile.model_validate_json(text, strict=True), ()
    except ValidationError as error:
        return None, tuple(_problems(error))


class _Pairs(dict[str, Any]):
    """A JSON object that remembers names given twice."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        times = Counter(name for name, _ in pairs)
        self.twice = tuple(name for name in self if times[name] > 1)


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no number")


def _not_json(error: ValueError) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"Line {error.lineno} is not JSON: check its commas, quotes and brackets."
    return "There is a number in it that is none, or far too long."


# Nothing a keyboard types: control characters and halves of characters.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def _form_problems(plain: object, path: str) -> Iterator[NoteProblem]:
    """Names given twice and texts that cannot be printed, anywhere in the file."""
    if isinstance(plain, _Pairs):
        for name in plain.twice:
            yield NoteProblem(join_path(path, name), "This name is given twice: keep one.")
        for name, value in plain.items():
            yield from _form_problems(name, join_path(path, name))
            yield from _form_problems(value, join_path(path, name))
    elif isinstance(plain, list):
        for index, value in enumerate(plain):
            yield from _form_problems(value, join_path(path, index))
    elif isinstance(plain, str) and _UNPRINTABLE.search(plain):
        yield NoteProblem(path, "There is a character in it that cannot be printed: type it anew.")


def _problems(error: ValidationError) -> Iterator[NoteProblem]:
    seen: set[str] = set()
    for each in error.errors(include_url=False, include_input=False):
        path = ""
        for part in each["loc"]:
            if not _is_union_member(part):
                path = join_path(path, part)
        if path not in seen:
            seen.add(path)
            yield NoteProblem(path, _sentence(each["type"], each.get("ctx", {})))


def _is_union_member(part: str | int) -> bool:
    """Whether pydantic means a member of a union here, not a name in the file."""
    return isinstance(part, str) and (
        part in ("str", "words", "group", "[key]") or part.startswith(("dict[", "function-"))
    )


def join_path(path: str, part: str | int) -> str:
    """The path of an entry or item: `answers.consultations[0].method`."""
    if isinstance(part, int):
        return f"{path}[{part}]"
    part = _UNPRINTABLE.sub("?", part)
    return f"{path}.{part}" if path else part


def _sentence(kind: str, ctx: Mapping[str, Any]) -> str:
    match kind:
        case "missing":
            return "This is missing: add it."
        case "extra_forbidden":
            return "This name is not known here: check its spelling or take it out."
        case "literal_error" | "enum":
            return f"Write {ctx['expected']}."
        case "string_pattern_mismatch":
            return f"Write {_PATTERNS.get(ctx['pattern'], 'it in another way')}."
        case "string_too_long":
            return f"Write at most {ctx['max_length']} characters."
        case "string_too_short" | "too_short":
            return "This is empty: fill it in or take it out."
        case "too_long":
            return f"There can be at most {ctx['max_length']} of these."
        case _:
            return f"Write {_wanted(kind)}."


def _wanted(kind: str) -> str:
    return _WANTED.get(kind) or _WANTED.get(kind.partition("_")[0]) or "a value as in the schema"


_PATTERNS = {
    r"^[A-Z][0-9]{4}$": "a procedure code such as D9311",
    r"^[A-Za-z0-9_-]{1,64}$": "an id of letters, digits, - and _",
    r"^[A-Za-z0-9]{0,30}$": "letters and digits, at most 30",
    r"^[A-Z0-9]{0,8}$": "capital letters and digits, at most 8",
    r"^[0-9a-f]{64}$": "the 64 hexadecimal digits of a SHA-256",
}

_WANTED = {
    "string": "words in quotes",
    "int": "a whole number",
    "bool": "true or false",
    "date": 'a day such as "2026-11-22"',
    "time": 'a time such as "14:30"',
    "datetime": 'a moment such as "2026-11-22T15:04:00-05:00"',
    "timezone": 'a moment with its offset, such as "2026-11-22T15:04:00-05:00"',
    "model": "a group of names and values in braces",
    "dict": "a group of names and values in braces",
    "tuple": "a list in square brackets",
    "list": "a list in square brackets",
    "decimal": 'an amount such as "85.00"',
    "greater": "a greater number",
    "less": "a smaller number",
}
