"""Restoring in the window: choose a backup, see how it differs, put it in place; settings open it.

Nothing is changed before the last button: the backup is put together and checked beside the
practice, on a worker, and what it holds is set against what is here now.
"""

import datetime as dt
import threading
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.domain.backup import Backup, Progress
from app.domain.evidence.light_table import Stopped
from app.services.durability.restoring import Brought, RestoreDesk
from app.ui.dialogs.restore_words import STAGES, backup_words, difference_words, moment_words
from app.ui.enter_key import EnterPresses
from app.ui.file_dialogs import Files
from app.ui.page_tools import PageTools
from app.ui.tab_order import order_as_laid_out
from app.ui.tasks import Report
from app.ui.theme import Face, Role, Space, dress

_WIDTH, _HEIGHT = 600, 420  # a low screen of 1366 x 768 at 150 % has no more
_ABOUT = (
    "Choose the backup to look at. It is put together and checked beside the practice; nothing here"
    " changes yet."
)
_WHAT_HAPPENS = (
    "The practice goes back to that moment: what was entered since is not in it. The practice as it"
    " is now is kept in a folder beside it, and can be put back. Everybody signs in again with"
    " today’s passphrase."
)


class RestoreDialog(QDialog):
    """`wanted` carries the copy (`SideCopy`) that is to take the place of the practice."""

    wanted = Signal(object)

    def __init__(
        self, desk: RestoreDesk, zone: dt.tzinfo, tools: PageTools, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Restore a backup")
        self.setFixedSize(_WIDTH, _HEIGHT)
        self._desk = desk
        self._zone = zone
        self._tools = tools
        self._folder = Path()
        self._brought: Brought | None = None
        self._stopping = threading.Event()
        self.backups = QListWidget(self)
        self.backups.setAccessibleName("Backups")
        self.look = QPushButton("Look into it", self)
        self.sure = QCheckBox(self)
        self.restore = QPushButton("Put it in place", self)
        self.stop = QPushButton("Cancel", self)
        self._place = QLabel(self)
        self._trouble = QLabel(self)
        self._told = QLabel(self)
        self._bar = QProgressBar(self)
        self._stage = QLabel(self)
        self._steps = QStackedWidget(self)
        self._lay_out()
        self.finished.connect(self._on_finished)

    @property
    def trouble(self) -> str:
        """What went wrong, in a sentence."""
        return self._trouble.text()

    @property
    def told(self) -> str:
        """What is said of the backup that was looked into."""
        return self._told.text()

    def show_folder(self, folder: str) -> None:
        """List the backups of the practice in a folder, the newest chosen."""
        self._say("")
        self.backups.clear()
        self._folder = Path(folder)
        self._place.setText(folder or "No folder chosen yet")
        if folder:
            work = self._tools.runner.run(
                lambda _report: self._desk.backups(Path(folder)), self._list, self._on_failed
            )
            if work is not None:
                self.destroyed.connect(work.drop)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Let Enter press the button that has the focus, as in the window below."""
        super().showEvent(event)
        if not event.spontaneous() and (handle := self.windowHandle()) is not None:
            EnterPresses(handle, self)

    def bring(self) -> None:
        """Put the chosen backup beside the practice and compare, on a worker."""
        if self.backups.currentRow() < 0:
            return
        name = self.backups.currentItem().data(Qt.ItemDataRole.UserRole)
        folder = self._folder
        self._say("")
        self._steps.setCurrentIndex(1)
        self.stop.setFocus()
        self._tools.runner.run(
            lambda report: self._desk.bring(folder, name, self._heard(report)),
            self._on_brought,
            self._on_failed,
            self._on_progress,
        )

    def _heard(self, report: Report) -> Report:
        def heard(progress: object) -> None:
            if self._stopping.is_set():
                raise Stopped
            report(progress)

        return heard

    def _list(self, kept: tuple[Backup, ...]) -> None:
        for backup in kept:
            item = QListWidgetItem(backup_words(backup, self._zone), self.backups)
            item.setData(Qt.ItemDataRole.UserRole, backup.name)
        self.backups.setCurrentRow(0)
        self.look.setEnabled(bool(kept))
        if kept:
            self.backups.setFocus()
        else:
            self._say("There is no backup of this practice in that folder. Choose another one.")

    def _on_progress(self, progress: Progress) -> None:
        if self._stopping.is_set():
            return
        self._stage.setText(STAGES[progress.stage])
        self._bar.setRange(0, 100 if progress.of else 0)
        if progress.of:
            self._bar.setValue(100 * progress.done // progress.of)

    def _on_brought(self, brought: Brought) -> None:
        if self._stopping.is_set():  # the dialog went; nobody else knows of the copy
            brought.copy.discard()
            return
        self._brought = brought
        at = moment_words(brought.copy.facts.made_at, self._zone)
        lines = [difference_words(each) for each in brought.differences]
        lines += [f"When it was made: {each}" for each in brought.copy.problems]
        listed = "".join(f"\n• {line}" for line in lines)
        self._told.setText(f"The backup is whole. It is the practice as of {at}.\n{listed}")
        self.sure.setText(f"Go back to {at}")
        self._steps.setCurrentIndex(2)
        self.sure.setFocus()

    def _on_failed(self, error: Exception) -> None:
        if self._stopping.is_set():
            return
        self._steps.setCurrentIndex(0)
        self.look.setEnabled(bool(self.backups.count()))
        if not isinstance(error, Stopped):
            self._say(self._tools.words.of(error))

    def _on_finished(self, result: int) -> None:
        self._stopping.set()
        brought, self._brought = self._brought, None
        if brought is not None and result == QDialog.DialogCode.Accepted:
            self.wanted.emit(brought.copy)
        elif brought is not None:
            brought.copy.discard()
        self.deleteLater()

    def _choose_folder(self) -> None:
        self._tools.files.ask_for_folder(
            Files.BACKUPS,
            "Folder with backups",
            lambda folder: self.show_folder(str(folder)),
            self,
            str(self._folder) if self._folder.parts else "",
        )

    def _say(self, sentence: str) -> None:
        self._trouble.setText(sentence)
        self._trouble.setVisible(bool(sentence))

    def _lay_out(self) -> None:
        title = QLabel("Restore a backup", self)
        dress(title, face=Face.TITLE)
        self._trouble.setWordWrap(True)
        dress(self._trouble, tone=Role.BLOCKS)
        self._trouble.hide()
        for step in (self._first_step(), self._second_step(), self._third_step()):
            self._steps.addWidget(step)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.L)
        column.setSpacing(Space.M)
        for widget in (title, self._trouble, self._steps):
            column.addWidget(widget)
        order_as_laid_out(self)

    def _first_step(self) -> QWidget:
        choose = QPushButton("Other folder…", self)
        choose.setAutoDefault(False)
        choose.clicked.connect(self._choose_folder)
        dress(self._place, face=Face.CAPTION, tone=Role.MUTED)
        self._place.setWordWrap(True)
        self.look.setEnabled(False)
        self.look.setDefault(True)
        self.look.clicked.connect(self.bring)
        self.backups.itemDoubleClicked.connect(lambda _item: self.bring())
        dress(self.look, kind="primary")
        where = QHBoxLayout()
        where.addWidget(self._place, 1)
        where.addWidget(choose)
        return self._step((_words(_ABOUT, self), where, self.backups), (self._away(), self.look))

    def _second_step(self) -> QWidget:
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("How far it is")
        self.stop.setAutoDefault(False)  # else the Enter that began it would end it
        self.stop.clicked.connect(self.reject)
        return self._step((self._stage, self._bar), (self.stop,))

    def _third_step(self) -> QWidget:
        self._told.setWordWrap(True)
        self._told.setAlignment(Qt.AlignmentFlag.AlignTop)
        told = QScrollArea(self)  # a long list of problems must not push the buttons out
        told.setAccessibleName("What the backup holds")
        dress(told, surface="reading")
        told.setWidgetResizable(True)
        told.setFrameShape(QFrame.Shape.NoFrame)
        told.setWidget(self._told)
        self.sure.toggled.connect(self.restore.setEnabled)
        self.restore.setEnabled(False)
        self.restore.setAutoDefault(False)
        self.restore.clicked.connect(self.accept)
        dress(self.restore, kind="primary")
        parts = (told, _words(_WHAT_HAPPENS, self), self.sure)
        return self._step(parts, (self._away(), self.restore))

    def _away(self) -> QPushButton:
        away = QPushButton("Change nothing", self)
        away.setAutoDefault(False)
        away.clicked.connect(self.reject)
        return away

    def _step(
        self, parts: tuple[QWidget | QHBoxLayout, ...], buttons: tuple[QPushButton, ...]
    ) -> QWidget:
        step = QWidget(self)
        column = QVBoxLayout(step)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        for part in parts:
            if isinstance(part, QHBoxLayout):
                column.addLayout(part)
            else:
                column.addWidget(part, isinstance(part, QScrollArea | QListWidget))
        column.addStretch(0)
        row = QHBoxLayout()
        row.addStretch(1)
        for button in buttons:
            row.addWidget(button)
        column.addLayout(row)
        return step


def _words(text: str, parent: QWidget) -> QLabel:
    label = QLabel(text, parent)
    label.setWordWrap(True)
    dress(label, tone=Role.MUTED)
    return label
