"""Fictional people and notes for the storage tests."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

from rpds import HashTrieMap

from app.domain.claims.authorization import Authorization
from app.domain.finding.listing import NoteSummary
from app.domain.guides.answers import Answer, Choice, Date, Person, Text, Unreadable
from app.domain.notes.note import Content, Entry, Note, Reason, Signature
from app.domain.payers.payer import CardRule, CardSource, PayerCard, Verification
from app.domain.practice.people import (
    Address,
    Coverage,
    Patient,
    PersonName,
    Practice,
    Professional,
    StaffMember,
    StaffRole,
)
from app.services.seals.signing import digest

NOON = dt.datetime(2026, 11, 22, 12, 0, 0, 123456, tzinfo=dt.UTC)
SUMMARY = NoteSummary(3, 72, "Advice received, effect on the plan")


def patient(patient_id: str = "p1", given: str = "Marisol", family: str = "Testwell") -> Patient:
    return Patient(
        id=patient_id,
        name=PersonName(given=given, family=family),
        birth_date=dt.date(1961, 4, 30),
        chart_number=f"C-{patient_id}",
        phone="555-0101",
        coverages=(Coverage(payer="Sample Dental Plan", member_id="M-1"),),
    )


def dentist(staff_id: str = "s1", given: str = "Ada", family: str = "Samplemann") -> StaffMember:
    name = PersonName(given=given, family=family)
    return StaffMember(id=staff_id, name=name, role=StaffRole.DENTIST, npi="1234567893")


def professional(entry_id: str = "x1", family: str = "Beispiel") -> Professional:
    name = PersonName(given="Rosa", family=family)
    return Professional(id=entry_id, name=name, credential="MD", specialty="Cardiology")


def practice() -> Practice:
    return Practice(
        name="Sample Dental Office",
        npi="1234567893",
        address=Address(street="1 Example Street", city="Testville", state="CA", zip="90000"),
        fees={"D9311": Decimal("85.50")},
    )


def card(card_id: str = "sample", payer: str = "Sample Dental Plan") -> PayerCard:
    source = CardSource(title="Provider manual", checked=dt.date(2026, 10, 1))
    return PayerCard(
        id=card_id,
        payer=payer,
        sources={"S1": source},
        codes={"D9311": CardRule(covered="yes", repeat="per_date", source="S1")},
    )


def verification(
    check_id: str = "v1", patient_id: str = "p1", day: dt.date = dt.date(2026, 11, 2)
) -> Verification:
    return Verification(
        id=check_id, patient=patient_id, code="D9311", checked_on=day, reference="R-100"
    )


def prior_authorization(**changes: object) -> Authorization:
    """One that was approved for the sample patient's consultation; what else is said."""
    approved = Authorization(
        id="a1",
        patient="p1",
        payer="Sample Dental Plan",
        kind="prior_authorization",
        codes=("D9311",),
        number="PA-1",
        decision="approved",
    )
    return approved.model_copy(update=changes)


def content(**more: Answer) -> Content:
    answers: dict[str, Answer] = {
        "date_of_service": Date(dt.date(2026, 11, 20)),
        "reason": Choice("cardiac"),
        "condition": Text("Atrial fibrillation, takes apixaban"),
        "consultations/r1/who": Person("Ada Samplemann", "dentist", "DDS", entry="s1"),
        "consultations/r1/minutes": Unreadable("ten-ish", "Type whole minutes, such as 10."),
        **more,
    }
    entries = {path: Entry("s1", NOON) for path in answers}
    reasons = {"D9311-W3": Reason("The plan allows both.", "s1", NOON)}
    return Content(HashTrieMap(answers), HashTrieMap(entries), HashTrieMap(reasons))


def note(note_id: str = "n1", patient_id: str = "p1", code: str = "D9311") -> Note:
    return Note(
        id=note_id,
        code=code,
        guide_version=3,
        patient_id=patient_id,
        treating_id="s1",
        author_id="s1",
        created_at=NOON,
        content=content(),
    )


def signature() -> Signature:
    return Signature("s1", "DDS", NOON, SUMMARY.open_items, "ab" * 32)


def signed_before_keys(note_id: str = "n1") -> Note:
    """A note as it was signed before there were keys: with a digest over it, and no seal."""
    signed = replace(note(note_id), status="signed", signature=signature())
    return replace(signed, signature=replace(signature(), digest=digest(signed)))
