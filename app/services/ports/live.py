"""What the services need to work beside others: the spool, answers left out, who is where.

Part of `ports`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:  # as in `ports`
    import datetime as dt

    from app.domain.left_open.unfinished import LeftWork
    from app.domain.left_open.unsaved import UnsavedNote
    from app.domain.notes.left_out import LeftOut
    from app.domain.workstations.opening import Opening


class Spool(Protocol):
    """What was typed and the server did not take, kept on this computer; for any thread."""

    def put(self, unsaved: UnsavedNote) -> None:
        """Keep it, in place of an older one of the same note; on the disk when this returns.

        Raises FullSpool, DamagedSpool, DiskFull, ReadOnlyFolder; then what was kept stays.
        """
        ...

    def drop(self, note_id: str) -> None:
        """Forget what was kept of a note, because the store has it. Raises as `put` does."""
        ...

    def all(self) -> tuple[UnsavedNote, ...]:
        """Every note kept, in the order it was first kept. Raises DamagedSpool once."""
        ...

    def put_left(self, left: LeftWork) -> None:
        """Keep what is typed outside of notes, in place of an older one. Raises as `put` does."""
        ...

    def drop_left(self, left: LeftWork) -> None:
        """Forget it, unless something newer is kept in its place. Raises as `put` does."""
        ...

    def left(self, who: str) -> tuple[LeftWork, ...]:
        """What somebody typed outside of notes. Raises DamagedSpool once."""
        ...


class LeftOutAnswers(Protocol):
    """Answers that a decision between two versions left out, kept for good."""

    def add(self, left: Iterable[LeftOut]) -> None:
        """Keep these."""
        ...

    def of(self, kind: str, record_id: str) -> tuple[LeftOut, ...]:
        """Those of a note or another record, the oldest first."""
        ...


class Openings(Protocol):
    """Which notes are open at other workstations; each beats while its program runs."""

    def begin(self, note_id: str, who: str, at: dt.datetime) -> None:
        """Tell the others that somebody (a staff id) has a note open here since then (UTC)."""
        ...

    def beat(self) -> None:
        """Tell the others that the program here still runs."""
        ...

    def is_told(self, note_id: str) -> bool:
        """Whether the others are still told that a note is open here."""
        ...

    def end(self, note_id: str = "") -> None:
        """Tell the others that a note is no longer open here; without an id, none is."""
        ...

    def others(self) -> tuple[Opening, ...]:
        """Every note that is open at another workstation, or was when the program there crashed."""
        ...

    def forget(self, workstation: str) -> None:
        """Take out what a workstation left behind that no longer beats."""
        ...
