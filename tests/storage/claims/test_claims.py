"""Claims in every store: found by number, note, service and deadline, kept with exact amounts."""

import datetime as dt
from decimal import Decimal

import pytest

from app.domain.claims.authorization import Authorization
from app.domain.claims.claim import OPEN_STATES, Appeal, Claim, ClaimLine, ClaimState, Posting
from app.domain.claims.claim_listing import ClaimQuery
from app.domain.deadlines.deadline import Clock
from app.domain.remittances.remit_file import RemitFile, WaitingClaim
from app.domain.remittances.remittance import Adjustment, Place, RemitClaim
from app.errors import StaleRecord
from app.services.ports.store import Store
from tests.storage import samples
from tests.storage.samples import NOON, SUMMARY

DAY = dt.date(2026, 11, 20)


def claim(number: int = 1, **more: object) -> Claim:
    line = ClaimLine(id="l1", code="D9311", on=DAY, fee=Decimal("85.50"), control=f"L{number}")
    said = {"lines": (line,), "payer": "Sample Dental Plan", **more}
    return Claim.model_validate(
        {"id": f"c{number}", "number": f"cp-{number}", "patient": "p1", **said}
    )


def test_a_claim_comes_back_as_it_was_kept(store: Store) -> None:
    posting = Posting(id="x", at=NOON, by="s1", source="paper", paid=Decimal("40.10"))
    first = claim(postings=(posting,), state=ClaimState.PARTLY_PAID, sent_on=DAY)
    with store.writing() as work:
        kept = work.claims.save(first, due=dt.date(2027, 1, 4))
    with store.reading() as found:
        assert found.claims.get("c1") == kept
        assert found.claims.numbered("CP-1") == kept
        (row,) = found.claims.page(ClaimQuery()).rows
    assert (row.billed, row.paid, row.due) == (
        Decimal("85.50"),
        Decimal("40.10"),
        dt.date(2027, 1, 4),
    )
    assert row.patient == "Testwell, Marisol"


def test_an_appeal_comes_back_with_its_letter(store: Store) -> None:
    appeal = Appeal(
        id="a1",
        kind="member_appeal",
        level=2,
        posting="x",
        note="n1",
        request="Please review “this”.",
        quotes=("text:condition", "says:asked:1", "later:0:1"),
        words="Two lines\n\nof our own",
        documents=("d1", "d2"),
        begun_at=NOON,
        begun_by="s1",
        signed_by="s1",
        signed_at=NOON,
        authorization="d2",
        authorization_on=DAY,
        outcome="partly",
        outcome_on=DAY,
    )
    with store.writing() as work:
        work.claims.save(claim(1, appeals=(appeal,), state=ClaimState.OVERTURNED))
    with store.reading() as found:
        kept = found.claims.get("c1")
    assert kept is not None
    assert kept.appeals == (appeal,)


def test_overdue_comes_first_and_no_day_last(store: Store) -> None:
    dues = [dt.date(2027, 1, 4), None, dt.date(2026, 11, 1), dt.date(2026, 12, 24)]
    with store.writing() as work:
        for number, due in enumerate(dues):
            work.claims.save(claim(number), due)
    with store.reading() as found:
        first = found.claims.page(ClaimQuery(limit=3))
        rest = found.claims.page(ClaimQuery(limit=3, after=first.after))
    assert [row.id for row in (*first.rows, *rest.rows)] == ["c2", "c3", "c0", "c1"]
    assert rest.after is None


def test_a_claim_is_found_by_its_note(store: Store) -> None:
    with store.writing() as work:
        work.notes.save(samples.note(), SUMMARY, NOON)
        on_note = claim().lines[0].model_copy(update={"note": "n1"})
        work.claims.save(claim(1, lines=(on_note,)))
        work.claims.save(claim(2))
    with store.reading() as found:
        assert [each.id for each in found.claims.of_note("n1")] == ["c1"]


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        (ClaimQuery(states=(ClaimState.DENIED,)), ["c2"]),
        (ClaimQuery(owner="s1"), ["c1"]),
        (ClaimQuery(payer="sample dental PLAN"), ["c1", "c2"]),
        (ClaimQuery(code="D9997"), []),
        (ClaimQuery(sent_until=DAY), ["c2"]),
        (ClaimQuery(due_until=DAY), ["c1"]),
    ],
)
def test_filters(store: Store, query: ClaimQuery, ids: list[str]) -> None:
    with store.writing() as work:
        work.claims.save(claim(1, owner="s1"), DAY)
        work.claims.save(claim(2, state=ClaimState.DENIED, sent_on=DAY))
    with store.reading() as found:
        assert [row.id for row in found.claims.page(query).rows] == ids


def test_the_second_of_two_workstations_is_told(store: Store) -> None:
    with store.writing() as work:
        work.claims.save(claim())
    with pytest.raises(StaleRecord), store.writing() as work:
        work.claims.save(claim())


def test_authorizations_are_found_by_the_day_they_end(store: Store) -> None:
    def until(number: int, day: dt.date | None) -> Authorization:
        return Authorization(
            id=f"a{number}", patient="p1", kind="prior_authorization", number="PA1", until=day
        )

    with store.writing() as work:
        for number, day in enumerate((DAY, None, DAY + dt.timedelta(days=40))):
            work.authorizations.save(until(number, day))
    with store.reading() as found:
        ending = found.authorizations.ending(DAY, DAY + dt.timedelta(days=30))
        theirs = found.authorizations.of_patient("p1")
    assert [each.id for each in ending] == ["a0"]
    assert [each.id for each in theirs] == ["a2", "a0", "a1"]


def test_a_file_is_read_once_and_what_waits_comes_back_exactly(store: Store) -> None:
    judged = RemitClaim(
        "CP1",
        "4",
        Decimal("85.50"),
        Decimal(0),
        began=DAY,
        adjustments=(Adjustment("CO", "252", Decimal("85.50"), place=Place(12, "CAS")),),
    )
    waiting = WaitingClaim(id="w1", file="ab" * 32, judged=judged)
    with store.writing() as work:
        work.remittances.keep_file(RemitFile(id="ab" * 32, read_at=NOON))
        kept = work.remittances.keep_waiting(waiting)
    with pytest.raises(StaleRecord), store.writing() as work:
        work.remittances.keep_file(RemitFile(id="ab" * 32, read_at=NOON))
    with store.writing() as work:
        assert work.remittances.waiting(10) == (kept,)
        assert kept.judged == judged
        decided = kept.model_copy(update={"decided": "not_ours"})
        work.remittances.keep_waiting(decided)
    with store.reading() as found:
        assert found.remittances.waiting(10) == ()


def test_what_runs_out_stands_in_the_list_and_can_be_set_alone(store: Store) -> None:
    with store.writing() as work:
        kept = work.claims.save(claim(), DAY, Clock.APPEAL)
        work.claims.save(claim(2))
        later = dt.date(2027, 2, 28)
        work.claims.set_clock("c2", later, Clock.FOLLOW_UP)
    with store.reading() as found:
        rows = found.claims.page(ClaimQuery(states=OPEN_STATES)).rows
        assert found.claims.get("c2") == claim(2).model_copy(update={"version": 1})
    assert [(row.due, row.clock) for row in rows] == [
        (DAY, Clock.APPEAL),
        (later, Clock.FOLLOW_UP),
    ]
    assert kept.version == 1
