"""Puts together what two people typed into one record; a record's session has one.

What only one of them changed is taken; the rest waits in `merge` until somebody decides.
"""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QObject, Signal
from rpds import HashTrieMap

from app.domain.notes.merging import Merge, Side, merge, settle
from app.domain.notes.note import Content
from app.services.records.record_forms.form import RecordForm
from app.services.records.record_keeper import RecordKeeper
from app.services.records.records import AnyRecord
from app.ui.draft_bridge import DraftBridge
from app.ui.models.conflict_rows import ConflictWords
from app.ui.pages.parts.page_support import PageSupport


class RecordJoining(QObject):
    """`put_together` carries the record as it stands and the content to save over it."""

    changed = Signal()
    put_together = Signal(object, object)  # AnyRecord, Content

    def __init__(
        self,
        form: RecordForm[Any],
        record: AnyRecord | None,
        bridge: DraftBridge,
        records: RecordKeeper,
        support: PageSupport,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._form = form
        self._bridge = bridge
        self._records = records
        self._support = support
        self._base = record
        self._stored: AnyRecord | None = None
        self.merge: Merge | None = None
        """Both versions, while somebody has to decide between them."""
        self.words = ConflictWords(form.guide, lambda _id: "", support.clock.zone)

    def base_is(self, record: AnyRecord) -> None:
        """What is typed from now on grows out of this."""
        self._base = record
        self.merge = None

    def compare(self, tried: AnyRecord, unheard: AnyRecord | None) -> None:
        """Look at what is stored in place of `tried`, on a worker, and put it together with that.

        `unheard` was sent with no word back. Where that is what is stored, nobody else changed it.
        """

        def show(stored: AnyRecord | None) -> None:
            if stored is not None and unheard is not None and _same(stored, unheard):
                self._base = stored
            self._on_stored(stored)

        self._support.run(self, lambda: self._records.stored(tried), show, self._on_failed)

    def decide(self, decisions: Mapping[str, Side]) -> None:
        """Put both together as decided; what is left out is kept beside the record."""
        stored = self._stored
        if stored is None:
            return
        merged = self._merged(stored)
        if any(clash.path not in decisions for clash in merged.clashes):
            self.merge = merged  # more was typed since: it is asked about too
            self.changed.emit()
            return
        self._support.run(
            self,
            lambda: self._records.keep_left_out(stored, merged, decisions),
            lambda _nothing: self._put_together(stored, merged, decisions),
            self._on_failed,
        )

    def _on_stored(self, stored: AnyRecord | None) -> None:
        if stored is None:  # never: records are not deleted
            return
        self._stored = stored
        merged = self._merged(stored)
        if merged.clashes:
            self.merge = merged
            self.changed.emit()
        else:
            self._put_together(stored, merged, {})

    def _put_together(
        self, stored: AnyRecord, merged: Merge, decisions: Mapping[str, Side]
    ) -> None:
        content = settle(merged, decisions)
        self.base_is(stored)
        self.put_together.emit(stored, content)

    def _merged(self, stored: AnyRecord) -> Merge:
        rules = self._form.guide
        base, theirs = self._content(self._base), self._content(stored)
        mine = self._bridge.note.content
        fields, row_of = rules.guide.fields, rules.row_of
        return merge(base, theirs, mine, fields, row_of, rows_keep_ids=False)

    def _content(self, record: AnyRecord | None) -> Content:
        if record is None:
            return Content()
        return Content(self._form.answers(record, self._support.reader), HashTrieMap())

    def _on_failed(self, _error: Exception) -> None:
        """The page says already that it could not be saved; saving again compares again."""


def _same(one: AnyRecord, other: AnyRecord) -> bool:
    return one.model_dump(exclude={"version"}) == other.model_dump(exclude={"version"})
