"""The consultation request: a fax cover and a letter that a busy clinic can answer with a pen.

For D9311. It asks for a medical consultation and recommendations; the decision stays with the
dentist and the patient. Minimum necessary does not restrict it: it is sent for treatment
(45 CFR 164.502(b)(2)(i)).
"""

from collections.abc import Iterator

from app.documents.blocks import (
    Block,
    Document,
    Heading,
    KeepTogether,
    KeyValues,
    Notice,
    Numbered,
    PageBreak,
    Paragraph,
    SignatureBlock,
    TickBoxes,
)
from app.documents.notes.answered import fact_blocks
from app.documents.notes.note_view import NoteView
from app.documents.notes.page_parts import letterhead, page
from app.domain.guides.answers import Choice
from app.domain.guides.guide import Field
from app.domain.guides.paths import TOP, Place
from app.domain.guides.showing import show_answer
from app.domain.reading.dates import show_date

CODE = "D9311"
_WAITING = (None, Choice("to_send"), Choice("sent"))
REPLY_LINES = 4


def build(view: NoteView) -> Document:
    """The request to the professional of the first consultation that waits for an answer."""
    return page(view, "Consultation request", _blocks(view), draft=False)


def _blocks(view: NoteView) -> Iterator[Block]:
    to = _Recipient(view)
    yield from _cover(view, to)
    yield PageBreak()
    yield letterhead(view, "Medical consultation request", dated=False)
    yield Heading("Medical consultation request", level=1)
    yield KeyValues(tuple(_heads(view, to)), columns=2)
    for title, facts in (
        ("Medical condition", ("C2",)),
        ("Medicines, allergies and tests we know of", ("C3",)),
        ("Planned dental treatment", ("C4",)),
    ):
        fields = [field for field in view.fields_of(*facts) if field.filled_by == "staff"]
        blocks = tuple(fact_blocks(view, fields, _any, entered=False))
        if blocks:
            yield Heading(title)
            yield from blocks
    yield from _questions(view)
    yield from _reply(view)


class _Recipient:
    """The medical professional who is asked, as far as the note names one.

    That is the one of the first consultation still to be sent or waiting, else of the first.
    """

    def __init__(self, view: NoteView) -> None:
        self._view = view
        places = [TOP.inside("consultations", row) for row in view.facts.rows("consultations")]
        asked = (p for p in places if view.answer(p.path("consultations/state")) in _WAITING)
        self._place: Place | None = next(asked, places[0] if places else None)

    def says(self, name: str) -> str:
        """One fact about the professional; empty when the note does not give it."""
        if self._place is None:
            return ""
        path = f"consultations/{name}"
        answer = self._view.answer(self._place.path(path))
        return show_answer(answer, self._view.guide.fields.get(path))

    @property
    def name(self) -> str:
        """Name and credential, or a line to fill in."""
        return ", ".join(p for p in (self.says("name"), self.says("credential")) if p)


def _any(_field: Field) -> bool:
    return True


def _cover(view: NoteView, to: _Recipient) -> Iterator[Block]:
    yield letterhead(view, "Fax cover", dated=False)
    yield Heading("Fax", level=1)
    pairs = (
        ("To", to.name),
        ("At", to.says("organization")),
        ("Their fax", to.says("fax")),
        ("Their phone", to.says("phone")),
        ("From", view.known("treating.name")),
        ("Our return fax", view.known("practice.fax")),
        ("Our phone", view.known("practice.phone")),
        ("Date", show_date(view.made_at.astimezone(view.zone).date())),
        ("About", "Medical consultation request, reply page enclosed"),
        ("Please answer by", view.says("answer_by")),
    )
    yield KeyValues(tuple((label, value) for label, value in pairs if value))
    yield Notice(
        "info",
        "This fax holds health information for the addressee only. If it reached you by mistake, "
        "please call the sender and destroy every page.",
        title="Confidential",
    )


def _heads(view: NoteView, to: _Recipient) -> Iterator[tuple[str, str]]:
    yield "To", to.name or "________________"
    if specialty := to.says("specialty"):
        yield "Specialty", specialty
    yield "From", view.known("treating.name") or "________________"
    yield "Patient", view.known("patient.name") or "not given"
    yield "Date of birth", view.known("patient.birth_date") or "not given"
    if by := view.says("answer_by"):
        yield "Please answer by", by


def _questions(view: NoteView) -> Iterator[Block]:
    questions = tuple(
        show_answer(view.answer(TOP.inside("questions", row).path("questions/text")))
        for row in view.facts.rows("questions")
    )
    if asked := tuple(question for question in questions if question):
        yield Heading("Our questions")
        yield Numbered(asked)


def _reply(view: NoteView) -> Iterator[Block]:
    surname = view.known("treating.surname")
    fax = view.known("practice.fax")
    back = f"Please fax this page back to {fax}." if fax else "Please send this page back to us."
    by = view.says("answer_by")
    yield KeepTogether(
        (
            Heading("Your reply"),
            Paragraph(
                f"{back}{f' We plan around your answer by {by}.' if by else ''} "
                "We ask for your recommendations; the decision on dental treatment stays with "
                f"{f'Dr. {surname}' if surname else 'the dentist'} and the patient."
            ),
            TickBoxes(
                prompt="Medicines",
                options=("No change advised", "Change as written below"),
                columns=2,
            ),
            TickBoxes(
                prompt="Antibiotic prophylaxis",
                options=("Not advised", "Advised, regimen below"),
                columns=2,
            ),
            TickBoxes(
                prompt="The planned treatment",
                options=(
                    "No further precautions advised",
                    "Precautions as written below",
                    "Postpone until the date below",
                    "I would like to see the patient first",
                ),
                columns=2,
            ),
            TickBoxes(lines=REPLY_LINES, lines_label="Recommendations"),
            SignatureBlock(role="Medical professional"),
        )
    )
