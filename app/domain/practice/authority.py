"""Who in the practice may do what: rights by role, asked by the services and by the screens.

The services refuse with `NotAllowed`; screens ask first, so that nobody meets a refusal.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from app.domain.practice.people import StaffMember, StaffRole


class Right(StrEnum):
    """Something that not everybody may do. The value completes "You may not …"."""

    SIGN = "sign notes"
    AMEND = "add to signed notes"
    VOID = "void signed notes"
    SEE_MONEY = "see what is billed and paid"
    EDIT_CARDS = "change payer cards and channels"
    EDIT_PRACTICE = "change the practice’s own data"
    EDIT_PEOPLE = "change who works here and what they may do"
    SEE_HISTORY = "look through the history"
    RESTORE = "restore a backup"
    ANSWER_REQUESTS = "answer patients’ requests"


_CLINICAL = frozenset({Right.SIGN, Right.AMEND})
_RIGHTS: Mapping[StaffRole, frozenset[Right]] = {
    StaffRole.DENTIST: _CLINICAL | {Right.VOID, Right.SEE_MONEY, Right.SEE_HISTORY},
    StaffRole.HYGIENIST: _CLINICAL,
    StaffRole.COORDINATOR: _CLINICAL | {Right.ANSWER_REQUESTS},
    StaffRole.ASSISTANT: frozenset(),
    StaffRole.FRONT_DESK: frozenset({Right.ANSWER_REQUESTS}),
    StaffRole.BILLER: frozenset({Right.SEE_MONEY, Right.EDIT_CARDS, Right.ANSWER_REQUESTS}),
    StaffRole.MANAGER: frozenset(Right) - _CLINICAL,
}


def rights_of(member: StaffMember, everybody: Iterable[StaffMember]) -> frozenset[Right]:
    """What somebody may do; nothing once they have left.

    Where nobody is a manager, the dentists have a manager's rights, and without dentists everybody
    has: a practice that cannot be looked after by anyone would be lost.
    """
    if not member.active:
        return frozenset()
    rights = frozenset().union(*(_RIGHTS[role] for role in member.roles))
    if member.id in {each.id for each in managers(everybody)}:
        rights |= _RIGHTS[StaffRole.MANAGER]
    return rights


def managers(everybody: Iterable[StaffMember]) -> tuple[StaffMember, ...]:
    """Who looks after people, cards and restores: the managers, or who stands in for them."""
    working = tuple(each for each in everybody if each.active)
    for role in (StaffRole.MANAGER, StaffRole.DENTIST):
        if found := tuple(each for each in working if role in each.roles):
            return found
    return working


def needs_co_signature(signer: StaffMember) -> bool:
    """Whether a supervising dentist signs after this person: everybody's but a dentist's own."""
    return StaffRole.DENTIST not in signer.roles
