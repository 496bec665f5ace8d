"""The page of one appeal: written at the left, the letter as it will print at the right.

`denial_ways` shows it. What is written is stored after a pause and on leaving, put together with
what others wrote, and kept until then; once it was sent it is shown as it went.
"""

import datetime as dt
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QWidget

from app.domain.claims.appeal_joining import same_letter
from app.domain.claims.claim import Appeal, Claim
from app.domain.packs.pack import PackWish, Sending
from app.errors import Failure, StaleRecord
from app.services.cards.appeal_words import appeal_name
from app.services.denials.appeal_file import AppealFile
from app.services.office.office import Office
from app.ui.models.appeal_lines import until_words
from app.ui.page_tools import PageTools
from app.ui.pages.appeals.appeal_asking import ask_outcome, ask_sending, ask_why_dropped
from app.ui.pages.appeals.appeal_form import AppealForm
from app.ui.pages.appeals.appeal_packing import AppealPacking
from app.ui.pages.appeals.appeal_steps import AppealSteps, Step
from app.ui.pages.appeals.appeal_travel import AppealTravel
from app.ui.pages.appeals.appeal_written import CAME_BETWEEN, AppealWritten
from app.ui.pages.appeals.letter_preview import LetterPreview
from app.ui.pages.claims.claim_section import words
from app.ui.pages.packs.pack_columns import PackColumns
from app.ui.pages.parts.billing_page import BillingPage
from app.ui.tab_order import order_as_laid_out
from app.ui.theme import Role

_KEEP_AFTER = 2000
"""Milliseconds without an edit before what is written is kept."""


class AppealPage(BillingPage):
    """`file` is the appeal as it is stored, `appeal` as it is written."""

    document_requested = Signal(str)  # document id
    note_requested = Signal(str)  # note id

    def __init__(
        self,
        claim_id: str,
        appeal_id: str,
        office: Office,
        tools: PageTools,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(tools, parent)
        self._office = office
        self._room = office.billing
        self.file: AppealFile = self._room.appeals.file(claim_id, appeal_id)
        self.appeal: Appeal = self.file.appeal
        self.until = words("", self.page.middle)
        self.form = AppealForm(tools, office.clock.local, self.page.middle)
        self.steps = AppealSteps(tools.icons, self)
        self.preview = LetterPreview(self._room.appeal_packs.render, tools, self)
        self.travel = AppealTravel(tools, self.page.middle)
        self.packing = AppealPacking(office, tools, self.travel, self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_KEEP_AFTER)
        self.written = AppealWritten(
            self.file, lambda: self.appeal, self._room, self.notice, tools, self
        )
        self._lay_out()
        self._connect()
        self._show(self.file)
        if (before := self.written.brought_back()) is not None:
            self._show_written(before)
            self.flush()

    @property
    def claim(self) -> Claim:
        """The claim as it was read or kept last."""
        return self.file.claim

    def take_focus(self) -> None:
        """Put the caret into the request; where nothing is written any more, on the next step."""
        is_open = self.appeal.is_written
        first = self.form.request if is_open else self.steps.next
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def left_name(self) -> str:
        """Under what it is kept what is written and not stored."""
        return self.written.kept.name

    def flush(self) -> bool:
        """Store what is written; whether nothing is left to store."""
        self._timer.stop()
        return self.written.flush()

    def put_by(self) -> bool:
        """Store what is written, or keep it aside."""
        return self.flush() or self.written.kept.keep_now()

    @property
    def is_away(self) -> bool:
        """Whether it is the server that what is written waits for."""
        return self.written.is_away

    def reread(self) -> None:
        """Store what the server was not there to take, and show what others changed meanwhile."""
        self.written.try_again()
        if not self.written.left.is_nothing:
            return
        with suppress(Failure, KeyError):  # gone again, or given up elsewhere: the next save tells
            stored = self._stored_file()
            if stored.claim.version != self.claim.version:
                self._show(stored)

    def _lay_out(self) -> None:
        column = self.page.column
        column.addWidget(self.until)
        column.addWidget(self.form)
        column.addWidget(self.travel)
        column.addStretch(1)
        rule = QFrame(self)
        rule.setProperty("rule", True)
        rule.setFixedHeight(1)
        whole = self.layout()
        assert whole is not None, "made by BillingPage"
        whole.removeWidget(self.page)
        for widget in (PackColumns((self.page,), self.preview, self), rule, self.steps):
            whole.addWidget(widget)
        order_as_laid_out(self)

    def _connect(self) -> None:
        self._timer.timeout.connect(self.flush)
        self.form.edited.connect(self._on_edited)
        self.form.document_opened.connect(self.document_requested)
        self.steps.wished.connect(self._on_step)
        self.travel.mended.connect(self._on_mended)
        self.travel.document_opened.connect(self.document_requested)
        self.packing.made.connect(self._take)
        self.packing.said.connect(self.notice.say)
        self.written.stored.connect(self._take)
        self.written.given_up.connect(self._show_stored)
        for keys, act in (("Ctrl+Return", self.steps.next.click), ("Ctrl+S", self.flush)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def _show_stored(self) -> None:
        """Show the appeal as it is stored now, whatever is written here."""
        self._show(self._stored_file())

    def _stored_file(self) -> AppealFile:
        """The appeal as it is stored now. Raises disk failures."""
        return self._room.appeals.file(self.claim.id, self.appeal.id)

    def _show_written(self, appeal: Appeal) -> None:
        """Show what was written before, and not stored."""
        self.appeal = appeal
        self.form.show_file(replace(self.file, appeal=appeal))
        self.preview.show_letter(self.claim, appeal)

    def _show(self, file: AppealFile) -> None:
        """Show an appeal as it is stored."""
        self.file, self.appeal = file, file.appeal
        self.written.begin(file.appeal)
        patient = file.patient.name.full if file.patient else "Patient not on file"
        self.head.show_title(
            appeal_name(file.appeal), f"Claim {file.claim.number} · {file.claim.payer} · {patient}"
        )
        self.until.setText(until_words(file, self._room.today()))
        self.form.show_file(file)
        self.packing.offer_channels(file.claim, file.appeal)
        self._show_steps()
        self.preview.show_letter(self.claim, self.appeal)

    def _show_steps(self) -> None:
        self.steps.show_steps(self.file, self.appeal)

    def _on_edited(self, name: str, value: object) -> None:
        changes = {name: value, "quotes": ()} if name == "note" else {name: value}
        self.appeal = Appeal.model_validate({**dict(self.appeal), **changes})
        if name == "note" and self.flush():
            self._show(self.file)  # other passages are offered
            return
        self._timer.start()
        self.written.kept.follow()
        self.preview.show_letter(self.claim, self.appeal)

    def _on_step(self, step: Step) -> None:
        acts: dict[Step, Callable[[], Any]] = {
            Step.PACK: self._pack,
            Step.SEND: self._ask_sending,
            Step.DECIDE: lambda: ask_outcome(
                self._room.today(), self._decide, self, self.appeal.id
            ),
            Step.SAVE: self._save_letter,
            Step.SIGN: self._sign,
            Step.DROP: lambda: ask_why_dropped(self._drop, self, self.appeal.id),
            Step.LEAVE: self.leave,
            Step.NOTE: lambda: self.note_requested.emit(self.appeal.note),
        }
        if step is Step.LEAVE or self.flush():
            acts[step]()

    def _pack(self) -> None:
        if self.file.lacks:
            self.notice.say(self.file.lacks, Role.NEEDED)
        else:
            self.packing.lay_out(self.claim, self.appeal)

    def _on_mended(self, wish: PackWish) -> None:
        """Leave out what the mend leaves out, then lay the pack out as it says."""
        left = tuple(each for each in self.appeal.documents if each in wish.documents)
        if left != self.appeal.documents:
            self._on_edited("documents", left)
            if self.flush():
                self._show(self.file)
        if not self.file.lacks:
            self.packing.lay_out(self.claim, self.appeal, wish)

    def _save_letter(self) -> None:
        if self.file.blocked:
            self.notice.say(self.file.blocked, Role.BLOCKS)
        else:
            self.packing.save_letter(self.claim, self.appeal)

    def _ask_sending(self) -> None:
        if self.file.lacks:
            self.notice.say(self.file.lacks, Role.NEEDED)
            return
        since, way = self.appeal.begun_at, self.travel.usual_way
        ask_sending(self._office, way, since, self._send, self, self.appeal.id)

    def _send(self, sending: Sending) -> None:
        self._do(
            lambda: self._room.appeal_packs.send(
                self._room.appeals, self.claim, self.appeal, sending
            ),
            "Recorded as sent. The claim waits for the payer.",
        )

    def _decide(self, outcome: str, on: dt.date, remark: str) -> None:
        self._do(
            lambda: self._room.appeals.decide(self.claim, self.appeal, outcome, on, remark),
            "The outcome is recorded.",
        )

    def _drop(self, why: str) -> None:
        self._do(
            lambda: self._room.appeals.drop(self.claim, self.appeal, why),
            "Given up. Another appeal of this claim can be begun.",
        )

    def _sign(self) -> None:
        self._do(
            lambda: self._room.appeals.sign(self.claim, self.appeal),
            "Your drawn signature stands under the letter. Any change takes it off.",
        )

    def _do(self, act: Callable[[], Claim], said: str) -> None:
        try:
            claim = act()
        except Failure as failure:
            self.written.say_failure(failure)
            if isinstance(failure, StaleRecord):
                self._show_stored()
            return
        except ValueError:  # a restriction or another's act came while a dialog was open
            self.file = self._stored_file()
            self._show_steps()
            self.notice.say(self.file.lacks or CAME_BETWEEN, Role.BLOCKS)
            return
        self._take(claim)
        self.notice.say(said, Role.DONE)

    def _take(self, claim: Claim) -> None:
        """Go on with the claim as it was kept; the form stays, unless others wrote too."""
        written, was_written = self.appeal, self.file.appeal.is_written
        self.file = self._room.appeals.file(claim.id, written.id)
        self.appeal = self.file.appeal
        self.written.begin(self.appeal)
        if was_written != self.appeal.is_written or not same_letter(written, self.appeal):
            self._show(self.file)
        else:
            self.until.setText(until_words(self.file, self._room.today()))
            self._show_steps()
            self.preview.show_letter(self.claim, self.appeal)
