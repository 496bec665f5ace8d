"""What the pages before an open practice share: title, words, one place for what went wrong.

Nothing here may import the domain: these pages are painted before anything heavy is loaded.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.ui.fields.picture import Picture
from app.ui.icons import Icons
from app.ui.tab_order import order_as_laid_out
from app.ui.theme import Face, Role, Space, dress
from app.ui.voice import Voice

_AT_WORK = "One moment. This can take a few seconds."


class DoorPage(QWidget):
    """A page with a column of widgets; `next` is its main button, made by `end_with`."""

    advanced = Signal()
    back_wished = Signal()

    def __init__(self, icons: Icons, icon: str, title: str, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.icons = icons
        self.setAccessibleName(title)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(Space.S)
        self.column.addStretch(1)
        self.column.addWidget(Picture(icons, icon, Role.ACCENT, self, size=36))
        self.column.addSpacing(Space.XS)
        self.words(title, Face.DISPLAY)
        self.words(text, Face.BODY, Role.MUTED)
        self.column.addSpacing(Space.S)
        self.voice = Voice(self)
        self._trouble = QLabel(self)
        self._trouble.setWordWrap(True)
        dress(self._trouble, tone=Role.BLOCKS)
        self.next = QPushButton(self)
        self.back = QPushButton(self)
        self._last_focus: QWidget | None = None  # while work is under way
        self._at_work = ""

    def words(self, text: str, face: Face, tone: Role = Role.TEXT) -> QLabel:
        """Add a paragraph."""
        label = QLabel(text, self)
        label.setWordWrap(True)
        dress(label, face=face, tone=tone)
        self.column.addWidget(label)
        return label

    def line(self, label: str, *, hidden: bool = False) -> QLineEdit:
        """Add a labelled line; a hidden one shows dots and has a button that shows the text."""
        line = QLineEdit(self)
        line.setAccessibleName(label)
        line.returnPressed.connect(self._on_entered)
        self.label(label, line)
        self.column.addWidget(line)
        if hidden:
            self._hide_text(line)
        return line

    def label(self, words: str, buddy: QWidget) -> QLabel:
        """Add the words over a line or a box."""
        title = QLabel(words, self)
        title.setBuddy(buddy)
        dress(title, face=Face.LABEL)
        self.column.addWidget(title)
        return title

    def show_line(self, line: QLineEdit, *, shown: bool) -> None:
        """Show or hide a line with the words over it."""
        line.setVisible(shown)
        for label in self.findChildren(QLabel):
            if label.buddy() is line:
                label.setVisible(shown)

    def end_with(self, words: str, back: str = "") -> None:
        """Close the page with the place for trouble and the buttons."""
        self.column.addWidget(self._trouble)
        self.column.addSpacing(Space.S)
        row = QHBoxLayout()
        self.back.setText(back)
        self.back.setVisible(bool(back))
        self.back.clicked.connect(self.back_wished)
        dress(self.back, kind="quiet")
        row.addWidget(self.back)
        row.addStretch(1)
        self.next.setText(words)
        self.next.setMinimumWidth(120)
        self.next.clicked.connect(self.advanced)
        dress(self.next, kind="primary")
        row.addWidget(self.next)
        self.column.addLayout(row)
        self.column.addStretch(2)
        order_as_laid_out(self)
        self.say("")

    @property
    def has_way_back(self) -> bool:
        """Whether there is a page before this one to go back to, now."""
        return bool(self.back.text()) and self.isEnabled()

    @property
    def trouble(self) -> str:
        """What went wrong, as it is shown; empty when nothing did."""
        return self._trouble.text()

    def say(self, sentence: str) -> None:
        """Say what went wrong; an empty sentence takes it back. The room for it stays."""
        self._trouble.setText(sentence or " ")
        self._trouble.setAccessibleName(sentence)
        self.voice.hush()
        self.voice.tell(sentence, urgent=True)

    def set_busy(self, *, busy: bool) -> None:
        """Take no input while work is under way, and say so; then the caret is where it was."""
        if busy:
            self._last_focus = self.focusWidget()
            self._at_work = _AT_WORK
            self._trouble.setText(_AT_WORK)
            self.voice.tell(_AT_WORK)
        elif self._trouble.text() == self._at_work:
            self.say("")
        dress(self._trouble, tone=Role.MUTED if busy else Role.BLOCKS)
        self.setEnabled(not busy)
        if not busy and self._last_focus is not None:
            self._last_focus.setFocus()
        self.setCursor(Qt.CursorShape.BusyCursor if busy else Qt.CursorShape.ArrowCursor)

    def tell(self, sentence: str) -> None:
        """Say how far the work under way is."""
        if not self.isEnabled():
            self._at_work = sentence
            self._trouble.setText(sentence)

    def _on_entered(self) -> None:
        """Enter goes to the next empty line, else on."""
        lines = [line for line in self.findChildren(QLineEdit) if line.isVisible()]
        empty = next((line for line in lines if not line.text()), None)
        if empty is not None:
            empty.setFocus()
        elif self.next.isEnabled():
            self.advanced.emit()

    def _hide_text(self, line: QLineEdit) -> None:
        line.setEchoMode(QLineEdit.EchoMode.Password)
        eye = line.addAction(self.icons.icon("eye"), QLineEdit.ActionPosition.TrailingPosition)
        eye.setText(f"Show what is typed: {line.accessibleName()}")
        eye.setShortcut("Alt+F8")  # as the passwords of Windows are shown
        eye.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        eye.setToolTip("Show or hide what is typed (Alt+F8)")
        eye.setCheckable(True)
        self.icons.put(eye, "eye", Role.MUTED, on_name="eye-off")
        modes = QLineEdit.EchoMode
        eye.toggled.connect(
            lambda shown: line.setEchoMode(modes.Normal if shown else modes.Password)
        )
