"""Retention by state: which records have come to their day, which never on what is known."""

import datetime as dt
from pathlib import Path

import pypdf
import pytest

from app.bootstrap import make_printer
from app.domain.audit import AuditQuery, Deed
from app.domain.finding.listing import NoteSummary
from app.domain.practice.people import Address, StaffRole
from app.domain.requests.retention import RetentionRule
from app.errors import NotAllowed
from app.evidence.table import SafeLightTable
from app.guides.retention import load_retention
from app.paths import resources_folder
from app.services.notes.charting import Clock
from app.services.requests import retention
from app.services.requests.retention import FILE_NAME, Retention
from app.services.trail import file_digests
from tests.sample_trail import TRAIL
from tests.storage import samples
from tests.storage.fakes import MemoryStore

NOW = dt.datetime(2040, 6, 1, 12, tzinfo=dt.UTC)
RULES, _ = load_retention(resources_folder() / "retention")


@pytest.fixture
def store() -> MemoryStore:
    made = MemoryStore()
    with made.writing() as work:
        work.staff.save(samples.dentist())
        work.practice.save(samples.practice())
    return made


def patient(store: MemoryStore, patient_id: str, born: dt.date | None, last: dt.datetime) -> None:
    person = samples.patient(patient_id).model_copy(update={"birth_date": born})
    with store.writing() as work:
        work.patients.save(person)
        work.notes.save(samples.note(f"n-{patient_id}", patient_id), NoteSummary(), last)


def retention_of(store: MemoryStore) -> Retention:
    clock = Clock(lambda: NOW, dt.UTC)
    return Retention(store, lambda: RULES, make_printer(SafeLightTable()), clock, TRAIL)


def test_records_are_sorted_by_what_is_known_of_them(store: MemoryStore) -> None:
    old = dt.datetime(2026, 11, 22, tzinfo=dt.UTC)
    patient(store, "adult", dt.date(1960, 1, 1), old)
    patient(store, "child", dt.date(2020, 1, 1), old)
    patient(store, "recent", dt.date(1960, 1, 1), NOW)
    patient(store, "unknown", None, old)
    with store.writing() as work:
        work.patients.save(samples.patient("nothing"))
    retained = retention_of(store).look()
    assert [each.patient.id for each in retained.due] == ["adult"]
    assert (retained.come, retained.young, retained.unknown, retained.empty) == (1, 2, 1, 1)
    assert retained.due[0].not_before == dt.date(2036, 11, 22)


@pytest.mark.parametrize(("state", "own", "years"), [("mo ", True, 7), ("CA", False, 10)])
def test_the_practices_state_decides(store: MemoryStore, state: str, own: bool, years: int) -> None:
    with store.writing() as work:
        practice = work.practice.get()
        work.practice.save(practice.model_copy(update={"address": Address(state=state)}))
    retained = retention_of(store).look()
    assert (retained.is_own_state, retained.rule.years) == (own, years)
    general = "General knowledge, not looked up" in retained.basis_words
    assert general is not own


def test_the_list_is_bounded_and_holds_those_whose_day_came_first(
    store: MemoryStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retention, "MOST_LISTED", 2)
    for number in range(5):
        last = dt.datetime(2026, 12, 20 - number, tzinfo=dt.UTC)
        patient(store, f"p{number}", dt.date(1960, 1, 1), last)
    retained = retention_of(store).look()
    assert retained.come == 5
    assert [each.patient.id for each in retained.due] == ["p4", "p3"]


def test_the_report_says_rule_source_and_that_nothing_is_deleted(
    store: MemoryStore, tmp_path: Path
) -> None:
    patient(store, "adult", dt.date(1960, 1, 1), dt.datetime(2026, 11, 22, tzinfo=dt.UTC))
    desk = retention_of(store)
    desk.save(desk.look(), tmp_path / FILE_NAME)
    said = " ".join(
        " ".join(page.extract_text().split())
        for page in pypdf.PdfReader(tmp_path / FILE_NAME).pages
    )
    assert "Chartproof deletes nothing." in said
    assert "General knowledge, not looked up" in said
    assert "11/22/2036" in said


def test_a_report_in_which_nobody_is_due_is_told_of_too(store: MemoryStore, tmp_path: Path) -> None:
    desk = retention_of(store)
    desk.save(desk.look(), tmp_path / FILE_NAME)
    with store.reading() as found:
        (row,) = found.audit.page(AuditQuery(deeds=(Deed.EXPORTED,))).rows
    files = file_digests((tmp_path / FILE_NAME).read_bytes())
    assert (row.patient, row.told) == ("", {"paper": "retention-report", "files": files})


def test_it_is_shown_to_who_may_answer_requests_only(store: MemoryStore, tmp_path: Path) -> None:
    seen_before = retention_of(store).look()
    with store.writing() as work:
        member = work.staff.get("s1")
        assert member
        work.staff.save(samples.dentist("s2", "Finn"))
        work.staff.save(member.model_copy(update={"role": StaffRole.ASSISTANT}))
    with pytest.raises(NotAllowed):
        retention_of(store).look()
    with pytest.raises(NotAllowed):
        retention_of(store).save(seen_before, tmp_path / FILE_NAME)
    assert list(tmp_path.iterdir()) == []


def test_every_rule_is_said_in_a_sentence() -> None:
    rule: RetentionRule = RULES["MO"]
    said = retention.Retained(rule, True, (), 0, 0, 0, 0)
    assert said.rule_words == (
        "7 years from the last entry; of a minor also 7 years from the birthday of majority (18)"
    )
    assert said.basis_words.startswith("Read in the rule itself; Missouri Revised Statutes")
