"""Keeps what is typed on a page of records, before anybody saves it; a record session has one.

A note saves itself; a record is saved when its page is left or by Ctrl+S, since half a patient is
no patient. What is typed until then is kept beside the record, for this person alone: one second of
typing is what a crash can take.
"""

from collections.abc import Callable
from contextlib import suppress

from PySide6.QtCore import QObject, QTimer

from app.domain.notes.note import Content
from app.errors import Failure
from app.services.notes.unfinished import Unfinished
from app.ui.autosave import FIRST_WAIT_MS, RETRY_MS
from app.ui.draft_bridge import DraftBridge
from app.ui.pages.parts.page_support import PageSupport
from app.ui.tasks import Task


class RecordKeeping(QObject):
    """Follows `bridge`. `name` is what the text is kept under, `version` what it is typed over.

    What was typed and taken back again (`is_saved`) is not kept.
    """

    def __init__(
        self,
        unfinished: Unfinished,
        name: str,
        bridge: DraftBridge,
        is_saved: Callable[[], bool],
        version: Callable[[], int],
        support: PageSupport,
    ) -> None:
        super().__init__(bridge)
        self.name = name
        self._unfinished = unfinished
        self._bridge = bridge
        self._is_saved = is_saved
        self._version = version
        self._support = support
        self._kept: Content | None = bridge.note.content
        self._task: Task[None] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._begin)
        bridge.changed.connect(self._follow)

    def pause(self) -> None:
        """Wait for what is under way and keep nothing more until something else is typed."""
        self._timer.stop()
        if self._task is not None:
            self._task.finish()
        self._timer.stop()

    def go_on(self) -> None:
        """Keep what is typed after all: the save that it waited for went wrong."""
        self._follow()

    def keep_now(self) -> bool:
        """Keep what is typed on this thread, because the practice is locked; whether it is kept."""
        self.pause()
        content = self._bridge.note.content
        try:
            self._unfinished.keep_unsaved(self.name, content, self._version())
        except Failure:
            return False
        self._kept = content
        return True

    def forget(self) -> None:
        """What was typed is given up, by the user's own wish."""
        self.pause()
        with suppress(Failure):  # then it is offered once more
            self._unfinished.forget(self.name)

    def _follow(self) -> None:
        if self._task is None and not self._timer.isActive():
            self._timer.start(FIRST_WAIT_MS)

    def _begin(self) -> None:
        content = self._bridge.note.content
        if content is not self._kept:
            self._task = self._support.run(
                self,
                self._work(content),
                lambda _nothing: self._on_kept(content),
                self._on_failed,
            )

    def _work(self, content: Content) -> Callable[[], None]:
        unfinished, name, version = self._unfinished, self.name, self._version()
        if self._is_saved():
            return lambda: unfinished.forget(name)
        return lambda: unfinished.keep_unsaved(name, content, version)

    def _on_kept(self, content: Content) -> None:
        self._task = None
        self._kept = content
        if self._bridge.note.content is not content:
            self._follow()

    def _on_failed(self, _error: Exception) -> None:
        """Saving itself will say what is wrong with the disk; keeping only tries again."""
        self._task = None
        self._timer.start(RETRY_MS)
