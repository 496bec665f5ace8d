"""The table of the worklist: painted cells, headings across, Enter opens; the page makes it."""

from collections.abc import Iterable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.ui.models.work_rows import Column, WorkRowsModel
from app.ui.pages.parts.row_table import RowTable
from app.ui.theme import Appearance, Face, Role, Space

AnyIndex = QModelIndex | QPersistentModelIndex

ROW_HEIGHT = 40
_PILL_HEIGHT = 22
_SOFT = {
    Role.BLOCKS: Role.BLOCKS_SOFT,
    Role.WARNS: Role.WARNS_SOFT,
    Role.SILENT: Role.SILENT_SOFT,
}
_WIDTHS = (
    (Column.LEFT, 136),
    (Column.ACT, 210),
    (Column.ABOUT, 210),
    (Column.WHO, 136),
    (Column.AMOUNT, 104),
)
_STRETCHED = (Column.PATIENT, Column.PAYER)
_LEAST = ((Column.WHO, 1040), (Column.ABOUT, 900), (Column.PAYER, 740), (Column.AMOUNT, 600))
"""What is left out, and the width in logical pixels below which it is."""


class _CellDelegate(QStyledItemDelegate):
    """Paints the time left as a pill, what to do in strong type, a heading as a caption."""

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self._appearance = appearance

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Paint one cell over the view's own background."""
        self.initStyleOption(option, index)
        words, option.text = str(index.data() or ""), ""
        role: Role | None = index.data(Qt.ItemDataRole.UserRole)
        room = option.rect.adjusted(Space.S, 0, -Space.S, 0)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if role is None:
            self._heading(painter, room, words)
        else:
            view = option.widget
            view.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, view)
            chosen = bool(option.state & QStyle.StateFlag.State_Selected)
            self._cell(painter, room, words, Column(index.column()), role, chosen=chosen)
        painter.restore()

    def _heading(self, painter: QPainter, room: QRect, words: str) -> None:
        theme = self._appearance.theme
        painter.setFont(theme.font(Face.LABEL))
        painter.setPen(theme.color(Role.MUTED))
        low = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom
        painter.drawText(room.adjusted(0, 0, 0, -Space.XS), low, words)

    def _cell(
        self,
        painter: QPainter,
        room: QRect,
        words: str,
        column: Column,
        role: Role,
        *,
        chosen: bool,
    ) -> None:
        if column is Column.LEFT:
            self._pill(painter, room, words, role, chosen=chosen)
            return
        theme = self._appearance.theme
        strong = column is Column.ACT
        quiet = column in (Column.ABOUT, Column.WHO)
        font = theme.font(Face.BODY, strong=strong)
        painter.setFont(font)
        painter.setPen(theme.color(Role.MUTED if quiet else Role.TEXT))
        side = (
            Qt.AlignmentFlag.AlignRight if column is Column.AMOUNT else Qt.AlignmentFlag.AlignLeft
        )
        cut = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, side | Qt.AlignmentFlag.AlignVCenter, cut)

    def _pill(
        self, painter: QPainter, room: QRect, words: str, role: Role, *, chosen: bool
    ) -> None:
        theme = self._appearance.theme
        font = theme.font(Face.CAPTION, strong=True)
        width = QFontMetrics(font).horizontalAdvance(words) + 2 * Space.S
        top = room.center().y() - _PILL_HEIGHT / 2 + 1
        pill = QRectF(room.left(), top, width, _PILL_HEIGHT)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(Role.SURFACE if chosen else _SOFT[role]))
        painter.drawRoundedRect(pill, _PILL_HEIGHT / 2, _PILL_HEIGHT / 2)
        painter.setFont(font)
        painter.setPen(theme.color(role))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, words)


class WorkTable(RowTable):
    """What there is to do; `opened` carries the line entered or clicked twice."""

    def __init__(self, model: WorkRowsModel, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(model, "Work", ROW_HEIGHT, parent)
        self._work = model
        self._owners = True
        self.setItemDelegate(_CellDelegate(appearance, self))
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        for column, width in _WIDTHS:
            header.resizeSection(column, width)
        for column in _STRETCHED:
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        model.modelReset.connect(self._on_reset)
        model.rowsInserted.connect(lambda _parent, first, _last: self._span(first))

    def show_owners(self, *, shown: bool) -> None:
        """Tell whose each line is, or not where all are one person's."""
        self._owners = shown
        self._fit()

    def choose_line(self, line: int) -> None:
        """Select a line and show it, with the heading above it where it is the first."""
        if line >= 0:
            self.selectRow(line)
            self.scrollTo(self.model().index(max(0, line - 1) if line == 1 else line, 0))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Leave out what is least asked for when it gets narrow."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        for column, least in _LEAST:
            self.setColumnHidden(column, self.width() < least)
        if not self._owners:
            self.setColumnHidden(Column.WHO, True)

    def _on_reset(self) -> None:
        self.clearSpans()
        self._span(0)

    def _span(self, first: int) -> None:
        """Let headings reach across."""
        lines: Iterable[int] = self._work.headings()
        for line in lines:
            if line >= first:
                self.setSpan(line, 0, 1, len(Column))
