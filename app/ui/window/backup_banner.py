"""Says above the page that backups fail or are late, calmly; the main window has one."""

from PySide6.QtWidgets import QWidget

from app.ui.backing_up import BackingUp
from app.ui.icons import Icons
from app.ui.pages.parts.notice import Notice
from app.ui.theme import Role


class BackupBanner(Notice):
    """Silent while backups are made, and while no folder was chosen: the settings say that."""

    def __init__(self, backing: BackingUp, icons: Icons, parent: QWidget) -> None:
        super().__init__(icons, parent)
        self._backing = backing
        self._put_off = ""
        backing.changed.connect(self.show_state)
        self.show_state()

    def show_state(self) -> None:
        """Say what is wrong now, unless just that was put off."""
        backing = self._backing
        late = backing.words if backing.is_late else ""
        words = "" if backing.is_running or not backing.folder else backing.trouble or late
        if words and words != self._put_off:
            ways = (("Back up now", backing.back_up_now), ("Later", self._later))
            self.say(words, Role.WARNS, ways)
        elif self.text:
            self.say("")

    def _later(self) -> None:
        self._put_off = self.text
        self.say("")
