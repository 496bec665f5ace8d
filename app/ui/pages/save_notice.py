"""Says in an open note's head and notice how its saving stands, and offers ways out of a conflict.

The note page makes one.
"""

import datetime as dt

from PySide6.QtCore import QObject, Signal

from app.ui.autosave import Autosave, SaveState, Saving
from app.ui.pages.note_header import NoteHeader
from app.ui.pages.notice import Notice
from app.ui.theme import Role


class SaveNotice(QObject):
    """`mine_kept` and `other_wanted` are the user's choice between two versions of a note."""

    mine_kept = Signal()
    other_wanted = Signal()

    def __init__(
        self,
        autosave: Autosave,
        header: NoteHeader,
        notice: Notice,
        zone: dt.tzinfo,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._header = header
        self._notice = notice
        self._zone = zone
        self._trouble = ""
        autosave.changed.connect(self._show)
        self._show(autosave.state)

    def _show(self, state: SaveState) -> None:
        self._header.show_saving(state, self._zone)
        if state.saving is Saving.CONFLICT:
            ways = (
                ("Keep my version", self.mine_kept.emit),
                ("Show the other version", self.other_wanted.emit),
            )
            self._trouble = state.sentence
            self._notice.say(self._trouble, Role.BLOCKS, ways)
        elif state.saving is Saving.FAILED:
            self._trouble = f"{state.sentence} Chartproof tries again by itself."
            self._notice.say(self._trouble, Role.BLOCKS)
        elif state.saving is Saving.SAVED and self._trouble:
            self._trouble = ""
            self._notice.say("")
