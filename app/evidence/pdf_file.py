"""Opens foreign PDFs: with or without a password, mended where that can be done.

Used by whatever reads one in the child. qpdf decides what a file's pages are, PDFium only draws:
where a file is locked or damaged, PDFium is given qpdf's reading of it, so that no two readers see
two documents in it.
"""

import io

import pikepdf

from app.evidence.refusal import DAMAGED_PDF, Refusal

_LOCKED = (
    "This PDF is locked with a password."
    " Type the password, or ask the sender for a copy without one."
)
_WRONG_KEY = (
    "That is not the password of this PDF. Check Caps Lock, or ask the sender for it again."
)
_PROTECTED = (
    "This PDF is protected in a way that cannot be opened here."
    " Open it where it can be read and print it to a new PDF, then attach that."
)


def open_pdf(content: bytes, password: str = "") -> pikepdf.Pdf:
    """The PDF as qpdf reads it; a damaged one is mended where possible. Raises Refusal."""
    try:
        pdf = pikepdf.open(io.BytesIO(content), password=password)
    except pikepdf.PasswordError:
        raise Refusal(_WRONG_KEY if password else _LOCKED, needs_password=True) from None
    except pikepdf.PdfError as error:
        if b"/Encrypt" in content and "encrypt" in str(error).lower():
            raise Refusal(_PROTECTED) from None
        raise Refusal(DAMAGED_PDF) from None
    except Exception:  # noqa: BLE001 - over a damaged file a parser may raise anything
        raise Refusal(DAMAGED_PDF) from None
    return pdf


def readable(content: bytes, password: str = "") -> bytes:
    """The PDF without lock and damage; the same bytes when it has neither. Raises Refusal."""
    with open_pdf(content, password) as pdf:
        try:
            for page in pdf.pages:
                page.obj.get("/Contents")  # reads the object; its damage becomes a warning
            if not pdf.is_encrypted and not pdf.get_warnings():
                return content
            plain = io.BytesIO()
            pdf.save(plain, deterministic_id=False, static_id=True)
        except Exception:  # noqa: BLE001 - as above
            raise Refusal(DAMAGED_PDF) from None
    return plain.getvalue()
