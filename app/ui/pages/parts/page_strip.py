"""The pages of a document as a column of small pictures, in the order they are sent.

Dragged or moved by keys to another place, turned, left out; the documents page has one.
"""

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QByteArray,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPixmap
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.domain.evidence.evidence import EvidenceRecord, PageChoice
from app.ui.pages.parts.page_pictures import PagePictures
from app.ui.theme import Appearance, Face, Role, Space

AnyIndex = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()

WIDTH = 148
_PICTURE = 92
_TALL = 120
_CAPTION = 18
_KIND = "application/x-chartproof-page"


class PagesModel(QAbstractListModel):
    """The pages of one record, each with its picture once it is there."""

    dropped = Signal(int, int)  # from, to

    def __init__(self, pictures: PagePictures, parent: QObject) -> None:
        super().__init__(parent)
        self._pictures = pictures
        self._record: EvidenceRecord | None = None
        self.ratio = 1.0
        pictures.came.connect(lambda _wanted: self._refresh())

    @property
    def pages(self) -> Sequence[PageChoice]:
        """The pages shown."""
        return self._record.pages if self._record else ()

    def show_record(self, record: EvidenceRecord) -> None:
        """Show the pages of a record."""
        before = len(self.pages)
        if before == len(record.pages):
            self._record = record
            self._refresh()
            return
        self.beginResetModel()
        self._record = record
        self.endResetModel()

    def picture(self, row: int) -> QPixmap | None:
        """The small picture of a page, or None while it is made."""
        if self._record is None:
            return None
        page = self.pages[row]
        return self._pictures.picture(self._record, page, round(_PICTURE * self.ratio))

    def rowCount(self, parent: AnyIndex = NO_INDEX) -> int:  # noqa: N802 - Qt's name
        """How many pages."""
        return 0 if parent.isValid() else len(self.pages)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The page in words; the delegate draws it."""
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return words_of(self.pages[index.row()], index.row())
        return None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """A page can be dragged; between two pages one can be dropped."""
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        flags = Qt.ItemFlag
        return flags.ItemIsEnabled | flags.ItemIsSelectable | flags.ItemIsDragEnabled

    def mimeTypes(self) -> list[str]:  # noqa: N802 - Qt's name
        """Only pages of this list come here."""
        return [_KIND]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:  # noqa: N802 - Qt's name
        """The place of the page dragged."""
        data = QMimeData()
        data.setData(_KIND, QByteArray(str(indexes[0].row()).encode()))
        return data

    def supportedDropActions(self) -> Qt.DropAction:  # noqa: N802 - Qt's name
        """Pages are moved."""
        return Qt.DropAction.MoveAction

    def dropMimeData(  # noqa: N802 - Qt's name
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: AnyIndex
    ) -> bool:
        """Tell where a page should go; the record is changed by who listens, not by the view."""
        del action, column
        at = int(bytes(data.data(_KIND).data()).decode())
        to = row if row >= 0 else parent.row() if parent.isValid() else len(self.pages)
        self.dropped.emit(at, to - 1 if to > at else to)
        return False  # else the view would remove the row it came from

    def _refresh(self) -> None:
        if self.pages:
            self.dataChanged.emit(self.index(0), self.index(len(self.pages) - 1))


class _PageDelegate(QStyledItemDelegate):
    """A picture and, below it, the page's number and what is done to it."""

    def __init__(self, model: PagesModel, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self._appearance = appearance

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:  # noqa: N802 - Qt's
        del option, index
        return QSize(WIDTH - Space.XL, _TALL + self._caption() + Space.L)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        self.initStyleOption(option, index)
        option.text = ""
        view = option.widget
        view.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, view)
        page = self._model.pages[index.row()]
        room = option.rect.adjusted(Space.S, Space.S, -Space.S, -Space.S)
        place = QRect(room.left(), room.top(), room.width(), _TALL)
        self._paint_page(painter, place, self._model.picture(index.row()), page)
        theme = self._appearance.theme
        painter.setFont(theme.font(Face.CAPTION))
        painter.setPen(theme.color(Role.TEXT if page.included else Role.MUTED))
        below = QRect(room.left(), place.bottom() + 2, room.width(), self._caption())
        words = str(index.row() + 1) if page.included else f"{index.row() + 1} · left out"
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, words)

    def _caption(self) -> int:
        return round(_CAPTION * self._appearance.theme.text_scale)

    def _paint_page(
        self, painter: QPainter, place: QRect, picture: QPixmap | None, page: PageChoice
    ) -> None:
        theme = self._appearance.theme
        if picture is None:
            sheet = QRect(0, 0, _PICTURE, _TALL)
            sheet.moveCenter(place.center())
            painter.fillRect(sheet, theme.color(Role.HOVER))
            return
        size = picture.size().scaled(_PICTURE, _TALL, Qt.AspectRatioMode.KeepAspectRatio)
        sheet = QRect(0, 0, size.width(), size.height())
        sheet.moveCenter(place.center())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setOpacity(1.0 if page.included else 0.35)
        painter.drawPixmap(sheet, picture)
        painter.restore()
        painter.setPen(theme.color(Role.EDGE))
        painter.drawRect(sheet.adjusted(0, 0, -1, -1))
        if not page.included:
            painter.drawLine(sheet.topLeft(), sheet.bottomRight())


class PageStrip(QListView):
    """Arrows choose a page, Alt with arrows moves it, R turns it, Space or Delete leaves it out."""

    chosen = Signal(int)  # place of the page
    move_wished = Signal(int, int)  # from, to
    turn_wished = Signal(int)  # degrees clockwise
    leave_out_wished = Signal()

    def __init__(self, pictures: PagePictures, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self._pages = PagesModel(pictures, self)
        self.setModel(self._pages)
        self.setItemDelegate(_PageDelegate(self._pages, appearance, self))
        self.setFixedWidth(WIDTH)
        self.setAccessibleName("Pages")
        self.setAccessibleDescription(
            "Alt and arrows move a page, R turns it, Space leaves it out or puts it in."
        )
        self.setDragDropMode(QListView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDropIndicatorShown(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setUniformItemSizes(True)
        self._pages.dropped.connect(self.move_wished)
        self.selectionModel().currentChanged.connect(lambda now, _: self._on_current(now))

    @property
    def current(self) -> int:
        """The place of the page chosen."""
        return max(0, self.currentIndex().row())

    def show_record(self, record: EvidenceRecord, current: int) -> None:
        """Show the pages of a record, one of them chosen."""
        self._pages.ratio = self.devicePixelRatioF()
        self._pages.show_record(record)
        at = min(current, len(record.pages) - 1)
        if at != self.currentIndex().row():
            self.setCurrentIndex(self._pages.index(at))

    def choose(self, at: int) -> None:
        """Choose the page at a place."""
        self.setCurrentIndex(self._pages.index(at))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Edit the page chosen, or choose another."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.ShiftModifier,
        )
        if step and alt:
            self.move_wished.emit(self.current, self.current + step)
        elif event.key() == Qt.Key.Key_R and plain:
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self.turn_wished.emit(-90 if back else 90)
        elif event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Delete) and plain:
            self.leave_out_wished.emit()
        else:
            super().keyPressEvent(event)

    def _on_current(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(index.row())


def words_of(page: PageChoice, at: int) -> str:
    """A page in words, for who cannot see it."""
    parts = [f"Page {at + 1}"]
    if page.number != at + 1:
        parts.append(f"page {page.number} of the original")
    if page.turn:
        parts.append(f"turned by {page.turn} degrees")
    if page.boxes:
        boxes = "1 part" if len(page.boxes) == 1 else f"{len(page.boxes)} parts"
        parts.append(f"{boxes} blacked out")
    if not page.included:
        parts.append("left out")
    return ", ".join(parts)
