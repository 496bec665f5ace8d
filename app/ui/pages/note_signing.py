"""Signs the open note: says what blocks it, asks, signs and stores; the note page has one."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.domain.guide import Act
from app.log import Event
from app.services.charting import Charting
from app.services.directory import Directory
from app.services.draft import Draft
from app.services.signing import blockers
from app.ui.autosave import Autosave
from app.ui.dialogs.sign_dialog import SignDialog
from app.ui.draft_bridge import DraftBridge
from app.ui.failure_words import FailureWords


class NoteSigning(QObject):
    """`go_to` carries the path of what blocks signing, `troubled` why it could not be stored."""

    go_to = Signal(str)
    troubled = Signal(str)
    signed = Signal()

    def __init__(
        self,
        draft: Draft,
        bridge: DraftBridge,
        autosave: Autosave,
        charting: Charting,
        directory: Directory,
        words: FailureWords,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._draft = draft
        self._bridge = bridge
        self._autosave = autosave
        self._charting = charting
        self._directory = directory
        self._words = words
        self._window = window

    def ask(self) -> None:
        """Say what blocks signing, or ask whether to sign."""
        if self._bridge.note.signature is not None:
            return
        state = self._bridge.state
        dialog = SignDialog(
            blockers(state, Act.SIGNING),
            state.total.open(),
            self._directory.name_of(self._charting.user),
            self._window,
        )
        dialog.go_to.connect(self.go_to)
        dialog.signed.connect(self.sign)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def sign(self) -> None:
        """Store what was typed, then sign and lock the note."""
        if trouble := self._autosave.flush():
            self.troubled.emit(trouble)
            return
        try:
            signed = self._charting.sign(self._draft)
        except Exception as error:  # noqa: BLE001 - said like every failed save; nothing is locked
            self.troubled.emit(self._words.of(error, Event.SAVE_FAILED))
            return
        self._autosave.stop()
        self._bridge.saved(signed)
        self.signed.emit()
