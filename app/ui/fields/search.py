"""A line that searches while one types and offers what it found below: choices, people, diagnoses.

`SearchLine` is told how to find; it knows nothing of what it finds.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QCompleter,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.ui.fields.line import Line
from app.ui.icons import Icons
from app.ui.theme import Role, Space

_HIT_ROLE: Final = Qt.ItemDataRole.UserRole
_MOST_SHOWN = 10
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found: what it is to the caller, its title, a word beside it, and whether it can be
    chosen; one that cannot is shown faintly and says why in `detail`.
    """

    value: Any
    title: str
    detail: str = ""
    usable: bool = True


Find = Callable[[str], Sequence[Hit]]


class _Hits(QAbstractListModel):
    """The hits of one search as Qt wants them."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.hits: Sequence[Hit] = ()

    def show(self, hits: Sequence[Hit]) -> None:
        self.beginResetModel()
        self.hits = hits
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:  # noqa: N802 - Qt's name
        return 0 if parent is not None and parent.isValid() else len(self.hits)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        hit = self.hits[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return hit.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{hit.title} {hit.detail}".strip()
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{hit.title} {hit.detail}".strip()
        return hit if role == _HIT_ROLE else None


class _HitDelegate(QStyledItemDelegate):
    """Paints the title and, muted behind it, the detail."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        self.initStyleOption(option, index)
        option.text = ""
        view = option.widget
        view.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, view)
        hit: Hit = index.data(_HIT_ROLE)
        colors = view.palette()
        plain = colors.color(QPalette.ColorRole.Text)
        muted = colors.color(QPalette.ColorRole.PlaceholderText)
        rect = option.rect.adjusted(Space.S, 0, -Space.S, 0)
        painter.setFont(option.font)
        left = _write(painter, rect, hit.title, plain if hit.usable else muted)
        if hit.detail:
            _write(painter, rect.adjusted(left + Space.M, 0, 0, 0), hit.detail, muted)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802 - Qt's
        width = super().sizeHint(option, index).width()
        return QSize(width, QFontMetrics(option.font).height() + Space.M)


def _write(painter: QPainter, rect: QRect, text: str, color: QColor) -> int:
    """Write text from the left, cut where the room ends; give the width it took."""
    metrics = painter.fontMetrics()
    cut = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0, rect.width()))
    painter.setPen(color)
    painter.drawText(rect, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, cut)
    return metrics.horizontalAdvance(cut)


class SearchLine(Line):
    """Types, finds, offers. `chosen` carries the Hit that was picked by Enter or click.

    With `lists_all` the whole list opens by click, Down or Alt+Down before anything is typed.
    """

    chosen = Signal(object)
    list_made = Signal()  # Qt's list now hears of the focus first; who watches the line must again

    def __init__(self, parent: QWidget, find: Find, icons: Icons, *, lists_all: bool) -> None:
        super().__init__(parent)
        self._find = find
        self._lists_all = lists_all
        self._hits = _Hits(self)
        self._completer: QCompleter | None = None  # made when it is first needed: it is not cheap
        places = Line.ActionPosition
        opener = self.addAction(
            icons.icon("search", Role.MUTED),
            places.TrailingPosition if lists_all else places.LeadingPosition,
        )
        opener.setText("Show the whole list" if lists_all else "Find")
        icons.put(opener, "chevron-down" if lists_all else "search", Role.MUTED)
        opener.triggered.connect(self.open_all)
        self._opener = opener
        self.textEdited.connect(self.search)

    @property
    def hits(self) -> Sequence[Hit]:
        """What is offered now."""
        return self._hits.hits

    def set_read_only(self, read_only: bool) -> None:
        """Let the text be selected and copied only, and look like it."""
        self.setReadOnly(read_only)
        self._opener.setVisible(not read_only)

    def close_list(self) -> None:
        """Take the list away."""
        popup = self._completer.popup() if self._completer else None
        if popup:
            popup.hide()

    def search(self, text: str) -> None:
        """Find and offer; without hits the list closes."""
        self._offer(self._find(text) if text.strip() or self._lists_all else ())

    def open_all(self) -> None:
        """Offer the whole list, or what fits the text of a line that has no whole list."""
        if not self.isReadOnly() and self.isEnabled():
            self._offer(self._find("" if self._lists_all else self.text()))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Open the list by Down, Alt+Down or F4."""
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_F4):
            self.open_all()
            event.accept()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Open the list of choices by a click anywhere in the line."""
        super().mousePressEvent(event)
        if self._lists_all:
            self.open_all()

    def _offer(self, hits: Sequence[Hit]) -> None:
        self._hits.show(hits)
        if hits:
            if self._completer is None:
                self._completer = self._make_completer()
                self.list_made.emit()
            self._completer.complete()
        popup = self._completer.popup() if self._completer else None
        if popup and hits:
            popup.setCurrentIndex(self._hits.index(0))
        elif popup:
            popup.hide()

    def _make_completer(self) -> QCompleter:
        completer = QCompleter(self._hits, self)
        popup = QListView()
        popup.setProperty("popup", True)
        completer.setPopup(popup)
        popup.setItemDelegate(_HitDelegate(popup))  # after setPopup, which sets one of its own
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setMaxVisibleItems(_MOST_SHOWN)
        completer.setWidget(self)
        by_index = completer.activated[QModelIndex]  # type: ignore[index] # the stub knows one only
        by_index.connect(self._on_activated)
        return completer

    def _on_activated(self, index: QModelIndex) -> None:
        self.chosen.emit(index.data(_HIT_ROLE))
