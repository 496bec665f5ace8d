"""The audit trail in memory; `fakes` joins it into its store."""

from collections.abc import Callable, Iterator, Mapping
from typing import Protocol

from app.domain.audit import (
    FIRST_HASH,
    SENDINGS,
    SIGNINGS,
    AuditEntry,
    AuditQuery,
    AuditRow,
    Head,
    SignedNote,
    chained,
    head_of,
)
from app.domain.finding.listing import Page
from app.domain.notes.note import Note
from app.domain.notes.plain import moment_text
from app.domain.packs.pack import Pack

WORKSTATION = "5" * 32


class Holds(Protocol):
    """What the trail looks at beside itself."""

    @property
    def audit(self) -> dict[str, AuditRow]: ...
    @property
    def notes(self) -> Mapping[str, tuple[Note, object]]: ...
    @property
    def packs(self) -> dict[str, Pack]: ...


class MemoryAudit:
    def __init__(self, held: Holds, cut: Callable[..., Page[AuditRow]]) -> None:
        self._held = held
        self._cut = cut
        self.appended: Head | None = None

    def append(self, entry: AuditEntry) -> AuditRow:
        last = self.appended or next(
            (head for head in self.heads() if head.workstation == WORKSTATION), None
        )
        count, previous = (last.count, last.hash) if last else (0, FIRST_HASH)
        row = chained(entry, WORKSTATION, count + 1, previous)
        self._held.audit[row.id] = row
        self.appended = head_of(row)
        return row

    def page(self, query: AuditQuery) -> Page[AuditRow]:
        rows = [((row.at, row.id), row) for row in self._held.audit.values() if fits(query, row)]
        return self._cut(rows, query.after, query.limit, newest_first=True)

    def chain(self, workstation: str) -> Iterator[tuple[str, AuditRow]]:
        for row_id, row in sorted(self._held.audit.items(), key=lambda item: item[1].number):
            if row.workstation == workstation:
                yield row_id, row

    def row_at(self, workstation: str, number: int) -> AuditRow | None:
        found = (row for _, row in self.chain(workstation) if row.number == number)
        return next(found, None)

    def heads(self) -> tuple[Head, ...]:
        ends: dict[str, AuditRow] = {}
        for row in sorted(self._held.audit.values(), key=lambda row: row.number):
            ends[row.workstation] = row
        return tuple(head_of(ends[name]) for name in sorted(ends))

    def signed_notes(self) -> Iterator[SignedNote]:
        told = {
            row.note: str(row.told.get("digest", ""))
            for row in self._held.audit.values()
            if row.deed in SIGNINGS
        }
        for note, _ in self._held.notes.values():
            if note.signature:
                yield SignedNote(note.id, note.signature.digest, told.pop(note.id, None))
        for note_id, digest in told.items():
            yield SignedNote(note_id, "", digest)

    def sent_untold(self) -> Iterator[str]:
        told = {row.about for row in self._held.audit.values() if row.deed in SENDINGS}
        yield from (p.id for p in self._held.packs.values() if p.sent and p.id not in told)


def fits(query: AuditQuery, row: AuditRow) -> bool:
    wanted = (
        (query.who, row.who),
        (query.patient, row.patient),
        (query.note, row.note),
        (query.about, row.about),
    )
    return (
        all(not want or want == have for want, have in wanted)
        and (not query.deeds or row.deed in query.deeds)
        and query.told in row.detail
        and (query.since is None or row.at >= moment_text(query.since))
        and (query.until is None or row.at < moment_text(query.until))
    )
