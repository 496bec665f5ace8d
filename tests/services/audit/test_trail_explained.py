"""A misfit that the trail tells of stays in it; what somebody wrote about it ends the warning."""

import pytest

from app.domain.audit import Anchor, AuditQuery, Deed, Head
from app.domain.practice.people import StaffRole
from app.errors import NotAllowed
from app.services.audit.trail_check import MOST_NAMED, REPLACED, broken_chains, check_trail, explain
from app.services.audit.trail_start import begin_trail
from app.services.ports.store import Store
from app.services.trail import Trail
from tests.people_practice import member
from tests.storage.fakes import MemoryStore
from tests.storage.samples import NOON

TRAIL = Trail(lambda: NOON, "s1")
REASON = "The computer was repaired; a backup was put in by hand."


def misfitted() -> Store:
    """A practice that was opened while its end kept beside it told of more rows."""
    store = MemoryStore()
    with store.writing() as found:
        begin_trail(found, Anchor("none"), TRAIL)
        workstation = found.audit.heads()[0].workstation
        begin_trail(found, Anchor("kept", Head(workstation, 900, "0" * 64, "")), TRAIL)
    return store


def test_an_explained_misfit_is_counted_and_no_break() -> None:
    store = misfitted()
    before = check_trail(store)
    assert len(before.told) == 1
    assert not before.is_whole
    explain(store, TRAIL, before.told, REASON)
    after = check_trail(store)
    assert (after.is_whole, after.explained, after.told) == (True, 1, ())
    assert after.sentence.endswith("1 misfit was explained.")
    with store.reading() as found:
        row = found.audit.page(AuditQuery(deeds=(Deed.TRAIL_EXPLAINED,))).rows[0]
    assert (row.who, row.told["reason"]) == ("s1", REASON)
    assert row.told["row"] == before.told[0].row


def test_the_first_of_many_explained_misfits_stays_explained() -> None:
    store = MemoryStore()
    with store.writing() as found:
        begin_trail(found, Anchor("none"), TRAIL)
        head = Head(found.audit.heads()[0].workstation, 9_000, "0" * 64, "")
        for _ in range(MOST_NAMED + 1):
            begin_trail(found, Anchor("kept", head), TRAIL)
    explain(store, TRAIL, check_trail(store).told, REASON)
    after = check_trail(store)
    assert (after.told, after.explained) == ((), MOST_NAMED + 1)


def test_who_may_not_see_the_history_explains_nothing_away() -> None:
    store = misfitted()
    with store.writing() as found:
        found.staff.save(member("ada", StaffRole.MANAGER))
        found.staff.save(member("finn", StaffRole.FRONT_DESK))
    with pytest.raises(NotAllowed):
        explain(store, TRAIL.as_user("finn"), check_trail(store).told, REASON)
    assert not check_trail(store).is_whole
    explain(store, TRAIL.as_user("ada"), check_trail(store).told, REASON)
    assert check_trail(store).is_whole


@pytest.mark.parametrize("head", ["", "nowhere", "w:many:hash", f"w:{'9' * 5_000}:hash", "w:-1:x"])
def test_whatever_a_row_tells_of_other_ends_is_checked_to_the_end(head: str) -> None:
    store = MemoryStore()
    with store.writing() as found:
        begin_trail(found, Anchor("none"), TRAIL)
        TRAIL.add(found, Deed.TRAIL_REJOINED, heads=[head])
    assert [each.what for each in check_trail(store).breaks] == [REPLACED]


def test_only_the_misfit_that_was_explained_is() -> None:
    store = misfitted()
    explain(store, TRAIL, check_trail(store).told, REASON)
    with store.writing() as found:
        begin_trail(found, Anchor("broken"), TRAIL)
    report = check_trail(store)
    assert (len(report.told), report.explained) == (1, 1)


def test_a_backup_looks_at_the_chains_and_not_at_what_they_tell_of() -> None:
    store = misfitted()
    assert broken_chains(store) == ()
    with store.writing() as found:
        workstation = found.audit.heads()[0].workstation
        heads = [f"{workstation}:1:{'f' * 64}"]
        TRAIL.add(found, Deed.TRAIL_REJOINED, heads=heads)
    assert [each.number for each in broken_chains(store)] == [1]
