"""The sample practice in a fresh store: people of many tongues, signed notes, nothing missing."""

import datetime as dt
import json
import unicodedata
from collections.abc import Mapping

import pytest

from app.domain.codes.npi import is_npi
from app.domain.finding.listing import NoteQuery, PatientQuery
from app.domain.guides.answers import Evidence
from app.domain.guides.guide import Guide
from app.domain.payers.payer import PayerCard
from app.errors import DamagedInstallation
from app.guides.cards import load_card
from app.guides.catalogue import load_guides
from app.paths import resources_folder
from app.services.notes.answer_reading import AnswerReader
from app.services.notes.charting import Charting, Clock
from app.services.office.sample_practice import SampleFiles, fill_sample_practice
from app.services.printing.catalogue import CardRules, Catalogue
from app.services.records.record_forms.check import check_form
from app.services.records.record_forms.patient import patient_form
from app.services.records.record_forms.practice import practice_form, professional_form, staff_form
from app.services.records.records import Records
from tests.sample_trail import TRAIL
from tests.small_guide import NOW, index, reader
from tests.storage.fakes import MemoryStore

SAMPLES = resources_folder() / "samples"
CARD = resources_folder() / "payers" / "example-mutual.yaml"


class Shelf:
    """The guides that ship."""

    def __init__(self) -> None:
        self._guides, problems = load_guides(resources_folder() / "guides")
        assert not problems

    def guides(self) -> Mapping[str, Guide]:
        return self._guides

    def card_rules(self, file_text: str) -> CardRules | None:
        del file_text
        return None


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return Catalogue(Shelf())


@pytest.fixture(scope="module")
def card() -> tuple[PayerCard, str]:
    loaded, problems = load_card(CARD, Shelf().guides())
    assert loaded, problems
    return loaded.card, CARD.read_text("utf-8")


@pytest.fixture(scope="module")
def files(card: tuple[PayerCard, str]) -> SampleFiles:
    notes = [(SAMPLES / f"{code}.json").read_bytes() for code in ("D9311", "D9997")]
    letters = [each.read_bytes() for each in SAMPLES.glob("*.png")]
    return SampleFiles((SAMPLES / "practice.json").read_bytes(), notes, card, letters)


@pytest.fixture(scope="module")
def store(catalogue: Catalogue, files: SampleFiles) -> MemoryStore:
    filled = MemoryStore()
    fill_sample_practice(filled, files, catalogue, index, NOW)
    return filled


def test_there_are_patients_of_many_scripts(store: MemoryStore) -> None:
    with store.reading() as found:
        names = [row.name for row in found.patients.page(PatientQuery()).rows]
    assert len(names) == 9
    letters = {unicodedata.name(letter) for name in names for letter in name if letter.isalpha()}
    scripts = {name.split()[0] for name in letters}
    assert {"LATIN", "ARABIC", "DEVANAGARI", "CJK"} <= scripts
    assert any("HOOK" in name or "TILDE" in name for name in letters)  # Vietnamese
    assert any("STROKE" in name for name in letters)  # Polish


def test_a_child_on_medicaid_has_a_guardian(store: MemoryStore) -> None:
    child = Records(store, TRAIL).patient_file("asha-namuna").patient
    assert child
    assert child.epsdt
    assert child.representatives[0].authority == "legal guardian"


def test_the_sample_notes_are_signed_and_miss_nothing(store: MemoryStore) -> None:
    with store.reading() as found:
        rows = found.notes.page(NoteQuery()).rows
    assert {(row.code, row.status, row.summary.open_items) for row in rows} == {
        ("D9311", "signed", 0),
        ("D9997", "signed", 0),
    }


def test_a_signed_sample_note_can_be_opened(store: MemoryStore, catalogue: Catalogue) -> None:
    clock = Clock(lambda: NOW, dt.UTC)
    charting = Charting(store, catalogue, AnswerReader(lambda: NOW, index), clock, "ada-samplemann")
    draft = charting.open("sample-D9997")
    assert draft.note.signature
    assert draft.note.patient_id == "theo-testwell"


def test_a_coverage_uses_the_example_payer_card(
    store: MemoryStore, card: tuple[PayerCard, str]
) -> None:
    patient = Records(store, TRAIL).patient_file("vera-placeholder").patient
    assert patient
    assert patient.coverages[0].payer_card == card[0].id
    with store.reading() as found:
        assert found.payer_cards.get(card[0].id) == card[0]
        assert found.payer_cards.file_text(card[0].id) == card[1]


def test_every_npi_fits_its_check_digit(store: MemoryStore) -> None:
    file = Records(store, TRAIL).practice_file()
    npis = [
        file.practice.npi,
        *(each.npi for each in file.staff if each.npi),
        *(each.npi for each in file.professionals if each.npi),
    ]
    assert len(npis) >= 4
    assert all(map(is_npi, npis))


def test_every_phone_is_one_reserved_for_fiction() -> None:
    text = (SAMPLES / "practice.json").read_text("utf-8")
    phones = [value for value in _strings(json.loads(text)) if value[3:4] == "-" == value[7:8]]
    assert len(phones) > 10
    assert all(phone[4:10] == "555-01" for phone in phones)


def test_every_sample_record_passes_through_its_form_unchanged(store: MemoryStore) -> None:
    """What the pages would save without a change is what stands there."""
    records = Records(store, TRAIL)
    practice = records.practice_file()
    codes = {"D9311": "", "D9997": ""}
    form = practice_form(codes, practice.dentists)
    base = practice.practice.model_dump()
    assert form.read(form.answers(practice.practice, reader()), base) == (practice.practice, ())
    for member in practice.staff:
        staff = staff_form(practice.dentists)
        assert staff.read(staff.answers(member, reader()), member.model_dump()) == (member, ())
    for each in practice.professionals:
        other = professional_form()
        assert other.read(other.answers(each, reader()), each.model_dump()) == (each, ())
    with store.reading() as found:
        ids = [row.id for row in found.patients.page(PatientQuery()).rows]
    for patient_id in ids:
        file = records.patient_file(patient_id)
        assert file.patient
        own = patient_form(file.cards, file.patient)
        read = own.read(own.answers(file.patient, reader()), file.patient.model_dump())
        assert read == (file.patient, ())
        for check in file.checks:
            asked = check_form(file.patient, codes)
            found_check = asked.read(asked.answers(check, reader()), check.model_dump())
            assert found_check == (check, ())


def test_a_damaged_file_fills_nothing(catalogue: Catalogue, files: SampleFiles) -> None:
    store = MemoryStore()
    broken = SampleFiles(files.practice, [b"{}"], files.card)
    with pytest.raises(DamagedInstallation):
        fill_sample_practice(store, broken, catalogue, index, NOW)
    assert Records(store, TRAIL).practice_file().staff == ()


def _strings(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for each in inner for text in _strings(each)]


def test_every_document_that_a_sample_note_names_is_there(store: MemoryStore) -> None:
    with store.reading() as found:
        for row in found.notes.page(NoteQuery()).rows:
            note = found.notes.get(row.id)
            assert note is not None
            answers = [a for a in note.content.answers.values() if isinstance(a, Evidence)]
            named = {item.sha256 for answer in answers for item in answer.items}
            kept = found.documents.of_patient(note.patient_id)
            assert named
            assert named <= {document.sha256 for document in kept}
            for document in kept:
                assert len(found.evidence.read(document.sha256)) == document.size
                assert "FICTIONAL" not in document.title
