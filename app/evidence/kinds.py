"""What sort of file bytes are, by what stands in them; the name is never asked.

Used in the child. What is not taken is named, with the way to something that is.
"""

from app.domain.evidence.evidence import MediaType
from app.evidence.refusal import Refusal

_PRINT_IT = "Open it and print it to PDF, then attach that."
_PDF_WITHIN = 1024  # bytes; readers forgive a preamble of that length

_TAKEN: tuple[tuple[bytes, MediaType], ...] = (
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"II+\x00", "tiff"),
    (b"MM\x00+", "tiff"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
)

_REFUSED = (
    (b"MZ", "This is a program. Programs are never attached; attach the document itself."),
    (b"\x7fELF", "This is a program. Programs are never attached; attach the document itself."),
    (b"\xcf\xfa\xed\xfe", "This is a program. Programs are never attached; attach the document."),
    (b"{\\rtf", f"This is a Rich Text document. {_PRINT_IT}"),
    (b"\xd0\xcf\x11\xe0", f"This is an older Office document or e-mail. {_PRINT_IT}"),
    (b"%!PS", f"This is a PostScript file. {_PRINT_IT}"),
    (b"8BPS", "This is a Photoshop file. Save it as JPEG or PNG, then attach that."),
    (b"\x00\x00\x00\x0cjP  ", "This is a JPEG 2000 picture. Save it as JPEG, then attach that."),
    (b"\xff\x4f\xff\x51", "This is a JPEG 2000 picture. Save it as JPEG, then attach that."),
    (b"Rar!", "This is an archive. Unpack it, then attach the documents in it."),
    (b"7z\xbc\xaf\x27\x1c", "This is an archive. Unpack it, then attach the documents in it."),
    (b"\x1f\x8b", "This is an archive. Unpack it, then attach the documents in it."),
)

_HEIC = (
    "This is an HEIC photo. On Windows open it in Photos and save it as JPEG; on an iPhone choose"
    " Settings, Camera, Formats, Most Compatible and take it again."
)
_AVIF = "This is an AVIF picture. Open it and save it as JPEG, then attach that."
_VIDEO = "This is a video or sound. Attach pictures of what matters in it, or a written summary."
_BRANDS = {
    **dict.fromkeys(
        (b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1"), _HEIC
    ),
    **dict.fromkeys((b"avif", b"avis"), _AVIF),
}
"""Major brands of ISO base media files (ISO/IEC 14496-12, MP4 registration authority)."""

_BMP_HEADERS = {12, 16, 40, 52, 56, 64, 108, 124}  # lengths of the second header, by version


def media_type(content: bytes) -> MediaType:
    """The type of a file that is taken. Raises Refusal for all others."""
    for start, media in _TAKEN:
        if content.startswith(start):
            return media
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return "webp"
    if content.startswith(b"BM") and int.from_bytes(content[14:18], "little") in _BMP_HEADERS:
        return "bmp"
    if b"%PDF-" in content[:_PDF_WITHIN]:
        return "pdf"
    raise Refusal(_why_not(content))


def _why_not(content: bytes) -> str:
    if not content.strip(b"\x00 \t\r\n"):
        return "This file is empty. Ask the sender for it again, or scan the page."
    for start, why in _REFUSED:
        if content.startswith(start):
            return why
    if content.startswith(b"PK"):
        return _packed(content)
    if content[4:8] == b"ftyp":
        return _BRANDS.get(content[8:12], _VIDEO)
    if content[128:132] == b"DICM":
        return "This is an X-ray in DICOM form. Export it as JPEG or PNG, then attach that."
    return _written(content[:4096])


def _packed(content: bytes) -> str:
    """A ZIP file: an Office document if it has the parts of one."""
    if any(part in content for part in (b"word/", b"xl/", b"ppt/", b"opendocument", b"Index/")):
        return f"This is an Office document. {_PRINT_IT}"
    return "This is an archive. Unpack it, then attach the documents in it."


def _written(head: bytes) -> str:
    """Text of some sort, or nothing known."""
    code = "utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"
    text = head.decode(code, "ignore")
    start = text.lstrip("\ufeff \t\r\n").lower()
    if start.startswith(("<!doctype html", "<html")):
        return f"This is a web page. {_PRINT_IT}"
    if start.startswith(("received:", "return-path:", "delivered-to:", "mime-version:", "from:")):
        return f"This is an e-mail. {_PRINT_IT}"
    if start.startswith("<"):
        return f"This is an XML or drawing file. {_PRINT_IT}"
    unusual = sum(1 for letter in text if not letter.isprintable() and not letter.isspace())
    if len(text) > len(head) * 0.4 and unusual * 50 < len(text):
        return f"This is a text file. {_PRINT_IT}"
    return (
        "This is no PDF and no picture that is taken here (JPEG, PNG, TIFF, WebP, BMP, GIF)."
        f" {_PRINT_IT}"
    )
