"""Keeps what stands in an open dialog; `note_later` and `left_dialogs` have one for each.

It lies in the practice's encrypted file, for this record and this person alone, until it is signed,
answered or thrown away: a lock takes nothing, a crash one second of typing. The passphrase is never
part of it.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress

from PySide6.QtCore import QObject, QTimer
from rpds import HashTrieMap

from app.domain.guides.answers import Answer, Text
from app.domain.notes.note import Content
from app.errors import Failure
from app.services.notes.unfinished import Unfinished
from app.ui.autosave import FIRST_WAIT_MS
from app.ui.dialogs.short_dialog import ShortDialog
from app.ui.dialogs.signing_dialog import SigningDialog
from app.ui.tasks import Task, TaskRunner


class UnsignedWords(QObject):
    """Of `dialog`, which is as it opens; `name` is what it is kept under, typed over a `version`.

    It looks at what is typed every FIRST_WAIT_MS and lives as long as the dialog.
    """

    def __init__(
        self,
        unfinished: Unfinished,
        name: str,
        version: int,
        dialog: SigningDialog | ShortDialog,
        runner: TaskRunner,
    ) -> None:
        super().__init__(dialog)
        self._unfinished = unfinished
        self._name = name
        self._version = version
        self._dialog = dialog
        self._runner = runner
        self._blank = dialog.typed()
        self._kept = self._blank
        self._task: Task[None] | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(FIRST_WAIT_MS)
        self._timer.timeout.connect(self._look)

    def begin(self) -> None:
        """Put into the dialog what was typed before, and keep what is typed from now on.

        A disk that refuses leaves it empty.
        """
        with suppress(Failure):
            if (unsaved := self._unfinished.unsaved(self._name)) is not None:
                answers = unsaved.content.answers.items()
                self._dialog.put_back({k: v.value for k, v in answers if isinstance(v, Text)})
                self._kept = self._dialog.typed()
        self._timer.start()

    def keep_now(self) -> None:
        """Keep what is typed on this thread, because of a lock. Raises disk failures."""
        self._pause()
        self._keeping(self._dialog.typed())()

    def forget(self) -> None:
        """It is signed, or thrown away by the user's own wish."""
        self._pause()
        with suppress(Failure):  # then it is there once more
            self._unfinished.forget(self._name)

    def _pause(self) -> None:
        self._timer.stop()
        if self._task is not None:
            self._task.finish()

    def _look(self) -> None:
        typed = self._dialog.typed()
        if self._task is None and typed != self._kept:
            keep = self._keeping(typed)
            self._task = self._runner.run(
                lambda _report: keep(), lambda _nothing: self._on_kept(typed), self._on_failed
            )

    def _keeping(self, typed: Mapping[str, str]) -> Callable[[], None]:
        unfinished, name, version = self._unfinished, self._name, self._version
        if typed == self._blank:
            return lambda: unfinished.forget(name)
        answers: dict[str, Answer] = {key: Text(words) for key, words in typed.items()}
        content = Content(answers=HashTrieMap(answers))
        return lambda: unfinished.keep_unsaved(name, content, version)

    def _on_kept(self, typed: dict[str, str]) -> None:
        self._task, self._kept = None, typed

    def _on_failed(self, _error: Exception) -> None:
        """Signing itself will say what is wrong with the disk; keeping only tries again."""
        self._task = None
