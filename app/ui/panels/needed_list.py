"""The list of "Still needed": painted rows, and the selected one opened as a card in its place.

The completeness panel fills it. Up and Down choose, Enter or a click goes, F2 answers a warning.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QListView, QWidget

from app.ui.icons import Icons
from app.ui.models.open_items import ItemRow, OpenItemsModel, RowKind
from app.ui.panels.item_card import ItemCard
from app.ui.panels.item_delegate import ItemDelegate
from app.ui.theme import Appearance, dress

_FOLD_KEYS = {Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Space}


class NeededList(QListView):
    """Shows rows; at most one is opened. `make_card` makes the card for a row."""

    chosen = Signal(object)  # ItemRow: clicked, or Enter on it

    def __init__(
        self,
        appearance: Appearance,
        icons: Icons,
        make_card: Callable[[ItemRow], ItemCard],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._make_card = make_card
        self._card: ItemCard | None = None
        self._items = OpenItemsModel(self)
        self._delegate = ItemDelegate(appearance, icons, self)
        self.setModel(self._items)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName("Still needed")
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        dress(self, surface="plain")
        self.selectionModel().currentChanged.connect(self._on_current_changed)

    @property
    def rows(self) -> tuple[ItemRow, ...]:
        """What is shown now."""
        return self._items.rows

    @property
    def current_key(self) -> str:
        """The key of the selected row; empty when there is none."""
        row = self._selected()
        return row.key if row else ""

    @property
    def card(self) -> ItemCard | None:
        """The opened row's card."""
        return self._card

    def show_rows(self, rows: tuple[ItemRow, ...]) -> None:
        """Show these rows; the selection stays on its row, or goes when the row goes."""
        key = self.current_key
        if key and all(row.key != key for row in rows):
            self.setCurrentIndex(QModelIndex())  # else the view would move on to a neighbor
            key = ""
        self._items.show_rows(rows)
        if key and self.current_key != key:
            self.choose(key)  # the rows were moved

    def choose(self, key: str) -> None:
        """Select the row of that key and scroll to it."""
        focus = QApplication.focusWidget()
        if focus and self._card and self._card.isAncestorOf(focus):
            self.setFocus()  # a reason half typed is kept first, which may change the rows
        at = self._items.row_of(key)
        if at is not None:
            index = self._items.index(at)
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def close_card(self) -> None:
        """Open no row."""
        self.setCurrentIndex(QModelIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter goes, Space and arrows fold, F2 answers; Escape is left to the page."""
        key, row = Qt.Key(event.key()), self._selected()
        if key == Qt.Key.Key_Escape:
            event.ignore()
        elif row is None:
            self._choose_first()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.chosen.emit(row)
        elif row.kind is RowKind.FOLD and key in _FOLD_KEYS:
            if key == Qt.Key.Key_Space or row.is_folded == (key == Qt.Key.Key_Right):
                self.chosen.emit(row)
        elif key == Qt.Key.Key_F2 and self._card and self._card.reason_line:
            self._card.reason_line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Select and go at the press: the rows move when another is opened, so that a release
        would be over a different one.
        """
        index = self.indexAt(event.position().toPoint())
        row = self.rows[index.row()] if index.isValid() else None
        if row and row.kind is not RowKind.SECTION and event.button() == Qt.MouseButton.LeftButton:
            self.choose(row.key)
            self.chosen.emit(row)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Nothing is left to do at the release."""

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Show the focus on the opened row."""
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self._choose_first()
        if self._card:
            self._card.show_focus(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Take it away again."""
        super().focusOutEvent(event)
        if self._card:
            self._card.show_focus(False)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Wrap the rows anew; Qt does not when only the scroll bar came and took some width."""
        self._measure()
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Wrap the rows anew when the font changes."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._measure()
            self.scheduleDelayedItemsLayout()

    def _selected(self) -> ItemRow | None:
        """The selected row. The view makes a row current by itself when it gets the focus."""
        index = self.currentIndex()
        chosen = index.isValid() and self.selectionModel().isSelected(index)
        return self.rows[index.row()] if chosen else None

    def _choose_first(self) -> None:
        """Select the first row that can be, unless one is selected."""
        row = next((row for row in self.rows if row.kind is not RowKind.SECTION), None)
        if row and not self.current_key:
            self.choose(row.key)

    def _measure(self) -> None:
        width = self.viewport().width()
        self._delegate.width = width
        if self._card:
            self._delegate.opened_height = self._card.height_at(width)

    def _on_current_changed(self, now: QModelIndex, before: QModelIndex) -> None:
        if before.isValid() and self._card:
            self._card.hide()  # it is deleted later
            self.setIndexWidget(before, None)  # type: ignore[arg-type]  # None takes the widget away
        self._card = None
        self._delegate.opened = ""
        row = self._selected()
        if row and row.item:
            self._delegate.opened = row.key
            self._card = self._make_card(row)
            self._card.show_focus(self.hasFocus())
            self.setIndexWidget(now, self._card)
            self._measure()
        self.scheduleDelayedItemsLayout()
