"""A chart note proves itself: each manipulation of a file has a sentence and fault of its own."""

import datetime as dt
import io
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pikepdf
import pytest

from app import paths
from app.crypto import new_signing_key, public_half, signed
from app.documents.notes.note_view import NoteView
from app.domain.notes.plain import canonical
from app.domain.signing.later_entry import Correction
from app.domain.signing.seal import SealKind, SigningKey, Standing
from app.evidence.archive import EMBEDDED_NAME
from app.evidence.table import SafeLightTable
from app.pdf.renderer import Renderer
from app.services.printing.archive_printer import ArchivePrinter
from app.services.printing.printing import Paper, build_document, print_paper
from app.services.seals.embedded_note import embedded_note
from app.services.seals.file_verdict import Fault, Verdict
from app.services.signing.chart_note_files import ChartNoteFiles
from tests.documents.notes.note_views import consultation, view
from tests.documents.notes.signed_views import FINGERPRINT, KEY, signed_view, with_entry
from tests.small_guide import NOW
from tests.storage.fakes import MemoryStore

PUBLIC = public_half(KEY)
Plain = dict[str, Any]


@pytest.fixture(scope="module")
def table() -> Iterator[SafeLightTable]:
    made = SafeLightTable()
    yield made
    made.close()


@pytest.fixture(scope="module")
def printer(table: SafeLightTable) -> ArchivePrinter:
    return ArchivePrinter(Renderer(paths.fonts_folder()), table)


@pytest.fixture(scope="module")
def files(table: SafeLightTable, printer: ArchivePrinter) -> ChartNoteFiles:
    return ChartNoteFiles(table, printer)


def shown(note: NoteView) -> NoteView:
    """The note with the public key that the practice keeps."""
    return replace(note, keys={FINGERPRINT: PUBLIC})


@pytest.fixture(scope="module")
def note() -> NoteView:
    continued = with_entry(
        shown(signed_view(consultation())), SealKind.CONTINUATION, text="She called back."
    )
    correction = Correction("condition", "The condition in words", "since 2019", "since 2009")
    return with_entry(
        continued, SealKind.ADDENDUM, corrections=(correction,), reason="Checked the letter."
    )


@pytest.fixture(scope="module")
def pdf(note: NoteView, printer: ArchivePrinter) -> bytes:
    return print_paper(Paper.CHART_NOTE, note, printer).data


def forged(note: NoteView, printer: ArchivePrinter, change: Callable[[Plain], None]) -> bytes:
    """A file whose data were changed, printed as a forger would: the pages say what was there."""
    plain = json.loads(embedded_note(note, build_document(Paper.CHART_NOTE, note)))
    change(plain)
    document = build_document(Paper.CHART_NOTE, note)
    return printer.render_pdf(document, made_at=NOW, embedded=canonical(plain).encode()).data


def in_body(number: int, old: str, new: str) -> Callable[[Plain], None]:
    def change(plain: Plain) -> None:
        body = plain["proofs"][number]["body"]
        assert old in body
        plain["proofs"][number]["body"] = body.replace(old, new)

    return change


def without(number: int) -> Callable[[Plain], None]:
    return lambda plain: plain["proofs"].pop(number)


def other_signature(plain: Plain) -> None:
    plain["proofs"][0]["signature"] = plain["proofs"][1]["signature"]


def other_key(plain: Plain) -> None:
    mine = new_signing_key()
    proof = plain["proofs"][0]
    proof["public"] = public_half(mine).hex()
    proof["signature"] = signed(mine, proof["body"].encode()).hex()


def other_note(plain: Plain) -> None:
    plain["note"] = "n-other"


def resigned_by_a_forger(plain: Plain) -> None:
    """Text and its digest changed together, the signature left as it was."""
    body = json.loads(plain["proofs"][0]["body"])
    body["name"] = "Somebody Else"
    plain["proofs"][0]["body"] = canonical(body)


def test_a_signed_chart_note_proves_itself(files: ChartNoteFiles, pdf: bytes) -> None:
    verdict = files.judge(pdf)
    assert (verdict.standing, verdict.fault) == ("signed", None)
    assert "The pages say exactly what was signed: chart note of D9311 note" in verdict.text
    assert "Signed by Ada Samplemann, DDS on 11/22/2026 10:00 AM UTC with the key" in verdict.text
    assert "Continued by Ada Samplemann, DDS on 11/22/2026 12:00 PM UTC" in verdict.text
    assert "Corrected by Ada Samplemann, DDS on 11/22/2026 1:00 PM UTC" in verdict.text
    assert "Compare the key with the practice’s register of signers." in verdict.text


def test_the_same_note_prints_the_same_bytes(
    note: NoteView, printer: ArchivePrinter, pdf: bytes
) -> None:
    assert print_paper(Paper.CHART_NOTE, note, printer).data == pdf


@pytest.mark.parametrize(
    ("change", "fault", "words"),
    [
        (in_body(0, "Flap surgery", "Extraction"), Fault.TEXT, "changed after it was signed"),
        (in_body(1, "She called back.", "She never called."), Fault.TEXT, "changed after"),
        (in_body(0, '{"at":', '{"at"'), Fault.TEXT, "cannot be read any more"),
        (other_signature, Fault.SIGNATURE, "does not fit"),
        (other_key, Fault.SIGNATURE, "does not fit"),
        (resigned_by_a_forger, Fault.SIGNATURE, "does not fit"),
        (without(1), Fault.ENTRY, "is missing from this file"),
        (without(0), Fault.ENTRY, "note itself is missing"),
        (other_note, Fault.OTHER_NOTE, "another note’s"),
        (without(2), Fault.PAGES, "do not say what was signed"),
    ],
)
def test_each_change_has_its_own_sentence(
    files: ChartNoteFiles,
    note: NoteView,
    printer: ArchivePrinter,
    change: Callable[[Plain], None],
    fault: Fault,
    words: str,
) -> None:
    verdict = files.judge(forged(note, printer, change))
    assert (verdict.standing, verdict.fault) == ("differs", fault)
    assert words in verdict.text
    assert "Do not rely on it" in verdict.text


def test_a_genuine_proof_of_another_note_is_told_apart(
    files: ChartNoteFiles, note: NoteView, printer: ArchivePrinter
) -> None:
    def swap(plain: Plain) -> None:
        body = json.loads(plain["proofs"][2]["body"])
        text = canonical({**body, "note": "n-other"})
        signature = signed(KEY, text.encode()).hex()
        plain["proofs"][2] = {"body": text, "signature": signature, "public": PUBLIC.hex()}

    assert files.judge(forged(note, printer, swap)).fault is Fault.OTHER_NOTE


def rewritten(pdf: bytes, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        change(opened)
        opened.save(out)
    return out.getvalue()


def test_a_changed_page_is_told_from_changed_data(files: ChartNoteFiles, pdf: bytes) -> None:
    def drop_a_line(opened: pikepdf.Pdf) -> None:
        content = opened.pages[0].Contents.read_bytes()
        line = next(each for each in content.splitlines() if b"TJ" in each or b"Tj" in each)
        opened.pages[0].Contents = opened.make_stream(content.replace(line, b""))

    verdict = files.judge(rewritten(pdf, drop_a_line))
    assert (verdict.standing, verdict.fault) == ("differs", Fault.PAGES)


def test_a_page_left_out_is_found(files: ChartNoteFiles, pdf: bytes) -> None:
    def leave_out(opened: pikepdf.Pdf) -> None:
        del opened.pages[-1]

    assert files.judge(rewritten(pdf, leave_out)).fault is Fault.PAGES


def test_without_its_data_it_is_not_taken_for_proven(files: ChartNoteFiles, pdf: bytes) -> None:
    def strip(opened: pikepdf.Pdf) -> None:
        del opened.attachments[EMBEDDED_NAME]

    stripped = files.judge(rewritten(pdf, strip))
    assert stripped.standing == "unproven"
    assert "“Chart note D9311”, but what proves a chart note is missing from it" in stripped.text


def test_a_draft_and_a_signature_without_a_key_say_so(
    files: ChartNoteFiles, printer: ArchivePrinter
) -> None:
    d = consultation()
    for printed, words in (
        (view(d), "It is a draft: nobody has signed it."),
        (view(d, signed=True), "It was signed without a key"),
        (signed_view(d, proven=False), "It was signed without a key"),
    ):
        verdict = files.judge(print_paper(Paper.CHART_NOTE, printed, printer).data)
        assert verdict.standing == "unproven"
        assert not verdict.holds
        assert words in verdict.text


def test_a_signed_note_stripped_of_its_proofs_does_not_hold(
    files: ChartNoteFiles, note: NoteView, printer: ArchivePrinter
) -> None:
    bare = replace(note, proofs=())
    assert not files.judge(print_paper(Paper.CHART_NOTE, bare, printer).data).holds


def test_a_print_that_did_not_match_says_so(
    files: ChartNoteFiles, note: NoteView, printer: ArchivePrinter
) -> None:
    broken = replace(note, standing=Standing.BROKEN)
    verdict = files.judge(print_paper(Paper.CHART_NOTE, broken, printer).data)
    assert verdict.fault is Fault.BROKEN


def test_a_note_with_an_entry_taken_off_its_end_reads_like_an_older_print(
    files: ChartNoteFiles, note: NoteView, printer: ArchivePrinter
) -> None:
    older = replace(note, later=note.later[:1], proofs=note.proofs[:2])
    verdict = files.judge(print_paper(Paper.CHART_NOTE, older, printer).data)
    assert verdict.standing == "signed"
    assert "only the practice’s record tells" in verdict.text


@pytest.fixture
def store(note: NoteView) -> MemoryStore:
    """A practice whose record holds the note."""
    kept = MemoryStore()
    with kept.writing() as work:
        work.signing_keys.add(SigningKey(FINGERPRINT, "d1", PUBLIC, NOW))
        for proof in note.proofs:
            work.proofs.add(proof)
    return kept


def judged(
    store: MemoryStore, table: SafeLightTable, printer: ArchivePrinter, pdf: bytes
) -> Verdict:
    return ChartNoteFiles(table, printer, store).judge(pdf)


def test_the_record_confirms_a_print_and_its_key(
    store: MemoryStore, table: SafeLightTable, printer: ArchivePrinter, pdf: bytes, note: NoteView
) -> None:
    verdict = judged(store, table, printer, pdf)
    assert (verdict.standing, verdict.note) == ("signed", note.note.id)
    assert "The practice’s record says the same" in verdict.text
    assert "Since then" not in verdict.text


def test_the_record_tells_of_entries_made_since(
    store: MemoryStore, table: SafeLightTable, printer: ArchivePrinter, note: NoteView
) -> None:
    older = replace(note, later=note.later[:1], proofs=note.proofs[:2])
    pdf = print_paper(Paper.CHART_NOTE, older, printer).data
    assert "Since then 1 entry was added" in judged(store, table, printer, pdf).text


def test_the_record_refuses_a_key_that_is_not_the_signers(
    store: MemoryStore, table: SafeLightTable, printer: ArchivePrinter, pdf: bytes
) -> None:
    with store.writing() as work:
        work.signing_keys.add(SigningKey(FINGERPRINT, "somebody-else", PUBLIC, NOW))
    verdict = judged(store, table, printer, pdf)
    assert verdict.fault is Fault.RECORD
    assert "register does not give the key" in verdict.text


def test_a_note_the_practice_does_not_have_is_said(
    table: SafeLightTable, printer: ArchivePrinter, pdf: bytes
) -> None:
    verdict = judged(MemoryStore(), table, printer, pdf)
    assert verdict.fault is Fault.RECORD
    assert "This practice has no such note." in verdict.text


def test_the_record_finds_pages_signed_twice_otherwise(
    table: SafeLightTable, printer: ArchivePrinter, pdf: bytes, note: NoteView
) -> None:
    store = MemoryStore()
    with store.writing() as work:
        work.signing_keys.add(SigningKey(FINGERPRINT, "d1", PUBLIC, NOW))
        work.proofs.add(replace(note.proofs[0], body=note.proofs[0].body + b" "))
    assert judged(store, table, printer, pdf).fault is Fault.RECORD


def test_a_print_shows_its_own_moment(
    files: ChartNoteFiles, note: NoteView, printer: ArchivePrinter
) -> None:
    later = replace(
        note,
        made_at=NOW + dt.timedelta(days=3),
        zone=dt.timezone(dt.timedelta(hours=-5)),
        paper="a4",
    )
    assert files.judge(print_paper(Paper.CHART_NOTE, later, printer).data).standing == "signed"


def test_names_out_of_a_file_stay_on_one_line(
    files: ChartNoteFiles, printer: ArchivePrinter
) -> None:
    samples_view = shown(signed_view(consultation()))
    body = json.loads(samples_view.proofs[0].body)
    body["name"] = "Ada\n\x1b[31mSamplemann"
    text = canonical(body).encode()
    proof = replace(samples_view.proofs[0], body=text, signature=signed(KEY, text))
    verdict = files.judge(
        print_paper(Paper.CHART_NOTE, replace(samples_view, proofs=(proof,)), printer).data
    )
    assert verdict.standing == "signed"
    assert verdict.text.isprintable()
