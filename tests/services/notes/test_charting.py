"""Notes of a practice: made with what is known, saved, found again, signed, remembered."""

import datetime as dt
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import replace

import pytest

from app.crypto import Secret
from app.domain.finding.listing import NoteSummary
from app.domain.guides.answers import Date, Money, Text
from app.domain.guides.guide import Guide
from app.domain.practice.people import (
    Coverage,
    Patient,
    PersonName,
    Practice,
    StaffMember,
    StaffRole,
)
from app.errors import SignedNote, StaleNote, StillAhead
from app.guides.catalogue import load_guides
from app.paths import resources_folder
from app.services.notes.charting import Charting, Clock, summary_of
from app.services.notes.draft import Draft
from app.services.printing.catalogue import CardRules, Catalogue
from app.services.seals.signing import signature_matches
from tests.signing_keys import key_for
from tests.small_guide import NOW, reader
from tests.storage.fakes import MemoryStore, MemoryTransaction

DENTIST = StaffMember(
    id="d1",
    name=PersonName(given="Ada", family="Samplemann"),
    role=StaffRole.DENTIST,
    credential="DDS",
    npi="1234567893",
)
PATIENT = Patient(
    id="p1",
    name=PersonName(given="Marisol", family="Testwell"),
    birth_date=dt.date(1958, 4, 2),
    coverages=(Coverage(payer="Example Dental Plan", member_id="EX1"),),
)


class Shelf:
    """The guides that ship; no payer cards."""

    def guides(self) -> Mapping[str, Guide]:
        guides, problems = load_guides(resources_folder() / "guides")
        assert not problems
        return guides

    def card_rules(self, file_text: str) -> CardRules | None:
        raise AssertionError(f"no card was chosen, yet one is read: {len(file_text)} characters")


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return Catalogue(Shelf())


@pytest.fixture
def store() -> MemoryStore:
    made = MemoryStore()
    with made.writing() as found:
        found.staff.save(DENTIST)
        found.patients.save(PATIENT)
        found.practice.save(
            Practice(name="Sampleton Dental Group", treating="d1", fees={"D9311": "85.00"})  # type: ignore[dict-item]  # pydantic reads the text as a Decimal
        )
    return made


@pytest.fixture
def charting(store: MemoryStore, catalogue: Catalogue) -> Charting:
    return Charting(store, catalogue, reader(), Clock(lambda: NOW, dt.UTC), "d1")


@pytest.fixture
def key(store: MemoryStore) -> Secret:
    return key_for(store, "d1", NOW)


def kept(charting: Charting, draft: Draft) -> Draft:
    """The draft, saved and opened again."""
    note = charting.save(draft.note, summary_of(draft.state))
    return charting.open(note.id)


class CountedStore(MemoryStore):
    """Counts what is read from it in transactions of their own."""

    readings = 0

    def reading(self) -> AbstractContextManager[MemoryTransaction]:
        self.readings += 1
        return super().reading()


def test_a_note_is_opened_in_one_transaction(catalogue: Catalogue) -> None:
    store = CountedStore()
    charting = Charting(store, catalogue, reader(), Clock(lambda: NOW, dt.UTC), "d1")
    with store.writing() as found:
        found.patients.save(PATIENT)
    note = charting.new_note("p1", "D9311").note
    charting.save(note, NoteSummary())
    before = store.readings
    opened = charting.open(note.id)
    assert store.readings == before + 1
    assert opened.known == charting.known_now(opened.note)


def test_a_new_note_starts_with_everything_that_is_known(charting: Charting) -> None:
    d = charting.new_note("p1", "D9311")
    assert d.answer("date_of_service") == Date(NOW.date())
    assert d.answer("fee") == Money(PRICE)
    assert d.answer("place_of_service") == Text("11")
    assert d.note.treating_id == "d1"
    assert d.note.control_number.startswith("CP261122")
    assert d.content.entries["fee"].by == "d1"
    assert d.undo() is None


PRICE = Practice(fees={"D9311": "85.00"}).fees["D9311"]  # type: ignore[dict-item]  # as above


def test_what_was_typed_is_found_again(charting: Charting) -> None:
    d = charting.new_note("p1", "D9311")
    d.set_answer("condition", "Mechanical valve")
    again = kept(charting, d)
    assert again.content == d.content
    assert again.state == d.state


def test_saving_over_a_newer_note_is_refused(charting: Charting) -> None:
    d = charting.new_note("p1", "D9311")
    mine = charting.save(d.note, NoteSummary())
    charting.save(mine, NoteSummary())
    with pytest.raises(StaleNote):
        charting.save(mine, NoteSummary())


@pytest.mark.parametrize(
    ("hours", "minutes", "is_ahead"), [(0, 0, False), (0, 10, False), (0, 11, True), (3, 0, True)]
)
def test_what_is_still_to_come_is_not_signed(
    charting: Charting, key: Secret, hours: int, minutes: int, *, is_ahead: bool
) -> None:
    d = kept(charting, charting.new_note("p1", "D9997"))
    d.add_row("activities")
    later = NOW + dt.timedelta(hours=hours, minutes=minutes)
    d.set_answer("activities/r1/date", "t")
    d.set_answer("activities/r1/end", later.strftime("%H%M"))
    d = kept(charting, d)
    if not is_ahead:
        assert charting.sign(d, key).signature is not None
        return
    assert charting.time_ahead(d) == "activities/r1/end"
    with pytest.raises(StillAhead):
        charting.sign(d, key)
    assert charting.stored(d.note.id).signature is None


@pytest.mark.parametrize("day", ["t-1", "t+1"])
def test_a_time_of_another_day_is_no_time_of_today(charting: Charting, day: str) -> None:
    d = charting.new_note("p1", "D9997")
    d.add_row("activities")
    d.set_answer("activities/r1/date", day)
    d.set_answer("activities/r1/end", "2359")
    assert charting.time_ahead(d) is None


def test_a_signed_note_is_locked_and_keeps_what_it_knew(
    charting: Charting, store: MemoryStore, key: Secret
) -> None:
    d = kept(charting, charting.new_note("p1", "D9311"))
    signed = charting.sign(d, key)
    assert signature_matches(signed)
    with pytest.raises(SignedNote):
        charting.save(replace(signed, content=d.content), NoteSummary())
    with store.writing() as found:
        moved = found.patients.get("p1")
        assert moved is not None
        name = PersonName(given="Marisol", family="Elsewhere")
        found.patients.save(moved.model_copy(update={"name": name}))
    known = charting.known_now(charting.stored(signed.id))
    assert known.answers["patient.name"] == Text("Marisol Testwell")


@pytest.mark.parametrize("is_signed", [False, True])
def test_a_number_that_another_note_took_meanwhile_is_not_given_twice(
    charting: Charting, store: MemoryStore, key: Secret, *, is_signed: bool
) -> None:
    draft = charting.new_note("p1", "D9311")
    number = draft.note.control_number
    with store.writing() as found:
        found.control_numbers.take(number, "another note", NOW)
    first_kept = (
        charting.sign(draft, key) if is_signed else charting.save(draft.note, NoteSummary())
    )
    assert first_kept.control_number != number
    with store.reading() as found:
        assert found.control_numbers.is_taken(first_kept.control_number)


def test_what_blocks_signing_is_refused_whoever_asks(charting: Charting, key: Secret) -> None:
    draft = charting.new_note("p1", "D9311")
    draft.set_answer("date_of_service", "2/30")
    draft = kept(charting, draft)
    with pytest.raises(ValueError, match="blocks"):
        charting.sign(draft, key)
    assert charting.stored(draft.note.id).signature is None


@pytest.mark.parametrize("field", ["content", "known", "guide_digest", "patient_id", "treating_id"])
def test_whatever_is_changed_after_signing_shows(
    charting: Charting, key: Secret, field: str
) -> None:
    signed = charting.sign(kept(charting, charting.new_note("p1", "D9311")), key)
    other = charting.new_note("p1", "D9311")
    other.set_answer("condition", "Something else")
    changed = {
        "content": replace(signed, content=other.content),
        "known": replace(signed, known=signed.known.insert("patient.name", Text("Another"))),
        "guide_digest": replace(signed, guide_digest="0" * 64),
        "patient_id": replace(signed, patient_id="p2"),
        "treating_id": replace(signed, treating_id="d2"),
    }[field]
    assert not signature_matches(changed)


def test_earlier_notes_of_the_patient_are_known(charting: Charting) -> None:
    first = kept(charting, charting.new_note("p1", "D9311"))
    second = charting.new_note("p1", "D9311")
    assert [note.id for note in second.known.earlier] == [first.note.id]
    assert {item.requirement for item in second.state.open_items} >= {"D9311-C11-second"}


def test_a_reason_about_codes_of_the_day_is_offered_again_for_the_same_payer(
    charting: Charting,
) -> None:
    d = charting.new_note("p1", "D9311")
    d.set_answer("other_codes", "D0140")
    d.answer_warning("D9311-C11-exam", "This plan pays both, see its bulletin")
    kept(charting, d)
    after = charting.new_note("p1", "D9311")
    assert after.known.remembered["D9311-C11-exam"] == "This plan pays both, see its bulletin"
    assert "D9311-C11-exam" not in after.content.reasons


def test_the_list_names_the_notes_own_gap_before_those_of_the_patients_record(
    charting: Charting,
) -> None:
    d = charting.new_note("p1", "D9311")
    items = list(d.state.open_items)
    assert items[0].section == "record"
    assert summary_of(d.state).missing == next(i.say for i in items if i.section != "record")
