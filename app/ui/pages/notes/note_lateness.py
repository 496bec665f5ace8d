"""Says that a draft is gone on with late, and asks why, once; the note page has one.

Typing is never held up: what is entered counts as late whether somebody says why or not.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.domain.notes.late import is_late
from app.services.notes.going_on_late import gone_on, late_paths, with_reason
from app.services.signing.signing_room import SigningRoom
from app.ui.autosave import Autosave
from app.ui.draft_bridge import DraftBridge
from app.ui.models.later_words import moment_words
from app.ui.pages.notes.late_banner import LateBanner


class NoteLateness(QObject):
    """`banner` is hidden while the draft is not late, and for signed notes."""

    def __init__(
        self,
        bridge: DraftBridge,
        autosave: Autosave,
        flush: Callable[[], str],
        room: SigningRoom,
        name_of: Callable[[str], str],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._bridge = bridge
        self._autosave = autosave
        self._flush = flush
        self._room = room
        self._name_of = name_of
        note = bridge.note
        now = room.clock.utc()
        self._opened_late = note.signature is None and is_late(note.saved_at, now, room.late_after)
        self.banner = LateBanner(window)
        self.banner.told.connect(self._keep_reason)
        bridge.changed.connect(self._on_changed)
        self.refresh()

    def refresh(self) -> None:
        """Say what is late, and ask why while nobody has said."""
        note, zone = self._bridge.note, self._room.clock.zone
        if note.signature is not None:
            self.banner.hide()
        elif note.late:
            last = note.late[-1]
            since = moment_words(last.since, zone)
            asks = not last.reason and last.by == self._room.user
            late = len(late_paths(note))
            entries = "1 late entry" if late == 1 else f"{late} late entries"
            words = f"{entries}, begun {since} by {self._name_of(last.by)}."
            self.banner.say(f"{words} Reason: {last.reason}" if last.reason else words, asks=asks)
        elif self._opened_late and note.saved_at is not None:
            when = moment_words(note.saved_at, zone)
            words = f"Nobody touched this draft since {when}. What you enter now is marked as late."
            self.banner.say(words, asks=False)

    def _on_changed(self) -> None:
        """The first edit of a late draft begins a spell; the next save keeps it."""
        if not self._opened_late:
            if self._bridge.note.late:
                self.refresh()
            return
        self._opened_late = False
        note = gone_on(self._bridge.note, self._room.user, self._room.clock.utc())
        self._bridge.saved(note)
        self.refresh()

    def _keep_reason(self, reason: str) -> None:
        if self._flush():
            return  # the page says what stands in the way, and asks again
        self._bridge.saved(with_reason(self._bridge.note, reason))
        self._autosave.save_soon()
        self.refresh()
