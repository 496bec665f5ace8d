"""Asks for a file and tells whether it is what was sent, and from which note.

The main window opens it. The file is read and judged on a worker; it is never changed.
"""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.services.packs.pack_paper import MANIFEST
from app.services.seals.file_verdict import Verdict
from app.services.signing.sent_files import SentFiles, read_manifest
from app.ui.file_dialogs import Files
from app.ui.page_tools import PageTools
from app.ui.pages.packs.pack_misfits import PackMisfits
from app.ui.pages.parts.file_drop import FileDrop
from app.ui.tab_order import order_as_laid_out
from app.ui.tasks import Task
from app.ui.theme import Face, Role, Space, dress

_WIDTH = 520
_MOST_BYTES = 200_000_000
_TOO_LARGE = "This file is larger than anything made here. Nothing is known about it."
_UNREADABLE = "This file cannot be read. Copy it to this computer, then check the copy."
_ABOUT = (
    "Drop a file here to see whether it is what was signed, saved or sent, and from which note."
    " Chartproof keeps every file of a pack, and a fingerprint of everything else that is saved."
)


class CheckFile(QDialog):
    """`note_requested` carries the id of the note a file was made from."""

    note_requested = Signal(str)

    def __init__(self, files: SentFiles, tools: PageTools, parent: QWidget) -> None:
        super().__init__(parent)
        self._files = files
        self._tools = tools
        self._task: Task[Verdict] | None = None
        self.setWindowTitle("Check a file")
        self.setFixedWidth(_WIDTH)
        self._drop = QFrame(self)
        FileDrop(self, self._drop).dropped.connect(lambda files: self.check(files[0]))
        self.choose = QPushButton("Choose a file…", self._drop)
        self._name = QLabel(self)
        self.verdict = PackMisfits(tools.icons, self)
        self._lay_out()

    def check(self, path: Path) -> None:
        """Tell what a file is."""
        if self._task:
            self._task.drop()
        self._name.setText(path.name)
        self._say("Looking…", Role.SILENT)
        files = self._files
        self._task = self._tools.runner.run(
            lambda _report: _judge(files, path), self._on_judged, self._on_failed
        )
        if self._task:
            self.destroyed.connect(self._task.drop)

    def _lay_out(self) -> None:
        title = QLabel("Check a file", self)
        dress(title, face=Face.TITLE)
        about = QLabel(_ABOUT, self)
        about.setWordWrap(True)
        dress(about, tone=Role.MUTED)
        dress(self.choose, kind="quiet")
        self._tools.icons.put(self.choose, "folder-open", Role.ACCENT)
        self.choose.clicked.connect(self._ask)
        prompt = QLabel("or drop it here", self._drop)
        dress(prompt, face=Face.CAPTION, tone=Role.MUTED)
        inside = QHBoxLayout(self._drop)
        inside.setContentsMargins(Space.S, Space.S, Space.M, Space.S)
        inside.addWidget(self.choose)
        inside.addWidget(prompt, 1)
        dress(self._name, face=Face.LABEL)
        close = QPushButton("Close", self)
        close.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(close)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.L)
        column.setSpacing(Space.M)
        column.addWidget(title)
        column.addWidget(about)
        column.addWidget(self._drop)
        column.addWidget(self._name)
        column.addWidget(self.verdict)
        column.addLayout(row)
        self._name.hide()

    def _ask(self) -> None:
        self._tools.files.ask_for_file(
            Files.PACKS, "Check a file", "All files (*)", self.check, self
        )

    def _on_judged(self, verdict: Verdict) -> None:
        role = Role.DONE if verdict.holds else Role.WARNS
        role = Role.BLOCKS if verdict.standing == "differs" else role
        self._say(verdict.text, role, verdict.note)

    def _on_failed(self, error: Exception) -> None:
        words = _UNREADABLE if isinstance(error, OSError) else self._tools.words.of(error)
        self._say(words, Role.BLOCKS)

    def _say(self, text: str, role: Role, note: str = "") -> None:
        ways = (("Open the note", lambda: self._go(note)),) if note else ()
        self._name.show()
        self.verdict.show_misfits([(text, role, ways)])
        # Lay out what is new, so that the dialog can grow with it.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        self.resize(_WIDTH, self._column.totalHeightForWidth(_WIDTH))
        order_as_laid_out(self)

    def _go(self, note: str) -> None:
        self.accept()
        self.note_requested.emit(note)


def _judge(files: SentFiles, path: Path) -> Verdict:
    """What a file is, with the manifest beside it. Raises OSError."""
    if path.stat().st_size > _MOST_BYTES:
        return Verdict("unknown", _TOO_LARGE)
    beside = path.with_name(MANIFEST)
    is_small = beside.is_file() and beside.stat().st_size < _MOST_BYTES
    manifest = read_manifest(beside.read_bytes()) if is_small else None
    return files.judge(path.read_bytes(), path.name, manifest)
