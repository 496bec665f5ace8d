"""What a manager does for somebody on the staff: an account, a forgotten passphrase, leaving.

`StaffWays` shows each in a dialog and does what it asks for; `RecoveryAsking` the new recovery key.
"""

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QWidget

from app.domain.finding.listing import NoteRow
from app.domain.practice.people import StaffMember
from app.services.work.leaving import OpenWork
from app.ui.dialogs.door_page import DoorPage
from app.ui.dialogs.passphrase_lines import PassphraseLines
from app.ui.dialogs.recovery_key_line import RecoveryKeyLine
from app.ui.dialogs.waiting import Waiting
from app.ui.icons import Icons
from app.ui.models.waiting_words import short_words
from app.ui.theme import Face, Role

MOST_LISTED = 6
"""Open notes named on the page; more are counted."""

USUAL_DENTIST = "They are the practice’s usual dentist: new notes begin with them."
NO_OTHER_DENTIST = (
    "No other dentist works here. These notes go on waiting: any dentist who starts here can"
    " co-sign them, from the note."
)

NO_SECOND_MANAGER = "No second manager can sign in here, so it takes the recovery key."

ALONE = "No second manager can sign in here, so you make it alone. The history says so."


class AccountPage(DoorPage):
    """A new account: the manager's passphrase, then the new person types theirs."""

    def __init__(self, name: str, icons: Icons, parent: QWidget) -> None:
        super().__init__(
            icons,
            "user-plus",
            f"An account for {name}",
            f"You type your passphrase; then {name} types a new one that nobody else sees.",
            parent,
        )
        self.own = self.line("Your passphrase", hidden=True)
        self.words(f"Now {name}:", Face.LABEL)
        self.lines = PassphraseLines(self)
        self.end_with("Open the account", "Cancel")
        self.waiting = Waiting(self, self.own)


class ForgotPage(DoorPage):
    """A forgotten passphrase: another manager's passphrase, or the recovery key."""

    def __init__(
        self, name: str, seconds: Mapping[str, str], icons: Icons, parent: QWidget
    ) -> None:
        super().__init__(
            icons,
            "key-round",
            f"{name} forgot the passphrase",
            "A new passphrase comes with a new signing key; what was signed stays valid. It takes a"
            " second manager, or the recovery key, and is written into the history.",
            parent,
        )
        self.second = QComboBox(self)
        self.second.setAccessibleName("Second manager")
        self._second_words: QLabel = self.label("Second manager", self.second)
        self.column.addWidget(self.second)
        for person, words in sorted(seconds.items(), key=lambda each: each[1].casefold()):
            self.second.addItem(words, person)
        self.second_passphrase = self.line("The second manager’s passphrase", hidden=True)
        self.by_key = QCheckBox("Use the recovery key instead", self)
        self.column.addWidget(self.by_key)
        if not seconds:
            self.words(NO_SECOND_MANAGER, Face.BODY, Role.MUTED)
        self.asked_key = RecoveryKeyLine("Recovery key", self)
        self.key = self.asked_key.line
        self.words(f"Now {name}:", Face.LABEL)
        self.lines = PassphraseLines(self)
        self.reason = self.line("Reason")
        self.end_with("Set the new passphrase", "Cancel")
        self.waiting = Waiting(self, self.second_passphrase)
        self.by_key.toggled.connect(self._show_way)
        self.by_key.setChecked(not seconds)
        self.by_key.setEnabled(bool(seconds))
        self._show_way(self.by_key.isChecked())

    def _show_way(self, by_key: bool) -> None:
        for widget in (self._second_words, self.second):
            widget.setVisible(not by_key)
        self.show_line(self.second_passphrase, shown=not by_key)
        self.show_line(self.key, shown=by_key)


class NewKeyPage(DoorPage):
    """A new recovery key: one's own passphrase and another manager's, where there is one."""

    def __init__(self, seconds: Mapping[str, str], icons: Icons, parent: QWidget) -> None:
        super().__init__(
            icons,
            "key-round",
            "A new recovery key",
            "For when the paper is lost, was seen by others or was used. The old key opens the"
            " practice until a group of the new one is typed back. Backups made until then know"
            " the old one only: keep its paper, if you have it, as long as them.",
            parent,
        )
        self.own = self.line("Your passphrase", hidden=True)
        self.second = QComboBox(self)
        self.second.setAccessibleName("Second manager")
        words = self.label("Second manager", self.second)
        self.column.addWidget(self.second)
        for person, name in sorted(seconds.items(), key=lambda each: each[1].casefold()):
            self.second.addItem(name, person)
        self.second_passphrase = self.line("The second manager’s passphrase", hidden=True)
        for widget in (words, self.second):
            widget.setVisible(bool(seconds))
        self.show_line(self.second_passphrase, shown=bool(seconds))
        if not seconds:
            self.words(ALONE, Face.BODY, Role.MUTED)
        self.end_with("Go on", "Cancel")
        self.waiting = Waiting(self, self.own)


class LeavePage(DoorPage):
    """Somebody leaves: what is open, and who goes on with it."""

    def __init__(
        self,
        name: str,
        work: OpenWork,
        heirs: Sequence[StaffMember],
        dentists: Sequence[StaffMember],
        icons: Icons,
        parent: QWidget,
    ) -> None:
        super().__init__(
            icons,
            "log-out",
            f"{name} leaves",
            "Their account closes at once. They stay in everything they wrote and signed, and their"
            " signatures go on being checked.",
            parent,
        )
        self.heir, self.dentist = QComboBox(self), QComboBox(self)
        if work.drafts:
            self._list("open note", work.drafts)
            self._ask("Who goes on with them", self.heir)
        if work.co_signatures:
            self._list("note", work.co_signatures, " waiting for their co-signature")
        if work.supervised:
            words = _unsupervised(work.supervised, can_choose=bool(dentists))
            self.words(words, Face.BODY, Role.MUTED)
        if work.is_usual_dentist:
            rest = "" if dentists else " New notes begin with nobody until you choose one."
            self.words(f"{USUAL_DENTIST}{rest}", Face.BODY, Role.MUTED)
        if count := len(work.claims):
            told = "1 open claim goes" if count == 1 else f"{count:,} open claims go"
            self.words(f"{told} to you, to be seen under Work.", Face.BODY, Role.MUTED)
        if not (work.drafts or work.needs_dentist or work.claims):
            self.words("Nothing of theirs is open.", Face.BODY, Role.DONE)
        for box, people in ((self.heir, heirs), (self.dentist, dentists)):
            for each in people:
                box.addItem(each.name.full, each.id)
        self._offer_dentists(work)
        self.heir.setVisible(bool(work.drafts))
        self.end_with(f"{name} has left", "Cancel")

    @property
    def chosen(self) -> str:
        """The staff id of who goes on; empty where nothing is open."""
        return str(self.heir.currentData() or "") if self.heir.isVisibleTo(self) else ""

    @property
    def chosen_dentist(self) -> str:
        """The staff id of who co-signs and supervises; empty where nobody has to, or can."""
        return str(self.dentist.currentData() or "") if self.dentist.isVisibleTo(self) else ""

    def _offer_dentists(self, work: OpenWork) -> None:
        """Ask for a dentist where one is needed and there is one."""
        is_asked = work.needs_dentist and self.dentist.count() > 0
        self.dentist.setVisible(is_asked)
        if is_asked:
            if not (work.co_signatures or work.is_usual_dentist):
                self.dentist.addItem("Nobody yet", "")
            self._ask(_dentists_part(work), self.dentist)
        elif work.co_signatures:
            self.words(NO_OTHER_DENTIST, Face.BODY, Role.BLOCKS)

    def _ask(self, question: str, box: QComboBox) -> None:
        box.setAccessibleName(question)
        self.label(question, box)
        self.column.addWidget(box)

    def _list(self, what: str, rows: Sequence[NoteRow], rest: str = "") -> None:
        """Say how many notes, and name the first."""
        count = f"1 {what}" if len(rows) == 1 else f"{len(rows)} {what}s"
        self.words(f"{count}{rest}:", Face.LABEL)
        self.words("\n".join(map(_line, rows[:MOST_LISTED])), Face.BODY, Role.MUTED)
        if (more := len(rows) - MOST_LISTED) > 0:
            self.words(f"and {more} more", Face.BODY, Role.MUTED)


def _dentists_part(work: OpenWork) -> str:
    """What the other dentist does from now on, as a question."""
    parts = (
        ("co-signs", work.co_signatures),
        ("supervises", work.supervised),
        ("is the dentist of new notes", work.is_usual_dentist),
    )
    *others, last = (words for words, is_theirs in parts if is_theirs)
    joined = f"{', '.join(others)} and {last}" if others else last
    return f"Who {joined} from now on"


def _unsupervised(people: Sequence[StaffMember], *, can_choose: bool) -> str:
    names = [each.name.full for each in people[:MOST_LISTED]]
    if more := len(people) - len(names):
        names.append(f"{more} more")
    *others, last = names
    told = f"{', '.join(others)} and {last}" if others else last
    rest = " unless you choose one" if can_choose else ""
    return f"{told} will have no supervising dentist{rest}."


def _line(row: NoteRow) -> str:
    day = f"{row.date_of_service:%m/%d/%Y}" if row.date_of_service else ""
    parts = (row.code, row.patient, day, short_words(row.standing))
    return " · ".join(part for part in parts if part)
