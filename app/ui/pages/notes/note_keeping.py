"""Nothing typed into an open note is lost to others' saves or to a server that is gone.

The note page makes one beside its autosave. What the store does not take within a second is kept on
this computer; when somebody else saved the note meanwhile, both versions are put together, and only
what both changed in different ways is asked about.
"""

from collections.abc import Callable, Mapping
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.domain.left_open.unsaved import UnsavedNote
from app.domain.notes.left_out import LeftOut
from app.domain.notes.merging import Side
from app.domain.notes.note import Note
from app.errors import Failure, SignedNote
from app.log import Event
from app.services.notes.charting import summary_of
from app.services.notes.conflicts import Comparison, compare
from app.services.notes.draft import Draft
from app.services.office.office import Office
from app.ui.autosave import Autosave, SaveState, Saving
from app.ui.dialogs.left_out import LeftOutDialog, LeftOutWords
from app.ui.models.conflict_rows import ConflictWords
from app.ui.page_tools import PageTools
from app.ui.pages.notes.note_support import NoteSupport
from app.ui.tasks import Task

Result = TypeVar("Result")

_SIGNED = "This note was signed at another workstation."

KEEP_MS = 950
"""From a keystroke to its copy on this computer, unless the store has it by then."""


class NoteKeeping(QObject):
    """`told` carries one calm line for the note's page."""

    changed = Signal()  # `comparison` or `is_kept`
    told = Signal(str)
    joined = Signal()  # who treats may be somebody else now
    signed_elsewhere = Signal(str)  # a sentence: what was typed too late is kept beside the note

    def __init__(
        self,
        draft: Draft,
        support: NoteSupport,
        autosave: Autosave,
        office: Office,
        tools: PageTools,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self.autosave = autosave
        self.words = ConflictWords(draft.guide, support.directory.name_of, office.clock.zone)
        self._draft = draft
        self._bridge = support.bridge
        self._keeping = office.beside.keeping
        self._conflicts = office.beside.conflicts
        self._tools = tools
        self.comparison: Comparison | None = None
        """Both versions, while somebody has to decide between them."""
        self.is_kept = False
        """Whether something typed is on this computer only."""
        self._putting: Task[None] | None = None
        self._is_over = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(KEEP_MS)
        self._timer.timeout.connect(self._keep_soon)
        self._bridge.changed.connect(self._on_typed)
        autosave.changed.connect(self._on_saving)
        if draft.note.signature is None:
            self._resume()
        elif self._keeping.has_spool:
            self._set_kept_aside()

    def _resume(self) -> None:
        """Go on with what was kept of this note on this computer; nothing shows the draft yet."""
        try:
            base = self._keeping.resume(self._draft)
        except Failure as failure:
            self.told.emit(self._tools.words.of(failure))
            return
        if base is not None:
            self.is_kept = True
            self.autosave.go_on_from(base)

    def flush(self) -> str:
        """Store everything now, or keep it on this computer; returns what stood in the way."""
        self._finish_putting()
        away = self.is_kept or self.comparison is not None
        trouble = "" if away and self._keeping.has_spool else self.autosave.flush()
        is_new = self.autosave.state.saving is Saving.NEW
        if is_new or not self._keeping.has_spool:
            return trouble
        try:
            if self.autosave.is_clean:
                self._keeping.drop(self._bridge.note.id)
                return trouble
            self._keeping.keep(self._unsaved())
        except Failure as failure:
            return self._tools.words.of(failure, Event.SAVE_FAILED)
        return ""

    def take_over(self, stored: Note) -> bool:
        """Show what somebody else saved, while nothing is typed here; whether it was shown."""
        saving = self.autosave.state.saving
        if not self.autosave.is_clean or saving is not Saving.SAVED or stored.signature:
            return False
        base = self.autosave.base
        if base is None or stored.version <= base.version:
            return False
        comparison = compare(stored, self._unsaved(), self._draft.guide)
        self._bridge.take_over(stored.content)
        self.autosave.is_as_stored(stored)
        self.told.emit(self.words.taken(comparison.merge))
        self.joined.emit()
        return True

    def decide(self, decisions: Mapping[str, Side]) -> None:
        """Put both versions together as decided, and keep what is left out beside the note."""
        if self.comparison is None:
            return
        comparison = compare(self.comparison.stored, self._unsaved(), self._draft.guide)
        if any(clash.path not in decisions for clash in comparison.merge.clashes):
            self.comparison = comparison  # more was typed since: it is asked about too
            self.changed.emit()
            return
        self._run(
            lambda: self._conflicts.keep_left_out(comparison, decisions),
            lambda _nothing: self._put_together(comparison, decisions),
        )

    def see(self, stored: Note | None) -> None:
        """Compare anew while somebody has to decide: more was typed since, here and, as it is
        `stored` now, elsewhere. None where the server does not say.
        """
        if self.comparison is not None:
            self._on_stored(stored or self.comparison.stored)

    def show_left_out(self, parent: QWidget) -> None:
        """List what decisions left out of this note."""
        note_id = self._bridge.note.id

        def show(left: tuple[LeftOut, ...]) -> None:
            LeftOutDialog(
                [LeftOutWords(*self.words.left_out(each)) for each in left], parent
            ).open()

        self._run(lambda: self._conflicts.left_out("note", note_id), show)

    def _on_typed(self) -> None:
        if self._keeping.has_spool and not self._timer.isActive():
            self._timer.start()

    def _on_saving(self, state: SaveState) -> None:
        if state.saving is Saving.CONFLICT:
            self._compare()
        elif state.saving is Saving.FAILED:
            self._keep_soon()
        elif state.saving is Saving.SAVED and self.is_kept:
            self._drop()

    def _compare(self) -> None:
        self._run(lambda: self._conflicts.stored(self._bridge.note.id), self._on_stored)

    def _on_stored(self, stored: Note | None) -> None:
        if stored is None:  # never: notes are not deleted
            return
        try:
            comparison = compare(stored, self._unsaved(), self._draft.guide)
        except SignedNote:
            self._set_aside(stored)
            return
        if comparison.merge.clashes:
            self.comparison = comparison
            self._keep_soon()
            self.changed.emit()
        else:
            self.told.emit(self.words.taken(comparison.merge))
            self._put_together(comparison, {})

    def _put_together(self, comparison: Comparison, decisions: Mapping[str, Side]) -> None:
        note = comparison.settled(decisions)
        self.comparison = None
        self._bridge.take_over(note.content)
        self.autosave.take_over(comparison.stored)
        self._bridge.saved(note)
        self.changed.emit()
        self.joined.emit()

    def _set_aside(self, stored: Note) -> None:
        """The note was signed meanwhile: what was typed too late is kept beside it."""
        unsaved, guide = self._unsaved(), self._draft.guide
        self._is_over = True
        self._finish_putting()

        def set_aside() -> int:
            count = self._conflicts.keep_too_late(stored, unsaved, guide)
            self._keeping.drop(stored.id)
            return count

        def done(count: int) -> None:
            self.autosave.stop()
            self.signed_elsewhere.emit(f"{_SIGNED} {_late_words(count)}".strip())

        self._run(set_aside, done)

    def _set_kept_aside(self) -> None:
        """Of a signed note nothing waits on this computer: it goes beside the note, and is said."""
        note, guide = self._draft.note, self._draft.guide

        def set_aside() -> int:
            unsaved = self._keeping.kept(note.id)
            count = self._conflicts.keep_too_late(note, unsaved, guide) if unsaved else 0
            self._keeping.drop(note.id)
            return count

        self._run(set_aside, lambda count: self.told.emit(_late_words(count)) if count else None)

    def _unsaved(self) -> UnsavedNote:
        bridge = self._bridge
        return self._keeping.unsaved(self.autosave.base, bridge.note, summary_of(bridge.state))

    def _keep_soon(self) -> None:
        """Write to this computer on a worker what the store does not have; one write at a time."""
        is_due = self._keeping.has_spool and not self.autosave.is_clean
        if not is_due or self._is_over or self._putting is not None:
            return
        unsaved = self._unsaved()

        def done(_nothing: None) -> None:
            self._putting = None
            self._on_kept(unsaved)

        def failed(error: Exception) -> None:
            self._putting = None
            self.told.emit(self._tools.words.of(error, Event.SAVE_FAILED))
            self._timer.start()

        self._putting = self._run(lambda: self._keeping.keep(unsaved), done, failed)

    def _finish_putting(self) -> None:
        """Wait for a write under way: it must not come after what is done next."""
        if self._putting is not None:
            self._putting.finish()

    def _on_kept(self, unsaved: UnsavedNote) -> None:
        if self.autosave.is_clean:
            self._drop()
            return
        if not self.is_kept:
            self.is_kept = True
            self.changed.emit()
        if self._bridge.note.content is not unsaved.mine.content:
            self._timer.start()

    def _drop(self) -> None:
        self.is_kept = False
        note_id = self._bridge.note.id
        self._run(lambda: self._keeping.drop(note_id), lambda _nothing: None)
        self.changed.emit()

    def _run(
        self,
        work: Callable[[], Result],
        done: Callable[[Result], None],
        failed: Callable[[Exception], None] | None = None,
    ) -> Task[Result] | None:
        task = self._tools.runner.run(lambda _report: work(), done, failed or self._on_failed)
        if task is not None:
            self.destroyed.connect(task.drop)
        return task

    def _on_failed(self, error: Exception) -> None:
        self.told.emit(self._tools.words.of(error, Event.SAVE_FAILED))


def _late_words(count: int) -> str:
    """How much was typed after the signature, and where it is; empty when nothing was."""
    if not count:
        return ""
    answers = "1 answer that was" if count == 1 else f"{count} answers that were"
    return f"{answers} typed here too late can be looked up beside it."
