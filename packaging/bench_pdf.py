"""Times a two-page claim attachment against a plain canvas that draws the same wrapped text.

Called by benchmarks.py. The canvas is reportlab's, in the usual way: the same fonts as its own
embedded TrueType fonts, every line of text, rule and box at the place where the layout put it, and
"Page x of y" already known. It breaks no line and looks nothing up, so it is the least that such a
page can cost.
"""

import datetime as dt
import gc
import io
import re
import statistics
import time
from collections.abc import Iterator

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from app import paths
from app.documents.blocks import (
    Block,
    Bullets,
    Column,
    Document,
    Grid,
    Heading,
    KeyValues,
    Letterhead,
    Numbered,
    Paragraph,
    SignatureBlock,
)
from app.pdf import styles
from app.pdf.flowables import Sheetwork, strips_of
from app.pdf.fonts import Fonts
from app.pdf.pages import Placed, foot, frame_of, head, paginate
from app.pdf.renderer import Renderer
from app.pdf.strips import Box, Rule, Words
from app.pdf.typeset import Line, Typesetter
from measured import Measured

MADE_AT = dt.datetime(2026, 11, 22, 10, 0, tzinfo=dt.UTC)
ROUNDS = 41
SENTENCES = (
    "The patient takes warfarin for a mechanical mitral valve placed in 2019. ",
    "Four teeth with advanced periodontitis need surgery under local anesthesia. ",
    "Dr. Pia Exempla advised to continue the drug and to operate at an INR up to 3.0. ",
    "The plan was modified: two sessions instead of one, each with an INR of the same day. ",
)


def attachment() -> Document:
    """A letter of two pages: 12 sections, a table of 15 rows, a signature."""
    sections: list[Block] = []
    for i in range(9):
        text = "".join(SENTENCES[(i + j) % 4] for j in range(2))
        sections += [Heading(f"Section {i + 1}"), Paragraph(text)]
    row = ("11/04/2026", "Phone", "Dr. Pia Exempla, cardiology", "Spoke 12 minutes; see advice.")
    return Document(
        title="Claim attachment D9311",
        header_left=("Sampletown Family Dentistry",),
        header_right=("Marisol Testwell, born 02/14/1961",),
        footer="Contains health information.",
        blocks=(
            Letterhead("Sampletown Family Dentistry", ("100 Example Street", "312-555-0100")),
            Heading("Claim attachment", 1),
            KeyValues(tuple((f"Label {i}", f"Answer number {i}") for i in range(8)), columns=2),
            *sections[:8],
            Heading("Contacts"),
            Grid(
                (Column("Date"), Column("How"), Column("With", 2), Column("Result", 3)), (row,) * 15
            ),
            *sections[8:],
            Heading("Questions"),
            Numbered(("May the drug be continued?", "Is antibiotic prophylaxis advised?")),
            Bullets(("Letter of Dr. Exempla, one page", "Periodontal chart")),
            SignatureBlock("Treating dentist", "Ada Samplemann", "DDS", "November 4, 2026"),
        ),
    )


def laid_out(document: Document) -> list[list[Placed]]:
    """The pages of a document, with everything on them in its place."""
    setter = Typesetter(Fonts(paths.fonts_folder()))
    frame = frame_of(document, setter)
    pages = paginate(strips_of(document.blocks, Sheetwork(setter, frame.text_width)), frame)
    return [
        [
            *head(document, frame, setter, number),
            *placed,
            *foot(frame, setter, number, len(pages)),
        ]
        for number, placed in enumerate(pages)
    ]


def text_of(line: Line) -> str:
    """The characters of a set line."""
    return "".join(
        run.face.readings[int(code, 16)]
        for run in line.runs
        for shown in re.findall("<([0-9A-F]+)>", run.show)
        for code in re.findall("....", shown)
    )


class PlainCanvas:
    """The same pages as plain strings, rules and boxes, drawn by reportlab's canvas."""

    def __init__(self, document: Document) -> None:
        self.size = styles.SHEETS[document.page_size]
        self.strings: list[list[tuple[float, float, float, str, float, str]]] = []
        self.rules: list[list[tuple[float, float, float, float, float]]] = []
        for placed in laid_out(document):
            self.strings.append([])
            self.rules.append([])
            for item in placed:
                self._take(item)
        for name in {string[3] for page in self.strings for string in page}:
            pdfmetrics.registerFont(TTFont(name, paths.fonts_folder() / f"{name}.ttf"))

    def _take(self, item: Placed) -> None:
        for mark in item.strip.marks:
            x, y = styles.SIDE + mark.x, self.size[1] - item.y - mark.y
            match mark:
                case Words() if mark.line.runs:
                    name = mark.line.runs[0].face.name
                    text = text_of(mark.line)
                    self.strings[-1].append((x, y, mark.size, name, mark.gray, text))
                case Rule():
                    self.rules[-1].append((x, y, mark.length, mark.weight, mark.gray))
                case Box():
                    raise AssertionError("this document has no boxes")

    def draw(self) -> bytes:
        """The file."""
        file = io.BytesIO()
        canvas = Canvas(file, pagesize=self.size, pageCompression=1, invariant=1)
        for strings, rules in zip(self.strings, self.rules, strict=True):
            for x, y, size, name, gray, text in strings:
                canvas.setFont(name, size)
                canvas.setFillGray(gray)
                canvas.drawString(x, y, text)
            for x, y, length, weight, gray in rules:
                canvas.setLineWidth(weight)
                canvas.setStrokeGray(gray)
                canvas.line(x, y, x + length, y)
            canvas.showPage()
        canvas.save()
        return file.getvalue()


def measure() -> Iterator[Measured]:
    """Median milliseconds of both, taken in turn, and their ratio."""
    document = attachment()
    renderer, plain = Renderer(paths.fonts_folder()), PlainCanvas(document)
    taken: tuple[list[float], list[float]] = ([], [])
    gc.collect()
    for _ in range(ROUNDS):
        start = time.perf_counter_ns()
        renderer.render_pdf(document, made_at=MADE_AT)
        middle = time.perf_counter_ns()
        plain.draw()
        taken[0].append((middle - start) / 1e6)
        taken[1].append((time.perf_counter_ns() - middle) / 1e6)
    ours, least = (statistics.median(times[1:]) for times in taken)
    yield Measured("claim attachment PDF, two pages, warm", ours, "ms")
    yield Measured("plain canvas of the same lines", least, "ms")
    yield Measured("  ratio", ours / least, "x", 1.5)
