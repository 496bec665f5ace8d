"""Documents, packs, control numbers and channels, over both stores."""

import datetime as dt
import hashlib

import pytest

from app.domain.evidence.evidence import Box, EvidenceKind, EvidenceRecord, Move, PageChoice
from app.domain.finding.listing import NoteSummary
from app.domain.packs.channel import Channel, FileRules
from app.domain.packs.pack import Pack, PackedFile, PackWish, Sending
from app.errors import StaleRecord, TakenNumber
from app.services.ports.store import Store
from tests.storage import samples

AT = dt.datetime(2026, 11, 22, 9, 30, tzinfo=dt.UTC)
LETTER = b"%PDF-1.4 a letter"


def document(document_id: str = "d1", *, minutes: int = 0, patient: str = "p1") -> EvidenceRecord:
    return EvidenceRecord(
        id=document_id,
        patient=patient,
        sha256=hashlib.sha256(LETTER).hexdigest(),
        size=len(LETTER),
        media="pdf",
        kind=EvidenceKind.LETTER,
        title="Cardiology letter",
        pages=(
            PageChoice(number=2, turn=90, boxes=(Box(left=0.1, top=0.2, width=0.3, height=0.05),)),
            PageChoice(number=1, included=False),
        ),
        taken_at=AT + dt.timedelta(minutes=minutes),
        moves=(Move(from_patient="p2", at=AT, by="s1", reason="wrong patient"),),
    )


def pack(pack_id: str = "k1", *, minutes: int = 0) -> Pack:
    return Pack(
        id=pack_id,
        note="n1",
        patient="p1",
        code="D9311",
        note_version=1,
        channel="portal",
        channel_version=2,
        channel_title="A portal",
        control_number="CP1",
        made_at=AT + dt.timedelta(minutes=minutes),
        made_by="s1",
        program="0.1.0",
        wish=PackWish(documents=("d1",)),
        files=(
            PackedFile(
                name="pack.pdf",
                role="pack",
                sha256=hashlib.sha256(LETTER).hexdigest(),
                size=len(LETTER),
                pages=2,
            ),
        ),
    )


@pytest.fixture
def filled(store: Store) -> Store:
    """A store with one note and one file."""
    with store.writing() as work:
        work.evidence.keep(LETTER)
        work.notes.save(samples.note(), NoteSummary(), AT)
    return store


def test_a_document_comes_back_whole(filled: Store) -> None:
    with filled.writing() as work:
        kept = work.documents.save(document())
    with filled.reading() as work:
        assert work.documents.get("d1") == kept == document().model_copy(update={"version": 1})


def test_documents_stand_in_the_order_they_came_and_are_found_by_file(filled: Store) -> None:
    with filled.writing() as work:
        later = work.documents.save(document("a", minutes=5))
        first = work.documents.save(document("z"))
    with filled.reading() as work:
        assert work.documents.of_patient("p1") == (first, later)
        assert work.documents.of_file(first.sha256) == (first, later)
        assert work.documents.of_patient("p2") == ()


def test_a_document_changed_elsewhere_is_not_overwritten(filled: Store) -> None:
    with filled.writing() as work:
        opened = work.documents.save(document())
        work.documents.save(opened.model_copy(update={"title": "Reply"}))
    with pytest.raises(StaleRecord), filled.writing() as work:
        work.documents.save(opened)


def test_a_pack_is_found_by_note_patient_and_each_of_its_files(filled: Store) -> None:
    with filled.writing() as work:
        early = work.packs.save(pack("z"))
        late = work.packs.save(pack("a", minutes=1))
    with filled.reading() as work:
        assert work.packs.of_note("n1") == work.packs.of_patient("p1") == (late, early)
        assert work.packs.with_file(early.files[0].sha256) == (late, early)
        assert work.packs.with_file("0" * 64) == ()


def test_that_a_pack_was_sent_is_kept_with_it(filled: Store) -> None:
    sending = Sending(by_way_of="portal", at=AT, recorded_by="s1", recorded_at=AT, reference="77")
    with filled.writing() as work:
        made = work.packs.save(pack())
        sent = work.packs.save(made.model_copy(update={"sent": sending}))
    with filled.reading() as work:
        assert work.packs.get("k1") == sent
        assert sent.sent == sending
        assert work.packs.with_file(pack().files[0].sha256) == (sent,)


def test_a_control_number_is_given_once_whatever_its_case(filled: Store) -> None:
    with filled.writing() as work:
        work.control_numbers.take("cp-7", "n1", AT)
    with filled.reading() as work:
        assert work.control_numbers.is_taken("CP-7")
        assert work.control_numbers.count() == 1
    with pytest.raises(TakenNumber), filled.writing() as work:
        work.control_numbers.take("Cp-7", "n1", AT)


def test_own_channels_are_listed_by_title(filled: Store) -> None:
    rules = FileRules(types=("pdf",))
    with filled.writing() as work:
        fax = work.channels.save(Channel(id="b", title="Fax", files=rules, own=True))
        early = work.channels.save(Channel(id="c", title="Ångström portal", files=rules, own=True))
    with filled.reading() as work:
        assert work.channels.all() == (early, fax)
        assert fax.version == 1
