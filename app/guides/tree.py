"""A file's content as a tree that knows its lines; `app.guides.files` makes it for the loaders."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from app.guides.problem import Loc

Scalar = str | int | float | bool | dt.date | None


@dataclass(frozen=True, slots=True)
class Node:
    """A value and the line it stands on; a mapping's entries stand on the line of their name."""

    line: int
    value: "Scalar | tuple[Node, ...] | Mapping[str, Node]"

    def plain(self) -> Any:  # noqa: ANN401  # what YAML can hold
        """The same as dicts, lists and scalars, which is what pydantic reads."""
        if isinstance(self.value, Mapping):
            return {key: node.plain() for key, node in self.value.items()}
        if isinstance(self.value, tuple):
            return [node.plain() for node in self.value]
        return self.value

    def resolve(self, loc: Loc) -> "tuple[Loc, Node]":
        """The part of `loc` that exists here, and the node it leads to.

        Parts that do not exist are passed over: pydantic names the members of a union in its
        locations, and a missing key is reported where it should be.
        """
        node, found = self, []
        for part in loc:
            child = node.child(part)
            if child is not None:
                found.append(part)
                node = child
        return tuple(found), node

    def child(self, part: str | int) -> "Node | None":
        """The entry of that name or the item at that position, if there is one."""
        if isinstance(self.value, Mapping) and isinstance(part, str):
            return self.value.get(part)
        if isinstance(self.value, tuple) and isinstance(part, int) and part < len(self.value):
            return self.value[part]
        return None

    def children(self) -> "Iterable[Node]":
        """The nodes right below this one."""
        if isinstance(self.value, Mapping):
            return self.value.values()
        return self.value if isinstance(self.value, tuple) else ()

    def without(self, locs: Collection[Loc]) -> "Node":
        """The tree with those parts taken out; lines stay what they were."""
        heads: dict[str | int, list[Loc]] = {}
        for loc in locs:
            heads.setdefault(loc[0], []).append(loc[1:])
        gone = {head for head, rests in heads.items() if () in rests}
        if isinstance(self.value, Mapping):
            entries = {
                key: node.without(heads[key]) if key in heads else node
                for key, node in self.value.items()
                if key not in gone
            }
            return replace(self, value=entries)
        if isinstance(self.value, tuple):
            items = tuple(
                node.without(heads[at]) if at in heads else node
                for at, node in enumerate(self.value)
                if at not in gone
            )
            return replace(self, value=items)
        return self

    def with_entry(self, loc: Loc, value: Scalar) -> "Node":
        """The tree with one more entry, at the line of the mapping it goes into."""
        head, rest = loc[0], loc[1:]
        if isinstance(self.value, Mapping) and isinstance(head, str):
            child = self.value[head].with_entry(rest, value) if rest else Node(self.line, value)
            return replace(self, value={**self.value, head: child})
        if isinstance(self.value, tuple) and isinstance(head, int) and rest:
            items = list(self.value)
            items[head] = items[head].with_entry(rest, value)
            return replace(self, value=tuple(items))
        return self
