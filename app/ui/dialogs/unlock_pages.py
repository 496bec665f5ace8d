"""The pages that open a practice: by passphrase, or by recovery key with a new passphrase."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from app.services.recovery_key import RecoveryKey, read_recovery_key
from app.ui.dialogs.door_page import DoorPage
from app.ui.dialogs.passphrase_lines import PassphraseLines
from app.ui.icons import Icons
from app.ui.theme import dress


class UnlockPage(DoorPage):
    """Asks for the passphrase."""

    recovery_wished = Signal()

    def __init__(self, icons: Icons, parent: QWidget) -> None:
        super().__init__(
            icons, "lock", "Chartproof", "Type the passphrase of this practice.", parent
        )
        self.passphrase = self.line("Passphrase", hidden=True)
        self._lost = QPushButton("Use the recovery key", self)
        self._lost.clicked.connect(self.recovery_wished)
        dress(self._lost, kind="link")
        self.column.addWidget(self._lost, 0, Qt.AlignmentFlag.AlignLeft)
        self.end_with("Unlock")


class RecoveryPage(DoorPage):
    """Asks for the recovery key and a new passphrase."""

    def __init__(self, icons: Icons, parent: QWidget) -> None:
        super().__init__(
            icons,
            "key-round",
            "Recovery key",
            "Type the nine groups from the printout, then choose a new passphrase.",
            parent,
        )
        self.key = self.line("Recovery key")
        self.lines = PassphraseLines(self)
        self.end_with("Unlock", "Back")

    def read_key(self) -> RecoveryKey | None:
        """The key as typed; None when it cannot be read, which is said."""
        key, problems = read_recovery_key(self.key.text())
        if key is None:
            self.say(" ".join(problems))
        return key
