"""The third step of an import: what would happen, what a person has to decide, what is refused."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from app.domain.incoming import RowProblem
from app.services.records.importing.verdict import Decision, Outcome
from app.services.records.importing.work import MOST_SHOWN, Checked, Choices
from app.ui.page_tools import PageTools
from app.ui.pages.importing.import_deciding import DecidingCard
from app.ui.pages.importing.import_step import ImportStep
from app.ui.pages.importing.import_tiles import Tiles
from app.ui.pages.importing.import_words import OUTCOMES, counted
from app.ui.theme import Face, Role, Space, dress

_TONES = {
    Outcome.NEW: Role.ACCENT,
    Outcome.CHANGED: Role.NEEDED,
    Outcome.SAME: Role.DONE,
    Outcome.LOOKALIKE: Role.WARNS,
    Outcome.REFUSED: Role.BLOCKS,
}
_UNDECIDED = "What you do not decide is left out, and comes up again with the next import."
_LISTED = 50
"""Refused rows that are listed; a file with more of them is exported again."""


class CheckingStep(ImportStep):
    """`choices` is what the import is to do."""

    def __init__(self, tools: PageTools, parent: QWidget) -> None:
        super().__init__(
            "What would happen",
            "Nothing is stored yet. Go on when this looks right.",
            tools,
            parent,
        )
        self.tiles = Tiles(self.middle)
        self.update_changed = QCheckBox(self.middle)
        self.update_changed.toggled.connect(self.changed)
        self._counts: Mapping[Outcome, int] = {}
        self._lookalikes = self._heading()
        self._undecided = self.add_words(_UNDECIDED, Face.BODY, Role.MUTED)
        self.card = DecidingCard(tools.icons, self.middle)
        self.card.decided.connect(self.changed)
        self._refused = self._heading()
        self._list = QFrame(self.middle)
        dress(self._list, surface="card")
        self._lines = QGridLayout(self._list)
        self._lines.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        self._lines.setHorizontalSpacing(Space.L)
        self._lines.setColumnStretch(1, 1)
        for widget in (self.tiles, self.update_changed):
            self.column.addWidget(widget)
        self.column.addLayout(_together(self._lookalikes, self._undecided, self.card))
        self.column.addLayout(_together(self._refused, self._list))
        self.column.addStretch(1)

    @property
    def choices(self) -> Choices:
        """What was decided."""
        return Choices(self.update_changed.isChecked(), self.card.decisions)

    @property
    def has_questions(self) -> bool:
        """Whether there is something to decide."""
        return self.card.isVisibleTo(self)

    @property
    def taken(self) -> int:
        """How many rows the import would take in."""
        changed = self._counts.get(Outcome.CHANGED, 0) if self.update_changed.isChecked() else 0
        decided = sum(each is not Decision.LEAVE for each in self.card.decisions.values())
        return self._counts.get(Outcome.NEW, 0) + changed + decided

    def show_checked(self, checked: Checked) -> None:
        """Show what a check found, nothing decided yet."""
        counts = self._counts = checked.counts
        self.tiles.show_numbers(
            [(counts.get(each, 0), OUTCOMES[each], _TONES[each]) for each in OUTCOMES]
        )
        changed = counts.get(Outcome.CHANGED, 0)
        self.update_changed.setVisible(bool(changed))
        self.update_changed.setChecked(True)
        entries = counted(changed, "entry that has changed", "entries that have changed")
        self.update_changed.setText(f"Bring {entries} up to date; empty cells change nothing")
        alike = counts.get(Outcome.LOOKALIKE, 0)
        self._lookalikes.setVisible(bool(alike))
        self._undecided.setVisible(bool(alike))
        self._lookalikes.setText(f"Perhaps here already: {_shown_of(alike, MOST_SHOWN)}")
        self.card.show_verdicts(checked.lookalikes)
        refused = counts.get(Outcome.REFUSED, 0)
        self._refused.setVisible(bool(refused))
        self._refused.setText(f"Cannot be read, and stay out: {_shown_of(refused, _LISTED)}")
        self._show_problems(checked.problems[:_LISTED])

    def _show_problems(self, problems: Sequence[RowProblem]) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._list.setVisible(bool(problems))
        for line, problem in enumerate(problems):
            place, words = QLabel(f"Line {problem.line}"), QLabel(problem.say)
            dress(place, tone=Role.MUTED)
            words.setWordWrap(True)
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._lines.addWidget(place, line, 0, Qt.AlignmentFlag.AlignTop)
            self._lines.addWidget(words, line, 1)

    def _heading(self) -> QLabel:
        label = QLabel(self.middle)
        label.setWordWrap(True)
        dress(label, face=Face.LEAD)
        return label


def _shown_of(number: int, most: int) -> str:
    """The number of rows, and how many of them are shown."""
    rows = counted(number, "row", "rows")
    return rows if number <= most else f"{rows}, the first {most} are shown"


def _together(*widgets: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(Space.S)
    for widget in widgets:
        column.addWidget(widget)
    return column
