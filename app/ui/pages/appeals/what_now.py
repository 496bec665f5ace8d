"""The page "What now?": what a payer's answer means, what would answer it, and the next step.

`denial_ways` shows it for a claim. It changes nothing itself but a follow-up and that something
was sent.
"""

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from app.domain.packs.pack import Sending
from app.domain.payers.payer import AppealKind
from app.domain.reading.dates import read_date, show_date
from app.errors import Failure
from app.services.denials.what_now import Act, WhatNow
from app.services.office.office import Office
from app.ui.dialogs.ask_dialog import AskDialog, AskedFor
from app.ui.models.denial_words import ACTS, GO_ON
from app.ui.page_tools import PageTools
from app.ui.pages.appeals.appeal_asking import ask_kind, ask_sending
from app.ui.pages.appeals.rule_asking import RuleAsking
from app.ui.pages.appeals.what_now_parts import AnsweringPart, NearPart, ReasonsPart, StandingPart
from app.ui.pages.claims.claim_section import words
from app.ui.pages.parts.billing_page import BillingPage
from app.ui.tab_order import order_as_laid_out
from app.ui.theme import Face, Role, Space, dress

_ASK_IN = "t+14"
_NEXT_TIME = "Let the next note ask for it…"


class WhatNowPage(BillingPage):
    """Shows one claim as it stands now; `shown` is what it shows."""

    claim_requested = Signal(str)  # claim id
    appeal_requested = Signal(str, str)  # claim id, appeal id
    fact_requested = Signal(str, str)  # note id, answer path
    document_requested = Signal(str)  # document id
    patient_requested = Signal(str)  # patient id
    card_requested = Signal(str)  # payer card id

    def __init__(
        self, claim_id: str, office: Office, tools: PageTools, parent: QWidget | None = None
    ) -> None:
        super().__init__(tools, parent)
        self._office = office
        self._room = office.billing
        self._claim_id = claim_id
        self.standing = StandingPart(tools, self.page.middle)
        self.reasons = ReasonsPart(self._room.reasons(), self.page.middle)
        self.answering = AnsweringPart(tools, self.page.middle)
        self.near = NearPart(self.page.middle)
        self.acts: dict[Act, QPushButton] = {}
        self.next_time = QPushButton(_NEXT_TIME, self.page.middle)
        self.why_not = words("", self.page.middle, face=Face.CAPTION, tone=Role.MUTED)
        self.rule = RuleAsking(office, tools, self)
        self._row = QHBoxLayout()
        self.shown: WhatNow = self._room.denials.what_now(claim_id)
        self._lay_out()
        self._connect()
        self._show()

    def take_focus(self) -> None:
        """Put the focus on the act that leads on."""
        first = next(iter(self.acts.values()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def reread(self) -> None:
        """Show the claim as it stands now."""
        self.shown = self._room.denials.what_now(self._claim_id)
        self._show()

    def _lay_out(self) -> None:
        column = self.page.column
        self._row.setSpacing(Space.S)
        dress(self.next_time, kind="quiet")
        self.tools.icons.put(self.next_time, "id-card", Role.ACCENT)
        column.addWidget(self.standing)
        column.addLayout(self._row)
        for part in (self.reasons, self.near, self.answering):
            column.addWidget(part)
            part.raise_()  # children in reading order, for Tab
        column.addWidget(self.next_time, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.why_not)
        column.addStretch(1)

    def _connect(self) -> None:
        self.answering.fact_wanted.connect(self.fact_requested)
        self.answering.document_wanted.connect(self.document_requested)
        self.next_time.clicked.connect(lambda _checked: self.rule.ask(self.shown))
        self.rule.kept.connect(self._on_rule)
        self.rule.troubled.connect(lambda sentence: self.notice.say(sentence, Role.BLOCKS))

    def _show(self) -> None:
        shown, claim = self.shown, self.shown.claim
        patient = shown.patient.name.full if shown.patient else "Patient not on file"
        self.head.show_title("What now?", f"Claim {claim.number} · {claim.payer} · {patient}")
        self.standing.show_standing(shown, self._room.today())
        self.reasons.show_reasons(shown)
        self.answering.show_answering(shown)
        self.near.show_near(shown)
        teaches = shown.explained is not None and shown.explained.needs_answer
        self.next_time.setVisible(teaches)
        why_not = self.rule.why_not(shown)
        self.next_time.setEnabled(not why_not)
        self.why_not.setText(why_not)
        self.why_not.setVisible(bool(why_not) and teaches)
        self._show_acts()
        order_as_laid_out(self)

    def _show_acts(self) -> None:
        for button in self.acts.values():
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        while self._row.count():
            self._row.takeAt(0)
        under_way = self._room.appeals.open_one(self.shown.claim) is not None
        self.acts = {}
        for place, act in enumerate(self.shown.acts):
            label, icon = ACTS[act]
            goes_on = under_way and act in (Act.APPEAL, Act.SEND)
            button = QPushButton(GO_ON if goes_on else label, self.page.middle)
            dress(button, kind="primary" if place == 0 else "quiet")
            self.tools.icons.put(button, icon, Role.ON_ACCENT if place == 0 else Role.ACCENT)
            button.clicked.connect(self._doing(act))
            self._row.addWidget(button)
            button.show()
            self.acts[act] = button
        self._row.addStretch(1)

    def _doing(self, act: Act) -> Callable[[bool], None]:
        does: dict[Act, Callable[[], None]] = {
            Act.SEND: self._send,
            Act.TELL_SENT: self._ask_how_sent,
            Act.REPLACE: self._replace,
            Act.APPEAL: self._appeal,
            Act.TRIGGER: self._ask_since,
            Act.ASK: self._ask_when,
            Act.COVERAGE: lambda: self.patient_requested.emit(self.shown.claim.patient),
            Act.CLAIM: lambda: self.claim_requested.emit(self._claim_id),
        }
        return lambda _checked: does[act]()

    def _send(self) -> None:
        if not self._go_on():
            self._begin("documents")

    def _appeal(self) -> None:
        if not self._go_on():
            kinds = self._room.appeals.kinds_for(self.shown.claim)
            ask_kind(kinds, self.shown.claim, self._begin, self)

    def _go_on(self) -> bool:
        """Show the appeal that is under way, if one is."""
        under_way = self._room.appeals.open_one(self.shown.claim)
        if under_way is not None:
            self.appeal_requested.emit(self._claim_id, under_way.id)
        return under_way is not None

    def _begin(self, kind: AppealKind) -> None:
        def begun() -> None:
            _, appeal = self._room.appeals.begin(self.shown.claim, kind)
            self.appeal_requested.emit(self._claim_id, appeal.id)

        self._do(begun)

    def _replace(self) -> None:
        def replaced() -> None:
            begun = self._room.beginning.instead(self.shown.claim, "replacement")
            if begun.claim is None:
                self.notice.say(begun.problem, Role.WARNS)
            else:
                self.claim_requested.emit(begun.claim.id)

        self._do(replaced)

    def _ask_since(self) -> None:
        today, posting = self._room.today(), self.shown.posting
        day = (posting.eob_date if posting else None) or today
        dialog = AskDialog(
            "Since when is the benefit active?",
            "Kept as a benefit check of the coverage, so that the next note finds it.",
            "Keep",
            (
                AskedFor(
                    "day", "Active since", lambda t: read_date(t, today), typed=show_date(day)
                ),
                AskedFor("how", "How that is known", typed=f"EOB of {show_date(day)}"),
            ),
            self,
            record=self.shown.claim.id,
        )
        dialog.answered.connect(self._keep_since)
        dialog.open()

    def _keep_since(self, answers: dict[str, object]) -> None:
        day, how = answers["day"], str(answers["how"])
        assert isinstance(day, dt.date), "read by read_date"

        def kept() -> None:
            self._room.denials.keep_active(self.shown, day, how)
            self.notice.say("Kept with the patient’s benefit checks.", Role.DONE)

        self._do(kept)

    def _ask_when(self) -> None:
        today = self._room.today()
        dialog = AskDialog(
            "Ask the payer later",
            "The claim comes up in the work of that day.",
            "Set the follow-up",
            (AskedFor("day", "On", lambda text: read_date(text, today), typed=_ASK_IN),),
            self,
        )
        dialog.answered.connect(self._follow_up)
        dialog.open()

    def _follow_up(self, answers: dict[str, object]) -> None:
        day = answers["day"]
        assert isinstance(day, dt.date), "read by read_date"

        def set_day() -> None:
            changed = self.shown.claim.model_copy(update={"follow_up": day})
            self._room.claims.change(changed, "follow_up")
            self.reread()
            self.notice.say("The follow-up is set.", Role.DONE)

        self._do(set_day)

    def _ask_how_sent(self) -> None:
        posting = self.shown.posting
        since = posting.at if posting else self._office.clock.utc()
        ask_sending(self._office, "portal", since, self._tell_sent, self, self.shown.claim.id)

    def _tell_sent(self, sending: Sending) -> None:
        def told() -> None:
            self._room.appeals.tell_sent(self.shown.claim, sending)
            self.reread()
            self.notice.say("Recorded. The claim is with the payer again.", Role.DONE)

        self._do(told)

    def _on_rule(self, card_id: str, code: str) -> None:
        ways = (("Open the payer card", lambda: self.card_requested.emit(card_id)),)
        self.notice.say(f"The next {code} note for this payer asks for it.", Role.DONE, ways)

    def _do(self, act: Callable[[], None]) -> None:
        """Do a quick thing; what the disk, a right or another workstation refuses is said here."""
        try:
            act()
        except Failure as failure:
            self.notice.say(self.tools.words.of(failure), Role.BLOCKS)
