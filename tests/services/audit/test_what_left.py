"""What left the office, as a list and on paper."""

import io
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest

from app.documents.office.what_left import NOTHING, Left, LeftOf, build
from app.domain.audit import About, Deed
from app.domain.claims.claim import Appeal, Claim
from app.domain.practice.people import Address, Practice
from app.services.audit.what_left import FILE_NAME
from tests.documents.test_documents import words
from tests.packing_desk import NOON, PackingDesk
from tests.sample_trail import TRAIL
from tests.storage.fakes import MemoryStore

LINE = Left("11/22/2026 9:00 AM", "Ada Samplemann", "Printed", "Note n1", "pages: 2")
PRACTICE = Practice(name="Sample Dental", address=Address(street="1 Example Street"))
LEFT = LeftOf(PRACTICE, "Marisol Testwell", "", "", "now", (LINE,))


@pytest.fixture
def desk() -> Iterator[PackingDesk]:
    made = PackingDesk.over(MemoryStore())
    yield made
    made.office.close()


def test_the_list_says_everything_and_that_it_is_only_of_this_program() -> None:
    said = words(build(LEFT))
    assert "11/22/2026 9:00 AM | Ada Samplemann | Printed | Note n1 | pages: 2" in said
    assert "not the accounting of disclosures" in said
    assert "Date of birth: not given" in said
    assert "Marisol" not in build(LEFT).title + build(LEFT).subject + build(LEFT).author


def test_an_empty_list_says_so() -> None:
    empty = LeftOf(PRACTICE, "Marisol Testwell", "", "", "now", ())
    assert NOTHING in words(build(empty))


def test_saving_the_list_is_told_of_and_listed_next_time(desk: PackingDesk, tmp_path: Path) -> None:
    note, left = desk.note(), desk.office.what_left
    with desk.office.store.writing() as found:
        about = About("note", note.id, note.patient_id, note.id)
        TRAIL.add(found, Deed.PRINTED, about, paper="chart-note", pages=2)
        TRAIL.add(found, Deed.PRINTED, About("note", "other", "other", "other"))
    before = left.of_patient(note.patient_id)
    assert [each.deed for each in before] == ["Printed"]
    file = tmp_path / FILE_NAME
    left.save(note.patient_id, file)
    after = left.of_patient(note.patient_id)
    assert [each.deed for each in after] == ["Exported", "Printed"]
    text = " ".join(
        page.extract_text() for page in pypdf.PdfReader(io.BytesIO(file.read_bytes())).pages
    )
    assert "What left the office" in text
    assert "chart-note" in text


def test_a_claim_and_its_appeal_are_named_and_not_shown_by_their_ids(desk: PackingDesk) -> None:
    note = desk.note()
    appeal = Appeal(
        id="a" * 32, kind="provider_dispute", level=2, begun_at=NOON, begun_by="bill", note=note.id
    )
    claim = Claim(
        id="c" * 32, number="C26TEST", patient=note.patient_id, payer="A plan", appeals=(appeal,)
    )
    with desk.office.store.writing() as found:
        found.claims.save(claim)
        about = About("claim", claim.id, note.patient_id)
        TRAIL.add(found, Deed.APPEAL_SENT, about, appeal=appeal.id)
    (line,) = desk.office.what_left.of_patient(note.patient_id)
    assert line.about == "Claim C26TEST to A plan"
    assert line.more == "appeal: Provider dispute, level 2"
