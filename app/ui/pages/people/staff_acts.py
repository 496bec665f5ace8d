"""How somebody on the staff signs in, and what a manager can do about it; below their card."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.domain.practice.authority import Right
from app.domain.practice.people import StaffMember
from app.services.people.accounts import AccountStanding
from app.services.permission import why_not
from app.ui.fields.mark import SIZE as GUTTER
from app.ui.icons import Icons
from app.ui.pages.people.staff_asking import StaffWays
from app.ui.theme import Role, Space, dress


class StaffActs(QWidget):
    """`member` is somebody stored; None for a card that was never saved."""

    def __init__(
        self, member: StaffMember | None, ways: StaffWays, icons: Icons, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._icons = icons
        self.buttons: list[QPushButton] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(GUTTER + Space.XS, Space.M, 0, 0)  # as the editors stand
        column.setSpacing(Space.S)
        self.words = QLabel(self)
        self.words.setWordWrap(True)
        dress(self.words, tone=Role.MUTED)
        column.addWidget(self.words)
        self._row = QHBoxLayout()
        self._row.setSpacing(Space.S)
        column.addLayout(self._row)
        if member is None:
            self.words.setText("Save this card first; then an account can be opened.")
            return
        standing = ways.desk.accounts.standing().get(member.id, AccountStanding())
        self.words.setText(_words(member, standing))
        self._offer(member, standing, ways)
        self._row.addStretch(1)
        if not ways.desk.may(Right.EDIT_PEOPLE):
            for button in self.buttons:
                button.setEnabled(False)
                button.setToolTip(why_not(Right.EDIT_PEOPLE))

    def _offer(self, member: StaffMember, standing: AccountStanding, ways: StaffWays) -> None:
        if not member.active:
            self._button("Works here again", "undo-2", lambda: ways.come_back(member))
            return
        if standing.can_sign_in:
            self._button("Forgot the passphrase…", "key-round", lambda: ways.forgot(member))
        else:
            self._button("Open an account…", "user-plus", lambda: ways.open_account(member))
        self._button("Has left…", "log-out", lambda: ways.leave(member))

    def _button(self, words: str, icon: str, act: Callable[[], None]) -> None:
        button = QPushButton(words, self)
        self._icons.put(button, icon)
        button.clicked.connect(act)
        self._row.addWidget(button)
        self.buttons.append(button)


def _words(member: StaffMember, standing: AccountStanding) -> str:
    if not member.active:
        return "Has left. What they wrote and signed stays, and goes on being checked."
    if not standing.can_sign_in:
        return "Cannot sign in yet: an account comes with a passphrase of their own."
    code = " and a code from an authenticator app" if standing.has_code else ""
    return f"Signs in with a passphrase{code}."
