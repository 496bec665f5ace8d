"""What a PDF says of itself: its maker, its title, and whether its pages fit their checksum."""

import io
from collections.abc import Callable
from dataclasses import replace

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Dictionary, Name, ObjectStreamMode, Pdf, StreamDecodeLevel

from app.domain.evidence.light_table import Declared, Progress, Refused, quietly
from app.evidence import compose, declared
from app.evidence.archive import CHECKSUM, archive
from app.evidence.jobs import DeclaredOrder, DigestsOrder, PageDigests
from tests.evidence.appended import appended
from tests.evidence.packing import composed, enclosed, file_of, order_of, pattern, pdf_page
from tests.pdf import samples
from tests.pdf.reading import rendered

PRINTED = archive(rendered(samples.claim_attachment()).data)
TITLE = "Claim attachment D9311"


def said(pdf: bytes, progress: Progress = quietly) -> Declared | Refused:
    return declared.run(DeclaredOrder(pdf), progress)


def digests(pdf: bytes) -> tuple[str, ...]:
    found = declared.run_digests(DigestsOrder(pdf), quietly)
    assert isinstance(found, PageDigests)
    return found.digests


def changed(change: Callable[[Pdf], object], pdf: bytes = PRINTED) -> bytes:
    """The file as another program saves it after a change."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        change(opened)
        opened.save(out)
    return out.getvalue()


def untouched(pdf: Pdf) -> None:
    """Saved anew, no more."""


def words(pdf: Pdf) -> None:
    page = pdf.pages[0]
    shown = page.Contents.read_bytes()
    line = next(each for each in shown.splitlines() if b"Tj" in each or b"TJ" in each)
    page.Contents = pdf.make_stream(shown.replace(line, b""))


def painted(pdf: Pdf) -> None:
    pdf.pages[0].contents_add(b"q 1 1 1 rg 0 0 612 792 re f Q")


def stuck_on(pdf: Pdf) -> None:
    note = Dictionary(Type=Name.Annot, Subtype=Name.FreeText, Rect=[0, 0, 9, 9], Contents="Paid")
    pdf.pages[0].Annots = pdf.make_indirect(pikepdf.Array([pdf.make_indirect(note)]))


def font(pdf: Pdf) -> None:
    """Other letters under the same codes."""
    one = next(iter(pdf.pages[0].Resources.Font.values()))
    table = one.DescendantFonts[0].FontDescriptor.FontFile2
    table.write(table.read_bytes()[::-1])


def turned_from_above(pdf: Pdf) -> None:
    for page in pdf.pages:
        del page.obj.Rotate
    pdf.Root.Pages.Rotate = 180


def shorter(pdf: Pdf) -> None:
    del pdf.pages[-1]


def twice(pdf: Pdf) -> None:
    pdf.pages.append(pdf.pages[0])


@pytest.mark.parametrize(
    "change", [words, painted, stuck_on, font, turned_from_above, shorter, twice]
)
def test_every_change_of_the_pages_shows(change: Callable[[Pdf], None]) -> None:
    assert said(changed(change)) == Declared(ours=True, title=TITLE, fits=False)


def test_the_pages_fit_as_they_were_made_and_as_others_save_them() -> None:
    assert said(PRINTED) == Declared(ours=True, title=TITLE, fits=True)
    saved = io.BytesIO()
    with pikepdf.open(io.BytesIO(PRINTED)) as pdf:
        pdf.save(saved, linearize=True, object_stream_mode=ObjectStreamMode.generate)
    plain = io.BytesIO()
    with pikepdf.open(io.BytesIO(PRINTED)) as pdf:
        pdf.save(plain, compress_streams=False, stream_decode_level=StreamDecodeLevel.all)
    for again in (saved, plain):
        assert again.getvalue() != PRINTED
        assert said(again.getvalue()) == Declared(ours=True, title=TITLE, fits=True)


def test_a_pack_fits_whatever_is_enclosed() -> None:
    files = (
        rendered(samples.specimen()).data,
        pdf_page(b"0 612 204 180 re f"),
        file_of(pattern(), "PDF", resolution=40),
        file_of(pattern(), "JPEG", quality=95),
        file_of(pattern().convert("1"), "TIFF"),
        file_of(pattern(), "PNG"),
    )
    pack = composed(*map(enclosed, files)).data
    assert said(pack) == Declared(ours=True, title=TITLE, fits=True)
    assert said(changed(untouched, pack)) == Declared(ours=True, title=TITLE, fits=True)

    def other_picture(pdf: Pdf) -> None:
        figures = pdf.pages[-1].Resources.XObject
        one = next(iter(figures.values()))
        one.write(one.read_bytes()[::-1])

    assert said(changed(other_picture, pack)) == Declared(ours=True, title=TITLE, fits=False)


def test_what_a_page_has_from_above_is_its_own() -> None:
    def lifted(pdf: Pdf) -> None:
        pdf.Root.Pages.MediaBox = pdf.pages[0].MediaBox
        for page in pdf.pages:
            del page.obj.MediaBox

    assert said(changed(lifted)) == Declared(ours=True, title=TITLE, fits=True)


def test_what_is_appended_counts() -> None:
    assert said(appended(PRINTED, 0)) == Declared(ours=True, title=TITLE, fits=False)


def test_a_file_of_others_and_one_without_checksum_say_less() -> None:
    def foreign(pdf: Pdf) -> None:
        pdf.docinfo[Name.Creator] = "A word processor"

    def without(pdf: Pdf) -> None:
        pdf.Root.Metadata.write(pdf.Root.Metadata.read_bytes().replace(CHECKSUM.encode(), b"x"))

    assert said(changed(foreign)) == Declared(ours=False)
    assert said(changed(without)) == Declared(ours=True, title=TITLE, fits=None)
    with_data = archive(rendered(samples.claim_attachment()).data, b"{}")
    assert said(with_data) == Declared(ours=True, title=TITLE, fits=None)
    order = replace(order_of(enclosed(file_of(pattern(), "JPEG"))), embedded=b"{}")
    assert said(compose.run(order, quietly).data) == Declared(ours=True, title=TITLE, fits=True)


def test_a_title_writes_no_line_of_its_own() -> None:
    def long(pdf: Pdf) -> None:
        pdf.docinfo[Name.Title] = "One\nfile.pdf: This was sent." + "x" * 500

    found = said(changed(long))
    assert isinstance(found, Declared)
    assert "\n" not in found.title
    assert len(found.title) <= 100


@pytest.mark.parametrize("content", [b"", b"words", b"%PDF-1.4\ngarbage\n%%EOF", PRINTED[:900]])
def test_what_cannot_be_read_is_refused(content: bytes) -> None:
    assert isinstance(said(content), Refused)
    assert isinstance(declared.run_digests(DigestsOrder(content), quietly), Refused)


@given(st.integers(0, len(PRINTED) - 1), st.integers(0, 255))
def test_no_byte_makes_it_raise(place: int, byte: int) -> None:
    spoiled = PRINTED[:place] + bytes([byte]) + PRINTED[place + 1 :]
    assert isinstance(said(spoiled), Declared | Refused)


def test_nothing_is_nested_without_end() -> None:
    def nested(pdf: Pdf) -> None:
        inner = pdf.make_indirect(Dictionary())
        for _ in range(5000):
            inner = pdf.make_indirect(Dictionary(A=inner))
        pdf.pages[0].obj.PieceInfo = inner

    assert isinstance(said(changed(nested)), Refused)


def test_a_page_keeps_its_digest_wherever_it_stands() -> None:
    first, *rest = digests(PRINTED)

    def moved(pdf: Pdf) -> None:
        pdf.pages.reverse()

    assert rest
    assert digests(changed(moved)) == (*reversed(rest), first)
