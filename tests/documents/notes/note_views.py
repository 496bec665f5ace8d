"""Notes as documents see them, made of the real guides; the document tests share them."""

import datetime as dt
from dataclasses import replace
from functools import cache

from rpds import HashTrieMap

from app.documents.notes.note_view import NoteView
from app.domain.facts.known import Known
from app.domain.guides.answers import Answer, Date, Evidence, EvidenceItem, Npi, Person, Rows, Text
from app.domain.guides.guide import Guide
from app.domain.practice.people import PersonName, StaffMember, StaffRole
from app.guides.loader import load_guide
from app.paths import resources_folder
from app.services.notes.draft import Draft
from app.services.printing.printing import Desk, view_note
from app.services.seals import signing
from tests.small_guide import NOW, TODAY, draft

PEOPLE = {"a1": "Finn Deskwell", "d1": "Ada Samplemann"}
DENTIST = StaffMember(
    id="d1",
    name=PersonName(given="Ada", family="Samplemann"),
    role=StaffRole.DENTIST,
    credential="DDS",
)


@cache
def guide(code: str) -> Guide:
    """A shipped guide."""
    found, problems = load_guide(resources_folder() / "guides" / f"{code}.yaml")
    assert found is not None, problems
    return found


def known(code: str, **more: Answer) -> Known:
    """What is known around the sample note; `more` by dotted name with double underscores."""
    facts: dict[str, Answer] = {
        "today": Date(TODAY),
        "code": Text(code),
        "patient.name": Text("Marisol Testwell"),
        "patient.birth_date": Date(dt.date(1958, 4, 2)),
        "practice.name": Text("Sampleton Dental Group"),
        "practice.npi": Npi("1993999998"),
        "practice.fax": Text("614-555-0109"),
        "treating.name": Text("Ada Samplemann"),
        "treating.surname": Text("Samplemann"),
        "treating.npi": Npi("1234567893"),
        "coverages": Rows(("c1",)),
        "coverages/c1/payer": Text("Example Dental Plan"),
        "coverages/c1/member_id": Text("EX0001042"),
        "coverages/c1/subscriber": Text("Marisol Testwell"),
    }
    facts |= {name.replace("__", "."): answer for name, answer in more.items()}
    return Known(TODAY, HashTrieMap(facts))


def consultation(**more: Answer) -> Draft:
    """A D9311 draft about one answered phone consultation."""
    d = draft(known("D9311", **more), guide("D9311"))
    typed = {
        "date_of_service": "11/3/2026",
        "reason": "cardiac",
        "condition": "Mechanical aortic valve since 2019",
        "dental_condition": "Generalized periodontitis, stage III",
        "planned_procedures": "Flap surgery",
        "anesthesia": "Lidocaine with epinephrine",
        "answer_by": "11/10/2026",
        "necessity": "Only the cardiologist could judge the risk.",
        "billing": "bill",
    }
    for path, text in typed.items():
        d.set_answer(path, text)
    for question in ("Is prophylaxis advised?", "Is there a limit to epinephrine?"):
        d.add_row("questions")
        d.set_answer(f"questions/{d.rows('questions')[-1]}/text", question)
    d.add_row("consultations")
    row = "consultations/r1"
    for name, text in {
        "name": "Lena Cardwell",
        "credential": "MD",
        "organization": "Sampleton Heart Clinic",
        "method": "phone",
        "state": "answered",
        "date": "11/3/2026",
        "time": "2:30p",
        "minutes": "12",
        "answered_by": "clinician",
    }.items():
        d.set_answer(f"{row}/{name}", text)
    d.set_answer(f"{row}/spoke", Person("Ada Samplemann", "dentist", "DDS"))
    d.set_answer("enclosures", Evidence((EvidenceItem("0" * 64, "Reply letter", 10),)))
    return d


def view(d: Draft, *, signed: bool = False) -> NoteView:
    """The draft's note as documents see it."""
    note = replace(
        d.note,
        code=d.guide.guide.code,
        control_number="CP2611220A1B2C3D",
        treating_id=DENTIST.id,
    )
    if signed:
        note = signing.sign(note, d.known, d.state, DENTIST, NOW)
    return view_note(note, d.guide, d.known, Desk(PEOPLE, dt.UTC), NOW)
