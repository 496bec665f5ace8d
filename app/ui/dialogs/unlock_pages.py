"""The pages that open a practice: by one's own passphrase, or by recovery key with a new one."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QWidget

from app.services.people.recovery_key import read_recovery_key
from app.ui.dialogs.door_page import DoorPage
from app.ui.dialogs.passphrase_lines import PassphraseLines
from app.ui.dialogs.recovery_key_line import RecoveryKeyLine
from app.ui.dialogs.waiting import Waiting
from app.ui.icons import Icons
from app.ui.theme import dress


class PersonBox:
    """Adds a box of names to a page; hidden where the passphrase is everybody's still."""

    def __init__(self, page: DoorPage, label: str) -> None:
        self.box = QComboBox(page)
        self.box.setAccessibleName(label)
        self._label: QLabel = page.label(label, self.box)
        page.column.addWidget(self.box)
        self.show_people({}, "")

    @property
    def person(self) -> str:
        """The staff id chosen; empty where nobody is to be chosen."""
        return str(self.box.currentData() or "")

    def show_people(self, people: Mapping[str, str], last: str) -> None:
        """Offer these (names by staff id), A to Z, the last one at the keyboard chosen."""
        self.box.clear()
        for person, name in sorted(people.items(), key=lambda each: each[1].casefold()):
            self.box.addItem(name, person)
        self.box.setCurrentIndex(max(0, self.box.findData(last)))
        for widget in (self._label, self.box):
            widget.setVisible(bool(people))


KEY_AS_REASON = "That was the recovery key. Type why it is used; the history keeps that."


class UnlockPage(DoorPage):
    """Asks who it is, for their passphrase and, where they want it so, for a code.

    `keychain` are those who let this computer's keychain unlock, by staff id.
    """

    recovery_wished = Signal()
    keychain_wished = Signal()

    def __init__(self, keychain: Sequence[str], icons: Icons, parent: QWidget) -> None:
        super().__init__(icons, "lock", "Chartproof", "Type your passphrase.", parent)
        self._keychain = keychain
        self.people = PersonBox(self, "Who you are")
        self.passphrase = self.line("Passphrase", hidden=True)
        self.code = self.line("Code from your authenticator app")
        self.show_code(shown=False)
        self.keychain = self._link("Unlock by this computer’s keychain", self.keychain_wished)
        self._link("Use the recovery key", self.recovery_wished)
        self.people.box.currentIndexChanged.connect(self._on_person)
        self.keychain.hide()
        self.end_with("Unlock")
        self.waiting = Waiting(self, self.passphrase)

    def show_code(self, *, shown: bool) -> None:
        """Ask for a code, or not."""
        self.show_line(self.code, shown=shown)
        if shown:
            self.code.clear()
            self.code.setFocus()

    def _link(self, words: str, wished: SignalInstance) -> QPushButton:
        link = QPushButton(words, self)
        link.clicked.connect(wished)
        dress(link, kind="link")
        self.column.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        return link

    def _on_person(self) -> None:
        """Somebody else: what was said was not about them."""
        self.waiting.end()
        self.keychain.setVisible(self.people.person in self._keychain)
        self.say("")
        self.show_code(shown=False)


class RecoveryPage(DoorPage):
    """Asks for the recovery key, whose passphrase was lost, a new one, and why."""

    def __init__(self, icons: Icons, parent: QWidget) -> None:
        super().__init__(
            icons,
            "key-round",
            "Recovery key",
            "For a forgotten passphrase alone. Its use is written into the history.",
            parent,
        )
        self.people = PersonBox(self, "Who forgot the passphrase")
        self.asked_key = RecoveryKeyLine("The nine groups of the recovery key", self)
        self.key = self.asked_key.line
        self.lines = PassphraseLines(self)
        self.reason = self.line("Reason")
        self.end_with("Unlock", "Back")

    def read_reason(self) -> str:
        """Why it was used; empty when nothing is typed, or the key, and the page says so."""
        reason = self.reason.text().strip()
        is_key = read_recovery_key(reason)[0] is not None
        if is_key:
            self.reason.clear()
        if not reason or is_key:
            self.say(KEY_AS_REASON if is_key else "Type the reason. It is kept in the history.")
            self.reason.setFocus()
            return ""
        return reason
