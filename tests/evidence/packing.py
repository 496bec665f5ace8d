"""Packs made and read back: what the tests of composing have in common."""

import io
from collections.abc import Iterable

import pikepdf
import pypdfium2
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageChops, ImageDraw, ImageStat

from app.documents.blocks import FOOTER_HEIGHT, Document, Paragraph, StampedFooter
from app.domain.evidence.evidence import PageChoice
from app.domain.evidence.light_table import Composed, Composition, Enclosure, quietly
from app.evidence import compose
from app.evidence.bitmap import finished, open_pages
from app.evidence.kinds import media_type
from app.evidence.sheets import place_on
from tests.pdf.reading import MADE_AT, RENDERER

SHEET = (612.0, 792.0)
OWN = RENDERER.render_pdf(Document("Claim attachment", (Paragraph("Own words"),)), made_at=MADE_AT)


def order_of(*enclosures: Enclosure, dpi: int = 200, gray: bool = False) -> Composition:
    """An order for one page of our own and some enclosures."""
    feet = [
        StampedFooter("CP-000123 · M.T.", enclosure.title, f"Page {number + 2}")
        for enclosure in enclosures
        for number, _ in enumerate(enclosure.pages)
    ]
    footers = RENDERER.render_footers(feet, "letter", made_at=MADE_AT)
    return Composition(
        own=(OWN.data,),
        enclosures=enclosures,
        footers=footers,
        footer_height=FOOTER_HEIGHT,
        title="Claim attachment D9311",
        made_at=MADE_AT,
        dpi=dpi,
        gray=gray,
    )


def enclosed(content: bytes, *pages: PageChoice, title: str = "Letter") -> Enclosure:
    """A file with its first page, or the pages chosen."""
    return Enclosure(content, pages or (PageChoice(number=1),), title=title)


def composed(*enclosures: Enclosure, dpi: int = 200, gray: bool = False) -> Composed:
    """A pack made in this process."""
    return compose.run(order_of(*enclosures, dpi=dpi, gray=gray), quietly)


def sheet_images(pdf: bytes, page: int) -> list[Dictionary]:
    """The dictionaries of the pictures on a page, counted from 0."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        figures = opened.pages[page].obj.Resources.XObject
        return [Dictionary(dict(image.stream_dict.items())) for image in figures.values()]


def drawn(pdf: bytes, page: int, dpi: int = 72) -> Image.Image:
    """A page as PDFium draws it."""
    document = pypdfium2.PdfDocument(pdf)
    picture: Image.Image = document[page].render(scale=dpi / 72).to_pil().convert("RGB")
    document.close()
    return picture


def difference(pack: bytes, content: bytes, choice: PageChoice, dpi: int = 72) -> float:
    """How far the first enclosed sheet is from the page itself: mean of 0 to 255."""
    pages = open_pages(content, media_type(content))
    width, height = pages.size(choice.number)
    page = finished(pages.image(choice.number, dpi * 2).convert("RGB"), choice)
    size = (height, width) if choice.turn in (90, 270) else (width, height)
    pages.close()
    place = place_on(SHEET, FOOTER_HEIGHT)
    largest = float("inf") if media_type(content) != "pdf" else 1.0
    scale = place.scale(size, largest)
    fit = place.fitted(size, scale)
    left, top = fit.e, SHEET[1] - fit.f - size[1] * scale
    box = [round(each * dpi / 72) for each in (left, top)]
    wide, high = (round(each * scale * dpi / 72) for each in size)
    shown = drawn(pack, 1, dpi).crop((box[0], box[1], box[0] + wide, box[1] + high))
    gap = ImageChops.difference(shown, page.resize(shown.size, Image.Resampling.BOX))
    return max(ImageStat.Stat(gap).mean)


def pattern(width: int = 340, height: int = 440, mode: str = "RGB") -> Image.Image:
    """A picture that looks different in every corner, with large areas."""
    picture = Image.new("RGB", (width, height), "white")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 0, width // 3, height // 4), fill="black")
    pen.rectangle((width // 2, height // 8, width - 8, height // 3), fill=(200, 40, 40))
    pen.polygon(((8, height - 8), (width // 2, height - 8), (8, height // 2)), fill=(40, 40, 200))
    return picture.convert(mode, dither=Image.Dither.NONE)


def file_of(picture: Image.Image, kind: str, **options: object) -> bytes:
    """A picture as a file."""
    written = io.BytesIO()
    picture.save(written, kind, **options)
    return written.getvalue()


def pdf_page(
    draw: bytes,
    xobjects: dict[str, pikepdf.Stream] | None = None,
    pdf: pikepdf.Pdf | None = None,
    **entries: object,
) -> bytes:
    """A PDF with one page: its commands, its pictures and forms, other entries of the page."""
    pdf = pdf or pikepdf.new()
    page = Dictionary(
        Type=Name.Page,
        MediaBox=Array([0, 0, 612, 792]),
        Resources=Dictionary(XObject=Dictionary(xobjects or {})),
        Contents=pdf.make_stream(draw),
    )
    for name, entry in entries.items():
        page[f"/{name}"] = entry
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
    return saved(pdf)


def image_of(pdf: pikepdf.Pdf, picture: Image.Image, **entries: object) -> pikepdf.Stream:
    """A picture as a stream of unpacked pixels."""
    colors = {"RGB": Name.DeviceRGB, "L": Name.DeviceGray, "1": Name.DeviceGray}[picture.mode]
    stream = pdf.make_stream(picture.tobytes())
    stream.Type, stream.Subtype = Name.XObject, Name.Image
    stream.Width, stream.Height = picture.size
    stream.BitsPerComponent = 1 if picture.mode == "1" else 8
    stream.ColorSpace = colors
    for name, entry in entries.items():
        stream[f"/{name}"] = entry
    return stream


def saved(pdf: pikepdf.Pdf) -> bytes:
    """The file."""
    written = io.BytesIO()
    pdf.save(written)
    return written.getvalue()


def raw(pdf: bytes) -> bytes:
    """Everything that stands in a file, unpacked as far as it can be without decoding pictures."""
    parts = [pdf]
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for item in opened.objects:
            if isinstance(item, pikepdf.Stream):
                parts += [item.read_raw_bytes(), _unpacked(item), repr(item.stream_dict).encode()]
            else:
                parts.append(repr(item).encode())
    return b"\n".join(parts)


def _unpacked(stream: pikepdf.Stream) -> bytes:
    try:
        return stream.read_bytes()
    except pikepdf.PdfError:
        return b""


def texts(pdf: bytes) -> list[str]:
    """What PDFium reads on each page."""
    document = pypdfium2.PdfDocument(pdf)
    found = [page.get_textpage().get_text_bounded() for page in document]
    document.close()
    return found


def joined(parts: Iterable[str]) -> str:
    """Texts without white space, since readers differ in it."""
    return "".join("".join(part.split()) for part in parts)
