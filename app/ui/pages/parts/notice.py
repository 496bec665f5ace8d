"""One calm sentence across a page, with what can be done about it; record pages say things so."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from app.ui.fields.picture import Picture
from app.ui.icons import Icons
from app.ui.tab_order import order_as_laid_out
from app.ui.theme import Role, Space, dress
from app.ui.voice import Voice

Ways = tuple[tuple[str, Callable[[], None]], ...]
"""What can be done: the words on the button, and what it does."""

_ICONS = {
    Role.BLOCKS: "octagon-alert",
    Role.WARNS: "triangle-alert",
    Role.NEEDED: "info",
    Role.SILENT: "info",
    Role.DONE: "circle-check",
}


class Notice(QFrame):
    """Hidden while there is nothing to say."""

    def __init__(self, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self._picture = Picture(icons, "info", Role.SILENT, self)
        self._text = QLabel(self)
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._buttons: list[QPushButton] = []
        self.voice = Voice(self)
        self._role = Role.SILENT
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(Space.M, Space.S, Space.M, Space.S)
        self._row.setSpacing(Space.S)
        self._row.addWidget(self._picture)
        self._row.addWidget(self._text, 1)
        self.hide()

    @property
    def text(self) -> str:
        """The sentence shown; empty when none is."""
        return "" if self.isHidden() else self._text.text()

    @property
    def role(self) -> Role:
        """The tone of what is shown, or was shown last."""
        return self._role

    @property
    def buttons(self) -> tuple[QPushButton, ...]:
        """The ways offered."""
        return tuple(self._buttons)

    def say(self, text: str, role: Role = Role.SILENT, ways: Ways = ()) -> None:
        """Show a sentence in a tone and what can be done; an empty one hides the notice."""
        for button in self._buttons:
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = [self._button(words, act) for words, act in ways]
        self._text.setText(text)
        self._role = role
        dress(self, surface=role.value)
        self._picture.show_icon(_ICONS[role], role)
        self.setVisible(bool(text))
        page = self.parentWidget()
        if ways and page is not None and not page.isWindow():
            order_as_laid_out(page)  # else buttons made now come last on it
        if text:
            offered = ", ".join(words for words, _act in ways)
            self.voice.tell(f"{text} {offered}".strip(), urgent=role is Role.BLOCKS)
        else:
            self.voice.hush()

    def _button(self, words: str, act: Callable[[], None]) -> QPushButton:
        button = QPushButton(words.replace("&", "&&"), self)
        button.clicked.connect(lambda _checked: act())
        dress(button, kind="link")
        self._row.addWidget(button)
        button.show()
        return button
