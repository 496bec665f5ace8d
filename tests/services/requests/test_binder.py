"""Audit binders: the right notes, one row of page numbers over all volumes, told for everybody."""

import datetime as dt
import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest

from app.bootstrap import make_printer
from app.crypto import KeyRing, Secret, wrap_with_passphrase, wrap_with_recovery_key
from app.documents.notes.signing_words import grouped
from app.domain.audit import AuditQuery, Deed
from app.domain.evidence.light_table import Stopped
from app.domain.practice.people import StaffRole
from app.errors import NotAllowed, TakenFolder
from app.services.requests.binder import BinderRoom
from app.services.requests.binder_material import BinderWish
from app.storage.engine import make_engine
from app.storage.folder import EmbeddedFolder
from tests.packing_desk import PackingDesk
from tests.storage.conftest import KEY, TEST_COST
from tests.storage.fakes import MemoryStore

EVERYTHING = BinderWish()


@pytest.fixture(scope="module")
def desk() -> Iterator[PackingDesk]:
    made = PackingDesk.over(MemoryStore())
    made.attach()  # a third signed note
    yield made
    made.office.close()


@pytest.fixture
def room(desk: PackingDesk) -> BinderRoom:
    return room_of(desk, "manager", StaffRole.MANAGER)


def room_of(desk: PackingDesk, who: str, role: StaffRole) -> BinderRoom:
    office = desk.office
    with office.store.writing() as found:
        if found.staff.get(who) is None:
            member = found.staff.all()[0]
            new = {"id": who, "role": role, "more_roles": (), "version": 0}
            found.staff.save(member.model_copy(update=new))
    return BinderRoom(
        office.store,
        office.charting,
        office.print_room,
        make_printer(office.light_table),
        office.light_table,
        office.clock,
        replace(office.trail, who=who),
    )


def pages(path: Path) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(path.read_bytes())).pages]


def exported(desk: PackingDesk) -> int:
    with desk.office.store.reading() as found:
        return len(found.audit.page(AuditQuery(deeds=(Deed.EXPORTED,))).rows)


def test_a_binder_is_one_pdf_numbered_from_cover_to_custodian(
    room: BinderRoom, tmp_path: Path
) -> None:
    seen: list[tuple[int, int]] = []
    bound = room.write(
        EVERYTHING, tmp_path / "binder.pdf", lambda done, of: seen.append((done, of))
    )
    (path,) = bound.volumes
    said = pages(path)
    assert bound.notes == 3
    assert len(said) == bound.pages
    for number, text in enumerate(said, 1):
        assert f"Page {number} of {bound.pages}" in text
    assert "Audit binder" in said[0]
    assert "Samplemann" in said[0]
    assert "Custodian of records" in said[-1]
    assert f"The {bound.pages} pages of this binder" in " ".join(said[-1].split())
    assert seen == [(number, 6) for number in range(1, 7)]


def test_the_list_of_notes_names_the_page_each_begins_on(room: BinderRoom, tmp_path: Path) -> None:
    said = pages(room.write(EVERYTHING, tmp_path / "binder.pdf").volumes[0])
    begins = [n for n, text in enumerate(said, 1) if "Procedure code" in text]
    listed = next(text for text in said if "Signed by" in text and "Added" in text)
    named = [int(line.split()[-1]) for line in listed.splitlines() if line.startswith(("1", "0"))]
    assert len(begins) == 3
    assert [n for n in named if n in begins] == begins


def test_many_notes_go_into_volumes_that_are_numbered_on(room: BinderRoom, tmp_path: Path) -> None:
    small = replace(room, in_volume=1)
    bound = small.write(EVERYTHING, tmp_path / "binder.pdf")
    assert [path.name for path in bound.volumes] == [
        "binder-1-of-3.pdf",
        "binder-2-of-3.pdf",
        "binder-3-of-3.pdf",
    ]
    said = [text for path in bound.volumes for text in pages(path)]
    assert len(said) == bound.pages
    assert all(f"Page {n} of {bound.pages}" in text for n, text in enumerate(said, 1))
    with pytest.raises(TakenFolder):
        small.write(EVERYTHING, tmp_path / "binder.pdf")


def test_dates_patient_and_provider_choose(desk: PackingDesk, room: BinderRoom) -> None:
    note = desk.note()
    day = note.date_of_service
    assert day
    later = day + dt.timedelta(days=1)
    assert room.count(EVERYTHING)[0] == 3
    assert room.count(BinderWish(since=later))[0] < 3
    assert room.count(BinderWish(patient=note.patient_id))[0] >= 2
    assert room.count(BinderWish(treating="nobody")) == (0, 0)
    assert room.count(BinderWish(treating=note.treating_id))[0] == 3


def test_an_empty_binder_says_so(room: BinderRoom, tmp_path: Path) -> None:
    bound = room.write(BinderWish(treating="nobody"), tmp_path / "binder.pdf")
    assert bound.notes == 0
    assert "No signed note fits" in " ".join(pages(bound.volumes[0]))


def test_every_patient_in_it_has_it_among_what_left(
    desk: PackingDesk, room: BinderRoom, tmp_path: Path
) -> None:
    room.write(EVERYTHING, tmp_path / "binder.pdf")
    with desk.office.store.reading() as found:
        patients = {n.patient_id for n in found.notes.of_patient(desk.note().patient_id)}
    for patient in patients:
        left = desk.office.what_left.of_patient(patient)[0]
        assert "audit-binder" in left.more


def test_stopped_in_the_second_volume_nothing_stays(
    desk: PackingDesk, room: BinderRoom, tmp_path: Path
) -> None:
    told = exported(desk)
    with pytest.raises(Stopped):
        replace(room, in_volume=1).write(
            EVERYTHING, tmp_path / "b.pdf", stop=lambda: len(list(tmp_path.iterdir())) > 0
        )
    assert list(tmp_path.iterdir()) == []
    assert exported(desk) == told


def test_everybodys_notes_are_bound_by_few_one_patients_by_more(
    desk: PackingDesk, tmp_path: Path
) -> None:
    desk_clerk = room_of(desk, "clerk", StaffRole.FRONT_DESK)
    with pytest.raises(NotAllowed):
        desk_clerk.write(EVERYTHING, tmp_path / "b.pdf")
    assert list(tmp_path.iterdir()) == []
    bound = desk_clerk.write(BinderWish(patient=desk.note().patient_id), tmp_path / "b.pdf")
    assert bound.notes >= 2


def test_a_damaged_note_has_its_page_and_does_not_stop_the_others(tmp_path: Path) -> None:
    ring = KeyRing(
        "test-practice",
        wrap_with_passphrase(KEY, "a sample passphrase", "test-practice", TEST_COST),
        wrap_with_recovery_key(KEY, Secret(b"recovery"), "test-practice"),
    )
    folder = EmbeddedFolder(tmp_path / "practice")
    PackingDesk.over(folder.create(ring, KEY)).office.close()
    engine = make_engine(tmp_path / "practice" / "practice.db", KEY)
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER seals_are_not_changed")
        connection.exec_driver_sql("UPDATE seals SET body = X'7B' WHERE note_id = 'sample-D9311'")
    engine.dispose()
    desk = PackingDesk.reopened(folder.open(KEY))
    try:
        room = room_of(desk, "manager", StaffRole.MANAGER)
        bound = room.write(EVERYTHING, tmp_path / "binder.pdf")
    finally:
        desk.office.close()
    said = [" ".join(text.split()) for text in pages(bound.volumes[0])]
    assert bound.notes == 2
    assert sum("is damaged and cannot be read whole" in text for text in said) == 1
    assert any("Procedure code D9997" in text for text in said)


def test_a_fingerprint_can_be_read_aloud() -> None:
    assert grouped("0123456789abcdef") == "0123 4567 89AB CDEF"
