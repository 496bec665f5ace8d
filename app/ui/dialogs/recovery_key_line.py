"""A line for the recovery key, with what is said of a key that cannot be read; two pages ask it.

The caret goes back into the line: who types the key once more must not type it into the reason,
which is shown as it is typed and kept in the history.
"""

from PySide6.QtCore import Qt

from app.services.people.recovery_key import RecoveryKey, read_recovery_key
from app.ui.dialogs.door_page import DoorPage


class RecoveryKeyLine:
    """Adds its line to a page."""

    def __init__(self, label: str, page: DoorPage) -> None:
        self._page = page
        self.line = page.line(label)

    def read(self) -> RecoveryKey | None:
        """The key as typed; None when it cannot be read, and the page says why."""
        key, problems = read_recovery_key(self.line.text())
        if key is None:
            self._page.say(" ".join(problems))
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)  # one group is wrong, not all
        return key
