"""Records through a store: saving, taking back, look-alikes, checks that follow their coverage."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest
from pydantic import BaseModel
from rpds import HashTrieMap

from app.crypto import Cost, KeyRing, Secret, wrap_with_passphrase, wrap_with_recovery_key
from app.domain.facts.known import Known, Surroundings, known_facts
from app.domain.guides.answers import Answer, Date, Text, Unreadable
from app.domain.practice.people import Coverage, Patient, Practice, Representative, StaffRole
from app.errors import StaleRecord
from app.rules.engine import evaluate
from app.services.cards.benefit_checks import Work, remark, work_of
from app.services.ports.store import Store
from app.services.records.record_forms.check import check_form
from app.services.records.record_forms.form import FormProblem, RecordForm
from app.services.records.record_forms.patient import patient_form
from app.services.records.record_forms.practice import practice_form, professional_form, staff_form
from app.services.records.records import Records
from app.storage.folder import EmbeddedFolder
from tests.sample_trail import TRAIL
from tests.small_guide import reader
from tests.storage import samples
from tests.storage.fakes import MemoryStore

Kind = TypeVar("Kind", bound=BaseModel)

KEY = Secret(bytes(range(32)))
CODES = {"D9311": "Consultation", "D9997": "Case management"}


def _encrypted(folder: Path) -> Store:
    cheap = Cost(passes=1, memory_kib=128, lanes=1)
    ring = KeyRing(
        "p",
        wrap_with_passphrase(KEY, "a sample passphrase", "p", cheap),
        wrap_with_recovery_key(KEY, Secret(b"recovery"), "p"),
    )
    return EmbeddedFolder(folder / "practice").create(ring, KEY)


@pytest.fixture(params=["memory", "sqlcipher"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    make: Callable[[], Store] = {
        "memory": MemoryStore,
        "sqlcipher": lambda: _encrypted(tmp_path),
    }[request.param]
    opened = make()
    yield opened
    opened.close()


@pytest.fixture
def records(store: Store) -> Records:
    return Records(store, TRAIL)


def _with(patient: Patient, *coverages: Coverage) -> Patient:
    numbered = (c.model_copy(update={"order": at}) for at, c in enumerate(coverages, start=1))
    return patient.model_copy(update={"coverages": tuple(numbered)})


EXAMPLE = Coverage(payer="Example Dental Plan", member_id="E-1")
SAMPLE = Coverage(payer="Sample Medicaid", member_id="S-1")


def test_a_save_can_be_taken_back(records: Records) -> None:
    first = records.save(samples.patient())
    renamed = first.record.name.model_copy(update={"family": "Otherwell"})
    second = records.save(first.record.model_copy(update={"name": renamed}))
    assert second.before == first.record
    records.take_back(second)
    stored = records.patient_file("p1").patient
    assert stored
    assert stored.name.family == "Testwell"
    assert stored.version == 3


def test_the_first_save_cannot_be_taken_back(records: Records) -> None:
    first = records.save(samples.dentist())
    with pytest.raises(ValueError, match="first save"):
        records.take_back(first)


def test_taking_back_never_overwrites_a_later_save(records: Records) -> None:
    first = records.save(samples.practice())
    second = records.save(first.record.model_copy(update={"name": "Second Sample"}))
    records.save(second.record.model_copy(update={"name": "Third Sample"}))
    with pytest.raises(StaleRecord):
        records.take_back(second)
    assert records.practice_file().practice.name == "Third Sample"


def test_checks_follow_their_coverage_to_its_new_place(records: Records) -> None:
    saved = records.save(_with(samples.patient(), EXAMPLE, SAMPLE)).record
    records.save(samples.verification())
    records.save(_with(saved, SAMPLE, EXAMPLE))
    (check,) = records.patient_file("p1").checks
    assert (check.coverage_order, check.payer) == (2, "Example Dental Plan")


def test_a_check_says_nothing_for_the_payer_that_took_the_place(records: Records) -> None:
    saved = records.save(_with(samples.patient(), EXAMPLE)).record
    records.save(samples.verification())
    replaced = records.save(_with(saved, SAMPLE)).record
    checks = records.patient_file("p1").checks
    known = known_facts(
        Surroundings("D9311", dt.date(2026, 11, 22), patient=replaced, verifications=checks)
    )
    assert known.answers.get("coverages/c1/payer") == Text("Sample Medicaid")
    assert known.answers.get("coverages/c1/verified_on") is None


def test_lookalikes_share_name_and_birth_date_accents_aside(records: Records) -> None:
    records.save(samples.patient("p1", "José", "Testwell"))
    records.save(samples.patient("p2", "Josef", "Testwell"))
    twin = samples.patient("p3", "Jose", "TESTWELL")
    assert [row.id for row in records.lookalikes(twin)] == ["p1"]
    other_day = twin.model_copy(update={"birth_date": dt.date(1961, 5, 1)})
    assert records.lookalikes(other_day) == ()


def test_notes_of_a_patient_give_the_first_day_of_work(store: Store, records: Records) -> None:
    records.save(samples.patient())
    records.save(samples.dentist())
    early = samples.content(**{"consultations/r1/date": Date(dt.date(2026, 11, 3))})
    note = samples.note()
    with store.writing() as found:
        found.notes.save(replace(note, content=early), samples.SUMMARY, samples.NOON)
    file = records.patient_file("p1")
    assert file.works == (Work("D9311", dt.date(2026, 11, 3)),)
    assert [row.code for row in file.notes] == ["D9311"]


def test_attempts_are_no_work() -> None:
    content = samples.content(
        **{
            "consultations/r1/attempts/r1/date": Date(dt.date(2026, 11, 1)),
            "consultations/r1/date": Date(dt.date(2026, 11, 4)),
        }
    )
    note = replace(samples.note(), content=content)
    assert work_of(note) == Work("D9311", dt.date(2026, 11, 4))


TODAY = dt.date(2026, 11, 22)


def test_a_check_after_the_first_activity_is_late() -> None:
    check = samples.verification(day=dt.date(2026, 11, 5))
    works = (Work("D9311", dt.date(2026, 11, 3)), Work("D9997", dt.date(2026, 10, 1)))
    assert remark(check, (check,), works, TODAY) == (
        "Late: the work on D9311 began on 11/03/2026, before this check."
    )


def test_a_second_check_in_time_takes_the_remark_away() -> None:
    late = samples.verification("v2", day=dt.date(2026, 11, 5))
    in_time = samples.verification("v1", day=dt.date(2026, 11, 3))
    works = (Work("D9311", dt.date(2026, 11, 3)),)
    assert remark(late, (late, in_time), works, TODAY) == ""


def test_a_check_past_its_day_is_out_of_date() -> None:
    check = samples.verification().model_copy(update={"stale_after": dt.date(2026, 11, 21)})
    assert remark(check, (check,), (), TODAY).startswith("Out of date since 11/21/2026.")
    fresh = check.model_copy(update={"stale_after": TODAY})
    assert remark(fresh, (fresh,), (), TODAY) == ""


def test_a_record_comes_back_from_its_form_unchanged() -> None:
    patient = _with(
        samples.patient().model_copy(
            update={
                "phone": "614-555-0110",
                "representatives": (Representative(name="Clara Demofield", relation="daughter"),),
                "epsdt": False,
            }
        ),
        EXAMPLE.model_copy(update={"relationship": "child", "subscriber": "Clara Demofield"}),
        SAMPLE.model_copy(update={"relationship": "spouse", "network": "out"}),
    )
    check = samples.verification().model_copy(
        update={"payer": EXAMPLE.payer, "portal_page": "ab" * 32, "portal_title": "p"}
    )
    dentists = (samples.dentist(),)
    assert _there_and_back(patient_form((), patient), patient) == patient
    assert _there_and_back(practice_form(CODES, dentists), samples.practice()) == samples.practice()
    assert _there_and_back(staff_form(dentists), samples.dentist()) == samples.dentist()
    assert _there_and_back(professional_form(), samples.professional()) == samples.professional()
    assert _there_and_back(check_form(_with(patient, EXAMPLE), CODES), check) == check


def test_a_main_role_is_none_of_the_others() -> None:
    # An older version offered it again; it would stay behind where the main role is changed.
    ada = samples.dentist()
    twice = ada.model_copy(update={"more_roles": (StaffRole.MANAGER, ada.role)})
    once = ada.model_copy(update={"more_roles": (StaffRole.MANAGER,)})
    assert _there_and_back(staff_form((ada,)), twice) == once


def _there_and_back(form: RecordForm[Kind], record: Kind) -> Kind | None:
    found, problems = form.read(form.answers(record, reader()), record.model_dump())
    assert problems == ()
    return found


def test_what_a_record_cannot_hold_is_told_by_field() -> None:
    form = patient_form()
    answers = form.answers(_with(samples.patient(), EXAMPLE), reader())
    unread = answers.insert("birth_date", Unreadable("31/31", "There is no such day."))
    assert form.read(unread, {"id": "p1"}) == (
        None,
        (FormProblem("birth_date", "Date of birth: There is no such day."),),
    )
    without = answers.discard("name.given").discard("coverages/r1/payer")
    assert form.read(without, {"id": "p1"})[1] == (
        FormProblem("name.given", "Type the patient’s given name."),
        FormProblem("coverages/r1/payer", "Type who pays."),
    )


def test_a_number_with_a_wrong_check_digit_is_kept_and_marked_again() -> None:
    form = practice_form(CODES, ())
    typed = form.answers(Practice(name="Sample"), reader()).insert(
        "npi", Unreadable("1234567890", "The check digit does not fit.")
    )
    practice, problems = form.read(typed, {})
    assert practice
    assert (practice.npi, problems) == ("1234567890", ())
    assert isinstance(form.answers(practice, reader())["npi"], Unreadable)


def test_the_form_of_numbers_we_propose_is_no_unfilled_blank() -> None:
    form = practice_form(CODES, ())
    answers = form.answers(Practice(name="Sample"), reader())
    known = Known(dt.date(2026, 11, 22))

    def open_at_the_form(proposed: str) -> list[str]:
        typed = answers.insert("control_format", Text(proposed))
        state = evaluate(form.guide, typed, known, HashTrieMap())
        return [item.path for item in state.open_items if item.path == "control_format"]

    assert answers["control_format"] == Text("{prefix}{date}{note}")
    assert open_at_the_form("{prefix}{date}{note}") == []
    assert open_at_the_form("{prefix}{nonsense}") == ["control_format"]


def test_a_signature_is_not_on_file_since_a_day_to_come() -> None:
    form = patient_form()
    answers = form.answers(samples.patient(), reader())
    known = Known(dt.date(2026, 11, 22))
    ahead = answers.insert("release_on_file", Date(dt.date(2027, 1, 5)))

    def warned(of: "HashTrieMap[str, Answer]") -> list[str]:
        state = evaluate(form.guide, of, known, HashTrieMap())
        return [i.id for i in state.open_items if i.id.startswith("not_future-release")]

    assert warned(answers) == []
    assert warned(ahead) == ["not_future-release_on_file"]


def test_a_patient_insured_by_himself_is_the_subscriber() -> None:
    form = patient_form()
    answers = form.answers(_with(samples.patient(), EXAMPLE), reader())
    patient, _ = form.read(answers, {"id": "p1"})
    assert patient
    assert patient.coverages[0].subscriber == "Marisol Testwell"
    assert patient.coverages[0].subscriber_birth_date == patient.birth_date


def test_a_check_asks_for_its_coverage_again_when_another_payer_stands_there() -> None:
    form = check_form(_with(samples.patient(), SAMPLE, EXAMPLE), CODES)
    old = samples.verification().model_copy(update={"payer": "Former Sample Plan"})
    answers = form.answers(old, reader())
    assert "coverage_order" not in answers
    assert form.read(answers, old.model_dump())[1] == (
        FormProblem("coverage_order", "Pick the coverage."),
    )
