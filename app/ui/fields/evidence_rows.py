"""The rows of a field for documents: one that is there, one being taken in, one that is locked."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.domain.guides.answers import EvidenceItem
from app.ui.fields.attaching import Filed
from app.ui.fields.cut_label import CutLabel
from app.ui.fields.cut_link import CutLink
from app.ui.fields.document_words import Flag, facts_line, flags_of, show_size
from app.ui.fields.flow import FlowLayout
from app.ui.icons import Icons
from app.ui.theme import Face, Role, Space, dress

THUMBNAIL = 36
"""Logical pixels a first page is wide in a row; as much higher as a letter is."""

_HEIGHT = 47


class Thumbnail(QWidget):
    """A small first page; an icon until it is there."""

    def __init__(self, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self._icons = icons
        self._picture: QPixmap | None = None
        self.setFixedSize(THUMBNAIL, _HEIGHT)

    def show_picture(self, picture: QPixmap | None) -> None:
        """Show a page, or the icon again."""
        self._picture = picture
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As large as it is drawn."""
        return QSize(THUMBNAIL, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's signature
        """Draw the page whole, in the middle of its place."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if self._picture is None:
            ratio = self.devicePixelRatioF()
            icon = self._icons.pixmap("file-text", Role.MUTED, 24, ratio)
            painter.drawPixmap((self.width() - 24) // 2, (self.height() - 24) // 2, icon)
        else:
            size = self._picture.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
            left, top = (self.width() - size.width()) // 2, (self.height() - size.height()) // 2
            painter.drawPixmap(left, top, size.width(), size.height(), self._picture)
            painter.setPen(self.palette().mid().color())
            painter.drawRect(left, top, size.width() - 1, size.height() - 1)
        painter.end()


class EvidenceRow(QWidget):
    """One document: a small picture, title, facts, what stands in the way; open, remove."""

    removed = Signal()
    opened = Signal()

    def __init__(self, item: EvidenceItem, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self.item = item
        self._filed: Filed | None = None
        self.thumbnail = Thumbnail(icons, self)
        self.title = CutLink(self)
        self.title.clicked.connect(self.opened)
        self._facts = CutLabel(show_size(item.size), self)
        dress(self._facts, face=Face.CAPTION, tone=Role.MUTED)
        self._flags = FlowLayout(None, Space.XS)
        self._shown: tuple[Flag, ...] = ()
        self.remove = QToolButton(self)
        dress(self.remove, kind="small")
        icons.put(self.remove, "x", Role.MUTED)
        self.remove.clicked.connect(self.removed)
        self._acts = [self.remove]
        self._name(item.title)
        self.title.setEnabled(False)
        self._row = QHBoxLayout(self)
        self._lay_out()

    def stops(self) -> Sequence[QWidget]:
        """What Tab comes to."""
        return (self.title, *self._acts)

    def set_read_only(self, *, read_only: bool) -> None:
        """Let it be opened, not removed."""
        for act in self._acts:
            act.setVisible(not read_only)

    def put_act(self, button: QToolButton) -> None:
        """Offer something else in place of removing."""
        self._row.replaceWidget(self.remove, button)
        self.remove.hide()
        self._acts = [button]

    def show_filed(self, filed: Filed | None) -> None:
        """Show what is known of the document; nothing while it is looked up."""
        if filed is None or filed == self._filed:
            return
        self._filed = filed
        record = filed.record
        self.title.setEnabled(record is not None)
        if record is not None:
            self._name(record.title)
            self._facts.show_text(facts_line(record))
            self._show_flags(flags_of(record))
        elif filed.why:
            self._facts.show_text(filed.why)
            self._show_flags((("Not sent", Role.BLOCKS),))

    def _name(self, title: str) -> None:
        self.title.show_text(title)
        self.title.setToolTip(f"Open {title}")
        self.title.setAccessibleName(f"Open {title}")
        self.remove.setToolTip(f"Remove {title}")
        self.remove.setAccessibleName(f"Remove {title}")

    def _show_flags(self, flags: tuple[Flag, ...]) -> None:
        if flags == self._shown:
            return
        self._shown = flags
        while taken := self._flags.takeAt(0):
            if widget := taken.widget():
                widget.hide()
                widget.deleteLater()
        for words, role in flags:
            pill = QLabel(words, self)
            dress(pill, face=Face.CAPTION, pill=role)
            self._flags.addWidget(pill)
            pill.show()

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        title = QHBoxLayout()
        title.addWidget(self.title)
        title.addStretch(1)
        words.addLayout(title)
        words.addWidget(self._facts)
        words.addSpacing(2)
        words.addLayout(self._flags)
        words.addStretch(1)
        self._row.setContentsMargins(Space.S, 2, 0, 2)
        self._row.setSpacing(Space.M)
        self._row.addWidget(self.thumbnail)
        self._row.addLayout(words, 1)
        self._row.addWidget(self.remove)


class ArrivingRow(QWidget):
    """The file that is being looked at and how many wait, with the way to stop."""

    canceled = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._label = CutLabel("", self)
        dress(self._label, face=Face.CAPTION, tone=Role.MUTED)
        self._bar = QProgressBar(self)
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self.cancel = QPushButton("Cancel", self)
        dress(self.cancel, kind="quiet")
        self.cancel.clicked.connect(self.canceled)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._label)
        words.addWidget(self._bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.S, 2, 0, 2)
        row.setSpacing(Space.M)
        row.addLayout(words, 1)
        row.addWidget(self.cancel)

    def show_name(self, name: str, waiting: int) -> None:
        """Name the file, and how many come after it."""
        more = f" {waiting} more wait." if waiting > 1 else " One more waits." if waiting else ""
        self._label.show_text(f"Looking at {name}…{more}")
        self._bar.setAccessibleName(f"Looking at {name}")
        self.cancel.setAccessibleName("Cancel adding documents")

    def stops(self) -> Sequence[QWidget]:
        """What Tab comes to."""
        return (self.cancel,)


class LockedRow(QWidget):
    """A file that needs its password."""

    tried = Signal(str)
    canceled = Signal()

    def __init__(self, name: str, why: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.why = why
        said = QLabel(f"{name}: {why}", self)
        said.setWordWrap(True)
        dress(said, face=Face.CAPTION, tone=Role.NEEDED)
        self.line = QLineEdit(self)
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.setPlaceholderText("Password")
        self.line.setAccessibleName(f"Password of {name}")
        self.line.returnPressed.connect(self._try)
        self.unlock = QPushButton("Open", self)
        self.unlock.clicked.connect(self._try)
        self.cancel = QPushButton("Cancel", self)
        dress(self.cancel, kind="quiet")
        self.cancel.setAccessibleName(f"Cancel {name}")
        self.cancel.clicked.connect(self.canceled)
        below = QHBoxLayout()
        below.setSpacing(Space.S)
        for widget in (self.line, self.unlock, self.cancel):
            below.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.S, 2, 0, 2)
        column.setSpacing(Space.XS)
        column.addWidget(said)
        column.addLayout(below)

    def stops(self) -> Sequence[QWidget]:
        """What Tab comes to."""
        return (self.line, self.unlock, self.cancel)

    def _try(self) -> None:
        if self.line.text():
            self.tried.emit(self.line.text())
