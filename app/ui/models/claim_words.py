"""How a claim's state looks: the color of its badge; pages of claims and lists of them ask."""

from collections.abc import Mapping

from app.domain.claims.claim import ClaimState
from app.ui.theme import Role

_S = ClaimState
STATE_ROLES: Mapping[ClaimState, Role] = {
    _S.NOT_CLAIMED: Role.SILENT,
    _S.READY: Role.ACCENT,
    _S.ON_HOLD: Role.WARNS,
    _S.SENT: Role.ACCENT,
    _S.REJECTED: Role.BLOCKS,
    _S.ACKNOWLEDGED: Role.ACCENT,
    _S.INFORMATION_REQUESTED: Role.NEEDED,
    _S.PARTLY_PAID: Role.WARNS,
    _S.PAID: Role.DONE,
    _S.DENIED: Role.BLOCKS,
    _S.DISALLOWED: Role.BLOCKS,
    _S.APPEALED: Role.DENTIST,
    _S.UPHELD: Role.BLOCKS,
    _S.OVERTURNED: Role.DONE,
    _S.REVERSED: Role.BLOCKS,
    _S.REPLACED: Role.SILENT,
    _S.WRITTEN_OFF: Role.SILENT,
    _S.CLOSED: Role.SILENT,
}
"""The state itself is always said in words beside it."""
