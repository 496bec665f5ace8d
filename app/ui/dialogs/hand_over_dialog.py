"""Asks whom a draft goes to, and for whoever hands it over to sign for what they entered."""

from collections.abc import Sequence

from PySide6.QtWidgets import QCheckBox, QWidget

from app.domain.practice.people import StaffMember
from app.ui.dialogs.signing_dialog import SigningDialog
from app.ui.fields.drop_down import DropDown
from app.ui.pen import Pen
from app.ui.theme import Role


class HandOverDialog(SigningDialog):
    """`to` is who it goes to; without attesting, `signed` carries no key."""

    def __init__(
        self, signers: Sequence[StaffMember], entered: int, pen: Pen, parent: QWidget
    ) -> None:
        super().__init__("Hand over", pen, parent)
        self.title("Who signs this note?")
        self.choice = DropDown(self)
        for each in signers:
            shown = f"{each.name.full}, {each.credential}" if each.credential else each.name.full
            self.choice.addItem(shown, each.id)
        self.field("Hand over to", self.choice)
        fields = "1 field" if entered == 1 else f"{entered} fields"
        self.attests = QCheckBox(f"I attest what I entered ({fields})", self)
        self.attests.setChecked(entered > 0)
        self.attests.setEnabled(entered > 0)
        self.column.addWidget(self.attests)
        self.words(
            "You sign for your own part. Without it the signed note says that you did not.",
            Role.MUTED,
        )
        self.finish("Hand over")
        self.attests.toggled.connect(self.passphrase.setEnabled)
        self.passphrase.setEnabled(self.attests.isChecked())
        if not entered:
            # Not on a button: a passphrase typed without looking would press it by its blank, and
            # its rest would be typed into the form.
            self.choice.setFocus()

    @property
    def to(self) -> str:
        """Who the draft goes to, a staff id."""
        return str(self.choice.currentData())

    def without_signature(self) -> bool:
        """Whether it is handed over without attesting."""
        return not self.attests.isChecked()
