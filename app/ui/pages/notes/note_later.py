"""What is added to the open signed note, and whether it still is what was signed.

The note page has one; a draft has neither.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from app.crypto import Secret
from app.domain.left_open.unfinished import record_name
from app.domain.practice.authority import Right
from app.domain.signing.later_entry import LaterEntry
from app.domain.signing.seal import SealKind, Standing
from app.errors import DamagedFile, Failure
from app.log import Event
from app.services.documents.documents import DocumentDrawer
from app.services.notes.correctable import correctable
from app.services.notes.draft import Draft
from app.services.permission import why_not
from app.services.seals.later_entries import is_void
from app.services.signing.signing_room import SigningRoom
from app.ui.actions import Do, keys_words
from app.ui.dialogs.later_dialogs import (
    ContinuationDialog,
    CorrectionDialog,
    CoSignDialog,
    VoidDialog,
)
from app.ui.dialogs.signing_dialog import SigningDialog
from app.ui.dialogs.told_documents import ToldDocuments
from app.ui.fields.attaching import Attaching
from app.ui.form.focus import path_at_focus
from app.ui.models.later_words import moment_words
from app.ui.page_tools import PageTools
from app.ui.pages.notes.later_panel import LaterPanel
from app.ui.pages.notes.unsigned_words import UnsignedWords
from app.ui.pages.parts.notice import Notice
from app.ui.pen import Pen
from app.ui.theme import Role

CONTINUATION, CORRECTION, VOID = KINDS = ("continuation", "correction", "void")
"""What this person may add; words that are not signed yet are kept under these names."""

WHAT_NOW = {
    Standing.BROKEN: "Nothing of it goes to a payer. Restore the latest backup, and tell whoever"
    " looks after this practice’s records.",
    Standing.DAMAGED: "What can be read is shown. Restore the latest backup.",
}


class NoteLater(QObject):
    """`panel` stands below the note, `banner` above it. `changed` comes after each entry."""

    changed = Signal()

    def __init__(
        self,
        draft: Draft,
        room: SigningRoom,
        documents: DocumentDrawer,
        attaching: Attaching,
        pen: Pen,
        tools: PageTools,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._draft = draft
        self._room = room
        self._documents = documents
        self._attaching = attaching
        self._pen = pen
        self._tools = tools
        self._window = window
        self._entries: tuple[LaterEntry, ...] = ()
        self._words: UnsignedWords | None = None
        self.standing = Standing.UNCHECKED
        self.banner = Notice(tools.icons, window)
        self.panel = LaterPanel(window)
        self.panel.continue_wanted.connect(self.ask_continuation)
        self.panel.correct_wanted.connect(self.ask_correction)
        self.panel.void_wanted.connect(self.ask_void)
        self.panel.co_sign_wanted.connect(self.ask_co_signature)

    @property
    def is_void(self) -> bool:
        """Whether the note was voided."""
        return is_void(self._entries)

    @property
    def awaited(self) -> str:
        """Whose co-signature is awaited (a staff id); empty when nobody's is."""
        signature = self._draft.note.signature
        if signature is None or any(e.kind is SealKind.CO_SIGNATURE for e in self._entries):
            return ""
        return signature.co_signer

    def keep_words(self) -> None:
        """Keep what stands in an open dialog now, because of a lock. Raises disk failures."""
        if self._words is not None:
            self._words.keep_now()

    def refresh(self) -> None:
        """Check the note anew and show what was added to it; a draft may have been signed once."""
        note = self._draft.note
        if note.signature is None:
            self._refresh_draft()
            return
        try:
            self.standing = self._room.watch.check(note.id)
            self._entries = self._room.later.of_note(note.id)
        except DamagedFile:
            self.standing, self._entries = Standing.DAMAGED, ()
        except Failure as failure:
            self.banner.say(self._tools.words.of(failure, Event.SAVE_FAILED), Role.BLOCKS)
        records = self._documents.of_patient(note.patient_id)
        titles = {each.sha256: each.title for each in records}
        self.panel.show_entries(self._entries, titles, self._room.clock.zone)
        self._warn()
        self._offer()

    @property
    def may_continue(self) -> bool:
        """Whether this person may add to this note and correct it, as of now."""
        return self._takes_entries and self._room.may(Right.AMEND)

    @property
    def may_void(self) -> bool:
        """Whether this person may void this note, as of now."""
        return self._takes_entries and self._room.may(Right.VOID)

    @property
    def _takes_entries(self) -> bool:
        signed = self._draft.note.signature is not None
        return signed and self.standing is Standing.FITS and not self.is_void

    def ask(self, kind: str) -> None:
        """Ask for what `KINDS` names, if this person may add it now."""
        acts = {
            CONTINUATION: (self.may_continue, self.ask_continuation),
            CORRECTION: (self.may_continue, self.ask_correction),
            VOID: (self.may_void, self.ask_void),
        }
        may, act = acts[kind]
        if may:
            act()

    def ask_continuation(self) -> None:
        """Ask what happened later."""
        records = self._documents.of_patient(self._draft.note.patient_id)
        titles = [(each.title, each.sha256) for each in records]
        today = self._room.clock.local().date()
        told = ToldDocuments(titles, self._attaching, self._tools.icons, self._window)
        dialog = ContinuationDialog(today, told, self._pen, self._window)
        note_id, later = self._draft.note.id, self._room.later
        self._open(
            dialog,
            lambda key: later.add_continuation(
                note_id, key, dialog.text.toPlainText(), dialog.occurred, dialog.chosen
            ),
            CONTINUATION,
        )

    def ask_correction(self) -> None:
        """Ask which field should read otherwise; the one in which somebody is comes first."""
        here = path_at_focus(self._window)
        dialog = CorrectionDialog(correctable(self._draft), here, self._pen, self._window)
        note_id, later = self._draft.note.id, self._room.later
        self._open(
            dialog,
            lambda key: later.correct(note_id, key, [dialog.correction], dialog.reason.text()),
            CORRECTION,
        )

    def ask_void(self) -> None:
        """Ask why the note is void."""
        dialog = VoidDialog(self._pen, self._window)
        note_id, later = self._draft.note.id, self._room.later
        self._open(dialog, lambda key: later.void(note_id, key, dialog.reason.text()), VOID)

    def ask_co_signature(self) -> None:
        """Ask the supervising dentist to sign."""
        signature = self._draft.note.signature
        if signature is None or not self.panel.co_sign.isEnabled():
            return
        when = moment_words(signature.at, self._room.clock.zone)
        dialog = CoSignDialog(signature.name, when, self._pen, self._window)
        note_id, later = self._draft.note.id, self._room.later
        self._open(dialog, lambda key: later.co_sign(note_id, key), "co-signature")

    def _refresh_draft(self) -> None:
        note = self._draft.note
        if not note.version:
            return
        try:
            self.standing = self._room.watch.check(note.id)
        except Failure as failure:
            self.banner.say(self._tools.words.of(failure, Event.SAVE_FAILED), Role.BLOCKS)
        self._warn()

    def _warn(self) -> None:
        if sentence := self.standing.sentence:
            self.banner.say(f"{sentence}. {WHAT_NOW[self.standing]}", Role.BLOCKS)

    def _open(self, dialog: SigningDialog, act: Callable[[Secret], object], kind: str) -> None:
        unfinished, runner = self._room.unfinished, self._tools.runner
        note = self._draft.note
        name = record_name(kind, note.id)
        self._words = UnsignedWords(unfinished, name, note.version, dialog, runner)
        self._words.begin()

        def do(key: Secret) -> None:
            try:
                act(key)
            except Exception as error:  # noqa: BLE001 - said like every failed save
                dialog.say(self._tools.words.of(error, Event.SAVE_FAILED))
                return
            dialog.accept()
            self.refresh()
            if self.is_void:
                self.panel.take_focus()  # the button that led here is gone
            self.changed.emit()

        dialog.signed.connect(do)
        dialog.finished.connect(self._on_finished)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _on_finished(self) -> None:
        """Signed, or given up by who left it knowingly: a lock closes no dialog in this way."""
        if self._words is not None:
            self._words.forget()
            self._words = None

    def _offer(self) -> None:
        """Offer what this person may still do with this note."""
        panel, may = self.panel, self._room.may
        closed = not self._takes_entries
        for button, right, do in (
            (panel.continues, Right.AMEND, Do.CONTINUE),
            (panel.corrects, Right.AMEND, Do.CORRECT),
            (panel.voids, Right.VOID, Do.VOID),
        ):
            button.setVisible(not closed)
            _allow(button, "" if may(right) else why_not(right), keys_words(do))
        panel.co_sign.setVisible(bool(self.awaited) and not closed)
        _allow(panel.co_sign, "" if self._room.is_dentist() else "A dentist co-signs.")


def _allow(button: QPushButton, why_not_now: str, keys: str = "") -> None:
    button.setEnabled(not why_not_now)
    button.setToolTip(why_not_now or keys)
