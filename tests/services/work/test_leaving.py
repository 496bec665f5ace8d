"""Leaving: nobody comes back in, signatures stay checkable, open work goes to somebody else."""

from dataclasses import replace
from decimal import Decimal

import pytest

from app.crypto import fingerprint
from app.domain.audit import AuditQuery, Deed
from app.domain.claims.claim import Claim, ClaimLine, ClaimState
from app.domain.notes.note import Note
from app.domain.practice.people import StaffRole
from app.domain.signing.seal import Standing
from app.errors import (
    NotSignedIn,
    StaleRecord,
)
from app.services.people.accounts import LAST_MANAGER
from app.services.people.pins import Pins
from app.services.people.sign_in import Switching
from app.services.seals.standing import standing_of
from app.services.work.leaving import WHO_CO_SIGNS, WHO_TREATS, Leaving
from app.sign_in_errors import AccountClosed
from tests.packing_desk import NOON as DESK_NOON
from tests.packing_desk import PackingDesk
from tests.people_practice import FIRST, NOON, THIRD, Practice, member, stored
from tests.signing_keys import key_for
from tests.storage import samples


def test_who_left_comes_in_no_more_and_signatures_stay_checkable(practice: Practice) -> None:
    accounts = practice.with_two_managers()
    older = practice.access.folder.keys()
    public = practice.access.prove("finn", THIRD).public
    assert Leaving(accounts).leave(stored(accounts.store, "finn"), "") == ()
    with pytest.raises(NotSignedIn):
        practice.sign_in("finn", THIRD)
    practice.access.folder.replace_keys(older)  # somebody kept a copy
    with pytest.raises(AccountClosed):
        practice.sign_in("finn", THIRD)
    with accounts.store.reading() as found:
        key = found.signing_keys.get(fingerprint(public))
    assert key
    assert key.ended_at == NOON


def test_a_pin_is_gone_with_who_left(practice: Practice) -> None:
    accounts = practice.with_two_managers()
    pins = Pins()
    switching = Switching(accounts.store, practice.access, pins, practice.now)
    pins.prove("finn")
    assert pins.set("finn", "4827") == ()
    assert switching.by_pin("finn", "4827", accounts.trail)
    assert Leaving(accounts).leave(stored(accounts.store, "finn"), "") == ()
    assert not switching.by_pin("finn", "4827", accounts.trail)
    assert not pins.may_set("finn")


def test_open_claims_go_to_whoever_lets_somebody_leave(practice: Practice) -> None:
    accounts = practice.with_two_managers()
    line = ClaimLine(id="l1", code="D9311", on=NOON.date(), fee=Decimal(85))
    with accounts.store.writing() as found:
        found.patients.save(samples.patient())
        for number, state in enumerate((ClaimState.DENIED, ClaimState.CLOSED)):
            claim = Claim(id=f"c{number}", number=f"C{number}", patient="p1", payer="Sample Plan")
            said = {"lines": (line,), "owner": "finn", "state": state}
            found.claims.save(claim.model_copy(update=said))
    leaving, finn = Leaving(accounts), stored(accounts.store, "finn")
    assert [row.id for row in leaving.open_work("finn").claims] == ["c0"]
    assert leaving.leave(finn, "") == ()
    with accounts.store.reading() as found:
        taken, closed = found.claims.get("c0"), found.claims.get("c1")
    assert taken
    assert closed
    assert (taken.owner, closed.owner) == (accounts.trail.who, "finn")
    assert taken.events[-1].text == "Taken over from somebody who left."


def test_open_work_goes_to_somebody_else_in_one_step(practice: Practice) -> None:
    accounts = practice.with_two_managers()
    with accounts.store.writing() as found:
        found.patients.save(samples.patient())
        found.staff.save(member("otto", StaffRole.DENTIST))
        for number, who in enumerate(("finn", "ada", "finn")):
            draft = replace(samples.note(f"n{number}"), author_id=who, treating_id="ada")
            found.notes.save(draft, samples.SUMMARY, NOON)
    leaving, finn = Leaving(accounts), stored(accounts.store, "finn")
    assert {row.id for row in leaving.open_work("finn").drafts} == {"n0", "n2"}
    assert len(leaving.leave(finn, "")) == 1, "somebody must go on with them"
    assert stored(accounts.store, "finn").active
    assert leaving.leave(finn, "ada") == ()
    with accounts.store.reading() as found:
        notes = [found.notes.get(f"n{number}") for number in range(3)]
    assert [note.waits_for for note in notes if note] == ["ada", "", "ada"]
    assert [note.author_id for note in notes if note] == ["finn", "ada", "finn"]
    assert not stored(accounts.store, "finn").active
    with pytest.raises(StaleRecord):
        leaving.leave(finn, "ada")
    leaving.come_back(stored(accounts.store, "finn"))
    assert accounts.open(stored(accounts.store, "finn"), FIRST, THIRD) == ()
    assert practice.sign_in("finn", THIRD).trail.who == "finn"


def test_awaited_co_signatures_and_supervision_go_to_another_dentist(practice: Practice) -> None:
    practice.at = DESK_NOON
    accounts = practice.with_two_managers()
    store = accounts.store
    desk = PackingDesk.over(store)
    note, voided = signed_by_hygienist(desk)
    leaving, her = Leaving(accounts), stored(store, "ada-samplemann")
    waiting = samples.note("handed", note.patient_id)
    with store.writing() as found:
        found.notes.save(
            replace(waiting, waits_for=her.id, treating_id="ada"), samples.SUMMARY, DESK_NOON
        )
    work = leaving.open_work(her.id)
    assert [row.id for row in work.co_signatures] == [note.id], "a void note awaits nothing"
    assert "iris-filler" in {each.id for each in work.supervised}
    assert "handed" in {row.id for row in work.drafts}
    assert [each.id for each in leaving.dentists(her.id)] == ["otto-beispiel", "ada"]
    for nobody in ("", "mona", "finn"):
        assert leaving.leave(her, "ada", nobody) == (WHO_CO_SIGNS,)
    assert stored(store, her.id).active
    assert leaving.leave(her, "ada", "ada") == ()
    assert stored(store, "iris-filler").supervisor == "ada"
    with store.reading() as found:
        row, handed = found.notes.row(note.id), found.notes.get("handed")
        assert [standing_of(found, each.id) for each in (note, voided)] == [Standing.FITS] * 2
        told = found.audit.page(AuditQuery(note=note.id, deeds=(Deed.NOTE_REASSIGNED,))).rows
    assert desk.office.packs.material(note.id).view.awaits == "ada"
    assert row is not None
    assert row.co_signer == "ada"
    assert handed is not None
    assert handed.waits_for == "ada"
    assert [each.told for each in told] == [
        {"what": "co-signature", "to": "ada", "before": "ada-samplemann"}
    ]
    key = key_for(store, "ada", DESK_NOON)
    given = desk.office.as_user("ada").signing.later.co_sign(note.id, key)
    with store.reading() as found:
        assert standing_of(found, note.id) is Standing.FITS
        kept = found.notes.get(note.id)
    assert (given.by, kept) == ("ada", note), "what the hygienist signed stays"
    mine = {row.id for row in desk.office.as_user("ada").signing.waiting()}
    assert "handed" in mine
    assert note.id not in mine


def test_another_dentist_takes_the_place_of_the_usual_one(practice: Practice) -> None:
    accounts = practice.with_two_managers()
    store, leaving = accounts.store, Leaving(accounts)
    with store.writing() as found:
        found.practice.save(found.practice.get().model_copy(update={"treating": "ada"}))
        found.staff.save(member("otto", StaffRole.DENTIST))
        found.staff.save(member("paul", StaffRole.MANAGER))
    assert leaving.open_work("ada").is_usual_dentist
    assert not leaving.open_work("otto").needs_dentist
    assert leaving.leave(stored(store, "ada"), "", "") == (WHO_TREATS,)
    assert leaving.leave(stored(store, "ada"), "", "otto") == ()
    with store.reading() as found:
        assert found.practice.get().treating == "otto"
        row = found.audit.page(AuditQuery(about="practice", limit=1)).rows[0]
    assert row.told == {"fields": ["treating"], "to": "otto", "before": "ada"}
    mona = Leaving(replace(accounts, trail=accounts.trail.as_user("mona")))
    assert mona.leave(stored(store, "otto"), "", "") == (), "no other dentist is here"
    with store.reading() as found:
        assert found.practice.get().treating == ""


def test_a_co_signature_that_goes_on_twice_is_followed_and_a_forged_way_is_noticed(
    practice: Practice,
) -> None:
    practice.at = DESK_NOON
    accounts = practice.with_two_managers()
    store = accounts.store
    desk = PackingDesk.over(store)
    note, _voided = signed_by_hygienist(desk)
    with store.writing() as found:
        found.staff.save(member("otto", StaffRole.DENTIST))
    leaving = Leaving(accounts)
    assert leaving.leave(stored(store, "ada-samplemann"), "otto", "otto") == ()
    assert leaving.leave(stored(store, "otto"), "ada", "ada") == ()
    with store.reading() as found:
        assert standing_of(found, note.id) is Standing.FITS
    with store.writing() as found:
        found.notes.await_co_signature(note.id, "mona")
        assert standing_of(found, note.id) is Standing.BROKEN, "the trail tells of no such change"


def test_where_no_other_dentist_works_who_has_no_supervisor_now_is_known(
    practice: Practice,
) -> None:
    accounts = practice.with_two_managers()
    with accounts.store.writing() as found:
        finn = found.staff.get("finn")
        assert finn is not None
        found.staff.save(finn.model_copy(update={"supervisor": "ada"}))
    leaving, ada = Leaving(accounts), stored(accounts.store, "ada")
    assert leaving.dentists("ada") == ()
    assert leaving.leave(ada, "", "finn") == (WHO_CO_SIGNS,)
    assert leaving.leave(ada, "") == ()
    assert stored(accounts.store, "finn").supervisor == ""


def signed_by_hygienist(desk: PackingDesk) -> tuple[Note, Note]:
    """A note that awaits Ada Samplemann's co-signature, and one that is void besides."""
    store = desk.office.store
    with store.writing() as found:
        iris = found.staff.get("iris-filler")
        assert iris is not None
        found.staff.save(
            iris.model_copy(update={"role": StaffRole.HYGIENIST, "supervisor": "ada-samplemann"})
        )
    theirs = PackingDesk(desk.office.as_user("iris-filler"))
    note, voided = theirs.attach(), theirs.attach()
    hers = desk.office.as_user("ada-samplemann").signing.later
    hers.void(voided.id, key_for(store, "ada-samplemann", DESK_NOON), "Written twice.")
    return note, voided


def test_the_last_manager_who_can_sign_in_stays(practice: Practice) -> None:
    accounts = practice.sign_in("", FIRST)
    assert Leaving(accounts).leave(stored(accounts.store, "ada"), "") == (LAST_MANAGER,)
    assert practice.sign_in("ada", FIRST).trail.who == "ada"
