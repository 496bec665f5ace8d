"""Hands the open draft over, says for whom it waits, takes it back; the note page has one."""

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.crypto import Secret
from app.domain.finding.listing import NoteSummary
from app.domain.notes.note import Note
from app.domain.practice.authority import Right
from app.log import Event
from app.services.notes.charting import summary_of
from app.services.notes.directory import Directory
from app.services.seals.attesting import own_part
from app.services.signing.signing_room import SigningRoom
from app.ui.dialogs.hand_over_dialog import HandOverDialog
from app.ui.draft_bridge import DraftBridge
from app.ui.models.waiting_words import handed_words
from app.ui.page_tools import PageTools
from app.ui.pages.parts.notice import Notice
from app.ui.pen import Pen
from app.ui.theme import Role

Way = tuple[str, Callable[[], None]]
"""What can be done about a draft that waits: its words, and what does it."""

NOBODY = "Nobody else here may sign. Enter who treats under Practice and directory."


class NoteWaiting(QObject):
    """`banner` says for whom the draft waits; `sign_wanted` comes from them."""

    sign_wanted = Signal()
    changed = Signal()

    def __init__(
        self,
        bridge: DraftBridge,
        flush: Callable[[], str],
        room: SigningRoom,
        pen: Pen,
        directory: Directory,
        tools: PageTools,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._bridge = bridge
        self._flush = flush
        self._room = room
        self._pen = pen
        self._directory = directory
        self._tools = tools
        self._window = window
        self.banner = Notice(tools.icons, window)
        self._left: int | None = None
        bridge.changed.connect(self._count)

    def ask(self) -> None:
        """Ask whom the draft goes to."""
        note = self._bridge.note
        if note.signature is not None:
            return
        signers = self._room.hand_over.signers(note)
        if not signers:
            self.banner.say(NOBODY, Role.WARNS, (("OK", self.refresh),))
            return
        entered = len(list(own_part(note, self._room.user)))
        dialog = HandOverDialog(signers, entered, self._pen, self._window)
        dialog.signed.connect(lambda key: self._hand_over(dialog, key))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def refresh(self) -> None:
        """Say for whom the draft waits, if it does."""
        note = self._bridge.note
        if note.signature is not None or not note.waits_for:
            self._left = None
            self.banner.say("")
            return
        self._left = self._bridge.state.total.open()
        is_mine = note.waits_for == self._room.user
        name = "you" if is_mine else self._directory.name_of(note.waits_for)
        ways = self._ways(note, is_mine=is_mine)
        self.banner.say(handed_words(name, self._left), Role.NEEDED, tuple(ways))

    def _ways(self, note: Note, *, is_mine: bool) -> Iterator[Way]:
        hand_over = self._room.hand_over
        if is_mine:
            may_sign = self._room.may(Right.SIGN)
            yield ("Sign…", self.sign_wanted.emit) if may_sign else ("Hand over…", self.ask)
        if giver := hand_over.giver(note):
            yield f"Hand back to {giver.name.full}", partial(self._move, hand_over.hand_back)
        elif hand_over.may_take_back(note):
            yield "Take back", partial(self._move, hand_over.take_back)

    def _count(self) -> None:
        """Say how many fields are left now, where that is said and has changed."""
        if self._left is not None and self._left != self._bridge.state.total.open():
            self.refresh()

    def _hand_over(self, dialog: HandOverDialog, key: Secret | None) -> None:
        if trouble := self._flush():
            dialog.say(trouble)
            return
        note, summary = self._bridge.note, summary_of(self._bridge.state)
        try:
            kept = self._room.hand_over.hand_over(note, summary, dialog.to, key)
        except Exception as error:  # noqa: BLE001 - said like every failed save
            dialog.say(self._tools.words.of(error, Event.SAVE_FAILED))
            return
        dialog.accept()
        self._bridge.saved(kept)
        self.changed.emit()

    def _move(self, move: Callable[[Note, NoteSummary], Note]) -> None:
        """Give the draft back, or take it back."""
        trouble = self._flush()
        try:
            if not trouble:
                note, summary = self._bridge.note, summary_of(self._bridge.state)
                self._bridge.saved(move(note, summary))
        except Exception as error:  # noqa: BLE001 - said like every failed save
            trouble = self._tools.words.of(error, Event.SAVE_FAILED)
        if trouble:
            self.banner.say(trouble, Role.BLOCKS, (("OK", self.refresh),))
        else:
            self.changed.emit()
