"""Signs the open note: says what blocks it, asks, signs and stores; the note page has one."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.crypto import Secret
from app.domain.guides.guide import Act
from app.domain.practice.authority import Right
from app.errors import Failure
from app.log import Event
from app.services.notes.draft import Draft
from app.services.permission import why_not
from app.services.seals.signing import blockers
from app.services.signing.signing_room import SigningRoom
from app.ui.dialogs.sign_dialog import SignDialog, SigningLook
from app.ui.draft_bridge import DraftBridge
from app.ui.page_tools import PageTools
from app.ui.pen import Pen


class NoteSigning(QObject):
    """`go_to` carries the path of what blocks signing; `hand_over_wanted` comes from who may not.

    `troubled` carries why nobody can sign it as it stands.

    `flush` stores what was typed and returns what stood in the way.
    """

    go_to = Signal(str)
    hand_over_wanted = Signal()
    troubled = Signal(str)
    signed = Signal()

    def __init__(
        self,
        draft: Draft,
        bridge: DraftBridge,
        flush: Callable[[], str],
        room: SigningRoom,
        tools: PageTools,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._draft = draft
        self._bridge = bridge
        self._flush = flush
        self._room = room
        self._tools = tools
        self._window = window
        self.pen = Pen(room, tools, self)

    def ask(self) -> None:
        """Say what blocks signing, or ask whether to sign."""
        if self._bridge.note.signature is not None:
            return
        try:
            look = self._look()
        except Failure as failure:
            self.troubled.emit(self._tools.words.of(failure, Event.SAVE_FAILED))
            return
        dialog = SignDialog(look, self.pen, self._tools.appearance, self._window)
        dialog.go_to.connect(self.go_to)
        dialog.hand_over.connect(self.hand_over_wanted)
        dialog.signed.connect(lambda key: self._sign(dialog, key))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _look(self) -> SigningLook:
        room, state, note = self._room, self._bridge.state, self._bridge.note
        if not room.may(Right.SIGN):
            return SigningLook("", refusal=why_not(Right.SIGN))
        before = room.before_signing(note)
        return SigningLook(
            signer=before.signer,
            blockers=blockers(state, Act.SIGNING),
            time_ahead=room.charting.time_ahead(self._draft) or "",
            still_open=state.total.open(),
            unattested=before.unattested,
            co_signer=before.co_signer,
        )

    def _sign(self, dialog: SignDialog, key: Secret) -> None:
        """Store what was typed, then sign and lock the note."""
        if trouble := self._flush():
            dialog.say(trouble)
            return
        try:
            signed = self._room.charting.sign(self._draft, key, dialog.drawn)
        except Exception as error:  # noqa: BLE001 - said like every failed save; nothing is locked
            dialog.say(self._tools.words.of(error, Event.SAVE_FAILED))
            return
        dialog.accept()
        self._bridge.saved(signed)
        self.signed.emit()
