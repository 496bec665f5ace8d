"""Sums over claims in every store: by payer and age, the claims behind them, and in batches."""

import datetime as dt
from decimal import Decimal

import pytest

from app.domain.claims.claim import Claim, ClaimLine, ClaimState, Posting
from app.domain.work.aging import STEPS, AgedBy, AgedQuery, AgedSum
from app.domain.work.first_answers import AnswerSum, FirstAnswer
from app.services.ports.store import Store
from tests.storage import samples

TODAY = dt.date(2026, 11, 22)


def _claim(number: int, days: int, **more: object) -> Claim:
    """A claim of a service 100 days ago that was sent so many days ago."""
    on = TODAY - dt.timedelta(days=100)
    line = ClaimLine(id="l1", code="D9311", on=on, fee=Decimal("85.50"))
    usual = {
        "id": f"c{number}",
        "number": f"cp-{number}",
        "patient": "p1",
        "payer": "Sample Dental Plan",
        "lines": (line,),
        "state": ClaimState.SENT,
        "sent_on": TODAY - dt.timedelta(days=days),
    }
    return Claim.model_validate({**usual, **more})


def _posted(paid: str) -> Posting:
    return Posting(id="x", at=samples.NOON, by="s1", source="paper", paid=Decimal(paid))


@pytest.fixture
def aged(store: Store) -> Store:
    kept = (
        _claim(1, 30),
        _claim(2, 31, payer="SAMPLE dental plan"),
        _claim(3, 95, state=ClaimState.PARTLY_PAID, postings=(_posted("40.10"),)),
        _claim(4, 5, payer="Another Plan", sent_on=None),
        _claim(5, 95, state=ClaimState.PAID),
        _claim(6, 95, state=ClaimState.READY, sent_on=None),
        _claim(7, 12, state=ClaimState.DENIED),
    )
    with store.writing() as work:
        for claim in kept:
            work.claims.save(claim)
    return store


def _sums(found: tuple[AgedSum, ...]) -> set[tuple[str, str, int, str]]:
    return {
        (each.payer.casefold(), STEPS[each.step], each.claims, str(each.unpaid)) for each in found
    }


def test_sums_are_exact_by_payer_and_step(aged: Store) -> None:
    with aged.reading() as found:
        assert _sums(found.claim_reports.aging("sent", TODAY)) == {
            ("another plan", "91+", 1, "85.50"),
            ("sample dental plan", "0–30", 2, "171.00"),
            ("sample dental plan", "31–60", 1, "85.50"),
            ("sample dental plan", "91+", 1, "45.40"),
        }
        assert _sums(found.claim_reports.aging("service", TODAY)) == {
            ("another plan", "91+", 1, "85.50"),
            ("sample dental plan", "91+", 4, "301.90"),
        }


@pytest.mark.parametrize("by", ["sent", "service"])
def test_behind_every_sum_stand_its_claims(aged: Store, by: AgedBy) -> None:
    with aged.reading() as found:
        for each in found.claim_reports.aging(by, TODAY):
            rows = found.claim_reports.aged(AgedQuery(by, TODAY, each.payer, each.step)).rows
            assert len(rows) == each.claims
            assert sum((row.billed - row.paid for row in rows), Decimal(0)) == each.unpaid
        assert len(found.claim_reports.aged(AgedQuery(by, TODAY)).rows) == 5


def test_the_claims_behind_a_sum_come_page_by_page_the_oldest_first(aged: Store) -> None:
    with aged.reading() as found:
        first = found.claim_reports.aged(AgedQuery("sent", TODAY, limit=2))
        rest = found.claim_reports.aged(AgedQuery("sent", TODAY, after=first.after))
    assert [row.id for row in (*first.rows, *rest.rows)] == ["c4", "c3", "c2", "c1", "c7"]


def test_batches_lead_through_all_claims_of_a_time_once(aged: Store) -> None:
    seen: list[str] = []
    with aged.reading() as found:
        while batch := found.claim_reports.batch(dt.date.min, seen[-1] if seen else "", 3):
            seen += [claim.id for claim in batch]
        assert found.claim_reports.batch(TODAY, "", 3) == ()
    assert seen == [f"c{number}" for number in range(1, 8)]


def _denied(posting_id: str, *reasons: str, **more: object) -> Posting:
    taken = [{"group": r[:2], "reason": r[3:], "amount": "85.50"} for r in reasons]
    line = {"line": "l1", "code": "D9311", "paid": "0", "adjustments": taken}
    usual = {"id": posting_id, "at": samples.NOON, "by": "s1", "source": "paper", "lines": [line]}
    return Posting.model_validate({**usual, **more})


def _answers(store: Store, since: dt.date = dt.date.min) -> set[AnswerSum]:
    with store.reading() as found:
        return set(found.claim_reports.answers(since))


def test_answers_alike_are_summed_by_payer(store: Store) -> None:
    long_ago = ClaimLine(id="l1", code="D9311", on=dt.date(2020, 1, 5), fee=Decimal("85.50"))
    kept = (
        _claim(1, 30, postings=(_denied("x", "PR 96", "CO 50"),)),
        _claim(2, 31, postings=(_denied("x", "CO 50", "PR 96"), _denied("y", "CO 97"))),
        _claim(3, 31, payer="Another Plan", postings=(_denied("x", "CO 252"),)),
        _claim(4, 31, lines=(long_ago,), postings=(_denied("x", "CO 50", "PR 96"),)),
        _claim(5, 31),
    )
    with store.writing() as work:
        for claim in kept:
            work.claims.save(claim)
    denied = FirstAnswer("D9311", "denied", ("CO 50", "PR 96"))
    asked = AnswerSum("Another Plan", FirstAnswer("D9311", "asked"), 1)
    assert _answers(store) == {AnswerSum("Sample Dental Plan", denied, 3), asked}
    recent = AnswerSum("Sample Dental Plan", denied, 2)
    assert _answers(store, dt.date(2026, 1, 1)) == {recent, asked}


def test_an_answer_that_is_taken_back_is_summed_no_more(store: Store) -> None:
    wrong, undone = _denied("wrong", "PR 96"), _denied("undone", takes_back="wrong")
    with store.writing() as work:
        kept = work.claims.save(_claim(1, 30, postings=(wrong,)))
    assert len(_answers(store)) == 1
    with store.writing() as work:
        work.claims.save(kept.model_copy(update={"postings": (wrong, undone)}))
    assert _answers(store) == set()
