"""Which folder is watched, chosen and given up: the scanner's in the settings, that of remittances
on their page.
"""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from app.ui.file_dialogs import FileDialogs, Files
from app.ui.icons import Icons
from app.ui.theme import Face, Role, Space, dress

_NONE = "No folder is watched."


class ScannerRow(QWidget):
    """`chosen` carries the folder, empty when none is to be watched any more."""

    chosen = Signal(str)

    def __init__(
        self,
        folder: str,
        files: FileDialogs,
        icons: Icons,
        parent: QWidget,
        title: str = "Scanner folder",
    ) -> None:
        super().__init__(parent)
        self._files = files
        self._title = title
        self.setAccessibleName(title)
        self.choose = QPushButton("Choose the folder…", self)
        icons.put(self.choose, "scan-line")
        self.choose.clicked.connect(self._ask)
        self._place = QLabel(self)
        self._place.setWordWrap(True)
        dress(self._place, face=Face.CAPTION, tone=Role.MUTED)
        self.give_up = QPushButton("Stop watching", self)
        dress(self.give_up, kind="quiet")
        self.give_up.clicked.connect(lambda: self._on_chosen(""))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.M)
        row.addWidget(self.choose)
        row.addWidget(self._place, 1)
        row.addWidget(self.give_up)
        self._show(folder)

    def take(self, folder: str) -> None:
        """Take over a folder, as the user chose it."""
        self._on_chosen(folder)

    def _ask(self) -> None:
        self._files.ask_for_folder(
            Files.SCANS,
            self._title,
            lambda folder: self._on_chosen(str(folder)),
            self,
            self._folder,
        )

    def _on_chosen(self, folder: str) -> None:
        self._show(folder)
        self.chosen.emit(folder)

    def _show(self, folder: str) -> None:
        self._folder = folder
        self._place.setText(folder or _NONE)
        self.give_up.setVisible(bool(folder))
