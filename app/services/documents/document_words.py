"""First guesses about a document that is taken in: its kind and its title.

`documents` calls it; the user corrects both on the document's own page.
"""

import re
from collections.abc import Sequence

from app.domain.evidence.evidence import EvidenceKind as K
from app.domain.evidence.evidence import MediaType

LONGEST_TITLE = 120

# The first that fits wins, so what says more stands before what says less.
_BY_WORD: Sequence[tuple[str, K]] = (
    (r"eob|explanation.of.benefits|remittance", K.EOB),
    (r"consent|authorization|release", K.CONSENT),
    (r"answered.request|request.*answer|answer.*request", K.ANSWERED_REQUEST),
    (r"summary|discharge", K.SUMMARY),
    (r"fax", K.FAX),
    (r"letter|reply|referral|correspondence", K.LETTER),
    (r"form|questionnaire", K.FORM),
    (r"photo|camera|^(img|dsc|pxl)[_-]?\d", K.PHOTO),
)
_NAMELESS = re.compile(
    r"(scan|scanned|img|image|doc|document|file|download|untitled|page|fax|pdf)?[\W\d_]*",
    re.IGNORECASE,
)


def guessed_kind(file_name: str, field_label: str, media: MediaType) -> K:
    """What a document probably is, by the name of its file, then by the field it was put into.

    What nobody can tell is `OTHER`, which asks for other patients before it is sent.
    """
    for words in (file_name, field_label):
        for pattern, kind in _BY_WORD:
            is_photo = kind is K.PHOTO
            if re.search(pattern, words, re.IGNORECASE) and (not is_photo or media != "pdf"):
                return kind
    return K.OTHER


def guessed_title(file_name: str, own_title: str) -> str:
    """A title: the file's name without its ending, or its own title where the name says nothing."""
    stem = re.sub(r"\.[A-Za-z0-9]{1,5}$", "", file_name).strip()
    chosen = own_title.strip() if own_title.strip() and _NAMELESS.fullmatch(stem) else stem
    printable = "".join(letter if letter.isprintable() else " " for letter in chosen)
    return " ".join(printable.split())[:LONGEST_TITLE].strip() or "Document"
