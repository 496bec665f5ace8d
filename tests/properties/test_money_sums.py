"""Money through both doors: not a cent comes in twice, gets lost, or is made up."""

import datetime as dt
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.claims.claim import ZERO, Claim, ClaimLine, ClaimState, Posting
from app.domain.practice.people import StaffRole
from app.domain.remittances.eob import TypedEob
from app.interchange.x12.remittance import read_remittance
from app.services.notes.unfinished import Unfinished
from app.services.remittances.eob_entry import EobDesk, mendable
from app.services.remittances.remit_posting import RemitDesk
from app.services.remittances.taking_back import TakingBack
from app.services.trail import Trail
from tests.interchange.x12.sample_remittance import Check, Judged, Line, remittance
from tests.storage import samples
from tests.storage.fakes import MemoryStore
from tests.storage.samples import NOON

DAY = dt.date(2026, 11, 1)
TRAIL = Trail(lambda: NOON, "b1")
FEE = Decimal("85.50")
CENTS = st.integers(min_value=0, max_value=8550).map(lambda cents: Decimal(cents).scaleb(-2))


def practice(claims: int) -> MemoryStore:
    """A practice with a biller and so many claims CP0, CP1, … that were sent."""
    store = MemoryStore()
    with store.writing() as work:
        biller = samples.dentist("b1").model_copy(update={"role": StaffRole.BILLER})
        work.staff.save(biller)
        for number in range(claims):
            line = ClaimLine(id="l", code="D9311", on=DAY, fee=FEE, control=f"L{number}")
            work.claims.save(
                Claim(
                    id=f"c{number}",
                    number=f"CP{number}",
                    patient="p1",
                    payer="Example Mutual Dental",
                    lines=(line,),
                    state=ClaimState.SENT,
                )
            )
    return store


def claims_of(store: MemoryStore) -> list[Claim]:
    with store.reading() as found:
        return list(found.claims.of_patient("p1"))


@st.composite
def judged(draw: st.DrawFn) -> Judged:
    """A claim as a payer judges it: ours, one that waits, or somebody else's."""
    control = draw(st.sampled_from(["CP0", "CP1", "cp2", "THEIRS-1", "THEIRS-2"]))
    paid = draw(CENTS)
    sign = draw(st.sampled_from([1, 1, 1, -1]))
    code = draw(st.sampled_from(["D9311", "D9311", "D0120"]))
    rest = (("CO", "45", str(sign * (FEE - paid))),)
    line = Line(code, str(sign * FEE), str(sign * paid), "20261101", rest, "")
    return Judged(control, "22" if sign < 0 else "1", (line,))


CHECKS = st.lists(
    st.tuples(st.lists(judged(), max_size=6), st.lists(CENTS, max_size=3)), min_size=1, max_size=3
)


@settings(max_examples=60)
@given(CHECKS)
def test_every_cent_of_a_file_is_posted_waits_or_is_somebody_elses(
    checks: list[tuple[list[Judged], list[Decimal]]],
) -> None:
    store = practice(3)
    desk = RemitDesk(store, TRAIL, read_remittance, ("D9311",), NOON.date)
    content = remittance(
        *(
            Check(tuple(claims), f"CHK-{at}", moved=tuple(("WO", "X", str(m)) for m in moved))
            for at, (claims, moved) in enumerate(checks)
        )
    ).encode()
    taken = desk.take_over(content)
    assert all(check.difference == 0 for check in taken.file.checks)
    with store.reading() as found:
        waiting = found.remittances.waiting(100)
    posted = sum((claim.paid for claim in claims_of(store)), ZERO)
    held = sum((each.judged.paid or ZERO for each in waiting), ZERO)
    kept = sum((check.kept_paid or ZERO for check in taken.file.checks), ZERO)
    assert posted + held == kept
    before = claims_of(store)
    assert desk.take_over(content).again
    assert claims_of(store) == before
    for each in waiting:
        desk.decide(each.id, "c0")
    assert sum((claim.paid for claim in claims_of(store)), ZERO) == kept


ACTS = st.lists(st.tuples(st.sampled_from(["post", "mend"]), CENTS), min_size=1, max_size=8)


def typed(eob: TypedEob, paid: Decimal) -> TypedEob:
    adjustment = {"amount": f"{FEE - paid}", "code": "CO 45"}
    line = eob.lines[0]
    taken = (line.adjustments[0].model_copy(update=adjustment),)
    line = line.model_copy(update={"paid": f"{paid}", "adjustments": taken})
    return eob.model_copy(update={"lines": (line,)})


@settings(max_examples=60)
@given(ACTS)
def test_a_claim_is_paid_what_its_eobs_say_however_often_they_are_typed_anew(
    acts: list[tuple[str, Decimal]],
) -> None:
    store = practice(1)
    desk = EobDesk(store, TRAIL, Unfinished(store, "b1", TRAIL.now), NOON.date)
    holds: list[Decimal] = []
    posted: tuple[Posting, ...] = ()
    for act, paid in acts:
        (claim,) = claims_of(store)
        last = mendable(claim)[:1] if act == "mend" else ()
        sheet = desk.open(claim.id, last[0].id if last else "")
        kept, problems = desk.post(sheet.claim, typed(sheet.typed, paid))
        assert kept is not None, problems
        holds = [*(holds[:-1] if last else holds), paid]
        assert kept.paid == sum(holds, ZERO)
        assert kept.postings[: len(posted)] == posted
        posted = kept.postings
        for line in posted[-1].lines:
            taken = sum((each.amount for each in line.adjustments), ZERO)
            assert line.billed == (line.paid or ZERO) + taken


MOVES = st.lists(st.tuples(st.sampled_from(["post", "back"]), st.integers(0, 5)), max_size=12)


@settings(max_examples=60)
@given(CHECKS, MOVES)
def test_what_is_taken_back_leaves_the_sums_of_before_and_waits_exactly_once(
    checks: list[tuple[list[Judged], list[Decimal]]], moves: list[tuple[str, int]]
) -> None:
    store = practice(3)
    desk = RemitDesk(store, TRAIL, read_remittance, ("D9311",), NOON.date)
    back = TakingBack(store, TRAIL, NOON.date)
    files = (Check(tuple(claims), f"CHK-{at}") for at, (claims, _) in enumerate(checks))
    taken = desk.take_over(remittance(*files).encode())
    kept = sum((check.kept_paid or ZERO for check in taken.file.checks), ZERO)
    every = waiting_of(store) + standing_of(store)
    for act, number in moves:
        before = {claim.id: claim for claim in claims_of(store)}
        waiting, standing = waiting_of(store), standing_of(store)
        if act == "post" and waiting:
            desk.decide(waiting[number % len(waiting)], f"c{number % 3}")
        elif act == "back" and standing:
            claim_id, posting = standing_in(store)[number % len(standing)]
            after = back.take_back(before[claim_id], posting.id)
            assert after.paid == before[claim_id].paid - (posting.paid or ZERO)
            assert {each.id for each in before[claim_id].postings} < {p.id for p in after.postings}
            assert after.events[:-1] == before[claim_id].events
        assert sorted(waiting_of(store) + standing_of(store)) == sorted(every)
    for claim_id, posting in standing_in(store):
        back.take_back(claim_of(store, claim_id), posting.id)
    assert sorted(waiting_of(store)) == sorted(every)
    assert {claim.paid for claim in claims_of(store)} == {ZERO}
    with store.reading() as found:
        assert sum((w.judged.paid or ZERO for w in found.remittances.waiting(100)), ZERO) == kept


@given(judged(), st.sampled_from(["c0", "c1", "c2"]))
def test_posted_and_taken_back_a_claim_stands_where_it_stood(judgment: Judged, to: str) -> None:
    store = practice(3)
    desk = RemitDesk(store, TRAIL, read_remittance, ("D9311",), NOON.date)
    theirs = Judged("THEIRS-9", judgment.status, judgment.lines)
    desk.take_over(remittance(Check((theirs,))).encode())
    before = claim_of(store, to)
    for waiting in waiting_of(store):
        desk.decide(waiting, to)
        wrong = claim_of(store, to)
        after = TakingBack(store, TRAIL, NOON.date).take_back(wrong, wrong.postings[-1].id)
        assert (after.state, after.paid, after.standing) == (before.state, before.paid, ())
        assert (after.payer_number, after.answer_by) == (before.payer_number, before.answer_by)
        assert waiting_of(store) == [waiting]


def waiting_of(store: MemoryStore) -> list[str]:
    """The ids under which judgments wait."""
    with store.reading() as found:
        return [each.id for each in found.remittances.waiting(100)]


def standing_in(store: MemoryStore) -> list[tuple[str, Posting]]:
    """Every answer that counts, with its claim."""
    return [(claim.id, each) for claim in claims_of(store) for each in claim.standing]


def standing_of(store: MemoryStore) -> list[str]:
    """The ids under which those that count would wait."""
    places = (each.source.partition("#") for _, each in standing_in(store))
    return [f"{file[:32]}-{segment}" for file, _, segment in places]


def claim_of(store: MemoryStore, claim_id: str) -> Claim:
    return next(claim for claim in claims_of(store) if claim.id == claim_id)
