"""The bridge between widgets and the open note: every edit goes in here, every effect comes out.

The window makes one for each open note; form and panels read through it and listen to `changed`.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from app.domain.facts.facts import Facts
from app.domain.facts.known import Known
from app.domain.guides.answers import Answer
from app.domain.guides.guide import Field, Guide
from app.domain.guides.paths import place_of
from app.domain.notes.note import Content, Note, Reason
from app.rules.open_item import OpenItem
from app.rules.state import Evaluation
from app.services.notes.answer_reading import Raw
from app.services.notes.change import Change
from app.services.notes.draft import Draft


@dataclass(frozen=True, slots=True)
class AnsweredWarning:
    """A warning that was given a reason, and the reason."""

    item: OpenItem
    reason: Reason


class DraftBridge(QObject):
    """The only way into the draft. `changed` is emitted once for each edit, in the same call."""

    changed = Signal(object)  # Change
    late_changed = Signal()  # a spell of late entries began, or was given its reason

    def __init__(self, draft: Draft, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._draft = draft

    @property
    def guide(self) -> Guide:
        """The guide the note is judged by."""
        return self._draft.guide.guide

    @property
    def state(self) -> Evaluation:
        """Every open item, what is hidden, and all counts."""
        return self._draft.state

    @property
    def note(self) -> Note:
        """The note with everything typed so far."""
        return self._draft.note

    @property
    def facts(self) -> Facts:
        """The visible answers, joined with what is known beside the form."""
        return Facts(self._draft.content.answers, self._draft.known, self.state.hidden)

    @property
    def remembered(self) -> Mapping[str, str]:
        """The reasons last given to warnings with this payer, by requirement id."""
        return self._draft.known.remembered

    def field(self, path: str) -> Field:
        """The guide's field behind an answer path."""
        return self._draft.field(path)

    def answer(self, path: str) -> Answer | None:
        """The answer kept at an answer path, hidden or not."""
        return self._draft.answer(path)

    def rows(self, table: str) -> tuple[str, ...]:
        """The row ids of a table by its answer path: one of the form's, or the coverages."""
        return self._draft.rows(table) or self.facts.rows(table)

    def is_hidden(self, path: str) -> bool:
        """Whether the field at an answer path, or a table it stands in, is hidden."""
        return self.facts.is_hidden(path)

    def answered_warnings(self) -> tuple[AnsweredWarning, ...]:
        """The warnings whose reasons count now, in the order of guide and rows."""
        rules, state = self._draft.guide, self.state
        found: list[tuple[tuple[int, int, int], AnsweredWarning]] = []
        for item_id, reason in self._draft.content.reasons.items():
            rule = rules.rules_by_id.get(item_id.partition("@")[0])
            if rule is None:
                continue
            row = rules.row_of(item_id)
            slot = state.sections[rule.section].slots[rule.slot]
            statuses = slot if isinstance(slot, dict) else {"": slot}
            if statuses.get(row) == "answered":
                item = rule.item_at(place_of(f"{row}/"), chart_only=state.chart_only)
                order = (rule.section, rule.slot, list(statuses).index(row))
                found.append((order, AnsweredWarning(item, reason)))
        return tuple(each for _, each in sorted(found, key=lambda each: each[0]))

    def set_answer(self, path: str, raw: Raw) -> None:
        """Take what was typed or picked at one field."""
        self._tell(self._draft.set_answer(path, raw))

    def set_answers(self, raws: Mapping[str, Raw], origin: str | None = None) -> None:
        """Take several fields at once, as one undo step."""
        self._tell(self._draft.set_answers(raws, origin))

    def add_row(self, table: str, like: str | None = None) -> None:
        """Add a row to a table: a copy below `like`, or one at the end."""
        self._tell(self._draft.add_row(table, like))

    def remove_row(self, table: str, row_id: str) -> None:
        """Remove a row with everything in it; undo brings it back."""
        self._tell(self._draft.remove_row(table, row_id))

    def move_row(self, table: str, row_id: str, places: int) -> None:
        """Move a row up (negative) or down by so many places."""
        self._tell(self._draft.move_row(table, row_id, places))

    def answer_warning(self, item_id: str, text: str) -> None:
        """Answer a warning with a reason; an empty text takes the reason back."""
        self._tell(self._draft.answer_warning(item_id, text))

    def undo(self) -> Change | None:
        """Take the last step back; None when there is none."""
        return self._tell(self._draft.undo())

    def redo(self) -> Change | None:
        """Do the step again that was taken back; None when there is none."""
        return self._tell(self._draft.redo())

    def learn(self, known: Known) -> None:
        """Judge the note again, since something beside the form changed."""
        self._tell(self._draft.learn(known))

    def take_over(self, content: Content) -> None:
        """Go on with another content, in which what was typed elsewhere is too; ends all undo."""
        self._tell(self._draft.take_over(content))

    def saved(self, note: Note) -> None:
        """Take over who treats, version and time of saving; the content typed meanwhile stays."""
        before = self.note.late
        self._draft.saved(note)
        if self.note.late != before:
            self.late_changed.emit()

    def _tell(self, change: Change | None) -> Change | None:
        if change is not None:
            self.changed.emit(change)
        return change
