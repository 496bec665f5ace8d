"""Tells of a file that carries no proof whether it calls itself ours, and what can be known of it.

`chart_note_files` asks, for files that carry nothing to be judged by. Most papers are signed by
nobody: claim attachments, letters, call sheets, reports. What such a file says of itself, whoever
changes it can change too, so it is never said to hold.
"""

from app.domain.evidence.light_table import Refused
from app.errors import LightTableFailed
from app.services.ports.light_table import LightTable
from app.services.seals.file_verdict import Fault, Verdict

NOTHING_KNOWN = (
    "Nothing is known here about this file. Chart notes, audit binders and copies of records prove"
    " themselves; the files of a pack are known by its manifest, or by the record of the practice"
    " that made them."
)
_FOREIGN = f"This PDF does not say that Chartproof made it. {NOTHING_KNOWN}"
_DAMAGED = (
    "This PDF is damaged and cannot be read; part of it may be missing. Get the file once more from"
    " where it was made."
)
_LOCKED = (
    "This PDF is locked with a password, and Chartproof locks none. Check the file as it was made."
)
_UNREADABLE = (
    "but what it carries to prove itself cannot be read: it was changed, or made by a later version"
    " of Chartproof. Check it with the version that made it."
)
_ASK = "Only the practice that made it can tell, or for a pack its manifest."
_NOT_TOLD = (
    "This practice’s record tells of no such file: it was changed, made elsewhere, or saved before"
    " the record kept what was saved."
)
CHART_NOTE = "Chart note"
"""How the titles of chart notes begin: each carries what proves it."""


class UnsignedPapers:
    """Judges by what a PDF says of itself; `recorded` where a practice's record was asked too."""

    def __init__(self, table: LightTable, *, recorded: bool) -> None:
        self._table = table
        self._who_knows = _NOT_TOLD if recorded else _ASK

    def judge(self, content: bytes, *, carries: bool = False) -> Verdict:
        """What the file is; one that `carries` data is of no known kind. Call on a worker."""
        if not content.startswith(b"%PDF"):
            return Verdict("unknown", NOTHING_KNOWN)
        try:
            said = self._table.declared(content)
        except LightTableFailed:
            return Verdict("unknown", _DAMAGED)
        if isinstance(said, Refused):
            return Verdict("unknown", _LOCKED if said.needs_password else _DAMAGED)
        if not said.ours:
            return Verdict("unknown", _FOREIGN)
        itself = f"This calls itself “{said.title}”" if said.title else "This has no title"
        if carries:
            return Verdict("unknown", f"{itself}, {_UNREADABLE}")
        if said.fits is False:
            text = (
                f"{itself}, but its pages are not those it was made with: it was changed. Do not"
                " rely on it; have it made or sent again."
            )
            return Verdict("differs", text, fault=Fault.PAGES)
        return Verdict("unproven", f"{itself}{self._unproven(said.title, fits=bool(said.fits))}")

    def _unproven(self, title: str, *, fits: bool) -> str:
        if title.startswith(CHART_NOTE):
            return (
                ", but what proves a chart note is missing from it. Do not rely on it; print the"
                " note again."
            )
        if fits:
            return (
                ". Its pages fit the checksum inside, but nobody signs such a paper, and whoever"
                f" changes it with skill changes the checksum too. {self._who_knows}"
            )
        return (
            ". Nobody signs such a paper, and this program cannot tell by the file whether it was"
            f" changed. {self._who_knows}"
        )
