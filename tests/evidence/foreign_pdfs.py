"""PDFs as they come from outside, and as nobody should send them; made here, never shipped."""

import io
import zlib
from collections.abc import Callable

import pikepdf
from pikepdf import Array, Dictionary, Encryption, Name, Pdf, Permissions, Stream, String
from PIL import Image

LETTER = (612, 792)


def saved(pdf: Pdf, encryption: Encryption | None = None) -> bytes:
    written = io.BytesIO()
    pdf.save(written, static_id=encryption is None, encryption=encryption)
    return written.getvalue()


def made(
    change: Callable[[Pdf], None] | None = None,
    pages: int = 1,
    encryption: Encryption | None = None,
) -> bytes:
    """A PDF of written pages, changed before it is saved."""
    pdf = pikepdf.new()
    for number in range(1, pages + 1):
        add_page(pdf, f"BT /F1 14 Tf 72 700 Td (Page {number}: hold apixaban two days.) Tj ET")
    if change:
        change(pdf)
    return saved(pdf, encryption)


def add_page(pdf: Pdf, drawing: str | bytes, size: tuple[float, float] = LETTER) -> pikepdf.Page:
    page = pdf.add_blank_page(page_size=size)
    content = drawing.encode() if isinstance(drawing, str) else drawing
    page.obj.Contents = pdf.make_stream(content)
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    page.obj.Resources = Dictionary(Font=Dictionary(F1=font))
    return page


def scan(pages: int = 1, size: tuple[int, int] = (850, 1100)) -> bytes:
    """Scanned pages: nothing but a picture each."""
    pictures = [Image.effect_noise(size, 40 + number) for number in range(pages)]
    written = io.BytesIO()
    pictures[0].save(written, "PDF", save_all=True, append_images=pictures[1:], resolution=100)
    return written.getvalue()


def in_object_streams() -> bytes:
    """As newer programs write it: objects packed together, found through a stream."""
    written = io.BytesIO()
    with pikepdf.open(io.BytesIO(made(pages=2))) as pdf:
        pdf.save(written, static_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return written.getvalue()


def locked(user: str = "", owner: str = "owner") -> bytes:
    """Encrypted; with an empty user password it opens, and only changes are restricted."""
    allow = Permissions(extract=False, modify_other=False)
    return made(encryption=Encryption(user=user, owner=owner, allow=allow))


def lively(pdf: Pdf) -> None:
    """Everything in it that can do something, and a file of its own."""
    script = Dictionary(S=Name.JavaScript, JS=String("app.alert('hello')"))
    pdf.Root.OpenAction = script
    pdf.attachments["inside.txt"] = b"carried along"
    rect = Array([10, 10, 90, 40])
    pdf.pages[0].obj.Annots = Array(
        [
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Link,
                Rect=rect,
                A=Dictionary(S=Name.URI, URI=String("https://example.org/")),
            ),
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Link,
                Rect=rect,
                A=Dictionary(S=Name.Launch, F=String("calc.exe")),
            ),
            Dictionary(Type=Name.Annot, Subtype=Name.Movie, Rect=rect, Movie=Dictionary()),
            Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=rect, Contents=String("see me")),
        ]
    )


def signed(pdf: Pdf) -> None:
    """A signature field that is filled in; what it says is not checked by anybody here."""
    value = Dictionary(
        Type=Name.Sig,
        Filter=Name("/Adobe.PPKLite"),
        ByteRange=Array([0, 10, 20, 30]),
        Contents=String(b"\x30\x80" * 40),
    )
    field = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Sig,
            T=String("Signature1"),
            V=value,
            Rect=Array([0, 0, 0, 0]),
        )
    )
    pdf.Root.AcroForm = Dictionary(Fields=Array([field]), SigFlags=3)
    pdf.pages[0].obj.Annots = Array([field])


def live_form(pdf: Pdf) -> None:
    """A form that only its maker's program draws."""
    template = pdf.make_stream(b"<xdp:xdp xmlns:xdp='http://ns.adobe.com/xdp/'/>")
    pdf.Root.AcroForm = Dictionary(Fields=Array([]), XFA=template)
    pdf.Root.NeedsRendering = True


def packed(block: bytes, times: int) -> bytes:
    """A block so many times over as zlib packs it, without packing it so many times."""
    packer = zlib.compressobj(9)
    start = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    again = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    check = 1
    for _ in range(times):
        check = zlib.adler32(block, check)
    return start + again * (times - 1) + b"\x03\x00" + check.to_bytes(4, "big")


def content_bomb(megabytes: int = 2000) -> bytes:
    """One page whose drawing unpacks to `megabytes`."""

    def change(pdf: Pdf) -> None:
        stream = Stream(pdf, packed(b"0 0 m 1 1 l S\n" * 74_899, megabytes))
        stream.Filter = Name.FlateDecode
        pdf.pages[0].obj.Contents = stream

    return made(change)


def picture_bomb(side: int) -> bytes:
    """One page with a picture of `side` by `side` pixels, all white."""

    def change(pdf: Pdf) -> None:
        picture = Stream(
            pdf,
            packed(b"\xff" * side, side),
            Type=Name.XObject,
            Subtype=Name.Image,
            Width=side,
            Height=side,
            BitsPerComponent=8,
            ColorSpace=Name.DeviceGray,
            Filter=Name.FlateDecode,
        )
        pdf.pages[0].obj.Resources.XObject = Dictionary(Im0=picture)
        pdf.pages[0].obj.Contents = pdf.make_stream(b"q 500 0 0 500 50 50 cm /Im0 Do Q")

    return made(change)


def object_bomb(megabytes: int = 2000) -> bytes:
    """A file whose objects stand in a stream that unpacks to `megabytes`."""
    objects = packed(b" " * 2**20, megabytes)
    head = b"%PDF-1.5\n"
    stream = (
        b"4 0 obj\n<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length "
        + str(len(objects)).encode()
        + b">>\nstream\n"
        + objects
        + b"\nendstream\nendobj\n"
    )
    entries = b"".join(
        kind.to_bytes(1, "big") + place.to_bytes(4, "big") + index.to_bytes(2, "big")
        for kind, place, index in (
            (0, 0, 65535),
            (2, 4, 0),
            (0, 0, 0),
            (0, 0, 0),
            (1, len(head), 0),
            (1, len(head) + len(stream), 0),
        )
    )
    table = (
        b"5 0 obj\n<</Type/XRef/Size 6/W[1 4 2]/Root 1 0 R/Length "
        + str(len(entries)).encode()
        + b">>\nstream\n"
        + entries
        + b"\nendstream\nendobj\n"
    )
    place = str(len(head) + len(stream)).encode()
    return head + stream + table + b"startxref\n" + place + b"\n%%EOF\n"
