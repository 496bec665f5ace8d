"""Everything a document is made of: one note with its guide, its visible facts and who wrote them.

The exporting service makes it once; `chart_note`, `claim_attachment` and `consultation_request`
turn it into blocks.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from app.documents.blocks import PageSize
from app.documents.notes.attached_request import AttachedRequest
from app.documents.notes.signing_words import moment_words
from app.domain.facts.facts import Facts
from app.domain.guides.answers import Answer
from app.domain.guides.guide import Field, Guide, Purpose, Requirement
from app.domain.guides.showing import show_answer
from app.domain.notes.late import spell_of
from app.domain.notes.note import Entry, Note
from app.domain.signing.later_entry import Attestation, LaterEntry
from app.domain.signing.seal import Proof, SealKind, Standing

CHART = frozenset({Purpose.CHART})
PAYERS = frozenset({Purpose.CLAIM, Purpose.PAYER})
"""What a payer's reviewer looks for: what every claim needs, and what this payer asks beside it."""


@dataclass(frozen=True, slots=True)
class Completeness:
    """How complete the note is for some purposes: what was asked, and what is open in words."""

    asked: int
    open: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NoteView:
    """A note as documents see it.

    `people` are names by staff id. `zone` is the practice's time zone, `made_at` (UTC) the moment
    of printing. `chart` and `claim` say how complete it is. `warnings` are the sentences of the
    warnings that a reason answers, by item id. `requires` are the rules the note is judged by,
    those of a payer card included. `entered` says who entered each visible answer and when; of a
    row, who entered its latest part. `enclosed` are the titles of what really goes along, once a
    pack is made; None while only the form says it.

    `standing` says whether a signed note still is what was signed, `later` is what was added to it,
    in order, `attested` who gave their word for their part before it was signed. `proofs` are the
    signatures under the pages that its signers saw, in order; none while nobody signed with a key.
    `keys` are the public keys of proofs by fingerprint, `titles` the titles of the documents that
    later entries name, by SHA-256. `attached` are denied requests that go with a signed note.
    `awaits` is the dentist whose co-signature is awaited now (a staff id); another one than the
    signer named where that one left.
    """

    note: Note
    guide: Guide
    facts: Facts
    people: Mapping[str, str]
    zone: dt.tzinfo
    made_at: dt.datetime
    chart: Completeness
    claim: Completeness
    warnings: Mapping[str, str] = field(default_factory=dict)
    requires: tuple[Requirement, ...] = ()
    entered: Mapping[str, Entry] = field(default_factory=dict)
    paper: PageSize = "letter"
    enclosed: tuple[str, ...] | None = None
    standing: Standing = Standing.UNCHECKED
    later: tuple[LaterEntry, ...] = ()
    attested: tuple[Attestation, ...] = ()
    proofs: tuple[Proof, ...] = ()
    keys: Mapping[str, bytes] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    attached: tuple[AttachedRequest, ...] = ()
    awaits: str = ""

    @property
    def voided(self) -> LaterEntry | None:
        """The entry that voids the note, if one does."""
        return next((each for each in self.later if each.kind is SealKind.VOID), None)

    @property
    def co_signature(self) -> LaterEntry | None:
        """The supervising dentist's own signature under the note, once it is given."""
        return next((each for each in self.later if each.kind is SealKind.CO_SIGNATURE), None)

    def known(self, name: str) -> str:
        """What is known under a dotted name, in words; empty when it is not known."""
        return show_answer(self.facts.known_answers.get(name))

    def first_coverage(self, name: str) -> str:
        """A column of the first coverage, in words; empty when there is no coverage."""
        rows = self.facts.rows("coverages")
        return self.known(f"coverages/{rows[0]}/{name}") if rows else ""

    def answer(self, path: str) -> Answer | None:
        """The visible answer at an answer path."""
        return self.facts.read(path)

    def says(self, path: str) -> str:
        """The visible answer at the top of the form, in words."""
        return show_answer(self.facts.read(path), self.guide.fields.get(path))

    def moment(self, at: dt.datetime) -> str:
        """A moment in the practice's own time."""
        return moment_words(at.astimezone(self.zone))

    def person(self, staff_id: str) -> str:
        """The name behind a staff id."""
        return self.people.get(staff_id, "unknown person")

    def fields_of(self, *facts: str) -> list[Field]:
        """The guide's top-level fields that hold certain facts (C2, C4), in the guide's order."""
        fields = (f for section in self.guide.sections for f in section.fields)
        return [f for f in fields if f.fact in facts]

    @property
    def asked_by_payers(self) -> frozenset[str]:
        """The template paths of fields that some requirement asks for the claim or its payer."""
        return frozenset(
            path
            for requirement in self.requires
            if not requirement.needed_for.isdisjoint(PAYERS)
            for path in (requirement.field, requirement.table)
            if path
        )

    def is_late(self, entry: Entry) -> bool:
        """Whether something was entered long after the draft was last worked on."""
        return spell_of(self.note.late, entry.at) is not None


def initials(name: str) -> str:
    """The capital letters of a name's parts, for the margin of entries."""
    return "".join(part[0] for part in name.replace(",", " ").split() if part[0].isalpha()).upper()
