"""What follows from an EOB, foreseen while it is typed, and the state set by hand instead."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.domain.claims.appeal_answers import AppealAnswer
from app.domain.claims.claim import ClaimState
from app.domain.claims.claim_steps import JUDGED
from app.domain.reading.dates import show_date
from app.domain.remittances.eob import TypedEob
from app.services.remittances.eob_entry import Foreseen
from app.ui.fields.drop_down import DropDown
from app.ui.icons import Icons
from app.ui.theme import Face, Role, Space, dress

_AS_READ = "As it reads"
_TONES = {
    ClaimState.PAID: Role.DONE,
    ClaimState.PARTLY_PAID: Role.WARNS,
    ClaimState.INFORMATION_REQUESTED: Role.NEEDED,
    ClaimState.DENIED: Role.BLOCKS,
    ClaimState.DISALLOWED: Role.BLOCKS,
    ClaimState.UPHELD: Role.BLOCKS,
    ClaimState.OVERTURNED: Role.DONE,
}
_ANSWERS: Mapping[AppealAnswer, str] = {
    "": "Say what it means",
    "upheld": "Upheld: the payer stays with its decision",
    "overturned": "Overturned: the payer changed it",
    "partly": "Changed in part",
    "none": "Not about the appeal",
}
_AS_CLEAR = "As it reads: overturned, all of it is paid now"
_TIP = (
    "Denied: not covered as claimed. Disallowed: a participating dentist may not collect it."
    " Neither says that the patient may be billed."
)


class EobOutcome(QFrame):
    """`edited` carries `state`, `why` or `appeal` and what it is now.

    `post_wished` comes by the button.
    """

    edited = Signal(str, object)
    post_wished = Signal()

    def __init__(self, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        dress(self, surface="card")
        self._state = QLabel(self)
        self._why = QLabel(self)
        self._why.setWordWrap(True)
        dress(self._why, tone=Role.MUTED)
        self.cautions = QLabel(self)
        self.cautions.setWordWrap(True)
        dress(self.cautions, face=Face.CAPTION, tone=Role.WARNS)
        self._asks = QLabel(self)
        dress(self._asks, face=Face.LABEL)
        self.appeal = DropDown(self)
        self.appeal.setAccessibleName("What it means for the appeal")
        for answer, words in _ANSWERS.items():
            self.appeal.addItem(words, answer)
        self.appeal.activated.connect(
            lambda _at: self.edited.emit("appeal", self.appeal.currentData())
        )
        self.states = DropDown(self)
        self.states.setAccessibleName("State of the claim")
        self.states.setToolTip(_TIP)
        self.states.addItem(_AS_READ, "")
        for state in JUDGED:
            self.states.addItem(state.value.capitalize(), state)
        self.states.activated.connect(self._on_chosen)
        self.reason = QLineEdit(self)
        self.reason.setMaxLength(200)
        self.reason.setPlaceholderText("Why it is set by hand")
        self.reason.setAccessibleName("Why the state is set by hand")
        self.reason.textEdited.connect(lambda text: self.edited.emit("why", text))
        self.post = QPushButton(" Post this EOB", self)
        self.post.setToolTip("Post it to the claim (Ctrl+Enter)")
        dress(self.post, kind="primary")
        icons.put(self.post, "check", Role.ON_ACCENT)
        self.post.clicked.connect(lambda _checked: self.post_wished.emit())
        self._lay_out()

    def show_foreseen(self, foreseen: Foreseen) -> None:
        """Show the state the claim will be in, why, and what to look at."""
        state = foreseen.state
        self._state.setText(state.value.capitalize() if state else "Not known yet")
        dress(self._state, pill=_TONES.get(state, Role.SILENT) if state else Role.SILENT)
        self._why.setText(foreseen.why)
        self.cautions.setText("\n".join(foreseen.cautions))
        self.cautions.setVisible(bool(foreseen.cautions))
        appeal = foreseen.appeal
        if appeal and appeal.sent_on:
            self._asks.setText(f"This answers the appeal of {show_date(appeal.sent_on)}:")
        self.appeal.setItemText(0, _AS_CLEAR if foreseen.is_clear else _ANSWERS[""])
        for widget in (self._asks, self.appeal):
            widget.setVisible(appeal is not None)

    def show_typed(self, typed: TypedEob) -> None:
        """Show what was set by hand."""
        self.appeal.setCurrentIndex(max(0, self.appeal.findData(typed.appeal)))
        self.states.setCurrentIndex(max(0, self.states.findData(typed.state)))
        self.reason.setVisible(bool(typed.state))
        if self.reason.text() != typed.why:
            self.reason.setText(typed.why)

    def _on_chosen(self, _at: int) -> None:
        state = self.states.currentData()
        self.reason.setVisible(bool(state))
        self.edited.emit("state", ClaimState(state) if state else "")
        if state:
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        head = QLabel("After posting", self)
        dress(head, face=Face.LABEL)
        first = QHBoxLayout()
        first.setSpacing(Space.S)
        first.addWidget(head)
        first.addWidget(self._state)
        first.addWidget(self._why, 1)
        between = QHBoxLayout()
        between.setSpacing(Space.S)
        between.addWidget(self._asks)
        between.addWidget(self.appeal)
        between.addStretch(1)
        second = QHBoxLayout()
        second.setSpacing(Space.S)
        second.addWidget(self.states)
        second.addWidget(self.reason, 1)
        second.addStretch(0)
        second.addWidget(self.post)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.M, Space.M, Space.M, Space.M)
        column.setSpacing(Space.S)
        column.addLayout(first)
        column.addLayout(between)
        column.addWidget(self.cautions)
        column.addLayout(second)
