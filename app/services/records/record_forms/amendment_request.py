"""The form of a request to amend the record, from the wish to what goes with the note."""

from collections.abc import Mapping

from app.domain.guides.condition import FieldIn
from app.domain.guides.guide import Field, FieldKind, Option, Requirement, Section
from app.domain.requests.amendment_request import AmendmentRequest, Ground
from app.services.records.record_forms import parts as p
from app.services.records.record_forms.form import RecordForm
from app.services.records.record_forms.record_request import (
    asker_fields,
    asker_rules,
    extension_fields,
    extension_rule,
    without_empty_extension,
)

OUTCOMES = (
    Option("open", "Not decided yet"),
    Option("accepted", "Accepted: an addendum corrects the note"),
    Option("denied", "Denied"),
    Option("withdrawn", "Withdrawn by who asked"),
)

_DENIED = FieldIn("outcome", frozenset({"denied"}))
_ENDED = FieldIn("outcome", frozenset({"accepted", "denied", "withdrawn"}))


def amendment_request_form(notes: Mapping[str, str]) -> RecordForm[AmendmentRequest]:
    """The form; `notes` are the patient's notes in words, by id."""
    options = tuple(Option(note_id, words) for note_id, words in notes.items())
    guide = p.record_guide("amendment_request", "Amendment", _sections(options), _rules())
    return RecordForm(guide, AmendmentRequest, out_of=without_empty_extension)


def _sections(notes: tuple[Option, ...]) -> tuple[Section, ...]:
    return (
        Section(
            "asked",
            "Request",
            (
                Field("received", FieldKind.DATE, "Came in on", "Example: t", default="today"),
                *asker_fields(),
                *p.choice_if_any("note", "Which note", notes, "None: the record as a whole."),
                Field("wish", FieldKind.LONG_TEXT, "What should change, in their words"),
                Field("why", FieldKind.LONG_TEXT, "Why, in their words"),
                *extension_fields(),
            ),
        ),
        Section("answered", "Decision", _decision()),
    )


def _decision() -> tuple[Field, ...]:
    grounds = tuple(Option(each, each.label) for each in Ground)
    return (
        p.choice("outcome", "What was decided", OUTCOMES),
        Field("ended_on", FieldKind.DATE, "On", "Example: t", show_when=_ENDED),
        p.text("decided_by", "Decided by", show_when=_ENDED, directory="staff"),
        Field(
            "grounds",
            FieldKind.CHOICES,
            "Why it is denied",
            "There are no other permitted reasons.",
            grounds,
            show_when=_DENIED,
        ),
        Field(
            "told_on",
            FieldKind.DATE,
            "Told in writing on",
            "With the reason and the right to disagree.",
            show_when=_DENIED,
        ),
        Field(
            "statement",
            FieldKind.LONG_TEXT,
            "The patient’s statement of disagreement",
            "Word for word. It goes with the note from now on.",
            show_when=_DENIED,
        ),
        Field("statement_on", FieldKind.DATE, "Came in on", "Example: t", show_when=_DENIED),
        Field(
            "rebuttal",
            FieldKind.LONG_TEXT,
            "The practice’s rebuttal",
            "The patient gets a copy.",
            show_when=_DENIED,
        ),
        Field("rebuttal_on", FieldKind.DATE, "Written on", "Example: t", show_when=_DENIED),
        Field(
            "attach",
            FieldKind.YES_NO,
            "Without a statement: request and denial go with the note",
            "If the patient asks so.",
            show_when=_DENIED,
        ),
        Field("remark", FieldKind.LONG_TEXT, "Remark"),
    )


def _rules() -> tuple[Requirement, ...]:
    told = "The answer is in writing and says why (45 CFR 164.526(d), general knowledge)."
    return (
        *asker_rules(),
        p.asks("wish", "Write down what should change.", "The decision answers these words."),
        p.asks("ended_on", "Type the day.", "The request stays open without it.", when=_ENDED),
        p.asks("decided_by", "Say who decided.", "Somebody stands for it.", when=_ENDED),
        p.asks("grounds", "Choose the reason.", told, when=_DENIED),
        p.asks("told_on", "Type when the patient was told in writing.", told, when=_DENIED),
        extension_rule(),
    )
