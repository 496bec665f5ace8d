"""Checks the audit trail row by row; History and `chartproof audit verify` ask for it, on a worker.

Memory does not grow with the trail: rows are read one after the other.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from app.domain.audit import About, Anchor, AuditQuery, AuditRow, Deed, Head, true_hash
from app.domain.evidence.light_table import Stop, Stopped, never
from app.domain.practice.authority import Right
from app.domain.signing.seal import SigningKey, Standing
from app.services.audit.trail_start import BROKEN, SENTENCES
from app.services.permission import require
from app.services.ports.store import Repositories, Store
from app.services.seals.key_standing import untold_keys
from app.services.seals.standing import standing_of
from app.services.trail import Trail

MOST_NAMED = 100
LONGEST_COUNT = 15
"""Digits; a chain that a row tells of has fewer rows."""

CHANGED = "It was changed after it was written."
UNJOINED = "It does not follow the row before it."
REPLACED = "It is not the row that was written here."


@dataclass(frozen=True, slots=True)
class Break:
    """Something in the trail that does not hold. `number` is 0 where no row is to blame.

    `is_told` is a misfit that the trail itself tells of: somebody may explain that.
    """

    what: str
    workstation: str = ""
    number: int = 0
    at: str = ""
    is_told: bool = False

    @property
    def row(self) -> str:
        """The row to blame, as the row that explains it names it."""
        return f"{self.workstation}:{self.number}"

    @property
    def sentence(self) -> str:
        """Which row, of when, and what is wrong with it."""
        if not self.number:
            return self.what
        moment = _shown(self.at)
        written = f", written {moment}" if moment else ""
        return f"Row {self.number} of workstation {self.workstation[:8]}{written}: {self.what}"


@dataclass(frozen=True, slots=True)
class TrailReport:
    """What a check found; `rows` were read."""

    rows: int
    workstations: int
    breaks: tuple[Break, ...]
    explained: int = 0

    @property
    def told(self) -> tuple[Break, ...]:
        """The misfits that the trail tells of and nobody has explained."""
        return tuple(each for each in self.breaks if each.is_told)

    @property
    def is_whole(self) -> bool:
        """Whether nothing is wrong."""
        return not self.breaks

    @property
    def sentence(self) -> str:
        """The outcome in one sentence, for the screen and the command line."""
        if self.is_whole:
            chains = "workstation" if self.workstations == 1 else "workstations"
            whole = f"The audit trail is whole: {self.rows:,} rows of {self.workstations} {chains}."
            misfits = "misfit was" if self.explained == 1 else "misfits were"
            return f"{whole} {self.explained} {misfits} explained." if self.explained else whole
        more = len(self.breaks) - 1
        others = f" {more} more after it." if more else ""
        return f"The audit trail is broken. {self.breaks[0].sentence}{others}"


def check_trail(store: Store, stop: Stop = never) -> TrailReport:
    """Walk every chain, then ask for the rows of signed notes and sent packs. Raises Stopped.

    A chain is walked to its first broken row: what comes after that cannot be told from it. Of
    notes and packs at most MOST_NAMED are named.
    """
    anchor = store.anchor()  # first: what is read after it may be ahead of it, never behind
    with store.reading() as found:
        heads = found.audit.heads()
        walks = [_Walk(found, head.workstation, anchor, stop) for head in heads]
        breaks = [each for walk in walks for each in walk.breaks()]
        breaks += _anchored_elsewhere(anchor, heads)
        breaks += islice(_untold(found), MOST_NAMED)
        rows = sum(walk.rows for walk in walks)
        explained = _explained(found)
    left = tuple(each for each in breaks if not (each.is_told and each.row in explained))
    return TrailReport(rows, len(walks), left, len(breaks) - len(left))


def broken_chains(store: Store) -> tuple[Break, ...]:
    """What does not hold in the chains alone, without the misfits they tell of; for a backup."""
    anchor = store.anchor()
    with store.reading() as found:
        heads = found.audit.heads()
        walks = [_Walk(found, head.workstation, anchor, never) for head in heads]
        return tuple(each for walk in walks for each in walk.breaks() if not each.is_told)


def explain(store: Store, trail: Trail, misfits: Iterable[Break], reason: str) -> None:
    """Write down why the trail did not fit, for each misfit that it tells of. Raises NotAllowed."""
    with store.writing() as found:
        require(found, trail.who, Right.SEE_HISTORY)
        for each in misfits:
            trail.add(found, Deed.TRAIL_EXPLAINED, About("trail"), row=each.row, reason=reason)


def unexplained_keys(found: Repositories) -> tuple[SigningKey, ...]:
    """The signing keys that no row tells of, without those that somebody has explained."""
    told, explained = _told_keys(found), _explained(found)
    return tuple(
        key
        for key in untold_keys(found)
        if (row := told.get(key.fingerprint)) is None or _name_of(row) not in explained
    )


def _explained(found: Repositories) -> frozenset[str]:
    rows = _every(found, Deed.TRAIL_EXPLAINED)
    return frozenset(str(row.told.get("row")) for row in rows)


def _told_keys(found: Repositories) -> dict[str, AuditRow]:
    """The row about each key that was found and that nobody had made, by the key's fingerprint."""
    return {str(row.told.get("key")): row for row in _every(found, Deed.KEY_MISFIT)}


def _every(found: Repositories, deed: Deed) -> Iterator[AuditRow]:
    query = AuditQuery(deeds=(deed,))
    while True:
        page = found.audit.page(query)
        yield from page.rows
        if page.after is None:
            return
        query = replace(query, after=page.after)


def _name_of(row: AuditRow) -> str:
    return f"{row.workstation}:{row.number}"


class _Walk:
    """One way along a chain; `rows` counts those read."""

    def __init__(self, found: Repositories, workstation: str, anchor: Anchor, stop: Stop) -> None:
        self._found = found
        self._workstation = workstation
        self._stop = stop
        head = anchor.head
        self._anchored = head if head and head.workstation == workstation else None
        self.rows = 0

    def breaks(self) -> Iterator[Break]:
        previous = ""
        for row_id, row in self._found.audit.chain(self._workstation):
            if self._stop():
                raise Stopped
            self.rows += 1
            if wrong := self._wrong(row_id, row, previous):
                yield Break(wrong, self._workstation, self.rows, row.at)
                return
            yield from self._told(row)
            previous = row.hash
        if self._anchored and self.rows < self._anchored.count:
            count = self._anchored.count
            what = f"It is missing with all after it; this computer had written {count:,} rows."
            yield Break(what, self._workstation, self.rows + 1)

    def _wrong(self, row_id: str, row: AuditRow, previous: str) -> str:
        """What is wrong with the row that should be the next one; empty when nothing is."""
        if row.number > self.rows:
            return "It is missing."
        if row.number != self.rows:
            return "A row stands in its place that does not belong there."
        if row.hash != true_hash(row) or row.id != row_id:
            return CHANGED
        if row.previous != previous:
            return UNJOINED
        if self._anchored and row.number == self._anchored.count:
            return "" if row.hash == self._anchored.hash else REPLACED
        return ""

    def _told(self, row: AuditRow) -> Iterator[Break]:
        """What the row itself tells of breaks, and of the ends of other chains."""
        if row.deed == Deed.TRAIL_MISFIT:
            what = SENTENCES.get(str(row.told.get("why")), BROKEN)
            yield Break(what, row.workstation, row.number, row.at, is_told=True)
        heads = row.told.get("heads", [])
        if row.deed != Deed.TRAIL_REJOINED or not isinstance(heads, list):
            return
        for told in heads:
            workstation, _, place = str(told).partition(":")
            number, _, true = place.partition(":")
            count = int(number) if number.isdecimal() and len(number) < LONGEST_COUNT else 0
            other = self._found.audit.row_at(workstation, count)
            if other is None or other.hash != true:
                yield Break(REPLACED, workstation, count)


def _anchored_elsewhere(anchor: Anchor, heads: tuple[Head, ...]) -> Iterator[Break]:
    """What the anchor tells of a chain that is not there at all."""
    if anchor.standing == "broken":
        yield Break(BROKEN)
    head = anchor.head
    if head and head.workstation not in {each.workstation for each in heads}:
        yield Break(f"All {head.count:,} rows of this computer are missing.")


def _untold(found: Repositories) -> Iterator[Break]:
    for signed in found.audit.signed_notes():
        if signed.told is None:
            yield Break(f"Note {signed.note} is signed, and no row tells of it.")
        elif signed.told != signed.digest:
            yield Break(f"The signature of note {signed.note} is not the one its row tells of.")
        elif standing_of(found, signed.note) is not Standing.FITS:
            yield Break(f"Note {signed.note}, or something added to it, is not what was signed.")
    told = _told_keys(found)
    for key in untold_keys(found):
        owner = found.staff.get(key.person)
        name = owner.name.full if owner else "somebody who is not on the staff"
        what = f"No row tells of the signing key {key.fingerprint[:8]} of {name}."
        row = told.get(key.fingerprint)
        if row is None:
            yield Break(what)
        else:
            yield Break(what, row.workstation, row.number, row.at, is_told=True)
    for pack_id in found.audit.sent_untold():
        yield Break(f"Pack {pack_id} is recorded as sent, and no row tells of it.")


def _shown(at: str) -> str:
    """A stored time for people; empty where it is none any more."""
    try:
        return f"{dt.datetime.fromisoformat(at):%m/%d/%Y %H:%M:%S} UTC"
    except ValueError:
        return ""
