"""Foreign PDFs are taken, mended or refused, and what will not travel along is said."""

import io
from collections.abc import Callable, Iterator
from contextlib import suppress

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String

from app.domain.evidence.light_table import Looked, Refused
from app.errors import LightTableFailed
from app.evidence.table import SafeLightTable
from tests.evidence import foreign_pdfs
from tests.evidence.foreign_pdfs import made


@pytest.fixture(scope="module")
def table() -> Iterator[SafeLightTable]:
    table = SafeLightTable()
    yield table
    table.close()


def looked(table: SafeLightTable, content: bytes, password: str = "") -> Looked:
    seen = table.look(content, password)
    assert isinstance(seen, Looked), seen
    return seen


def refused(table: SafeLightTable, content: bytes, password: str = "") -> Refused:
    seen = table.look(content, password)
    assert isinstance(seen, Refused), seen
    return seen


def test_a_sound_pdf_is_taken_as_it_is(table: SafeLightTable) -> None:
    assert looked(table, made(pages=2)) == Looked("pdf", ((612, 792), (612, 792)))
    assert looked(table, foreign_pdfs.scan(3)).notices == ()


def test_what_the_file_says_of_itself(table: SafeLightTable) -> None:
    def change(pdf: Pdf) -> None:
        pdf.docinfo["/Title"] = "Microsoft Word - Cardiology letter.docx"
        pdf.docinfo["/Author"] = "Dr. Ada\u202e Samplemann\n"
        pdf.docinfo["/CreationDate"] = "D:20260301120000Z"

    seen = looked(table, made(change))
    assert (seen.title, seen.author) == ("Cardiology letter", "Dr. Ada Samplemann")
    assert seen.dated is not None
    assert seen.dated.isoformat() == "2026-03-01"


def test_sizes_are_those_that_are_shown(table: SafeLightTable) -> None:
    def change(pdf: Pdf) -> None:
        turned, cropped, large = (page.obj for page in pdf.pages)
        turned.Rotate = 90
        cropped.CropBox = Array([100, 100, 400, 300])
        large.UserUnit = 2

    assert looked(table, made(change, pages=3)).pages == ((792, 612), (300, 200), (1224, 1584))


@pytest.mark.parametrize("box", [[2000, 2000, 2100, 2100], [-200, 0, -100, 100]])
def test_a_page_cropped_away_is_refused_in_words(table: SafeLightTable, box: list[int]) -> None:
    def change(pdf: Pdf) -> None:
        pdf.pages[1].obj.CropBox = Array(box)

    assert "Page 2 of this PDF shows nothing" in refused(table, made(change, pages=2)).why


def test_a_locked_pdf_asks_for_its_password(table: SafeLightTable) -> None:
    content = foreign_pdfs.locked("secret")
    assert refused(table, content).needs_password
    wrong = refused(table, content, "guess")
    assert wrong.needs_password
    assert "not the password" in wrong.why
    right = looked(table, content, "secret")
    assert len(right.pages) == 1
    assert "opens with a password" in right.notices[0]


def test_an_owner_protected_pdf_is_taken_with_a_notice(table: SafeLightTable) -> None:
    seen = looked(table, foreign_pdfs.locked())
    assert "restricted" in seen.notices[0]
    assert not seen.repaired


def test_what_can_act_is_said_and_stays_behind(table: SafeLightTable) -> None:
    notices = looked(table, made(foreign_pdfs.lively)).notices
    assert notices == (
        "It also holds scripts, actions, links and sound and video, which do not travel along.",
        (
            "It carries other files inside, which do not travel along. If they matter, save them"
            " from it and attach them one by one."
        ),
        "Its form fields and comments are sent as they look in print.",
    )


def test_a_signed_pdf_is_known_as_one(table: SafeLightTable) -> None:
    content = made(foreign_pdfs.signed)
    seen = looked(table, content)
    assert seen.signed
    assert "digitally signed" in seen.notices[0]


def hidden_layer(pdf: Pdf) -> None:
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Comments")))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))


def missing_typeface(pdf: Pdf) -> None:
    pdf.pages[0].obj.Resources.Font.F1.BaseFont = Name("/HospitalSans")


@pytest.mark.parametrize(
    ("change", "words"), [(hidden_layer, "has layers"), (missing_typeface, "typefaces")]
)
def test_what_may_look_different_is_said(
    table: SafeLightTable, change: Callable[[Pdf], None], words: str
) -> None:
    (notice,) = looked(table, made(change)).notices
    assert words in notice


def test_a_form_that_only_its_reader_draws_is_refused(table: SafeLightTable) -> None:
    assert "only works in Adobe Reader" in refused(table, made(foreign_pdfs.live_form)).why


def test_a_folder_of_files_is_refused(table: SafeLightTable) -> None:
    def change(pdf: Pdf) -> None:
        pdf.Root.Collection = Dictionary()

    assert "folder of other files" in refused(table, made(change)).why


def test_a_damaged_pdf_is_mended_or_refused(table: SafeLightTable) -> None:
    content = made(pages=3)
    cut = looked(table, content[:-150])
    assert cut.repaired
    assert len(cut.pages) == 3
    assert "mended" in cut.notices[0]
    assert "cannot be mended" in refused(table, content[:100]).why


def test_pages_are_counted_before_anything_is_drawn(table: SafeLightTable) -> None:
    assert "no pages" in refused(table, foreign_pdfs.saved(pikepdf.new())).why
    assert len(looked(table, made(pages=200)).pages) == 200
    assert "more than 200 pages" in refused(table, made(pages=201)).why
    assert "more than 200 pages" in refused(table, made(pages=10_000)).why


@pytest.mark.parametrize("side", [9_000, 30_000])
def test_a_picture_too_large_to_unpack_is_refused(table: SafeLightTable, side: int) -> None:
    assert "70 million pixels" in refused(table, foreign_pdfs.picture_bomb(side)).why


def test_a_large_picture_is_not(table: SafeLightTable) -> None:
    assert looked(table, foreign_pdfs.picture_bomb(8_000)).notices == ()


@pytest.mark.parametrize("bomb", [foreign_pdfs.content_bomb, foreign_pdfs.object_bomb])
def test_a_bomb_harms_nobody(table: SafeLightTable, bomb: Callable[[], bytes]) -> None:
    content = bomb()
    assert len(content) < 5_000_000
    with suppress(LightTableFailed):
        refused(table, content)
    looked(table, made())


def test_a_file_over_the_limit_is_not_even_handed_over(table: SafeLightTable) -> None:
    assert "larger than 64 MB" in refused(table, b"%PDF-1.7" + bytes(64 * 2**20)).why


def test_nothing_is_changed_by_looking(table: SafeLightTable) -> None:
    content = made(foreign_pdfs.signed)
    before = bytes(bytearray(content))
    table.look(content)
    assert content == before
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert pdf.Root.AcroForm.SigFlags == 3
