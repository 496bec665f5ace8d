"""Rows of coverages: led to the patient by the chart number, placed by their order."""

import pytest

from app.domain.incoming import ImportKind
from app.domain.payers.payer import Verification
from app.domain.practice.people import Coverage, Patient
from app.services.records.importing import coverages
from app.services.records.importing.verdict import Decision, Outcome
from app.services.records.importing.work import Choices, Did
from tests.services.records.importing.rows import check, run, source
from tests.services.records.importing.test_patients import BORN, patient
from tests.storage.fakes import MemoryStore

KIND = ImportKind.COVERAGES
HEAD = "Chart,Carrier,Order,Member ID,Relationship,Subscriber,Subscriber DOB\n"


def store(*stored: Patient) -> MemoryStore:
    made = MemoryStore()
    with made.writing() as found:
        for each in stored:
            found.patients.save(each)
    return made


def kept(made: MemoryStore, patient_id: str = "p1") -> tuple[Coverage, ...]:
    with made.reading() as found:
        stored = found.patients.get(patient_id)
    assert stored
    return stored.coverages


def test_a_coverage_finds_its_patient_and_the_patient_is_the_subscriber() -> None:
    made = store(patient())
    run(made, source(KIND, HEAD + "12,Example Mutual,1,M-1,Self,,\n"))
    assert kept(made) == (
        Coverage(
            payer="Example Mutual",
            member_id="M-1",
            subscriber="Marisol Testwell",
            subscriber_birth_date=BORN,
        ),
    )


def test_several_rows_of_one_patient_stand_in_their_order() -> None:
    made = store(patient())
    text = HEAD + "12,First Mutual,,A,,,\n12,Second Mutual,,B,Wife,Theo Testwell,1/2/1960\n"
    assert run(made, source(KIND, text)).counts == {Did.ADDED: 2}
    first, second = kept(made)
    assert (first.order, first.payer, second.order, second.payer) == (
        1,
        "First Mutual",
        2,
        "Second Mutual",
    )
    assert (second.relationship, second.subscriber) == ("spouse", "Theo Testwell")
    again = check(made, source(KIND, text))
    assert again.counts == {Outcome.SAME: 2}


def test_the_same_payer_is_brought_up_to_date_wherever_it_stands() -> None:
    made = store(patient(coverages=(Coverage(order=2, payer="Example Mutual"),)))
    run(made, source(KIND, HEAD + "12,EXAMPLE MUTUAL,1,M-1,,,\n"))
    assert [(each.order, each.payer, each.member_id) for each in kept(made)] == [
        (2, "Example Mutual", "M-1")
    ]


def test_a_payer_that_insures_somebody_twice_stands_twice() -> None:
    made = store(patient())
    asked = source(KIND, HEAD + "12,Example Mutual,1,A,,,\n12,Example Mutual,2,B,Child,,\n")
    assert check(made, asked).counts == {Outcome.NEW: 2}
    assert run(made, asked).counts == {Did.ADDED: 2}
    assert [(each.order, each.member_id) for each in kept(made)] == [(1, "A"), (2, "B")]
    assert run(made, asked).counts == {Did.SAME: 2}


@pytest.mark.parametrize(
    ("decision", "payers"),
    [
        (Decision.MERGE, ["Newer Mutual"]),
        (Decision.ADD, ["Older Mutual", "Newer Mutual"]),
        (Decision.LEAVE, ["Older Mutual"]),
    ],
)
def test_another_payer_in_the_place_is_decided_by_a_person(
    decision: Decision, payers: list[str]
) -> None:
    made = store(patient(coverages=(Coverage(payer="Older Mutual", plan="Gold"),)))
    asked = source(KIND, HEAD + "12,Newer Mutual,1,M-2,,,\n")
    shown = check(made, asked).lookalikes[0]
    assert [(each.label, each.old, each.new) for each in shown.changes] == [
        ("Payer", "Older Mutual", "Newer Mutual"),
        ("Plan", "Gold", "—"),
        ("Member id", "", "M-2"),
    ]
    run(made, asked, Choices(decisions={shown.line: decision}))
    assert [each.payer for each in kept(made)] == payers


def test_two_decisions_about_one_patient_are_both_kept() -> None:
    older = (Coverage(payer="Older Mutual"), Coverage(order=2, payer="Other Older"))
    made = store(patient(coverages=older))
    asked = source(KIND, HEAD + "12,Newer Mutual,1,A,,,\n12,Other Newer,2,B,,,\n")
    merge = {2: Decision.MERGE, 3: Decision.MERGE}
    assert run(made, asked, Choices(decisions=merge)).counts == {Did.MERGED: 2}
    assert [each.payer for each in kept(made)] == ["Newer Mutual", "Other Newer"]


def test_a_benefit_check_stays_with_the_payer_it_asked() -> None:
    made = store(patient(coverages=(Coverage(payer="Older Mutual"),)))
    with made.writing() as found:
        found.verifications.save(
            Verification(id="v1", patient="p1", payer="Older Mutual", code="D9311", checked_on=BORN)
        )
    asked = source(KIND, HEAD + "12,Newer Mutual,1,M-2,,,\n")
    run(made, asked, Choices(decisions={2: Decision.MERGE}))
    with made.reading() as found:
        (stays,) = found.verifications.of_patient("p1")
    assert stays.payer == "Older Mutual"


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (",Example Mutual,1,,,,", coverages.NO_CHART_NUMBER),
        ("12,,1,,,,", coverages.NO_PAYER),
        ("99,Example Mutual,1,,,,", coverages.NOBODY),
        ("12,Example Mutual,4,,,,", coverages.BAD_ORDER),
        ("12,Example Mutual,first?,,,,", coverages.BAD_ORDER),
        ("13,Example Mutual,1,,,,", coverages.SEVERAL),
    ],
)
def test_what_cannot_be_placed_is_refused(row: str, why: str) -> None:
    made = store(patient(), patient("p2", chart_number="13"), patient("p3", chart_number="13"))
    found = check(made, source(KIND, HEAD + row + "\n"))
    assert [problem.say for problem in found.problems] == [why]
