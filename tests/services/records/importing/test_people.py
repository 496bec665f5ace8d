"""Rows of staff and of outside professionals: the NPI tells who it is, else the name asks."""

import pytest

from app.domain.incoming import ImportKind
from app.domain.practice.people import PersonName, Professional, StaffRole
from app.services.records.importing import people
from app.services.records.importing.verdict import Decision, Outcome
from app.services.records.importing.work import Choices
from tests.services.records.importing.rows import changes, check, run, source
from tests.storage.fakes import MemoryStore

NPI = "1234567893"
HEAD = "First,Last,Credential,Specialty,NPI\n"


def store(npi: str = NPI) -> MemoryStore:
    made = MemoryStore()
    name = PersonName(given="Lena", family="Cardwell")
    with made.writing() as found:
        found.professionals.save(Professional(id="x1", name=name, specialty="Cardiology", npi=npi))
    return made


@pytest.mark.parametrize(
    ("row", "npi", "outcome"),
    [
        (f"Lena,Cardwell,,Cardiology,{NPI}", NPI, Outcome.SAME),
        (f"Lena,Cardwell,MD,,{NPI}", NPI, Outcome.CHANGED),
        (f"Rosa,Beispiel,MD,,{NPI}", NPI, Outcome.LOOKALIKE),
        ("Lena,Cardwell,MD,,", NPI, Outcome.LOOKALIKE),
        (f"Lena,Cardwell,,,{NPI}", "", Outcome.LOOKALIKE),
        ("Rosa,Beispiel,MD,,", NPI, Outcome.NEW),
        (",Beispiel,MD,,", NPI, Outcome.REFUSED),
    ],
)
def test_who_a_professional_is(row: str, npi: str, outcome: Outcome) -> None:
    found = check(store(npi), source(ImportKind.PROFESSIONALS, HEAD + row + "\n"))
    assert found.counts == {outcome: 1}


def test_merging_takes_over_what_the_row_says_and_keeps_the_rest() -> None:
    made = store()
    asked = source(ImportKind.PROFESSIONALS, HEAD + "Lena,Cardwell,MD,,\n")
    assert changes(check(made, asked).lookalikes[0]) == {"Credential": ("", "MD")}
    run(made, asked, Choices(decisions={2: Decision.MERGE}))
    with made.reading() as found:
        (lena,) = found.professionals.all()
    assert (lena.credential, lena.specialty, lena.npi) == ("MD", "Cardiology", NPI)


@pytest.mark.parametrize(
    ("role", "credential", "kept"),
    [
        ("", "DDS", StaffRole.DENTIST),
        ("", "D.M.D.", StaffRole.DENTIST),
        ("Dental Hygienist", "", StaffRole.HYGIENIST),
        ("", "RDH", StaffRole.HYGIENIST),
        ("Dental assistant", "RDA", StaffRole.ASSISTANT),
        ("Care coordinator", "", StaffRole.COORDINATOR),
        ("Front desk", "", StaffRole.FRONT_DESK),
        ("Office Manager", "", StaffRole.MANAGER),
    ],
)
def test_role_and_credential_tell_what_somebody_does(
    role: str, credential: str, kept: StaffRole
) -> None:
    made = MemoryStore()
    text = f"First,Last,Role,Credential\nAda,Samplemann,{role},{credential}\n"
    run(made, source(ImportKind.STAFF, text))
    with made.reading() as found:
        assert [member.role for member in found.staff.all()] == [kept]


def test_staff_whose_role_nobody_knows_is_refused() -> None:
    text = "First,Last,Role\nAda,Samplemann,wizard\n"
    found = check(MemoryStore(), source(ImportKind.STAFF, text))
    assert [problem.say for problem in found.problems] == [people.NO_ROLE]
