"""The job `page_images`: every page of one of our PDFs as a picture, for channels that take no PDF.

A picture bears its resolution and no other metadata. The same order gives the same bytes.
"""

import io

import pypdfium2
from PIL import Image

from app.domain.evidence.light_table import ImageOrder, Progress
from app.evidence.jobs import PageImages, PageImagesOrder

_INCH = 72  # points


def run(order: PageImagesOrder, progress: Progress) -> PageImages:
    """Draw and encode the pages one after the other."""
    images = []
    pdf = pypdfium2.PdfDocument(order.pdf)
    try:
        for number in range(len(pdf)):
            images.append(_encoded(_drawn(pdf[number], order.order), order.order))
            progress(number + 1, len(pdf))
    finally:
        pdf.close()
    return PageImages(tuple(images))


def _drawn(page: pypdfium2.PdfPage, order: ImageOrder) -> Image.Image:
    bitmap = page.render(
        scale=order.dpi / _INCH,
        grayscale=order.gray,
        rev_byteorder=True,  # as Pillow has colors, so that nothing is turned round
        limit_image_cache=True,
    )
    picture: Image.Image = bitmap.to_pil()
    return picture.convert("L" if order.gray else "RGB")


def _encoded(picture: Image.Image, order: ImageOrder) -> bytes:
    written, dpi = io.BytesIO(), (order.dpi, order.dpi)
    match order.type:
        case "jpeg":
            picture.save(written, "JPEG", dpi=dpi, quality=order.quality)
        case "png":
            picture.save(written, "PNG", dpi=dpi)
        case "tiff":  # packed the one way that every reader of gray and color knows
            picture.save(written, "TIFF", dpi=dpi, compression="tiff_lzw")
    return written.getvalue()
