"""The open items of a note by the answer path they point at; the binder marks editors with them."""

from collections.abc import Mapping

from app.rules.open_item import OpenItem
from app.rules.state import Evaluation, SectionState

_ByPath = Mapping[str, tuple[OpenItem, ...]]


class ItemsByPath:
    """Kept up to date section by section: a section whose state is the same costs nothing."""

    def __init__(self, state: Evaluation) -> None:
        self._sections: dict[str, tuple[SectionState | None, _ByPath]] = {}
        self._by_path: dict[str, tuple[OpenItem, ...]] = {}
        self.update(state)

    def at(self, path: str) -> tuple[OpenItem, ...]:
        """The items that point at a path, invitations last."""
        return self._by_path.get(path, ())

    def under(self, row: str) -> tuple[OpenItem, ...]:
        """The items inside a row, by its answer path; invitations too."""
        prefix = f"{row}/"
        return tuple(
            item
            for path, items in self._by_path.items()
            if path.startswith(prefix)
            for item in items
        )

    def update(self, state: Evaluation) -> set[str]:
        """Take over what the rules found; the paths whose items changed."""
        changed: set[str] = set()
        for section in state.sections:
            before, old = self._sections.get(section.id, (None, {}))
            if before is section:
                continue
            new = _grouped(section)
            self._sections[section.id] = (section, new)
            for path in old.keys() | new.keys():
                if old.get(path) != new.get(path):
                    changed.add(path)
                    self._put(path, new.get(path))
        return changed

    def _put(self, path: str, items: tuple[OpenItem, ...] | None) -> None:
        if items:
            self._by_path[path] = items
        else:
            self._by_path.pop(path, None)


def _grouped(section: SectionState) -> _ByPath:
    found: dict[str, tuple[OpenItem, ...]] = {}
    for item in (*section.open_items, *section.invitations):
        found[item.path] = (*found.get(item.path, ()), item)
    return found
