"""What a pack can be made of: the note as documents see it, its documents, what blocks sending.

The packing service gathers it from the store, the command line from files; `pack_making` uses it.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.documents.blocks import Document
from app.documents.notes.note_view import NoteView
from app.domain.evidence.evidence import EvidenceRecord
from app.domain.guides.guide import Guide
from app.domain.guides.paths import template_of
from app.services.documents.documents import NoteDocument
from app.services.restrictions import OPEN, Barred


@dataclass(frozen=True, slots=True)
class Attached:
    """A document that could go into a pack.

    `field` is the path of the note's field that names it, empty for another one of the patient.
    `record` is None for one that cannot go; `why` says so then.
    """

    title: str
    sha256: str
    record: EvidenceRecord | None
    field: str = ""
    sensitive: bool = False
    why: str = ""

    @property
    def id(self) -> str:
        """The document's id; empty while there is no record."""
        return self.record.id if self.record else ""


@dataclass(frozen=True, slots=True)
class PackMaterial:
    """Everything a pack is made of. `read` gives an original's bytes by SHA-256, on a worker.

    `blockers` are sentences on what of the note blocks sending, `kept_from` what the patient does
    not want sent. `number` is the control number it would bear on a channel that uses one;
    `made_at` is UTC, `made_by` a name.
    """

    view: NoteView
    attached: tuple[Attached, ...]
    read: Callable[[str], bytes]
    blockers: tuple[str, ...]
    number: str
    made_by: str
    made_at: dt.datetime
    kept_from: Barred = OPEN
    letter: Document | None = None  # what LETTER among a wish's papers stands for
    appeal: str = ""  # the id of the appeal whose letter it is
    records: str = "unknown"  # what the payer card wants: narrative, chart_note, both
    channel: str = ""  # the id of the one the payer card wants
    attachments: str = "unknown"  # required, on_request, unless_asked, never


def attached_documents(
    joined: Sequence[NoteDocument], others: Sequence[EvidenceRecord], guide: Guide
) -> tuple[Attached, ...]:
    """The documents a note names, in the order of the guide's fields, then the patient's others."""
    order = {path: place for place, path in enumerate(guide.fields)}
    in_order = sorted(joined, key=lambda each: order.get(template_of(each.path), -1))
    named = {each.item.sha256 for each in joined}
    return (
        *(_named(each, guide) for each in in_order),
        *(
            Attached(each.title, each.sha256, each, sensitive=each.sensitive)
            for each in others
            if each.sha256 not in named
        ),
    )


def _named(each: NoteDocument, guide: Guide) -> Attached:
    record = each.record
    sensitive = template_of(each.path) in guide.sensitive or bool(record and record.sensitive)
    title = record.title if record else each.item.title
    return Attached(title, each.item.sha256, record, each.path, sensitive, each.why)
