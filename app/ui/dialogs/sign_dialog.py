"""Asks whether to sign: what stands in the way and where it is, or what will be signed.

The note page opens it; signing itself is its answer.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QWidget

from app.errors import StillAhead
from app.rules.open_item import OpenItem
from app.services.seals.sealing import Drawn
from app.ui.dialogs.signature_pad import SignaturePad
from app.ui.dialogs.signing_dialog import SigningDialog
from app.ui.pen import Pen
from app.ui.theme import Appearance, Role, Space, dress


@dataclass(frozen=True, slots=True)
class SigningLook:
    """What there is to say before somebody signs; names as they are shown.

    `unattested` entered something and gave no word for it, `co_signer` signs after this one.
    `time_ahead` is the answer path of a time still to come, `refusal` says why this person cannot
    sign at all.
    """

    signer: str
    blockers: Sequence[OpenItem] = ()
    time_ahead: str = ""
    still_open: int = 0
    unattested: Sequence[str] = ()
    co_signer: str = ""
    refusal: str = ""


class SignDialog(SigningDialog):
    """`go_to` carries the path of what blocks signing, `hand_over` leads to who may sign."""

    go_to = Signal(str)
    hand_over = Signal()

    def __init__(
        self, look: SigningLook, pen: Pen, appearance: Appearance, parent: QWidget
    ) -> None:
        super().__init__("Sign the note", pen, parent)
        self._pad = SignaturePad(appearance, self)
        self._pad.hide()
        if look.refusal:
            self._refuse(look.refusal)
        elif look.blockers:
            self._say_blocked([(item.say, item.path) for item in look.blockers])
        elif look.time_ahead:
            self._say_blocked([(StillAhead.sentence, look.time_ahead)])
        else:
            self._ask(look)

    @property
    def drawn(self) -> Drawn:
        """What was drawn beside the signature; nothing unless somebody did."""
        return self._pad.drawn

    def _refuse(self, why: str) -> None:
        self.title("Somebody else signs this note")
        self.words(why, Role.MUTED)
        self._buttons(hands_over=True)

    def _say_blocked(self, first: Sequence[tuple[str, str]]) -> None:
        self.title("This note cannot be signed yet")
        self.words("First:")
        for say, path in first:
            link = QPushButton(say.replace("&", "&&"), self)
            link.clicked.connect(lambda _=False, path=path: self._go(path))
            dress(link, kind="link")
            self.column.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        self._buttons()

    def _ask(self, look: SigningLook) -> None:
        self.title(f"Sign as {look.signer}?")
        if look.still_open:
            items = "1 open item" if look.still_open == 1 else f"{look.still_open} open items"
            self.words(f"The note will read “signed with {items}”.", Role.NEEDED)
        else:
            self.words("Nothing is missing.", Role.DONE)
        for name in look.unattested:
            self.words(f"Entered in part by {name}, not attested: you review it by signing.")
        if look.co_signer:
            self.words(f"The note then waits for the signature of {look.co_signer}.")
        self.words(
            "A signed note never changes. What happens later is added below it: a continuation, or"
            " a correction with its reason.",
            Role.MUTED,
        )
        self._offer_pad()
        self.finish("Sign")

    def _offer_pad(self) -> None:
        draws = QCheckBox("Draw a signature as well", self)
        draws.toggled.connect(self._pad.setVisible)
        draws.toggled.connect(lambda _shown: self._pad.clear())
        draws.toggled.connect(lambda _shown: self.fit())
        self.column.addWidget(draws)
        self.column.addWidget(self._pad)

    def _buttons(self, *, hands_over: bool = False) -> None:
        row = QHBoxLayout()
        row.addStretch(1)
        away = QPushButton("Close", self)
        away.clicked.connect(self.reject)
        row.addWidget(away)
        if hands_over:
            hand_over = QPushButton("Hand over…", self)
            hand_over.setDefault(True)
            hand_over.clicked.connect(self._hand_over)
            dress(hand_over, kind="primary")
            row.addWidget(hand_over)
        self.column.addSpacing(Space.S)
        self.column.addLayout(row)

    def _hand_over(self) -> None:
        self.reject()
        self.hand_over.emit()

    def _go(self, path: str) -> None:
        self.reject()
        self.go_to.emit(path)
