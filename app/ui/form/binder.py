"""Keeps the editors of a form and the draft alike: edits go in, changes come out to every editor.

The form view makes one; whatever builds an editor or a table asks it here.
"""

from collections.abc import Callable, Iterable
from typing import Protocol

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.domain.guides.answers import Person, Text
from app.domain.guides.guide import FieldKind
from app.domain.guides.paths import template_of
from app.domain.practice.people import Professional
from app.rules.open_item import OpenItem
from app.services.notes.answer_reading import Raw
from app.services.notes.change import Change
from app.ui.draft_bridge import DraftBridge
from app.ui.fields.editor import FieldEditor
from app.ui.fields.kinds import make_editor
from app.ui.fields.support import EditorSupport
from app.ui.form.items_by_path import ItemsByPath

FindProfessional = Callable[[str], Professional | None]
"""The professional behind an id of the directory."""

_COLUMNS = ("credential", "specialty", "organization", "phone", "fax", "npi")
"""What picking a professional fills beside the name, where the guide has fields of these ids."""


class Table(Protocol):
    """A table on the screen, as the binder tells it about changes."""

    def show_rows(self) -> None:
        """Rows came, went or moved, or the table was closed or opened again."""
        ...

    def refresh_row(self, row: str) -> None:
        """Something in a row changed; `row` is its answer path."""
        ...

    def mark(self, items: Iterable[OpenItem]) -> None:
        """The items that point at the table itself."""
        ...


class Binder(QObject):
    """Registers what is on the screen by answer path and passes each Change on to what it touches.

    The editor a change came from is not written to; it asks for its answer when the user leaves it.
    """

    def __init__(
        self,
        bridge: DraftBridge,
        support: EditorSupport,
        find_professional: FindProfessional,
        parent: QObject,
        *,
        read_only: bool = False,
    ) -> None:
        super().__init__(parent)
        self.bridge = bridge
        self.items = ItemsByPath(bridge.state)
        self._support = support
        self._find_professional = find_professional
        self._read_only = read_only
        self._editors: dict[str, FieldEditor] = {}
        self._suggesting: dict[str, FieldEditor] = {}
        self._tables: dict[str, Table] = {}
        self._shown: dict[str, Callable[[], None]] = {}
        self._noted: dict[str, Callable[[], None]] = {}
        bridge.changed.connect(self._on_changed)
        bridge.late_changed.connect(self._show_late)

    @property
    def read_only(self) -> bool:
        """Whether the note is signed and its answers can only be read."""
        return self._read_only

    def set_read_only(self, read_only: bool) -> None:
        """Let every answer be read and copied, but not changed."""
        self._read_only = read_only
        for path, editor in self._editors.items():
            editor.set_read_only(read_only)
            editor.set_value(self.bridge.answer(path))  # what is locked shows what is kept
        for table in self._tables.values():
            table.show_rows()
        for noted in self._noted.values():
            noted()

    def make_editor(self, path: str, parent: QWidget) -> FieldEditor:
        """The editor of a field, filled, marked and bound."""
        field = self.bridge.field(path)
        editor = make_editor(field, path, self._support, parent)
        editor.set_value(self.bridge.answer(path))
        editor.mark(self.items.at(path))
        editor.show_late(self._support.late(path))
        if self._read_only:
            editor.set_read_only(True)
        editor.edited.connect(self._on_edited)
        editor.settled.connect(self._on_settled)
        self._editors[path] = editor
        if field.suggests:
            self._suggesting[path] = editor
            editor.refresh_suggestion()
        return editor

    def editor(self, path: str) -> FieldEditor | None:
        """The editor at a path, if it has been built."""
        return self._editors.get(path)

    def bind_table(self, path: str, table: Table) -> None:
        """Tell a table, by its answer path, what changes in it."""
        self._tables[path] = table

    def bind_shown(self, path: str, slot: Callable[[], None]) -> None:
        """Call `slot` when the field at a path is shown or hidden."""
        self._shown[path] = slot

    def bind_noted(self, path: str, slot: Callable[[], None]) -> None:
        """Call `slot` when the open items at a path change."""
        self._noted[path] = slot

    def drop(self, row: str) -> None:
        """Forget everything in a row that goes, by its answer path."""
        prefix = f"{row}/"
        for registry in (
            self._editors, self._suggesting, self._tables, self._shown, self._noted
        ):  # fmt: skip
            for path in [path for path in registry if path.startswith(prefix)]:
                del registry[path]

    def _on_edited(self, path: str, raw: Raw) -> None:
        field = self.bridge.field(path)
        if not isinstance(raw, Person) or field.kind is FieldKind.PERSON:
            self.bridge.set_answer(path, raw)
            return
        picked: dict[str, Raw] = {path: Text(raw.name)}
        entry = self._find_professional(raw.entry)
        if field.directory == "professionals" and entry is not None:
            beside, _, _ = path.rpartition("/")
            for column in _COLUMNS:
                sibling = f"{beside}/{column}" if beside else column
                if template_of(sibling) in self.bridge.guide.fields:
                    picked[sibling] = getattr(entry, column) or None
        self.bridge.set_answers(picked, origin=path)

    def _on_settled(self, path: str) -> None:
        if editor := self._editors.get(path):
            editor.set_value(self.bridge.answer(path))

    def _on_changed(self, change: Change) -> None:
        for path in change.tables:
            if table := self._tables.get(path):
                table.show_rows()
        for path in change.changed:
            self._write(path, change)
            if editor := self._editors.get(path):
                editor.show_late(self._support.late(path))
        for path in change.flipped:
            if shown := self._shown.get(path):
                shown()
        marked = self.items.update(change.state)
        for path in marked:
            self._mark(path)
        self._refresh_rows({*change.changed, *change.flipped, *marked})
        self._refresh_suggestions()

    def _show_late(self) -> None:
        for path, editor in self._editors.items():
            editor.show_late(self._support.late(path))

    def _refresh_rows(self, paths: Iterable[str]) -> None:
        for row in _rows_of(paths):
            if table := self._tables.get(row.rpartition("/")[0]):
                table.refresh_row(row)

    def _refresh_suggestions(self) -> None:
        for editor in self._suggesting.values():
            if editor.isVisible():
                editor.refresh_suggestion()

    def _write(self, path: str, change: Change) -> None:
        if (table := self._tables.get(path)) and path not in change.tables:
            table.show_rows()
        elif path != change.origin and (editor := self._editors.get(path)):
            editor.set_value(self.bridge.answer(path))

    def _mark(self, path: str) -> None:
        items = self.items.at(path)
        if editor := self._editors.get(path):
            editor.mark(items)
        elif table := self._tables.get(path):
            table.mark(items)
        if noted := self._noted.get(path):
            noted()


def _rows_of(paths: Iterable[str]) -> set[str]:
    """Every row the paths stand in, by answer path."""
    rows: set[str] = set()
    for path in paths:
        parts = path.split("/")
        rows.update("/".join(parts[:end]) for end in range(2, len(parts), 2))
    return rows
