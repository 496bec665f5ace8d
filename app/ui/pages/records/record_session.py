"""One record being edited: its answers in a draft, what is stored, and saving; pages show it."""

from collections.abc import Mapping
from dataclasses import replace
from enum import Enum
from typing import Any

from PySide6.QtCore import QObject, Signal
from rpds import HashTrieMap

from app.domain.facts.known import Known
from app.domain.guides.paths import template_of
from app.domain.left_open.unfinished import Unsaved
from app.domain.notes.note import Answers, Content, Entry, Note
from app.domain.reading.dates import show_date
from app.domain.reading.times import show_time
from app.errors import Failure, StaleRecord
from app.server_errors import ServerUnreachable
from app.services.notes.defaults import first_content
from app.services.notes.draft import Draft
from app.services.records.record_forms.form import FormProblem, RecordForm
from app.services.records.record_keeper import RecordKeeper
from app.services.records.records import (
    AnyRecord,
    Saved,
    unsaved_name,
    unsaved_name_of_new,
)
from app.ui.draft_bridge import DraftBridge
from app.ui.pages.parts.page_support import PageSupport
from app.ui.pages.records.record_joining import RecordJoining
from app.ui.pages.records.record_keeping import RecordKeeping
from app.ui.tasks import Task

UNEXPECTED = "Something went wrong inside Chartproof. What you typed is still here. Save again."


class Standing(Enum):
    """How it stands with the disk."""

    SAVED = "saved"  # also a new record nobody typed into
    UNSAVED = "unsaved"
    SAVING = "saving"
    REFUSED = "refused"  # it cannot be saved as it is, or the disk would not; `sentence` says why
    STALE = "stale"  # stored elsewhere meanwhile


class RecordSession(QObject):
    """Edits go through `bridge`; `save` reads the answers back and stores them on a worker.

    `base` are the values the form does not show, of a new record its id.
    """

    changed = Signal()  # `standing` or `sentence`
    stored = Signal(object)  # Saved
    replaced = Signal(object)  # the record that stands now: build the editors anew

    def __init__(
        self,
        form: RecordForm[Any],
        record: AnyRecord | None,
        base: Mapping[str, Any],
        records: RecordKeeper,
        support: PageSupport,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.form = form
        self.record: AnyRecord | None = record
        self.standing = Standing.SAVED
        self.problem: FormProblem | None = None
        self.sentence = ""
        self.last: Saved[Any] | None = None
        self._base = dict(base)
        self._records = records
        self._support = support
        self._task: Task[Saved[Any]] | None = None
        name = unsaved_name(record) if record else unsaved_name_of_new(form.model, base)
        self.unsaved = _left(records, name, is_new=record is None)
        """What was typed before and never saved; it is what is typed now."""
        stored = self._stored_content()
        typed = _asked(form, self.unsaved.content) if self.unsaved else stored
        self.bridge = DraftBridge(self._draft(typed), self)
        self._kept = stored.answers
        self._unheard: AnyRecord | None = None  # sent with no word back: it may be stored
        self.keeping = RecordKeeping(
            records.unfinished,
            name,
            self.bridge,
            lambda: self.is_saved,
            lambda: self.version,
            support,
        )
        self.joining = RecordJoining(form, record, self.bridge, records, support, self)
        self.joining.put_together.connect(self.go_on_over)
        self.joining.changed.connect(self.changed)
        self.bridge.changed.connect(self._on_changed)
        if not self.is_saved:
            self.standing = Standing.UNSAVED
        elif self.unsaved is not None:
            self.keeping.forget()  # it was saved, and only the word of that got lost

    @property
    def record_id(self) -> str:
        """The id of the record, of a new one too; empty for the practice, of which there is one."""
        return str(getattr(self.record, "id", "") or self._base.get("id", ""))

    @property
    def version(self) -> int:
        """Which version of the record is being typed over; 0 for a new one."""
        return self.record.version if self.record else 0

    @property
    def is_saved(self) -> bool:
        """Whether everything typed is on the disk."""
        return bool(self.bridge.note.content.answers == self._kept)

    @property
    def can_take_back(self) -> bool:
        """Whether the last save here can be taken back."""
        return self.last is not None and self.last.before is not None and self.is_saved

    @property
    def is_away(self) -> bool:
        """Whether it is the server alone, which was not reached, that what is typed waits for."""
        return self.standing is Standing.REFUSED and self.sentence == ServerUnreachable.sentence

    def brought_back_words(self) -> str:
        """What is said of text that was typed before, and never saved."""
        if self.unsaved is None:
            return ""
        at = self.unsaved.at.astimezone(self._support.clock.zone)
        when = f"{show_date(at.date())}, {show_time(at.time())}"
        changed = self.unsaved.version != self.version
        since = " The entry was changed since: compare before you save." if changed else ""
        return f"This was typed on {when} and not saved. It is here again.{since}"

    def save(self) -> None:
        """Store what is typed, on a worker; one save at a time, and none without a change."""
        record = self._to_save()
        if record is None:
            return
        self.keeping.pause()
        answers = self.bridge.note.content.answers
        self._tell(Standing.SAVING)
        self._task = self._support.run(
            self,
            lambda: self._records.save(record),
            lambda saved: self._on_saved(answers, saved),
            lambda error: self._on_failed(error, record),
        )

    def flush(self) -> bool:
        """Store what is typed now, on this thread; whether nothing unsaved is left."""
        if self._task is not None:
            self._task.finish()
        record = self._to_save()
        if record is not None:
            self.keeping.pause()
            answers = self.bridge.note.content.answers
            try:
                self._on_saved(answers, self._records.save(record))
            except Failure as failure:
                self._on_failed(failure, record)
        return self.is_saved

    def take_back(self) -> None:
        """Put back what stood there before the last save, on a worker."""
        if self.last is None or not self.can_take_back or self._task is not None:
            return
        last = self.last
        self._tell(Standing.SAVING)
        self._task = self._support.run(
            self, lambda: self._records.take_back(last), self._on_taken_back, self._on_failed
        )

    def reread(self) -> None:
        """Show what somebody else saved meanwhile, unless something is typed here.

        What the server was not there to take is saved now that it may be.
        """
        if self.is_away:
            self.save()
            return
        record = self.record
        if record is None or not self.is_saved or self._task is not None:
            return

        def show(stored: AnyRecord | None) -> None:
            if stored is None or stored.version == self.version or not self.is_saved:
                return
            self.joining.base_is(stored)
            self.record = stored
            self.go_on_over(stored, self._stored_content())

        self._support.run(self, lambda: self._records.stored(record), show, lambda _error: None)

    def go_on_over(self, record: AnyRecord, content: Content) -> None:
        """Go on over the record as somebody else saved it, with what both typed; and save that."""
        self.record = record
        self._kept = self._stored_content().answers
        self.bridge.take_over(content)
        self._tell(Standing.SAVED if self.is_saved else Standing.UNSAVED)
        self.save()

    def forget(self) -> None:
        """Give up what was typed, by the user's own wish: nothing is left to save."""
        self._kept = self.bridge.note.content.answers
        self._tell(Standing.SAVED)

    def _stored_content(self) -> Content:
        support, form = self._support, self.form
        if self.record is not None:
            return Content(form.answers(self.record, support.reader), HashTrieMap())
        entry = Entry(support.user, support.clock.utc())
        return first_content(form.guide, self._known(), support.reader, entry)

    def _known(self) -> Known:
        return Known(self._support.clock.local().date())

    def _draft(self, content: Content) -> Draft:
        support, form = self._support, self.form
        clock = support.clock
        note = Note(
            id="record",
            code=form.guide.guide.code,
            guide_version=form.guide.guide.version,
            patient_id="",
            treating_id="",
            author_id=support.user,
            created_at=clock.utc(),
            content=content,
        )
        return Draft(note, form.guide, self._known(), support.reader, clock.utc, support.user)

    def _to_save(self) -> AnyRecord | None:
        if self.is_saved or self._task is not None:
            return None
        base = self.record.model_dump() if self.record else self._base
        record: AnyRecord | None
        record, problems = self.form.read(self.bridge.note.content.answers, base)
        if record is None:
            self.problem = problems[0]
            self._tell(Standing.REFUSED, " ".join(problem.say for problem in problems))
        elif record == self.record:  # the same in other words, or saved with no word of that
            self.forget()
            self.keeping.forget()
            return None
        return record

    def _on_changed(self) -> None:
        if self.standing is not Standing.STALE and self._task is None:
            self._tell(Standing.SAVED if self.is_saved else Standing.UNSAVED)

    def _on_saved(self, answers: Answers, saved: Saved[Any]) -> None:
        self._task = None
        self.record, self.last, self.problem = saved.record, saved, None
        self.joining.base_is(saved.record)
        self._kept = answers
        self._tell(Standing.SAVED if self.is_saved else Standing.UNSAVED)
        self.stored.emit(saved)

    def _on_taken_back(self, saved: Saved[Any]) -> None:
        self._task = None
        self.last = None
        self.record = saved.record
        self.joining.base_is(saved.record)
        self.stored.emit(saved)
        self.replaced.emit(saved.record)

    def _on_failed(self, error: Exception, tried: AnyRecord | None = None) -> None:
        self._task = None
        self.problem = None
        if not isinstance(error, Failure):
            self._tell(Standing.REFUSED, UNEXPECTED)
            raise error  # a fault of the program: the excepthook writes it down
        self.keeping.go_on()
        stale = isinstance(error, StaleRecord)
        if stale and (record := tried or self.record) is not None:
            self.joining.compare(record, self._unheard)
        elif isinstance(error, ServerUnreachable):
            self._unheard = tried
        self._tell(Standing.STALE if stale else Standing.REFUSED, str(error))

    def _tell(self, standing: Standing, sentence: str = "") -> None:
        self.standing, self.sentence = standing, sentence
        self.changed.emit()


def _left(records: RecordKeeper, name: str, *, is_new: bool) -> Unsaved | None:
    """What was typed and never saved; a new record is begun without the server, too."""
    try:
        return records.unfinished.unsaved(name)
    except ServerUnreachable:
        if is_new:
            return None
        raise


def _asked(form: RecordForm[Any], content: Content) -> Content:
    """What was typed, without fields that this version of the program no longer has."""
    fields = form.guide.guide.fields
    answers = {p: a for p, a in content.answers.items() if template_of(p) in fields}
    return replace(content, answers=HashTrieMap(answers))
