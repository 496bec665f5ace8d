"""The recovery key as people see it: nine groups of five signs; `access` makes and reads it.

36 random signs of 31 are 178 bits. Each group ends in a check sign, so that a misread group is
named while it is typed. The signs are the digits and the letters without B, I, L, O and U: those
read as the sign they are mistaken for, so a look-alike is never wrong.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.crypto import Secret

SIGNS = "0123456789ACDEFGHJKMNPQRSTVWXYZ"  # 31, a prime: the check below rests on it
GROUPS = 9
GROUP_SIGNS = 5
_LOOK_ALIKES = str.maketrans({"O": "0", "I": "1", "L": "1", "B": "8", "U": "V"})

Pick = Callable[[str], str]


@dataclass(frozen=True, slots=True, repr=False)
class RecoveryKey:
    """A recovery key; it shows in no `repr`."""

    groups: tuple[str, ...]

    @property
    def secret(self) -> Secret:
        """The key as bytes to wrap with."""
        return Secret("".join(self.groups).encode("ascii"))

    def any_group(self) -> int:
        """The number of one group by chance, 0 the first."""
        import secrets

        return secrets.randbelow(len(self.groups))


def new_recovery_key(pick: Pick | None = None) -> RecoveryKey:
    """A fresh recovery key; `pick` draws one sign of those it is given, by chance when None."""
    import secrets  # not needed to unlock, so not before the first window

    draw = pick or secrets.choice
    return RecoveryKey(tuple(_group(number, draw) for number in range(GROUPS)))


def read_recovery_key(typed: str) -> tuple[RecoveryKey | None, tuple[str, ...]]:
    """The key somebody typed, or every problem with it, one sentence each.

    Case, blanks, dashes and other separators do not matter.
    """
    signs = _signs(typed)
    wanted = GROUPS * GROUP_SIGNS
    if len(signs) != wanted:
        return None, (f"The recovery key has {wanted} signs, this has {len(signs)}. Check it.",)
    groups = tuple(signs[i : i + GROUP_SIGNS] for i in range(0, wanted, GROUP_SIGNS))
    problems = tuple(
        f"Group {number + 1} is not as printed. Look at it again."
        for number, group in enumerate(groups)
        if not _holds(number, group)
    )
    return (None, problems) if problems else (RecoveryKey(groups), ())


def is_group(key: RecoveryKey, number: int, typed: str) -> bool:
    """Whether that is group `number` (0 the first) of the key."""
    import secrets

    return secrets.compare_digest(key.groups[number].encode(), _signs(typed).encode())


def _signs(typed: str) -> str:
    """What was typed, in signs; separators go, anything else stays to be counted and refused."""
    return "".join(c for c in typed.upper() if c.isalnum()).translate(_LOOK_ALIKES)


def _group(number: int, pick: Pick) -> str:
    random = "".join(pick(SIGNS) for _ in range(GROUP_SIGNS - 1))
    return next(random + check for check in SIGNS if _holds(number, random + check))


def _holds(number: int, group: str) -> bool:
    """Whether the check sign fits: a weighted sum modulo 31, with the group's number in it.

    Weights 1 to 5 differ and have inverses modulo a prime, so one wrong sign or two swapped ones
    always show, and so do two swapped groups.
    """
    if not set(group) <= set(SIGNS):
        return False
    values: Sequence[int] = [SIGNS.index(sign) for sign in group]
    return (sum(w * v for w, v in enumerate(values, 1)) + number) % len(SIGNS) == 0
