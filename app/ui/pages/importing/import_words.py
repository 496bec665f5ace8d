"""The words of the import: what can be brought in, what would happen and what happened."""

from collections.abc import Mapping

from app.domain.incoming import ImportKind
from app.services.records.importing.verdict import Outcome
from app.services.records.importing.work import Did, Imported

KINDS: Mapping[ImportKind, tuple[str, str]] = {
    ImportKind.PATIENTS: ("Patients", "Names, dates of birth, chart numbers, addresses"),
    ImportKind.COVERAGES: ("Coverages", "Who pays; the chart number leads to the patient"),
    ImportKind.STAFF: ("Staff", "Dentists, hygienists and others of this practice"),
    ImportKind.PROFESSIONALS: ("Medical professionals", "Physicians and others whom you consult"),
}

OUTCOMES: Mapping[Outcome, str] = {
    Outcome.NEW: "new",
    Outcome.CHANGED: "changed",
    Outcome.SAME: "here already",
    Outcome.LOOKALIKE: "to decide",
    Outcome.REFUSED: "cannot be read",
}

DONE: Mapping[Did, str] = {
    Did.ADDED: "added",
    Did.UPDATED: "brought up to date",
    Did.MERGED: "merged",
    Did.SAME: "here already",
    Did.LEFT: "left out",
    Did.REFUSED: "could not be read",
}


def counted(number: int, one: str, many: str) -> str:
    """A number with its noun, thousands apart."""
    return f"{number:,} {one if number == 1 else many}"


def ended(imported: Imported) -> tuple[str, str]:
    """How an import ended: a word, and a sentence or two."""
    rows = counted(imported.kept, "row was", "rows were")
    if imported.stopped:
        return "Stopped", (
            f"{rows} taken in before that, each whole. Start again to go on: rows that are here"
            " already change nothing."
        )
    return "Finished", f"{rows} taken in." if imported.kept else "Nothing had to change."
