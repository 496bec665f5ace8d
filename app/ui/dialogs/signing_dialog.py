"""The base of every dialog that ends in a signature: words on top, passphrase and act at the end.

Signing a note, co-signing, continuing, correcting, voiding and handing over each have one.
"""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.crypto import Secret
from app.ui.dialogs.scrolled import Scrolled
from app.ui.pen import Pen
from app.ui.theme import Face, Role, Space, dress
from app.ui.voice import Voice

WIDTH = 480
NOT_SIGNED_YET = "What you typed is not signed yet. Leave once more to throw it away."


class SigningDialog(QDialog):
    """`signed` carries the key. Whoever does the act accepts the dialog, or lets it `say` why not.

    Subclasses fill `column` and then call `finish`.
    """

    signed = Signal(object)  # Secret

    def __init__(self, title: str, pen: Pen, parent: QWidget) -> None:
        super().__init__(parent)
        self._pen = pen
        self.setWindowTitle(title)
        self.setFixedWidth(WIDTH)
        self.column = QVBoxLayout()
        self.column.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.L)
        self.column.setSpacing(Space.S)
        self._room = Scrolled(self.column, self)
        self.passphrase: QLineEdit  # made by `finish`, like the button
        self.act: QPushButton
        self._asks = not pen.minutes_left
        self._trouble = self.words("", Role.BLOCKS, shown=False)
        self.voice = Voice(self)

    @property
    def trouble(self) -> str:
        """Why it was not signed; empty while nothing is wrong."""
        return "" if self._trouble.isHidden() else self._trouble.text()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Be as high as the words need, once they are in the program's own type."""
        super().showEvent(event)
        self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Ctrl+Enter signs from anywhere: a text of several lines keeps Enter to itself."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.act.click()
        else:
            super().keyPressEvent(event)

    def fit(self) -> None:
        """Grow or shrink to what is shown."""
        self._room.fit()

    def lacks(self) -> str:
        """What still has to be typed before this can be signed; empty when nothing."""
        return ""

    def has_words(self) -> bool:
        """Whether something was typed that would be lost with the dialog."""
        return False

    def typed(self) -> dict[str, str]:
        """What no lock and no crash may take, by names of the dialog's own; no passphrase."""
        return {}

    def put_back(self, typed: Mapping[str, str]) -> None:
        """Show again what was `typed` before; a dialog that has no words has nothing to."""

    def reject(self) -> None:
        """Leave; words that were typed are let go only by who leaves twice in a row."""
        if self.has_words() and self.trouble != NOT_SIGNED_YET:
            self.say(NOT_SIGNED_YET)
            return
        super().reject()

    def say(self, sentence: str) -> None:
        """Say why it was not signed, and offer it again."""
        self._trouble.setText(sentence)
        self._trouble.setVisible(bool(sentence))
        self.voice.hush()
        self.voice.tell(sentence, urgent=True)
        self.fit()
        self._wait(waits=False)
        if self._asks and sentence:
            self.passphrase.setFocus()
            self.passphrase.selectAll()

    def title(self, text: str) -> None:
        """Add the question the dialog asks."""
        dress(self._label(text), face=Face.TITLE)

    def words(self, text: str, tone: Role = Role.TEXT, *, shown: bool = True) -> QLabel:
        """Add a sentence."""
        label = self._label(text)
        dress(label, face=Face.BODY, tone=tone)
        label.setVisible(shown)
        return label

    def field(self, words: str, editor: QWidget) -> None:
        """Add an editor under its label."""
        label = self._label(words)
        dress(label, face=Face.LABEL)
        label.setBuddy(editor)
        editor.setAccessibleName(words)
        self.column.addWidget(editor)

    def finish(self, act: str, away: str = "Go back") -> None:
        """Add the passphrase, where it is asked for, and the buttons."""
        self.passphrase = QLineEdit(self)
        back = QPushButton(away, self)
        self.act = QPushButton(act, self)
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        if self._asks:
            self.field("Your passphrase", self.passphrase)
        else:
            self.passphrase.hide()
            left = self._pen.minutes_left
            minutes = "1 minute" if left == 1 else f"{left} minutes"
            self.words(f"Your passphrase serves for {minutes} more.", Role.MUTED)
        self.column.addWidget(self._trouble)
        back.setAutoDefault(False)
        back.clicked.connect(self.reject)
        self.act.setDefault(True)
        self.act.clicked.connect(self._wish)
        dress(self.act, kind="primary")
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(back)
        row.addWidget(self.act)
        self.column.addSpacing(Space.S)
        self.column.addLayout(row)
        (self.passphrase if self._asks else self.act).setFocus()

    def without_signature(self) -> bool:
        """Whether the act is done without a key, as it stands now; then `signed` carries None."""
        return False

    def _label(self, text: str) -> QLabel:
        label = QLabel(text, self)
        label.setWordWrap(True)
        self.column.addWidget(label)
        return label

    def _wish(self) -> None:
        if lacking := self.lacks():
            self.say(lacking)
            return
        self.say("")
        if self.without_signature():
            self.signed.emit(None)
            return
        self._wait(waits=True)
        self._pen.take(self.passphrase.text(), self._on_key, self.say)

    def _on_key(self, key: Secret) -> None:
        self._wait(waits=False)
        if self.isVisible():
            self.signed.emit(key)

    def _wait(self, *, waits: bool) -> None:
        """While the passphrase is tried nothing can be pressed twice; the caret stays in it."""
        self.act.setEnabled(not waits)
        self.passphrase.setReadOnly(waits)
