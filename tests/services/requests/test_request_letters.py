"""Letters about requests: the one that is called for, with what the patient may do."""

import datetime as dt
from pathlib import Path

import pypdf
import pytest

from app.bootstrap import make_printer
from app.domain.audit import AuditQuery, Deed
from app.domain.requests.amendment_request import AmendmentRequest, Ground
from app.domain.requests.record_request import RecordRequest
from app.domain.requests.request_window import Extension
from app.evidence.table import SafeLightTable
from app.services.notes.charting import Clock
from app.services.requests.request_letters import Asked, RequestLetters, letter_for
from app.services.trail import file_digests
from tests.sample_trail import TRAIL
from tests.small_guide import NOW
from tests.storage import samples
from tests.storage.fakes import MemoryStore

DAY = dt.date(2026, 11, 2)
RECORDS = RecordRequest(id="a", patient="p1", received=DAY)
AMENDMENT = AmendmentRequest(id="m", patient="p1", note="n1", received=DAY, wish="Left side")


@pytest.fixture
def letters() -> RequestLetters:
    store = MemoryStore()
    with store.writing() as work:
        work.patients.save(samples.patient())
        work.staff.save(samples.dentist())
        work.practice.save(samples.practice())
        work.notes.save(samples.note(), samples.SUMMARY, samples.NOON)
    clock = Clock(lambda: NOW, dt.UTC)
    return RequestLetters(store, make_printer(SafeLightTable()), clock, TRAIL)


def said(letters: RequestLetters, request: Asked, tmp_path: Path) -> str:
    letters.write(request, tmp_path / "letter.pdf")
    pages = pypdf.PdfReader(tmp_path / "letter.pdf").pages
    assert len(pages) == 1
    return " ".join(pages[0].extract_text().split())


def test_more_time_names_the_reason_and_the_day(letters: RequestLetters, tmp_path: Path) -> None:
    extension = Extension(reason="The chart is in the archive", told_on=DAY)
    text = said(letters, RECORDS.model_copy(update={"extension": extension}), tmp_path)
    assert "The chart is in the archive" in text
    assert "by 01/01/2027" in text
    assert "Marisol Testwell" in text


def test_a_denied_amendment_tells_of_the_right_to_disagree_and_to_complain(
    letters: RequestLetters, tmp_path: Path
) -> None:
    denied = {"outcome": "denied", "ended_on": DAY, "grounds": (Ground.ACCURATE,)}
    text = said(letters, AMENDMENT.model_copy(update=denied), tmp_path)
    assert "accurate and complete" in text
    assert "why you disagree" in text
    assert "1 Example Street" in text
    assert "Department of Health and Human Services" in text
    assert "D9311 of 11/20/2026" in text


def test_denied_records_and_a_made_amendment_have_letters_too(
    letters: RequestLetters, tmp_path: Path
) -> None:
    denied = RECORDS.model_copy(update={"outcome": "denied", "denied_because": "Not our patient"})
    assert "Not our patient" in said(letters, denied, tmp_path)
    made = AMENDMENT.model_copy(update={"outcome": "accepted"})
    assert "added a correction" in said(letters, made, tmp_path)


def test_nothing_is_written_where_nothing_is_to_be_said(
    letters: RequestLetters, tmp_path: Path
) -> None:
    assert letter_for(RECORDS) is None
    with pytest.raises(ValueError, match="no letter"):
        letters.write(RECORDS, tmp_path / "letter.pdf")
    assert list(tmp_path.iterdir()) == []


def test_the_trail_tells_of_the_letter(letters: RequestLetters, tmp_path: Path) -> None:
    letters.write(AMENDMENT.model_copy(update={"outcome": "accepted"}), tmp_path / "l.pdf")
    with letters.store.reading() as found:
        row = found.audit.page(AuditQuery(deeds=(Deed.EXPORTED,))).rows[0]
    assert (row.kind, row.about, row.patient, row.note) == ("amendment", "m", "p1", "n1")
    files = file_digests((tmp_path / "l.pdf").read_bytes())
    assert row.told == {"paper": "letter-amendment_made", "files": files}
