"""Files that prove nothing by themselves: the practice's history knows exactly those it saved."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.bootstrap import make_printer
from app.domain.audit import AuditQuery
from app.domain.packs.pack import Sending
from app.services.office.office import Office
from app.services.printing.printing import Paper
from app.services.signing.sent_files import SentFiles
from app.services.work.reports import Kind, Wish
from tests.packing_desk import NOON, PackingDesk
from tests.services.denials.denied_claims import a_claim, begun, taken_eob
from tests.storage.fakes import MemoryStore, MemoryTransaction


@pytest.fixture
def desk() -> Iterator[PackingDesk]:
    made = PackingDesk.over(MemoryStore())
    yield made
    made.office.close()


def attachment(desk: PackingDesk, path: Path) -> None:
    office, note = desk.office, desk.note()
    draft = office.charting.open(note.id)
    office.print_room.export(draft.note, draft.guide, draft.known, Paper.ATTACHMENT, path)


def report(desk: PackingDesk, path: Path) -> None:
    payers = desk.office.payers
    payers.report_files.write_pdf(payers.reports.make(Wish(Kind.AGING)), path)


def spreadsheet(desk: PackingDesk, path: Path) -> None:
    payers = desk.office.payers
    payers.report_files.write_csv(payers.reports.make(Wish(Kind.AGING)), path)


def calendar(desk: PackingDesk, path: Path) -> None:
    desk.office.work.export(path)


def history(desk: PackingDesk, path: Path) -> None:
    desk.office.history.export(path, AuditQuery())


SAVED = [
    (history, "a file"),
    (attachment, "attachment"),
    (report, "report aging"),
    (spreadsheet, "report aging"),
    (calendar, "deadlines"),
]


@pytest.mark.parametrize(("save", "paper"), SAVED)
def test_what_was_saved_is_known_byte_for_byte(
    desk: PackingDesk, tmp_path: Path, save: Callable[[PackingDesk, Path], None], paper: str
) -> None:
    path = tmp_path / "saved"
    save(desk, path)
    content = path.read_bytes()
    found = desk.office.sent_files.judge(content)
    assert (found.standing, found.holds) == ("made", True)
    assert found.text.startswith("This is exactly what Ada Samplemann saved on 11/22/2026: ")
    assert f": {paper}. The history tells of it." in found.text
    for other in (content + b"\n", content[:-1]):
        assert not desk.office.sent_files.judge(other).holds
    alone = SentFiles(desk.office.light_table, make_printer(desk.office.light_table))
    assert not alone.judge(content).holds


def test_an_attachment_leads_to_its_note(desk: PackingDesk, tmp_path: Path) -> None:
    attachment(desk, tmp_path / "a.pdf")
    found = desk.office.sent_files.judge((tmp_path / "a.pdf").read_bytes())
    assert found.note == desk.note().id


def test_a_chart_note_goes_on_proving_itself(desk: PackingDesk, tmp_path: Path) -> None:
    office, note = desk.office, desk.note()
    draft = office.charting.open(note.id)
    path = tmp_path / "c.pdf"
    office.print_room.export(draft.note, draft.guide, draft.known, Paper.CHART_NOTE, path)
    assert office.sent_files.judge(path.read_bytes()).standing == "signed"


def test_the_letter_of_an_appeal_is_known_as_saved_and_as_sent(
    desk: PackingDesk, tmp_path: Path
) -> None:
    room, path = desk.office.billing, tmp_path / "letter.pdf"
    claim, appeal = begun(room, a_claim(desk, taken_eob(desk)))
    claim = room.appeal_packs.save_letter(room.appeals, claim, appeal, path)
    content = path.read_bytes()
    assert judged(desk.office, content) == "made"
    sending = Sending(by_way_of="mail", at=NOON, recorded_by="Finn", recorded_at=NOON)
    (appeal,) = claim.appeals
    room.appeal_packs.send(room.appeals, claim, appeal, sending)
    assert judged(desk.office, content) == "sent"


def test_a_row_that_was_changed_since_tells_of_no_file(desk: PackingDesk, tmp_path: Path) -> None:
    calendar(desk, tmp_path / "saved")
    saved = (tmp_path / "saved").read_bytes()
    other = saved.replace(b"BEGIN", b"Begin")
    ours, theirs = (hashlib.sha256(each).hexdigest() for each in (saved, other))
    with desk.office.store.writing() as found:
        assert isinstance(found, MemoryTransaction), "past the program"
        (row,) = found.audit.page(AuditQuery(told=ours)).rows
        found.held.audit[row.id] = replace(row, detail=row.detail.replace(ours, theirs))
    for content in (saved, other):
        assert judged(desk.office, content) == "unknown"


def judged(office: Office, content: bytes) -> str:
    return office.sent_files.judge(content).standing


def test_the_history_shows_what_it_knows_files_by(desk: PackingDesk, tmp_path: Path) -> None:
    attachment(desk, tmp_path / "a.pdf")
    line = desk.office.what_left.of_patient(desk.note().patient_id)[0]
    assert len(line.digest) == 64
    assert line.more == "pages: 3; paper: attachment"
