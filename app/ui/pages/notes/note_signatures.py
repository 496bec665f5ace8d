"""Everything about signatures on the open note: signing, waiting, lateness, what came later.

The note page makes one, and puts its strip above the note and its panel below.
"""

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.services.notes.draft import Draft
from app.services.office.office import Office
from app.services.packs.packing import VOID
from app.ui.actions import Do
from app.ui.autosave import Autosave
from app.ui.page_tools import PageTools
from app.ui.pages.notes.note_lateness import NoteLateness
from app.ui.pages.notes.note_later import WHAT_NOW, NoteLater
from app.ui.pages.notes.note_signing import NoteSigning
from app.ui.pages.notes.note_support import NoteSupport
from app.ui.pages.notes.note_waiting import NoteWaiting
from app.ui.theme import Role


class NoteSignatures(QObject):
    """`changed` comes after whatever lists show differently now: signed, handed over, added to."""

    changed = Signal()

    def __init__(
        self,
        draft: Draft,
        support: NoteSupport,
        autosave: Autosave,
        office: Office,
        tools: PageTools,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._draft = draft
        room, bridge, flush = office.signing, support.bridge, autosave.flush
        self.signing = NoteSigning(draft, bridge, flush, room, tools, window)
        pen, directory = self.signing.pen, support.directory
        self.waiting = NoteWaiting(bridge, flush, room, pen, directory, tools, window)
        self.lateness = NoteLateness(bridge, autosave, flush, room, directory.name_of, window)
        self.later = NoteLater(draft, room, office.documents, support.desk, pen, tools, window)
        self.strip = QWidget(window)
        column = QVBoxLayout(self.strip)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for banner in (self.later.banner, self.waiting.banner, self.lateness.banner):
            column.addWidget(banner)
        self.signing.hand_over_wanted.connect(self.waiting.ask)
        self.waiting.sign_wanted.connect(self.signing.ask)
        for part in (self.waiting.changed, self.later.changed, self.signing.signed):
            part.connect(self.refresh)
            part.connect(self.changed)
        self.refresh()

    @property
    def mark(self) -> tuple[str, Role] | None:
        """What the head of the note says in place of its usual state, and in which color."""
        if sentence := self.later.standing.sentence:
            return sentence, Role.BLOCKS
        if self.later.is_void:
            return "Void", Role.SILENT
        return ("Waits for co-signature", Role.DENTIST) if self.later.awaited else None

    @property
    def why_not_sent(self) -> str:
        """A sentence on why nothing of the note can go to a payer; empty when it can."""
        if sentence := self.later.standing.sentence:
            return f"{sentence}. {WHAT_NOW[self.later.standing]}"
        return VOID if self.later.is_void else ""

    def offer(self, actions: Mapping[Do, QAction]) -> None:
        """Offer what can be done about signatures with this note; it is the one shown."""
        is_draft, later = self._draft.note.signature is None, self.later
        for do, may in (
            (Do.SIGN, is_draft or bool(later.awaited)),
            (Do.HAND_OVER, is_draft),
            (Do.CONTINUE, later.may_continue),
            (Do.CORRECT, later.may_continue),
            (Do.VOID, later.may_void),
        ):
            actions[do].setEnabled(may)

    def ask(self) -> None:
        """Ask for the signature that is due: the note's own, or the supervising dentist's."""
        if self.later.awaited:
            self.later.ask_co_signature()
        else:
            self.signing.ask()

    def refresh(self) -> None:
        """Show how it stands with the note."""
        self.waiting.refresh()
        self.lateness.refresh()
        self.later.refresh()
