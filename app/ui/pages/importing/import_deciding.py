"""Lookalikes of an import, one at a time: what merging would change, and three ways to decide."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.services.records.importing.verdict import Decision, FieldChange, Verdict
from app.ui.icons import Icons
from app.ui.theme import Face, Role, Space, dress

_WAYS = (
    (Decision.MERGE, "Merge into the entry here"),
    (Decision.ADD, "Keep both"),
    (Decision.LEAVE, "Leave the row out"),
)
_SAID = {
    Decision.MERGE: "Will be merged",
    Decision.ADD: "Both will be kept",
    Decision.LEAVE: "Will be left out",
}


class DecidingCard(QFrame):
    """Shows one lookalike; deciding it goes on to the next that is undecided."""

    decided = Signal()

    def __init__(self, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        dress(self, surface="card")
        self._verdicts: Sequence[Verdict] = ()
        self._decisions: dict[int, Decision] = {}
        self._at = 0
        self._place = QLabel(self)
        dress(self._place, face=Face.CAPTION, tone=Role.MUTED)
        self._state = QLabel(self)
        dress(self._state, pill=Role.SILENT)
        self._title, self._why = QLabel(self), QLabel(self)
        dress(self._title, face=Face.LEAD)
        dress(self._why, tone=Role.MUTED)
        for label in (self._title, self._why):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self._changes = QGridLayout()
        self.before = self._arrow(icons, "chevron-left", "The lookalike before", -1)
        self.after = self._arrow(icons, "chevron-right", "The next lookalike", 1)
        self.ways = {decision: self._way(decision, words) for decision, words in _WAYS}
        self._lay_out()

    @property
    def decisions(self) -> Mapping[int, Decision]:
        """What was decided, by line."""
        return dict(self._decisions)

    def show_verdicts(self, verdicts: Sequence[Verdict]) -> None:
        """Begin with these, nothing decided."""
        self._verdicts, self._decisions, self._at = verdicts, {}, 0
        self.setVisible(bool(verdicts))
        if verdicts:
            self._show()

    def decide(self, decision: Decision) -> None:
        """Decide the one shown."""
        self._decisions[self._verdicts[self._at].line] = decision
        places = range(len(self._verdicts))
        after = [*places[self._at :], *places[: self._at]]
        undecided = (at for at in after if self._verdicts[at].line not in self._decisions)
        self._at = next(undecided, self._at)
        self._show()
        self.decided.emit()

    def _go(self, by: int) -> None:
        self._at = (self._at + by) % len(self._verdicts)
        self._show()

    def _show(self) -> None:
        verdict = self._verdicts[self._at]
        left = len(self._verdicts) - len(self._decisions)
        rest = f"{left} to decide" if left else "all decided"
        self._place.setText(
            f"Line {verdict.line} · {self._at + 1} of {len(self._verdicts)} · {rest}"
        )
        self._title.setText(verdict.title)
        self._why.setText(verdict.why)
        decision = self._decisions.get(verdict.line)
        self._state.setVisible(decision is not None)
        if decision is not None:
            self._state.setText(_SAID[decision])
        self.ways[Decision.ADD].setEnabled(verdict.apart is not None)
        for each, button in self.ways.items():
            button.setChecked(each is decision)
        several = len(self._verdicts) > 1
        self.before.setVisible(several)
        self.after.setVisible(several)
        self._show_changes(verdict.changes)

    def _show_changes(self, changes: Sequence[FieldChange]) -> None:
        while (item := self._changes.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        heads = (("", Role.MUTED), ("Here now", Role.MUTED), ("After merging", Role.MUTED))
        self._put_line(0, heads, Face.CAPTION)
        for line, change in enumerate(changes, start=1):
            cells = (
                (change.label, Role.MUTED),
                (change.old or "—", Role.TEXT),
                (change.new, Role.NEEDED),
            )
            self._put_line(line, cells, Face.BODY)

    def _put_line(self, line: int, cells: Sequence[tuple[str, Role]], face: Face) -> None:
        for column, (text, tone) in enumerate(cells):
            label = QLabel(text, self)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(column > 0)
            dress(label, face=face, tone=tone)
            self._changes.addWidget(label, line, column, Qt.AlignmentFlag.AlignTop)
            label.show()

    def _lay_out(self) -> None:
        self._changes.setHorizontalSpacing(Space.XL)
        self._changes.setVerticalSpacing(Space.XS)
        self._changes.setColumnStretch(1, 1)
        self._changes.setColumnStretch(2, 1)
        head = QHBoxLayout()
        head.addWidget(self._place)
        head.addWidget(self._state)
        head.addStretch(1)
        head.addWidget(self.before)
        head.addWidget(self.after)
        ways = QHBoxLayout()
        ways.setSpacing(Space.S)
        for button in self.ways.values():
            ways.addWidget(button)
        ways.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.M, Space.L, Space.L)
        column.setSpacing(Space.XS)
        column.addLayout(head)
        column.addWidget(self._title)
        column.addWidget(self._why)
        column.addSpacing(Space.S)
        column.addLayout(self._changes)
        column.addSpacing(Space.M)
        column.addLayout(ways)

    def _way(self, decision: Decision, words: str) -> QPushButton:
        button = QPushButton(words, self)
        button.setCheckable(True)
        button.clicked.connect(lambda: self.decide(decision))
        return button

    def _arrow(self, icons: Icons, icon: str, words: str, by: int) -> QToolButton:
        button = QToolButton(self)
        button.setToolTip(words)
        button.setAccessibleName(words)
        icons.put(button, icon)
        button.clicked.connect(lambda: self._go(by))
        return button
