"""What pydantic found wrong with a file, as sentences an office manager can act on."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from app.guides.problem import did_you_mean

_PATTERNS: Mapping[str, str] = {
    r"^[a-z][a-z0-9_]*$": "an id of small letters, digits and underscores, such as planned_date",
    r"^[a-z][a-z0-9_./]*$": "a field’s id, such as condition or consultations/method",
    r"^[A-Za-z0-9_]+$": "one word of letters, digits and underscores, such as in_person",
    r"^[A-Z0-9]+(-[A-Za-z0-9_]+){2,}$": "an id such as D9311-C6-method",
    r"^[A-Za-z0-9_-]{1,64}$": "an id of letters, digits and dashes, such as example-mutual",
    r"^[A-Z][0-9]{4}$": "a procedure code such as D9311",
}


def not_known(name: str, known_names: Iterable[str]) -> str:
    """The sentence for a name that does not belong here; the nearest known one is offered."""
    return f"“{name}” is not known here: take it out.{did_you_mean(name, known_names)}"


def mend(error: Mapping[str, Any], name: str) -> str:
    """One sentence for one pydantic error about the entry called `name`."""
    match error["type"]:
        case "missing":
            return f"“{name}” is missing: add a line “{name}: …” here."
        case "union_tag_not_found":
            return "“check” is missing: say which kind of check this is."
        case "union_tag_invalid":
            kinds = _words(error["ctx"]["expected_tags"])
            tag = error["ctx"]["tag"]
            near = did_you_mean(str(tag), kinds)
            return f"“{tag}” is no kind of check: it is one of {', '.join(kinds)}.{near}"
        case "enum" | "literal_error":
            return f"“{name}” must be {_one_of(_words(error['ctx']['expected']))}."
        case "value_error":
            return str(error["ctx"]["error"])
        case kind:
            return f"“{name}” must be {_what(kind, error.get('ctx', {}))}."


def _what(kind: str, ctx: Mapping[str, Any]) -> str:
    """What a value must be, by pydantic's name of the error."""
    if kind == "string_pattern_mismatch":
        return _PATTERNS.get(str(ctx["pattern"]), "spelled differently")
    if kind in ("greater_than_equal", "less_than_equal"):
        least = ctx.get("ge")
        return f"{least} or more" if least is not None else f"{ctx.get('le')} or less"
    return _KINDS.get(kind) or _KINDS.get(kind.partition("_")[0]) or "written in another way"


_ENTRIES = "a group of “name: value” lines, indented below it"
_LIST = "a list: one line beginning with “- ” for each item"

_KINDS: Mapping[str, str] = {
    "string_type": "words; put numbers and dates in quotes",
    "string_too_short": "filled in",
    "string_too_long": "shorter",
    "int": "a whole number",
    "bool": "true or false",
    "date": "a day such as 2026-11-22",
    "model": _ENTRIES,
    "dict": _ENTRIES,
    "tuple": _LIST,
    "list": _LIST,
    "too_short": "filled in: there is nothing in it",
    "too_long": "shorter: there are too many items",
}


def _words(expected: str) -> list[str]:
    return re.findall(r"'([^']*)'", expected)


def _one_of(words: list[str]) -> str:
    return " or ".join((", ".join(words[:-1]), words[-1])) if len(words) > 1 else "".join(words)
