"""YAML files as plain trees that know their lines; every reader of guides and cards starts here.

Only plain data is let in: mappings with distinct names, lists, words, numbers, true and false,
dates. Tags are refused and repetitions by `&name` and `*name` are counted, so no file can build
objects or grow in memory.
Words follow YAML 1.2, as editors do: `yes`, `no`, `on` and `14:30` are words, not values.
"""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

import yaml

from app.guides.problem import Problem
from app.guides.tree import Node, Scalar

MOST_BYTES = 1024 * 1024
"""No guide comes near; a bigger file is not a guide and would only cost time."""

MOST_DEPTH = 32
"""Levels of nesting; deeper files are refused before they exhaust the stack."""

MOST_NODES = 100_000
"""Values in all, repetitions counted each time; a guide has some thousands."""


def read_file(path: Path) -> tuple[str | None, tuple[Problem, ...]]:
    """The text of a guide or card file, or why it cannot be had. Never raises for the disk."""
    name = str(path)
    try:
        with path.open("rb") as file:
            raw = file.read(MOST_BYTES + 1)
    except OSError as error:
        why = error.strerror or "it cannot be read"
        return None, (Problem(name, 0, f"The file cannot be opened ({why}). Check its name."),)
    if len(raw) > MOST_BYTES:
        return None, (Problem(name, 0, "The file is larger than 1 MB: this is no guide or card."),)
    try:
        return raw.decode("utf-8-sig"), ()
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return None, (Problem(name, line, "Save the file as UTF-8 text; this line is not."),)


def read_tree(text: str, file: str) -> tuple[Node | None, tuple[Problem, ...]]:
    """The tree of a YAML text, and what is wrong with its form.

    A name given twice is a problem, but the tree is still usable. Broken YAML, several documents,
    tags, too many repetitions and deep nesting leave no tree.
    """
    composer = _Composer(text)
    try:
        root = composer.document()
    except _RefusedError as refused:
        return None, (Problem(file, refused.line, refused.text),)
    except yaml.MarkedYAMLError as error:
        line = min(_line(error.problem_mark), text.count("\n") + 1)  # the end counts as a line more
        return None, (Problem(file, line, _in_plain_words(error)),)
    except yaml.YAMLError:
        why = "There is a character that cannot stand in a text file. Type the line again."
        return None, (Problem(file, _line_of_bad_character(text), why),)
    return root, tuple(Problem(file, line, text) for line, text in composer.findings)


class _RefusedError(Exception):
    """The form of the file is not one we read on."""

    def __init__(self, line: int, text: str) -> None:
        super().__init__(text)
        self.line = line
        self.text = text


# libyaml's parser where it was built in; the same events ten times faster.
_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Base):  # type: ignore[misc]  # the base is chosen at run time
    """PyYAML's safe loader with the few scalars of YAML 1.2's core that guides use."""

    yaml_implicit_resolvers: Mapping[str, Any] = {}  # filled below; none of PyYAML's own


_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:null", re.compile(r"^(?:~|null|)$"), ["~", "n", ""]
)
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))
_Loader.add_implicit_resolver(
    # No leading zeros and no long digit runs: NPIs, zips and places of service stay words.
    "tag:yaml.org,2002:int",
    re.compile(r"^-?(?:0|[1-9][0-9]{0,8})$"),
    list("-0123456789"),
)
_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:float",
    re.compile(r"^-?[0-9]{1,9}\.[0-9]{1,9}$"),
    list("-0123456789"),
)
_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:timestamp", re.compile(r"^\d{4}-\d\d-\d\d$"), list("0123456789")
)


_TOO_DEEP = "The lines are nested too deep: take some indentation out."


@dataclass(frozen=True, slots=True)
class _Anchored:
    """A node that may be repeated, how many values it holds, how many levels it has below it."""

    node: Node
    size: int
    height: int


def _height(node: Node) -> int:
    return 1 + max(map(_height, node.children()), default=0)


class _Composer:
    """Builds the tree of one document out of parser events."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.findings: list[tuple[int, str]] = []
        self._anchored: dict[str, _Anchored] = {}
        self._count = 0

    def document(self) -> Node:
        self._loader = _Loader(self.text)
        self._loader.get_event()  # the start of the stream
        if self._loader.check_event(yaml.StreamEndEvent):
            return Node(1, None)
        self._loader.get_event()  # the start of the document
        root = self._node(0)
        self._loader.get_event()  # its end
        if not self._loader.check_event(yaml.StreamEndEvent):
            line = _line(self._loader.get_event().start_mark)
            raise _RefusedError(line, "One file holds one guide or card: take out the line “---”.")
        return root

    def _node(self, depth: int) -> Node:
        event = self._loader.get_event()
        line = _line(event.start_mark)
        if isinstance(event, yaml.AliasEvent):
            return self._repeated(str(event.anchor), line, depth)
        if event.tag not in (None, "!"):
            raise _RefusedError(line, "“!” tags are not read: take it out, or put it in quotes.")
        if depth > MOST_DEPTH:
            raise _RefusedError(line, _TOO_DEEP)
        before = self._count
        self._add(1, line)
        if isinstance(event, yaml.MappingStartEvent):
            node = Node(line, self._mapping(depth))
        elif isinstance(event, yaml.SequenceStartEvent):
            node = Node(line, self._sequence(depth))
        else:
            node = Node(line, self._scalar(event, line))
        if event.anchor:
            self._anchored[event.anchor] = _Anchored(node, self._count - before, _height(node))
        return node

    def _repeated(self, anchor: str, line: int, depth: int) -> Node:
        """What `&anchor` marked, once more; its lines are those where it is written."""
        if anchor not in self._anchored:
            raise _RefusedError(line, f"“*{anchor}” repeats nothing: no “&{anchor}” stands above.")
        found = self._anchored[anchor]
        self._add(found.size, line)
        if depth + found.height > MOST_DEPTH:
            raise _RefusedError(line, _TOO_DEEP)
        return found.node

    def _add(self, nodes: int, line: int) -> None:
        self._count += nodes
        if self._count > MOST_NODES:
            raise _RefusedError(line, "There is far too much in this file: take repetitions out.")

    def _sequence(self, depth: int) -> tuple[Node, ...]:
        items = []
        while not self._loader.check_event(yaml.SequenceEndEvent):
            items.append(self._node(depth + 1))
        self._loader.get_event()
        return tuple(items)

    def _mapping(self, depth: int) -> Mapping[str, Node]:
        entries: dict[str, Node] = {}
        while not self._loader.check_event(yaml.MappingEndEvent):
            key = self._node(depth + 1)
            node = self._node(depth + 1)
            name = key.value
            if isinstance(name, bool | int | float | dt.date):
                name = str(name)
            if not isinstance(name, str):
                self.findings.append((key.line, "A name before a colon must be a plain word."))
            elif name in entries:
                first = entries[name].line
                self.findings.append(
                    (key.line, f"“{name}” is given twice, first on line {first}: keep one.")
                )
            else:
                entries[name] = replace(node, line=key.line)
        self._loader.get_event()
        return entries

    def _scalar(self, event: yaml.ScalarEvent, line: int) -> Scalar:
        tag = self._loader.resolve(yaml.ScalarNode, event.value, event.implicit)
        node = yaml.ScalarNode(tag, event.value)
        try:
            value: Scalar = self._loader.construct_object(node)
        except ValueError:
            self.findings.append((line, f"There is no such day as {event.value}: check the date."))
            return dt.date(2000, 1, 1)  # stands in, so that no second problem is made of it
        return value


_TROUBLES = {
    "cannot start any token": "Use spaces, never tabs, at the start of a line; put words that begin"
    " with a sign such as @ or % in quotes.",
    "tab character": "Use spaces, never tabs, at the start of a line.",
    "mapping values are not allowed": "Put the words in quotes: there is a colon in them. Or this"
    " line is indented too far.",
    "could not find expected ':'": "A colon is missing after a name, here or on the line above.",
    "did not find expected key": "Check indentation and quotes, here and on the line above.",
    "unexpected end of stream": "A quotation mark or a bracket is opened and never closed.",
}


class _Mark(Protocol):
    """Where an event stands; libyaml's and PyYAML's own."""

    line: int


def _in_plain_words(error: yaml.MarkedYAMLError) -> str:
    said = error.problem or ""
    for trouble, words in _TROUBLES.items():
        if trouble in said:
            return words
    return (
        "This cannot be read: check indentation, quotes and brackets, here and on the line above."
    )


def _line(mark: _Mark | None) -> int:
    return mark.line + 1 if mark is not None else 0


_BAD_CHARACTER = re.compile(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def _line_of_bad_character(text: str) -> int:
    found = _BAD_CHARACTER.search(text)
    return text.count("\n", 0, found.start()) + 1 if found else 0
