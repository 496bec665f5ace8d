"""The end of the dentist's card: whether the note can be signed, what is in the way, the button."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.domain.guides.guide import Act
from app.rules.open_item import OpenItem
from app.rules.state import Evaluation
from app.ui.fields.picture import Picture
from app.ui.icons import Icons
from app.ui.theme import Face, Role, Space, dress


class SignArea(QFrame):
    """Blocked items are links to their fields; anything else open does not stop signing."""

    sign_requested = Signal()
    go_requested = Signal(str)  # path of what blocks

    def __init__(self, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self._blockers: list[OpenItem] = []
        self._links: list[QPushButton] = []
        dress(self, surface="card")
        self._mark = Picture(icons, "circle-check", Role.DONE, self, size=20)
        self._title = QLabel(self)
        dress(self._title, face=Face.LABEL)
        self._text = QLabel(self)
        for label in (self._title, self._text):
            label.setWordWrap(True)
        self._button = QPushButton("Sign the note", self)
        self._button.clicked.connect(self.sign_requested)
        dress(self._button, kind="primary")
        icons.put(self._button, "signature", Role.ON_ACCENT)
        self._words = QVBoxLayout()
        self._words.setSpacing(Space.XS)
        self._words.addWidget(self._title)
        self._words.addWidget(self._text)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        row.setSpacing(Space.M)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(self._words, 1)
        row.addWidget(self._button, 0, Qt.AlignmentFlag.AlignBottom)

    def show_state(self, state: Evaluation) -> None:
        """Show what the rules found."""
        still_open = state.total.open()
        blockers = [item for item in state.open_items if item.blocks is Act.SIGNING]
        if blockers:
            self._say("octagon-alert", Role.BLOCKS, "Not ready to sign", "First:")
        elif still_open:
            self._say(
                "circle-dot",
                Role.NEEDED,
                f"{still_open} still needed",
                "You can sign today; the note will say how many items were open.",
            )
        else:
            self._say("circle-check", Role.DONE, "Nothing is missing", "Ready for your signature.")
        self._button.setEnabled(not blockers)
        self._show_blockers(blockers)

    def _say(self, icon: str, role: Role, title: str, text: str) -> None:
        self._mark.show_icon(icon, role)
        self._title.setText(title)
        self._text.setText(text)

    def _show_blockers(self, blockers: list[OpenItem]) -> None:
        if blockers == self._blockers:
            return
        self._blockers = blockers
        for link in self._links:
            link.hide()
            link.deleteLater()
        self._links = [self._link(item) for item in blockers]

    def _link(self, item: OpenItem) -> QPushButton:
        link = QPushButton(item.say.replace("&", "&&"), self)
        link.clicked.connect(lambda: self.go_requested.emit(item.path))
        dress(link, kind="link")
        self._words.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        link.show()
        return link
