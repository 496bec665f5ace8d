"""Comments of a payer card's file, taken along when the program writes the card anew.

`card_writing` calls it. A comment belongs to the entry it stands above or beside, and afterwards
stands above that entry; where the entry is gone, above the one that held it.
"""

import re
from collections.abc import Iterator

import yaml

_Path = tuple[str, ...]

_BREAK = re.compile(r"\r\n|[\n\r\x85\u2028\u2029]")
"""What ends a line for YAML 1.1, whose marks count them."""

_END: _Path = ("",)
"""Below the last entry; no key of a card is empty."""


def with_comments(text: str, before: str) -> str:
    """A card's text with the comments of what it was before; both must be sound YAML."""
    places = dict(_entries(text))
    above: dict[int, list[str]] = {}
    lines = _BREAK.split(text.rstrip("\n"))
    for path, comment in _comments(before):
        at = len(lines) if path == _END else _place(path, places)
        above.setdefault(at, []).append(comment)
    written: list[str] = []
    for number, line in enumerate((*lines, "")):
        indent = " " * (len(line) - len(line.lstrip(" ")))
        written += [indent + comment for comment in above.get(number, ())]
        written.append(line)
    return "\n".join(written)


def _place(path: _Path, places: dict[_Path, int]) -> int:
    """The line of an entry, or of the nearest one around it that is there; the first line else."""
    around = (path[:depth] for depth in range(len(path), 0, -1))
    return next((places[each] for each in around if each in places), 0)


def _comments(text: str) -> Iterator[tuple[_Path, str]]:
    """Each comment with the entry it is about, from the top."""
    lines, begins, inside = _BREAK.split(text), _tails(text), _inside(text)
    at: dict[int, _Path] = {}
    for path, number in _entries(text):
        at.setdefault(number, path)
    for number, line in enumerate(lines):
        tail = "" if number in inside else line[begins.get(number, 0) :].strip()
        if tail.startswith("#"):
            later = (each for each in sorted(at) if each >= number)
            yield at.get(next(later, -1), _END), tail


def _tails(text: str) -> dict[int, int]:
    """Where the last token of each line ends, by the number of the line."""
    return {
        token.end_mark.line: token.end_mark.column
        for token in yaml.scan(text, Loader=yaml.SafeLoader)
        if token.start_mark.index < token.end_mark.index
    }


def _inside(text: str) -> frozenset[int]:
    """Lines that are within a text of several lines, where `#` is a sign like any other."""
    found: set[int] = set()
    for token in yaml.scan(text, Loader=yaml.SafeLoader):
        if isinstance(token, yaml.ScalarToken):
            found.update(range(token.start_mark.line, token.end_mark.line))
    return frozenset(found)


def _entries(text: str) -> Iterator[tuple[_Path, int]]:
    """Every key and list item with the line it begins on, outer ones first."""
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    return _within(root, ()) if root is not None else iter(())


def _within(node: yaml.Node, path: _Path) -> Iterator[tuple[_Path, int]]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            inner = (*path, str(key.value))
            yield inner, key.start_mark.line
            yield from _within(value, inner)
    elif isinstance(node, yaml.SequenceNode):
        for number, item in enumerate(node.value):
            inner = (*path, _name(item) or str(number))
            yield inner, item.start_mark.line
            yield from _within(item, inner)


def _name(item: yaml.Node) -> str:
    """The id of a list item that has one: it stays when others come or go before it."""
    pairs = item.value if isinstance(item, yaml.MappingNode) else ()
    return next((str(value.value) for key, value in pairs if key.value == "id"), "")
