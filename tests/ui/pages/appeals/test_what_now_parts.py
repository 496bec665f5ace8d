"""What the page "What now?" says of a claim as it stands."""

import datetime as dt
from decimal import Decimal

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.domain.claims.claim import (
    Claim,
    ClaimLine,
    ClaimState,
    PostedAdjustment,
    PostedLine,
    Posting,
)
from app.services.claims.reasons import explain
from app.services.denials.what_now import Act, WhatNow
from app.stock import Stock
from app.ui.pages.appeals.what_now_parts import StandingPart
from tests.ui.pages.record_desk import RecordDesk

FEE = Decimal("85.00")
DAY = dt.date(2026, 11, 3)


def judged(state: ClaimState) -> WhatNow:
    """A claim that was turned down as part of another service, and stands as told now."""
    line = ClaimLine(id="l1", code="D9311", on=DAY, fee=FEE)
    claim = Claim(id="c1", number="C1", patient="p1", payer="Plan", lines=(line,), state=state)
    taken = PostedAdjustment(group="CO", reason="97", amount=FEE)
    said = PostedLine(line="l1", code="D9311", adjustments=(taken,))
    noon = dt.datetime(2026, 11, 20, 17, tzinfo=dt.UTC)
    posting = Posting(id="x", at=noon, by="s1", source="paper", billed=FEE, lines=(said,))
    explained = explain(claim, posting, Stock().reasons(), None)
    return WhatNow(claim, None, posting, explained, (Act.CLAIM,))


@pytest.mark.parametrize(
    ("state", "is_advised"),
    [
        (ClaimState.DISALLOWED, True),
        (ClaimState.UPHELD, True),
        (ClaimState.SENT, False),
        (ClaimState.APPEALED, False),
        (ClaimState.OVERTURNED, False),
    ],
)
def test_what_was_answered_is_not_advised_again(
    desk: RecordDesk, qtbot: QtBot, state: ClaimState, is_advised: bool
) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    part = StandingPart(desk.tools, parent)
    part.show_standing(judged(state), DAY)
    assert part.todo.text().startswith("Contest it") is is_advised
    assert part.todo.isHidden() is not is_advised
