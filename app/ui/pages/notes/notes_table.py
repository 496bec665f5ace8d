"""The table of the list of notes: painted cells, Enter opens; the list page makes it."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.domain.finding.listing import NoteRow
from app.ui.models.note_rows import Column, NoteRowsModel
from app.ui.models.waiting_words import state_role, state_words
from app.ui.pages.parts.row_table import RowTable
from app.ui.theme import Appearance, Face, Role, Space

AnyIndex = QModelIndex | QPersistentModelIndex

ROW_HEIGHT = 44
_BAR_WIDTH = 64
_BAR_HEIGHT = 6
_PILL_HEIGHT = 22
_WITHOUT_MISSING = 860
_WITHOUT_PERCENT = 640
"""Widths in logical pixels below which a column would leave the names no room."""

_WIDTHS = {Column.CODE: 84, Column.SERVICE: 132, Column.STATE: 196, Column.PERCENT: 148}
_NAMES_SHARE = 0.4
"""Of the room left by the others: for whom a note waits, and what for, is longer than a name."""

_SOFT = {
    Role.ACCENT: Role.ACCENT_SOFT,
    Role.NEEDED: Role.NEEDED_SOFT,
    Role.DONE: Role.DONE_SOFT,
    Role.DENTIST: Role.DENTIST_SOFT,
    Role.SILENT: Role.SILENT_SOFT,
    Role.BLOCKS: Role.BLOCKS_SOFT,
}


class _CellDelegate(QStyledItemDelegate):
    """Paints words, the state as a pill and the percentage with a bar."""

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self._appearance = appearance

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:  # noqa: N802 - Qt's
        """One height for all rows."""
        return QSize(super().sizeHint(option, index).width(), ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Paint one cell over the view's own background."""
        self.initStyleOption(option, index)
        option.text = ""
        view = option.widget
        view.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, view)
        row: NoteRow = index.data(Qt.ItemDataRole.UserRole)
        room = option.rect.adjusted(Space.S, 0, -Space.S, 0)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        match Column(index.column()):
            case Column.STATE:
                chosen = bool(option.state & QStyle.StateFlag.State_Selected)
                self._pill(painter, room, state_words(row), state_role(row), chosen=chosen)
            case Column.PERCENT if not row.standing.sentence:  # then how full it is says nothing
                self._bar(painter, room, row)
            case Column.PATIENT:
                self._words(painter, room, str(index.data()), Role.TEXT, strong=True)
            case Column.MISSING:
                self._words(painter, room, str(index.data()), Role.MUTED)
            case _:
                self._words(painter, room, str(index.data()), Role.TEXT)
        painter.restore()

    def _words(
        self, painter: QPainter, room: QRect, text: str, role: Role, *, strong: bool = False
    ) -> None:
        theme = self._appearance.theme
        font = theme.font(Face.BODY, strong=strong)
        painter.setFont(font)
        painter.setPen(theme.color(role))
        cut = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, cut)

    def _pill(self, painter: QPainter, room: QRect, text: str, role: Role, *, chosen: bool) -> None:
        theme = self._appearance.theme
        font = theme.font(Face.CAPTION, strong=True)
        metrics = QFontMetrics(font)
        cut = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width() - 2 * Space.S)
        width = metrics.horizontalAdvance(cut) + 2 * Space.S
        pill = QRectF(room.left(), room.center().y() - _PILL_HEIGHT / 2 + 1, width, _PILL_HEIGHT)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(Role.SURFACE if chosen else _SOFT[role]))
        painter.drawRoundedRect(pill, _PILL_HEIGHT / 2, _PILL_HEIGHT / 2)
        painter.setFont(font)
        painter.setPen(theme.color(role))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, cut)

    def _bar(self, painter: QPainter, room: QRect, row: NoteRow) -> None:
        theme = self._appearance.theme
        top = room.center().y() - _BAR_HEIGHT / 2 + 1
        whole = QRectF(room.left(), top, _BAR_WIDTH, _BAR_HEIGHT)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(Role.LINE))
        painter.drawRoundedRect(whole, _BAR_HEIGHT / 2, _BAR_HEIGHT / 2)
        percent = row.summary.percent
        if percent:
            whole.setWidth(max(_BAR_HEIGHT, _BAR_WIDTH * percent / 100))
            painter.setBrush(theme.color(Role.DONE if percent == 100 else Role.ACCENT))
            painter.drawRoundedRect(whole, _BAR_HEIGHT / 2, _BAR_HEIGHT / 2)
        words = room.adjusted(_BAR_WIDTH + Space.S, 0, 0, 0)
        self._words(painter, words, f"{percent}%", Role.MUTED)


class NotesTable(RowTable):
    """The notes; `note_opened` carries the id of a note clicked twice or entered."""

    note_opened = Signal(str)

    def __init__(self, model: NoteRowsModel, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(model, "Notes", ROW_HEIGHT, parent)
        self._notes = model
        self.setItemDelegate(_CellDelegate(appearance, self))
        self._lay_out_columns()
        self.opened.connect(lambda line: self.note_opened.emit(model.row(line).id))

    def reread(self) -> None:
        """Read the lines again; what is selected and what is seen stays where it is."""
        bar = self.verticalScrollBar()
        place = bar.value()
        self._notes.reread()
        bar.setValue(place)

    def choose_line(self, line: int) -> None:
        """Select a line and show it."""
        if 0 <= line < self._notes.rowCount():
            self.selectRow(line)
            self.scrollTo(self._notes.index(line, 0))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Leave out what is missing, then the bar, when it gets narrow: the state says the rest."""
        super().resizeEvent(event)
        is_told = self.width() >= _WITHOUT_MISSING
        self.setColumnHidden(Column.MISSING, not is_told)
        self.setColumnHidden(Column.PERCENT, self.width() < _WITHOUT_PERCENT)
        header, modes = self.horizontalHeader(), QHeaderView.ResizeMode
        header.setSectionResizeMode(Column.PATIENT, modes.Fixed if is_told else modes.Stretch)
        if is_told:
            left = self.viewport().width() - sum(_WIDTHS.values())
            header.resizeSection(Column.PATIENT, int(left * _NAMES_SHARE))

    def _lay_out_columns(self) -> None:
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(Column.MISSING, QHeaderView.ResizeMode.Stretch)
        for column, width in _WIDTHS.items():
            header.resizeSection(column, width)
