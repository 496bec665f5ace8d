"""What the program knows beside the form, as answers under dotted names that guides may read.

`known_facts` builds them from patient, practice, staff, coverage, verification and payer card, so
that a requirement or a sentence treats `patient.name` like any field, and no fact is asked twice.
The names are listed in `KNOWN_FIELDS`; the guide loader refuses any other.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from rpds import HashTrieMap

from app.domain.claims.authorization import NOTHING_GRANTED, Authorization, Granted
from app.domain.codes.npi import read_npi
from app.domain.guides.answers import (
    Answer,
    Choice,
    Date,
    Money,
    NotGiven,
    Npi,
    Number,
    Rows,
    Text,
    Unreadable,
    YesNo,
)
from app.domain.guides.guide import FieldKind
from app.domain.notes.note import Answers, EarlierNote
from app.domain.payers.payer import PayerCard, Verification
from app.domain.practice.people import LICENSED, Coverage, Patient, Practice, StaffMember
from app.domain.reading.blank import is_blank
from app.domain.reading.problem import Unread

TEXT, DATE, CHOICE, YES_NO = FieldKind.TEXT, FieldKind.DATE, FieldKind.CHOICE, FieldKind.YES_NO

KNOWN_FIELDS: Mapping[str, tuple[FieldKind, str]] = {
    "today": (DATE, "Today"),
    "code": (TEXT, "Procedure code"),
    "patient.name": (TEXT, "Patient"),
    "patient.birth_date": (DATE, "Date of birth"),
    "patient.chart_number": (TEXT, "Chart number"),
    "patient.minor": (YES_NO, "Minor"),
    "patient.language": (TEXT, "Patient’s language"),
    "patient.phone": (FieldKind.PHONE, "Patient’s phone"),
    "patient.address": (TEXT, "Patient’s address"),
    "patient.representative": (TEXT, "Representative"),
    "patient.representative_relation": (TEXT, "Relation of the representative"),
    "patient.representative_authority": (TEXT, "Authority of the representative"),
    "patient.representative_language": (TEXT, "Language of the representative"),
    "patient.representative_phone": (FieldKind.PHONE, "How the representative is reached"),
    "patient.epsdt": (YES_NO, "EPSDT"),
    "patient.release_on_file": (DATE, "Release signature on file since"),
    "patient.assignment_on_file": (DATE, "Assignment signature on file since"),
    "practice.name": (TEXT, "Billing entity"),
    "practice.npi": (FieldKind.NPI, "Billing NPI (type 2)"),
    "practice.tin": (TEXT, "Tax id"),
    "practice.address": (TEXT, "Practice address"),
    "practice.phone": (FieldKind.PHONE, "Practice phone"),
    "practice.fax": (FieldKind.PHONE, "Practice fax"),
    "practice.place_of_service": (TEXT, "Place of service code"),
    "practice.fee": (FieldKind.MONEY, "The practice’s fee for this code"),
    "practice.nomenclature": (TEXT, "The practice’s licensed wording for this code"),
    "treating.name": (TEXT, "Treating dentist"),
    "treating.surname": (TEXT, "Treating dentist’s family name"),
    "treating.credential": (TEXT, "Treating dentist’s credential"),
    "treating.npi": (FieldKind.NPI, "Treating dentist’s NPI (type 1)"),
    "treating.license": (TEXT, "Treating dentist’s license"),
    "treating.taxonomy": (TEXT, "Treating dentist’s taxonomy code"),
    "author.name": (TEXT, "Author"),
    "author.role": (CHOICE, "Author’s role"),
    "author.credential": (TEXT, "Author’s credential or training"),
    "author.licensed": (YES_NO, "Author is licensed"),
    "author.supervisor": (TEXT, "Author’s supervising dentist"),
    "author.entry": (TEXT, "Author’s entry in the directory"),
    "coverages": (FieldKind.TABLE, "Coverages"),
    "coverages/payer": (TEXT, "Payer"),
    "coverages/payer_type": (CHOICE, "Payer type"),
    "coverages/payer_id": (TEXT, "Payer id"),
    "coverages/plan": (TEXT, "Plan"),
    "coverages/group_number": (TEXT, "Group number"),
    "coverages/member_id": (TEXT, "Member id"),
    "coverages/subscriber": (TEXT, "Subscriber"),
    "coverages/subscriber_birth_date": (DATE, "Subscriber’s date of birth"),
    "coverages/relationship": (CHOICE, "Relationship to the subscriber"),
    "coverages/comes_first": (YES_NO, "First in the order"),
    "coverages/order_reason": (TEXT, "Why in this order"),
    "coverages/network": (CHOICE, "Network status of the dentist"),
    "coverages/verified_on": (DATE, "Benefits verified on"),
    "coverages/verified_channel": (CHOICE, "Verified by"),
    "coverages/verified_proof": (TEXT, "Representative and reference, or portal page"),
    "coverages/verified_covered": (CHOICE, "Payer’s answer for this code"),
    "coverages/verified_limits": (TEXT, "Limits and frequency"),
    "coverages/predetermination": (CHOICE, "Predetermination"),
    "coverages/prior_authorization": (CHOICE, "Prior authorization"),
    "coverages/stale_after": (DATE, "Verification stale after"),
    "coverages/late_reason": (TEXT, "Why it was verified late"),
    "predetermination.number": (TEXT, "Predetermination number on file"),
    "authorization.number": (TEXT, "Prior authorization number on file"),
    "authorization.begins": (DATE, "First day of the prior authorization on file"),
    "authorization.until": (DATE, "Last day of the prior authorization on file"),
    "authorization.units": (FieldKind.NUMBER, "Services of the prior authorization on file"),
    "authorization.over": (YES_NO, "The prior authorization on file has ended"),
    "authorization.used_up": (YES_NO, "The prior authorization on file is used up"),
    "benefit.state": (CHOICE, "State of the benefit that this code switches on"),
    "benefit.active_since": (DATE, "Benefit active since"),
    "benefit.how_known": (TEXT, "How it is known that the benefit is active"),
    "benefit.billing": (CHOICE, "Billing, by the benefit"),
    "benefit.why_chart_only": (CHOICE, "Why chart only, by the benefit"),
    "card.payer": (TEXT, "Payer card"),
    "card.covered": (CHOICE, "Covered, by the payer card"),
    "card.repeat": (CHOICE, "Repeat rule of the payer card"),
    "card.records": (CHOICE, "Records policy of the payer card"),
    "card.attachments": (CHOICE, "Attachment policy of the payer card"),
    "card.checked": (DATE, "Payer card last checked"),
    "card.stale": (YES_NO, "Payer card out of date"),
    "history.same_code": (FieldKind.NUMBER, "Earlier notes for this code"),
    "history.last_date": (DATE, "Latest earlier date of service for this code"),
}

# Adult age for claims and consent in most states; a state's own rule is set on the representative.
ADULT_YEARS = 18


@dataclass(frozen=True, slots=True)
class Known:
    """Everything a note is judged and written with beside its own answers.

    `remembered` are the reasons last given to warnings with this payer, by requirement id: offered
    again, never taken for granted (C11).
    """

    today: dt.date
    answers: Answers = field(default_factory=HashTrieMap)
    earlier: tuple[EarlierNote, ...] = ()
    remembered: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The records around a note, as services hand them over; any may be missing still."""

    code: str
    today: dt.date
    patient: Patient | None = None
    practice: Practice | None = None
    treating: StaffMember | None = None
    author: StaffMember | None = None
    staff: Sequence[StaffMember] = ()
    card: PayerCard | None = None
    verifications: Sequence[Verification] = ()
    granted: Granted = NOTHING_GRANTED
    earlier: tuple[EarlierNote, ...] = ()
    remembered: Mapping[str, str] = field(default_factory=dict)


def known_facts(around: Surroundings) -> Known:
    """The known answers for a note, empty values left out."""
    found: dict[str, Answer | None] = {"today": Date(around.today), "code": Text(around.code)}
    if around.patient:
        found |= _of_patient(around.patient, around.today)
        found |= _of_coverages(around.patient, around.verifications, around.code)
        if not _is_paid_per_date(around.card, around.code):
            found |= _of_benefit(around.patient, around.verifications, around.code)
    found |= _of_granted(around.granted)
    if around.practice:
        found |= _of_practice(around.practice, around.code)
    if around.treating:
        found |= _of_treating(around.treating)
    if around.author:
        found |= _of_author(around.author, around.staff)
    if around.card:
        found |= _of_card(around.card, around.code, around.today)
    found |= _of_history(around.earlier, around.code)
    kept = {name: answer for name, answer in found.items() if answer is not None}
    return Known(around.today, HashTrieMap(kept), around.earlier, around.remembered)


def is_minor(birth_date: dt.date, today: dt.date) -> bool:
    """Whether somebody born that day is under 18 today."""
    had_birthday = (today.month, today.day) >= (birth_date.month, birth_date.day)
    return today.year - birth_date.year - (not had_birthday) < ADULT_YEARS


def _text(value: str) -> Text | None:
    return None if is_blank(value) else Text(value)


def _npi(value: str) -> Npi | Unreadable | None:
    if not value:
        return None
    found = read_npi(value)
    return Unreadable(value, found.why) if isinstance(found, Unread) else Npi(found)


def _choice(value: str) -> Choice | None:
    return Choice(value) if value and value != "unknown" else None


def _date(value: dt.date | None) -> Date | None:
    return Date(value) if value else None


def _of_patient(patient: Patient, today: dt.date) -> dict[str, Answer | None]:
    speaks = patient.representatives[0] if patient.representatives else None
    return {
        "patient.name": _text(patient.name.full),
        "patient.birth_date": _date(patient.birth_date),
        "patient.chart_number": _text(patient.chart_number),
        "patient.minor": YesNo(is_minor(patient.birth_date, today)) if patient.birth_date else None,
        "patient.language": _text(patient.language),
        "patient.phone": _text(patient.phone),
        "patient.address": _text(patient.address.one_line),
        "patient.representative": _text(speaks.name) if speaks else None,
        "patient.representative_relation": _text(speaks.relation) if speaks else None,
        "patient.representative_authority": _text(speaks.authority) if speaks else None,
        "patient.representative_language": _text(speaks.language) if speaks else None,
        "patient.representative_phone": _text(speaks.phone) if speaks else None,
        "patient.epsdt": YesNo(patient.epsdt) if patient.epsdt is not None else None,
        "patient.release_on_file": _date(patient.release_on_file),
        "patient.assignment_on_file": _date(patient.assignment_on_file),
    }


def _of_practice(practice: Practice, code: str) -> dict[str, Answer | None]:
    fee = practice.fees.get(code)
    return {
        "practice.name": _text(practice.name),
        "practice.npi": _npi(practice.npi),
        "practice.tin": _text(practice.tin),
        "practice.address": _text(practice.address.one_line),
        "practice.phone": _text(practice.phone),
        "practice.fax": _text(practice.fax),
        "practice.place_of_service": _text(practice.place_of_service),
        "practice.fee": Money(fee) if fee is not None else None,
        "practice.nomenclature": _text(practice.nomenclature.get(code, "")),
    }


def _of_treating(dentist: StaffMember) -> dict[str, Answer | None]:
    return {
        "treating.name": _text(dentist.name.full),
        "treating.surname": _text(dentist.name.family),
        "treating.credential": _text(dentist.credential),
        "treating.npi": _npi(dentist.npi),
        "treating.license": _text(dentist.license),
        "treating.taxonomy": _text(dentist.taxonomy),
    }


def _of_author(author: StaffMember, staff: Sequence[StaffMember]) -> dict[str, Answer | None]:
    boss = next((member for member in staff if member.id == author.supervisor), None)
    return {
        "author.name": _text(author.name.full),
        "author.role": Choice(author.role.value),
        "author.credential": _text(author.credential or author.training),
        "author.licensed": YesNo(author.role in LICENSED),
        "author.supervisor": _text(boss.name.full) if boss else None,
        "author.entry": _text(author.id),
    }


def _of_coverages(
    patient: Patient, verifications: Sequence[Verification], code: str
) -> dict[str, Answer | None]:
    ordered = sorted(patient.coverages, key=lambda coverage: coverage.order)
    if not ordered:
        return {}
    found: dict[str, Answer | None] = {"coverages": Rows(tuple(f"c{c.order}" for c in ordered))}
    for coverage in ordered:
        checks = [v for v in verifications if v.code == code and is_check_of(v, coverage)]
        latest = max(checks, key=lambda v: v.checked_on, default=None)
        row: dict[str, Answer | None] = {"comes_first": YesNo(coverage is ordered[0])}
        row |= _of_coverage(coverage, patient) | (_of_verification(latest) if latest else {})
        found |= {f"coverages/c{coverage.order}/{name}": answer for name, answer in row.items()}
    return found


def _of_benefit(
    patient: Patient, verifications: Sequence[Verification], code: str
) -> dict[str, Answer | None]:
    """What a code has switched on at the primary payer: then the chart alone is usual (M10)."""
    primary = min(patient.coverages, key=lambda coverage: coverage.order, default=None)
    told = [
        (check.active_since, check.active_known_by)
        for check in verifications
        if primary and check.code == code and check.active_since and is_check_of(check, primary)
    ]
    if not told:
        return {}
    since, known_by = max(told)
    return {
        "benefit.state": Choice("active"),
        "benefit.active_since": Date(since),
        "benefit.how_known": _text(known_by),
        "benefit.billing": Choice("chart_only"),
        "benefit.why_chart_only": Choice("already_triggered"),
    }


def _is_paid_per_date(card: PayerCard | None, code: str) -> bool:
    """Whether a payer pays a code each time: then it switches nothing on."""
    rule = card.codes.get(code) if card else None
    return rule is not None and rule.repeat == "per_date"


def is_check_of(check: Verification, coverage: Coverage) -> bool:
    """Whether a benefit check speaks of this coverage: its place, and its payer where recorded."""
    same_payer = not check.payer or check.payer.casefold() == coverage.payer.casefold()
    return check.coverage_order == coverage.order and same_payer


def _of_coverage(coverage: Coverage, patient: Patient) -> dict[str, Answer | None]:
    own = coverage.relationship == "self"  # who is insured by himself is not asked twice
    subscriber = coverage.subscriber or (patient.name.full if own else "")
    born = coverage.subscriber_birth_date or (patient.birth_date if own else None)
    return {
        "payer": _text(coverage.payer),
        "payer_type": Choice(coverage.payer_type.value),
        "payer_id": _text(coverage.payer_id),
        "plan": _text(coverage.plan),
        "group_number": _text(coverage.group_number),
        "member_id": _text(coverage.member_id),
        "subscriber": _text(subscriber),
        "subscriber_birth_date": _date(born),
        "relationship": Choice(coverage.relationship),
        "order_reason": _text(coverage.order_reason),
        "network": _choice(coverage.network),
    }


def _of_verification(check: Verification) -> dict[str, Answer | None]:
    spoken = ", ref. ".join(part for part in (check.representative, check.reference) if part)
    return {
        "verified_on": Date(check.checked_on),
        "verified_channel": Choice(check.channel),
        "verified_proof": _text(spoken or ("portal page kept" if check.portal_page else "")),
        "verified_covered": _choice(check.covered),
        "verified_limits": _text(check.limits) or _closing(check, "limits"),
        "predetermination": _choice(check.predetermination) or _closing(check, "predetermination"),
        "prior_authorization": _choice(check.prior_authorization)
        or _closing(check, "prior_authorization"),
        "stale_after": _date(check.stale_after),
        "late_reason": _text(check.late_reason),
    }


def _closing(check: Verification, name: str) -> NotGiven | None:
    kind = check.closed.get(name)
    return NotGiven(kind) if kind else None


def _of_granted(granted: Granted) -> dict[str, Answer | None]:
    estimate, prior = granted.predetermination, granted.prior
    return {
        "predetermination.number": _text(estimate.number) if estimate else None,
        "authorization.over": YesNo(True) if granted.is_over else None,
        "authorization.used_up": YesNo(True) if granted.is_used_up else None,
    } | (_of_prior(prior) if prior else {})


def _of_prior(prior: Authorization) -> dict[str, Answer | None]:
    return {
        "authorization.number": _text(prior.number),
        "authorization.begins": _date(prior.begins),
        "authorization.until": _date(prior.until),
        "authorization.units": Number(Decimal(prior.units)) if prior.units else None,
    }


def _of_card(card: PayerCard, code: str, today: dt.date) -> dict[str, Answer | None]:
    found: dict[str, Answer | None] = {"card.payer": _text(card.payer)}
    rule = card.codes.get(code)
    if rule is None:
        return found
    named = card.sources_of(code)
    checked = min((card.sources[name].checked for name in named), default=None)
    return found | {
        "card.covered": _choice(rule.covered),
        "card.repeat": _choice(rule.repeat),
        "card.records": _choice(rule.records),
        "card.attachments": _choice(rule.attachments),
        "card.checked": _date(checked),
        "card.stale": YesNo(any(card.is_stale(name, today) for name in named)),
    }


def _of_history(earlier: Sequence[EarlierNote], code: str) -> dict[str, Answer | None]:
    same = [note for note in earlier if note.code == code]
    dates = [note.date_of_service for note in same if note.date_of_service]
    return {
        "history.same_code": Number(Decimal(len(same))) if same else None,
        "history.last_date": _date(max(dates, default=None)),
    }
