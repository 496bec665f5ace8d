"""What does not fit a pack's channel, one sentence each, with the ways to mend it below."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.services.packs.pack_limits import Mend, Misfit
from app.ui.fields.flow import FlowLayout
from app.ui.fields.picture import Picture
from app.ui.icons import SIZE, Icons
from app.ui.pages.parts.notice import Ways
from app.ui.theme import Role, Space, dress

_ICONS = {
    Role.BLOCKS: "octagon-alert",
    Role.WARNS: "triangle-alert",
    Role.DONE: "circle-check",
}

_LONGEST = 36
"""Characters of a way out that fit the column at its narrowest; titles of documents may be long."""

Said = tuple[str, Role, Ways]
"""A sentence, its tone, and what can be done."""


class PackMisfits(QWidget):
    """What blocks sending comes first."""

    def __init__(self, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self._icons = icons
        self.boxes: list[MisfitBox] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.S)

    @property
    def texts(self) -> tuple[str, ...]:
        """The sentences shown."""
        return tuple(box.text for box in self.boxes)

    def show_misfits(self, said: Sequence[Said]) -> None:
        """Show these sentences."""
        for box in self.boxes:
            self._column.removeWidget(box)
            box.hide()
            box.deleteLater()
        self.boxes = [MisfitBox(*each, self._icons, self) for each in said]
        for box in self.boxes:
            self._column.addWidget(box)
            box.show()
        self.setVisible(bool(said))


class MisfitBox(QFrame):
    """One sentence and its ways."""

    def __init__(self, text: str, role: Role, ways: Ways, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        dress(self, surface=role.value)
        self.text = text
        self.buttons: list[QPushButton] = []
        label = QLabel(text, self)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        head = QHBoxLayout()
        head.setSpacing(Space.S)
        picture = Picture(icons, _ICONS.get(role, "info"), role, self)
        head.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(label, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.M, Space.S, Space.M, Space.S)
        column.setSpacing(Space.XS)
        column.addLayout(head)
        if ways:
            under = QHBoxLayout()
            under.setContentsMargins(SIZE + Space.S, 0, 0, 0)  # where the sentence begins
            under.addWidget(self._row(ways))
            column.addLayout(under)

    def _row(self, ways: Ways) -> QWidget:
        row = QWidget(self)
        flow = FlowLayout(row, Space.M)
        for words, act in ways:
            button = QPushButton(_cut(words).replace("&", "&&"), row)
            if _cut(words) != words:
                button.setToolTip(words)
            button.setAccessibleName(words)
            button.setAccessibleDescription(self.text)
            button.clicked.connect(lambda _checked, act=act: act())
            dress(button, kind="link")
            flow.addWidget(button)
            self.buttons.append(button)
        return row


def said_of(
    misfit: Misfit,
    mended: Callable[[object], None],
    opened: Callable[[str], None],
    more: Ways = (),
) -> Said:
    """What does not fit, as it is shown: `mended` takes the wish of a mend, `opened` a document."""

    def way(mend: Mend) -> tuple[str, Callable[[], None]]:
        if mend.wish is not None:
            return mend.label, lambda: mended(mend.wish)
        return mend.label, lambda: opened(mend.document)

    role = Role.BLOCKS if misfit.blocks else Role.WARNS
    return misfit.text, role, (*map(way, misfit.mends), *more)


def _cut(words: str) -> str:
    """The words, cut in their middle where they are long: the end of a title tells most."""
    if len(words) <= _LONGEST:
        return words
    end = _LONGEST // 3
    return f"{words[: _LONGEST - end - 1].rstrip()}…{words[-end:]}"
