"""The step of an import at which work is under way, or its result stands."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from app.services.records.importing.work import Did, Imported, Progress
from app.ui.page_tools import PageTools
from app.ui.pages.importing.import_step import ImportStep
from app.ui.pages.importing.import_tiles import Tiles
from app.ui.pages.importing.import_words import DONE, counted, ended
from app.ui.theme import Role, Space, dress

_TONES = {
    Did.ADDED: Role.ACCENT,
    Did.UPDATED: Role.NEEDED,
    Did.MERGED: Role.NEEDED,
    Did.SAME: Role.DONE,
    Did.LEFT: Role.WARNS,
    Did.REFUSED: Role.BLOCKS,
}


class RunningStep(ImportStep):
    """`stop_wished` comes once for each work."""

    stop_wished = Signal()

    def __init__(self, title: str, text: str, tools: PageTools, parent: QWidget) -> None:
        super().__init__(title, text, tools, parent)
        self._said = title, text
        self.bar = QProgressBar(self.middle)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(title)
        self._far = QLabel(self.middle)
        dress(self._far, tone=Role.MUTED)
        self.stop = QPushButton("Stop", self.middle)
        self.stop.clicked.connect(self._on_stop)
        row = QHBoxLayout()
        row.setSpacing(Space.L)
        row.addWidget(self._far, 1)
        row.addWidget(self.stop)
        self.tiles = Tiles(self.middle)
        self.column.addWidget(self.bar)
        self.column.addLayout(row)
        self.column.addWidget(self.tiles)
        self.column.addStretch(1)

    def begin(self, lines: int) -> None:
        """Show that work begins on a file of so many lines."""
        self._say(*self._said)
        self.tiles.hide()
        for widget in (self.bar, self._far, self.stop):
            widget.show()
        self.stop.setEnabled(True)
        self.stop.setText("Stop")
        self.show_progress(Progress(0, lines))

    def show_progress(self, progress: Progress) -> None:
        """Show how far it is."""
        self.bar.setRange(0, max(1, progress.of))
        self.bar.setValue(progress.lines)
        kept = f", {counted(progress.kept, 'row', 'rows')} taken in" if progress.kept else ""
        self._far.setText(f"Line {progress.lines:,} of {progress.of:,}{kept}")

    def show_imported(self, imported: Imported) -> None:
        """Show the result."""
        self._say(*ended(imported))
        for widget in (self.bar, self._far, self.stop):
            widget.hide()
        counts = imported.counts
        self.tiles.show_numbers([(counts.get(each, 0), DONE[each], _TONES[each]) for each in DONE])
        self.tiles.show()

    def _say(self, title: str, text: str) -> None:
        self.title.setText(title)
        self.text.setText(text)

    def _on_stop(self) -> None:
        self.stop.setEnabled(False)
        self.stop.setText("Stopping…")
        self.stop_wished.emit()
