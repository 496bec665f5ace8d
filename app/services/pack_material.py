"""What a pack can be made of: the note as documents see it, its documents, what blocks sending.

The packing service gathers it from the store, the command line from files; `pack_making` uses it.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from app.documents.note_view import NoteView
from app.domain.answers import Evidence, EvidenceItem
from app.domain.evidence import EvidenceRecord
from app.domain.paths import template_of
from app.services.ports import Repositories


@dataclass(frozen=True, slots=True)
class Attached:
    """A document that could go into a pack.

    `field` is the path of the note's field that names it, empty for another one of the patient.
    `record` is None for a file that the note names and nobody has looked at yet. A `moved` one was
    filed under another patient since: it never goes.
    """

    title: str
    sha256: str
    record: EvidenceRecord | None
    field: str = ""
    sensitive: bool = False
    moved: bool = False

    @property
    def id(self) -> str:
        """The document's id; empty while there is no record."""
        return self.record.id if self.record else ""


@dataclass(frozen=True, slots=True)
class PackMaterial:
    """Everything a pack is made of. `read` gives an original's bytes by SHA-256, on a worker.

    `blockers` are sentences on what blocks sending. `number` is the control number it would bear
    on a channel that uses one; `made_at` is UTC, `made_by` a name.
    """

    view: NoteView
    attached: tuple[Attached, ...]
    read: Callable[[str], bytes]
    blockers: tuple[str, ...]
    number: str
    made_by: str
    made_at: dt.datetime
    records: str = "unknown"  # what the payer card wants: narrative, chart_note, both
    attachments: str = "unknown"  # required, on_request, never


def attached_documents(found: Repositories, view: NoteView) -> tuple[Attached, ...]:
    """The documents the note names, in the form's order, then the patient's other ones."""
    patient = view.note.patient_id
    of_patient = {each.sha256: each for each in found.documents.of_patient(patient)}
    named: dict[str, Attached] = {}
    for path, item in _named(view):
        record = of_patient.get(item.sha256)
        sensitive = template_of(path) in view.guide.sensitive or bool(record and record.sensitive)
        moved = record is None and any(
            patient in {move.from_patient for move in other.moves}
            for other in found.documents.of_file(item.sha256)
        )
        title = record.title if record else item.title
        attached = Attached(title, item.sha256, record, path, sensitive, moved)
        named.setdefault(item.sha256, attached)
    others = (
        Attached(each.title, each.sha256, each, sensitive=each.sensitive)
        for each in of_patient.values()
        if each.sha256 not in named
    )
    return (*named.values(), *others)


def _named(view: NoteView) -> Iterator[tuple[str, EvidenceItem]]:
    """The files that visible answers name, in the order of the guide's fields."""
    order = {path: place for place, path in enumerate(view.guide.fields)}
    answers = view.note.content.answers.items()
    found = [(path, answer) for path, answer in answers if isinstance(answer, Evidence)]
    for path, answer in sorted(
        found, key=lambda each: (order.get(template_of(each[0]), -1), each[0])
    ):
        if view.answer(path) == answer:
            for item in answer.items:
                yield path, item
