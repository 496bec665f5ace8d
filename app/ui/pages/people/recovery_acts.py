"""The way to a new recovery key; it stands below the cards of the staff."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from app.domain.practice.authority import Right
from app.services.permission import why_not
from app.ui.icons import Icons
from app.ui.pages.people.staff_asking import StaffWays
from app.ui.theme import Face, Role, Space, dress

_ABOUT = (
    "It opens the practice when passphrases are forgotten. Make a new one when its paper is lost,"
    " was seen by others or was used."
)


class RecoveryActs(QWidget):
    """What the recovery key is, and a button that makes another."""

    def __init__(self, ways: StaffWays, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, Space.L, 0, 0)
        column.setSpacing(Space.S)
        head, about = QLabel("Recovery key", self), QLabel(_ABOUT, self)
        dress(head, face=Face.LABEL)
        about.setWordWrap(True)
        dress(about, tone=Role.MUTED)
        self.button = QPushButton("Make a new recovery key…", self)
        icons.put(self.button, "key-round")
        self.button.clicked.connect(lambda _checked: ways.recovery.ask())
        for each in (head, about):
            column.addWidget(each)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        if not ways.desk.may(Right.EDIT_PEOPLE):
            self.button.setEnabled(False)
            self.button.setToolTip(why_not(Right.EDIT_PEOPLE))
