"""Rights by role: nobody who left has any, and a practice is never left without a manager."""

from hypothesis import given
from hypothesis import strategies as st

from app.domain.practice.authority import Right, managers, needs_co_signature, rights_of
from app.domain.practice.people import PersonName, StaffMember, StaffRole

NAME = PersonName(given="Ada", family="Samplemann")


def somebody(
    role: StaffRole, *more: StaffRole, number: int = 1, active: bool = True
) -> StaffMember:
    return StaffMember(id=f"s{number}", name=NAME, role=role, more_roles=more, active=active)


roles = st.sampled_from(list(StaffRole))
offices = st.lists(st.tuples(roles, st.lists(roles, max_size=3), st.booleans()), max_size=6).map(
    lambda rows: [
        somebody(role, *more, number=number, active=active)
        for number, (role, more, active) in enumerate(rows)
    ]
)


@given(offices)
def test_somebody_always_looks_after_the_people(
    office: list[StaffMember],
) -> None:
    working = [each for each in office if each.active]
    may = [each for each in office if Right.EDIT_PEOPLE in rights_of(each, office)]
    assert bool(may) == bool(working)
    assert all(each.active for each in may)


@given(offices)
def test_who_left_may_do_nothing(office: list[StaffMember]) -> None:
    assert not any(rights_of(each, office) for each in office if not each.active)


@given(roles, st.lists(roles, max_size=3))
def test_another_role_never_takes_a_right_away(role: StaffRole, more: list[StaffRole]) -> None:
    boss = somebody(StaffRole.MANAGER, number=2)
    with_one = somebody(role)
    with_more = somebody(role, *more)
    assert rights_of(with_one, (with_one, boss)) <= rights_of(with_more, (with_more, boss))


def test_where_nobody_is_a_manager_the_dentist_stands_in() -> None:
    dentist, desk = somebody(StaffRole.DENTIST), somebody(StaffRole.FRONT_DESK, number=2)
    assert managers((desk, dentist)) == (dentist,)
    assert Right.RESTORE in rights_of(dentist, (desk, dentist))
    assert Right.RESTORE not in rights_of(desk, (desk, dentist))


def test_a_manager_does_not_sign_what_a_clinician_must() -> None:
    boss = somebody(StaffRole.MANAGER)
    assert Right.SIGN not in rights_of(boss, (boss, somebody(StaffRole.DENTIST, number=2)))
    assert needs_co_signature(somebody(StaffRole.COORDINATOR))
    assert not needs_co_signature(somebody(StaffRole.MANAGER, StaffRole.DENTIST))
