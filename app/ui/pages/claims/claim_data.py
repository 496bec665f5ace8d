"""The page of claim data: what goes into which box of a claim, shaped by channel, to be copied."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from app.domain.packs.channel import Channel
from app.services.claims.claim_desk import ClaimCard, ClaimLook
from app.ui import clipboard
from app.ui.fields.drop_down import DropDown
from app.ui.form.page import Page
from app.ui.page_tools import PageTools
from app.ui.pages.parts.copy_card import CopyCard, step_among
from app.ui.pages.parts.notice import Notice
from app.ui.pages.parts.page_head import PageHead
from app.ui.pages.parts.tab_keys import turn_by_keys
from app.ui.theme import Face, Role, Space, dress

_TABS = ("Electronic claim", "Items of the claim form")
_FORM_INTRO = (
    "By the item numbers of the ADA Dental Claim Form, 2024, in our own words. This is no copy of"
    " the form."
)
_NO_CHANNEL = "Not decided: electronic"


class ClaimDataPage(QWidget):
    """Shows one look at a note. `print_wished` asks for the sheet on paper."""

    closed = Signal()
    print_wished = Signal()

    def __init__(self, look: ClaimLook, tools: PageTools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._typed: dict[str, str] = {}  # numbers by channel id, so that going back loses none
        self._head = PageHead(tools.icons, self)
        self._head.show_title("Claim data", look.title)
        self.print_button = QPushButton("Print…", self)
        self.channel = DropDown(self)
        self.number = QLineEdit(self)
        self._number_label = QLabel("Attachment number", self)
        self.capitals = QCheckBox("Capital letters only", self)
        self.trouble = QLabel(self)
        self.restricted = Notice(tools.icons, self)
        self.restricted.say(look.restricted, Role.BLOCKS)
        self.tabs = QTabBar(self)
        self._stack = QStackedWidget(self)
        self._pages = tuple(Page(tools.appearance, self) for _ in _TABS)
        self.cards: tuple[list[CopyCard], list[CopyCard]] = ([], [])
        self._lay_out(tools)
        self._connect()
        self._on_channel()

    def flush(self) -> bool:
        """Nothing here is stored: there is never anything left to store."""
        return True

    def take_focus(self) -> None:
        """Put the focus on the choice of the channel."""
        self.channel.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _lay_out(self, tools: PageTools) -> None:
        tools.icons.put(self.print_button, "printer")
        self._head.add_before_close(self.print_button)
        for title in _TABS:
            self.tabs.addTab(title)
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setAccessibleName("Parts of the claim data")
        for page in self._pages:
            page.column.setSpacing(Space.M)
            self._stack.addWidget(page)
        intro = QLabel(_FORM_INTRO, self._pages[1].middle)
        intro.setWordWrap(True)
        dress(intro, tone=Role.MUTED)
        self._pages[1].column.addWidget(intro)
        for page in self._pages:
            page.column.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addLayout(self._choices())
        column.addWidget(self.tabs)
        column.addWidget(self._stack, 1)

    def _choices(self) -> QVBoxLayout:
        self.channel.addItem(_NO_CHANNEL, "")
        for channel in self._look.channels:
            self.channel.addItem(channel.title, channel.id)
        self.channel.setCurrentIndex(max(self.channel.findData(self._look.last_channel), 0))
        self.channel.setMinimumContentsLength(24)
        self.channel.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        channel_label = QLabel("Channel", self)
        for label, buddy in ((channel_label, self.channel), (self._number_label, self.number)):
            label.setBuddy(buddy)
            dress(label, face=Face.LABEL)
        self.capitals.setToolTip("Some clearinghouses take no small letters")
        self.trouble.setWordWrap(True)
        dress(self.trouble, face=Face.CAPTION, tone=Role.WARNS)
        row = QHBoxLayout()
        row.setSpacing(Space.L)
        for label, field, stretch in (
            (channel_label, self.channel, 3),
            (self._number_label, self.number, 2),
        ):
            pair = QVBoxLayout()
            pair.setSpacing(Space.XS)
            pair.addWidget(label)
            pair.addWidget(field)
            row.addLayout(pair, stretch)
        row.addWidget(self.capitals, 0, Qt.AlignmentFlag.AlignBottom)
        row.addStretch(1)
        column = QVBoxLayout()
        column.setContentsMargins(Space.L, Space.M, Space.L, Space.S)
        column.setSpacing(Space.XS)
        column.addWidget(self.restricted)
        column.addLayout(row)
        column.addWidget(self.trouble)
        return column

    def _connect(self) -> None:
        self._head.close_wished.connect(self.closed)
        self.print_button.clicked.connect(self.print_wished)
        self.tabs.currentChanged.connect(self._stack.setCurrentIndex)
        turn_by_keys(self.tabs, self, self._enter_tab)
        self.channel.currentIndexChanged.connect(self._on_channel)
        self.number.textEdited.connect(self._on_number)
        self.capitals.toggled.connect(self._show)

    def _enter_tab(self) -> None:
        self._pages[self.tabs.currentIndex()].take_focus()

    @property
    def _chosen(self) -> Channel | None:
        wanted = self.channel.currentData()
        return next((each for each in self._look.channels if each.id == wanted), None)

    def _on_channel(self) -> None:
        channel = self._chosen
        has_number = channel is None or channel.number.used
        from_service = channel is not None and channel.number.issued_by == "service"
        self._number_label.setText(
            "Number the service gave" if from_service else "Attachment number"
        )
        known = self._look.number(channel)
        self.number.setText(self._typed.get(channel.id if channel else "", known))
        self.number.setEnabled(has_number)
        self.number.setPlaceholderText("" if has_number else "None: sent when the payer asks")
        if not has_number:
            self.number.clear()
        self._show()

    def _on_number(self, text: str) -> None:
        self._typed[self.channel.currentData()] = text
        self._show()

    def _show(self) -> None:
        upper = self.capitals.isChecked()
        data = self._look.shaped(self._chosen, self.number.text(), upper=upper)
        self.trouble.setText(data.number_trouble)
        self.trouble.setVisible(bool(data.number_trouble))
        for which, cards in enumerate((data.electronic, data.form)):
            self._show_cards(which, cards)

    def _copy(self, text: str) -> None:
        """Put a text on the clipboard; only the last one copied says so."""
        for card in (*self.cards[0], *self.cards[1]):
            card.say_copy()
        clipboard.put(text)

    def _show_cards(self, which: int, cards: Sequence[ClaimCard]) -> None:
        page, shown = self._pages[which], self.cards[which]
        while len(shown) < len(cards):
            card = CopyCard(self._copy, page.middle)
            card.stepped.connect(lambda button, step: step_among(shown, button, step))
            page.column.insertWidget(page.column.count() - 1, card)
            shown.append(card)
        for card, content in zip(shown, cards, strict=False):
            card.show_card(content)
        for at, card in enumerate(shown):
            card.setVisible(at < len(cards))
        for before, after in pairwise(page.stops()):
            QWidget.setTabOrder(before, after)
