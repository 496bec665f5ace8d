"""The page of one claim: what is billed, where it stands, what the payer said, what comes next.

`claim_ways` shows it. The next step is the one button that stands out, everything else that may be
done is in the menu beside it.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QLabel,
    QMenu,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from app.domain.claims.claim import SETTLED_STATES, Claim
from app.domain.claims.claim_change import ClaimChange
from app.errors import Failure
from app.services.claims.claim_acts import ASKS, GOES_TO, Act, further_acts, next_step
from app.services.claims.claim_beginning import Begun
from app.services.claims.claim_file import ClaimFile
from app.services.claims.claim_words import state_words
from app.services.office.billing_room import BillingRoom
from app.ui.models.claim_words import STATE_ROLES
from app.ui.page_tools import PageTools
from app.ui.pages.claims.claim_answers import ClaimAnswers, ClaimPatientPart
from app.ui.pages.claims.claim_around import ClaimCoverages, ClaimNotes
from app.ui.pages.claims.claim_before import ClaimBefore
from app.ui.pages.claims.claim_keeping import ClaimEdits, ClaimKeeping
from app.ui.pages.claims.claim_left import ClaimLeft
from app.ui.pages.claims.claim_line_table import ClaimLineTable
from app.ui.pages.claims.claim_numbers import ClaimNumbers
from app.ui.pages.claims.claim_questions import ClaimQuestions
from app.ui.pages.claims.claim_standing import ClaimStandingRow
from app.ui.pages.claims.claim_story import ClaimStory
from app.ui.pages.claims.taking_back import ask_back_posting
from app.ui.pages.parts.billing_page import BillingPage
from app.ui.theme import Role, dress

_LOOK_FIRST = "Look at what stands under “Before it goes” first: mend it, or answer it once."
_LEAVES = (Act.READY, Act.SEND)
_WHICH = ("primary", "secondary", "third")


class ClaimPage(BillingPage):
    """Shows one claim as it is stored, and changes it by one clear act at a time."""

    eob_requested = Signal(str)  # claim id
    what_now_requested = Signal(str)  # claim id
    appeal_requested = Signal(str, str)  # claim id, appeal id or ""
    note_requested = Signal(str)  # note id
    patient_requested = Signal(str)  # patient id
    pack_requested = Signal(str)  # note id
    claim_requested = Signal(str)  # claim id

    def __init__(
        self, claim_id: str, room: BillingRoom, tools: PageTools, parent: QWidget | None = None
    ) -> None:
        super().__init__(tools, parent)
        self._room = room
        self.file: ClaimFile = room.claim_files.open(claim_id)
        changes = room.claim_changes
        self.keeping = ClaimKeeping(self.file.claim, changes, tools, self)
        self._questions = ClaimQuestions(
            lambda: self.file, self.keeping.do, room.clock.utc, room.packs.channels, self
        )
        self.badge = QLabel(self)
        self.step = QPushButton(self)
        self.more = QToolButton(self)
        middle, zone = self.page.middle, room.clock.zone
        self.standing = ClaimStandingRow(middle)
        self.before = ClaimBefore(middle)
        self.lines = ClaimLineTable(tools.icons, middle)
        self.notes = ClaimNotes(tools.icons, zone, middle)
        self.coverages = ClaimCoverages(middle)
        self.answers = ClaimAnswers(middle)
        self.part = ClaimPatientPart(middle)
        self.numbers = ClaimNumbers(middle)
        self.story = ClaimStory(zone, middle)
        self.left = ClaimLeft(self.keeping, self.lines, self.standing, self.notice, changes, tools)
        self._lay_out()
        self._connect()
        self._connect_ways()
        self.show_file()
        self.left.bring_back()

    @property
    def claim(self) -> Claim:
        """The claim as it was stored last."""
        return self.keeping.claim

    @property
    def left_name(self) -> str:
        """Under what it is kept what waits to be done to the claim."""
        return self.left.kept.name

    def flush(self) -> bool:
        """Store what is typed; False when something was refused or cannot be read."""
        self.left.finish_typing()
        is_stored = self.keeping.flush() and not self.left.is_typing
        if is_stored:
            self.left.kept.keep_now()  # that nothing is left
        return is_stored

    def put_by(self) -> bool:
        """Store what is typed, or keep it aside."""
        return self.flush() or self.left.kept.keep_now()

    @property
    def is_away(self) -> bool:
        """Whether it is the server that what is typed here waits for."""
        return self.keeping.is_away

    def reread(self) -> None:
        """Show what others changed, unless something of ours was refused and waits."""
        self.keeping.look_again()

    def take_focus(self) -> None:
        """Put the focus on the next step; a settled claim has none that Enter should take."""
        is_settled = self.claim.state in SETTLED_STATES
        (self.more if is_settled else self.step).setFocus(Qt.FocusReason.OtherFocusReason)

    def do(self, act: Act) -> None:
        """Do an act, asking first for what it needs; what is typed is stored before."""
        if not self.flush():
            self.left.go_to_unread()
            return
        ways: dict[Act, Callable[[], object]] = {
            Act.EOB: lambda: self.eob_requested.emit(self.claim.id),
            Act.WHAT_NOW: lambda: self.what_now_requested.emit(self.claim.id),
            Act.APPEAL: self._appeal,
            Act.SECONDARY: lambda: self._begin(self._room.beginning.secondary),
            Act.REPLACE: lambda: self._begin(
                partial(self._room.beginning.instead, kind="replacement")
            ),
            Act.VOID: lambda: self._begin(partial(self._room.beginning.instead, kind="void")),
        }
        if act in ways:
            ways[act]()
        elif act in _LEAVES and self.before.open:
            self._say(_LOOK_FIRST, Role.WARNS)
            self.before.take_focus()
            self.page.ensureWidgetVisible(self.before)
        elif act in ASKS:
            self._questions.ask_act(act)
        else:
            self.keeping.do(ClaimChange(kind="move", at=self._now(), state=GOES_TO[act]))

    def show_file(self) -> None:
        """Show everything anew; the focus stays where it was."""
        focus: QWidget | None = self.window().focusWidget()  # also while a dialog closes over it
        name = focus.objectName() if focus is not None and self.isAncestorOf(focus) else ""
        self.file = file = self._room.claim_files.open(self.claim.id)
        self.keeping.see(file.claim)
        self._show_head()
        self.standing.show_file(file)
        self.lines.show_claim(file.claim)
        for part in (self.before, self.notes, self.coverages, self.part, self.numbers, self.story):
            part.show_file(file)
        self.answers.show_file(file, self._room.reasons())
        self.part.setVisible(bool(file.claim.postings))
        self._chain_stops()
        self._refocus(name)

    def _chain_stops(self) -> None:
        """Let Tab follow the reading order."""
        QWidget.setTabOrder(self.more, self.step)
        self.page.order_tab(self.step)

    def _refocus(self, name: str) -> None:
        """Put the focus back where it was; where that is gone, on what is next."""
        there = self.findChild(QWidget, name) if name else None
        if there is not None and there is not self.step:
            there.setFocus(Qt.FocusReason.OtherFocusReason)
        elif name and there is None and self.before.open:
            self.before.take_focus()
        elif name:
            self.take_focus()

    def _show_head(self) -> None:
        claim = self.file.claim
        self.head.show_title(*_title(self.file))
        self.badge.setText(state_words(claim.state))
        dress(self.badge, pill=STATE_ROLES[claim.state])
        self.step.setText(next_step(claim).value)
        dress(self.step, kind="" if claim.state in SETTLED_STATES else "primary")
        before: QMenu | None = self.more.menu()
        self.more.setMenu(_menu(further_acts(claim), self.do, self.more))
        if before is not None:
            before.deleteLater()

    def _lay_out(self) -> None:
        self.step.setObjectName("next-step")
        self.more.setObjectName("more")
        self.more.setText("  More")  # apart from its icon
        self.more.setAccessibleName("What else can be done with this claim")
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.tools.icons.put(self.more, "ellipsis")
        self.more.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.badge.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        self.head.add_before_close(self.badge)
        self.head.add_before_close(self.more)
        self.head.add_before_close(self.step)
        for part in self._parts():
            self.page.column.addWidget(part)
            part.raise_()  # children in reading order, for Tab
        self.page.column.addStretch(1)

    def _parts(self) -> Sequence[QWidget]:
        return (
            self.standing,
            self.lines,
            self.before,  # below what is typed: it comes and goes with every fee
            self.answers,
            self.part,
            self.notes,
            self.coverages,
            self.numbers,
            self.story,
        )

    def _connect(self) -> None:
        self.step.clicked.connect(lambda: self.do(next_step(self.claim)))
        for keys, act in (("Ctrl+Return", self._go_on), ("Ctrl+S", self.flush)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)
        self.keeping.kept.connect(lambda _claim: self._on_kept())
        edits = ClaimEdits(self.keeping, self._now)
        self.lines.changed.connect(edits.change_line)
        self.lines.removed.connect(edits.remove_line)
        self.standing.owner_chosen.connect(partial(edits.set_field, "owner"))
        self.standing.follow_up_typed.connect(partial(edits.set_field, "follow_up"))
        self.before.answer_wished.connect(self._questions.ask_answer)
        self.before.fee_wished.connect(self.lines.go_to_fee)
        self.notes.added.connect(
            lambda note: self.keeping.do(ClaimChange(kind="note", at=self._now(), reference=note))
        )
        self.notes.code_wished.connect(self._questions.ask_line)
        self.part.agreement_wished.connect(self._questions.ask_agreement)
        self.part.checked_wished.connect(self._questions.ask_part)

    def _connect_ways(self) -> None:
        """What the parts lead to."""
        for part in (self.lines, self.before, self.notes):
            part.note_requested.connect(self.note_requested)
        self.notes.pack_requested.connect(self.pack_requested)
        self.coverages.claim_requested.connect(self._go_on_to)
        self.coverages.patient_requested.connect(self.patient_requested)
        self.answers.take_back_wished.connect(
            partial(ask_back_posting, self.keeping.do, self._now, self)
        )
        self.answers.appeal_requested.connect(
            lambda appeal: self.appeal_requested.emit(self.claim.id, appeal)
        )

    def _go_on(self) -> None:
        """The next step, from wherever the caret is; a settled claim has none."""
        if self.claim.state not in SETTLED_STATES:
            self.do(next_step(self.claim))

    def _go_on_to(self, claim_id: str) -> None:
        if self.flush():
            self.claim_requested.emit(claim_id)

    def _appeal(self) -> None:
        last = self.claim.appeals[-1].id if self.claim.appeals else ""
        self.appeal_requested.emit(self.claim.id, last)

    def _begin(self, begin: Callable[[Claim], Begun]) -> None:
        try:
            begun = begin(self.claim)
        except Failure as failure:
            begun = Begun(problem=str(failure))
        if begun.claim is None:
            self._say(begun.problem, Role.WARNS)
        else:
            self.claim_requested.emit(begun.claim.id)

    def _on_kept(self) -> None:
        """What troubled is over; what is told of the claim stays while it is typed into."""
        is_step = self.keeping.claim.state is not self.file.claim.state
        self.show_file()
        still_looks = self.notice.text == _LOOK_FIRST and bool(self.before.open)
        if is_step or not (still_looks or self.notice.role is Role.SILENT):
            self._say("")

    def _now(self) -> dt.datetime:
        return self._room.clock.utc()

    def _say(self, sentence: str, role: Role = Role.SILENT) -> None:
        self.notice.say(sentence, role)


def _menu(acts: Sequence[Act], do: Callable[[Act], None], parent: QWidget) -> QMenu:
    menu = QMenu(parent)
    for act in acts:
        menu.addAction(act.value).triggered.connect(lambda _checked, act=act: do(act))
    return menu


def _title(file: ClaimFile) -> tuple[str, str]:
    """Whose claim it is, and which."""
    claim, patient = file.claim, file.patient
    kind = "" if claim.kind == "original" else f"{claim.kind} claim"
    parts = (f"Claim {claim.number}", claim.payer, _WHICH[claim.coverage_order - 1], kind)
    title = patient.name.full if patient else "Patient not found"
    return title, " · ".join(part for part in parts if part)
