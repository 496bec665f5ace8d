"""Pages that are nothing but pictures: recognized, taken over exactly, and every other page drawn.

A page counts as a scan only when all of it is seen; each test of one that does not hides something.
"""

import io
import zlib

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Matrix, Name, Page, Pdf, Stream, String
from PIL import Image

from app.domain.evidence.evidence import PageChoice
from app.evidence.images import encoded
from app.evidence.scans import scan_of
from app.evidence.taken_over import taken_over
from tests.evidence.packing import (
    composed,
    difference,
    enclosed,
    file_of,
    image_of,
    pattern,
    pdf_page,
    raw,
    saved,
    sheet_images,
)

FULL = b"q 612 0 0 792 0 0 cm /I Do Q"
FIRST = PageChoice(number=1)


def page_of(draw: bytes, pdf: Pdf | None = None, **entries: object) -> bytes:
    """A page that can draw /I, a picture, and /J, another."""
    pdf = pdf or pikepdf.new()
    images = {"/I": image_of(pdf, pattern()), "/J": image_of(pdf, pattern(60, 60))}
    return pdf_page(draw, images, pdf, **entries)


def is_scan(content: bytes) -> bool:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return scan_of(pdf.pages[0]) is not None


@pytest.mark.parametrize(
    "draw",
    [
        FULL,
        b"612 0 0 792 0 0 cm /I Do",
        b"q 0 0 612 792 re W n 612 0 0 792 0 0 cm /I Do Q",
        b"q 1 0 0 1 100 100 cm q 300 0 0 400 0 0 cm /I Do Q Q q 90 0 0 90 0 0 cm /J Do Q",
        b"/Artifact BMC q 612 0 0 792 0 0 cm /I Do Q EMC",
        b"1 0 0 rg q 612 0 0 792 0 0 cm /I Do Q",
        b"q 0 792 -612 0 612 0 cm /I Do Q",
        b"q 612 0 0 -792 0 792 cm /I Do Q",
        b"q 612 0 0 396 0 0 cm /I Do Q q 612 0 0 396 0 396 cm /I Do Q",
        FULL + b" BT 3 Tr (hidden) Tj ET",
        FULL + b" Q Q Q",
    ],
)
def test_a_page_of_pictures_is_taken_over_and_looks_the_same(draw: bytes) -> None:
    content = page_of(draw)
    assert is_scan(content)
    pack = composed(enclosed(content))
    assert pack.notices == ()
    assert difference(pack.data, content, FIRST) < 4


@pytest.mark.parametrize(
    "draw",
    [
        FULL + b" BT (seen) Tj ET",
        FULL + b" BT 3 Tr (hidden) Tj 0 Tr (seen) Tj ET",
        FULL + b" BT 7 Tr (clips) Tj ET",
        FULL + b" 0 0 100 100 re f",
        FULL + b" 0 0 m 100 100 l S",
        b"q 0 0 300 300 re W n 612 0 0 792 0 0 cm /I Do Q",
        b"q 0 0 m 612 0 l 612 792 l h W n 612 0 0 792 0 0 cm /I Do Q",
        b"q 2000 0 0 2000 0 0 cm /I Do Q",
        b"q 612 0 0 700 0 90 cm /I Do Q q 1 0 0 1 10 10 cm /J Do Q",
        b"q 612 0 0 700 0 90 cm /I Do Q q 612 0 0 0.1 0 10 cm /J Do Q",
        FULL + b" q 200 0 0 200 100 100 cm /J Do Q",
        FULL + b" BI /W 1 /H 1 /CS /G /BPC 8 ID x EI",
        b"/OC /Layer BDC " + FULL + b" EMC",
        b"/Missing Do",
        b"/Missing gs " + FULL,
        b"q 612 0 0 (x) 0 0 cm /I Do Q",
        b"",
        b"\x00\xff<<",
    ],
)
def test_a_page_that_shows_more_or_hides_something_is_drawn(draw: bytes) -> None:
    content = page_of(draw)
    assert not is_scan(content)
    pack = composed(enclosed(content, title="Page"))
    assert pack.notices == ("“Page”: page 1 goes as a picture at 200 dpi.",)
    assert difference(pack.data, content, FIRST) < 6


def test_a_page_with_an_annotation_or_another_unit_is_drawn() -> None:
    note = Dictionary(Type=Name.Annot, Subtype=Name.Square, Rect=Array([0, 0, 9, 9]))
    assert not is_scan(page_of(FULL, Annots=Array([note])))
    assert not is_scan(page_of(FULL, UserUnit=2))
    assert is_scan(page_of(FULL, Annots=Array()))


def test_pixels_outside_the_crop_box_do_not_travel_on() -> None:
    assert not is_scan(page_of(FULL, CropBox=Array([100, 100, 500, 600])))
    pack = composed(enclosed(page_of(FULL, CropBox=Array([0, 0, 612, 396])))).data
    (image,) = sheet_images(pack, 1)
    assert int(image.Height) <= 1100


def form_of(pdf: Pdf, draw: bytes, **entries: object) -> Stream:
    form = pdf.make_stream(draw)
    form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, 612, 792])
    for name, entry in entries.items():
        form[f"/{name}"] = entry
    return form


def test_forms_are_gone_through() -> None:
    pdf = pikepdf.new()
    image = image_of(pdf, pattern())
    inner = Dictionary(XObject=Dictionary(I=image))
    moved = form_of(pdf, b"Q " + FULL, Matrix=Array([0.5, 0, 0, 0.5, 100, 100]), Resources=inner)
    unseen = form_of(pdf, b"BT 3 Tr (hidden) Tj ET")
    content = pdf_page(b"/F Do /T Do", {"/F": moved, "/T": unseen}, pdf)
    assert is_scan(content)
    assert difference(composed(enclosed(content)).data, content, FIRST) < 4


def test_forms_that_show_text_clip_or_nest_without_end_are_drawn() -> None:
    for draw, entries in (
        (b"BT (seen) Tj ET", {}),
        (FULL, {"BBox": Array([0, 0, 300, 300])}),
        (FULL, {"OC": Dictionary(Type=Name.OCG, Name=String("Layer"))}),
        (b"/F Do " + FULL, {}),
    ):
        pdf = pikepdf.new()
        form = pdf.make_indirect(form_of(pdf, draw, **entries))
        form.Resources = Dictionary(XObject=Dictionary(I=image_of(pdf, pattern()), F=form))
        assert not is_scan(pdf_page(b"/F Do", {"/F": form}, pdf))


@pytest.mark.parametrize(
    ("settings", "scan"),
    [
        ({"ca": 1, "BM": Name.Normal}, True),
        ({"ca": 0.5}, False),
        ({"BM": Name.Multiply}, False),
        ({"SMask": Dictionary(S=Name.Alpha)}, False),
        ({"LW": 1, "RI": Name.Perceptual}, True),
        ({"TR": Dictionary(FunctionType=2, Domain=[0, 1], C0=[0], C1=[0], N=1)}, False),
    ],
)
def test_pictures_seen_through_are_drawn(settings: dict[str, object], scan: bool) -> None:
    pdf = pikepdf.new()
    state = Dictionary({f"/{name}": value for name, value in settings.items()})
    resources = Dictionary(
        XObject=Dictionary(I=image_of(pdf, pattern())), ExtGState=Dictionary(G=state)
    )
    assert is_scan(pdf_page(b"/G gs " + FULL, pdf=pdf, Resources=resources)) is scan


def flat(pdf: Pdf, picture: Image.Image, **entries: object) -> Stream:
    image = image_of(pdf, picture, **entries)
    content = zlib.compress(picture.tobytes())
    image.write(content, filter=Name.FlateDecode)
    return image


def with_predictor(pdf: Pdf) -> Stream:
    """PNG rows as libraries write them: each row names its predictor."""
    picture = pattern()
    rows = [picture.crop((0, y, 340, y + 1)).tobytes() for y in range(440)]
    image = image_of(pdf, picture)
    parms = Dictionary(Predictor=15, Colors=3, BitsPerComponent=8, Columns=340)
    packed = zlib.compress(b"".join(b"\0" + row for row in rows))
    image.write(packed, filter=Name.FlateDecode, decode_parms=parms)
    return image


def palette(pdf: Pdf) -> Stream:
    picture = pattern().quantize(8)
    colors = bytes(picture.getpalette() or ())[:24]
    image = image_of(pdf, picture.convert("L"))
    image.ColorSpace = Array([Name.Indexed, Name.DeviceRGB, 7, String(colors)])
    image.write(picture.tobytes())
    return image


def stencil(pdf: Pdf) -> Stream:
    image = image_of(pdf, pattern(mode="1"), ImageMask=True)
    del image.ColorSpace
    return image


def profiled(pdf: Pdf) -> Stream:
    profile = pdf.make_stream(b"any profile", N=3)
    return image_of(pdf, pattern(), ColorSpace=Array([Name.ICCBased, profile]))


@pytest.mark.parametrize(
    "make",
    [
        lambda pdf: flat(pdf, pattern()),
        lambda pdf: flat(pdf, pattern(mode="L")),
        lambda pdf: flat(pdf, pattern(mode="1")),
        lambda pdf: image_of(pdf, pattern(mode="1"), Decode=Array([1, 0])),
        lambda pdf: image_of(pdf, pattern(mode="L"), Decode=Array([1, 0])),
        lambda pdf: image_of(pdf, pattern(), Interpolate=True, Intent=Name.Perceptual),
        with_predictor,
        palette,
        stencil,
        profiled,
        lambda pdf: encoded(pattern(mode="1"), pdf),
        lambda pdf: encoded(pattern(mode="L"), pdf),
        lambda pdf: encoded(pattern(), pdf),
    ],
)
def test_pictures_of_many_kinds_are_taken_over_and_look_the_same(make: object) -> None:
    assert callable(make)
    pdf = pikepdf.new()
    content = pdf_page(FULL, {"/I": make(pdf)}, pdf)
    pack = composed(enclosed(content))
    assert pack.notices == ()
    (image,) = sheet_images(pack.data, 1)
    assert (int(image.Width), int(image.Height)) == (340, 440)
    assert not {"/Interpolate", "/Intent", "/Metadata", "/Name"} & set(image.keys())
    assert difference(pack.data, content, FIRST) < 4


@pytest.mark.parametrize(
    "make",
    [
        lambda pdf: image_of(pdf, pattern(), ColorSpace=Array([Name.Lab, Dictionary()])),
        lambda pdf: image_of(pdf, pattern(), SMask=image_of(pdf, pattern(mode="L"))),
        lambda pdf: image_of(pdf, pattern(), Mask=Array([0, 10, 0, 10, 0, 10])),
        lambda pdf: image_of(pdf, pattern(), Height=4_000),
        lambda pdf: image_of(pdf, pattern(), Height=439),
        lambda pdf: image_of(pdf, pattern(), Width=10**9),
        lambda pdf: image_of(pdf, pattern(), Width=0),
        lambda pdf: image_of(pdf, pattern(), BitsPerComponent=16),
        lambda pdf: image_of(pdf, pattern(), Filter=Name.JPXDecode),
        lambda pdf: image_of(pdf, pattern(), Filter=Name.JBIG2Decode),
        lambda pdf: image_of(pdf, pattern(), Filter=Name.DCTDecode),
        lambda pdf: image_of(pdf, pattern(), Filter=Array([Name.FlateDecode, Name.DCTDecode])),
        lambda pdf: image_of(pdf, pattern(), Filter=7, ColorSpace=Array()),
    ],
)
def test_other_pictures_are_not_taken_over(make: object) -> None:
    assert callable(make)
    with pikepdf.new() as pdf, pikepdf.new() as pack:
        assert taken_over(make(pdf), pack) is None


def test_jpeg_2000_is_drawn() -> None:
    pdf = pikepdf.new()
    image = image_of(pdf, pattern())
    image.write(file_of(pattern(), "JPEG2000"), filter=Name.JPXDecode)
    content = pdf_page(FULL, {"/I": image}, pdf)
    pack = composed(enclosed(content))
    assert len(pack.notices) == 1
    assert difference(pack.data, content, FIRST) < 5
    assert b"JPXDecode" not in pack.data


def test_a_page_of_commands_without_end_is_drawn() -> None:
    assert not is_scan(page_of(FULL + b" q Q" * 1_000_000))


def test_four_inks_are_drawn_in_color() -> None:
    jpeg = file_of(pattern().convert("CMYK"), "PDF", resolution=40)
    pack = composed(enclosed(jpeg))
    assert len(pack.notices) == 1
    assert difference(pack.data, jpeg, FIRST) < 5


def test_what_stands_behind_the_pixels_is_not_taken_over() -> None:
    with pikepdf.new() as pdf, pikepdf.new() as pack:
        image = flat(pdf, pattern())
        image.write(zlib.compress(pattern().tobytes() + b"hidden"), filter=Name.FlateDecode)
        assert taken_over(image, pack) is None
        image.write(zlib.compress(pattern().tobytes()) + b"hidden", filter=Name.FlateDecode)
        assert taken_over(image, pack) is None


@given(st.binary(max_size=200))
def test_whatever_the_commands_are_nothing_raises(draw: bytes) -> None:
    with pikepdf.open(io.BytesIO(page_of(draw))) as pdf:
        scan_of(pdf.pages[0])


_NUMBERS = st.floats(-700, 700, allow_nan=False)


@given(st.lists(_NUMBERS, min_size=6, max_size=6))
def test_a_picture_off_the_page_is_never_taken_over(numbers: list[float]) -> None:
    draw = " ".join(f"{number:.3f}" for number in numbers)
    with pikepdf.open(io.BytesIO(page_of(f"q {draw} cm /I Do Q".encode()))) as pdf:
        scan = scan_of(Page(pdf.pages[0]))
    if scan is not None:
        (piece,) = scan.pieces
        corners = [Matrix(piece.at).transform(each) for each in ((0, 0), (0, 1), (1, 0), (1, 1))]
        assert all(-2.1 <= x <= 614.1 and -2.1 <= y <= 794.1 for x, y in corners)


def test_a_damaged_page_tree_entry_is_no_scan() -> None:
    for entry in ("Contents", "Resources", "MediaBox", "Rotate"):
        with pikepdf.open(io.BytesIO(page_of(FULL))) as pdf:
            pdf.pages[0].obj[f"/{entry}"] = String("no")
            scan_of(pdf.pages[0])
            assert saved(pdf)


def fax_of(pdf: Pdf, picture: Image.Image, behind: bytes = b"", cut: int = 0) -> Stream:
    """A picture as a fax, with bytes behind its end or without the last ones."""
    image = encoded(picture, pdf)
    packed = image.read_raw_bytes()
    settings = Dictionary(K=-1, Columns=picture.width, Rows=picture.height, BlackIs1=True)
    content = packed[: len(packed) - cut] + behind
    image.write(content, filter=Name.CCITTFaxDecode, decode_parms=settings)
    return image


def test_what_stands_behind_the_end_of_a_fax_is_not_taken_over() -> None:
    secret = b"Other patient: Finn Sample"
    with pikepdf.new() as pdf:
        content = pdf_page(FULL, {"/I": fax_of(pdf, pattern(mode="1"), secret)}, pdf)
    assert secret not in raw(composed(enclosed(content)).data)


@given(st.binary(max_size=60), st.integers(1, 60), st.integers(1, 60))
def test_a_fax_is_cut_where_it_ends(behind: bytes, width: int, height: int) -> None:
    picture = Image.effect_noise((width, height), 90).convert("1", dither=Image.Dither.NONE)
    with pikepdf.new() as pdf, pikepdf.new() as pack:
        whole = fax_of(pdf, picture).read_raw_bytes()
        for after in (behind, whole):
            cut = taken_over(fax_of(pdf, picture, after), pack)
            assert cut is not None
            assert cut.read_raw_bytes() == whole


def test_a_fax_without_its_end_is_drawn() -> None:
    with pikepdf.new() as pdf, pikepdf.new() as pack:
        assert taken_over(fax_of(pdf, pattern(mode="1"), cut=4), pack) is None


def test_a_fax_of_group_3_is_drawn() -> None:
    with pikepdf.new() as pdf, pikepdf.new() as pack:
        image = fax_of(pdf, pattern(mode="1"))
        image.DecodeParms.K = 0
        assert taken_over(image, pack) is None
