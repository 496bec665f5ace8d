"""A copy of records in one PDF proves its notes, and says which pages nobody signed."""

import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Pdf

from app.bootstrap import make_printer
from app.domain.evidence.evidence import EvidenceKind
from app.domain.notes.plain import Plain, canonical
from app.domain.requests.record_request import RecordRequest
from app.evidence.archive import EMBEDDED_NAME, embed, saved
from app.services.ports.store import Store
from app.services.seals.file_verdict import Fault, Verdict
from app.services.signing.sent_files import SentFiles
from tests.evidence.appended import appended
from tests.packing_desk import NOON, PackingDesk, picture
from tests.storage.fakes import MemoryStore

Change = Callable[[Pdf], object]


@pytest.fixture(scope="module")
def desk() -> Iterator[PackingDesk]:
    """A patient with two signed notes and a letter of two pages' worth."""
    made = PackingDesk.over(MemoryStore())
    taken = made.take_in(made.attach(), "Letter", picture("A letter of the cardiologist"))
    made.office.documents.save(
        taken.model_copy(update={"kind": EvidenceKind.LETTER}), made.office.trail.who
    )
    yield made
    made.office.close()


@pytest.fixture(scope="module")
def copy(desk: PackingDesk, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return written(desk, tmp_path_factory.mktemp("copy"))


def written(desk: PackingDesk, folder: Path) -> bytes:
    asked = {"id": "r1", "patient": desk.note().patient_id, "received": NOON.date()}
    request = RecordRequest.model_validate(asked)
    return desk.office.requests.copies.write(request, folder / "r.pdf").path.read_bytes()


def judged(desk: PackingDesk, content: bytes, store: Store | None = None) -> Verdict:
    table = desk.office.light_table
    return SentFiles(table, make_printer(table), store).judge(content)


def changed(content: bytes, change: Change) -> bytes:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        change(pdf)
        return saved(pdf)


def with_data(content: bytes, change: Callable[[Plain], None]) -> bytes:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        plain: Plain = json.loads(pdf.attachments[EMBEDDED_NAME].get_file().read_bytes())
        change(plain)
        embed(pdf, canonical(plain).encode())
        return saved(pdf)


def notes_in(plain: Plain) -> list[Plain]:
    return [part["note"] for part in plain["parts"] if "note" in part]


def test_its_notes_are_proven_without_the_practice(desk: PackingDesk, copy: bytes) -> None:
    found = judged(desk, copy)
    assert (found.standing, found.fault) == ("signed", None)
    assert found.text.startswith("This is a copy of records, made 11/22/2026.")
    assert "The pages of 2 notes say exactly what was signed." in found.text
    assert "Signatures cover these pages: 2–9. Nobody signed any other." in found.text
    assert "Whether a document was changed" in found.text


def test_the_practice_knows_the_whole_file(desk: PackingDesk, copy: bytes) -> None:
    found = judged(desk, copy, desk.office.store)
    assert found.standing == "signed"
    assert "The practice’s record says the same." in found.text
    assert "This is exactly what Ada Samplemann saved on 11/22/2026: records." in found.text
    assert judged(desk, copy, MemoryStore()).fault is Fault.RECORD


def test_it_is_saved_anew_and_still_proves_itself(desk: PackingDesk, copy: bytes) -> None:
    again = io.BytesIO()
    with pikepdf.open(io.BytesIO(copy)) as pdf:
        pdf.save(again, linearize=True)
    assert judged(desk, again.getvalue()).standing == "signed"


def words(pdf: Pdf) -> None:
    page = pdf.pages[1]
    shown = page.Contents.read_bytes()
    line = next(each for each in shown.splitlines() if b"TJ" in each or b"Tj" in each)
    page.Contents = pdf.make_stream(shown.replace(line, b""))


def painted(pdf: Pdf) -> None:
    pdf.pages[1].contents_add(b"1 1 1 rg 0 0 400 400 re f")


def shorter(pdf: Pdf) -> None:
    del pdf.pages[1]


def without_the_letter(pdf: Pdf) -> None:
    del pdf.pages[-1]


def longer(pdf: Pdf) -> None:
    pdf.pages.append(pdf.pages[-1])


def swapped(pdf: Pdf) -> None:
    first, second = pdf.pages[1], pdf.pages[2]
    pdf.pages[1], pdf.pages[2] = second, first


def letter(pdf: Pdf) -> None:
    pdf.pages[-1].contents_add(b"1 1 1 rg 0 0 400 400 re f")


@pytest.mark.parametrize(
    "change", [words, painted, shorter, without_the_letter, letter, longer, swapped]
)
def test_a_changed_page_is_told(desk: PackingDesk, copy: bytes, change: Change) -> None:
    found = judged(desk, changed(copy, change))
    assert (found.standing, found.fault) == ("differs", Fault.PAGES)
    assert "copy of records" in found.text


def text(plain: Plain) -> None:
    proof = notes_in(plain)[0]["proofs"][0]
    proof["body"] = proof["body"].replace("Samplemann", "Specimen")


def proofs(plain: Plain) -> None:
    one, other = notes_in(plain)
    one["proofs"], other["proofs"] = other["proofs"], one["proofs"]


def one_less(plain: Plain) -> None:
    del plain["parts"][1]


def renamed(plain: Plain) -> None:
    """As a binder it would have no page of anything else."""
    plain["format"] = "chartproof binder 1"


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (text, Fault.TEXT),
        (proofs, Fault.OTHER_NOTE),
        (one_less, Fault.PAGES),
        (renamed, Fault.PAGES),
    ],
)
def test_changed_data_are_told(
    desk: PackingDesk, copy: bytes, change: Callable[[Plain], None], fault: Fault
) -> None:
    assert judged(desk, with_data(copy, change)).fault is fault


def test_data_of_another_copy_do_not_prove_these_pages(
    desk: PackingDesk, copy: bytes, tmp_path: Path
) -> None:
    other = PackingDesk.over(MemoryStore())
    foreign = written(other, tmp_path)
    other.office.close()
    with pikepdf.open(io.BytesIO(foreign)) as pdf:
        data = pdf.attachments[EMBEDDED_NAME].get_file().read_bytes()
    assert judged(desk, changed(copy, lambda pdf: embed(pdf, data))).fault is Fault.PAGES


def test_what_is_appended_counts(desk: PackingDesk, copy: bytes) -> None:
    assert judged(desk, appended(copy, 1)).fault is Fault.PAGES


def test_one_without_proofs_as_earlier_versions_made_it_is_not_called_changed(
    desk: PackingDesk, copy: bytes
) -> None:
    def strip(pdf: Pdf) -> None:
        del pdf.attachments[EMBEDDED_NAME]

    found = judged(desk, changed(copy, strip))
    assert found.standing == "unproven"
    assert found.text.startswith("This calls itself “Copy of records”.")
