"""What the rules found: open items and counts per section and in total. The engine makes it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from rpds import HashTrieSet

from app.domain.guides.guide import Purpose
from app.rules.open_item import OpenItem

Met = Literal["met", "answered"]
Status = OpenItem | Met | None
"""An open item; `met`; `answered` (a warning that was given a reason); None: does not apply."""

Slot = Status | dict[str, Status]
"""The status of one rule; for a rule about a table's rows, by the row's answer path."""

PURPOSES: Final = tuple(Purpose)
_ASKED = 1 + len(PURPOSES)

Counts = tuple[int, ...]
"""How many are asked in all and for each of PURPOSES, then how many are open, likewise."""

NO_COUNTS: Final[Counts] = (0,) * (2 * _ASKED)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many facts are asked and how many of them are open, in all and for each purpose."""

    counts: Counts = NO_COUNTS

    def asked(self, purpose: Purpose | None = None) -> int:
        """How many facts count, in all or for one purpose."""
        return self.counts[_at(purpose)]

    def open(self, purpose: Purpose | None = None) -> int:
        """How many of them are open, in all or for one purpose."""
        return self.counts[_ASKED + _at(purpose)]

    def percent(self, purpose: Purpose | None = None) -> int:
        """Whole percent done, rounded down; 100 exactly when nothing is open."""
        still_open = self.open(purpose)
        if still_open == 0:
            return 100
        asked = self.asked(purpose)
        return 100 * (asked - still_open) // asked


def _at(purpose: Purpose | None) -> int:
    return 0 if purpose is None else 1 + PURPOSES.index(purpose)


@dataclass(frozen=True, slots=True)
class SectionState:
    """One section: its open items in the guide's order, its invitations (silent), its tally."""

    id: str
    slots: tuple[Slot, ...]
    open_items: tuple[OpenItem, ...]
    invitations: tuple[OpenItem, ...]
    tally: Tally


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All sections, what is hidden (answer paths of fields and whole tables), and the total."""

    sections: tuple[SectionState, ...]
    hidden: "HashTrieSet[str]"
    total: Tally
    chart_only: bool

    @property
    def open_items(self) -> Iterator[OpenItem]:
        """Every open item, section by section; invitations are not among them."""
        for section in self.sections:
            yield from section.open_items

    @property
    def invitations(self) -> Iterator[OpenItem]:
        """Every silent item, section by section."""
        for section in self.sections:
            yield from section.invitations

    def find(self, item_id: str) -> OpenItem | None:
        """The open item or invitation of that id, if there is one."""
        for section in self.sections:
            for item in (*section.open_items, *section.invitations):
                if item.id == item_id:
                    return item
        return None
