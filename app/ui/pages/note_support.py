"""What the form of an open note asks of the practice: people, diagnoses, suggestions, files.

The note page makes one.
"""

from app.documents.narrative import suggestion
from app.domain.listing import NoteSummary
from app.domain.note import Note
from app.domain.paths import place_of
from app.services.directory import Directory
from app.services.evidence_tray import EvidenceTray
from app.services.office import Office
from app.ui.draft_bridge import DraftBridge
from app.ui.fields.support import EditorSupport
from app.ui.icons import Icons


class NoteSupport:
    """The directory, the tray of attached files, and both as editors want them."""

    def __init__(self, office: Office, bridge: DraftBridge, icons: Icons) -> None:
        self._charting = office.charting
        self._bridge = bridge
        self.directory = Directory(office.store)
        self.tray = EvidenceTray(office.store)
        self.editors = EditorSupport(
            icons=icons,
            today=lambda: office.clock.local().date(),
            staff=self.directory.staff,
            professionals=self.directory.professionals,
            search_diagnoses=office.diagnoses.search,
            take_in=self.tray.take_in,
            suggest=self._suggest,
        )

    def save(self, note: Note, summary: NoteSummary) -> Note:
        """On a worker: the files first, so that no stored note names one that is not there."""
        self.tray.keep()
        return self._charting.save(note, summary)

    def _suggest(self, path: str) -> str:
        field, bridge = self._bridge.field(path), self._bridge
        return suggestion(field.suggests, bridge.facts, place_of(path), bridge.guide.fields)
