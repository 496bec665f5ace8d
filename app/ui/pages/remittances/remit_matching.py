"""What waits for somebody to say whose it is: a list, the judged claim, and claims of ours.

The remittance page has one. A decision is one key; nothing is posted without it.
"""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractItemModel, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from app.domain.remittances.remit_file import WaitingClaim
from app.errors import Failure, StaleRecord
from app.log import Event
from app.services.office.billing_room import BillingRoom
from app.services.remittances.remit_posting import is_postable
from app.services.remittances.remit_waiting import Offer, Unmatched
from app.ui.dialogs.finder import Finder
from app.ui.dialogs.finder_rows import Found
from app.ui.page_tools import PageTools
from app.ui.pages.parts.notice import Notice
from app.ui.pages.parts.row_table import RowTable
from app.ui.pages.remittances.remit_judged import JudgedCard
from app.ui.pages.remittances.remit_rows import OFFERS, WAITING, ColumnsModel, day_words, money
from app.ui.theme import Face, Role, Space, dress

_ROW_HEIGHT = 40
_LIST_WIDTH, _CARD_WIDTH = 380, 780
_LEAST_OFFERED, _MOST_OFFERED = 3 * _ROW_HEIGHT, 6 * _ROW_HEIGHT
_JUDGED, _NUMBER = (1, 320), (2, 640)
"""Columns, and the width in logical pixels below which they would leave the first no room."""

_UNREADABLE = "An amount here could not be read. Ask for the EOB on paper and type it on the claim."
_NOBODY = "No claim of yours agrees. Look for it, or say that it is not yours."
_DECIDED = "Somebody else decided about this one meanwhile."


class _FoldingTable(RowTable):
    """A table that leaves one of its columns out when it gets narrow."""

    def __init__(
        self, model: QAbstractItemModel, name: str, fold: tuple[int, int], parent: QWidget
    ) -> None:
        super().__init__(model, name, _ROW_HEIGHT, parent)
        self._column, self._below = fold
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Go with the room there is."""
        super().resizeEvent(event)
        self.setColumnHidden(self._column, self.width() < self._below)


class RemitMatching(QWidget):
    """`decided` whenever something was posted, said to be not ours, or taken back."""

    decided = Signal()
    claim_requested = Signal(str)  # claim id

    def __init__(self, room: BillingRoom, tools: PageTools, parent: QWidget) -> None:
        super().__init__(parent)
        self._room = room
        self._tools = tools
        self._look: Unmatched | None = None
        self._is_deciding = False
        self.notice = Notice(tools.icons, self)  # the page shows it: this goes with the last one
        self._waiting = ColumnsModel(WAITING, self)
        self.list = _FoldingTable(self._waiting, "Answers that wait", _JUDGED, self)
        self.card = JudgedCard(self)
        self._said = QLabel(self)
        self._said.setWordWrap(True)
        dress(self._said, tone=Role.MUTED)
        self._offers = ColumnsModel(OFFERS, self)
        self.offers = _FoldingTable(self._offers, "Claims it may be about", _NUMBER, self)
        self.this_one = QPushButton(" This one", self)
        self.another = QPushButton("Another claim…", self)
        self.not_ours = QPushButton("Not ours", self)
        self._lay_out()
        self._connect()

    def show_waiting(self, rows: Sequence[WaitingClaim]) -> None:
        """Show what waits; the one looked at stays, or the one that follows it."""
        line = max(0, self.list.currentIndex().row())
        before = self._look.waiting.id if self._look else ""
        self._waiting.put(rows)
        ids = [row.id for row in rows]
        line = ids.index(before) if before in ids else min(line, len(rows) - 1)
        if rows:
            self.list.selectRow(line)
        else:
            self._look = None

    def take_focus(self) -> None:
        """Put the focus on what waits."""
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def post(self, claim_id: str) -> None:
        """Post the one looked at to a claim of ours."""
        self._decide(claim_id)

    def _show_line(self, line: int) -> None:
        if not 0 <= line < len(self._waiting.rows):
            return
        waiting = self._waiting.rows[line]
        try:
            look = self._room.unmatched.look(waiting)
        except Failure as failure:
            self.notice.say(self._tools.words.of(failure), Role.BLOCKS)
            return
        chosen = self._chosen()
        is_same = self._look is not None and self._look.waiting.id == waiting.id
        self._look = look
        self.card.show_waiting(waiting)
        self._offers.put(look.offers)
        postable = is_postable(waiting.judged)
        self._said.setText(_UNREADABLE if not postable else "" if look.offers else _NOBODY)
        self._said.setVisible(bool(self._said.text()))
        self.offers.setVisible(bool(look.offers))
        self.offers.setEnabled(postable)
        for button in (self.this_one, self.another):
            button.setEnabled(postable and (bool(look.offers) or button is self.another))
        ids = [offer.claim.id for offer in look.offers]
        if ids:
            again = is_same and chosen is not None and chosen.claim.id in ids
            self.offers.selectRow(ids.index(chosen.claim.id) if again and chosen else 0)

    def _chosen(self) -> Offer | None:
        line = self.offers.currentIndex().row()
        return self._offers.rows[line] if 0 <= line < len(self._offers.rows) else None

    def _post_chosen(self) -> None:
        offer = self._chosen()
        if offer is not None and self.this_one.isEnabled():
            self.post(offer.claim.id)

    def _decide(self, claim_id: str) -> None:
        """Decide on a worker; an empty id says that it is not ours."""
        if self._look is None or self._is_deciding:
            return
        self._is_deciding = True
        waiting, desk = self._look.waiting, self._room.remittances
        task = self._tools.runner.run(
            lambda _report: desk.decide(waiting.id, claim_id), self._on_decided, self._on_failed
        )
        if task is not None:
            self.destroyed.connect(task.drop)

    def _on_decided(self, waiting: WaitingClaim) -> None:
        self._is_deciding = False
        if waiting.claim:
            ways = (("Show the claim", lambda: self.claim_requested.emit(waiting.claim)),)
            self.notice.say(f"Posted: {money(waiting.judged.paid)} paid.", Role.DONE, ways)
        else:
            ways = (("Undo", lambda: self._withdraw(waiting.id)),)
            self.notice.say("Said to be not ours; nothing was posted.", Role.SILENT, ways)
        self.decided.emit()

    def _withdraw(self, waiting_id: str) -> None:
        desk = self._room.remittances

        def back(_waiting: WaitingClaim) -> None:
            self.notice.say("")
            self.decided.emit()

        task = self._tools.runner.run(
            lambda _report: desk.withdraw(waiting_id), back, self._on_failed
        )
        if task is not None:
            self.destroyed.connect(task.drop)

    def _on_failed(self, error: Exception) -> None:
        self._is_deciding = False
        if isinstance(error, StaleRecord | ValueError | KeyError):
            self.notice.say(_DECIDED, Role.WARNS)
            self.decided.emit()
            return
        self.notice.say(self._tools.words.of(error, Event.SAVE_FAILED), Role.BLOCKS)
        if not isinstance(error, Failure):
            raise error  # a fault of the program: the excepthook writes it down

    def _find(self) -> None:
        """Look for another claim by its number or its patient's name."""
        if self._look is None or not self.another.isEnabled():
            return
        waiting, desk = self._look.waiting, self._room.unmatched

        def find(typed: str) -> Sequence[Found]:
            return [_found(offer) for offer in desk.find(typed, waiting)]

        tools, window = self._tools, self.window()
        finder = Finder(
            "Which claim is it about?",
            "Claim number, or the patient’s name",
            find,
            tools.appearance,
            tools.icons,
            window,
        )
        finder.chosen.connect(lambda offer: self.post(offer.claim.id))
        finder.open_over(window)

    def _connect(self) -> None:
        self.list.selectionModel().currentRowChanged.connect(
            lambda now, _before: self._show_line(now.row())
        )
        self.list.opened.connect(lambda _line: self.offers.setFocus())
        self.offers.opened.connect(lambda _line: self._post_chosen())
        self.this_one.clicked.connect(lambda _checked: self._post_chosen())
        self.not_ours.clicked.connect(lambda _checked: self._decide(""))
        self.another.clicked.connect(lambda _checked: self._find())
        for keys, act in (("Ctrl+Return", self._post_chosen), ("Ctrl+Shift+F", self._find)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)
        leave_out = QShortcut(QKeySequence("Ctrl+Backspace"), self)
        leave_out.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave_out.activated.connect(lambda: self._decide(""))

    def _lay_out(self) -> None:
        dress(self.this_one, kind="primary")
        self._tools.icons.put(self.this_one, "check", Role.ON_ACCENT)
        self.this_one.setToolTip("Post it to the claim chosen above (Enter)")
        self.not_ours.setToolTip("Nothing is posted (Ctrl+Backspace)")
        self.another.setToolTip("Look for another claim (Ctrl+Shift+F)")
        for button in (self.not_ours, self.another):
            dress(button, kind="quiet")
        self.offers.setMinimumHeight(_LEAST_OFFERED)
        self.offers.setMaximumHeight(_MOST_OFFERED)
        question = QLabel("Which of your claims is it?", self)
        dress(question, face=Face.LABEL)
        acts = QHBoxLayout()
        acts.setSpacing(Space.S)
        acts.addWidget(self.this_one)
        acts.addWidget(self.another)
        acts.addWidget(self.not_ours)
        acts.addStretch(1)
        right = QWidget(self)
        beside = QVBoxLayout(right)
        beside.setContentsMargins(Space.M, 0, 0, 0)
        beside.setSpacing(Space.S)
        for widget in (self.card, question, self._said):
            beside.addWidget(widget)
        beside.addWidget(self.offers, 1)
        beside.addLayout(acts)
        beside.addStretch(1)
        scrolling = QScrollArea(self)
        scrolling.setWidgetResizable(True)
        scrolling.setFrameShape(QFrame.Shape.NoFrame)
        scrolling.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scrolling.setWidget(right)
        body = QSplitter(Qt.Orientation.Horizontal, self)
        body.addWidget(self.list)
        body.addWidget(scrolling)
        body.setChildrenCollapsible(False)
        body.setSizes([_LIST_WIDTH, _CARD_WIDTH])
        body.setStretchFactor(0, 1)
        body.setStretchFactor(1, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(body, 1)


def _found(offer: Offer) -> Found:
    claim = offer.claim
    codes = ", ".join(dict.fromkeys(line.code for line in claim.lines))
    detail = f"{claim.number} · {codes} · {day_words(claim.began)}"
    again = "posted already?" if offer.was_posted else ""
    hint = " · ".join(part for part in (money(claim.billed), claim.state.value, again) if part)
    return Found(offer, offer.patient, detail, hint, icon="receipt")
