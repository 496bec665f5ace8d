"""Mistakes in sentence templates: brackets, placeholders, names. Crosscheck calls it."""

from collections.abc import Iterator

from app.documents.narrative.template import FILTERS, Placeholder, parse_template
from app.domain.guides.guide import FieldKind
from app.guides.names import Name, Names
from app.guides.problem import Finding, Loc

_CHOICES = (FieldKind.CHOICE, FieldKind.CHOICES)


def check_template(text: str, at: Loc, names: Names, table: str) -> Iterator[Finding]:
    """Everything wrong with one template, told once for each row of `table` (empty: once)."""
    template, problems = parse_template(text)
    for problem in problems:
        yield at, f"In this sentence {problem}."
    for placeholder in template.placeholders():
        if trouble := _trouble(placeholder, names, table):
            yield at, trouble


def says_a_fact(text: str) -> bool:
    """Whether the sentence has a placeholder that it cannot do without."""
    template, _ = parse_template(text)
    return any(isinstance(part, Placeholder) for part in template.parts)


def _trouble(placeholder: Placeholder, names: Names, table: str) -> str:
    path, filter_name = placeholder.path, placeholder.filter
    if filter_name and filter_name not in FILTERS:
        return ""  # the parser has said so
    # A filter says what becomes of a column's many values.
    trouble = names.trouble(path, table, columns=bool(filter_name))
    found = names.find(path)
    if trouble or found is None:
        return trouble
    return _filter_trouble(path, found, filter_name)


def _filter_trouble(path: str, found: Name, filter_name: str) -> str:
    if found.kind is FieldKind.TABLE and filter_name != "count":
        return f"“{path}” is a table: say how many rows it has with “{{{path}|count}}”."
    if filter_name == "count" and found.kind is not FieldKind.TABLE:
        return f"“|count” counts the rows of a table, and “{path}” is none."
    if filter_name == "sum" and found.kind is not FieldKind.MINUTES:
        return f"“|sum” adds minutes up, and “{path}” holds none."
    if filter_name == "plain" and found.kind not in _CHOICES:
        return f"“|plain” is for choices, and “{path}” is none."
    return ""
