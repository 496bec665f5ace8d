"""Records in a list of cards: each opens in place to its editors; checks and directory use it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.domain.guides.guide import Severity
from app.rules.open_item import OpenItem
from app.services.notes.answer_reading import Raw
from app.services.records.records import AnyRecord
from app.ui.form.focus import focused_in
from app.ui.form.page import Page
from app.ui.form.row_head import RowHead
from app.ui.pages.parts.page_support import PageSupport
from app.ui.pages.records.record_fields import RecordFields
from app.ui.pages.records.record_session import RecordSession, Standing
from app.ui.theme import Face, Role, Space, dress

_AROUND = 48
"""Logical pixels kept visible around the field that has the caret."""


@dataclass(frozen=True, slots=True)
class CardWords:
    """What a card says while it is closed: a name, the rest in a line, a warning or none."""

    name: str
    words: str
    remark: str = ""


SayCard = Callable[[AnyRecord | None], CardWords]
OpenSession = Callable[[AnyRecord | None, QWidget], RecordSession]
MakeActs = Callable[[RecordSession, QWidget], QWidget]
"""Makes what stands below a card's editors: what can be done with the record."""


class RecordCard(QFrame):
    """One record. Its editors are made when the card is first opened."""

    grew = Signal()
    opened = Signal(object)  # the card itself, with the caret in it

    def __init__(
        self,
        session: RecordSession,
        say: SayCard,
        support: PageSupport,
        parent: QWidget,
        acts: MakeActs | None = None,
    ) -> None:
        super().__init__(parent)
        self.session = session
        self._say = say
        self._support = support
        self._acts = acts
        self._fields: RecordFields | None = None
        self._body: QWidget | None = None
        self._offered: QWidget | None = None
        self._is_locked = False
        dress(self, surface="card")
        self.head = RowHead(support.appearance, support.icons, self)
        self.head.toggled.connect(self._on_toggled)
        self._remark = QLabel(self)
        self._remark.setWordWrap(True)
        self._remark.setContentsMargins(Space.XXL, 0, Space.L, Space.S)
        dress(self._remark, face=Face.CAPTION, tone=Role.WARNS)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(1, 1, 1, 1)
        self._column.setSpacing(0)
        self._column.addWidget(self.head)
        self._column.addWidget(self._remark)
        session.changed.connect(self.refresh)
        session.stored.connect(self._offer)
        self.refresh()

    @property
    def remark(self) -> str:
        """The warning shown; empty when there is none."""
        return "" if self._remark.isHidden() else self._remark.text()

    def lock(self) -> None:
        """Take no typing; the card still opens to be read."""
        self._is_locked = True
        if self._body is not None:
            self._body.setEnabled(False)

    def refresh(self) -> None:
        """Show name, summary and what is open anew."""
        said = self._say(self.session.record)
        items = self.session.bridge.state.open_items
        shown = (*items, _as_item(said.remark)) if said.remark else tuple(items)
        words = said.words
        if self.session.standing in (Standing.UNSAVED, Standing.REFUSED, Standing.STALE):
            words = " · ".join(part for part in ("Not saved yet", words) if part)
        self.setAccessibleName(said.name)
        self.head.show_row(said.name, words, shown)
        self._remark.setText(said.remark)
        self._remark.setVisible(bool(said.remark))

    def go_to(self, path: str = "") -> None:
        """Open the card with the caret in a field, by its path; else in the first."""
        self.head.setChecked(True)
        assert self._fields is not None, "an open card has editors"
        first = next(iter(self.session.bridge.guide.fields))
        editor = self._fields.binder.editor(path) or self._fields.binder.editor(first)
        if editor is not None:
            reason = Qt.FocusReason.ShortcutFocusReason  # what a line holds is typed over
            editor.focus_widget().setFocus(reason)
        self.opened.emit(self)

    def _on_toggled(self, opened: bool) -> None:
        if opened and self._body is None:
            self._build()
        if self._body is not None:
            self._body.setVisible(opened)

    def _build(self) -> None:
        self._body = QWidget(self)
        self._fields = RecordFields(self.session, self._support, self.grew.emit, self)
        column = QVBoxLayout(self._body)
        column.setContentsMargins(Space.M, Space.S, Space.L, Space.M)
        for section in self.session.bridge.guide.sections:
            column.addWidget(self._fields.box(section, self._body))
        self._body.setEnabled(not self._is_locked)
        self._column.addWidget(self._body)
        self._offer()

    def _offer(self) -> None:
        """Offer what can be done with the record as it is stored now."""
        if self._body is None:
            return
        if self._acts is not None:
            before, self._offered = self._offered, self._acts(self.session, self._body)
            if before is not None:
                before.hide()
                before.deleteLater()
            column = self._body.layout()
            assert column is not None, "the body was laid out when it was made"
            column.addWidget(self._offered)
        self.grew.emit()


class RecordCards(QWidget):
    """A list of cards and the button that adds one. `came` tells the page of a new session."""

    came = Signal(object)  # RecordSession
    grew = Signal()
    opened = Signal(object)  # the card that was gone to

    def __init__(
        self,
        add_words: str,
        open_session: OpenSession,
        say: SayCard,
        support: PageSupport,
        parent: QWidget,
        acts: MakeActs | None = None,
    ) -> None:
        super().__init__(parent)
        self._open_session = open_session
        self._say = say
        self._support = support
        self._acts = acts
        self._cards: list[RecordCard] = []
        self._is_locked = False
        self.add_button = QPushButton(add_words, self)
        support.icons.put(self.add_button, "plus")
        self.add_button.clicked.connect(self._on_add_clicked)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.S)
        self._ways = QHBoxLayout()
        self._ways.setSpacing(Space.S)
        self._ways.addWidget(self.add_button)
        self._ways.addStretch(1)
        self._column.addLayout(self._ways)

    @property
    def cards(self) -> Sequence[RecordCard]:
        """The cards, in the order shown."""
        return self._cards

    def add_way(self, button: QPushButton) -> None:
        """Put another way to begin before the one to add a record."""
        self._ways.insertWidget(0, button)
        button.stackUnder(self.add_button)  # children in reading order, for Tab

    def sessions(self) -> Iterator[RecordSession]:
        """The records being edited."""
        return (card.session for card in self._cards)

    def show_records(self, records: Sequence[AnyRecord]) -> None:
        """Show these, each closed, in place of all that was shown."""
        for card in list(self._cards):
            self._take_out(card)
        for record in records:
            self._put(len(self._cards), record)
        self.grew.emit()

    def show_more(self, records: Mapping[str, AnyRecord]) -> None:
        """Put a closed card at the top for each, by its id, that others made meanwhile."""
        shown = {session.record_id for session in self.sessions()}
        for record in reversed([records[each] for each in records if each not in shown]):
            self._put(0, record)
        self.grew.emit()

    def refresh(self) -> None:
        """Let every card say itself anew."""
        for card in self._cards:
            card.refresh()

    def lock(self) -> None:
        """Let nobody type into the cards or add one; they still open to be read."""
        self._is_locked = True
        self.add_button.setEnabled(False)
        for card in self._cards:
            card.lock()

    def renew(self) -> None:
        """Make every card anew, since what it offers changed; one being typed in stays."""
        in_use = self.session_in_use()
        for at, card in enumerate(list(self._cards)):
            if card.session is not in_use and card.session.is_saved:
                was_open = card.head.isChecked()
                self._take_out(card)
                self._put(at, card.session.record).head.setChecked(was_open)
        self.grew.emit()

    def add(self, path: str = "", known: Mapping[str, Raw] | None = None) -> RecordCard:
        """Open a card for a new record at the top, with the caret in it; `known` is filled in."""
        card = self._put(0, None)
        if known:
            card.session.bridge.set_answers(known)
        self.grew.emit()
        card.go_to(path)
        return card

    def show_first(self, record: AnyRecord) -> RecordCard:
        """Open a card for a record that was stored elsewhere, at the top, with the caret in it."""
        card = self._put(0, record)
        self.grew.emit()
        card.go_to()
        return card

    def card_of(self, session: RecordSession) -> RecordCard | None:
        """The card of a record."""
        return next((card for card in self._cards if card.session is session), None)

    def session_in_use(self) -> RecordSession | None:
        """The record whose card has the focus."""
        around = set(focused_in(self))
        return next((card.session for card in self._cards if card in around), None)

    def reopen(self, session: RecordSession) -> None:
        """Show what is stored in place of what was typed; a new record's card goes."""
        card = self.card_of(session)
        if card is None:
            return
        at = self._cards.index(card)
        self._take_out(card)
        self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)
        if session.record is not None:
            self._put(at, session.record).go_to()
        self.grew.emit()

    def _on_add_clicked(self) -> None:
        self.add()

    def _take_out(self, card: RecordCard) -> None:
        self._cards.remove(card)
        self._column.removeWidget(card)
        card.hide()
        card.deleteLater()

    def _put(self, at: int, record: AnyRecord | None) -> RecordCard:
        session = self._open_session(record, self)
        card = RecordCard(session, self._say, self._support, self, self._acts)
        if self._is_locked:
            card.lock()
        card.grew.connect(self.grew)
        card.opened.connect(self.opened)
        session.replaced.connect(lambda _record: self.reopen(session))
        self._cards.insert(at, card)
        self._column.insertWidget(at + 1, card)
        for each in self._cards:  # children in reading order, for Tab
            each.raise_()
        card.show()
        self.came.emit(session)
        return card


def bring_up(card: QWidget, page: Page) -> None:
    """Scroll so that a card just opened begins at the top, and the caret in it can be seen."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    top = card.mapTo(page.middle, card.rect().topLeft()).y()
    page.verticalScrollBar().setValue(top - Space.L)
    if focus := next(focused_in(card), None):
        page.ensureWidgetVisible(focus, 0, _AROUND)


def _as_item(remark: str) -> OpenItem:
    """A remark as the head of a card draws it: a warning."""
    return OpenItem("remark", "remark", "", "", Severity.WARNS, frozenset(), remark, "", None)
