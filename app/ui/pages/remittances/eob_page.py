"""The EOB page: an EOB from paper typed on one screen, its scan beside it, posted on a word.

`remit_ways` shows it. What is typed is kept until it is posted; nothing typed is ever lost.
"""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QMenu,
    QPushButton,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from app.domain.claims.claim import Claim, Posting
from app.domain.ids import new_id
from app.domain.reading.amounts import show_money
from app.domain.reading.dates import show_date
from app.domain.reading.times import show_time
from app.domain.remittances.eob import TypedEob, taking_back
from app.domain.remittances.eob_reading import EobProblem
from app.errors import Failure, StaleRecord
from app.log import Event
from app.services.notes.charting import Clock
from app.services.remittances.eob_entry import EobDesk, EobSheet, mendable, unposted_name
from app.ui.fields.long_text import GrowingText
from app.ui.page_tools import PageTools
from app.ui.pages.documents.document_desk import DocumentDesk
from app.ui.pages.parts.billing_page import BillingPage
from app.ui.pages.remittances.eob_draft import EobDraft, EobKeeping
from app.ui.pages.remittances.eob_fields import EobFields
from app.ui.pages.remittances.eob_grid import EobGrid
from app.ui.pages.remittances.eob_outcome import EobOutcome
from app.ui.pages.remittances.eob_rows import EobRowsModel
from app.ui.pages.remittances.eob_scan import EobScan
from app.ui.pages.remittances.eob_totals import EobLines
from app.ui.theme import Face, Role, Space, dress

_FORM_WIDTH, _SCAN_WIDTH = 800, 380
_NARROW = 1040
"""Logical pixels below which the scan would leave the amounts no room: it is shown on a word."""

_POSTED = "This EOB is posted."
_STALE = "The claim was changed meanwhile. Look at what follows now, then post again."


class EobPage(BillingPage):
    """`sheet` is what it opens with; `desk` posts, `documents` has the patient's scans."""

    posted = Signal(str)  # claim id
    mend_requested = Signal(str, str)  # claim id, posting id

    def __init__(
        self,
        sheet: EobSheet,
        desk: EobDesk,
        documents: DocumentDesk,
        clock: Clock,
        tools: PageTools,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(tools, parent)
        self._desk = desk
        self._clock = clock
        self.claim: Claim = sheet.claim
        self._patient = sheet.patient
        self._is_posting = False
        self._posting_id = new_id()
        self._says_problem = False
        self.draft = EobDraft(sheet.typed, self)
        self.keeping = EobKeeping(desk, lambda: self.claim, self.draft, tools.runner)
        documents.setParent(self)
        self.fields = EobFields(desk.today, tools.icons, self)
        self._model = EobRowsModel(self.draft, desk.today, tools.appearance, self)
        self.grid = EobGrid(self._model, self)
        self.reason = GrowingText(self)
        self.reason.setAccessibleName("Reason as printed")
        self.reason.setPlaceholderText("Word for word: the printed text is the reason")
        self.outcome = EobOutcome(tools.icons, self)
        self.scan = EobScan(documents, tools, self)
        self.shows_scan = QPushButton(" Scan", self)
        self._lay_out()
        self._connect()
        self._show()
        self._say_brought_back(sheet)

    @property
    def typed(self) -> TypedEob:
        """What is typed now."""
        return self.draft.typed

    @property
    def left_name(self) -> str:
        """Under what it is kept what is typed and not posted."""
        return unposted_name(self.claim.id, self.typed.takes_back)

    def flush(self) -> bool:
        """Keep what is typed for the same person; whether nothing gets lost."""
        if self._is_posting:
            return False
        kept = self.keeping.keep_now()
        if not kept:
            self.notice.say("What is typed here could not be kept. Try again.", Role.BLOCKS)
        return kept

    def put_by(self) -> bool:
        """Keep what is typed, also while it is posted: a server that hangs holds up no lock."""
        return self.keeping.keep_now()

    def take_focus(self) -> None:
        """Put the caret into the date of the EOB."""
        self.fields.line("eob_date").setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Show the scan where there is room for both; somebody may still wish it."""
        super().resizeEvent(event)
        is_narrow, was_narrow = self.width() < _NARROW, 0 < event.oldSize().width() < _NARROW
        if is_narrow != was_narrow:
            self.shows_scan.setChecked(not is_narrow)

    def post(self) -> None:
        """Post it on a worker, or say what keeps it from being posted, and go there."""
        problems = self._desk.foresee(self.claim, self.typed).problems
        if problems:
            self._say_problems(problems)
            return
        if self._is_posting:
            return
        self._is_posting = True
        self.keeping.stop()
        self.outcome.post.setEnabled(False)
        desk, claim, typed, posting_id = self._desk, self.claim, self.typed, self._posting_id
        task = self.tools.runner.run(
            lambda _report: desk.post(claim, typed, posting_id), self._on_posted, self._on_failed
        )
        if task is not None:
            self.destroyed.connect(task.drop)

    def _on_posted(self, ended: tuple[Claim | None, tuple[EobProblem, ...]]) -> None:
        self._is_posting = False
        claim, problems = ended
        self.outcome.post.setEnabled(True)
        if claim is None:
            self._say_problems(problems)
            return
        self.keeping.posted()
        show = ("Show the claim", lambda: self.posted.emit(claim.id))
        self.notice.say(_POSTED, Role.DONE, (show,))  # seen where the claim cannot be shown
        self.posted.emit(claim.id)

    def _on_failed(self, error: Exception) -> None:
        self._is_posting = False
        self.outcome.post.setEnabled(True)
        sentence = self.tools.words.of(error, Event.SAVE_FAILED)
        if isinstance(error, StaleRecord):
            self._take_stored_claim()
            self._posting_id = new_id()
            sentence = _STALE
        self.notice.say(sentence, Role.BLOCKS)
        if not isinstance(error, Failure):
            raise error  # a fault of the program: the excepthook writes it down

    def _take_stored_claim(self) -> None:
        try:
            sheet = self._desk.open(self.claim.id, self.typed.takes_back)
        except (Failure, KeyError):
            return  # posting again says what is wrong
        self.claim = sheet.claim
        self._foresee()

    def _edit(self, name: str, value: object) -> None:
        if name == "is_reversal":
            self.draft.edit(taking_back(self.typed, on=bool(value)), name)
        else:
            self.draft.edit(self.typed.model_copy(update={name: value}), name)

    def _show(self) -> None:
        """Show what is typed wherever it is not being typed; what was said of it is over."""
        typed = self.typed
        if self._says_problem:
            self._says_problem = False
            self.notice.say("")
        self.fields.show_typed(typed)
        self.outcome.show_typed(typed)
        if self.reason.toPlainText() != typed.reason:
            self.reason.blockSignals(True)
            self.reason.setPlainText(typed.reason)
            self.reason.blockSignals(False)
        self.scan.show_chosen(typed.evidence)
        self._foresee()

    def _foresee(self) -> None:
        self.outcome.show_foreseen(self._desk.foresee(self.claim, self.typed))

    def _say_problems(self, problems: tuple[EobProblem, ...]) -> None:
        first = problems[0]
        more = f" And {len(problems) - 1} more." if len(problems) > 1 else ""
        ways = (("Go there", lambda: self._go_to(first)),)
        self.notice.say(f"{first.say}{more}", Role.NEEDED, ways)
        self._says_problem = True
        self._go_to(first)

    def _go_to(self, problem: EobProblem) -> None:
        if "/" in problem.cell:
            self.grid.go_to(problem.cell)
        elif problem.cell == "why":
            self.outcome.reason.setFocus(Qt.FocusReason.OtherFocusReason)
        elif problem.cell == "reason":
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.fields.line(problem.cell).setFocus(Qt.FocusReason.OtherFocusReason)

    def _say_brought_back(self, sheet: EobSheet) -> None:
        if sheet.kept_at is None:
            return
        at = sheet.kept_at.astimezone(self._clock.zone)
        when = f"{show_date(at.date())}, {show_time(at.time())}"
        words = f"This was typed on {when} and not posted. It is here again."
        self.notice.say(words, Role.NEEDED, (("Discard it", self._discard),))

    def _discard(self) -> None:
        self.notice.say("")
        self.draft.edit(self._desk.fresh(self.claim, self.typed.takes_back), "all")

    def _connect(self) -> None:
        self.fields.edited.connect(self._edit)
        self.outcome.edited.connect(self._edit)
        self.outcome.post_wished.connect(self.post)
        self.reason.textChanged.connect(lambda: self._edit("reason", self.reason.toPlainText()))
        self.shows_scan.toggled.connect(self.scan.setVisible)
        self.scan.chosen.connect(lambda sha256: self._edit("evidence", sha256))
        self.grid.left.connect(lambda: self.reason.setFocus(Qt.FocusReason.TabFocusReason))
        self.draft.changed.connect(self._show)
        for name in ("eob_date", "received_on", "answer_due", "payer_number", "trace"):
            self.fields.line(name).returnPressed.connect(self.focusNextChild)
        for keys, act in (
            ("Ctrl+Return", self.post),
            ("Ctrl+Enter", self.post),
            ("Ctrl+S", self.flush),
            ("Ctrl+Z", self.draft.undo),
            ("Ctrl+Y", self.draft.redo),
            ("Ctrl+Shift+Z", self.draft.redo),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def _lay_out(self) -> None:
        again = "EOB typed anew" if self.typed.takes_back else "EOB from paper"
        self.head.show_title(
            again, f"Claim {self.claim.number} · {self._patient} · {self.claim.payer}"
        )
        if not self.typed.takes_back and mendable(self.claim):
            mistyped = _mistyped(self.claim, self.mend_requested.emit, self)
            self.head.add_before_close(mistyped)
        body = QSplitter(Qt.Orientation.Horizontal, self)
        body.addWidget(self._form())
        body.addWidget(self.scan)
        body.setChildrenCollapsible(False)
        body.setSizes([_FORM_WIDTH, _SCAN_WIDTH])
        body.setStretchFactor(0, 0)
        body.setStretchFactor(1, 1)
        self.show_wide(body)
        self.shows_scan.setCheckable(True)
        self.shows_scan.setChecked(True)
        self.shows_scan.setToolTip("Show the scan beside what is typed")
        dress(self.shows_scan, kind="quiet")
        self.tools.icons.put(self.shows_scan, "scan-line", Role.ACCENT)
        self.head.add_before_close(self.shows_scan)

    def _form(self) -> QWidget:
        """What is typed, which scrolls where the window is low."""
        form = QWidget(self)
        label = QLabel("Reason as printed", form)
        label.setBuddy(self.reason)
        dress(label, face=Face.LABEL)
        column = QVBoxLayout(form)
        column.setContentsMargins(Space.L, Space.M, Space.M, Space.M)
        column.setSpacing(Space.S)
        lines = EobLines(self.grid, form)
        for widget in (self.fields, lines, label, self.reason):
            column.addWidget(widget)
        column.addStretch(1)
        column.addWidget(self.outcome)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(form)
        lines.stay_in_sight(area)
        return area


def _mistyped(claim: Claim, mend: Callable[[str, str], object], page: QWidget) -> QPushButton:
    """The way to what was posted from paper with a slip in it."""
    button = QPushButton("Mistyped before…", page)
    button.setToolTip("Undo an EOB that was posted with a slip, and type it anew")
    dress(button, kind="quiet")
    menu = QMenu(button)
    for posting in mendable(claim):
        act = menu.addAction(_posting_words(posting))
        act.triggered.connect(lambda _checked, of=posting.id: mend(claim.id, of))
    button.setMenu(menu)
    return button


def _posting_words(posting: Posting) -> str:
    day = show_date(posting.eob_date) if posting.eob_date else "no date"
    paid = show_money(posting.paid) if posting.paid is not None else "nothing said"
    return f"EOB of {day}, paid {paid}"
