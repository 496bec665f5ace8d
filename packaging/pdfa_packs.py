"""Ten packs of fictional documents for the PDF/A judge, composed in the child as ever; see pdfa.py.

Each holds what an office is sent, in another form: scans, faxes, photos, text, odd pages.
"""

import datetime as dt
import io
from collections.abc import Iterator

import pikepdf
from PIL import Image, ImageDraw, ImageFont

from app import paths
from app.documents.blocks import (
    FOOTER_HEIGHT,
    Document,
    Heading,
    Numbering,
    PageSize,
    Paragraph,
    StampedFooter,
)
from app.domain.evidence.evidence import Box, PageChoice
from app.domain.evidence.light_table import Composition, Enclosure
from app.evidence.table import SafeLightTable
from app.pdf.renderer import Renderer

MADE_AT = dt.datetime(2026, 11, 22, 10, 0, tzinfo=dt.UTC)
SCRIPTS = "Größe Ægir Łódź Αθήνα Київ עברית العربية हिन्दी ไทย 東京 서울"
LINES = (
    "Sampletown Heart Center",
    "Re: Marisol Testwell",
    "Thank you for asking about this patient before surgery.",
    "She may go on with warfarin; operate at an INR up to 3.0.",
    "Dr. Pia Exempla, phone 312-555-0123",
)


def packs() -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each pack."""
    letter, lying = page("RGB"), page("RGB").transpose(Image.Transpose.ROTATE_90)
    table, renderer = SafeLightTable(), Renderer(paths.fonts_folder())
    files = {
        "scan-color": (pdf(letter, letter), 2),
        "scan-gray": (pdf(page("L")), 1),
        "fax-pdf": (pdf(page("1")), 1),
        "fax-tiff": (picture(page("1"), "TIFF", compression="group4", dpi=(204, 196)), 1),
        "photo-lying": (picture(lying, "JPEG", exif=orientation(6), quality=80), 1),
        "screenshot": (picture(seen_through(letter), "PNG"), 1),
        "text": (text(renderer, "letter"), 1),
        "layers-and-scripts": (alive(text(renderer, "letter")), 1),
    }
    try:
        for name, (content, count) in files.items():
            yield name, packed(table, renderer, [enclosure(name, content, count)])
        everything = [enclosure(name, *file) for name, file in files.items()]
        yield "everything-a4-gray", packed(table, renderer, everything, "a4", gray=True, dpi=120)
        boxes = (Box(left=0.1, top=0.1, width=0.5, height=0.1),)
        blackened = [
            Enclosure(content, (PageChoice(number=1, turn=90, boxes=boxes),), title=name)
            for name, (content, _) in files.items()
        ]
        yield "blacked-out", packed(table, renderer, blackened)
    finally:
        table.close()


def packed(
    table: SafeLightTable,
    renderer: Renderer,
    enclosures: list[Enclosure],
    paper: PageSize = "letter",
    *,
    gray: bool = False,
    dpi: int = 200,
) -> bytes:
    """A pack of one page of our own and some enclosures."""
    total = 1 + sum(len(each.pages) for each in enclosures)
    document = Document(
        "Claim attachment D9311",
        (Heading("Claim attachment", 1), Paragraph(SCRIPTS)),
        page_size=paper,
    )
    own = renderer.render_pdf(document, made_at=MADE_AT, numbering=Numbering(1, total))
    titles = [each.title for each in enclosures for _ in each.pages]
    feet = [
        StampedFooter("CP-000123 M.T.", title, f"Page {place} of {total}")
        for place, title in enumerate(titles, 2)
    ]
    order = Composition(
        own=(own.data,),
        enclosures=tuple(enclosures),
        footers=renderer.render_footers(feet, paper, made_at=MADE_AT),
        footer_height=FOOTER_HEIGHT,
        title="Claim attachment CP-000123",
        made_at=MADE_AT,
        dpi=dpi,
        gray=gray,
    )
    return table.compose(order).data


def enclosure(title: str, content: bytes, count: int) -> Enclosure:
    """All pages of a file."""
    pages = tuple(PageChoice(number=number) for number in range(1, count + 1))
    return Enclosure(content, pages, title=title)


def page(mode: str) -> Image.Image:
    """A letter as a scanner sees it at 200 dpi."""
    sheet = Image.new("RGB", (1700, 2200), (252, 250, 244))
    pen = ImageDraw.Draw(sheet)
    font = ImageFont.truetype(paths.fonts_folder() / "NotoSans-Regular.ttf", 38)
    for place, line in enumerate(LINES):
        pen.text((200, 240 + 90 * place), line, fill=(30, 30, 70), font=font)
    return sheet.convert(mode, dither=Image.Dither.NONE)


def pdf(*sheets: Image.Image) -> bytes:
    """Sheets as a scanner's PDF."""
    first, *others = sheets
    return picture(first, "PDF", resolution=200, save_all=True, append_images=others)


def text(renderer: Renderer, paper: PageSize) -> bytes:
    """A letter as text, with fonts of all sorts."""
    words = tuple(Paragraph(line) for line in (*LINES, SCRIPTS))
    return renderer.render_pdf(Document("Letter", words, page_size=paper), made_at=MADE_AT).data


def alive(content: bytes) -> bytes:
    """The same with a script, a link, a layer, a file inside and a crop."""
    with pikepdf.open(io.BytesIO(content)) as opened:
        script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert('hello')")
        layer = opened.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name="Layer"))
        link = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Link,
            Rect=pikepdf.Array([0, 0, 300, 300]),
            A=pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://example.com"),
        )
        opened.Root.OpenAction = script
        opened.Root.OCProperties = pikepdf.Dictionary(
            OCGs=pikepdf.Array([layer]), D=pikepdf.Dictionary()
        )
        opened.pages[0].obj.Annots = pikepdf.Array([opened.make_indirect(link)])
        opened.pages[0].obj.CropBox = pikepdf.Array([20, 20, 600, 780])
        opened.attachments["list.txt"] = b"hello"
        written = io.BytesIO()
        opened.save(written)
    return written.getvalue()


def seen_through(sheet: Image.Image) -> Image.Image:
    """A picture of a window, in part transparent."""
    window = sheet.crop((150, 200, 1400, 800)).convert("RGBA")
    window.putalpha(Image.linear_gradient("L").resize(window.size))
    return window


def orientation(value: int) -> Image.Exif:
    """What a phone says of how it was held."""
    exif = Image.Exif()
    exif[0x0112] = value
    return exif


def picture(sheet: Image.Image, kind: str, **options: object) -> bytes:
    """A picture as a file."""
    written = io.BytesIO()
    sheet.save(written, kind, **options)
    return written.getvalue()
