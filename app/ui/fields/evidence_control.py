"""The control for documents: files kept whole, added by dialog or dropped, listed, removed."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.domain.answers import Answer, Evidence, EvidenceItem
from app.ui.fields.control import Control
from app.ui.fields.cut_label import CutLabel
from app.ui.fields.picture import Picture
from app.ui.icons import Icons
from app.ui.theme import Face, Role, Space, dress

TakeIn = Callable[[Path], EvidenceItem | str]

_KIB = 1024


class EvidenceRow(QWidget):
    """One document: title, size, remove."""

    removed = Signal()

    def __init__(self, item: EvidenceItem, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self.remove = QToolButton(self)
        self.remove.setToolTip(f"Remove {item.title}")
        self.remove.setAccessibleName(f"Remove {item.title}")
        dress(self.remove, kind="small")
        icons.put(self.remove, "x", Role.MUTED)
        self.remove.clicked.connect(self.removed)
        size = QLabel(show_size(item.size), self)
        dress(size, face=Face.CAPTION, tone=Role.MUTED)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.S, 0, 0, 0)
        row.setSpacing(Space.S)
        row.addWidget(Picture(icons, "file-text", Role.MUTED, self))
        row.addWidget(CutLabel(item.title, self), 1)
        row.addWidget(size)
        row.addWidget(self.remove)


class EvidenceControl(Control):
    """The documents of a field in a frame that files can be dropped on."""

    def __init__(self, parent: QWidget, take_in: TakeIn, icons: Icons) -> None:
        super().__init__(parent)
        self._take_in = take_in
        self._icons = icons
        self._items: tuple[EvidenceItem, ...] = ()
        self._rows: list[EvidenceRow] = []
        self._read_only = False
        self.setAcceptDrops(True)
        self._frame = QFrame(self)
        dress(self._frame, surface="drop")
        self.add = QPushButton(" Add documents…", self._frame)
        dress(self.add, kind="quiet")
        icons.put(self.add, "paperclip", Role.ACCENT)
        self.add.clicked.connect(self._ask_for_files)
        self._prompt = QLabel("or drop files here", self._frame)
        self._prompt.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        dress(self._prompt, face=Face.CAPTION, tone=Role.MUTED)
        head = QHBoxLayout()
        head.setSpacing(Space.S)
        head.addWidget(self.add)
        head.addWidget(self._prompt, 1)
        self._list = QVBoxLayout()
        self._list.setSpacing(2)
        column = QVBoxLayout(self._frame)
        column.setContentsMargins(Space.XS, Space.XS, Space.S, Space.XS)
        column.setSpacing(Space.XS)
        column.addLayout(head)
        column.addLayout(self._list)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._frame)

    def show_answer(self, answer: Answer | None) -> None:
        """List the documents."""
        items = answer.items if isinstance(answer, Evidence) else ()
        if items != self._items:
            self._items = items
            self._list_items()

    def set_read_only(self, read_only: bool) -> None:
        """List the documents only."""
        self._read_only = read_only
        self.setAcceptDrops(not read_only)
        dress(self._frame, surface="sunken" if read_only else "drop")
        self.add.setEnabled(not read_only)
        self.add.setVisible(not read_only)
        self._prompt.setVisible(not read_only)
        for row in self._rows:
            row.remove.setVisible(not read_only)

    def stops(self) -> Sequence[QWidget]:
        """The button that adds and those that remove."""
        return (self.add, *(row.remove for row in self._rows))

    def take(self, paths: Sequence[Path]) -> None:
        """Take files in; what cannot be taken is said in one line, the others are kept."""
        items, problems = list(self._items), []
        for path in paths:
            found = self._take_in(path)
            if isinstance(found, str):
                problems.append(found)
            elif any(item.sha256 == found.sha256 for item in items):
                problems.append(f"{found.title} is among the documents already.")
            else:
                items.append(found)
        if len(items) > len(self._items):
            self._change(tuple(items))
        if problems:
            self.refused.emit(" ".join(problems))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Invite files."""
        if event.mimeData().hasUrls():
            dress(self._frame, surface="dropping")
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: ARG002, N802 - Qt's
        """Look as before."""
        dress(self._frame, surface="drop")

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Take the files dropped."""
        dress(self._frame, surface="drop")
        event.acceptProposedAction()
        urls = event.mimeData().urls()
        self.take([Path(url.toLocalFile()) for url in urls if url.isLocalFile()])

    def _ask_for_files(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(self, "Add documents")
        self.take([Path(name) for name in names])

    def _remove(self, item: EvidenceItem) -> None:
        self._change(tuple(each for each in self._items if each != item))
        self.add.setFocus(Qt.FocusReason.OtherFocusReason)

    def _change(self, items: tuple[EvidenceItem, ...]) -> None:
        self._items = items
        self._list_items()
        self.sent.emit(Evidence(items) if items else None)

    def _list_items(self) -> None:
        for row in self._rows:
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = []
        for item in self._items:
            row = EvidenceRow(item, self._icons, self._frame)
            row.removed.connect(lambda item=item: self._remove(item))
            row.remove.setVisible(not self._read_only)
            self._list.addWidget(row)
            self._rows.append(row)
            row.show()  # at once: a layout would wait for the event loop
        for before, after in pairwise(self.stops()):
            QWidget.setTabOrder(before, after)
        self.rebuilt.emit()


def show_size(size: int) -> str:
    """A size in bytes for people: `12 KB`, `3.4 MB`."""
    if size < _KIB * _KIB:
        return f"{max(1, round(size / _KIB))} KB"
    return f"{size / _KIB / _KIB:.1f} MB"
