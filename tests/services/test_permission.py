"""What roles allow, asked of the services themselves."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.audit import AuditQuery, Deed
from app.domain.practice.account import Account
from app.domain.practice.authority import Right, rights_of
from app.domain.practice.people import StaffRole
from app.errors import (
    NotAllowed,
)
from app.interchange.csv_lines import csv_lines
from app.services.audit.history import History
from app.services.permission import Permission, is_looked_after, require
from app.services.records.records import Records
from tests.people_practice import (
    Practice,
    deeds,
    member,
    stored,
)
from tests.storage import samples
from tests.storage.fakes import MemoryStore


def test_rights_follow_roles_at_once(practice: Practice) -> None:
    accounts = practice.with_two_managers()
    finn = Permission(accounts.store, "finn")
    assert not finn.may(Right.SEE_MONEY)
    with accounts.store.writing() as found:
        roles = {"more_roles": (StaffRole.BILLER,)}
        found.staff.save(stored(accounts.store, "finn").model_copy(update=roles))
    assert finn.may(Right.SEE_MONEY)
    with accounts.store.reading() as found, pytest.raises(NotAllowed):
        require(found, "finn", Right.EDIT_PEOPLE)
    with accounts.store.reading() as found, pytest.raises(NotAllowed):
        require(found, "", Right.SEE_HISTORY)


@given(st.lists(st.tuples(st.sampled_from(StaffRole), st.booleans()), min_size=1, max_size=6))
def test_somebody_can_always_look_after_people(roles: list[tuple[StaffRole, bool]]) -> None:
    staff = [
        member(f"s{number}", role).model_copy(update={"active": active})
        for number, (role, active) in enumerate(roles)
    ]
    able = [each for each in staff if Right.EDIT_PEOPLE in rights_of(each, staff)]
    assert bool(able) == any(each.active for each in staff)
    assert all(each.active for each in able)


def test_a_manager_whose_account_is_closed_looks_after_nobody() -> None:
    at, looked_after = dt.datetime(2026, 3, 2, tzinfo=dt.UTC), []
    account = Account(id="mona", made_at=at)
    with MemoryStore().writing() as found:
        found.staff.save(member("mona", StaffRole.MANAGER))
        found.staff.save(member("finn", StaffRole.FRONT_DESK))
        looked_after.append(is_looked_after(found))  # nobody has an account yet
        found.accounts.save(Account(id="finn", made_at=at))
        looked_after.append(is_looked_after(found))
        kept = found.accounts.save(account)
        looked_after.append(is_looked_after(found))
        found.accounts.save(kept.model_copy(update={"closed_at": at}))
        looked_after.append(is_looked_after(found))
    assert looked_after == [True, False, True, False]


def test_services_refuse_what_roles_do_not_allow(practice: Practice) -> None:
    """Not the screens alone: each act is tried as the front desk, then as the manager."""
    accounts = practice.with_two_managers()
    store, trail = accounts.store, accounts.trail
    finn = Records(store, trail.as_user("finn"))
    hired = member("iris", StaffRole.ASSISTANT)
    mona = finn.as_user(trail.as_user("mona"))
    with pytest.raises(NotAllowed):
        finn.save(hired)
    with pytest.raises(NotAllowed):
        finn.save(samples.practice())
    mona.save(hired)
    mona.save(samples.practice())
    finn.save(samples.patient())
    assert ("roles changed", "mona", "iris") in deeds(store, Deed.RIGHTS_CHANGED)
    history = History(store, trail.as_user("finn"), dt.UTC, csv_lines)
    with pytest.raises(NotAllowed):
        history.page(AuditQuery())
    assert history.as_user(trail).page(AuditQuery()).rows
