"""What the form of an open note asks of the practice: people, diagnoses, suggestions, documents.

The note page makes one.
"""

from PySide6.QtCore import QObject

from app.documents.narrative.narrative import suggestion
from app.domain.guides.paths import place_of
from app.domain.notes.late import spell_of
from app.services.notes.directory import Directory
from app.services.office.office import Office
from app.ui.draft_bridge import DraftBridge
from app.ui.fields.support import EditorSupport
from app.ui.models.later_words import late_words
from app.ui.page_tools import PageTools
from app.ui.pages.documents.document_desk import DocumentDesk

DOCUMENT = "document/"
"""Before a document's id: what the note page asks for when one is to be shown whole."""


class NoteSupport:
    """The directory and the desk for documents, and both as editors want them."""

    def __init__(
        self, office: Office, bridge: DraftBridge, tools: PageTools, parent: QObject
    ) -> None:
        self.bridge = bridge
        self._zone = office.clock.zone
        self.directory = Directory(office.store)
        self.desk = DocumentDesk(
            office.documents,
            lambda: bridge.note.patient_id,
            office.charting.user,
            tools,
            parent,
        )
        self.editors = EditorSupport(
            icons=tools.icons,
            today=lambda: office.clock.local().date(),
            staff=self.directory.staff,
            professionals=self.directory.professionals,
            search_diagnoses=office.diagnoses.search,
            attaching=self.desk,
            suggest=self._suggest,
            late=self._late,
        )

    def _suggest(self, path: str) -> str:
        field, bridge = self.bridge.field(path), self.bridge
        return suggestion(field.suggests, bridge.facts, place_of(path), bridge.guide.fields)

    def _late(self, path: str) -> str:
        note = self.bridge.note
        entry = note.content.entries.get(path)
        spell = spell_of(note.late, entry.at) if entry else None
        if entry is None or spell is None:
            return ""
        return late_words(entry.at, self.directory.name_of(entry.by), spell.reason, self._zone)
