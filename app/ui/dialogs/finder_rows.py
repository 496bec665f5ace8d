"""What a finder shows and how a line of it is painted; `finder` has one model and one delegate."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.domain.finding.snippet import Run
from app.ui.icons import SIZE, Icons
from app.ui.theme import Appearance, Face, Role, Space

AnyIndex = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()

ROW = 40
_PLACE = 20
_GROUP = 28
"""Heights of a line, of the place under it, of the group's name over its first."""


@dataclass(frozen=True, slots=True)
class Found:
    """Something found: what it is to the caller, its words, what stands muted beside it and at
    the right edge, its icon; the place where it was found; the group it is shown in.
    """

    value: Any
    title: str
    detail: str = ""
    hint: str = ""
    icon: str = ""
    place: tuple[Run, ...] = ()
    group: str = ""


Find = Callable[[str], Sequence[Found]]


class FoundModel(QAbstractListModel):
    """What was found, one line each."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.found: Sequence[Found] = ()

    def show(self, found: Sequence[Found]) -> None:
        """Show these instead."""
        self.beginResetModel()
        self.found = found
        self.endResetModel()

    def begins_group(self, row: int) -> bool:
        """Whether a line is the first of a named group."""
        group = self.found[row].group
        return bool(group) and (row == 0 or self.found[row - 1].group != group)

    def rowCount(self, parent: AnyIndex = NO_INDEX) -> int:  # noqa: N802 - Qt's name
        """How many were found."""
        return 0 if parent.isValid() else len(self.found)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The words; everything under UserRole; a sentence for screen readers."""
        each = self.found[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return each.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            group = each.group if self.begins_group(index.row()) else ""
            place = "".join(run.text for run in each.place)
            return " ".join(filter(None, (group, each.title, each.detail, each.hint, place)))
        return each if role == Qt.ItemDataRole.UserRole else None


class FoundDelegate(QStyledItemDelegate):
    """Icon, title, muted detail, at the right edge the hint; below them the place."""

    def __init__(
        self, model: FoundModel, appearance: Appearance, icons: Icons, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._appearance = appearance
        self._icons = icons

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:  # noqa: N802 - Qt's
        """A line is higher by a group's name over it and a place under it."""
        each: Found = index.data(Qt.ItemDataRole.UserRole)
        group = _GROUP if self._model.begins_group(index.row()) else 0
        height = group + ROW + (_PLACE if each.place else 0)
        return QSize(super().sizeHint(option, index).width(), height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Paint one line over the view's own background."""
        self.initStyleOption(option, index)
        option.text = ""
        each: Found = index.data(Qt.ItemDataRole.UserRole)
        if self._model.begins_group(index.row()):
            head = option.rect.adjusted(Space.M, Space.XS, -Space.M, 0)
            head.setHeight(_GROUP - Space.XS)
            self._write(painter, head, each.group, Role.MUTED, Face.CAPTION)
            option.rect.setTop(option.rect.top() + _GROUP)
        view = option.widget
        view.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, view)
        room = option.rect.adjusted(Space.M, 0, -Space.M, 0)
        room.setHeight(ROW)
        if each.icon:
            ratio = view.devicePixelRatioF()
            pixmap = self._icons.pixmap(each.icon, Role.MUTED, SIZE, ratio)
            painter.drawPixmap(room.left(), room.center().y() - SIZE // 2 + 1, pixmap)
            room.adjust(SIZE + Space.M, 0, 0, 0)
        self._place(painter, room.translated(0, ROW - Space.S), each.place)
        if each.hint:
            right = Qt.AlignmentFlag.AlignRight
            width = self._write(painter, room, each.hint, Role.MUTED, Face.CAPTION, side=right)
            room.adjust(0, 0, -width - Space.M, 0)
        width = self._write(painter, room, each.title, Role.TEXT, strong=bool(each.detail))
        if each.detail:
            room.adjust(width + Space.M, 0, 0, 0)
            self._write(painter, room, each.detail, Role.MUTED)

    def _place(self, painter: QPainter, room: QRect, runs: tuple[Run, ...]) -> None:
        """The place on one line, what was looked for in the color of text."""
        room.setHeight(_PLACE)
        for run in runs:
            role = Role.TEXT if run.is_found else Role.MUTED
            width = self._write(painter, room, run.text, role, Face.CAPTION, strong=run.is_found)
            room.adjust(width, 0, 0, 0)

    def _write(
        self,
        painter: QPainter,
        room: QRect,
        text: str,
        role: Role,
        face: Face = Face.BODY,
        *,
        strong: bool = False,
        side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    ) -> int:
        """Write a text cut to its room; returns its width."""
        theme = self._appearance.theme
        font = theme.font(face, strong=strong)
        metrics = QFontMetrics(font)
        cut = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0, room.width()))
        painter.setFont(font)
        painter.setPen(theme.color(role))
        painter.drawText(room, side | Qt.AlignmentFlag.AlignVCenter, cut)
        return metrics.horizontalAdvance(cut)
