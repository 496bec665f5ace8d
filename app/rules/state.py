"""What the rules found: open items and counts per section and in total. The engine makes it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

from rpds import HashTrieSet

from app.domain.guide import Purpose
from app.rules.open_item import OpenItem

Met = Literal["met", "answered"]
Status = OpenItem | Met | None
"""An open item; `met`; `answered` (a warning that was given a reason); None: does not apply."""

Slot = Status | Mapping[str, Status]
"""The status of one rule; for a rule about a table's rows, by the row's answer path."""

PURPOSES: Final = tuple(Purpose)
NO_COUNTS: Final = (0,) * (1 + len(PURPOSES))

Counts = tuple[int, ...]
"""How many in all, then for each of PURPOSES."""


class Tally(NamedTuple):
    """How many facts are asked and how many of them are open: in all and for each purpose."""

    asked: Counts = NO_COUNTS
    open: Counts = NO_COUNTS

    def percent(self, purpose: Purpose | None = None) -> int:
        """Whole percent done, rounded down; 100 exactly when nothing is open."""
        at = 0 if purpose is None else 1 + PURPOSES.index(purpose)
        asked, still_open = self.asked[at], self.open[at]
        if still_open == 0:
            return 100
        return 100 * (asked - still_open) // asked

    def count_open(self, purpose: Purpose | None = None) -> int:
        """How many open items, in all or for one purpose."""
        return self.open[0 if purpose is None else 1 + PURPOSES.index(purpose)]


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
