"""The next step of an appeal as one button, the others beside it; the page of one has them."""

from enum import StrEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from app.domain.claims.claim import Appeal
from app.services.denials.appeal_file import AppealFile
from app.ui.fields.flow import FlowLayout
from app.ui.icons import Icons
from app.ui.theme import Role, Space, dress


class Step(StrEnum):
    """What can be done with an appeal."""

    PACK = "pack"
    SEND = "send"
    DECIDE = "decide"
    SAVE = "save"
    SIGN = "sign"
    NOTE = "note"
    DROP = "drop"
    LEAVE = "leave"


_WORDS = {
    Step.PACK: ("Make the pack…", "paperclip"),
    Step.SEND: ("Record as sent…", "send"),
    Step.DECIDE: ("Record the outcome…", "check"),
    Step.SAVE: ("Save the letter…", "save"),
    Step.SIGN: ("Sign the letter", "signature"),
    Step.NOTE: ("Open the note", "file-text"),
    Step.DROP: ("Give it up…", "x"),
    Step.LEAVE: ("See what comes next", "chevron-right"),
}


class AppealSteps(QWidget):
    """`wished` carries a Step."""

    wished = Signal(object)

    def __init__(self, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self._icons = icons
        self._first = Step.PACK
        self.next = QPushButton(self)
        dress(self.next, kind="primary")
        self.next.clicked.connect(lambda _checked: self.wished.emit(self._first))
        self.others = {step: self._other(step) for step in Step}
        buttons = QWidget(self)
        flow = FlowLayout(buttons, Space.S)  # on a narrow screen they take two lines
        for button in (self.next, *self.others.values()):
            flow.addWidget(button)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.L, Space.S, Space.L, Space.S)
        row.addWidget(buttons)

    @property
    def first(self) -> Step:
        """The step that leads on."""
        return self._first

    def show_steps(self, file: AppealFile, appeal: Appeal) -> None:
        """Offer what can be done with an appeal as it stands.

        Whoever did one of the steps finds the next one under the same key, not what stood beside.
        """
        caret = self.window().focusWidget()  # also while a dialog is open above it
        pressed = [each for each in self.others.values() if each is caret]
        first, *others = steps_of(file, appeal)
        self._first = first
        words, icon = _WORDS[first]
        self.next.setText(words)
        self._icons.put(self.next, icon, Role.ON_ACCENT)
        for step, button in self.others.items():
            button.setVisible(step in others)
        if any(each.isHidden() for each in pressed):
            self.next.setFocus(Qt.FocusReason.OtherFocusReason)

    def _other(self, step: Step) -> QPushButton:
        words, icon = _WORDS[step]
        button = QPushButton(words, self)
        dress(button, kind="quiet")
        self._icons.put(button, icon, Role.ACCENT)
        button.clicked.connect(lambda _checked: self.wished.emit(step))
        return button


def steps_of(file: AppealFile, appeal: Appeal) -> tuple[Step, ...]:
    """What can be done with an appeal, the step that leads on first."""
    note = (Step.NOTE,) if appeal.note else ()
    if appeal.was_dropped:
        return (Step.LEAVE, *note)
    if appeal.outcome or (appeal.sent_on and appeal.kind == "documents"):
        return (Step.LEAVE, Step.SAVE, *note)
    if appeal.sent_on:
        return (Step.DECIDE, Step.SAVE, *note)
    sign = (Step.SIGN,) if file.may_sign and not appeal.signed_by else ()
    if appeal.pack or not appeal.note:
        again = (Step.PACK,) if appeal.note else ()
        return (Step.SEND, Step.SAVE, *again, *note, Step.DROP)
    return (Step.PACK, *sign, Step.SEND, Step.SAVE, *note, Step.DROP)
