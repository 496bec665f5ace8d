"""The open note: the one mutable thing of the program. The form edits it through the draft bridge.

Every edit makes a new frozen content, keeps the old one for undo, judges again what the edit
touches and returns one `Change`. What a user types never raises.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import NamedTuple

from app.domain.facts.known import Known
from app.domain.guides.answers import Answer, Rows, Text, Unreadable
from app.domain.guides.guide import Field, FieldKind
from app.domain.guides.paths import template_of
from app.domain.ids import next_row_id
from app.domain.notes.note import Content, Entry, Note, Reason
from app.domain.reading.blank import is_blank
from app.rules.compiled import CompiledGuide
from app.rules.engine import evaluate, reevaluate
from app.rules.state import Evaluation
from app.services.notes.answer_reading import AnswerReader, Raw
from app.services.notes.change import Change
from app.services.notes.defaults import row_defaults


class Step(NamedTuple):
    """One undo step: the content before it and what it touched."""

    before: Content
    changed: tuple[str, ...]
    tables: tuple[str, ...] = ()
    reasoned: tuple[str, ...] = ()
    typing: str = ""


class Draft:
    """One note being edited. `clock` gives the time of entry (UTC), `author` is a staff id."""

    def __init__(
        self,
        note: Note,
        guide: CompiledGuide,
        known: Known,
        reader: AnswerReader,
        clock: Callable[[], dt.datetime],
        author: str,
    ) -> None:
        self.guide = guide
        self.known = known
        self._note = note
        self._content = note.content
        self._reader = reader
        self._clock = clock
        self._author = author
        self._undo: list[Step] = []
        self._redo: list[Step] = []
        self._fields: Mapping[str, Field] = guide.guide.fields
        self.state: Evaluation = self._judge()

    @property
    def note(self) -> Note:
        """The note with everything typed so far."""
        return replace(self._note, content=self._content)

    @property
    def content(self) -> Content:
        """Everything typed so far; compare by identity to know whether anything changed."""
        return self._content

    def field(self, path: str) -> Field:
        """The guide's field behind an answer path."""
        return self._fields[template_of(path)]

    def answer(self, path: str) -> Answer | None:
        """The answer kept at an answer path, hidden or not."""
        return self._content.answers.get(path)

    def rows(self, table: str) -> tuple[str, ...]:
        """The row ids of a table, by its answer path."""
        answer = self._content.answers.get(table)
        return answer.ids if isinstance(answer, Rows) else ()

    def set_answer(self, path: str, raw: Raw) -> Change:
        """Take what was typed or picked at one field."""
        before = self._content
        answer = self._reader.read(self._fields[template_of(path)], raw)
        self._content = self._with_answer(before, path, answer)
        old = before.answers.get(path)
        if isinstance(raw, str) and self._goes_on_typing(path, old, raw):
            self._redo.clear()
        else:
            self._remember(Step(before, (path,), typing=path if isinstance(raw, str) else ""))
        return self._changed(path, (path,))

    def set_answers(self, raws: Mapping[str, Raw], origin: str | None = None) -> Change:
        """Take several fields at once, as one undo step (a person picked from the directory)."""
        before, content = self._content, self._content
        for path, raw in raws.items():
            answer = self._reader.read(self._fields[template_of(path)], raw)
            content = self._with_answer(content, path, answer)
        self._content = content
        changed = tuple(raws)
        self._remember(Step(before, changed))
        return self._changed(origin, changed)

    def add_row(self, table: str, like: str | None = None) -> Change:
        """Add a row to a table (its answer path): a copy below `like`, or one at the end."""
        rows = self.rows(table)
        row_id = next_row_id(rows)
        at = rows.index(like) + 1 if like else len(rows)
        content = self._with_rows(self._content, table, (*rows[:at], row_id, *rows[at:]))
        if like:
            inner = self._copied(f"{table}/{like}/", f"{table}/{row_id}/")
        else:
            defaults = row_defaults(self.field(table), self.known, self._reader)
            inner = {f"{table}/{row_id}/{name}": answer for name, answer in defaults.items()}
        for path, answer in inner.items():
            content = self._with_answer(content, path, answer)
        return self._with_table(content, table)

    def remove_row(self, table: str, row_id: str) -> Change:
        """Remove a row with everything in it; undo brings it back."""
        content = self._content
        prefix = f"{table}/{row_id}/"
        gone = [path for path in content.answers if path.startswith(prefix)]
        for path in gone:
            content = self._with_answer(content, path, None)
        reasons = content.reasons
        for item_id in content.reasons:
            if f"{self.guide.row_of(item_id)}/".startswith(prefix):
                reasons = reasons.remove(item_id)
        rows = tuple(row for row in self.rows(table) if row != row_id)
        content = self._with_rows(replace(content, reasons=reasons), table, rows)
        return self._with_table(content, table)

    def move_row(self, table: str, row_id: str, places: int) -> Change:
        """Move a row up (negative) or down by so many places."""
        rows = [row for row in self.rows(table) if row != row_id]
        at = max(0, min(len(rows), self.rows(table).index(row_id) + places))
        rows.insert(at, row_id)
        return self._with_table(self._with_rows(self._content, table, tuple(rows)), table)

    def answer_warning(self, item_id: str, text: str) -> Change:
        """Answer a warning with a reason, which is kept; an empty text takes the reason back."""
        before = self._content
        reasons = before.reasons.discard(item_id)
        if not is_blank(text):
            reasons = reasons.insert(item_id, Reason(text.strip(), self._author, self._clock()))
        self._content = replace(before, reasons=reasons)
        self._remember(Step(before, (), reasoned=(item_id,)))
        return self._changed(None, (), reasoned=(item_id,))

    def undo(self) -> Change | None:
        """Take the last step back; None when there is none."""
        return self._go(self._undo, self._redo)

    def redo(self) -> Change | None:
        """Do the step again that was taken back; None when there is none."""
        return self._go(self._redo, self._undo)

    def learn(self, known: Known) -> Change:
        """Judge the whole note again, since something beside the form changed."""
        self.known = known
        before = self.state
        self.state = self._judge()
        flipped = tuple({*before.hidden} ^ {*self.state.hidden})
        return self._change(None, (), (), flipped)

    def take_over(self, content: Content) -> Change:
        """Go on with another content: what was typed elsewhere is in it too.

        No undo leads back behind it, or it would take away what others typed.
        """
        before, self._content = self._content, content
        self._undo.clear()
        self._redo.clear()
        old, new = before.answers, content.answers
        paths = dict.fromkeys((*old, *new))
        changed = tuple(path for path in paths if old.get(path) != new.get(path))
        tables = tuple(path for path in changed if self._is_table(path))
        hidden = {*self.state.hidden}
        self.state = self._judge()
        return self._change(None, changed, tables, tuple(hidden ^ {*self.state.hidden}))

    def saved(self, note: Note) -> None:
        """Take over version and time of saving; the content typed meanwhile stays."""
        self._note = replace(note, content=self._content)

    def _is_table(self, path: str) -> bool:
        """Whether a table stands there; an older guide may have asked what this one does not."""
        field = self._fields.get(template_of(path))
        return field is not None and field.kind is FieldKind.TABLE

    def _judge(self) -> Evaluation:
        return evaluate(self.guide, self._content.answers, self.known, self._content.reasons)

    def _goes_on_typing(self, path: str, old: Answer | None, raw: str) -> bool:
        """Whether this keystroke belongs to the last undo step: same field, no new word begun."""
        if not self._undo or self._undo[-1].typing != path:
            return False
        typed = old.value if isinstance(old, Text) else ""
        typed = old.typed if isinstance(old, Unreadable) else typed
        return not (typed[-1:].isspace() and len(raw) > len(typed))

    def _with_answer(self, content: Content, path: str, answer: Answer | None) -> Content:
        if answer is None:
            answers, entries = content.answers.discard(path), content.entries.discard(path)
        else:
            answers = content.answers.insert(path, answer)
            entries = content.entries.insert(path, Entry(self._author, self._clock()))
        return Content(answers, entries, content.reasons)

    def _with_rows(self, content: Content, table: str, rows: tuple[str, ...]) -> Content:
        return self._with_answer(content, table, Rows(rows) if rows else None)

    def _copied(self, source: str, target: str) -> dict[str, Answer]:
        return {
            target + path[len(source) :]: answer
            for path, answer in self._content.answers.items()
            if path.startswith(source)
        }

    def _with_table(self, content: Content, table: str) -> Change:
        """Take content whose table has other rows: the table's own path stands for all in it."""
        self._remember(Step(self._content, (table,), (table,)))
        self._content = content
        return self._changed(None, (table,), (table,))

    def _remember(self, step: Step) -> None:
        self._undo.append(step)
        self._redo.clear()

    def _go(self, source: list[Step], target: list[Step]) -> Change | None:
        if not source:
            return None
        step = source.pop()
        target.append(step._replace(before=self._content, typing=""))
        self._content = step.before
        return self._changed(None, step.changed, step.tables, step.reasoned)

    def _changed(
        self,
        origin: str | None,
        changed: tuple[str, ...],
        tables: tuple[str, ...] = (),
        reasoned: tuple[str, ...] = (),
    ) -> Change:
        content = self._content
        self.state, flipped = reevaluate(
            self.guide,
            self.state,
            content.answers,
            self.known,
            content.reasons,
            changed,
            reasoned,
        )
        return self._change(origin, changed, tables, flipped)

    def _change(
        self,
        origin: str | None,
        changed: tuple[str, ...],
        tables: tuple[str, ...],
        flipped: tuple[str, ...],
    ) -> Change:
        return Change(
            origin, changed, tables, flipped, self.state, bool(self._undo), bool(self._redo)
        )
