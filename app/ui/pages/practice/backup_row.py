"""Where backups go, how they stand, and one made now; a line of the settings page."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.domain.practice.authority import Right
from app.services.permission import why_not
from app.ui.backing_up import BackingUp
from app.ui.file_dialogs import Files
from app.ui.page_tools import PageTools
from app.ui.theme import Face, Role, Space, dress


class BackupRow(QWidget):
    """`chosen` carries the folder; who keeps it tells `backing`.

    Only who may restore decides where the copies lie. Where none are made here it says why.
    """

    chosen = Signal(str)
    restore_wanted = Signal()

    def __init__(
        self, backing: BackingUp, tools: PageTools, parent: QWidget, *, may_restore: bool = False
    ) -> None:
        super().__init__(parent)
        self._backing = backing
        self._files = tools.files
        self.setAccessibleName("Backups")
        self.choose = QPushButton("Choose the folder…", self)
        tools.icons.put(self.choose, "folder-open")
        self.choose.clicked.connect(self._ask)
        self.now = QPushButton("Back up now", self)
        tools.icons.put(self.now, "save")
        self.now.clicked.connect(lambda _checked: backing.back_up_now())
        self.restore = QPushButton("Restore…", self)
        tools.icons.put(self.restore, "history")
        self.restore.clicked.connect(lambda _checked: self.restore_wanted.emit())
        self.restore.setVisible(may_restore)
        self.choose.setEnabled(may_restore)
        if not may_restore:
            self.choose.setToolTip(why_not(Right.RESTORE))
        self._place = QLabel(self)
        self._place.setWordWrap(True)
        dress(self._place, face=Face.CAPTION, tone=Role.MUTED)
        self.state = QLabel(self)
        self.state.setWordWrap(True)
        row = QHBoxLayout()
        row.setSpacing(Space.M)
        row.addWidget(self.choose)
        row.addWidget(self._place, 1)
        row.addWidget(self.now)
        row.addWidget(self.restore)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(self.state)
        column.addLayout(row)
        if backing.why_not:
            for button in (self.choose, self.now, self.restore):
                button.hide()
        backing.changed.connect(self.show_state)
        self.show_state()

    @property
    def is_elsewhere(self) -> bool:
        """Whether somebody else backs this practice up."""
        return bool(self._backing.why_not)

    def take_focus(self) -> None:
        """Put the focus on what can be done here."""
        button = self.now if self.now.isEnabled() else self.choose
        button.setFocus(Qt.FocusReason.OtherFocusReason)

    def take(self, folder: str) -> None:
        """Take over a folder, as the user chose it."""
        self.chosen.emit(folder)
        self._backing.move()

    def show_state(self) -> None:
        """Show how backups stand now."""
        backing = self._backing
        words = backing.words if backing.is_running else backing.trouble or backing.words
        self.state.setText(words)
        self._place.setText(backing.folder)
        self.now.setEnabled(bool(backing.folder))  # while one is made too: the focus stays

    def _ask(self) -> None:
        self._files.ask_for_folder(
            Files.BACKUPS,
            "Backup folder",
            lambda folder: self.take(str(folder)),
            self,
            self._backing.folder,
        )
