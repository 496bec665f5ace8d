"""The list of notes as a Qt table that reads page after page; the list page owns one."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from enum import IntEnum

from PySide6.QtCore import QObject, Qt

from app.domain.finding.listing import NoteQuery, NoteRow, Page
from app.domain.reading.dates import show_date
from app.ui.models.rows_model import AnyIndex, PagedRows
from app.ui.models.waiting_words import state_words, waiting_words

ReadPage = Callable[[NoteQuery], Page[NoteRow]]
"""Reads one page of the list; takes a few milliseconds."""


class Column(IntEnum):
    """The columns, from the left."""

    PATIENT = 0
    CODE = 1
    SERVICE = 2
    STATE = 3
    MISSING = 4
    PERCENT = 5


TITLES = ("Patient", "Code", "Date of service", "State", "What is missing", "Done")


class NoteRowsModel(PagedRows[NoteQuery, NoteRow]):
    """Rows of notes; further pages are read when the view scrolls to the end."""

    def __init__(self, read: ReadPage, parent: QObject | None = None) -> None:
        super().__init__(
            TITLES, lambda query, after: read(replace(query, after=after)), NoteQuery(), parent
        )
        self._elsewhere: Mapping[str, str] = {}
        self._names: Mapping[str, str] = {}

    def show_names(self, names: Mapping[str, str]) -> None:
        """Who is behind a staff id, for notes that wait; the rows that are shown next say it."""
        self._names = names

    def show_elsewhere(self, words: Mapping[str, str]) -> None:
        """Say of notes, by id, who has them open at another workstation."""
        self._elsewhere = words
        if self._rows:
            last = self.index(len(self._rows) - 1, Column.MISSING)
            self.dataChanged.emit(self.index(0, Column.MISSING), last)

    def key_of(self, row: NoteRow) -> str:
        """A note is known by its id."""
        return row.id

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Who has a note open stands in place of what is missing."""
        is_said = role == Qt.ItemDataRole.DisplayRole and index.column() == Column.MISSING
        elsewhere = self._elsewhere.get(self._rows[index.row()].id, "") if is_said else ""
        return elsewhere or super().data(index, role)

    def words(self, row: NoteRow, column: int) -> str:
        """What a cell says."""
        match column:
            case Column.PATIENT:
                return row.patient or "No patient yet"
            case Column.CODE:
                return row.code
            case Column.SERVICE:
                return show_date(row.date_of_service) if row.date_of_service else "–"
            case Column.STATE:
                return state_words(row)
            case Column.MISSING:
                return waiting_words(row, self._names) or _missing(row)
            case _:
                return "" if row.standing.sentence else f"{row.summary.percent}%"

    def tip(self, row: NoteRow, column: int) -> str:
        """Who has the note open, for whom it waits, what is missing; other cells are never cut
        off.
        """
        if column != Column.MISSING:
            return ""
        waits = waiting_words(row, self._names)
        return "\n".join(filter(None, (self._elsewhere.get(row.id), waits, _missing(row))))


def _missing(row: NoteRow) -> str:
    """What a note lacks first; nobody fills in a void one."""
    return "" if row.is_void else row.summary.missing
