"""What a call needs, and its sheet on paper and among the documents."""

import io
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest

from app.domain.audit import AuditQuery, Deed
from app.domain.payers.payer import Verification
from app.services.documents.documents import Taken
from tests.packing_desk import PackingDesk
from tests.storage import samples
from tests.storage.fakes import MemoryStore


@pytest.fixture
def desk() -> Iterator[PackingDesk]:
    made = PackingDesk.over(MemoryStore())
    yield made
    made.office.close()


def _check(code: str, **changes: object) -> Verification:
    usual = {
        "id": f"v-{code}",
        "code": code,
        "payer": "Sample Dental Plan",
        "call": "call-1",
        "began_at": samples.NOON,
        "representative": "Pat Linesample",
        "covered": "yes",
        "closed": {"timely_filing": "would_not_say"},
    }
    return samples.verification().model_copy(update={**usual, **changes})


def _called(desk: PackingDesk) -> Verification:
    records = desk.office.records
    records.save(samples.patient())
    records.save(_check("D9997", covered="no"))
    check: Verification = records.save(_check("D9311")).record
    return check


def test_a_call_knows_whom_to_ask_and_what_was_asked_before(desk: PackingDesk) -> None:
    check = _called(desk)
    file = desk.office.payers.calls.begin("p1", 1)
    assert file
    assert file.coverage.payer == "Sample Dental Plan"
    assert set(file.of_call(check)) == {"D9311", "D9997"}
    assert desk.office.payers.calls.begin("p1", 2) is None


def test_the_sheet_says_every_answer_of_every_code(desk: PackingDesk, tmp_path: Path) -> None:
    check, file = _called(desk), tmp_path / "sheet.pdf"
    desk.office.payers.calls.write(check, file)
    text = " ".join(p.extract_text() for p in pypdf.PdfReader(io.BytesIO(file.read_bytes())).pages)
    for said in ("Marisol Testwell", "D9311", "D9997", "Pat Linesample", "Payer would not say"):
        assert said in text
    assert "not asked" in text
    with desk.office.store.reading() as found:
        (row,) = found.audit.page(AuditQuery(deeds=(Deed.EXPORTED,))).rows
    assert (row.kind, row.patient) == ("check", "p1")


def test_the_sheet_is_filed_among_the_documents_once(desk: PackingDesk) -> None:
    check, calls = _called(desk), desk.office.payers.calls
    taken = calls.file_away(check)
    assert isinstance(taken, Taken)
    (record,) = desk.office.documents.of_patient("p1")
    assert record.title == "Benefit check 11-02-2026"
    assert "Testwell" not in record.title
