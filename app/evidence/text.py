"""The jobs `text` and `carried`: what a PDF's pages read as, and the data it carries of ours.

With both, a file is compared with what was printed.
"""

import codecs

import pypdfium2

from app.domain.evidence.light_table import Progress, Refused
from app.evidence.archive import embedded
from app.evidence.jobs import Carried, PageTexts, TextOrder
from app.evidence.pdf_file import readable
from app.evidence.refusal import DAMAGED_PDF, Refusal

codecs.lookup("utf-16-le")  # PDFium's texts; by then the child can open no file any more


def run(order: TextOrder, progress: Progress) -> PageTexts | Refused:
    """Read it as PDFium does, line by line. A file that is no PDF is refused in words."""
    try:
        pdf = pypdfium2.PdfDocument(readable(order.pdf))
    except Refusal as refusal:
        return refusal.refused
    except pypdfium2.PdfiumError:
        return Refused(DAMAGED_PDF)
    texts = []
    try:
        for number in range(len(pdf)):
            texts.append(pdf[number].get_textpage().get_text_bounded())
            progress(number + 1, len(pdf))
    except pypdfium2.PdfiumError:
        return Refused(DAMAGED_PDF)
    finally:
        pdf.close()
    return PageTexts(tuple(texts))


def run_carried(order: TextOrder, progress: Progress) -> Carried:
    """The data that `archive` put into the file, if it did."""
    del progress
    return Carried(embedded(order.pdf))
