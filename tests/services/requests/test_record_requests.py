"""A copy of a patient's records: everything of theirs, nothing of others, told in the trail."""

import hashlib
import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest

from app.bootstrap import make_printer
from app.domain.audit import AuditQuery, Deed
from app.domain.evidence.evidence import EvidenceKind, EvidenceRecord
from app.domain.evidence.light_table import Stopped
from app.domain.packs.pack import PackWish, Sending
from app.domain.practice.people import PersonName, StaffMember, StaffRole
from app.domain.requests.record_request import RecordKind, RecordRequest
from app.errors import NotAllowed
from app.services.requests.record_material import CLAIMS, LOOK_FIRST, NOT_SHOWN
from app.services.requests.record_requests import CONTENTS, RecordCopies
from tests.packing_desk import NOON, PORTAL, PackingDesk, picture
from tests.services.denials.denied_claims import SENT, WORDS, a_claim, begun, taken_eob
from tests.storage.fakes import MemoryStore

LETTER, EOB = picture("A letter of the cardiologist"), picture("A list of payments")


@pytest.fixture(scope="module")
def desk() -> Iterator[PackingDesk]:
    made = PackingDesk.over(MemoryStore())
    yield made
    made.office.close()


@pytest.fixture(scope="module")
def letter(desk: PackingDesk) -> EvidenceRecord:
    taken = desk.take_in(desk.note(), "Letter", LETTER)
    return desk.office.documents.save(
        taken.model_copy(update={"kind": EvidenceKind.LETTER}), desk.office.trail.who
    )


@pytest.fixture(scope="module")
def eob(desk: PackingDesk) -> EvidenceRecord:
    """An EOB nobody has looked at for other patients."""
    taken = desk.take_in(desk.note(), "EOB", EOB)
    return desk.office.documents.save(
        taken.model_copy(update={"kind": EvidenceKind.EOB}), desk.office.trail.who
    )


@pytest.fixture
def billed() -> Iterator[PackingDesk]:
    """A desk of its own for claims, so that no other copy has them."""
    made = PackingDesk.over(MemoryStore())
    yield made
    made.office.close()


@pytest.fixture
def copies(desk: PackingDesk, letter: EvidenceRecord, eob: EvidenceRecord) -> RecordCopies:
    assert letter.patient == eob.patient == desk.note().patient_id
    return copies_of(desk, desk.office.trail.who)


def copies_of(desk: PackingDesk, who: str) -> RecordCopies:
    office = desk.office
    return RecordCopies(
        office.store,
        office.charting,
        office.print_room,
        make_printer(office.light_table),
        office.light_table,
        office.clock,
        replace(office.trail, who=who),
    )


def request(desk: PackingDesk, **more: object) -> RecordRequest:
    values = {
        "id": "req1",
        "patient": desk.note().patient_id,
        "received": NOON.date(),
        **more,
    }
    return RecordRequest.model_validate(values)


def said(path: Path) -> str:
    pages = pypdf.PdfReader(io.BytesIO(path.read_bytes())).pages
    return "\n".join(page.extract_text() for page in pages)


def test_one_pdf_holds_notes_and_documents_numbered_through(
    desk: PackingDesk, copies: RecordCopies, tmp_path: Path
) -> None:
    seen: list[tuple[int, int]] = []
    copied = copies.write(
        request(desk), tmp_path / "a.pdf", lambda done, of: seen.append((done, of))
    )
    text = said(copied.path)
    pages = len(pypdf.PdfReader(copied.path).pages)
    assert pages == copied.pages
    assert all(f"Page {number} of {pages}" in text for number in range(1, pages + 1))
    assert "Copy of records" in text
    assert "D9311" in text
    assert "Letter" in text
    assert copied.stayed == [("EOB", LOOK_FIRST)]
    assert LOOK_FIRST[:30] in text
    assert seen[-1][0] == seen[-1][1]


def test_the_copy_stands_among_what_left_the_office(
    desk: PackingDesk, copies: RecordCopies, tmp_path: Path
) -> None:
    copied = copies.write(request(desk), tmp_path / "a.pdf")
    left = desk.office.what_left.of_patient(desk.note().patient_id)[0]
    assert (left.deed, left.about) == ("Exported", "Request for records")
    assert f"pages: {copied.pages}" in left.more


def test_single_files_say_nothing_of_the_patient_in_their_names(
    desk: PackingDesk, copies: RecordCopies, tmp_path: Path
) -> None:
    copied = copies.write(request(desk, form="files"), tmp_path)
    names = sorted(each.name for each in copied.path.iterdir())
    assert names[0] == CONTENTS
    assert len(names) == copied.parts + 1
    assert any(name.endswith("letter.pdf") for name in names)
    assert not any("Testwell" in name for name in (*names, copied.path.name))
    listed = said(copied.path / CONTENTS)
    assert all(name in listed for name in names[1:])


def test_what_went_to_the_payer_goes_along_byte_for_byte(
    desk: PackingDesk, copies: RecordCopies, tmp_path: Path
) -> None:
    office = desk.office
    material = office.packs.material(desk.note().id)
    channel = next(each for each in office.packs.channels() if each.id == PORTAL.id)
    pack = office.packs.make(office.packs.lay_out(material, channel, PackWish()))
    sending = Sending(by_way_of="portal", at=NOON, recorded_by="Finn", recorded_at=NOON)
    office.packs.record_sending(pack, sending)
    copied = copies.write(request(desk, form="files", kinds=("claims",)), tmp_path)
    sent = next(each for each in copied.path.iterdir() if "sent-" in each.name)
    assert hashlib.sha256(sent.read_bytes()).hexdigest() == pack.files[0].sha256
    assert not any("note-" in each.name for each in copied.path.iterdir())
    whole = copies.write(request(desk, kinds=(RecordKind.CLAIMS,)), tmp_path / "c.pdf")
    assert whole.pages == pack.files[0].pages + 1


def test_dates_leave_out_what_was_not_asked_for(
    desk: PackingDesk, copies: RecordCopies, tmp_path: Path
) -> None:
    nothing = request(desk, until="2001-01-01", kinds=("notes",))
    copied = copies.write(nothing, tmp_path / "a.pdf")
    assert copied.parts == 0
    assert "Nothing in Chartproof fits" in said(copied.path)


def test_stopped_nothing_is_written_and_nothing_told(
    desk: PackingDesk, copies: RecordCopies, tmp_path: Path
) -> None:
    before = desk.office.what_left.of_patient(desk.note().patient_id)
    with pytest.raises(Stopped):
        copies.write(request(desk), tmp_path / "a.pdf", stop=lambda: True)
    assert list(tmp_path.iterdir()) == []
    assert desk.office.what_left.of_patient(desk.note().patient_id) == before


def test_who_may_not_answer_requests_gets_no_copy(desk: PackingDesk, tmp_path: Path) -> None:
    with desk.office.store.writing() as found:
        member = found.staff.all()[0]
        helper = member.model_copy(
            update={"id": "helper", "role": StaffRole.ASSISTANT, "more_roles": (), "version": 0}
        )
        found.staff.save(helper)
    with pytest.raises(NotAllowed):
        copies_of(desk, "helper").write(request(desk), tmp_path / "a.pdf")
    assert list(tmp_path.iterdir()) == []


def test_the_trail_names_nobody(desk: PackingDesk, copies: RecordCopies, tmp_path: Path) -> None:
    copies.write(request(desk), tmp_path / "a.pdf")
    with desk.office.store.reading() as found:
        rows = found.audit.page(AuditQuery(deeds=(Deed.EXPORTED,))).rows
    assert "Testwell" not in repr(rows)


def test_claims_answers_and_letters_are_part_of_the_copy(
    billed: PackingDesk, tmp_path: Path
) -> None:
    room, office = billed.office.billing, billed.office
    copies = copies_of(billed, office.trail.who)
    claim, appeal = begun(room, a_claim(billed, taken_eob(billed)))
    claim = room.appeal_packs.send(room.appeals, claim, appeal, SENT)
    asked = request(billed, kinds=(RecordKind.CLAIMS,), patient=claim.patient)
    text = " ".join(said(copies.write(asked, tmp_path / "claims.pdf").path).split())
    for words in (claim.number, "85.00", "Payer’s answer of", WORDS, "CO 50", "level 1: sent"):
        assert words in text
    assert "Provider dispute on 11/22/2026" in text
    copied = copies.write(asked.model_copy(update={"form": "files"}), tmp_path)
    with office.store.reading() as found:
        letter = found.evidence.read(claim.appeals[0].letter)
    (kept,) = copied.path.glob("*letter-to-payer.pdf")
    assert kept.read_bytes() == letter
    assert len([*copied.path.glob("*claims.pdf")]) == 1


def test_who_may_not_see_money_makes_a_copy_without_claims_and_says_so(
    billed: PackingDesk, tmp_path: Path
) -> None:
    claim = a_claim(billed, taken_eob(billed))
    with billed.office.store.writing() as found:
        finn = StaffMember(
            id="finn", name=PersonName(given="Finn", family="Deskwell"), role=StaffRole.FRONT_DESK
        )
        found.staff.save(finn)
    asked = request(billed, kinds=(RecordKind.CLAIMS,), patient=claim.patient)
    copied = copies_of(billed, "finn").write(asked, tmp_path / "a.pdf")
    assert (CLAIMS, NOT_SHOWN) in copied.stayed
    assert claim.number not in said(copied.path)
