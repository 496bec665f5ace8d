"""An incremental update appended to a PDF, for tests of what notices one."""

import io

import pikepdf


def appended(pdf: bytes, page: int) -> bytes:
    """The file with all its bytes, and behind them a page (from 0) that draws nothing any more."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        number, size = opened.pages[page].Contents.objgen[0], int(opened.trailer.Size)
        root, info = opened.trailer.Root.objgen[0], opened.trailer.Info.objgen[0]
    before = pdf[pdf.rindex(b"startxref") :].split()[1]
    update = b"\n%d 0 obj\n<</Length 5>>\nstream\nBT ET\nendstream\nendobj\n" % number
    heads = b"<</Size %d/Root %d 0 R/Info %d 0 R/Prev %s>>" % (size, root, info, before)
    table = b"xref\n%d 1\n%010d 00000 n \ntrailer\n%s\n" % (number, len(pdf) + 1, heads)
    end = b"startxref\n%d\n%%%%EOF\n" % (len(pdf) + len(update))
    return pdf + update + table + end
