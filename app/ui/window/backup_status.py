"""How old the last good backup is, at the foot of the rail; a press leads to the backups."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton, QWidget

from app.ui.backing_up import BackingUp
from app.ui.theme import Face, Role, Space, dress
from app.ui.window.rail import WIDTH


class BackupStatus(QToolButton):
    """Quiet while backups are made; in color when the last good one is late or failed.

    Not there where none are made on this computer.
    """

    def __init__(self, backing: BackingUp, parent: QWidget) -> None:
        super().__init__(parent)
        self._backing = backing
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.setFixedWidth(WIDTH - 2 * Space.XS)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        dress(self, kind="small", face=Face.CAPTION)
        backing.changed.connect(self.show_state)
        self.show_state()
        self.setHidden(bool(backing.why_not))

    @property
    def is_warning(self) -> bool:
        """Whether it calls for somebody."""
        backing = self._backing
        return not backing.folder or backing.is_late or bool(backing.trouble)

    def show_state(self) -> None:
        """Show how backups stand now."""
        backing = self._backing
        role = Role.WARNS if self.is_warning else Role.MUTED
        self.setText(backing.age_words)
        dress(self, tone=role)
        words = backing.trouble or backing.words
        self.setToolTip(words)
        self.setAccessibleName(f"Backups: {words}")
