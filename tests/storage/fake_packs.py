"""Documents, packs, control numbers and channels in memory; `fakes` joins them into its store."""

import datetime as dt

from app.domain.evidence.evidence import EvidenceRecord
from app.domain.finding.listing import search_key
from app.domain.packs.channel import Channel
from app.domain.packs.pack import Pack
from app.errors import TakenNumber
from tests.storage.kept import Kept


class MemoryDocuments(Kept[EvidenceRecord]):
    def save(self, document: EvidenceRecord) -> EvidenceRecord:
        return self.put(document.id, document)

    def of_patient(self, patient_id: str) -> tuple[EvidenceRecord, ...]:
        return self._in_order([d for d in self._held.values() if d.patient == patient_id])

    def of_file(self, sha256: str) -> tuple[EvidenceRecord, ...]:
        return self._in_order([d for d in self._held.values() if d.sha256 == sha256])

    @staticmethod
    def _in_order(documents: list[EvidenceRecord]) -> tuple[EvidenceRecord, ...]:
        return tuple(sorted(documents, key=lambda d: (d.taken_at, d.id)))


class MemoryPacks(Kept[Pack]):
    def save(self, pack: Pack) -> Pack:
        return self.put(pack.id, pack)

    def of_note(self, note_id: str) -> tuple[Pack, ...]:
        return self._latest_first([p for p in self._held.values() if p.note == note_id])

    def of_patient(self, patient_id: str) -> tuple[Pack, ...]:
        return self._latest_first([p for p in self._held.values() if p.patient == patient_id])

    def with_file(self, sha256: str) -> tuple[Pack, ...]:
        holds = [p for p in self._held.values() if any(f.sha256 == sha256 for f in p.files)]
        return self._latest_first(holds)

    @staticmethod
    def _latest_first(packs: list[Pack]) -> tuple[Pack, ...]:
        return tuple(sorted(packs, key=lambda p: (-p.made_at.timestamp(), p.id)))


class MemoryControlNumbers:
    def __init__(self, held: dict[str, str]) -> None:
        self._held = held

    def is_taken(self, number: str) -> bool:
        return number.upper() in self._held

    def take(self, number: str, note_id: str, at: dt.datetime) -> None:
        del at
        if self.is_taken(number):
            raise TakenNumber
        self._held[number.upper()] = note_id

    def count(self) -> int:
        return len(self._held)


class MemoryChannels(Kept[Channel]):
    def save(self, record: Channel) -> Channel:
        return self.put(record.id, record)

    def all(self) -> tuple[Channel, ...]:
        return tuple(sorted(self._held.values(), key=lambda c: (search_key(c.title), c.id)))
