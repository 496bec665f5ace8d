"""The page of payer cards: what each payer wants; cards are written, read from files, exported."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.domain.payers.payer import PayerCard
from app.domain.practice.authority import Right
from app.errors import Failure
from app.services.payers.payer_cards import CardFile, PayerCardDrawer, Standing
from app.services.permission import why_not
from app.ui.file_dialogs import Files
from app.ui.form.focus import focused_in
from app.ui.form.page import Page
from app.ui.pages.parts.file_drop import FileDrop
from app.ui.pages.parts.notice import Notice
from app.ui.pages.parts.page_head import PageHead
from app.ui.pages.parts.page_support import PageSupport
from app.ui.pages.payers.payer_card_box import PayerCardBox
from app.ui.pages.payers.payer_card_shipped import ShippedCards
from app.ui.pages.records.record_session import UNEXPECTED
from app.ui.theme import Face, Role, Space, dress

_INTRO = (
    "What each payer wants, with who says so and when somebody last looked it up. Notes ask for"
    " what a card asks for; claims and appeals go by its deadlines."
)
_NONE_YET = "No payer cards yet. Write one, read one from a file, or add one that ships below."


_CARD_FILES = "Payer cards (*.yaml *.yml);;All files (*)"


class PayerCardPage(QWidget):
    """Every card in words. Files come by the button or are dropped anywhere on the page."""

    closed = Signal()
    saved = Signal(str)  # card id
    problem = Signal(str)
    open_wished = Signal(str)  # card id
    new_wished = Signal()

    def __init__(
        self, drawer: PayerCardDrawer, support: PageSupport, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._drawer = drawer
        self._support = support
        self._boxes: list[PayerCardBox] = []
        head = PageHead(support.icons, self)
        head.show_title("Payer cards", "What each payer wants, and how old that is")
        head.close_wished.connect(self.closed)
        self._page = Page(support.appearance, self)
        middle = self._page.middle
        self.new_button = QPushButton("Write a payer card", middle)
        self._drop = QFrame(middle)
        FileDrop(self, self._drop).dropped.connect(lambda files: self.take(files[0]))
        self.read_button = QPushButton("Read a card from a file…", self._drop)
        self.notice = Notice(support.icons, middle)
        self.problems = QLabel(middle)
        self._none = QLabel(_NONE_YET, middle)
        self._cards = QVBoxLayout()
        self.shipped = ShippedCards(support.icons, middle)
        self.shipped.add_wished.connect(self._keep)
        self._lay_out(head)
        self.show_cards()

    @property
    def boxes(self) -> Sequence[PayerCardBox]:
        """The cards shown, in the order of payers."""
        return self._boxes

    def flush(self) -> bool:
        """Nothing is typed here: there is never anything left to store."""
        return True

    def take_focus(self) -> None:
        """Put the focus on the first card, else on the way to write one."""
        first = self._boxes[0].open_button if self._boxes else self.new_button
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def lock(self) -> None:
        """Let the cards be read and exported, and nothing changed."""
        self.setAcceptDrops(False)
        for button in (self.new_button, self.read_button):
            button.setEnabled(False)
            button.setToolTip(why_not(Right.EDIT_CARDS))
        self.shipped.setEnabled(False)
        self.notice.say(why_not(Right.EDIT_CARDS), Role.SILENT)

    def take(self, path: Path) -> None:
        """Look at a file on a worker; keep its card, or say everything that is to be mended."""
        self._support.run(self, lambda: self._drawer.look(path), self._on_looked, self._on_failed)

    def reread(self) -> None:
        """Show what others kept meanwhile; the focus stays with its card."""
        held = next((box.card.id for box in self._boxes if next(focused_in(box), None)), "")
        try:
            self.show_cards()
        except Failure:
            return  # the server is gone; all is read again when it is back
        for box in self._boxes:
            if box.card.id == held:
                box.open_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_cards(self) -> None:
        """Show the cards that are kept now."""
        for box in self._boxes:
            self._cards.removeWidget(box)
            box.hide()
            box.deleteLater()
        today = self._support.clock.local().date()
        kept = self._drawer.all()
        icons, middle = self._support.icons, self._page.middle
        self._boxes = [PayerCardBox(each, today, icons, middle) for each in kept]
        for box in self._boxes:
            box.open_wished.connect(self.open_wished)
            box.export_wished.connect(self._ask_for_place)
            self._cards.addWidget(box)
            box.show()
        self._none.setVisible(not kept)
        self.shipped.show_files(self._drawer.shipped())
        self.shipped.raise_()  # children in reading order, for Tab
        self._page.order_tab()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _lay_out(self, head: PageHead) -> None:
        dress(self.read_button, kind="quiet")
        self._support.icons.put(self.read_button, "folder-open", Role.ACCENT)
        self.read_button.clicked.connect(self._ask_for_file)
        prompt = QLabel("or drop a file here", self._drop)
        prompt.setWordWrap(True)  # a narrow page would have to be moved sideways
        dress(prompt, face=Face.CAPTION, tone=Role.MUTED)
        row = QHBoxLayout(self._drop)
        row.setContentsMargins(Space.S, Space.S, Space.M, Space.S)
        row.addWidget(self.read_button)
        row.addWidget(prompt, 1)
        self._support.icons.put(self.new_button, "plus")
        self.new_button.clicked.connect(self.new_wished)
        ways = QHBoxLayout()
        ways.setSpacing(Space.M)
        ways.addWidget(self.new_button)
        ways.addWidget(self._drop, 1)
        intro = QLabel(_INTRO, self._page.middle)
        intro.setWordWrap(True)
        dress(intro, tone=Role.MUTED)
        self.problems.setTextFormat(Qt.TextFormat.PlainText)
        self.problems.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.problems.setContentsMargins(Space.M, 0, 0, 0)
        for label in (self.problems, self._none):
            label.setWordWrap(True)
        dress(self._none, tone=Role.MUTED)
        self.problems.hide()
        self._cards.setSpacing(Space.M)
        self._page.column.addWidget(intro)
        self._page.column.addLayout(ways)
        for widget in (self.notice, self.problems, self._none):
            self._page.column.addWidget(widget)
        self._page.column.addLayout(self._cards)
        self._page.column.addWidget(self.shipped)
        self._page.column.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self._page, 1)

    def _ask_for_file(self) -> None:
        self._support.files.ask_for_file(
            Files.CARDS, "Read a payer card", _CARD_FILES, self.take, self
        )

    def export_to(self, card: PayerCard, path: Path) -> None:
        """Write a card to a file, on a worker, and say so."""
        self._support.run(
            self,
            lambda: self._drawer.export(card.id, path),
            lambda _none: self.notice.say(f"{card.payer} is written to a file.", Role.DONE),
            self._on_failed,
        )

    def _ask_for_place(self, card: PayerCard) -> None:
        self._support.files.ask_to_save(
            "Export the payer card",
            f"{card.id}.yaml",
            "Payer cards",
            partial(self.export_to, card),
            self,
            Files.CARDS,
        )

    def _on_looked(self, file: CardFile) -> None:
        self.problems.setVisible(bool(file.problems))
        self.problems.setText("\n".join(file.problems))
        match file.standing:
            case Standing.REFUSED:
                self._refuse(file)
            case Standing.SAME:
                self.notice.say("This card is kept already; nothing changed.")
            case Standing.OLDER:
                assert file.card is not None, "a file that was read holds a card"
                self.notice.say(
                    f"The file is version {file.card.version}; version {file.kept_version} is kept."
                    " Nothing was stored.",
                    Role.WARNS,
                    (("Go back to the older one", lambda: self._keep(file)),),
                )
            case _:
                self._keep(file)

    def _refuse(self, file: CardFile) -> None:
        count = len(file.problems)
        things = "one thing" if count == 1 else f"{count} things"
        sentence = f"The file was not taken, and nothing was stored: {things} to mend."
        self.notice.say(sentence, Role.BLOCKS)
        self.problem.emit(sentence)

    def _keep(self, file: CardFile) -> None:
        self._support.run(
            self,
            lambda: self._drawer.keep(file),
            lambda card: self._on_kept(file, card),
            self._on_failed,
        )

    def _on_kept(self, file: CardFile, card: PayerCard) -> None:
        instead = f" in place of version {file.kept_version}" if file.kept_version else ""
        self.notice.say(f"{card.payer}, version {card.version}, is kept{instead}.", Role.DONE)
        self.show_cards()
        self.saved.emit(card.id)

    def _on_failed(self, error: Exception) -> None:
        sentence = str(error) if isinstance(error, Failure) else UNEXPECTED
        self.notice.say(sentence, Role.BLOCKS)
        self.problem.emit(sentence)
        if not isinstance(error, Failure):
            raise error  # a fault of the program: the excepthook writes it down
