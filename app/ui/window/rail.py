"""The rail at the left of the main window: where one can go, and who is at the keyboard."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QMenu, QToolButton, QVBoxLayout, QWidget

from app.services.notes.directory import Directory
from app.ui.actions import Do, keys_words
from app.ui.icons import Icons
from app.ui.theme import Role, Space, dress
from app.ui.window.names_menu import NamesMenu

WIDTH = 88
SPARE = 5
"""Logical pixels of its padding that a button gives up before its word is cut."""

_PLACES: Sequence[tuple[Do, str, str]] = (
    (Do.WORK, "Work", "list-checks"),
    (Do.NOTES, "Notes", "scroll-text"),
    (Do.TO_SIGN, "To sign", "signature"),
    (Do.PATIENTS, "Patients", "users"),
    (Do.PRACTICE, "Practice", "building-2"),
    (Do.PAYER_CARDS, "Payers", "id-card"),
    (Do.CHANNELS, "Channels", "send"),
    (Do.REQUESTS, "Requests", "clipboard-check"),
    (Do.REPORTS, "Reports", "chart-column"),
)
_TOOLS: Sequence[tuple[Do, str, str]] = (
    (Do.PALETTE, "Commands", "list"),
    (Do.SETTINGS, "Settings", "settings"),
    (Do.HELP, "Help", "circle-question-mark"),
    (Do.LOCK, "Lock", "lock"),
)


MakeActions = Callable[[QObject], Sequence[QAction]]


class Rail(QFrame):
    """Buttons of the window's actions; the place one is at is marked."""

    user_chosen = Signal(str)  # staff id

    def __init__(
        self,
        actions: Mapping[Do, QAction],
        directory: Directory,
        user: str,
        icons: Icons,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._directory = directory
        self._own: MakeActions = lambda _parent: ()
        dress(self, surface="rail")
        self.setFixedWidth(WIDTH)
        self._icons = icons
        self._buttons: dict[Do, QToolButton] = {}
        self._has_words = True
        self._needed = 0
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(Space.XS, Space.S, Space.XS, Space.S)
        column.setSpacing(Space.XS // 2)
        for place in _PLACES:
            column.addWidget(self._button(actions, *place))
        column.addStretch(1)
        self._user = self._user_button(user)
        self._names = NamesMenu(self._user)
        column.addWidget(self._user)
        actions[Do.SWITCH_USER].triggered.connect(lambda _checked: self._ask_who(user, by_key=True))
        column.addLayout(self._tools(actions))

    def offer_own(self, make: MakeActions) -> None:
        """Offer below the names what people do for themselves: a PIN, their passphrase."""
        self._own = make

    def show_place(self, place: Do | None) -> None:
        """Mark where one is."""
        for do, button in self._buttons.items():
            button.setChecked(do is place)

    def show_count(self, place: Do, count: str) -> None:
        """Write a count beside the words of a place, as quietly as they are; empty for none."""
        words = next(words for do, words, _icon in _PLACES if do is place)
        button = self._buttons[place]
        button.setText(f"{words} · {count}" if count else words)
        spoken = f"{words}, {count} overdue or due today" if count else words
        button.setAccessibleName(spoken)
        button.setToolTip(f"{spoken} · {keys_words(place)}")

    @property
    def has_words(self) -> bool:
        """Whether the buttons show their words; a low window has room for the icons only."""
        return self._has_words

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Leave the words out where they would be cut; tips and screen readers keep them."""
        super().resizeEvent(event)
        if self._has_words:
            spare = SPARE * len(self._worded)
            self._needed = self._column.sizeHint().height() - spare
        fits = self.height() >= self._needed
        if fits is not self._has_words:
            self._has_words = fits
            style = Qt.ToolButtonStyle
            for button in self.findChildren(QToolButton):
                dress(button, place="" if fits else "low")
            for button in self._worded:
                button.setToolButtonStyle(
                    style.ToolButtonTextUnderIcon if fits else style.ToolButtonIconOnly
                )

    @property
    def _worded(self) -> list[QToolButton]:
        """The buttons with words below their icons; the tools have none."""
        tools = [self._buttons[do] for do, *_ in _TOOLS]
        return [each for each in self.findChildren(QToolButton) if each not in tools]

    def _tools(self, actions: Mapping[Do, QAction]) -> QGridLayout:
        """Two by two and without words: everybody knows them, and places need the room."""
        grid = QGridLayout()
        grid.setSpacing(Space.XS // 2)
        for at, tool in enumerate(_TOOLS):
            button = self._button(actions, *tool)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
            button.setFixedWidth((WIDTH - 2 * Space.XS - grid.spacing()) // 2)
            grid.addWidget(button, *divmod(at, 2))
        return grid

    def _button(self, actions: Mapping[Do, QAction], do: Do, words: str, icon: str) -> QToolButton:
        button = QToolButton(self)
        button.setText(words)
        button.setToolTip(actions[do].toolTip())
        button.setAccessibleName(words)
        button.setCheckable(True)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        button.setIconSize(QSize(20, 20))
        button.setFixedWidth(WIDTH - 2 * Space.XS)
        dress(button, kind="rail")
        self._icons.put(button, icon, Role.MUTED, on_role=Role.ACCENT, size=20)
        button.clicked.connect(lambda: self._on_clicked(do, actions[do]))
        self._buttons[do] = button
        return button

    def _user_button(self, user: str) -> QToolButton:
        """Who is at the keyboard, and whoever else could be."""
        name = self._directory.name_of(user)
        button = QToolButton(self)
        button.setText(name.split(" ")[0])
        button.setToolTip(f"Working as {name}. Press to change. · {keys_words(Do.SWITCH_USER)}")
        button.setAccessibleName(f"Working as {name}")
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        button.setIconSize(QSize(20, 20))
        button.setFixedWidth(WIDTH - 2 * Space.XS)
        dress(button, kind="rail")
        self._icons.put(button, "user", Role.MUTED, size=20)
        button.clicked.connect(lambda _checked: self._ask_who(user))
        return button

    def _ask_who(self, user: str, *, by_key: bool = False) -> None:
        """Open the names beside the rail, ending where their button does.

        Below the button there is no room for them. By key, Enter takes the first.
        """
        menu = self._names
        menu.ensurePolished()  # or its size is another
        self._fill(menu, user)
        corner = self._user.mapToGlobal(self._user.rect().bottomRight())
        highest = self.screen().availableGeometry().top() + Space.S
        top = max(corner.y() - menu.sizeHint().height(), highest)
        menu.popup(QPoint(corner.x() + Space.XS, top))
        if by_key:
            menu.setActiveAction(menu.actions()[0])

    def _fill(self, menu: QMenu, user: str) -> None:
        menu.clear()
        self._directory.refresh()
        for person in self._directory.staff():
            name = person.name.replace("&", "&&")
            action = menu.addAction(f"{name}\t{self._directory.roles_of(person.entry)}")
            action.setCheckable(True)
            action.setChecked(person.entry == user)
            action.triggered.connect(lambda _=False, who=person.entry: self.user_chosen.emit(who))
        if own := self._own(menu):
            menu.addSeparator()
            menu.addActions(own)

    def _on_clicked(self, do: Do, action: QAction) -> None:
        button = self._buttons[do]
        button.setChecked(not button.isChecked())  # `show_place` says where one is, not the click
        action.trigger()
