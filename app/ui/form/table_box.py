"""A repeating table: its rows as cards, with add, duplicate, remove, move, and sums of time.

The workshop makes one for each table on the screen, tables inside rows included.
"""

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.domain.facts.time_spent import time_by_person
from app.domain.guides.answers import NotGiven
from app.domain.guides.guide import Field
from app.rules.open_item import OpenItem
from app.ui.fields.closing import ClosingButton
from app.ui.fields.mark import Mark, gravest
from app.ui.form.binder import Binder
from app.ui.form.fields_box import MakeBlock
from app.ui.form.focus import jump_to
from app.ui.form.row_box import RowBox
from app.ui.icons import Icons
from app.ui.theme import Appearance, Face, Role, Space, dress
from app.ui.voice import Voice


class TableBox(QWidget):
    """Shows the rows the draft has. `path` is the table's answer path."""

    rearranged = Signal()  # rows came or moved: the form puts Tab in order again

    def __init__(
        self,
        path: str,
        binder: Binder,
        make_block: MakeBlock,
        appearance: Appearance,
        icons: Icons,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.path = path
        self.field: Field = binder.bridge.field(path)
        self._binder = binder
        self._make_block = make_block
        self._appearance = appearance
        self._icons = icons
        self._rows: dict[str, RowBox] = {}
        self._name = self.field.row_name or self.field.label
        self._mark = Mark(icons, self)
        self._closing = (
            ClosingButton(self.field.closings, icons, self) if self.field.closings else None
        )
        self._line = QLabel(self)
        self._sums = QLabel(self)
        self._removed = _Removed(self)
        self._add = QPushButton(f"Add {_lower_first(self._name)}", self)
        self._row_column = QVBoxLayout()
        self._lay_out()
        self.setAccessibleName(self.field.label)
        binder.bind_table(path, self)
        self.show_rows()
        self.mark(binder.items.at(path))
        if len(self._rows) == 1:
            next(iter(self._rows.values())).open()

    def row(self, row_id: str) -> RowBox | None:
        """The row of that id."""
        return self._rows.get(row_id)

    def entrance(self) -> QWidget:
        """The widget that gets the focus when somebody jumps to the table."""
        rows = list(self._rows.values())
        return rows[0].head if rows and self._binder.read_only else self._add

    def add_row(self, like: str | None = None) -> None:
        """Add a row, or a copy of one, and put the caret into its first field."""
        if self._binder.read_only:
            return
        before = set(self._rows)
        self._binder.bridge.add_row(self.path, like)
        for row_id, row in self._rows.items():
            if row_id not in before:
                row.focus_first()

    def remove_row(self, row_id: str) -> None:
        """Remove a row, say so below, and put the focus on its neighbor."""
        order = list(self._rows)
        at, name = order.index(row_id), self._row_name(order.index(row_id))
        self._binder.bridge.remove_row(self.path, row_id)
        self._removed.say(f"{name} removed.")
        left = list(self._rows.values())
        target = left[min(at, len(left) - 1)].head if left else self._add
        jump_to(target)

    def move_row(self, row_id: str, places: int) -> None:
        """Move a row up or down by so many places."""
        self._binder.bridge.move_row(self.path, row_id, places)

    def show_rows(self) -> None:
        """Show the rows the draft has now, in its order; rows that stay keep their widgets."""
        wanted = self._binder.bridge.rows(self.path)
        for row_id in [row_id for row_id in self._rows if row_id not in wanted]:
            self._drop(row_id)
        same = tuple(self._rows) == wanted
        self._rows = {row_id: self._rows.get(row_id) or self._make_row(row_id) for row_id in wanted}
        if not same:
            self._order()
        for number, row in enumerate(self._rows.values(), start=1):
            row.show_number(number)
        self._show_state()
        if not same:
            self.rearranged.emit()

    def refresh_row(self, row: str) -> None:
        """Show a row's summary and the sums anew; `row` is its answer path."""
        if box := self._rows.get(row.rpartition("/")[2]):
            box.refresh()
        self._show_sums()

    def mark(self, items: Iterable[OpenItem]) -> None:
        """Show what the table itself lacks."""
        shown = tuple(items)
        self._mark.show_items(shown)
        worst = gravest(shown)
        self._line.setText(worst.say if worst else "")
        self._line.setVisible(worst is not None)
        dress(self._line, tone=Role(worst.severity.value) if worst else Role.MUTED)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Ctrl+Enter anywhere inside adds a row to the innermost table.

        F8 leads to the button that adds the first row; a letter typed on it begins that row, so
        that whoever looks at the chart and not at the screen loses no word.
        """
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.add_row()
        elif (
            self._add.hasFocus() and not self._rows and event.text().isprintable() and event.text()
        ):
            self.add_row()
            QCoreApplication.sendEvent(self.window().focusWidget(), event.clone())
        else:
            super().keyPressEvent(event)

    def _on_add_clicked(self) -> None:
        self.add_row()

    def _lay_out(self) -> None:
        label = QLabel(self.field.label.replace("&", "&&"), self)
        label.setWordWrap(True)
        dress(label, face=Face.LABEL)
        hint = QLabel(self.field.help, self)
        hint.setWordWrap(True)
        hint.setVisible(bool(self.field.help))
        self._line.setWordWrap(True)
        # A section whose title says it already needs no second one.
        section = self._binder.bridge.guide.section_of[self.field.path]
        label.setHidden(section.title == self.field.label)
        title = label if not label.isHidden() else hint if self.field.help else self._line
        for caption in (hint, self._line, self._sums):
            dress(caption, face=Face.CAPTION, tone=Role.MUTED)
        self._sums.setWordWrap(True)
        self._add.clicked.connect(self._on_add_clicked)
        self._add.setToolTip("Ctrl+Enter")
        self._icons.put(self._add, "plus")
        self._removed.undo_wished.connect(self._binder.bridge.undo)
        self._binder.bridge.changed.connect(self._removed.hide)  # undo would take back that edit
        self._row_column.setSpacing(Space.S)
        head = QHBoxLayout()
        head.setSpacing(Space.XS)
        head.addWidget(self._mark)
        head.addWidget(title, 1)
        if self._closing:
            self._closing.picked.connect(
                lambda closing: self._binder.bridge.set_answer(self.path, closing)
            )
            head.addWidget(self._closing)
        foot = QHBoxLayout()
        foot.addWidget(self._add)
        foot.addStretch(1)
        below = QVBoxLayout()
        below.setContentsMargins(self._mark.width() + Space.XS, 0, 0, 0)
        below.setSpacing(Space.S)
        for text in (hint, self._line):
            if text is not title:
                below.addWidget(text)
        below.addLayout(self._row_column)
        below.addWidget(self._removed)
        below.addWidget(self._sums)
        below.addLayout(foot)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, Space.M)
        column.setSpacing(Space.XS)
        column.addLayout(head)
        column.addLayout(below)

    def _make_row(self, row_id: str) -> RowBox:
        row = RowBox(
            self.field,
            f"{self.path}/{row_id}",
            self._binder,
            self._make_block,
            self._appearance,
            self._icons,
            self,
        )
        row.removal_wished.connect(lambda: self.remove_row(row_id))
        row.copy_wished.connect(lambda: self.add_row(like=row_id))
        row.move_wished.connect(lambda _path, places: self.move_row(row_id, places))
        return row

    def _drop(self, row_id: str) -> None:
        row = self._rows.pop(row_id)
        self._binder.drop(row.path)
        self._row_column.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _order(self) -> None:
        """Rows on the screen and in the order of Tab as they are in the draft."""
        for at, row in enumerate(self._rows.values()):
            if self._row_column.indexOf(row) != at:
                self._row_column.removeWidget(row)
                self._row_column.insertWidget(at, row)
            row.stackUnder(self._removed)
            row.show()

    def _row_name(self, at: int) -> str:
        return f"{self._name} {at + 1}"

    def _show_state(self) -> None:
        read_only = self._binder.read_only
        answer = self._binder.bridge.answer(self.path)
        if self._closing:
            self._closing.show_closing(answer.kind if isinstance(answer, NotGiven) else None)
            self._closing.setVisible(not self._rows)
            self._closing.setEnabled(not read_only)
        self._add.setVisible(not read_only)
        self._show_sums()

    def _show_sums(self) -> None:
        spent = time_by_person(self._binder.bridge.facts, self.field, self.path)
        total = sum(spent.values())
        parts = ", ".join(f"{name} {minutes}" for name, minutes in spent.items())
        people = f" ({parts})" if parts and len(spent) > 1 else ""
        self._sums.setText(f"{total} minutes in all{people}" if total else "")
        self._sums.setVisible(bool(total))


class _Removed(QFrame):
    """Says that a row was removed, and offers to undo it, until the next edit."""

    undo_wished = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        dress(self, surface="silent")
        self._text = QLabel(self)
        self._voice = Voice(self)
        undo = QPushButton("Undo", self)
        undo.clicked.connect(self.undo_wished)
        dress(undo, kind="link")
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.M, Space.XS, Space.M, Space.XS)
        row.addWidget(self._text)
        row.addStretch(1)
        row.addWidget(undo)
        self.hide()

    def say(self, text: str) -> None:
        """Show the notice."""
        self._text.setText(text)
        self.show()
        self._voice.hush()
        self._voice.tell(text)


def _writes(event: QKeyEvent) -> bool:
    plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
    return plain and event.text() != "" and event.text().isprintable()


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]
