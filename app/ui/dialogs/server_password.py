"""Asks for the password of the practice's server where this computer does not know it.

`Unlocking` shows the page before the practice can be opened; joining by a pairing code is the usual
way, and asks for none.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QCheckBox, QWidget

from app.ui.dialogs.door_page import DoorPage
from app.ui.icons import Icons

NO_KEYCHAIN = (
    "This computer has no keychain that takes it: the password is asked for again at the next"
    " start."
)


@dataclass(frozen=True, slots=True)
class ServerDoor:
    """`take` lets the program use a typed password until it ends; slow is only `keep`.

    `keep` puts it into this computer's keychain; False where there is none.
    """

    take: Callable[[str], None]
    keep: Callable[[], bool]


class ServerPasswordPage(DoorPage):
    """Asks for the password, and whether this computer's keychain keeps it."""

    def __init__(self, icons: Icons, parent: QWidget) -> None:
        super().__init__(
            icons,
            "key-round",
            "The practice’s server",
            "This computer does not know the password for the practice’s server, or the server"
            " does not take it. Whoever set the server up knows it. It is not your own passphrase:"
            " that is asked for next.",
            parent,
        )
        self.password = self.line("Password for the server", hidden=True)
        self.keeps = QCheckBox("Keep it in this computer’s keychain", self)
        self.keeps.setChecked(True)
        self.column.addWidget(self.keeps)
        self.end_with("Go on")
