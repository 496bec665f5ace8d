"""Which of our claims a payer's judgment is about, and whether it was posted before."""

import datetime as dt
from decimal import Decimal

import pytest

from app.domain.claims.claim import Claim, ClaimLine, Posting
from app.domain.remittances.remittance import RemitClaim, RemitLine
from app.services.remittances.remit_matching import Match, matches, named_in, was_posted
from tests.storage.fakes import MemoryStore

DAY = dt.date(2026, 11, 3)
AT = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
LINE = ClaimLine(id="l1", code="D9311", on=DAY, fee=Decimal("85.50"))
CLAIM = Claim(id="c1", number="C1", patient="p1", payer="Example Mutual", lines=(LINE,))


def judged(control: str = "", billed: Decimal | None = None, payer_number: str = "") -> RemitClaim:
    return RemitClaim(control, "1", billed, Decimal(0), payer_number=payer_number)


def offered(answer: RemitClaim, *claims: Claim) -> tuple[Match, ...]:
    store = MemoryStore()
    with store.writing() as found:
        for claim in claims:
            found.claims.save(claim)
    with store.reading() as found:
        return matches(found, answer, named_in(found, [answer]))


def test_our_number_is_sure_only_with_something_that_agrees() -> None:
    (sure,) = offered(judged("c1", Decimal("85.50")), CLAIM)
    assert (sure.is_sure, sure.reasons) == (True, ("our number", "amount"))
    (alone,) = offered(judged("C1"), CLAIM)
    assert (alone.is_sure, alone.reasons) == (False, ("our number",))
    (other,) = offered(judged("C1", Decimal("85.00")), CLAIM)
    assert not other.is_sure


def test_the_payers_number_is_an_offer_and_none_is_no_number() -> None:
    told = CLAIM.model_copy(update={"payer_number": "26-1"})
    (match,) = offered(judged(payer_number="26-1"), told)
    assert (match.is_sure, match.reasons) == (False, ("the payer’s number",))
    assert offered(judged(), CLAIM) == ()
    assert offered(judged(payer_number="26-2"), told) == ()


def test_a_judgment_taken_back_agrees_by_its_amount_too() -> None:
    line = RemitLine("D9311", DAY, Decimal("-85.50"), Decimal(0))
    back = RemitClaim("C1", "22", Decimal("-85.50"), Decimal(0), lines=(line,))
    (match,) = offered(back, CLAIM)
    assert match.reasons == ("our number", "code and day", "amount")


@pytest.mark.parametrize(
    ("trace", "paid", "is_reversal", "was"),
    [
        ("EFT-12", "80", False, True),
        (" 000eft-12 ", "80", False, True),
        ("", "80", False, True),
        ("000", "80", False, True),
        ("EFT-13", "80", False, False),
        ("EFT-12", "79.99", False, False),
        ("EFT-12", "80", True, False),
    ],
)
def test_the_same_judgment_is_known_again(
    trace: str, paid: str, *, is_reversal: bool, was: bool
) -> None:
    posting = Posting(id="x", at=AT, by="b1", source="835", paid=Decimal(80), trace="EFT-12")
    posted = CLAIM.model_copy(update={"postings": (posting,)})
    assert was_posted(posted, trace, Decimal(paid), is_reversal=is_reversal) is was
    undone = posting.model_copy(update={"id": "u", "takes_back": "x", "is_reversal": True})
    taken_back = CLAIM.model_copy(update={"postings": (posting, undone)})
    assert not was_posted(taken_back, "EFT-12", Decimal(80), is_reversal=False)
