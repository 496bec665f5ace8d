"""What is known of a document, beside its pages: kind, title, date, author, what may be sent."""

import datetime as dt
from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from app.domain.evidence.evidence import EvidenceKind, EvidenceRecord
from app.domain.guides.answers import Answer, Choice, Date, Text, Unreadable, YesNo
from app.domain.guides.guide import Field, FieldKind, Option, Purpose, Severity
from app.domain.reading.dates import show_date
from app.rules.open_item import OpenItem
from app.services.notes.answer_reading import AnswerReader, Raw
from app.ui.fields.document_words import show_size
from app.ui.fields.editor import FieldEditor
from app.ui.fields.kinds import make_editor
from app.ui.fields.mark import SIZE as GUTTER
from app.ui.fields.support import EditorSupport
from app.ui.theme import Face, Role, Space, dress

_FIELDS = (
    Field(
        "kind",
        FieldKind.CHOICE,
        "Kind",
        options=tuple(Option(kind.value, kind.label) for kind in EvidenceKind),
    ),
    Field("title", FieldKind.TEXT, "Title", "What lists and packs call it."),
    Field("dated", FieldKind.DATE, "Date of the document", "Its own date. Example: 11/3/2026"),
    Field("author", FieldKind.TEXT, "Author", "Who wrote it, as it says."),
    Field(
        "other_patients",
        FieldKind.CHOICE,
        "Other patients visible?",
        "EOBs, faxes and lists often name other people. Look at every page that is sent.",
        options=(Option("no", "No"), Option("redacted", "Blacked out")),
    ),
    Field(
        "sensitive",
        FieldKind.YES_NO,
        "Sensitive?",
        "Substance use, psychotherapy, HIV, reproductive health: left out for payers unless you"
        " put it in.",
    ),
)
_ASK_OTHERS = OpenItem(
    id="other_patients",
    requirement="other_patients",
    path="other_patients",
    section="",
    severity=Severity.NEEDED,
    needed_for=frozenset({Purpose.CLAIM}),
    say="Answer whether other patients are visible.",
    because="It cannot be sent before somebody has looked.",
    source=None,
)
_LONGEST_TITLE, _LONGEST_AUTHOR = 120, 200


class DocumentFields(QScrollArea):
    """`edited` carries the record as it would be, and the field typed into or nothing."""

    edited = Signal(object, str)  # EvidenceRecord, field

    def __init__(
        self, support: EditorSupport, reader: AnswerReader, zone: dt.tzinfo, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._reader = reader
        self._zone = zone
        self._record: EvidenceRecord | None = None
        self._answers: dict[str, Answer | None] = {}
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget(self)
        column = QVBoxLayout(inside)
        column.setContentsMargins(Space.S, Space.M, Space.L, Space.L)
        column.setSpacing(Space.S)
        self.editors: Mapping[str, FieldEditor] = {
            field.path: make_editor(field, field.path, support, inside) for field in _FIELDS
        }
        for editor in self.editors.values():
            column.addWidget(editor)
            editor.edited.connect(self._on_edited)
            editor.settled.connect(self._on_settled)
        self._story = QLabel(inside)
        self._story.setWordWrap(True)
        self._story.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        dress(self._story, face=Face.CAPTION, tone=Role.MUTED)
        column.addSpacing(Space.S)
        below = QHBoxLayout()
        below.setContentsMargins(GUTTER + Space.XS, 0, 0, 0)  # as the editors stand
        below.addWidget(self._story)
        column.addLayout(below)
        column.addStretch(1)
        self.setWidget(inside)

    @property
    def story(self) -> str:
        """Where the document came from, what had to be mended, where it was before."""
        return self._story.text()

    def show_record(self, record: EvidenceRecord, *, by_user: str = "") -> None:
        """Show a record; the field the user is typing into stays as it is."""
        self._record = record
        self._story.setText("\n\n".join(_story(record, self._zone)))
        asked = (_ASK_OTHERS,) if record.must_ask_others else ()
        self.editors["other_patients"].mark(asked)
        for name, answer in _answers(record).items():
            if name != by_user and (name not in self._answers or self._answers[name] != answer):
                self._answers[name] = answer
                self.editors[name].set_value(answer)

    def _on_edited(self, name: str, raw: Raw) -> None:
        answer = self._reader.read(self.editors[name].field, raw)
        self._answers[name] = answer
        if self._record is not None:
            self.edited.emit(_with(self._record, name, answer), name)

    def _on_settled(self, name: str) -> None:
        """Show what holds; what could not be read stays and says why."""
        if self._record is not None and not isinstance(self._answers.get(name), Unreadable):
            answer = self._answers[name] = _answers(self._record)[name]
            self.editors[name].set_value(answer)


def _answers(record: EvidenceRecord) -> Mapping[str, Answer | None]:
    answered = record.other_patients != "not_answered"
    return {
        "kind": Choice(record.kind.value),
        "title": Text(record.title),
        "dated": Date(record.dated) if record.dated else None,
        "author": Text(record.author) if record.author else None,
        "other_patients": Choice(record.other_patients) if answered else None,
        "sensitive": YesNo(record.sensitive),
    }


def _with(record: EvidenceRecord, name: str, answer: Answer | None) -> EvidenceRecord:
    """The record with an answer taken over; what is no answer changes nothing."""
    update: dict[str, object] = {}
    match name, answer:
        case "kind", Choice(kind):
            update = {"kind": EvidenceKind(kind)}
        case "title", Text(words) if words.strip():
            update = {"title": words.strip()[:_LONGEST_TITLE].strip()}
        case "author", Text(words):
            update = {"author": words.strip()[:_LONGEST_AUTHOR].strip()}
        case "author", None:
            update = {"author": ""}
        case "dated", Date(day):
            update = {"dated": day}
        case "dated", None:
            update = {"dated": None}
        case "other_patients", Choice(value):
            update = {"other_patients": value}
        case "other_patients", None:
            update = {"other_patients": "not_answered"}
        case "sensitive", YesNo(value):
            update = {"sensitive": value}
    return record.model_copy(update=update)


def _story(record: EvidenceRecord, zone: dt.tzinfo) -> list[str]:
    def day(at: dt.datetime) -> str:
        return show_date(at.astimezone(zone).date())

    came = f"Taken in {day(record.taken_at)}, {show_size(record.size)}."
    told = [f"{came} The original is kept as it came and never changes."]
    told += record.notices
    for move in record.moves:
        reason = f": {move.reason}" if move.reason else ""
        told.append(
            f"Moved here from another patient on {day(move.at)}{reason}. This is never printed or"
            " sent."
        )
    return told
