"""Everything the claim page shows of one claim and around it, gathered in one reading.

Nothing is kept here; `claims` and `claim_beginning` change claims.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.documents.claims.claim_fragments import claim_note
from app.documents.narrative.narrative import Fitted
from app.documents.notes.note_view import NoteView
from app.domain.claims.authorization import Authorization
from app.domain.claims.claim import Claim
from app.domain.deadlines.deadline import Deadline
from app.domain.finding.listing import NoteQuery, NoteRow, search_key
from app.domain.guides.answers import Choice, Date, Text
from app.domain.guides.paths import TOP
from app.domain.packs.pack import Pack
from app.domain.payers.payer import PayerCard, Verification
from app.domain.practice.authority import Right
from app.domain.practice.people import Coverage, Patient
from app.services.cards.benefit_checks import work_of
from app.services.claims.billed_notes import BilledNotes
from app.services.claims.claim_checks import (
    MEDICAID,
    ClaimCheck,
    Grounds,
    NoteStanding,
    Served,
    Switched,
    blocks_of,
    counted,
)
from app.services.claims.claim_clocks import clocks_of
from app.services.claims.claim_integrity import note_standings
from app.services.claims.claim_keeping import around
from app.services.claims.claim_lines import is_chart_only
from app.services.claims.claim_warnings import is_borne, warnings_of
from app.services.claims.claim_words import card_changes, card_words, checked_words, trigger_words
from app.services.permission import require
from app.services.ports.store import Repositories
from app.services.trail import Trail


@dataclass(frozen=True, slots=True)
class NoteLook:
    """One note on the claim. `open` are what its claim still needs, in words."""

    standing: NoteStanding
    open: tuple[str, ...] = ()
    is_readable: bool = True


@dataclass(frozen=True, slots=True)
class CoverageLook:
    """One coverage of the patient and how it stands with this claim's codes.

    `claims` are the claims of the same notes to it. `checked` says the latest benefit check,
    `trigger` what is known of a benefit that a code switches on; empty where nothing is asked.
    """

    coverage: Coverage
    is_this: bool
    claims: tuple[Claim, ...] = ()
    card: str = ""
    checked: str = ""
    trigger: str = ""


@dataclass(frozen=True, slots=True)
class ClaimFile:
    """A claim with what is known around it. `people` are names by staff id.

    `owners` are who works here, `addable` the patient's other notes, `changed` is what the payer
    card says otherwise now. The claim bears the numbers of `approvals`.
    """

    claim: Claim
    patient: Patient | None
    today: dt.date
    people: Mapping[str, str]
    owners: tuple[str, ...]
    notes: tuple[NoteLook, ...]
    coverages: tuple[CoverageLook, ...]
    blocks: tuple[ClaimCheck, ...]
    warnings: tuple[ClaimCheck, ...]
    clocks: tuple[Deadline, ...]
    others: tuple[Claim, ...]
    addable: tuple[NoteRow, ...]
    packs: tuple[Pack, ...]
    approvals: tuple[Authorization, ...]
    changed: tuple[str, ...]
    narrative: Fitted

    @property
    def coverage(self) -> Coverage | None:
        """The coverage the claim goes to."""
        return next((look.coverage for look in self.coverages if look.is_this), None)

    @property
    def is_medicaid(self) -> bool:
        """Whether it goes to Medicaid, or the patient has Medicaid besides."""
        return any(look.coverage.payer_type in MEDICAID for look in self.coverages)


@dataclass(frozen=True, slots=True)
class ClaimFiles:
    """The claims of one practice with what is around them, as `trail.who` may see it."""

    notes: BilledNotes
    trail: Trail

    def open(self, claim_id: str) -> ClaimFile:
        """One claim. Raises KeyError, NotAllowed."""
        with self.notes.store.reading() as found:
            require(found, self.trail.who, Right.SEE_MONEY)
            claim = found.claims.get(claim_id)
        if claim is None:
            raise KeyError(claim_id)
        views = {note_id: self.notes.view(note_id) for note_id in claim.notes}
        with self.notes.store.reading() as found:
            return self._file(found, claim, views)

    def _file(
        self, found: Repositories, claim: Claim, views: Mapping[str, NoteView | None]
    ) -> ClaimFile:
        today, staff = self.notes.clock.local().date(), found.staff.all()
        patient = found.patients.get(claim.patient)
        every = found.claims.of_patient(claim.patient)
        grounds = _grounds(found, claim, patient, every, views, today)
        standings = note_standings(found, claim)
        rows = found.notes.page(NoteQuery(patient_id=claim.patient, order="service")).rows
        readable = tuple(view for view in views.values() if view is not None)
        return ClaimFile(
            claim=claim,
            patient=patient,
            today=today,
            people={each.id: each.name.full for each in staff},
            owners=tuple(each.id for each in staff if each.active),
            notes=tuple(_note_look(each, views[each.id]) for each in standings),
            coverages=tuple(_coverage_looks(grounds, every)),
            blocks=blocks_of(claim, standings),
            warnings=warnings_of(grounds),
            clocks=clocks_of(claim, around(found, claim)),
            others=tuple(_related(claim, every)),
            addable=tuple(row for row in rows if row.id not in claim.notes and not row.is_void),
            packs=tuple(pack for note_id in claim.notes for pack in found.packs.of_note(note_id)),
            approvals=tuple(each for each in grounds.authorizations if is_borne(claim, each)),
            changed=tuple(card_changes(claim.card, _card_now(found, claim))),
            narrative=claim_note(readable),
        )


def _note_look(standing: NoteStanding, view: NoteView | None) -> NoteLook:
    return NoteLook(standing, view.claim.open if view else (), is_readable=view is not None)


def _grounds(
    found: Repositories,
    claim: Claim,
    patient: Patient | None,
    every: tuple[Claim, ...],
    views: Mapping[str, NoteView | None],
    today: dt.date,
) -> Grounds:
    others = tuple(each for each in every if each.id != claim.id)
    works = ((note_id, work_of(view.note)) for note_id, view in views.items() if view)
    checks = found.verifications.of_patient(claim.patient)
    return Grounds(
        claim=claim,
        today=today,
        coverages=patient.coverages if patient else (),
        others=others,
        served=tuple(_served(found, claim, others, views)),
        verifications=checks,
        authorizations=found.authorizations.of_patient(claim.patient),
        began=tuple((note_id, work.began) for note_id, work in works if work),
        served_on=tuple((note, view.note.date_of_service) for note, view in views.items() if view),
        chart_only=tuple(note for note, view in views.items() if view and is_chart_only(view)),
        switched=tuple(_every_switched(claim, views, checks)),
    )


def _served(
    found: Repositories,
    claim: Claim,
    others: tuple[Claim, ...],
    views: Mapping[str, NoteView | None],
) -> Iterator[Served]:
    """What the payer may have counted: claims to it, history typed into notes, notes before."""
    seen: set[tuple[str, dt.date]] = {(line.code, line.on) for line in claim.lines}
    to_same = (each for each in others if search_key(each.payer) == search_key(claim.payer))
    every = (
        *(each for other in to_same for each in counted(other)),
        *(each for view in views.values() if view for each in entered_history(view)),
        *_not_followed(found, claim, others),
    )
    for served in every:
        if (served.code, served.on) not in seen:
            seen.add((served.code, served.on))
            yield served


def _not_followed(found: Repositories, claim: Claim, others: tuple[Claim, ...]) -> Iterator[Served]:
    """The signed notes of the same codes that stand on no claim here: billed some other way."""
    codes = {line.code for line in claim.lines}
    followed = {note for each in (claim, *others) for note in each.notes}
    query = NoteQuery(patient_id=claim.patient, status="signed", order="service")
    for row in found.notes.page(query).rows:
        if row.code in codes and row.id not in followed and row.date_of_service and not row.is_void:
            note = found.notes.get(row.id)
            if note and note.content.answers.get("billing") != Choice("chart_only"):
                yield Served(row.code, row.date_of_service, "a signed note")


def entered_history(view: NoteView) -> Iterator[Served]:
    """The earlier services that somebody typed into a note: those from before this program."""
    for place in view.facts.places("earlier_history", TOP):
        code = view.facts.read(place.path("earlier_history/code"))
        day = view.facts.read(place.path("earlier_history/date"))
        if isinstance(code, Text) and isinstance(day, Date):
            yield Served(code.value.strip().upper(), day.value, "entered history")


def _every_switched(
    claim: Claim, views: Mapping[str, NoteView | None], checks: tuple[Verification, ...]
) -> Iterator[Switched]:
    """What the notes say, and the benefit checks where no note says "active" or "ended"."""
    noted = [each for view in views.values() if view for each in _switched(view)]
    settled = {_whose(each) for each in noted if each.status in ("active", "ended")}
    codes = {line.code for line in claim.lines}
    on = {
        _whose(each): each
        for check in reversed(checks)  # the latest of them counts
        if check.active_since and check.code in codes
        for each in (Switched(check.code, check.payer, "active", check.active_since),)
    }
    yield from (each for each in noted if _whose(each) in settled or _whose(each) not in on)
    yield from (each for key, each in on.items() if key not in settled)


def _whose(switched: Switched) -> tuple[str, str]:
    return switched.code, search_key(switched.payer)


def _switched(view: NoteView) -> Iterator[Switched]:
    """What a note says of benefits that its code switches on, payer by payer."""
    for place in view.facts.places("triggers", TOP):
        payer, status, since = (
            view.facts.read(place.path(f"triggers/{name}")) for name in ("payer", "status", "since")
        )
        if isinstance(payer, Text) and isinstance(status, Choice):
            day = since.value if isinstance(since, Date) else None
            yield Switched(view.note.code, payer.value, status.value, day)


def _coverage_looks(grounds: Grounds, every: tuple[Claim, ...]) -> Iterator[CoverageLook]:
    claim = grounds.claim
    for coverage in sorted(grounds.coverages, key=lambda each: each.order):
        is_this = coverage.order == claim.coverage_order
        seen_so = grounds if is_this else _as_to(grounds, coverage)
        yield CoverageLook(
            coverage=coverage,
            is_this=is_this,
            claims=tuple(
                each
                for each in every
                if each.coverage_order == coverage.order and set(each.notes) & set(claim.notes)
            ),
            card=card_words(claim) if is_this else "",
            checked=checked_words(seen_so),
            trigger=trigger_words(seen_so),
        )


def _as_to(grounds: Grounds, coverage: Coverage) -> Grounds:
    """The same grounds, were the claim for another coverage."""
    changes = {"coverage_order": coverage.order, "payer": coverage.payer, "card": None}
    return Grounds(
        claim=grounds.claim.model_copy(update=changes),
        today=grounds.today,
        verifications=grounds.verifications,
        switched=grounds.switched,
    )


def _card_now(found: Repositories, claim: Claim) -> PayerCard | None:
    return found.payer_cards.get(claim.card.id) if claim.card else None


def _related(claim: Claim, every: tuple[Claim, ...]) -> Iterator[Claim]:
    """The other claims of the same services: the primary or secondary, the replaced one."""
    for other in every:
        linked = claim.id in (other.after, other.replaces) or other.id in (
            claim.after,
            claim.replaces,
        )
        if other.id != claim.id and (linked or set(other.notes) & set(claim.notes)):
            yield other
