"""What services keep, they tell the trail: one row for each act, in the same transaction."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.audit import About, AuditQuery, AuditRow, Deed
from app.domain.finding.listing import NoteSummary
from app.domain.guides.answers import Text
from app.domain.notes.note import Note
from app.domain.packs.pack import Sending
from app.domain.practice.people import PersonName
from app.errors import AlreadySent, SignedNote, StaleRecord
from app.preparing import Preparing
from app.services.audit.trail_check import check_trail
from app.services.audit.trail_start import TOLD_EVERY, begin_trail
from app.services.printing.printing import Paper
from app.services.trail import Trail, file_digests
from tests.packing_desk import NOON, PORTAL, PackingDesk, picture
from tests.sample_trail import TRAIL
from tests.storage import samples
from tests.storage.fakes import MemoryStore

CANARY = "Quillfeather"
SENT = Sending(by_way_of="fax", at=NOON, recorded_by="Finn", recorded_at=NOON)


@pytest.fixture
def desk() -> Iterator[PackingDesk]:
    made = PackingDesk.over(MemoryStore())
    yield made
    made.office.close()


def rows(desk: PackingDesk, query: AuditQuery | None = None) -> list[AuditRow]:
    """The rows in the order they were written."""
    asked = replace(query or AuditQuery(), limit=1_000)
    with desk.office.store.reading() as found:
        return sorted(found.audit.page(asked).rows, key=lambda row: row.number)


def deeds(desk: PackingDesk, query: AuditQuery) -> list[str]:
    return [row.deed for row in rows(desk, query)]


def new_note(desk: PackingDesk) -> Note:
    charting = desk.office.charting
    draft = charting.new_note(desk.note().patient_id, "D9311")
    return charting.save(draft.note, NoteSummary())


def edited(desk: PackingDesk, note: Note, text: str) -> Note:
    answers = note.content.answers.insert("condition", Text(text))
    changed = replace(note, content=replace(note.content, answers=answers))
    return desk.office.charting.save(changed, NoteSummary())


def test_a_session_begins_with_its_row_and_ends_with_one(desk: PackingDesk) -> None:
    before = rows(desk)
    assert before[-1].deed == Deed.UNLOCKED
    assert before[-1].who == desk.office.charting.user
    desk.office.close()
    assert rows(desk)[-1].deed == Deed.LOCKED


def test_an_editing_session_is_one_row(desk: PackingDesk) -> None:
    note = new_note(desk)
    for number in range(5):
        note = edited(desk, note, f"Atrial fibrillation {number}")
    here = AuditQuery(note=note.id)
    assert deeds(desk, here) == [Deed.NOTE_BEGUN, Deed.NOTE_EDITED]
    desk.office.tell(Deed.NOTE_VIEWED, About("note", note.id, note.patient_id, note.id))
    note = edited(desk, note, "Atrial fibrillation, opened again")
    edited(desk, note, "Atrial fibrillation, and again")
    assert deeds(desk, here)[2:] == [Deed.NOTE_VIEWED, Deed.NOTE_EDITED]


def test_somebody_else_who_edits_has_a_row_of_their_own(desk: PackingDesk) -> None:
    note = edited(desk, new_note(desk), "one")
    other = PackingDesk(desk.office.as_user("somebody-else"))
    edited(other, note, "two")
    last = rows(desk)[-1]
    assert (last.deed, last.who) == (Deed.NOTE_EDITED, "somebody-else")


def test_signing_tells_of_the_signature(desk: PackingDesk) -> None:
    note = desk.attach()
    assert note.signature
    (row,) = rows(desk, AuditQuery(note=note.id, deeds=(Deed.NOTE_SIGNED,)))
    assert row.told["digest"] == note.signature.digest
    assert (row.patient, row.who) == (note.patient_id, desk.office.charting.user)


def test_what_is_refused_leaves_no_row(desk: PackingDesk) -> None:
    note = desk.attach()
    before = rows(desk)
    with pytest.raises(SignedNote):
        edited(desk, note, "after signing")
    stale = desk.office.records.practice_file().practice.model_copy(update={"version": 99})
    with pytest.raises(StaleRecord):
        desk.office.records.save(stale)
    assert rows(desk) == before


def test_a_pack_is_told_of_when_made_written_and_sent(desk: PackingDesk, tmp_path: Path) -> None:
    packs, note = desk.office.packs, desk.attach()
    material = packs.material(note.id)
    channel = desk.office.channels.get(PORTAL.id)
    assert channel
    pack = packs.make(packs.lay_out(material, channel, packs.usual(material, channel)))
    packs.write(pack, tmp_path)
    packs.record_sending(pack, SENT)
    with pytest.raises(AlreadySent):
        packs.record_sending(pack, SENT)
    told = rows(desk, AuditQuery(about=pack.id))
    assert [row.deed for row in told] == [Deed.PACK_MADE, Deed.PACK_WRITTEN, Deed.PACK_SENT]
    assert {(row.patient, row.note) for row in told} == {(note.patient_id, note.id)}
    assert told[-1].told["way"] == "fax"


def test_documents_are_told_of(desk: PackingDesk) -> None:
    note, office = desk.note(), desk.office
    record = desk.take_in(note, "Letter", picture("Dear Dr. Samplemann"))
    record = office.documents.save(record.model_copy(update={"title": "Reply"}), "s1")
    record = office.documents.save(record.model_copy(update={"title": "Answer"}), "s1")
    other = samples.patient("p9", "Theo")
    with office.store.writing() as found:
        found.patients.save(other)
    office.documents.move(record, other.id, "wrong chart", "s2")
    told = rows(desk, AuditQuery(about=record.id))
    assert [(row.deed, row.who, row.patient) for row in told] == [
        (Deed.DOCUMENT_TAKEN_IN, "Finn", note.patient_id),
        (Deed.DOCUMENT_CHANGED, "s1", note.patient_id),
        (Deed.DOCUMENT_MOVED, "s2", other.id),
    ]
    assert told[-1].told == {"came_from": note.patient_id}


def test_records_are_told_of_with_the_names_of_changed_fields(desk: PackingDesk) -> None:
    patient = samples.patient("p9")
    saved = desk.office.records.save(patient)
    name = PersonName(given="Marisol", family="Renamed")
    desk.office.records.save(saved.record.model_copy(update={"name": name, "phone": ""}))
    told = rows(desk, AuditQuery(patient="p9"))
    assert [(row.deed, row.told["fields"]) for row in told] == [
        (Deed.RECORD_ADDED, []),
        (Deed.RECORD_CHANGED, ["name", "phone"]),
    ]


def test_prints_and_exports_are_told_of(desk: PackingDesk, tmp_path: Path) -> None:
    office, note = desk.office, desk.note()
    draft = office.charting.open(note.id)
    file = tmp_path / "note.pdf"
    printed = office.print_room.export(note, draft.guide, draft.known, Paper.CHART_NOTE, file)
    office.print_room.tell_printed(note, Paper.CHART_NOTE, printed)
    told = rows(desk, AuditQuery(note=note.id))[-2:]
    assert file.read_bytes() == printed.data
    assert [row.deed for row in told] == [Deed.EXPORTED, Deed.PRINTED]
    files = file_digests(printed.data)
    assert told[0].told == {"paper": "chart-note", "pages": printed.pages, "files": files}
    assert "files" not in told[1].told


def test_no_row_holds_a_name(desk: PackingDesk, tmp_path: Path) -> None:
    records = desk.office.records
    patient = records.patient_file(desk.note().patient_id).patient
    assert patient
    named = patient.model_copy(update={"name": PersonName(given=CANARY, family=CANARY)})
    records.save(named)
    note = edited(desk, new_note(desk), CANARY)
    record = desk.take_in(note, CANARY, picture(CANARY))
    desk.office.documents.save(record.model_copy(update={"author": CANARY}), "s1")
    test_a_pack_is_told_of_when_made_written_and_sent(desk, tmp_path)
    assert len(rows(desk)) > 10
    assert CANARY not in repr(rows(desk))


def test_after_a_day_the_trail_is_whole(desk: PackingDesk) -> None:
    desk.attach()
    report = check_trail(desk.office.store)
    assert report.is_whole
    assert report.rows == len(rows(desk))


def test_a_signed_note_without_its_row_is_named(desk: PackingDesk) -> None:
    signed = replace(samples.note("n9"), status="signed", signature=samples.signature())
    with desk.office.store.writing() as found:
        found.notes.save(signed, samples.SUMMARY, NOON)
    report = check_trail(desk.office.store)
    assert [each.what for each in report.breaks] == ["Note n9 is signed, and no row tells of it."]


def test_a_signature_that_was_replaced_is_named(desk: PackingDesk) -> None:
    signed = replace(samples.note("n9"), status="signed", signature=samples.signature())
    with desk.office.store.writing() as found:
        found.notes.save(signed, samples.SUMMARY, NOON)
        TRAIL.add(found, Deed.NOTE_SIGNED, About("note", "n9", note="n9"), digest="cd" * 32)
    (broken,) = check_trail(desk.office.store).breaks
    assert broken.what == "The signature of note n9 is not the one its row tells of."


def test_what_was_signed_before_there_was_a_trail_is_taken_over() -> None:
    store = MemoryStore()
    with store.writing() as found:
        found.notes.save(samples.signed_before_keys("n9"), samples.SUMMARY, NOON)
    anchor = store.anchor()
    with store.writing() as found:
        assert begin_trail(found, anchor, TRAIL) is None
    assert check_trail(store).is_whole
    with store.reading() as found:
        kept = found.audit.page(AuditQuery()).rows
    assert sorted(row.deed for row in kept) == [Deed.SIGNED_BEFORE, Deed.UNLOCKED]


def test_taking_over_many_notes_says_how_far_it_is() -> None:
    store, news = MemoryStore(), list[Preparing]()
    with store.writing() as found:
        for number in range(2 * TOLD_EVERY + 1):
            found.notes.save(samples.signed_before_keys(f"n{number}"), samples.SUMMARY, NOON)
    anchor = store.anchor()
    with store.writing() as found:
        begin_trail(found, anchor, TRAIL, news.append)
        begin_trail(found, store.anchor(), TRAIL, news.append)
    assert [each.done for each in news] == [TOLD_EVERY, 2 * TOLD_EVERY], "once, not at each start"


def test_the_clock_may_be_set_back(desk: PackingDesk) -> None:
    late = Trail(lambda: NOON - dt.timedelta(days=400), "s1")
    with desk.office.store.writing() as found:
        late.add(found, Deed.PRINTED)
        TRAIL.add(found, Deed.PRINTED)
    assert check_trail(desk.office.store).is_whole
