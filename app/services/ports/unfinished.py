"""What keeping unfinished work needs from a store, as a Protocol; `app.storage.unfinished` fits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:  # the unlock dialog comes up before the domain is imported
    from app.domain.left_open.unfinished import LeftWork


class UnfinishedRows(Protocol):
    """What people left unfinished; of one person and one name the newest alone."""

    def keep(self, kept: LeftWork) -> None:
        """Keep it in place of what was kept under this name."""
        ...

    def get(self, who: str, what: str) -> LeftWork | None:
        """What somebody left under a name, or None."""
        ...

    def drop(self, who: str, what: str) -> None:
        """Forget it, if it is there."""
        ...

    def of(self, who: str) -> tuple[LeftWork, ...]:
        """Everything that somebody left, the newest first."""
        ...
