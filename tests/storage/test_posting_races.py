"""Two people post the same answer of a payer at once: it is on the claim once, and one is told."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

from app.domain.claims.claim import Claim
from app.domain.practice.people import StaffRole
from app.domain.remittances.eob import blank_eob
from app.errors import Failure, StaleRecord
from app.interchange.x12.remittance import read_remittance
from app.services.notes.unfinished import Unfinished
from app.services.ports.store import Store
from app.services.remittances.eob_entry import EobDesk
from app.services.remittances.remit_posting import RemitDesk
from app.services.trail import Trail
from app.storage.server.server_store import ServerStore
from tests.interchange.x12.sample_remittance import Check, Judged, remittance
from tests.storage import samples
from tests.storage.samples import NOON
from tests.storage.test_remit_posting import FIRST, claim, kept, waiting_ids

ROUNDS = 5


def begin(store: Store) -> None:
    """A practice with a biller and some claims that were sent."""
    with store.writing() as work:
        work.patients.save(samples.patient())
        biller = samples.dentist("b1", "Bea", "Billwell")
        work.staff.save(biller.model_copy(update={"role": StaffRole.BILLER}))
        for number in range(1, ROUNDS + 1):
            work.claims.save(claim(number))


def desk(store: Store) -> RemitDesk:
    return RemitDesk(store, Trail(lambda: NOON, "b1"), read_remittance, ("D9311",), NOON.date)


def both(first: Callable[[], object], second: Callable[[], object]) -> list[object]:
    """Do both at the same moment; what each came to, a failure told or a value."""
    together = Barrier(2)

    def run(act: Callable[[], object]) -> object:
        together.wait(timeout=30)
        try:
            return act()
        except (Failure, ValueError) as failure:
            return failure

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(run, (first, second)))


def test_one_of_two_decisions_counts(opened: ServerStore, second: ServerStore) -> None:
    begin(opened)
    for number in range(1, ROUNDS + 1):
        file = remittance(Check((Judged("NOBODY"),), trace=f"T{number}")).encode()
        desk(opened).take_over(file)
        (waiting,) = waiting_ids(opened)
        came = both(
            partial(desk(opened).decide, waiting, f"c{number}"),
            partial(desk(second).decide, waiting, f"c{number}"),
        )
        assert sum(isinstance(each, Exception) for each in came) == 1
        assert len(kept(opened, f"c{number}").postings) == 1
        assert waiting_ids(opened) == []


def test_a_file_read_by_two_is_posted_once(opened: ServerStore, second: ServerStore) -> None:
    begin(opened)
    file = remittance(Check((FIRST,))).encode()
    both(lambda: desk(opened).take_over(file), lambda: desk(second).take_over(file))
    assert len(kept(opened, "c1").postings) == 1
    with opened.reading() as work:
        assert len(work.remittances.files(10)) == 1


def test_of_two_eobs_for_one_claim_the_second_is_told(
    opened: ServerStore, second: ServerStore
) -> None:
    begin(opened)
    before = kept(opened, "c1")
    came = both(lambda: post(opened, before), lambda: post(second, before))
    (refused,) = (each for each in came if isinstance(each, Exception))
    assert isinstance(refused, StaleRecord)
    assert len(kept(opened, "c1").postings) == 1


def post(store: Store, claim: Claim) -> object:
    trail = Trail(lambda: NOON, "b1")
    unfinished = Unfinished(store, "b1", lambda: NOON)
    eob = blank_eob(claim, NOON.date())
    paid = tuple(line.model_copy(update={"paid": "60.00"}) for line in eob.lines)
    return EobDesk(store, trail, unfinished, NOON.date).post(
        claim, eob.model_copy(update={"lines": paid})
    )
