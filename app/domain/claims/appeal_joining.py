"""Two versions of one appeal's letter put together: what only one person changed is taken.

`services.denials.appeal_waiting` calls it where somebody wrote while another workstation, or the
same one before the server was gone, kept another version.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.claims.claim import Appeal
from app.domain.notes.merging import Side
from app.domain.practice.people import Border

WRITTEN_FIELDS = (
    "note",
    "request",
    "quotes",
    "words",
    "documents",
    "authorization",
    "authorization_on",
)
"""What somebody writes or chooses for a letter; the rest comes with acts."""

TEXTS = ("request", "words")
"""Of those, the ones that can hold what both wrote."""


class LeftOnAppeal(Border):
    """An appeal as it was stored when writing began, and as it is written since."""

    base: Appeal
    mine: Appeal

    @property
    def is_nothing(self) -> bool:
        """Whether nothing is written that is not stored."""
        return same_letter(self.base, self.mine)


@dataclass(frozen=True, slots=True)
class Joined:
    """The appeal with what both wrote, and the fields that both changed in different ways.

    Those stand in it as `theirs` until somebody decides.
    """

    appeal: Appeal
    clashes: tuple[str, ...]


def same_letter(one: Appeal, other: Appeal) -> bool:
    """Whether both say the same to the payer."""
    return all(getattr(one, name) == getattr(other, name) for name in WRITTEN_FIELDS)


def joined(left: LeftOnAppeal, theirs: Appeal) -> Joined:
    """What is left over what is stored now."""
    changes: dict[str, object] = {}
    clashes = []
    for name in WRITTEN_FIELDS:
        base, mine = getattr(left.base, name), getattr(left.mine, name)
        if mine in (base, getattr(theirs, name)):
            continue
        if getattr(theirs, name) == base:
            changes[name] = mine
        else:
            clashes.append(name)
    return Joined(theirs.model_copy(update=changes), tuple(clashes))


def decided(left: LeftOnAppeal, theirs: Appeal, sides: Mapping[str, Side]) -> Appeal:
    """The appeal once every field that both changed is decided. Raises KeyError for an open one."""
    found = joined(left, theirs)
    changes: dict[str, object] = {}
    for name in found.clashes:
        mine = getattr(left.mine, name)
        if sides[name] == "both":
            changes[name] = both(getattr(theirs, name), mine)
        elif sides[name] == "mine":
            changes[name] = mine
    return found.appeal.model_copy(update=changes)


def both(theirs: str, mine: str) -> str:
    """One text under the other."""
    return f"{theirs.rstrip()}\n\n{mine.lstrip()}"
