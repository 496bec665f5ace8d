"""Changes who treats in the open note; the note page has one. A new note takes the practice's."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.domain.practice.people import StaffRole
from app.services.notes.charting import Charting
from app.services.notes.directory import Directory
from app.services.notes.draft import Draft
from app.ui.autosave import Autosave
from app.ui.dialogs.finder import Finder
from app.ui.dialogs.finder_rows import Found
from app.ui.draft_bridge import DraftBridge
from app.ui.models.fuzzy import score
from app.ui.page_tools import PageTools


class NoteTreating(QObject):
    """Asks for a dentist in a finder; `changed` comes when the note was given another."""

    changed = Signal()

    def __init__(
        self,
        draft: Draft,
        bridge: DraftBridge,
        autosave: Autosave,
        charting: Charting,
        directory: Directory,
        tools: PageTools,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._draft = draft
        self._bridge = bridge
        self._autosave = autosave
        self._charting = charting
        self._directory = directory
        self._tools = tools
        self._window = window

    def ask(self) -> None:
        """Offer the dentists of the practice."""
        tools = self._tools
        title = "Who treats?"
        finder = Finder(title, "Name", self._find, tools.appearance, tools.icons, self._window)
        finder.chosen.connect(self.change)
        finder.open_over(self._window)

    def change(self, staff_id: str) -> None:
        """Give the note another treating dentist, and judge it with what is known of them."""
        if self._bridge.note.signature is not None:
            return
        self._bridge.saved(self._charting.change_treating(self._draft, staff_id))
        self._bridge.learn(self._charting.known_now(self._bridge.note))
        self._autosave.save_soon()
        self.changed.emit()

    def _find(self, typed: str) -> Sequence[Found]:
        dentists = [p for p in self._directory.staff() if p.role == StaffRole.DENTIST.value]
        return [
            Found(each.entry, each.name, each.credential, icon="user")
            for each in dentists
            if not typed or score(typed, each.name)
        ]
