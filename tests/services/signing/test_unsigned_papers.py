"""Papers that nobody signs: told from damaged files, from others', and from changed ones."""

import io
from collections.abc import Callable, Iterator

import pikepdf
import pytest
from pikepdf import Name, Pdf

from app.bootstrap import make_printer
from app.documents.notes.note_view import NoteView
from app.errors import LightTableFailed
from app.evidence.archive import CHECKSUM
from app.evidence.table import SafeLightTable
from app.services.printing.printing import Paper, print_paper
from app.services.seals.file_verdict import Fault, Verdict
from app.services.signing.unsigned_papers import UnsignedPapers
from tests.documents.notes.note_views import consultation, view
from tests.documents.notes.signed_views import signed_view
from tests.evidence.appended import appended

UNSIGNED = (Paper.ATTACHMENT, Paper.REQUEST, Paper.CLAIM_SHEET)


@pytest.fixture(scope="module")
def table() -> Iterator[SafeLightTable]:
    made = SafeLightTable()
    yield made
    made.close()


@pytest.fixture(scope="module")
def note() -> NoteView:
    return signed_view(consultation())


@pytest.fixture(scope="module")
def attachment(table: SafeLightTable, note: NoteView) -> bytes:
    return print_paper(Paper.ATTACHMENT, note, make_printer(table)).data


def judged(table: SafeLightTable, content: bytes, *, recorded: bool = False) -> Verdict:
    return UnsignedPapers(table, recorded=recorded).judge(content)


def changed(pdf: bytes, change: Callable[[Pdf], object]) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        change(opened)
        opened.save(out)
    return out.getvalue()


@pytest.mark.parametrize("paper", UNSIGNED)
def test_a_paper_that_nobody_signs_says_so(
    table: SafeLightTable, note: NoteView, paper: Paper
) -> None:
    found = judged(table, print_paper(paper, note, make_printer(table)).data)
    assert (found.standing, found.holds, found.fault) == ("unproven", False, None)
    assert f"This calls itself “{paper.label} D9311”." in found.text
    assert "nobody signs such a paper" in found.text
    assert found.text.endswith("or for a pack its manifest.")


def test_a_changed_sentence_is_found(table: SafeLightTable, attachment: bytes) -> None:
    def say_more(pdf: Pdf) -> None:
        page = pdf.pages[0]
        shown = page.Contents.read_bytes()
        line = next(each for each in shown.splitlines() if b"TJ" in each or b"Tj" in each)
        page.Contents = pdf.make_stream(shown.replace(line, line + b" " + line))

    for content in (changed(attachment, say_more), appended(attachment, 0)):
        found = judged(table, content)
        assert (found.standing, found.fault) == ("differs", Fault.PAGES)
        assert "D9311”, but its pages are not those it was made with" in found.text


def test_what_an_earlier_version_made_is_not_called_changed(
    table: SafeLightTable, attachment: bytes
) -> None:
    def without(pdf: Pdf) -> None:
        pdf.Root.Metadata.write(pdf.Root.Metadata.read_bytes().replace(CHECKSUM.encode(), b""))

    found = judged(table, changed(attachment, without))
    assert found.standing == "unproven"
    assert "cannot tell by the file whether it was changed" in found.text


def test_nothing_that_stays_in_the_chart_travels_with_an_attachment(attachment: bytes) -> None:
    with pikepdf.open(io.BytesIO(attachment)) as pdf:
        assert len(pdf.attachments) == 0
        assert pdf.Root.Metadata.read_bytes().count(CHECKSUM.encode()) == 1


def test_the_practice_is_told_that_its_record_has_no_such_file(
    table: SafeLightTable, attachment: bytes
) -> None:
    found = judged(table, attachment, recorded=True)
    assert found.standing == "unproven"
    assert "This practice’s record tells of no such file" in found.text


def test_damaged_locked_foreign_and_other_files_are_told_apart(
    table: SafeLightTable, attachment: bytes
) -> None:
    def foreign(pdf: Pdf) -> None:
        pdf.docinfo[Name.Creator] = "A word processor"

    locked = io.BytesIO()
    with pikepdf.open(io.BytesIO(attachment)) as pdf:
        pdf.save(locked, encryption=pikepdf.Encryption(user="opensesame", owner="opensesame"))
    said = [
        judged(table, content)
        for content in (
            attachment[: len(attachment) // 20],
            locked.getvalue(),
            changed(attachment, foreign),
            b"words",
        )
    ]
    assert {each.standing for each in said} == {"unknown"}
    damaged, sealed, other, words = (each.text for each in said)
    assert "damaged and cannot be read" in damaged
    assert "locked with a password" in sealed
    assert other.startswith("This PDF does not say that Chartproof made it.")
    assert words.startswith("Nothing is known here about this file.")


def test_a_file_that_ends_the_child_is_called_damaged(attachment: bytes) -> None:
    closed = SafeLightTable()
    closed.close()
    with pytest.raises(LightTableFailed):
        closed.declared(attachment)
    assert "damaged" in judged(closed, attachment).text


def test_a_draft_is_no_proof_either(table: SafeLightTable) -> None:
    draft = print_paper(Paper.ATTACHMENT, view(consultation()), make_printer(table)).data
    assert judged(table, draft).standing == "unproven"
