"""The history as a Qt table that reads page after page; the History page owns one."""

from collections.abc import Callable
from dataclasses import replace
from enum import IntEnum

from PySide6.QtCore import QObject

from app.domain.audit import AuditQuery
from app.domain.finding.listing import Page
from app.services.audit.history import HistoryLine
from app.services.trail_words import moment_words
from app.ui.models.rows_model import PagedRows

ReadPage = Callable[[AuditQuery], Page[HistoryLine]]
"""Reads one page; takes a few milliseconds."""


class Column(IntEnum):
    """The columns, from the left."""

    WHEN = 0
    WHO = 1
    DEED = 2
    ABOUT = 3
    PATIENT = 4
    MORE = 5


TITLES = ("When", "Who", "What was done", "Record", "Patient", "More")
NOBODY = "Nobody signed in"


class HistoryRowsModel(PagedRows[AuditQuery, HistoryLine]):
    """Lines of the history, newest first; more are read when the view scrolls to the end."""

    def __init__(self, read: ReadPage, parent: QObject | None = None) -> None:
        super().__init__(
            TITLES, lambda query, after: read(replace(query, after=after)), AuditQuery(), parent
        )

    def key_of(self, row: HistoryLine) -> str:
        """A row of the trail is known by its id."""
        return row.id

    def words(self, row: HistoryLine, column: int) -> str:
        """What a cell says."""
        match column:
            case Column.WHEN:
                return moment_words(row.at)
            case Column.WHO:
                return row.who or NOBODY
            case Column.DEED:
                return row.deed
            case Column.ABOUT:
                return row.about
            case Column.PATIENT:
                return row.patient
            case _:
                return row.more

    def tip(self, row: HistoryLine, column: int) -> str:
        """Digests in full under the rest."""
        words = self.words(row, column)
        return f"{words}\n{row.digest}" if column == Column.MORE and row.digest else words

    def line_words(self, number: int) -> str:
        """A whole line to be copied, digests in full."""
        row = self.row(number)
        cells = [self.words(row, column) for column in Column]
        return "\t".join((*cells, row.digest) if row.digest else cells)
