"""Saves one claim from its page, one change after the other, on a worker.

A change is said as what it does to the claim as it is stored, so that one that met another
person's change is done again on top of theirs, and nothing typed is lost.
"""

from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from app.domain.claim import Claim, ClaimLine
from app.errors import ClaimBlocked, Failure, NotAllowed
from app.server_errors import ServerUnreachable
from app.services.claims.claims import FollowedClaims
from app.ui.page_tools import PageTools
from app.ui.tasks import Task

Change = Callable[[Claim], Claim]
"""Changes the claim as it is stored and keeps it; returns it as it is stored then."""

_NEVER = (ValueError, ClaimBlocked, NotAllowed)
"""What doing it again would not help: a step that does not follow, a note that may not leave."""

NO_LONGER = "The claim is {state} now, so this step does not follow. Look at what is stored."


class ClaimKeeping(QObject):
    """`kept` comes after each change, `refused` with the sentence why one was not kept."""

    kept = Signal(object)  # Claim
    refused = Signal(str)

    def __init__(
        self, claim: Claim, claims: FollowedClaims, tools: PageTools, parent: QObject
    ) -> None:
        super().__init__(parent)
        self.claim = claim
        self._claims = claims
        self._tools = tools
        self._waiting: deque[Change] = deque()
        self._task: Task[Claim] | None = None
        self.is_away = False
        """Whether the server was not reached for what waits, so that it can be done by itself."""

    @property
    def has_refused(self) -> bool:
        """Whether something was not kept and waits to be done again or dropped."""
        return self._task is None and bool(self._waiting)

    def do(self, change: Change) -> None:
        """Do a change once those before it are kept."""
        self._waiting.append(change)
        if self._task is None and len(self._waiting) == 1:
            self._begin()

    def see(self, claim: Claim) -> None:
        """Go on from a claim as it is shown now, unless something waits to be kept."""
        if self._task is None and not self._waiting:
            self.claim = claim

    def do_again(self) -> None:
        """Do what was not kept again, on top of what is stored now."""
        if self._reread():
            self._begin()

    def look_again(self) -> None:
        """Go on from what is stored now, unless something waits that was refused.

        What only the server was not there to take is done by itself. Where the claim was changed
        since, perhaps by that very step whose word got lost, a person decides.
        """
        before, was_away = self.claim.version, self.is_away
        try:
            if not was_away and self.flush():
                self.drop()
            elif was_away and self._reread() and self.claim.version == before:
                self._begin()
            self.is_away = False
        except Failure:
            return  # the server is gone; all is read again when it is back

    def drop(self) -> None:
        """Give up what was not kept, and look at what is stored."""
        self._waiting.clear()
        self.is_away = False
        if self._reread():
            self.kept.emit(self.claim)

    def flush(self) -> bool:
        """Wait until everything is kept; False when something was refused."""
        while self._task is not None:
            self._task.finish()
        return not self._waiting

    def _begin(self) -> None:
        change, claim = self._waiting[0], self.claim
        task = self._tools.runner.run(lambda _report: change(claim), self._on_kept, self._on_failed)
        self._task = task

    def _on_kept(self, claim: Claim) -> None:
        self._task, self.is_away = None, False
        self.claim = claim
        self._waiting.popleft()
        if self._waiting:
            self._begin()
        self.kept.emit(claim)

    def _on_failed(self, error: Exception) -> None:
        self._task = None
        self.is_away = isinstance(error, ServerUnreachable)
        if not isinstance(error, _NEVER):
            self.refused.emit(self._tools.words.of(error))
            return
        self._waiting.clear()
        if not self._reread():
            return
        self.kept.emit(self.claim)
        is_step = isinstance(error, ValueError)
        words = NO_LONGER.format(state=self.claim.state.value) if is_step else str(error)
        self.refused.emit(words)

    def _reread(self) -> bool:
        """Go on from the claim as it is stored; False, and said, where it may be seen no more."""
        try:
            self.claim = self._claims.get(self.claim.id)
        except NotAllowed as refused:
            self._waiting.clear()
            self.refused.emit(str(refused))
            return False
        return True


class ClaimEdits(QObject):
    """What is edited in place, each edit a change that the page's keeping does."""

    def __init__(self, keeping: ClaimKeeping, claims: FollowedClaims) -> None:
        super().__init__(keeping)
        self._keep = keeping.do
        self._claims = claims

    def set_field(self, name: str, value: object) -> None:
        """Change one field of the claim."""
        self._keep(lambda claim: self._claims.change(claim.model_copy(update={name: value}), name))

    def change_line(self, line_id: str, change: Callable[[ClaimLine], ClaimLine]) -> None:
        """Change one line, whatever became of the others meanwhile."""

        def changed(lines: tuple[ClaimLine, ...]) -> tuple[ClaimLine, ...]:
            return tuple(change(line) if line.id == line_id else line for line in lines)

        self._keep(lines_change(changed, self._claims))

    def remove_line(self, line_id: str) -> None:
        """Take one line off."""

        def left(lines: tuple[ClaimLine, ...]) -> tuple[ClaimLine, ...]:
            return tuple(line for line in lines if line.id != line_id)

        self._keep(lines_change(left, self._claims))


def lines_change(
    change: Callable[[tuple[ClaimLine, ...]], tuple[ClaimLine, ...]], claims: FollowedClaims
) -> Change:
    """Change the lines as they are stored."""

    def changed(claim: Claim) -> Claim:
        return claims.change(claim.model_copy(update={"lines": change(claim.lines)}), "lines")

    return changed
