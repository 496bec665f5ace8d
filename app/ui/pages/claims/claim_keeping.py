"""Keeps one claim from its page, one change after the other, on a worker.

A change is a value (`claims.claim_change`): one that the store did not take is done when it can be,
on top of what others did, once, and waits where that needs somebody's word. What waits outlives the
program.
"""

import datetime as dt
from collections import deque
from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Signal

from app.domain.claims.claim import Claim
from app.domain.claims.claim_change import ClaimChange, LeftOnClaim, applied, plain
from app.errors import NotAllowed, StaleRecord
from app.server_errors import ServerUnreachable
from app.services.claims.claim_changes import NEVER, ClaimChanges, Settled, UnfitChangeError
from app.ui.page_tools import PageTools
from app.ui.pages.claims.claim_deciding import CAME_BETWEEN, clash_words
from app.ui.tasks import Task

NO_LONGER = "The claim is {state} now, so this step does not follow. Look at what is stored."


class ClaimKeeping(QObject):
    """`kept` comes after each change, `refused` with the sentence why one was not kept."""

    kept = Signal(object)  # Claim
    refused = Signal(str)
    moved_on = Signal()  # what waits is another than before

    def __init__(
        self, claim: Claim, changes: ClaimChanges, tools: PageTools, parent: QObject
    ) -> None:
        super().__init__(parent)
        self.claim = claim
        self._version = claim.version  # over which what waits was wished
        self._changes = changes
        self._tools = tools
        self._waiting: deque[ClaimChange] = deque()
        self._task: Task[Settled | None] | None = None
        self.is_away = False
        """Whether the server was not reached for what waits, so that it can be done by itself."""

    @property
    def has_refused(self) -> bool:
        """Whether something was not kept and waits to be done again or dropped."""
        return self._task is None and bool(self._waiting)

    @property
    def left(self) -> LeftOnClaim:
        """What waits to be kept."""
        return LeftOnClaim(version=self._version, changes=tuple(self._waiting))

    @property
    def wished(self) -> Claim:
        """The claim with what is typed over it and waits, which the next edit grows out of."""
        claim = self.claim
        for change in self._waiting:
            if change.kind in ("fields", "line"):
                claim = applied(claim, change)
        return claim

    def do(self, change: ClaimChange) -> None:
        """Do a change once those before it are kept."""
        if not self._waiting:
            self._version = self.claim.version
        self._waiting.append(change)
        self.moved_on.emit()
        if self._task is None and len(self._waiting) == 1:
            self._begin()

    def go_on(self, left: LeftOnClaim) -> None:
        """Go on with what waited when the page was closed, or the program was gone."""
        if left.changes:
            self._version = left.version
            self._waiting.extend(left.changes)
            self._begin()

    def see(self, claim: Claim) -> None:
        """Go on from a claim as it is shown now, unless something waits to be kept."""
        if self._task is None and not self._waiting:
            self.claim = claim

    def do_again(self) -> None:
        """Do what was not kept, on top of what is stored now: somebody decided so."""
        if self._waiting and self._reread():
            self._version = self.claim.version
            self._begin()

    def look_again(self) -> None:
        """Go on from what is stored now; what only the server was not there to take is done."""
        if self.is_away and self._task is None and self._waiting:
            self._begin()
        elif not self._waiting:
            try:
                self.drop()
            except ServerUnreachable:
                return  # it is gone; all is read again when it is back

    def drop_first(self) -> None:
        """Give up the change that was asked about, and go on with what waits behind it."""
        if len(self._waiting) > 1 and self._reread():
            self._waiting.popleft()
            self.moved_on.emit()
            self._begin()
        else:
            self.drop()

    def drop(self) -> None:
        """Give up everything that was not kept, and look at what is stored."""
        self._waiting.clear()
        self.is_away = False
        self.moved_on.emit()
        if self._reread():
            self.kept.emit(self.claim)

    def flush(self) -> bool:
        """Wait until everything is kept; False when something was refused."""
        while self._task is not None:
            self._task.finish()
        return not self._waiting

    def _begin(self) -> None:
        changes, claim_id, version = self._changes, self.claim.id, self._version
        change = self._waiting[0]
        self._task = self._tools.runner.run(
            lambda _report: changes.settle(claim_id, version, change),
            self._on_settled,
            self._on_failed,
        )

    def _on_settled(self, settled: Settled | None) -> None:
        self._task, self.is_away = None, False
        if settled is None:
            self._ask()
            return
        self.claim, self._version = settled.claim, settled.version
        self._waiting.popleft()
        self.moved_on.emit()
        if self._waiting:
            self._begin()
        self.kept.emit(self.claim)

    def _ask(self) -> None:
        """The claim was changed since: what waits needs somebody's word."""
        change = self._waiting[0]
        if self._reread():
            self.kept.emit(self.claim)
            self.refused.emit(clash_words(self.claim, change))

    def _on_failed(self, error: Exception) -> None:
        self._task = None
        self.is_away = isinstance(error, ServerUnreachable)
        if isinstance(error, StaleRecord):
            self.refused.emit(CAME_BETWEEN)
            return
        if not isinstance(error, NEVER):
            self.refused.emit(self._tools.words.of(error))
            return
        self._waiting.clear()
        self.moved_on.emit()
        if not self._reread():
            return
        self.kept.emit(self.claim)
        is_step = isinstance(error, ValueError) and not isinstance(error, UnfitChangeError)
        words = NO_LONGER.format(state=self.claim.state.value) if is_step else str(error)
        self.refused.emit(words)

    def _reread(self) -> bool:
        """Go on from the claim as it is stored; False, and said, where it may be seen no more."""
        try:
            self.claim = self._changes.claims.get(self.claim.id)
        except NotAllowed as refused:
            self._waiting.clear()
            self.refused.emit(str(refused))
            return False
        return True


class ClaimEdits(QObject):
    """What is edited in place, each edit a change that the page's keeping does; `now` is UTC."""

    def __init__(self, keeping: ClaimKeeping, now: Callable[[], dt.datetime]) -> None:
        super().__init__(keeping)
        self._keeping = keeping
        self._now = now

    def set_field(self, name: str, value: object) -> None:
        """Change one field of the claim."""
        were = plain({name: getattr(self._keeping.wished, name)})
        self._do(ClaimChange(kind="fields", at=self._now(), values=plain({name: value}), were=were))

    def change_line(self, line_id: str, values: Mapping[str, object]) -> None:
        """Change fields of one line, whatever became of the others meanwhile."""
        lines = (line for line in self._keeping.wished.lines if line.id == line_id)
        were = plain({name: getattr(line, name) for line in lines for name in values})
        self._do(
            ClaimChange(kind="line", at=self._now(), line=line_id, values=plain(values), were=were)
        )

    def remove_line(self, line_id: str) -> None:
        """Take one line off."""
        self._do(ClaimChange(kind="no line", at=self._now(), line=line_id))

    def _do(self, change: ClaimChange) -> None:
        self._keeping.do(change)
