"""What stands around a claim: its notes, what was sent with them, the patient's coverages.

The claim page shows these parts; each leads where something is mended or looked up.
"""

import datetime as dt

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from app.domain.finding.listing import NoteRow
from app.domain.packs.pack import Pack
from app.domain.reading.dates import show_date
from app.services.claims.claim_file import ClaimFile, CoverageLook, NoteLook
from app.services.claims.claim_words import state_words
from app.services.claims.claims import LINES_OPEN_IN
from app.ui.icons import Icons
from app.ui.models.pack_words import sending_line
from app.ui.models.waiting_words import short_words
from app.ui.models.waiting_words import state_words as note_words
from app.ui.pages.claims.claim_section import ClaimSection, link, pill, words
from app.ui.theme import Face, Role

_NO_NOTES = "No note documents this claim yet."
_NO_PACKS = "Nothing was packed for this claim. A pack is made from the note."


class ClaimNotes(ClaimSection):
    """The notes with what their claim still needs, and the packs that were made of them."""

    note_requested = Signal(str)
    pack_requested = Signal(str)
    added = Signal(str)  # note id
    code_wished = Signal()

    def __init__(self, icons: Icons, zone: dt.tzinfo, parent: QWidget) -> None:
        super().__init__("Notes and packs", parent)
        self._icons = icons
        self._zone = zone

    def show_file(self, file: ClaimFile) -> None:
        """Show them anew."""
        self.clear()
        for note in file.notes:
            self._put_note(note)
        if not file.notes:
            self.say(_NO_NOTES, tone=Role.MUTED)
        for pack in file.packs:
            self._put_pack(pack)
        if file.notes and not file.packs:
            first = file.notes[0].standing.id
            way = link("Make a pack…", "pack", lambda: self.pack_requested.emit(first), self.frame)
            self.put_row(_faint(_NO_PACKS, self.frame), way)
        if file.claim.state in LINES_OPEN_IN:
            self._put_ways(file)

    def _put_note(self, look: NoteLook) -> None:
        note = look.standing
        way = link(
            note.name, f"open:{note.id}", lambda: self.note_requested.emit(note.id), self.frame
        )
        if note.standing.sentence:
            state, role = short_words(note.standing), Role.BLOCKS
        elif not look.is_readable:
            state, role = "Cannot be read", Role.BLOCKS
        elif note.is_void:
            state, role = "Void", Role.SILENT
        elif look.open:
            state, role = f"{len(look.open)} still needed", Role.NEEDED
        else:
            state, role = "Complete for the claim", Role.DONE
        badge = pill(state, role, self.frame)
        badge.setToolTip("\n".join(look.open))
        self.put_row(way, badge, _faint("" if note.is_signed else "Not signed yet", self.frame))

    def _put_pack(self, pack: Pack) -> None:
        day = show_date(pack.made_at.astimezone(self._zone).date())
        text, name = f"Pack of {day} · {pack.channel_title}", f"pack:{pack.id}"
        way = link(text, name, lambda: self.pack_requested.emit(pack.note), self.frame)
        self.put_row(way, _faint(sending_line(pack, self._zone), self.frame))

    def _put_ways(self, file: ClaimFile) -> None:
        add = QPushButton("Add a note", self.frame)
        add.setObjectName("add-note")
        self._icons.put(add, "plus")
        menu = QMenu(add)
        for row in file.addable:
            act = menu.addAction(_row_words(row))
            act.triggered.connect(lambda _checked, row=row: self.added.emit(row.id))
        add.setMenu(menu)
        add.setEnabled(bool(file.addable))
        add.setToolTip("" if file.addable else "This patient has no other note")
        code = QPushButton("Add another code…", self.frame)
        code.setObjectName("add-code")
        self._icons.put(code, "plus")
        code.clicked.connect(self.code_wished)
        self.put_row(add, code)


class ClaimCoverages(ClaimSection):
    """Each coverage of the patient: network, card, benefit checks, claims of these services."""

    claim_requested = Signal(str)
    patient_requested = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__("Coverages", parent)

    def show_file(self, file: ClaimFile) -> None:
        """Show them in their order."""
        self.clear()
        for look in file.coverages:
            self._put_coverage(file, look)
        if not file.coverages:
            text = "This patient’s coverage was taken out since. Look at the patient’s page."
            self.say(text, tone=Role.WARNS)
        if file.changed:
            text = f"The payer card has changed since: {', '.join(file.changed)}."
            self.say(text, face=Face.CAPTION, tone=Role.WARNS)
        for other in file.others:
            if not any(other.id == each.id for look in file.coverages for each in look.claims):
                self.put_row(self._claim_link(other.id, other.number, state_words(other.state)))

    def _put_coverage(self, file: ClaimFile, look: CoverageLook) -> None:
        coverage = look.coverage
        name = f"{coverage.order}. {coverage.payer}"
        badge = (pill("This claim", Role.ACCENT, self.frame),) if look.is_this else ()
        way = link(
            name,
            f"coverage:{coverage.order}",
            lambda: self.patient_requested.emit(file.claim.patient),
            self.frame,
        )
        self.put_row(way, *badge)
        parts = (look.checked, look.trigger, look.card)
        self.say(" ".join(part for part in parts if part), face=Face.CAPTION, tone=Role.MUTED)
        for claim in look.claims:
            if claim.id != file.claim.id:
                self.put_row(self._claim_link(claim.id, claim.number, state_words(claim.state)))

    def _claim_link(self, claim_id: str, number: str, state: str) -> QPushButton:
        text, name = f"Claim {number} · {state}", f"claim:{claim_id}"
        return link(text, name, lambda: self.claim_requested.emit(claim_id), self.frame)


def _row_words(row: NoteRow) -> str:
    day = show_date(row.date_of_service) if row.date_of_service else "no date yet"
    return f"{row.code} · {day} · {note_words(row)}"


def _faint(text: str, parent: QWidget) -> QWidget:
    return words(text, parent, face=Face.CAPTION, tone=Role.MUTED)
