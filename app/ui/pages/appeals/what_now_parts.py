"""The parts of the page "What now?": how the claim stands, the reasons, what answers them.

`what_now` fills them anew whenever the claim changed.
"""

import datetime as dt
from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.claims.claim import OPEN_STATES, ClaimState
from app.domain.claims.reason import Reason, Reasons, ReasonSource, Way
from app.domain.reading.amounts import show_money
from app.domain.reading.dates import show_date
from app.services.claims.reasons import Explained, LineSaid, Said
from app.services.denials.answering import Answering, Paper
from app.services.denials.what_now import WhatNow
from app.ui.fields.picture import Picture
from app.ui.models.denial_words import (
    MEANS,
    MEDICAID,
    NOT_JUDGED,
    SETTLED,
    STANDING_ROLES,
    WAYS,
    WITH_PAYER,
    clock_role,
    clock_words,
    state_words,
)
from app.ui.page_tools import PageTools
from app.ui.pages.claims.claim_section import ClaimSection, link, pill, words
from app.ui.theme import Face, Role, Space, dress

_NO_APPEAL = "There are no appeal rights for it: send a new claim."
_REVIEW = "The patient is under 21 and has Medicaid: ask for the medical-necessity (EPSDT) review."


class StandingPart(QFrame):
    """How the claim stands in one word and a sentence, what was printed, what runs out."""

    def __init__(self, tools: PageTools, parent: QWidget) -> None:
        super().__init__(parent)
        self._icons = tools.icons
        self.badge = pill("", Role.SILENT, self)
        self.clock = words("", self)
        self.means = words("", self)
        self.printed = words("", self, face=Face.LEAD)
        self.todo = words("", self)
        self.medicaid = words(MEDICAID, self, face=Face.CAPTION, tone=Role.WARNS)
        head = QHBoxLayout()
        head.setSpacing(Space.M)
        head.addWidget(self.badge, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.clock, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        column.setSpacing(Space.S)
        column.addLayout(head)
        for widget in (self.means, self.printed, self.todo, self.medicaid):
            column.addWidget(widget)
        dress(self, surface="card")

    def show_standing(self, shown: WhatNow, today: dt.date) -> None:
        """Show it as of today."""
        state = shown.claim.state
        self.badge.setText(state_words(state))
        dress(self.badge, pill=STANDING_ROLES.get(state, Role.SILENT))
        self.clock.setText(clock_words(shown.clock, today) if shown.clock else "")
        if shown.clock:
            dress(self.clock, tone=clock_role(shown.clock.due, today))
        self.means.setText(_means(shown))
        printed = shown.explained.printed if shown.explained else ""
        self.printed.setText(f"“{printed}”")
        self.printed.setVisible(bool(printed))
        told = " ".join(_todo(shown.explained)) if shown.explained and _is_ours(state) else ""
        self.todo.setText(told)
        self.todo.setVisible(bool(told))
        self.medicaid.setVisible(shown.is_medicaid)


class ReasonsPart(ClaimSection):
    """Line by line: what was paid, and each reason with its meaning and where that comes from."""

    def __init__(self, reasons: Reasons, parent: QWidget) -> None:
        super().__init__("What the payer said", parent)
        self._reasons = reasons

    def show_reasons(self, shown: WhatNow) -> None:
        """Show the last judgment."""
        self.clear()
        lines = shown.explained.lines if shown.explained else ()
        self.setVisible(bool(lines))
        for line in lines:
            self._show_line(line)

    def _show_line(self, line: LineSaid) -> None:
        title = words(_line_words(line), self.frame, face=Face.LABEL)
        standing = line.standing
        role = STANDING_ROLES.get(standing, Role.SILENT) if standing else Role.DONE
        badge = pill(state_words(standing) if standing else "Ordinary", role, self.frame)
        self.put_row(title, badge)
        for said in line.said:
            self._show_reason(said)
        for remark in line.remarks:
            self._show(f"Remark {remark.code}", remark.words, remark.reason)

    def _show_reason(self, said: Said) -> None:
        amount = show_money(said.adjustment.amount)
        group = self._reasons.group(said.adjustment.group)
        is_asked = said.reason is not None and said.reason.way is Way.DOCUMENT
        tells_whose = group is not None and said.is_unusual and not is_asked
        means = f"{said.words} {group.means}" if group and tells_whose else said.words
        self._show(f"{said.label} · {amount}", means, said.reason)

    def _show(self, label: str, means: str, reason: Reason | None) -> None:
        name = words(label, self.frame)
        name.setFixedWidth(_LABEL_WIDTH)
        text = words(means, self.frame)
        source = self._reasons.source_of(reason) if reason else None
        text.setToolTip(_source_words(source) if source else "")
        self.put_row(name, text)


class AnsweringPart(ClaimSection):
    """What the notes lack and have, and the papers; each leads to where it is."""

    fact_wanted = Signal(str, str)  # note id, answer path
    document_wanted = Signal(str)  # document id

    def __init__(self, tools: PageTools, parent: QWidget) -> None:
        super().__init__("What answers it", parent)
        self._icons = tools.icons

    def show_answering(self, shown: WhatNow) -> None:
        """Show what is not there first."""
        self.clear()
        self.setVisible(bool(shown.answering or shown.papers))
        for fact in shown.answering:
            self._show_fact(fact)
        for paper in shown.papers:
            self._show_paper(paper)

    def _show_fact(self, fact: Answering) -> None:
        text = words(f"{fact.label} ({fact.code}): {fact.text}", self.frame)
        text.setToolTip(" ".join(part for part in (fact.why, fact.source) if part))
        go = link(
            "Show in the note",
            f"fact-{fact.note}-{fact.path}",
            lambda: self.fact_wanted.emit(fact.note, fact.path),
            self.frame,
            text.text(),
        )
        self.put_row(self._mark(is_there=fact.is_there), text, go)

    def _show_paper(self, paper: Paper) -> None:
        there = paper.title if paper.is_there else f"Not here: {paper.title}"
        widgets: list[QWidget] = [self._mark(is_there=paper.is_there), words(there, self.frame)]
        if paper.document:
            document = paper.document
            widgets.append(
                link(
                    "Open",
                    f"document-{document}",
                    lambda: self.document_wanted.emit(document),
                    self.frame,
                    there,
                )
            )
        elif paper.note:
            note = paper.note
            widgets.append(
                link(
                    "Open",
                    f"note-{note}",
                    lambda: self.fact_wanted.emit(note, ""),
                    self.frame,
                    there,
                )
            )
        self.put_row(*widgets)

    def _mark(self, *, is_there: bool) -> Picture:
        icon, role = ("circle-check", Role.DONE) if is_there else ("circle", Role.NEEDED)
        mark = Picture(self._icons, icon, role, self.frame)
        mark.setAccessibleName("There" if is_there else "Not there")
        return mark


class NearPart(ClaimSection):
    """Other services of the same day, or what was recorded as sent, as the reason asks."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("", parent)

    def show_near(self, shown: WhatNow) -> None:
        """Show them; nothing where the reason does not speak of them."""
        self.clear()
        asks_proof = bool(shown.proof)
        self.title.setText(
            "What was recorded as sent" if asks_proof else "Other services of that day"
        )
        told = shown.proof or shown.near
        self.setVisible(bool(told))
        for sentence in told:
            self.say(sentence)
        if shown.near and not asks_proof:
            about = "One of these may have taken it in. The EOB or the payer can say which."
            self.say(about, face=Face.CAPTION, tone=Role.MUTED)


_LABEL_WIDTH = 150
"""Logical pixels for group, number and amount of a reason."""


def _means(shown: WhatNow) -> str:
    state = shown.claim.state
    if state in MEANS:
        last = next(reversed(shown.claim.appeals), None)
        notice = last.notice if last and state in (ClaimState.UPHELD, ClaimState.OVERTURNED) else ""
        return f"{MEANS[state]} Its notice: “{notice}”" if notice else MEANS[state]
    if state not in OPEN_STATES:
        return SETTLED
    return WITH_PAYER if shown.posting else NOT_JUDGED


def _is_ours(state: ClaimState) -> bool:
    """Whether the next move is ours; what was answered already is not advised again."""
    return state in MEANS and state not in (ClaimState.APPEALED, ClaimState.OVERTURNED)


def _line_words(line: LineSaid) -> str:
    posted = line.posted
    if posted is None:
        return "The claim as a whole"
    code = line.ours.code if line.ours else posted.code
    day = line.ours.on if line.ours else posted.on
    billed = posted.billed if posted.billed is not None else line.ours.fee if line.ours else None
    parts = (
        f"{code} of {show_date(day)}" if day else code,
        f"billed {show_money(billed)}" if billed is not None else "",
        f"paid {show_money(posted.paid)}" if posted.paid is not None else "",
    )
    return " · ".join(part for part in parts if part)


def _todo(explained: Explained) -> Iterator[str]:
    if explained.reviews_need:
        yield _REVIEW
    elif explained.bars_appeal:
        yield _NO_APPEAL
    else:
        yield WAYS[explained.way]
    named = [each.names for each in explained.answering if each.names]
    if named:
        yield f"The payer names {' and '.join(named)}."
    yield from explained.todo


def _source_words(source: ReasonSource) -> str:
    parts = (source.title, source.authority, f"checked {show_date(source.checked)}")
    return " · ".join(part for part in parts if part)
