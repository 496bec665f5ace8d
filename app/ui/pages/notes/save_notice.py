"""Says in an open note's head and notice how its saving stands, and offers ways out of a conflict.

The note page makes one.
"""

import datetime as dt

from PySide6.QtCore import QObject, Signal

from app.server_errors import ServerUnreachable
from app.ui.autosave import Saving
from app.ui.pages.notes.note_header import NoteHeader
from app.ui.pages.notes.note_keeping import NoteKeeping
from app.ui.pages.parts.notice import Notice
from app.ui.theme import Role


class SaveNotice(QObject):
    """`decide_wanted` asks for the page on which both versions of the note are compared."""

    decide_wanted = Signal()

    def __init__(
        self,
        keeping: NoteKeeping,
        header: NoteHeader,
        notice: Notice,
        zone: dt.tzinfo,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._keeping = keeping
        self._header = header
        self._notice = notice
        self._zone = zone
        self._trouble = ""
        keeping.autosave.changed.connect(self._show)
        keeping.changed.connect(self._show)
        keeping.told.connect(self._notice.say)
        self._show()

    def _show(self) -> None:
        state, keeping = self._keeping.autosave.state, self._keeping
        self._header.show_saving(state, self._zone, kept=keeping.is_kept)
        if keeping.comparison is not None:
            self._trouble = keeping.words.clashing(keeping.comparison.merge)
            ways = (("Compare and decide (F7)…", self.decide_wanted.emit),)
            self._notice.say(self._trouble, Role.BLOCKS, ways)
        elif state.saving is Saving.FAILED and keeping.is_kept:
            is_said = state.sentence == ServerUnreachable.sentence  # above every page
            self._trouble = f"{state.sentence} It is kept on this computer until then."
            self._notice.say("" if is_said else self._trouble, Role.WARNS)
        elif state.saving is Saving.FAILED:
            self._trouble = f"{state.sentence} Chartproof tries again by itself."
            self._notice.say(self._trouble, Role.BLOCKS)
        elif state.saving is Saving.SAVED and self._trouble:
            if self._notice.text == self._trouble:  # and not a line about what was joined
                self._notice.say("")
            self._trouble = ""
