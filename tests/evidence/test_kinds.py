"""Files are told by what stands in them; what is not taken gets a sentence that leads on."""

import io
import zipfile

import pytest

from app.domain.evidence.evidence import MediaType
from app.evidence.kinds import media_type
from app.evidence.refusal import Refusal


def zipped(*names: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in names:
            archive.writestr(name, "text")
    return packed.getvalue()


@pytest.mark.parametrize(
    ("content", "media"),
    [
        (b"%PDF-1.7\n...", "pdf"),
        (b"\xef\xbb\xbf\r\n%PDF-1.4", "pdf"),
        (b"HTTP headers that a portal left\r\n\r\n%PDF-1.4", "pdf"),
        (b"\xff\xd8\xff\xe0....JFIF", "jpeg"),
        (b"\xff\xd8\xff\xe1 %PDF-1.4 in a comment", "jpeg"),
        (b"\x89PNG\r\n\x1a\n....", "png"),
        (b"II*\x00....", "tiff"),
        (b"MM\x00*....", "tiff"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "webp"),
        (b"BM" + bytes(12) + b"\x28\x00\x00\x00", "bmp"),
        (b"GIF89a..", "gif"),
    ],
)
def test_what_is_taken(content: bytes, media: MediaType) -> None:
    assert media_type(content) == media


@pytest.mark.parametrize(
    ("content", "word", "way"),
    [
        (b"", "empty", "Ask the sender"),
        (bytes(5000), "empty", "Ask the sender"),
        (b"\x00\x00\x00\x18ftypheic....", "HEIC", "save it as JPEG"),
        (b"\x00\x00\x00\x18ftypmif1....", "HEIC", "Most Compatible"),
        (b"\x00\x00\x00\x18ftypavif....", "AVIF", "save it as JPEG"),
        (b"\x00\x00\x00\x18ftypisom....", "video", "summary"),
        (zipped("[Content_Types].xml", "word/document.xml"), "Office", "print it to PDF"),
        (zipped("mimetype", "META-INF/x"), "archive", "Unpack it"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "older Office", "print it to PDF"),
        (b"{\\rtf1 Dear colleague", "Rich Text", "print it to PDF"),
        (b"MZ\x90\x00", "program", "document itself"),
        (b"\x7fELF\x02", "program", "document itself"),
        (b"\n <!DOCTYPE html><html>", "web page", "print it to PDF"),
        ("\ufeff<html>".encode("utf-16"), "web page", "print it to PDF"),
        (b"<svg xmlns='...'>", "drawing", "print it to PDF"),
        (b"Received: from mail\r\nSubject: x", "e-mail", "print it to PDF"),
        (b"Dear Dr. Samplemann,\nplease hold apixaban.", "text file", "print it to PDF"),
        (bytes(128) + b"DICM" + b"x" * 50, "DICOM", "Export it as JPEG"),
        (b"\x00\x00\x00\x0cjP  \r\n\x87\n", "JPEG 2000", "Save it as JPEG"),
        (bytes(range(1, 256)) * 20, "no PDF and no picture", "print it to PDF"),
        (b"BM is how this note begins", "text file", "print it to PDF"),
    ],
)
def test_what_is_refused_in_words(content: bytes, word: str, way: str) -> None:
    with pytest.raises(Refusal) as refused:
        media_type(content)
    assert word in refused.value.refused.why
    assert way in refused.value.refused.why
