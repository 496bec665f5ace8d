"""The sample practice with documents on a real light table, ready to make packs; for pack tests."""

import datetime as dt
import io
from dataclasses import dataclass, replace

from PIL import Image, ImageDraw
from rpds import HashTrieMap

from app import bootstrap
from app.crypto import Secret
from app.domain.evidence.evidence import EvidenceRecord
from app.domain.evidence.offer import Pasted
from app.domain.finding.listing import NoteSummary
from app.domain.guides.answers import Evidence
from app.domain.ids import new_id
from app.domain.notes.note import Note
from app.domain.packs.channel import Channel, FileRules, NarrativeRules, NumberRules
from app.services.documents.documents import Taken, item_of
from app.services.notes.charting import Clock
from app.services.office.office import Office
from app.services.ports.store import Store
from app.stock import Stock
from tests.signing_keys import key_for

NOON = dt.datetime(2026, 11, 22, 17, 0, tzinfo=dt.UTC)

PORTAL = Channel(id="portal", title="A portal", own=True, files=FileRules(types=("pdf",)))
PICTURES = Channel(
    id="pictures",
    title="A clearinghouse",
    own=True,
    files=FileRules(types=("jpeg", "png"), at_most=6),
    narrative=NarrativeRules(at_most=400, number_counts=True),
)
ON_REQUEST = Channel(
    id="on-request",
    title="On request",
    own=True,
    files=FileRules(types=("pdf",)),
    number=NumberRules(used=False, transmission="AA"),
)


def picture(words: str, *, kind: str = "JPEG", size: tuple[int, int] = (850, 1100)) -> bytes:
    """A page of a letter as a picture file."""
    page = Image.new("RGB", size, "white")
    ImageDraw.Draw(page).text((80, 80), words, fill="black")
    out = io.BytesIO()
    page.save(out, kind)
    return out.getvalue()


@dataclass
class PackingDesk:
    """An open office over the sample notes."""

    office: Office
    _key: Secret | None = None

    @classmethod
    def over(cls, store: Store) -> "PackingDesk":
        """Fill an empty store with the sample practice and open its office at noon."""
        stock = Stock()
        bootstrap.fill_with_samples(stock, store)
        with store.writing() as found:
            for channel in (PORTAL, PICTURES, ON_REQUEST):
                found.channels.save(channel)
        return cls.reopened(store)

    @classmethod
    def reopened(cls, store: Store) -> "PackingDesk":
        """The office over a store filled before."""
        return cls(bootstrap.make_office(Stock(), store, clock=Clock(lambda: NOON, dt.UTC)))

    def note(self, code: str = "D9311") -> Note:
        """The signed sample note of a code."""
        with self.office.store.reading() as found:
            note = found.notes.get(f"sample-{code}")  # whatever tests have signed since
        assert note is not None
        return note

    def take_in(self, note: Note, title: str, content: bytes) -> EvidenceRecord:
        """A document of the note's patient."""
        taken = self.office.documents.take_in(Pasted(title, content), note.patient_id, "Finn")
        assert isinstance(taken, Taken), taken
        return taken.record

    def attach(self, *records: EvidenceRecord, field: str = "enclosures") -> Note:
        """A signed note like the sample, with a number of its own, that names the documents."""
        sample = self.note()
        answers = sample.content.answers.insert(field, Evidence(tuple(map(item_of, records))))
        with self.office.store.reading() as found:
            number = f"CPTEST{found.control_numbers.count()}"
        note = replace(
            sample,
            id=new_id(),
            status="draft",
            signature=None,
            known=HashTrieMap(),
            control_number=number,
            version=0,
            content=replace(sample.content, answers=answers),
        )
        kept = self.office.charting.save(note, NoteSummary())
        charting = self.office.charting
        return charting.sign(charting.open(kept.id), self.key())

    def key(self) -> Secret:
        """The signing key of who is at the keyboard, made when it is first asked for."""
        if self._key is None:
            self._key = key_for(self.office.store, self.office.charting.user, NOON)
        return self._key
