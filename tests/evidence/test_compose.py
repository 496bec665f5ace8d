"""A pack: its order, sheets, footers and bookmarks; what of a foreign file never travels on."""

import io
import re

import pikepdf
import pypdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, String
from PIL import Image, ImageChops

from app.domain.evidence.evidence import Box, PageChoice
from app.domain.evidence.light_table import Enclosure, quietly
from app.evidence import compose
from tests.evidence.packing import (
    composed,
    difference,
    drawn,
    enclosed,
    file_of,
    image_of,
    order_of,
    pattern,
    pdf_page,
    raw,
    saved,
    sheet_images,
    texts,
)
from tests.pdf import samples
from tests.pdf.reading import rendered

CANARY = "Zz-Hidden-Exempla"
LETTER = rendered(samples.specimen()).data
LINES = pdf_page(
    b"0 612 204 180 re f 1 0 0 rg 306 480 300 200 re f 0 0 1 rg 9 9 m 300 9 l 9 400 l f"
)
SCAN = file_of(pattern(), "PDF", resolution=40)
PHOTO = file_of(pattern(), "JPEG", quality=95)


def test_our_own_pages_come_first_and_each_enclosed_page_bears_its_footer() -> None:
    two = (PageChoice(number=3), PageChoice(number=1))
    pack = composed(enclosed(LETTER, *two, title="Chart"), enclosed(PHOTO, title="Photo"))
    own, third, first, photo = texts(pack.data)
    assert "Own words" in own
    assert [page.split("\r\n") for page in (third, first, photo)] == [
        [f"CP-000123 · M.T. {title} Page {number}"]
        for title, number in (("Chart", 2), ("Chart", 3), ("Photo", 2))
    ]
    assert pack.pages == 4


def test_every_part_has_a_bookmark() -> None:
    pack = composed(enclosed(SCAN, title="Письмо"), enclosed(PHOTO, title="Photo"))
    reader = pypdf.PdfReader(io.BytesIO(pack.data))
    found = [
        (each.title, reader.get_destination_page_number(each))
        for each in reader.outline
        if isinstance(each, pypdf.generic.Destination)
    ]
    assert found == [("Claim attachment", 0), ("Письмо", 1), ("Photo", 2)]


def test_the_same_order_gives_the_same_bytes() -> None:
    order = order_of(enclosed(LETTER), enclosed(SCAN), enclosed(PHOTO))
    assert compose.run(order, quietly).data == compose.run(order, quietly).data


def test_progress_counts_every_enclosed_page() -> None:
    seen: list[tuple[int, int]] = []
    pages = tuple(PageChoice(number=number) for number in (1, 2, 3))
    order = order_of(enclosed(LETTER, *pages), enclosed(PHOTO))
    compose.run(order, lambda done, total: seen.append((done, total)))
    assert seen == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_a_pack_may_have_no_enclosures() -> None:
    pack = composed()
    assert (pack.pages, pack.notices) == (1, ())
    assert "Own words" in texts(pack.data)[0]


def test_pages_that_had_text_are_named() -> None:
    pages = tuple(PageChoice(number=number) for number in (1, 2, 3, 5))
    pack = composed(enclosed(LETTER, *pages, title="Chart"), enclosed(SCAN), enclosed(PHOTO))
    assert pack.notices == ("“Chart”: pages 1–3, 5 go as pictures at 200 dpi.",)
    (notice,) = composed(enclosed(LETTER, title="Chart")).notices
    assert notice == "“Chart”: page 1 goes as a picture at 200 dpi."


@pytest.mark.parametrize("rotate", [0, 90, 180, 270, -90])
@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("content", [SCAN, LINES])
def test_a_page_stands_as_it_is_seen(content: bytes, turn: int, rotate: int) -> None:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pdf.pages[0].obj.Rotate = rotate
        pdf.pages[0].obj.CropBox = Array([0, 0, 600, 780])
        turned = saved(pdf)
    choice = PageChoice(number=1, turn=turn)  # type: ignore[arg-type] # one of the four
    assert difference(composed(enclosed(turned, choice)).data, turned, choice) < 4


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("turn", [0, 90])
@pytest.mark.parametrize("dpi", [200, 150])
def test_a_photo_stands_upright(orientation: int, turn: int, dpi: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    photo = file_of(pattern(1700, 1100), "JPEG", quality=95, exif=exif)
    choice = PageChoice(number=1, turn=turn)  # type: ignore[arg-type] # one of the four
    pack = composed(enclosed(photo, choice), dpi=dpi).data
    assert difference(pack, photo, choice) < 4


def test_a_photo_goes_on_without_being_packed_again() -> None:
    (image,) = sheet_images(composed(enclosed(PHOTO)).data, 1)
    assert [str(image.Filter), int(image.Width), int(image.Height)] == ["/DCTDecode", 340, 440]
    assert PHOTO[PHOTO.index(b"\xff\xda") :] in raw(composed(enclosed(PHOTO)).data)


def test_fax_stays_fax() -> None:
    fax = file_of(pattern(1700, 2200, "1"), "TIFF", compression="group4", dpi=(200, 200))
    pack = composed(enclosed(fax)).data
    (image,) = sheet_images(pack, 1)
    assert [str(image.Filter), int(image.Width)] == ["/CCITTFaxDecode", 1700]
    assert difference(pack, fax, PageChoice(number=1)) < 4


def test_a_gray_pack_has_no_color() -> None:
    pack = composed(enclosed(PHOTO), enclosed(SCAN), enclosed(LETTER), gray=True)
    for page in (1, 2, 3):
        (image,) = sheet_images(pack.data, page)
        assert image.ColorSpace == Name.DeviceGray
        red, green, _ = drawn(pack.data, page).split()
        assert red.tobytes() == green.tobytes()


def test_fewer_dots_make_a_smaller_pack() -> None:
    scan = file_of(Image.effect_noise((1700, 2200), 90), "PDF", resolution=200, quality=90)
    sizes = [len(composed(enclosed(scan), dpi=dpi).data) for dpi in (200, 150, 100)]
    assert sizes[0] > 1.5 * sizes[1] > 2 * sizes[2]


def test_a_small_picture_is_not_blown_up() -> None:
    pack = composed(enclosed(file_of(pattern(100, 100), "PNG"))).data
    dark = drawn(pack, 1).convert("L").histogram()[:128]
    assert 0 < sum(dark) < 100 * 100


def hostile() -> bytes:
    """A page with text, and with everything that could be alive in a PDF."""
    with pikepdf.open(io.BytesIO(LETTER)) as pdf:
        uri = Dictionary(S=Name.URI, URI=String(f"https://{CANARY}.example"))
        script = Dictionary(S=Name.JavaScript, JS=String(f"app.alert('{CANARY}')"))
        link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 300, 300]), A=uri)
        pdf.pages[0].obj.Annots = Array([pdf.make_indirect(link)])
        pdf.pages[0].obj.AA = Dictionary(O=script)
        pdf.Root.OpenAction = script
        pdf.Root.AcroForm = Dictionary(Fields=Array(), XFA=pdf.make_stream(CANARY.encode()))
        pdf.attachments[f"{CANARY}.exe"] = CANARY.encode()
        pdf.docinfo.Author = String(CANARY)
        with pdf.open_metadata() as xmp:
            xmp["dc:description"] = CANARY
        return saved(pdf)


def test_nothing_alive_or_said_of_the_original_travels_on() -> None:
    original = hostile()
    assert raw(original).count(CANARY.encode()) > 4
    pack = composed(enclosed(original)).data
    everything = raw(pack)
    assert CANARY.encode() not in everything
    assert CANARY.encode("utf-16-be") not in everything
    alive = rb"/(JavaScript|URI|Annots|AcroForm|EmbeddedFiles|AA|OpenAction|XFA)\b"
    assert re.search(alive, everything) is None


def test_a_filled_field_stays_to_be_seen() -> None:
    pdf = pikepdf.new()
    look = pdf.make_stream(b"0 0 1 rg 0 0 200 100 re f")
    look.Type, look.Subtype, look.BBox = Name.XObject, Name.Form, Array([0, 0, 200, 100])
    field = Dictionary(
        Type=Name.Annot,
        Subtype=Name.Widget,
        FT=Name.Tx,
        T=String("field"),
        V=String("filled"),
        F=4,
        Rect=Array([100, 400, 300, 500]),
        AP=Dictionary(N=look),
    )
    field = pdf.make_indirect(field)
    pdf.Root.AcroForm = Dictionary(Fields=Array([field]))
    form = pdf_page(b"", pdf=pdf, Annots=Array([field]))
    pack = composed(enclosed(form)).data
    red, _, blue = drawn(pack, 1).split()
    only_blue = ImageChops.subtract(blue, red).point(lambda shade: 255 * (shade > 150))
    assert only_blue.histogram()[255] > 12_000
    assert b"Widget" not in raw(pack)


@pytest.mark.parametrize("place", ["exif", "xmp", "comment"])
def test_where_a_photo_was_taken_does_not_travel_on(place: str) -> None:
    exif = Image.Exif()
    exif.get_ifd(0x8825)[29] = CANARY
    said = {"exif": exif, "xmp": f"<x>{CANARY}</x>".encode(), "comment": CANARY.encode()}
    for dpi in (200, 100):
        photo = file_of(pattern(), "JPEG", **{place: said[place]})
        assert CANARY.encode() in photo
        assert CANARY.encode() not in raw(composed(enclosed(photo), dpi=dpi).data)


def test_what_is_said_in_a_scan_does_not_travel_on() -> None:
    pdf = pikepdf.new()
    image = image_of(
        pdf, pattern(), Metadata=pdf.make_stream(CANARY.encode()), Name=Name(f"/{CANARY}")
    )
    draw = f"q 612 0 0 792 0 0 cm /I Do Q BT 3 Tr ({CANARY}) Tj ET".encode()
    scan = pdf_page(draw, {"/I": image}, pdf)
    pack = composed(enclosed(scan))
    assert pack.notices == ()
    assert CANARY.encode() not in raw(pack.data)


def test_a_signed_original_is_not_touched() -> None:
    order = order_of(enclosed(bytes(LETTER)))
    before = bytes(order.enclosures[0].content)
    compose.run(order, quietly)
    assert order.enclosures[0].content == before


def test_an_encrypted_original_opens_with_its_password() -> None:
    with pikepdf.open(io.BytesIO(SCAN)) as pdf:
        locked = io.BytesIO()
        pdf.save(locked, encryption=pikepdf.Encryption(owner="owner", user="user"))
    for box in ((), (Box(left=0, top=0, width=0.1, height=0.1),)):
        page = PageChoice(number=1, boxes=box)
        pack = composed(Enclosure(locked.getvalue(), (page,), "user", "Locked"))
        assert difference(pack.data, SCAN, page) < 4
        assert b"/Encrypt" not in pack.data


@pytest.mark.parametrize(
    "entries",
    [
        {"MediaBox": Array([0, 0, 14400, 14400])},
        {"MediaBox": Array([0, 0, 3, 3])},
        {"MediaBox": Array([-300, -400, 312, 392])},
        {"UserUnit": 10},
        {"CropBox": Array([100, 100, 500, 600])},
        {"Rotate": 45},
        {"Contents": Array()},
    ],
)
def test_a_page_of_any_shape_is_put_on_a_sheet(entries: dict[str, object]) -> None:
    pdf = pikepdf.new()
    image = image_of(pdf, pattern())
    content = pdf_page(b"q 612 0 0 792 0 0 cm /I Do Q", {"/I": image}, pdf, **entries)
    page = PageChoice(number=1)
    assert difference(composed(enclosed(content, page)).data, content, page) < 4


def test_a_page_without_anything_is_an_empty_sheet() -> None:
    pack = composed(enclosed(pdf_page(b"")))
    assert drawn(pack.data, 1).convert("L").crop((0, 0, 612, 700)).getextrema() == (255, 255)


def test_text_without_its_font_is_drawn_with_another() -> None:
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name("/NoSuchFont"))
    resources = Dictionary(Font=Dictionary(F=font))
    page = pdf_page(b"BT /F 60 Tf 100 500 Td (Written) Tj ET", Resources=resources)
    pack = composed(enclosed(page))
    assert len(pack.notices) == 1
    where = drawn(pack.data, 1).convert("L").crop((90, 200, 400, 350))
    assert sum(where.histogram()[:60]) > 300


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.builds(
            PageChoice,
            number=st.integers(1, 3),
            turn=st.sampled_from([0, 90, 180, 270]),
            boxes=st.lists(
                st.builds(
                    Box,
                    left=st.floats(0, 1),
                    top=st.floats(0, 1),
                    width=st.floats(0, 1),
                    height=st.floats(0, 1),
                ),
                max_size=3,
            ).map(tuple),
        ),
        min_size=1,
        max_size=4,
    )
)
def test_any_choice_of_pages_gives_as_many_sheets(pages: list[PageChoice]) -> None:
    scans = file_of(
        pattern(), "PDF", resolution=40, save_all=True, append_images=[pattern(), pattern(mode="1")]
    )
    pack = composed(enclosed(scans, *pages))
    with pikepdf.open(io.BytesIO(pack.data)) as opened:
        assert len(opened.pages) == pack.pages == 1 + len(pages)
        assert {tuple(map(float, page.mediabox)) for page in opened.pages} == {(0, 0, 612, 792)}
