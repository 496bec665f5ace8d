"""Gets the signing key of who is at the keyboard: from their sitting, or by their passphrase.

Every dialog that signs has one; the window makes it. Keys are never asked for on its own thread.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from app.crypto import Secret
from app.log import Event
from app.services.signing.signing_room import SigningRoom
from app.services.signing.sitting import SITTING_SECONDS
from app.ui.page_tools import PageTools


class Pen(QObject):
    """Takes up a key for an act of signing; puts it down by itself when the sitting is over."""

    def __init__(self, room: SigningRoom, tools: PageTools, parent: QObject) -> None:
        super().__init__(parent)
        self._room = room
        self._tools = tools
        self._over = QTimer(self)
        self._over.setSingleShot(True)
        self._over.setInterval(int(SITTING_SECONDS * 1000))
        self._over.timeout.connect(room.sitting.end)

    @property
    def minutes_left(self) -> int:
        """How long no passphrase is asked for, in begun minutes; 0: it is asked for now."""
        return -int(-self._room.sitting.seconds_left(self._room.user) // 60)

    def take(
        self, passphrase: str, done: Callable[[Secret], None], refused: Callable[[str], None]
    ) -> None:
        """Give the key to `done`, at once or when a worker has it, or a sentence to `refused`."""
        room = self._room
        key = room.sitting.key_of(room.user)
        if key is not None:
            done(key)
            return
        if not passphrase:
            refused("Type your passphrase to sign.")
            return

        def begun(_nothing: None) -> None:
            self._over.start()
            key = room.sitting.key_of(room.user)
            if key is not None:
                done(key)

        def failed(error: Exception) -> None:
            refused(self._tools.words.of(error, Event.SAVE_FAILED))

        self._tools.runner.run(
            lambda _report: room.sitting.begin(room.user, passphrase), begun, failed
        )
