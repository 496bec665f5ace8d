"""Finding documents and misspelled names in memory; `fakes` joins it into its store."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.evidence.evidence import EvidenceRecord
from app.domain.finding.listing import DocumentRow
from app.domain.finding.search_words import words_of
from app.domain.finding.spelling import nearest
from app.domain.practice.people import Patient
from tests.storage.fake_notes import has_words


@dataclass(frozen=True)
class MemorySearch:
    held_patients: Mapping[str, Patient]
    held_documents: Mapping[str, EvidenceRecord]

    def documents(self, search: str, limit: int) -> tuple[DocumentRow, ...]:
        newest = sorted(self.held_documents.values(), key=lambda d: d.taken_at, reverse=True)
        found = [
            DocumentRow(d.id, d.patient, self._name(d.patient), d.title, d.taken_at)
            for d in newest
            if words_of(search) and has_words(search, f"{d.title} {d.author}")
        ]
        return tuple(found[:limit])

    def names_near(self, word: str, limit: int) -> tuple[str, ...]:
        every = {each for p in self.held_patients.values() for each in words_of(p.name.full)}
        return nearest(word, every, limit)

    def _name(self, patient_id: str) -> str:
        return self.held_patients[patient_id].name.sorted
