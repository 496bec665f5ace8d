"""A denial teaches the form: asks which field the next note needs, and puts it on the payer card.

"What now?" offers it. The EOB is the source, so that everybody who is
asked for the field later sees why.
"""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.domain.claims.claim import Claim, Posting
from app.domain.guides.paths import template_of
from app.domain.payers.payer import CardAsk, CardSource
from app.domain.practice.authority import Right
from app.domain.reading.dates import show_date
from app.errors import Failure
from app.services.denials.what_now import WhatNow
from app.services.office.office import Office
from app.services.permission import why_not
from app.ui.dialogs.ask_dialog import AskDialog, AskedFor
from app.ui.page_tools import PageTools

_NO_CARD = (
    "The patient’s coverage names no payer card. Write one under Payers if there is none, choose it"
    " in the coverage, then come back."
)
_NO_CODE = "There is no guide for this code."
_ABOUT = (
    "The next note for this payer asks for the field, with this EOB as the source. Write what to do"
    " in one sentence."
)


class RuleAsking(QObject):
    """`kept` carries the card and the code; `troubled` says why nothing was kept."""

    kept = Signal(str, str)
    troubled = Signal(str)

    def __init__(self, office: Office, tools: PageTools, page: QWidget) -> None:
        super().__init__(page)
        self._office = office
        self._tools = tools
        self._page = page

    def why_not(self, shown: WhatNow) -> str:
        """Why nothing can be proposed now; empty when it can."""
        if not self._card(shown.claim):
            return _NO_CARD
        if not self._office.may(Right.EDIT_CARDS):
            return why_not(Right.EDIT_CARDS)
        return "" if self._code(shown.claim) else _NO_CODE

    def ask(self, shown: WhatNow) -> AskDialog:
        """Open the dialog; what lacked in the note is offered first."""
        claim, code = shown.claim, self._code(shown.claim)
        fields = self._office.cards.askable(code)
        told = (template_of(each.path) for each in shown.answering)  # what lacks comes first
        first = next((path for path in told if path in fields), next(iter(fields), ""))
        because = f"{claim.payer} did not pay {code} without it."
        dialog = AskDialog(
            f"Let the next {code} note ask for it",
            _ABOUT,
            "Put it on the payer card",
            (
                AskedFor("field", "Field of the form", choices=fields, typed=first),
                AskedFor("say", "What to do", hint="Example: Enter the length of the call."),
                AskedFor("because", "Why", typed=because),
            ),
            self._page,
            record=claim.id,
        )
        dialog.answered.connect(lambda answers: self._keep(shown, answers))
        dialog.open()
        return dialog

    def _keep(self, shown: WhatNow, answers: dict[str, object]) -> None:
        claim, code = shown.claim, self._code(shown.claim)
        ask = CardAsk(
            field=str(answers["field"]), say=str(answers["say"]), because=str(answers["because"])
        )
        card, source = self._card(claim), self._source(shown.posting)
        try:
            self._office.cards.propose_rule(card, code, ask, source)
        except Failure as failure:
            self.troubled.emit(self._tools.words.of(failure))
            return
        self.kept.emit(card, code)

    def _source(self, posting: Posting | None) -> CardSource:
        today = self._office.clock.local().date()
        day = (posting.eob_date if posting else None) or today
        # The document leads to the claim; a card may be exported, so no claim number stands on it.
        return CardSource(
            title=f"EOB of {show_date(day)}",
            authority="payer",
            checked=today,
            evidence=posting.evidence if posting else "",
        )

    def _card(self, claim: Claim) -> str:
        """The card that the coverage has now: the one a new note is judged by."""
        with self._office.store.reading() as found:
            patient = found.patients.get(claim.patient)
            coverages = patient.coverages if patient else ()
            wanted = (claim.coverage_order, claim.payer)
            of_it = (found.payer_cards.of(c) for c in coverages if (c.order, c.payer) == wanted)
            card = next(of_it, None)
        return card.id if card else ""

    def _code(self, claim: Claim) -> str:
        """The first code of the claim that has a guide."""
        codes = (line.code for line in claim.lines)
        return next((code for code in codes if self._office.cards.askable(code)), "")
