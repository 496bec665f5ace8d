"""Whatever is exported is checked: the file says what does not match, and lists remember it."""

import datetime as dt
import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest

from app.bootstrap import make_printer
from app.domain.audit import AuditQuery, Deed
from app.domain.requests.record_request import RecordRequest
from app.domain.signing.seal import Standing
from app.services.printing.printing import Paper
from app.services.requests.binder import BinderRoom
from app.services.requests.binder_material import BinderWish
from app.services.requests.record_requests import RecordCopies
from tests.packing_desk import NOON, PackingDesk
from tests.storage.fakes import MemoryStore

MISFIT = "Signature does not match"


@pytest.fixture
def desk() -> Iterator[PackingDesk]:
    """Two signed sample notes and a third one, whose key ended long before it signed."""
    made = PackingDesk.over(MemoryStore())
    made.attach()
    with made.office.store.writing() as found:
        found.signing_keys.end(made.office.charting.user, dt.datetime(2020, 1, 1, tzinfo=dt.UTC))
    yield made
    made.office.close()


def broken(desk: PackingDesk) -> str:
    """The id of the note that does not match."""
    with desk.office.store.reading() as found:
        told = found.audit.page(AuditQuery(deeds=(Deed.NOTE_SIGNED,))).rows
    return next(row.note for row in told if not row.note.startswith("sample-"))


def said(path: Path) -> str:
    pages = pypdf.PdfReader(io.BytesIO(path.read_bytes())).pages
    return "\n".join(page.extract_text() for page in pages)


def binder(desk: PackingDesk, folder: Path) -> str:
    office = desk.office
    room = BinderRoom(
        office.store,
        office.charting,
        office.print_room,
        make_printer(office.light_table),
        office.light_table,
        office.clock,
        office.trail,
    )
    text = said(room.write(BinderWish(), folder / "binder.pdf").volumes[0])
    front = text[: text.index("Procedure code")]
    assert "Of 1 note what is kept is not what was signed." in " ".join(front.split())
    return front


def copy_of_records(desk: PackingDesk, folder: Path) -> str:
    office = desk.office
    copies = RecordCopies(
        office.store,
        office.charting,
        office.print_room,
        make_printer(office.light_table),
        office.light_table,
        office.clock,
        office.trail,
    )
    patient = desk.note().patient_id
    request = RecordRequest(id="r1", patient=patient, received=NOON.date())
    text = said(copies.write(request, folder / "copy.pdf").path)
    return text[: text.index("Procedure code")]


def one_note(desk: PackingDesk, folder: Path) -> str:
    office, path = desk.office, folder / "note.pdf"
    draft = office.charting.open(broken(desk))
    office.print_room.export(draft.note, draft.guide, draft.known, Paper.CHART_NOTE, path)
    return said(path)


@pytest.mark.parametrize("export", [binder, copy_of_records, one_note])
def test_an_export_says_what_does_not_match_and_lists_remember_it(
    desk: PackingDesk, tmp_path: Path, export: Callable[[PackingDesk, Path], str]
) -> None:
    note_id, office = broken(desk), desk.office
    with office.store.reading() as found:
        before = found.notes.row(note_id)
    assert before
    assert before.standing is Standing.FITS, "nobody has looked since it was signed"
    assert MISFIT in export(desk, tmp_path)
    with office.store.reading() as found:
        after = found.notes.row(note_id)
        told = found.audit.page(AuditQuery(deeds=(Deed.NOTE_MISFIT,))).rows
    assert after == replace(before, standing=Standing.BROKEN)
    assert [row.note for row in told] == [note_id]
