"""What the services need of a store for notes that wait for a reply; part of `store`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:  # as in `ports`
    from collections.abc import Sequence

    from app.domain.deadlines.awaited_reply import WaitingNote
    from app.domain.finding.listing import Cursor, Page


class AwaitedReplies(Protocol):
    """Notes whose question to a medical professional nobody has answered yet."""

    def page(
        self, person: str, after: Cursor | None, limit: int, gone: Sequence[str] = ()
    ) -> Page[WaitingNote]:
        """One page, what is needed first at the top, what has no day last.

        Of `person` (a staff id) are notes they treat or wrote, and those that only people who are
        `gone` (staff ids) treated and wrote; nobody's id lists everybody's.
        """
        ...
