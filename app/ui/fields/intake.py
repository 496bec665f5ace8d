"""The place where files come in: a frame to drop and paste on, a button, what is on its way.

The field for documents and the list of a patient's documents each have one and put their rows
into `rows`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
)
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from app.domain.guides.answers import EvidenceItem
from app.ui.fields.attaching import Attaching, Cancel, Ends, Incoming, holds_documents, incoming_in
from app.ui.fields.evidence_rows import ArrivingRow, EvidenceRow, LockedRow
from app.ui.fields.flow import FlowLayout
from app.ui.icons import Icons
from app.ui.theme import Face, Role, Space, dress


@dataclass(slots=True)
class _Coming:
    """One file on its way; mutable, because the way to stop it is known only once it began."""

    name: str
    cancel: Cancel = lambda: None


class Intake(QFrame):
    """Looks at each file on a worker, asks for passwords in place, and says what is refused."""

    taken = Signal(object, str)  # EvidenceItem, a sentence about it or nothing
    said = Signal(str)  # everything there is to say about the files that came last
    rebuilt = Signal()  # there are other stops now

    def __init__(self, label: str, attaching: Attaching, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self._label = label
        self._attaching = attaching
        self._icons = icons
        self._coming: list[_Coming] = []
        self._arriving: ArrivingRow | None = None
        self._extra: list[ArrivingRow | LockedRow] = []
        self._said: list[str] = []
        self._is_several = False
        self._shown: list[EvidenceRow] = []
        self._read_only = False
        dress(self, surface="drop")
        self.setAcceptDrops(True)
        self.add = self.button(" Add documents…", "paperclip", self._ask_for_files)
        self._ways = [self.add]
        self._prompt = QLabel("or drop or paste here", self)
        self._prompt.setMinimumHeight(self.add.sizeHint().height())
        dress(self._prompt, face=Face.CAPTION, tone=Role.MUTED)
        self._head = FlowLayout(None, Space.S)
        self._head.addWidget(self.add)
        self._head.addWidget(self._prompt)
        self._list = QVBoxLayout()
        self._list.setSpacing(2)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XS, Space.XS, Space.S, Space.XS)
        column.setSpacing(Space.XS)
        column.addLayout(self._head)
        column.addLayout(self._list)
        attaching.changed.connect(self._show_filed)

    @property
    def rows(self) -> Sequence[EvidenceRow]:
        """The documents listed."""
        return self._shown

    @property
    def is_busy(self) -> bool:
        """Whether a file is on its way."""
        return bool(self._coming)

    def button(self, words: str, icon: str, act: Callable[[], None]) -> QPushButton:
        """A quiet button of this frame."""
        button = QPushButton(words, self)
        dress(button, kind="quiet")
        self._icons.put(button, icon, Role.ACCENT)
        button.clicked.connect(lambda _checked: act())
        return button

    def add_way(self, button: QPushButton) -> None:
        """Put one more way to add documents beside the first."""
        self._ways.append(button)
        self._head.removeWidget(self._prompt)
        self._head.addWidget(button)
        self._head.addWidget(self._prompt)

    def show_items(
        self, items: Sequence[EvidenceItem], make: Callable[[EvidenceItem], EvidenceRow]
    ) -> None:
        """List these documents above what is on its way; rows of those listed before stay."""
        before = {row.item: row for row in self._shown}
        self._shown = [
            before.pop(item) if item in before else self._made(item, make) for item in items
        ]
        for row in before.values():
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        for at, row in enumerate(self._shown):
            if self._list.indexOf(row) != at:
                self._list.insertWidget(at, row)
                row.show()  # at once: a layout would wait for the event loop
        self._show_filed()
        self._chain()

    def set_read_only(self, read_only: bool) -> None:
        """Take nothing in; what is listed can still be opened."""
        self._read_only = read_only
        self.setAcceptDrops(not read_only)
        dress(self, surface="sunken" if read_only else "drop")
        for way in self._ways:
            way.setEnabled(not read_only)
            way.setVisible(not read_only)
        self._prompt.setVisible(not read_only)
        for row in self._shown:
            row.set_read_only(read_only=read_only)

    def stops(self) -> Sequence[QWidget]:
        """The ways to add, then the buttons of each row."""
        of_rows = [stop for row in (*self._shown, *self._extra) for stop in row.stops()]
        return (*self._ways, *of_rows)

    def take(self, incoming: Sequence[Incoming]) -> None:
        """Take files in, each on a worker; what cannot be taken is said, the others are kept."""
        self._said = []
        self._is_several = len(incoming) > 1
        for each in incoming:
            self._take_one(each, "")
        self._show_coming()

    def cancel(self) -> None:
        """Stop what is on its way; the last one first, so that none begins meanwhile."""
        coming, self._coming = self._coming, []
        for each in reversed(coming):
            each.cancel()
        self._show_coming()

    def say(self, sentence: str) -> None:
        """Say one more thing about the files that came last; nothing repeats what was said."""
        if sentence:
            self._said.append(sentence)
        if self._said:
            self.said.emit(" ".join(self._said))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Ctrl+V pastes a picture or files; anything else is for whoever comes next."""
        if not event.matches(QKeySequence.StandardKey.Paste) or not self._paste():
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Invite files."""
        if holds_documents(event.mimeData()):
            dress(self, surface="dropping")
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: ARG002, N802 - Qt's
        """Look as before."""
        dress(self, surface="drop")

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Take the files dropped."""
        dress(self, surface="drop")
        event.acceptProposedAction()
        self.take(incoming_in(event.mimeData()))

    def _paste(self) -> bool:
        """Take what was copied; whether there was something to take."""
        data: QMimeData | None = QGuiApplication.clipboard().mimeData()  # None: nothing copied yet
        pasted = incoming_in(data) if data is not None and not self._read_only else ()
        self.take(pasted)
        return bool(pasted)

    def _ask_for_files(self) -> None:
        self._attaching.ask_for_files(self.take, self)

    def _take_one(self, incoming: Incoming, password: str) -> None:
        name = incoming.name if isinstance(incoming, Path) else incoming.title
        coming = _Coming(name)
        self._coming.append(coming)

        def ended() -> None:
            self._coming.remove(coming)
            self._show_coming()

        def taken(item: EvidenceItem, notice: str) -> None:
            ended()
            self.taken.emit(item, notice)

        def refused(why: str) -> None:
            ended()
            self.say(f"{name}: {why}" if self._is_several and name not in why else why)

        def locked(why: str) -> None:
            ended()
            self._ask_password(incoming, name, why)

        ends = Ends(taken, refused, locked)
        coming.cancel = self._attaching.take_in(incoming, self._label, password, ends)

    def _show_coming(self) -> None:
        """Show the file being looked at, and how many wait behind it."""
        if not self._coming:
            if self._arriving is not None:
                self._drop(self._arriving)
                self._arriving = None
            return
        if self._arriving is None:
            self._arriving = ArrivingRow(self)
            self._arriving.canceled.connect(self.cancel)
            self._put(self._arriving)
        self._arriving.show_name(self._coming[0].name, len(self._coming) - 1)

    def _ask_password(self, incoming: Incoming, name: str, why: str) -> None:
        row = LockedRow(name, why, self)

        def tried(password: str) -> None:
            self._drop(row)
            self._take_one(incoming, password)
            self._show_coming()

        row.tried.connect(tried)
        row.canceled.connect(lambda: self._drop(row))
        self._put(row)
        row.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _put(self, row: ArrivingRow | LockedRow) -> None:
        self._extra.append(row)
        self._list.addWidget(row)
        row.show()
        self._chain()

    def _drop(self, row: ArrivingRow | LockedRow) -> None:
        if row not in self._extra:
            return
        focus: QWidget | None = self.window().focusWidget()
        if focus is not None and row.isAncestorOf(focus):
            self.add.setFocus(Qt.FocusReason.OtherFocusReason)
        self._extra.remove(row)
        self._list.removeWidget(row)
        row.hide()
        row.deleteLater()
        self._chain()

    def _made(self, item: EvidenceItem, make: Callable[[EvidenceItem], EvidenceRow]) -> EvidenceRow:
        row = make(item)
        row.opened.connect(lambda: self._open(item))
        row.set_read_only(read_only=self._read_only)
        return row

    def _open(self, item: EvidenceItem) -> None:
        filed = self._attaching.filed(item)
        if filed and filed.record:
            self._attaching.open(filed.record)

    def _show_filed(self) -> None:
        """Show in each row what is known by now."""
        for row in self._shown:
            filed = self._attaching.filed(row.item)
            row.show_filed(filed)
            if filed is not None:
                record = filed.record
                picture = self._attaching.thumbnail(record) if record else None
                row.thumbnail.show_picture(picture)

    def _chain(self) -> None:
        for before, after in pairwise(self.stops()):
            QWidget.setTabOrder(before, after)
        self.rebuilt.emit()
