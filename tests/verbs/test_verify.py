"""`chartproof verify` on chart notes without a practice: each fault has its own exit code."""

import io
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from app.bootstrap import make_printer
from app.cli import main
from app.crypto import public_half
from app.documents.notes.note_view import NoteView
from app.domain.notes.plain import canonical
from app.domain.signing.seal import SealKind, Standing
from app.evidence.table import SafeLightTable
from app.services.printing.printing import Paper, Printer, build_document, print_paper
from app.services.seals.embedded_note import embedded_note
from app.verbs.console import DONE, NEEDED, UNREADABLE
from app.verbs.verify import FAULTS, UNPROVEN
from tests.documents.notes.note_views import consultation, view
from tests.documents.notes.signed_views import FINGERPRINT, KEY, signed_view, with_entry
from tests.small_guide import NOW

Plain = dict[str, Any]


@pytest.fixture(scope="module")
def note() -> NoteView:
    signed = replace(signed_view(consultation()), keys={FINGERPRINT: public_half(KEY)})
    for words in ("She called.", "She called again."):
        signed = with_entry(signed, SealKind.CONTINUATION, text=words)
    return signed


@pytest.fixture(scope="module")
def printer() -> Printer:
    return make_printer(SafeLightTable())


def file_of(pdf: bytes, folder: Path) -> Path:
    path = folder / "chart-note.pdf"
    path.write_bytes(pdf)
    return path


def verified(path: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    code = main(["verify", str(path)])
    return code, capsys.readouterr().out


def test_a_signed_note_needs_no_practice(
    note: NoteView, printer: Printer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = file_of(print_paper(Paper.CHART_NOTE, note, printer).data, tmp_path)
    code, said = verified(path, capsys)
    assert code == DONE
    assert "The pages say exactly what was signed" in said
    assert said.count("\n") == 1


def text(plain: Plain) -> None:
    body = plain["proofs"][0]["body"]
    plain["proofs"][0]["body"] = body.replace("Flap surgery", "Extraction")


def signature(plain: Plain) -> None:
    plain["proofs"][0]["signature"] = "00" * 64


def entry(plain: Plain) -> None:
    del plain["proofs"][1]


def other(plain: Plain) -> None:
    plain["note"] = "another"


def pages(plain: Plain) -> None:
    del plain["proofs"][2]


@pytest.mark.parametrize(
    ("change", "code"), [(text, 4), (signature, 5), (entry, 6), (other, 7), (pages, NEEDED)]
)
def test_each_fault_ends_with_a_code_of_its_own(
    note: NoteView,
    printer: Printer,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    change: Callable[[Plain], None],
    code: int,
) -> None:
    document = build_document(Paper.CHART_NOTE, note)
    plain = json.loads(embedded_note(note, document))
    change(plain)
    pdf = printer.render_pdf(document, made_at=NOW, embedded=canonical(plain).encode()).data
    assert verified(file_of(pdf, tmp_path), capsys)[0] == code


def test_a_print_that_did_not_match_a_draft_and_a_stranger(
    note: NoteView, printer: Printer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for shown, code in (
        (replace(note, standing=Standing.BROKEN), FAULTS["BROKEN"]),
        (view(consultation()), UNPROVEN),
    ):
        pdf = print_paper(Paper.CHART_NOTE, shown, printer).data
        assert verified(file_of(pdf, tmp_path), capsys)[0] == code
    assert verified(file_of(b"%PDF-1.7 nothing", tmp_path), capsys)[0] == UNREADABLE


def test_of_several_files_the_first_that_differs_counts(
    note: NoteView, printer: Printer, tmp_path: Path
) -> None:
    stranger = tmp_path / "stranger.pdf"
    stranger.write_bytes(b"words")
    draft = tmp_path / "draft.pdf"
    draft.write_bytes(print_paper(Paper.CHART_NOTE, view(consultation()), printer).data)
    broken = tmp_path / "broken.pdf"
    shown = replace(note, standing=Standing.BROKEN)
    broken.write_bytes(print_paper(Paper.CHART_NOTE, shown, printer).data)
    assert main(["verify", str(stranger), str(draft), str(broken)]) == FAULTS["BROKEN"]
    assert main(["verify", str(draft), str(stranger)]) == UNPROVEN


def test_a_paper_that_nobody_signs_ends_with_a_code_of_its_own(
    note: NoteView, printer: Printer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pdf = print_paper(Paper.ATTACHMENT, note, printer).data
    code, said = verified(file_of(pdf, tmp_path), capsys)
    assert code == UNPROVEN
    assert "This calls itself “Claim attachment D9311”." in said
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        del opened.pages[-1]
        opened.save(out)
    code, said = verified(file_of(out.getvalue(), tmp_path), capsys)
    assert code == NEEDED
    assert "its pages are not those it was made with" in said


def test_another_program_reads_the_same(
    note: NoteView, printer: Printer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    signed, gone = tmp_path / "signed.pdf", tmp_path / "gone.pdf"
    signed.write_bytes(print_paper(Paper.CHART_NOTE, note, printer).data)
    broken = tmp_path / "broken.pdf"
    shown = replace(note, standing=Standing.BROKEN)
    broken.write_bytes(print_paper(Paper.CHART_NOTE, shown, printer).data)
    code = main(["verify", "--json", str(signed), str(broken), str(gone)])
    told = json.loads(capsys.readouterr().out)
    assert code == FAULTS["BROKEN"]
    assert [(each["file"], each["standing"], each["fault"], each["code"]) for each in told] == [
        (str(signed), "signed", "", DONE),
        (str(broken), "differs", "broken", FAULTS["BROKEN"]),
        (str(gone), "unread", "", UNREADABLE),
    ]
    assert [each["holds"] for each in told] == [True, False, False]
    assert "did not match what was signed" in told[1]["text"]
