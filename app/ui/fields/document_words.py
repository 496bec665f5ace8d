"""Documents in words: kind, pages, size, and what stands in the way of sending one.

Fields, lists and the documents page use the same.
"""

from app.domain.evidence.evidence import EvidenceRecord
from app.domain.reading.dates import show_date
from app.ui.theme import Role

_KIB = 1024

Flag = tuple[str, Role]
"""A few words about a document, and their tone."""


def show_size(size: int) -> str:
    """A size in bytes for people: `12 KB`, `3.4 MB`."""
    if size < _KIB * _KIB:
        return f"{max(1, round(size / _KIB))} KB"
    return f"{size / _KIB / _KIB:.1f} MB"


def page_words(record: EvidenceRecord) -> str:
    """How many pages there are, and how many of them are sent where that differs."""
    count, sent = len(record.pages), len(record.sent_pages)
    pages = "1 page" if count == 1 else f"{count} pages"
    return pages if sent == count else f"{sent} of {pages}"


def facts_line(record: EvidenceRecord) -> str:
    """Kind, date, pages and size on one line."""
    dated = show_date(record.dated) if record.dated else ""
    parts = (record.kind.label, dated, page_words(record), show_size(record.size))
    return " · ".join(part for part in parts if part)


def flags_of(record: EvidenceRecord) -> tuple[Flag, ...]:
    """What has to be decided before it is sent, and what keeps it back."""
    flags: list[Flag] = []
    if record.must_ask_others:
        flags.append(("Other patients visible?", Role.NEEDED))
    if record.sensitive:
        flags.append(("Sensitive: left out by default", Role.WARNS))
    if not record.sent_pages:
        flags.append(("No page is sent", Role.WARNS))
    elif record.is_redacted:
        flags.append(("Parts blacked out", Role.SILENT))
    return tuple(flags)
