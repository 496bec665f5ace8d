"""Packs of signed notes: laid out, judged against the channel, kept, written, recorded."""

import datetime as dt
import hashlib
import io
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader

from app.domain.audit import Deed
from app.domain.evidence.evidence import Box, EvidenceKind, EvidenceRecord
from app.domain.evidence.light_table import Stopped
from app.domain.finding.listing import NoteSummary
from app.domain.notes.note import Note
from app.domain.packs.channel import Channel, FileRules, NumberRules
from app.domain.packs.pack import PackWish, Sending
from app.domain.practice.people import Patient, PersonName
from app.errors import (
    AlreadySent,
    NumberSent,
    SignatureBroken,
    StaleRecord,
    TakenNumber,
    VoidedNote,
)
from app.services.packs.pack_limits import misfits, usual_wish
from app.services.packs.pack_making import PackTrial
from app.services.packs.packing import BROKEN, UNSIGNED
from app.services.trail import Trail, about_note
from tests.packing_desk import NOON, ON_REQUEST, PICTURES, PORTAL, PackingDesk, picture
from tests.storage.fakes import MemoryStore

SENT = Sending(by_way_of="portal", at=NOON, recorded_by="Finn", recorded_at=NOON, reference="R-7")


@pytest.fixture(scope="module")
def desk() -> Iterator[PackingDesk]:
    opened = PackingDesk.over(MemoryStore())
    yield opened
    opened.office.close()


@pytest.fixture(scope="module")
def letter(desk: PackingDesk) -> EvidenceRecord:
    return desk.take_in(desk.note(), "Cardiology letter.jpg", picture("Dear Dr. Samplemann"))


@pytest.fixture
def note(desk: PackingDesk, letter: EvidenceRecord) -> Note:
    """A signed note that encloses the letter."""
    return desk.attach(letter)


def laid(
    desk: PackingDesk, note: Note, wish: PackWish | None = None, channel: Channel = PORTAL
) -> PackTrial:
    """The pack of a note, with the channel as it is kept."""
    packs = desk.office.packs
    material = packs.material(note.id)
    kept = desk.office.channels.get(channel.id)
    assert kept is not None
    channel = channel.model_copy(update={"version": kept.version})
    return packs.lay_out(material, channel, wish or packs.usual(material, channel))


def words_of(pdf: bytes) -> str:
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def test_a_pack_is_one_pdf_with_manifest_cover_and_narrative(
    desk: PackingDesk, note: Note, letter: EvidenceRecord
) -> None:
    trial = laid(desk, note)
    number = note.control_number
    assert trial.may_be_made, trial.misfits
    assert list(trial.contents) == [
        f"{number}.pdf",
        "narrative.txt",
        "cover-sheet.pdf",
        "manifest.json",
    ]
    words = words_of(trial.contents[f"{number}.pdf"])
    pages = len(PdfReader(io.BytesIO(trial.contents[f"{number}.pdf"])).pages)
    assert f"Page {pages} of {pages}" in words
    assert f"{number} MT" in words
    assert "Cardiology letter" in words  # the list of enclosures and the stamped footer
    manifest = json.loads(trial.contents["manifest.json"])
    assert manifest["control_number"] == number
    assert manifest["files"][0]["sources"] == [
        {"title": "Cardiology letter", "sha256": letter.sha256}
    ]
    for listed in manifest["files"]:
        content = trial.contents[listed["name"]]
        assert listed["sha256"] == hashlib.sha256(content).hexdigest()
        assert listed["bytes"] == len(content)


def test_the_cover_sheet_is_one_page_and_names_nobody(desk: PackingDesk, note: Note) -> None:
    trial = laid(desk, note)
    assert len(PdfReader(io.BytesIO(trial.contents["cover-sheet.pdf"])).pages) == 1
    everything = words_of(trial.contents["cover-sheet.pdf"])
    everything += trial.contents["manifest.json"].decode() + " ".join(trial.contents)
    assert "Testwell" not in everything
    assert "Marisol" not in everything


def test_the_same_pack_is_made_again_to_the_byte(desk: PackingDesk, note: Note) -> None:
    packs = desk.office.packs
    made = packs.make(laid(desk, note))
    assert packs.made_again(made)


def test_documents_turned_since_make_another_pack(desk: PackingDesk, note: Note) -> None:
    packs = desk.office.packs
    record = desk.take_in(note, "Turned letter.jpg", picture("turn me"))
    own = desk.attach(record)
    made = packs.make(laid(desk, own))
    turned = record.pages[0].model_copy(update={"turn": 90})
    desk.office.documents.save(record.model_copy(update={"pages": (turned,)}))
    assert not packs.made_again(made)


def test_pictures_of_pages_are_numbered_and_keep_to_the_channel(
    desk: PackingDesk, note: Note
) -> None:
    trial = laid(desk, note, channel=PICTURES)
    names = [name for name in trial.contents if name.endswith(".jpg")]
    assert names == [f"{note.control_number}-p{at:03d}.jpg" for at in range(1, len(names) + 1)]
    assert not any(name.endswith(".pdf") for name in trial.contents if name != "cover-sheet.pdf")
    for name in names:
        page = Image.open(io.BytesIO(trial.contents[name]))
        assert page.size == (1700, 2200)
        assert not page.getexif()
    narrative = trial.contents["narrative.txt"].decode()
    assert narrative.startswith(note.control_number)
    assert len(narrative) <= 400
    assert trial.narrative.dropped


def test_a_channel_on_request_bears_no_number(desk: PackingDesk, note: Note) -> None:
    trial = laid(desk, note, channel=ON_REQUEST)
    assert trial.pack.control_number == ""
    name = next(iter(trial.contents))
    assert re.fullmatch(r"D9311-\d{6}\.pdf", name)
    assert note.control_number not in words_of(trial.contents[name])


def test_nothing_is_made_of_a_note_that_is_not_signed(desk: PackingDesk) -> None:
    draft = desk.office.charting.new_note(desk.note().patient_id, "D9311")
    kept = desk.office.charting.save(draft.note, NoteSummary())
    trial = laid(desk, kept)
    assert UNSIGNED in [misfit.text for misfit in trial.misfits if misfit.blocks]
    with pytest.raises(ValueError, match="blocks"):
        desk.office.packs.make(trial)


def test_a_broken_signature_blocks(desk: PackingDesk, note: Note) -> None:
    broken = replace(note, id="broken1", treating_id="", version=0, control_number="CPBROKEN")
    with desk.office.store.writing() as found:
        found.notes.save(broken, NoteSummary(), NOON)
    assert BROKEN in [misfit.text for misfit in laid(desk, broken).misfits]


def test_other_patients_are_asked_for_and_redacted_means_black(desk: PackingDesk) -> None:
    record = desk.take_in(desk.note(), "Eob of many.jpg", picture("Other Patient, 1950"))
    record = desk.office.documents.save(record.model_copy(update={"kind": EvidenceKind.EOB}))
    note = desk.attach(record)
    asked = laid(desk, note)
    assert not asked.may_be_made
    assert "are other patients visible?" in asked.misfits[0].text
    assert {mend.document for mend in asked.misfits[0].mends} == {record.id, ""}
    said = desk.office.documents.save(record.model_copy(update={"other_patients": "redacted"}))
    assert "nothing on its pages is" in laid(desk, note).misfits[0].text
    box = Box(left=0, top=0, width=1, height=0.5)
    black = said.pages[0].model_copy(update={"boxes": (box,)})
    desk.office.documents.save(said.model_copy(update={"pages": (black,)}))
    assert laid(desk, note).may_be_made


def test_sensitive_documents_and_others_of_the_patient_stay_behind(
    desk: PackingDesk, letter: EvidenceRecord
) -> None:
    secret = desk.take_in(desk.note(), "Counseling.jpg", picture("counseling"))
    secret = desk.office.documents.save(secret.model_copy(update={"sensitive": True}))
    beside = desk.take_in(desk.note(), "Other visit.jpg", picture("other visit"))
    trial = laid(desk, desk.attach(letter, secret))
    assert [each.document for each in trial.pack.enclosed] == [letter.id]
    why = {each.document: each.why for each in trial.pack.left_out}
    assert why[secret.id].startswith("Sensitive")
    assert why[beside.id] == "Not part of this note."


def test_a_document_moved_to_another_patient_never_goes(desk: PackingDesk) -> None:
    record = desk.take_in(desk.note(), "Wrong.jpg", picture("belongs to somebody else"))
    note = desk.attach(record)
    other = desk.note("D9997").patient_id
    if other == note.patient_id:
        other = _another_patient(desk)
    moved = desk.office.documents.move(record, other, "canary reason", "Finn")
    assert isinstance(moved, EvidenceRecord)
    material = desk.office.packs.material(note.id)
    wish = PackWish(documents=(record.id,))
    trial = desk.office.packs.lay_out(material, PORTAL, wish)
    assert trial.pack.enclosed == ()
    assert any("another patient" in each.why for each in trial.pack.left_out)
    assert "canary" not in words_of(trial.contents[trial.pack.files[0].name])
    assert b"canary" not in trial.contents["manifest.json"]


def test_what_does_not_fit_names_a_mend_that_mends(desk: PackingDesk) -> None:
    big = desk.take_in(desk.note(), "Photo of form.jpg", _noise())
    note = desk.attach(big)
    small = PORTAL.model_copy(
        update={"files": FileRules(types=("pdf", "jpeg"), file_bytes=900_000, at_most=3)}
    )
    trial = laid(desk, note, channel=small)
    misfit = next(each for each in trial.misfits if "larger than" in each.text)
    labels = [mend.label for mend in misfit.mends]
    assert labels[0] == "Scale pages down to 150 dpi"
    assert "Make pages gray" in labels
    assert labels[-1].startswith("Leave out")
    wish = trial.pack.wish
    for _ in range(5):
        mends = [m.wish for each in laid(desk, note, wish, small).misfits for m in each.mends]
        if not mends:
            break
        assert mends[0] is not None
        wish = mends[0]
    assert laid(desk, note, wish, small).may_be_made


def test_splitting_deals_the_pages_out_and_counts_them_through(desk: PackingDesk) -> None:
    records = [desk.take_in(desk.note(), f"Page {n}.jpg", picture(f"page {n}")) for n in range(4)]
    records = [
        desk.office.documents.save(each.model_copy(update={"other_patients": "no"}))
        for each in records
    ]
    note = desk.attach(*records)
    wish = PackWish(documents=tuple(each.id for each in records), parts=2)
    trial = laid(desk, note, wish)
    names = [each.name for each in trial.pack.files if each.role == "pack"]
    assert names == [f"{note.control_number}-part{n}.pdf" for n in (1, 2)]
    total = sum(each.pages for each in trial.pack.files if each.role == "pack")
    assert f"Page {total} of {total}" in words_of(trial.contents[names[1]])


def test_a_number_too_long_for_the_channel_says_where_to_mend(
    desk: PackingDesk, note: Note
) -> None:
    short = PORTAL.model_copy(update={"number": NumberRules(at_most=4)})
    texts = [misfit.text for misfit in laid(desk, note, channel=short).misfits]
    assert any("takes 2 to 4" in text and "practice page" in text for text in texts)


def test_a_second_sending_bears_a_number_never_used(desk: PackingDesk, note: Note) -> None:
    packs = desk.office.packs
    first = packs.make(laid(desk, note))
    assert first.control_number == note.control_number
    packs.record_sending(first, SENT)
    trial = laid(desk, note)
    assert trial.pack.control_number not in ("", note.control_number)
    packs.make(trial)
    third = laid(desk, note)
    assert third.pack.control_number != trial.pack.control_number
    packs.make(third)


def test_sending_is_recorded_once_and_its_bytes_are_known_again(
    desk: PackingDesk, note: Note
) -> None:
    packs = desk.office.packs
    trial = laid(desk, note)
    made = packs.make(trial)
    name = made.files[0].name
    verdict = desk.office.sent_files.judge(trial.contents[name], name)
    assert verdict.standing == "made"
    sent = packs.record_sending(made, SENT)
    with pytest.raises((AlreadySent, StaleRecord)):
        packs.record_sending(made, SENT)
    verdict = desk.office.sent_files.judge(trial.contents[name], name)
    assert verdict.standing == "sent"
    assert "R-7" in verdict.text
    assert note.id[:8] in verdict.text
    assert packs.contents(sent) == trial.contents
    changed = trial.contents[name].replace(b"%%EOF", b"%%EOG")
    verdict = desk.office.sent_files.judge(changed, name)
    assert verdict.standing == "unproven"
    assert "record tells of no such file" in verdict.text


def test_a_pack_is_written_whole_beside_an_earlier_one(
    desk: PackingDesk, note: Note, tmp_path: Path
) -> None:
    packs = desk.office.packs
    made = packs.make(laid(desk, note))
    first = packs.write(made, tmp_path)
    second = packs.write(made, tmp_path)
    assert first != second
    assert sorted(each.name for each in first.iterdir()) == sorted(f.name for f in made.files)
    assert (first / "manifest.json").read_bytes() == (second / "manifest.json").read_bytes()


def test_a_pack_whose_number_went_with_another_is_not_written(
    desk: PackingDesk, note: Note, tmp_path: Path
) -> None:
    packs = desk.office.packs
    first, second = packs.make(laid(desk, note)), packs.make(laid(desk, note, channel=PICTURES))
    assert first.control_number == second.control_number
    sent = packs.record_sending(first, SENT)
    with pytest.raises(NumberSent):
        packs.write(second, tmp_path)
    assert list(tmp_path.iterdir()) == []
    assert packs.write(sent, tmp_path).is_dir()
    assert packs.write(packs.make(laid(desk, note, channel=PICTURES)), tmp_path).is_dir()


def void(desk: PackingDesk, note: Note) -> type[Exception]:
    desk.office.as_user("ada-samplemann").signing.later.void(note.id, desk.key(), "Written twice.")
    return VoidedNote


def change_below(desk: PackingDesk, note: Note) -> type[Exception]:
    """The trail tells of a seal that is not there."""
    trail = Trail(lambda: NOON, "finn-deskwell")
    with desk.office.store.writing() as found:
        trail.add(found, Deed.NOTE_CONTINUED, about_note(note), digest="0" * 64)
    return SignatureBroken


@pytest.mark.parametrize("happens", [void, change_below])
def test_what_happens_to_the_note_meanwhile_stops_its_packs(
    desk: PackingDesk,
    note: Note,
    tmp_path: Path,
    happens: Callable[[PackingDesk, Note], type[Exception]],
) -> None:
    packs = desk.office.packs
    made, trial = packs.make(laid(desk, note)), laid(desk, note)
    refusal = happens(desk, note)
    with pytest.raises(refusal):
        packs.make(trial)
    with pytest.raises(refusal):
        packs.write(made, tmp_path)
    assert packs.of_note(note.id) == (made,)
    assert list(tmp_path.iterdir()) == []


def test_stopping_makes_nothing(desk: PackingDesk, note: Note) -> None:
    packs = desk.office.packs
    material = packs.material(note.id)
    with pytest.raises(Stopped):
        packs.lay_out(material, PORTAL, packs.usual(material, PORTAL), stop=lambda: True)


def test_a_number_taken_meanwhile_makes_nothing(desk: PackingDesk, note: Note) -> None:
    packs = desk.office.packs
    packs.record_sending(packs.make(laid(desk, note)), SENT)
    trial = laid(desk, note)
    with desk.office.store.writing() as found:
        found.control_numbers.take(trial.pack.control_number, "somebody", NOON)
    before = packs.of_note(note.id)
    with pytest.raises(TakenNumber):
        packs.make(trial)
    assert packs.of_note(note.id) == before


def test_a_payer_that_asks_for_the_chart_note_gets_it(desk: PackingDesk, note: Note) -> None:
    material = replace(desk.office.packs.material(note.id), records="both", attachments="never")
    wish = usual_wish(material, PORTAL)
    assert wish.papers == ("attachment", "chart-note")
    texts = [each for each in misfits(material, PORTAL, wish, "CP1", []) if not each.blocks]
    assert any("takes no attachments" in each.text for each in texts)


def _noise() -> bytes:
    """A photo that does not compress."""
    out = io.BytesIO()
    Image.effect_noise((2200, 1700), 90).convert("RGB").save(out, "JPEG", quality=90)
    return out.getvalue()


def _another_patient(desk: PackingDesk) -> str:
    with desk.office.store.writing() as found:
        name = PersonName(given="Theo", family="Testwell")
        return found.patients.save(Patient(id="theo", name=name, birth_date=dt.date(1960, 1, 1))).id
