"""What waits on this computer because the server was not there to take it: counted, and brought.

The window's `live_ways` asks it. Notes are brought by `notes.spool`; a page that is open brings its
own.
"""

from dataclasses import dataclass

from app.domain.left_open.unfinished import record_name
from app.services.claims.claim_changes import KIND as CLAIM
from app.services.claims.claim_changes import STEP, ClaimChanges
from app.services.denials.appeal_waiting import KIND as APPEAL
from app.services.denials.appeal_waiting import AppealsWaiting
from app.services.notes.spool import Brought, Keeping
from app.services.notes.unfinished import Unfinished


@dataclass(frozen=True, slots=True)
class WaitingPages:
    """Of one practice, as whoever is at the keyboard."""

    keeping: Keeping
    claims: ClaimChanges
    appeals: AppealsWaiting
    unfinished: Unfinished

    def count(self) -> int:
        """How many notes and pages lie on this computer alone. Raises DamagedSpool once."""
        return self.keeping.count() + self.unfinished.count_here()

    def bring(self, but: str = "") -> Brought:
        """Bring what can be stored as it is, and give the store the rest to keep.

        `but` is the name of what is left on the page that is open. Both lists are of such names.
        Raises disk failures; what was brought by then waits no more.
        """
        self.unfinished.bring()
        ended = {name: self._bring(name) for name in self._names() if name != but}
        saved = tuple(name for name, is_stored in ended.items() if is_stored)
        return Brought(saved, tuple(n for n, is_stored in ended.items() if is_stored is False))

    def _names(self) -> tuple[str, ...]:
        """What stores itself where it can: claims and appeals, each once."""
        names = []
        for name in self.unfinished.names():
            kind, _, rest = name.partition(":")
            if kind == STEP:
                names.append(record_name(CLAIM, rest.partition(":")[0]))
            elif kind in (CLAIM, APPEAL):
                names.append(name)
        return tuple(dict.fromkeys(names))

    def _bring(self, name: str) -> bool | None:
        _, claim_id, *appeal_id = name.split(":")
        if appeal_id:
            return self.appeals.bring(claim_id, appeal_id[0])
        return self.claims.bring(claim_id)
