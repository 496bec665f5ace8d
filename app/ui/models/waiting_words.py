"""Words for notes that wait for somebody: on the note, in lists and on the page "To sign"."""

from collections.abc import Mapping

from app.domain.finding.listing import NoteRow
from app.domain.signing.seal import Standing
from app.ui.theme import Role


def left_words(still_open: int) -> str:
    """What is left before a handed-over draft is done: `2 fields and a signature`."""
    if not still_open:
        return "a signature"
    return f"{still_open} field{'s' if still_open > 1 else ''} and a signature"


def handed_words(name: str, still_open: int) -> str:
    """For whom a draft waits, and what for."""
    return f"Handed over; waits for {name}: {left_words(still_open)}"


def waiting_words(row: NoteRow, names: Mapping[str, str]) -> str:
    """For whom a note waits and what for, with names by staff id; empty for one that does not."""
    if row.standing.sentence:
        return ""
    if row.waits_for:
        name = names.get(row.waits_for, "somebody")
        return f"Waits for {name}: {left_words(row.summary.open_items)}"
    if row.co_signer and not row.is_void:
        return f"Waits for {names.get(row.co_signer, 'somebody')}: a co-signature"
    return ""


def short_words(standing: Standing) -> str:
    """What a line of a list says of a note that is not what was signed; empty for every other."""
    return "Damaged" if standing is Standing.DAMAGED else standing.sentence


def state_words(row: NoteRow) -> str:
    """How it stands with a note, in a few words."""
    if row.standing.sentence:
        return short_words(row.standing)
    if row.is_void:
        return "Void"
    still_open = row.summary.open_items
    if row.status == "signed" and row.co_signer:
        return "Waits for co-signature"
    if row.status == "signed":
        return f"Signed with {still_open} open" if still_open else "Signed"
    if row.waits_for:
        return f"Waits – {still_open} still needed" if still_open else "Waits for signature"
    return f"Draft – {still_open} still needed" if still_open else "Ready to sign"


def state_role(row: NoteRow) -> Role:
    """The color of a note's state."""
    if row.standing.sentence:
        return Role.BLOCKS
    if row.is_void:
        return Role.SILENT
    if row.waits_for or row.co_signer:
        return Role.DENTIST
    if row.status == "signed":
        return Role.ACCENT
    return Role.NEEDED if row.summary.open_items else Role.DONE
