"""The pages of a first start: welcome, passphrase, recovery key, one group back, how to begin."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QWidget

from app.services.people.recovery_key import RecoveryKey
from app.ui.dialogs.door_page import DoorPage
from app.ui.dialogs.passphrase_lines import PassphraseLines
from app.ui.icons import Icons
from app.ui.theme import Face, Role, Space, dress


@dataclass(frozen=True, slots=True)
class FirstChoice:
    """How a practice begins: with the samples, or empty with its name and its first person."""

    sample: bool = False
    practice: str = ""
    given: str = ""
    family: str = ""
    credential: str = ""
    is_dentist: bool = True


class WelcomePage(DoorPage):
    """What the program is for, in three lines."""

    def __init__(self, icons: Icons, parent: QWidget) -> None:
        super().__init__(
            icons,
            "file-check",
            "Welcome to Chartproof",
            "It guides you through the facts a procedure code needs, says at every moment what is"
            " still needed, and prints a chart note and a claim attachment from them.",
            parent,
        )
        self.words(
            "Everything stays on this computer, encrypted. First, a passphrase of your own.",
            Face.BODY,
        )
        self.end_with("Set a passphrase")


class PassphrasePage(DoorPage):
    """Asks for the first passphrase."""

    def __init__(self, icons: Icons, parent: QWidget) -> None:
        super().__init__(
            icons,
            "lock",
            "Choose a passphrase",
            "It opens the practice and signs as you. Everybody who works here gets one of their own"
            " later; nobody can look yours up.",
            parent,
        )
        self.lines = PassphraseLines(self)
        self.end_with("Go on", "Back")


class RecoveryKeyPage(DoorPage):
    """Shows the recovery key, this once."""

    print_wished = Signal()

    def __init__(self, icons: Icons, parent: QWidget) -> None:
        super().__init__(
            icons,
            "key-round",
            "Your recovery key",
            "It opens the practice when a passphrase is lost. It is shown this once and kept"
            " nowhere: print it or write it down, and lock the paper away.",
            parent,
        )
        card = QFrame(self)
        dress(card, surface="card")
        self._grid = QGridLayout(card)
        self._grid.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
        self._grid.setSpacing(Space.M)
        self.groups: tuple[str, ...] = ()
        self.column.addWidget(card)
        paper = QPushButton("Print it", self)
        icons.put(paper, "printer")
        paper.clicked.connect(self.print_wished)
        self.column.addWidget(paper, 0, Qt.AlignmentFlag.AlignLeft)
        self.end_with("I have it on paper")

    def show_key(self, key: RecoveryKey) -> None:
        """Show the groups, three to a line."""
        self.hide_key()
        self.groups = key.groups
        fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).family()
        for number, group in enumerate(key.groups):
            label = QLabel(f"{number + 1}.  <b style='font-family:{fixed}'>{group}</b>", self)
            label.setTextFormat(Qt.TextFormat.RichText)
            label.setAccessibleName(f"Group {number + 1}: {' '.join(group)}")
            dress(label, face=Face.LEAD)
            self._grid.addWidget(label, number // 3, number % 3)

    def hide_key(self) -> None:
        """Take the key off the screen."""
        while item := self._grid.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()


class GroupPage(DoorPage):
    """Asks one group back: proof that there is a paper."""

    def __init__(self, icons: Icons, parent: QWidget) -> None:
        super().__init__(
            icons,
            "clipboard-check",
            "One group, from the paper",
            "This makes sure that the key was written down and can be read.",
            parent,
        )
        self.number = 0
        self.group = self.line("Group")
        self._label = next(w for w in self.findChildren(QLabel) if w.buddy() is self.group)
        self.end_with("Go on", "Show the key again")

    def ask(self, number: int) -> None:
        """Ask for the group of that number, 0 the first."""
        self.number = number
        words = f"Group {number + 1} of the recovery key"
        self._label.setText(words)
        self.group.setAccessibleName(words)
        self.group.clear()
        self.say("")

    def refuse(self) -> None:
        """Say that what was typed is not the group."""
        self.say("That is not this group. Look at the paper, or show the key again.")
        self.group.selectAll()


class BeginPage(DoorPage):
    """Empty, or with the sample practice."""

    chosen = Signal(object)  # FirstChoice, or None: first the names for an empty one

    def __init__(self, icons: Icons, parent: QWidget) -> None:
        super().__init__(
            icons,
            "building-2",
            "How to begin",
            "The sample practice has invented people and two finished notes to look at. Each of"
            " them signs in with the passphrase you just chose, so that you can try handing over.",
            parent,
        )
        for words, icon, choice in (
            ("Look around with the sample practice", "eye", FirstChoice(sample=True)),
            ("Start with an empty practice", "file-plus", None),
        ):
            button = QPushButton(words, self)
            button.setMinimumHeight(48)
            icons.put(button, icon, Role.ACCENT, size=20)
            button.clicked.connect(lambda _=False, choice=choice: self.chosen.emit(choice))
            self.column.addWidget(button)
        self.end_with("")
        self.next.hide()


class YouPage(DoorPage):
    """The practice's name and who is at the keyboard; everything else can wait."""

    def __init__(self, icons: Icons, parent: QWidget) -> None:
        super().__init__(
            icons,
            "user",
            "Your practice and you",
            "Notes carry these names. The rest of the practice’s data can be added later.",
            parent,
        )
        self.practice = self.line("Name of the practice")
        self.given = self.line("Your first name")
        self.family = self.line("Your last name")
        self.credential = self.line("Credential or training, such as DDS or RDA")
        self.end_with("Open the practice", "Back")

    def read(self) -> FirstChoice | None:
        """What was typed; None while a name is missing, which is said."""
        lines = (self.practice, self.given, self.family, self.credential)
        practice, given, family, credential = (line.text().strip() for line in lines)
        if not (practice and given and family):
            self.say("Type the name of the practice and your own first and last name.")
            return None
        is_dentist = credential.upper().replace(".", "") in ("DDS", "DMD", "BDS")
        return FirstChoice(False, practice, given, family, credential, is_dentist)
