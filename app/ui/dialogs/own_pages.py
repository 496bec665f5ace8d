"""What people do for themselves: go on as another user, a PIN, their passphrase, an authenticator.

`PeopleWays` shows each in a dialog and does what it asks for.
"""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget

from app.services.people.authenticator import NewAuthenticator
from app.services.people.pins import pin_problems
from app.ui.dialogs.door_page import DoorPage
from app.ui.dialogs.passphrase_lines import PassphraseLines
from app.ui.dialogs.waiting import Waiting
from app.ui.icons import Icons
from app.ui.theme import Face

QR_SIDE = 200
"""Logical pixels: a phone held at arm's length reads it."""


class SwitchPage(DoorPage):
    """Asks for somebody's PIN or passphrase; the open note stays open."""

    def __init__(self, name: str, icons: Icons, parent: QWidget, *, has_pin: bool) -> None:
        super().__init__(
            icons,
            "user",
            f"Go on as {name}",
            "What was typed so far is stored, and the note stays open.",
            parent,
        )
        label = "PIN or passphrase" if has_pin else "Passphrase"
        self.secret = self.line(label, hidden=True)
        self.code = self.line("Code from your authenticator app")
        self.show_line(self.code, shown=False)
        self.end_with("Go on", "Cancel")
        self.waiting = Waiting(self, self.secret)

    def ask_code(self) -> None:
        """Ask for the code as well."""
        self.show_line(self.code, shown=True)
        self.code.clear()
        self.code.setFocus()


class NoAccountPage(DoorPage):
    """Says that somebody cannot sign in yet, and who changes that."""

    def __init__(self, name: str, icons: Icons, parent: QWidget) -> None:
        super().__init__(
            icons,
            "lock",
            f"{name} has no passphrase yet",
            "A manager gives one under Practice and directory, on the tab Staff.",
            parent,
        )
        self.end_with("Close")


class PinPage(DoorPage):
    """Asks twice for a PIN."""

    def __init__(self, icons: Icons, parent: QWidget) -> None:
        super().__init__(
            icons,
            "user",
            "A PIN for this session",
            "Four to eight digits bring you back to this keyboard while the practice is open. They"
            " are forgotten when it is locked, and never sign anything.",
            parent,
        )
        self.first = self.line("PIN", hidden=True)
        self.second = self.line("The same again", hidden=True)
        self.end_with("Set the PIN", "Cancel")

    def read(self) -> str:
        """The PIN when it will do; else empty, and the page says why."""
        typed = self.first.text()
        if problems := pin_problems(typed):
            self.say(problems[0])
        elif typed != self.second.text():
            self.say("The two are not the same. Type the second one again.")
        else:
            return typed
        return ""


class ChangePage(DoorPage):
    """Asks for one's passphrase and a new one."""

    def __init__(self, icons: Icons, parent: QWidget) -> None:
        super().__init__(
            icons,
            "lock",
            "Change your passphrase",
            "You go on signing with the same key. Older backups still open with the older one.",
            parent,
        )
        self.old = self.line("Your passphrase now", hidden=True)
        self.lines = PassphraseLines(self)
        self.end_with("Change it", "Cancel")
        self.waiting = Waiting(self, self.old)


class AuthenticatorPage(DoorPage):
    """Shows a secret as a QR code and as text, and asks for the first code and the passphrase."""

    def __init__(self, new: NewAuthenticator, icons: Icons, parent: QWidget) -> None:
        super().__init__(
            icons,
            "shield-check",
            "Authenticator app",
            "Read this code with the app on your phone, or type the letters below it. From then on"
            " signing in asks for your passphrase and a code of the app.",
            parent,
        )
        self.new = new
        self.column.addWidget(QrCode(new.link, self), 0, Qt.AlignmentFlag.AlignHCenter)
        self.secret: QLabel = self.words(new.groups, Face.LABEL)
        self.secret.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.secret.setAccessibleName(f"Letters to type: {' '.join(new.secret)}")
        self.code = self.line("The code that the app shows now")
        self.passphrase = self.line("Your passphrase", hidden=True)
        self.end_with("Ask for codes from now on", "Cancel")
        self.waiting = Waiting(self, self.passphrase)


class KeychainPage(DoorPage):
    """Says what unlocking by the system's keychain means, and asks for the passphrase."""

    def __init__(self, icons: Icons, parent: QWidget) -> None:
        super().__init__(
            icons,
            "key-round",
            "Unlock by this computer’s keychain",
            "Then whoever gets into your account of this computer gets into the practice as you,"
            " without your passphrase. Signing still asks for it. This holds for this computer"
            " alone, and you can take it back.",
            parent,
        )
        self.passphrase = self.line("Your passphrase", hidden=True)
        self.end_with("Use the keychain", "Cancel")
        self.waiting = Waiting(self, self.passphrase)


class NoMoreCodesPage(DoorPage):
    """Asks for the passphrase before codes are no longer asked for."""

    def __init__(self, icons: Icons, parent: QWidget) -> None:
        super().__init__(
            icons,
            "shield-check",
            "Authenticator app",
            "Signing in asks you for codes. Type your passphrase to do without them again.",
            parent,
        )
        self.passphrase = self.line("Your passphrase", hidden=True)
        self.end_with("Ask for no codes", "Cancel")
        self.waiting = Waiting(self, self.passphrase)


class QrCode(QWidget):
    """A link as a QR code: dark on light whatever the theme, or readers refuse it."""

    def __init__(self, link: str, parent: QWidget) -> None:
        super().__init__(parent)
        import segno  # when somebody wants an authenticator

        self._rows = tuple(
            tuple(row) for row in segno.make(link, micro=False).matrix_iter(border=4)
        )
        self.setFixedSize(QR_SIDE, QR_SIDE)
        self.setAccessibleName("QR code; the letters below say the same")

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the squares."""
        del event
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor("white"))
        side = QR_SIDE / len(self._rows)
        for y, row in enumerate(self._rows):
            for x, dark in enumerate(row):
                if dark:
                    square = QRectF(x * side, y * side, side, side)
                    painter.fillRect(square, QColor("black"))
        painter.end()
