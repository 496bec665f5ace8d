"""What payers first answered, line by line, as denials are counted by."""

import datetime as dt
from decimal import Decimal

from app.domain.claims.claim import Claim, ClaimLine, PostedAdjustment, PostedLine, Posting
from app.domain.work.first_answers import AS_PRINTED, FirstAnswer, first_answers

AT = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)


def _claim(*postings: Posting) -> Claim:
    line = ClaimLine(id="l1", code="D9311", on=AT.date(), fee=Decimal("85.50"))
    return Claim(
        id="c1", number="CP1", patient="p1", payer="Plan", lines=(line,), postings=postings
    )


def _posting(posting_id: str, *lines: PostedLine, **more: object) -> Posting:
    usual = {"id": posting_id, "at": AT, "by": "s1", "source": "paper", "lines": lines}
    return Posting.model_validate({**usual, **more})


def _line(code: str, paid: str, *reasons: str, line: str = "l1") -> PostedLine:
    adjustments = tuple(
        PostedAdjustment(group=reason[:2], reason=reason[3:], amount=Decimal("85.50"))
        for reason in reasons
    )
    return PostedLine(line=line, code=code, paid=Decimal(paid), adjustments=adjustments)


def test_each_line_has_an_answer_of_its_own() -> None:
    lines = _line("D9311", "0", "PR 96", "CO 50"), _line("D0140", "40.00", "CO 45", line="")
    assert first_answers(_claim(_posting("x", *lines))) == (
        FirstAnswer("D9311", "denied", ("CO 50", "PR 96")),
        FirstAnswer("D0140", "other"),
    )


def test_a_document_that_is_asked_for_is_no_denial() -> None:
    asked = _posting("x", _line("D9311", "0", "CO 252"))
    assert first_answers(_claim(asked)) == (FirstAnswer("D9311", "asked"),)


def test_what_came_later_changes_nothing() -> None:
    first = _posting("x", _line("D9311", "0", "PR 96"))
    later = _posting("y", _line("D9311", "85.50"))
    assert first_answers(_claim(first, later)) == first_answers(_claim(first))
    assert first_answers(_claim()) == ()


def test_a_judgment_that_was_taken_back_is_no_answer() -> None:
    wrong = _posting("wrong", _line("D9311", "0", "PR 96"))
    undone = _posting("undone", _line("D9311", "0"), takes_back="wrong")
    right = _posting("right", _line("D9311", "85.50"))
    assert first_answers(_claim(wrong, undone)) == ()
    assert first_answers(_claim(wrong, undone, right)) == (FirstAnswer("D9311", "other"),)


def test_a_denial_on_paper_without_codes_counts_its_printed_words() -> None:
    paper = _posting("x", reason_as_printed="Not a benefit of this plan", paid=Decimal(0))
    assert first_answers(_claim(paper)) == (FirstAnswer("D9311", "denied", (AS_PRINTED,)),)
