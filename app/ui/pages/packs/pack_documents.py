"""The documents a pack can take along: which go, in which order; the choices of a pack show it."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QWidget

from app.services.packs.pack_material import Attached
from app.ui.icons import Icons
from app.ui.models.pack_words import document_line
from app.ui.pages.parts.two_lines import BELOW, TONE, TwoLines
from app.ui.theme import Appearance, Role, dress

_MOST_ROWS = 7
_ID = Qt.ItemDataRole.UserRole
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class PackDocuments(QListWidget):
    """Space checks a document, Alt+Up and Alt+Down or dragging move it, Enter opens it."""

    changed = Signal()
    opened = Signal(str)  # document id

    def __init__(self, appearance: Appearance, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self._telling = False
        self.setItemDelegate(TwoLines(appearance, icons, self))
        self.setAccessibleName("Documents")
        self.setAccessibleDescription("Space: send or leave out. Alt+Up, Alt+Down: move.")
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        dress(self, surface="plain")
        self.itemChanged.connect(self._on_changed)
        self.itemActivated.connect(lambda item: self.opened.emit(item.data(_ID)))
        self.model().rowsMoved.connect(self._on_changed)

    @property
    def chosen(self) -> tuple[str, ...]:
        """The ids of the documents that go, in their order."""
        items = (self.item(row) for row in range(self.count()))
        return tuple(item.data(_ID) for item in items if _is_checked(item))

    def show_documents(self, attached: Sequence[Attached], chosen: Sequence[str]) -> None:
        """Show these documents, those that go checked; others stand below in the order given."""
        order = {document: place for place, document in enumerate(chosen)}
        ranked = sorted(attached, key=lambda each: order.get(each.id, len(order)))
        self._telling = True
        self.clear()
        for each in ranked:
            self.addItem(_item(each, is_chosen=bool(each.id) and each.id in order))
        self._telling = False
        if ranked:
            self.setCurrentRow(0)
        self.updateGeometry()

    def check(self, chosen: Sequence[str]) -> None:
        """Check these documents and no others; their places stay."""
        self._telling = True
        for row in range(self.count()):
            item = self.item(row)
            if item.flags() & Qt.ItemFlag.ItemIsUserCheckable:
                item.setCheckState(_state(item.data(_ID) in chosen))
        self._telling = False

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As high as its rows, up to some."""
        rows = min(max(self.count(), 1), _MOST_ROWS)
        row = max(self.sizeHintForRow(0), 36)
        return QSize(240, rows * row + 2 * self.frameWidth())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """It does not get smaller: the page around it scrolls."""
        return QSize(120, self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Alt with an arrow moves the document."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._move(step)
        else:
            super().keyPressEvent(event)

    def _move(self, step: int) -> None:
        row = self.currentRow()
        other = row + step
        if row >= 0 and 0 <= other < self.count():
            self._telling = True
            self.insertItem(other, self.takeItem(row))
            self.setCurrentRow(other)
            self._telling = False
            self._on_changed()

    def _on_changed(self) -> None:
        if not self._telling:
            self.changed.emit()


def _item(each: Attached, *, is_chosen: bool) -> QListWidgetItem:
    item = QListWidgetItem(each.title)
    line = document_line(each)
    item.setData(_ID, each.id)
    item.setData(BELOW, line)
    item.setToolTip(f"{each.title}\n{line}")
    item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{each.title}. {line}")
    flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled
    if each.record is None:
        item.setData(TONE, Role.WARNS.value)
        item.setFlags(flags)
        return item
    if each.sensitive:
        item.setData(TONE, Role.WARNS.value)
    item.setFlags(flags | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable)
    item.setCheckState(_state(is_chosen))
    return item


def _is_checked(item: QListWidgetItem) -> bool:
    can_go = bool(item.flags() & Qt.ItemFlag.ItemIsUserCheckable)
    return can_go and item.checkState() is Qt.CheckState.Checked


def _state(checked: bool) -> Qt.CheckState:
    return Qt.CheckState.Checked if checked else Qt.CheckState.Unchecked
