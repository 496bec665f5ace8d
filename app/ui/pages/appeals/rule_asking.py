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
from app.domain.practice.people import Coverage
from app.domain.reading.dates import show_date
from app.errors import Failure
from app.services.denials.what_now import WhatNow
from app.services.office.office import Office
from app.services.permission import why_not
from app.ui.dialogs.ask_dialog import AskDialog, AskedFor
from app.ui.page_tools import PageTools

_SEVERAL = (
    "Several payer cards bear this payer’s name. Choose one in the patient’s coverage, then come"
    " back."
)
_NO_COVERAGE = "The patient’s page has no coverage by this payer any more."
_NO_CODE = "There is no guide for this code."
_ABOUT = (
    "The next note for this payer asks for the field, with this EOB as the source. Write what to do"
    " in one sentence."
)
_BEGUN = " This payer has no card yet: one is begun with it."


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
        coverage = self._coverage(shown.claim)
        if coverage is None:
            return _NO_COVERAGE
        cards = self._office.cards
        if not cards.of(coverage) and cards.has_several(coverage.payer):
            return _SEVERAL
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
            _ABOUT if self._card(claim) else _ABOUT + _BEGUN,
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
        card, source, cards = self._card(claim), self._source(shown.posting), self._office.cards
        try:
            if card:
                kept = cards.propose_rule(card, code, ask, source)
            else:
                kept = cards.begin_with_rule(claim.payer, code, ask, source)
        except Failure as failure:
            self.troubled.emit(self._tools.words.of(failure))
            return
        self.kept.emit(kept.id, code)

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
        coverage = self._coverage(claim)
        return self._office.cards.of(coverage) if coverage else ""

    def _coverage(self, claim: Claim) -> Coverage | None:
        with self._office.store.reading() as found:
            patient = found.patients.get(claim.patient)
        wanted = (claim.coverage_order, claim.payer)
        coverages = patient.coverages if patient else ()
        return next((each for each in coverages if (each.order, each.payer) == wanted), None)

    def _code(self, claim: Claim) -> str:
        """The first code of the claim that has a guide."""
        codes = (line.code for line in claim.lines)
        return next((code for code in codes if self._office.cards.askable(code)), "")
