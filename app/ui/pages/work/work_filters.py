"""The filters over the worklist; the Work page asks them what to list."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QWidget

from app.domain.claims.claim import OPEN_STATES, ClaimState
from app.domain.practice.people import StaffMember
from app.domain.work.work_item import WorkKind, WorkQuery
from app.ui.fields.flow import FlowLayout
from app.ui.theme import Space

_MINE, _EVERYBODY = "My work", "Everybody’s work"
_ANY_PAYER = "All payers"
_KINDS: tuple[tuple[str, WorkKind | None], ...] = (
    ("Everything", None),
    ("Notes to sign", WorkKind.SIGN),
    ("Replies awaited", WorkKind.REPLY),
    ("Patients’ requests", WorkKind.REQUEST),
    ("Benefit checks", WorkKind.CHECK),
)
_KINDS_OF_MONEY = (
    ("Claims", WorkKind.CLAIM),
    ("Payers’ answers", WorkKind.ANSWERS),
    ("Authorizations", WorkKind.AUTHORIZATION),
)


class WorkFilters(QWidget):
    """`changed` says that something else is asked for. `me` is a staff id."""

    changed = Signal()

    def __init__(self, me: str, parent: QWidget, *, sees_money: bool) -> None:
        super().__init__(parent)
        self._me = me
        kinds = (*_KINDS, *_KINDS_OF_MONEY) if sees_money else _KINDS
        states = ((state.value.capitalize(), state) for state in OPEN_STATES)
        mine = ((_MINE, me),) if me else ()
        self.people = self._choice("Whose work", (*mine, (_EVERYBODY, "")))
        self.kinds = self._choice("Kind of work", kinds)
        self.payers = self._choice("Payer", ((_ANY_PAYER, ""),))
        self.states = self._choice("State of claims", (("All states", None), *states))
        line = FlowLayout(self, Space.S)
        for choice in (self.people, self.kinds, self.payers, self.states):
            line.addWidget(choice)
            choice.currentIndexChanged.connect(lambda _at: self.changed.emit())
        self.payers.setVisible(sees_money)
        self.states.setVisible(sees_money)

    @property
    def query(self) -> WorkQuery:
        """What is asked for, from the first page."""
        kind, state = self.kinds.currentData(), self.states.currentData()
        return WorkQuery(
            person=self.people.currentData(),
            kind=WorkKind(kind) if kind else None,  # Qt gives back the bare text
            payer=self.payers.currentData(),
            state=ClaimState(state) if state else None,
        )

    @property
    def is_narrow(self) -> bool:
        """Whether something but everything of mine is asked for."""
        choices = (self.people, self.kinds, self.payers, self.states)
        return any(choice.currentIndex() for choice in choices)

    def offer(self, people: Sequence[StaffMember], payers: Sequence[str]) -> None:
        """Offer these people, who still work here, and these payers; what is chosen stays."""
        others = [(each.name.full, each.id) for each in people if each.active]
        fixed = 2 if self._me else 1
        _refill(self.people, fixed, [each for each in others if each[1] != self._me])
        _refill(self.payers, 1, [(payer, payer) for payer in payers])

    def clear(self) -> None:
        """Ask for everything of mine again, and say so once."""
        blocked = QSignalBlocker(self)
        for choice in (self.people, self.kinds, self.payers, self.states):
            choice.setCurrentIndex(0)
        blocked.unblock()
        self.changed.emit()

    def _choice(self, name: str, items: Sequence[tuple[str, object]]) -> QComboBox:
        choice = QComboBox(self)
        choice.setAccessibleName(name)
        for words, value in items:
            choice.addItem(words, value)
        return choice


def _refill(choice: QComboBox, fixed: int, items: Sequence[tuple[str, str]]) -> None:
    """Put these behind the first ones, without a word; what was chosen stays where it is left."""
    if [(choice.itemText(at), choice.itemData(at)) for at in range(fixed, choice.count())] == [
        *items
    ]:
        return
    chosen = choice.currentData()
    with QSignalBlocker(choice):
        while choice.count() > fixed:
            choice.removeItem(fixed)
        for words, value in items:
            choice.addItem(words, value)
        choice.setCurrentIndex(max(0, choice.findData(chosen)))
