"""Files become documents of patients: taken in whole or not at all, found again, moved."""

import datetime as dt
import hashlib
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.evidence.evidence import Box, EvidenceKind, EvidenceRecord, PageChoice
from app.domain.evidence.light_table import MOST_BYTES, Refused, Stopped
from app.domain.evidence.offer import Pasted
from app.domain.guides.answers import Evidence, EvidenceItem
from app.domain.notes.note import Note
from app.domain.practice.people import PersonName
from app.errors import StaleRecord
from app.services.documents.document_words import guessed_kind, guessed_title
from app.services.documents.documents import DocumentDrawer, Taken
from app.services.notes.charting import Clock
from tests.fake_light_table import FakeLightTable
from tests.named_pipe import named_pipe
from tests.storage import samples
from tests.storage.fakes import MemoryStore

LETTER = b"%PDF page page"


@pytest.fixture
def store() -> MemoryStore:
    store = MemoryStore()
    with store.writing() as found:
        found.patients.save(samples.patient())
        theo = PersonName(given="Theo", family="Testwell")
        found.patients.save(samples.patient().model_copy(update={"id": "p2", "name": theo}))
    return store


@pytest.fixture
def table() -> FakeLightTable:
    return FakeLightTable()


@pytest.fixture
def drawer(store: MemoryStore, table: FakeLightTable) -> DocumentDrawer:
    clock = Clock(lambda: samples.NOON, dt.UTC)
    return DocumentDrawer(store, table, clock)


def taken(answer: Taken | Refused) -> EvidenceRecord:
    assert isinstance(answer, Taken)
    return answer.record


def note_with(*items: EvidenceItem) -> Note:
    note = samples.note()
    answers = note.content.answers.insert("correspondence", Evidence(items))
    return replace(note, content=replace(note.content, answers=answers))


def test_a_file_becomes_a_document(drawer: DocumentDrawer, tmp_path: Path) -> None:
    path = tmp_path / "Reply of the cardiologist.pdf"
    path.write_bytes(LETTER)
    record = taken(drawer.take_in(path, "p1", "s1", "Written correspondence"))
    assert record.title == "Reply of the cardiologist"
    assert record.kind is EvidenceKind.LETTER
    assert [page.number for page in record.pages] == [1, 2]
    assert (record.taken_at, record.taken_by) == (samples.NOON, "s1")
    assert drawer.original(record) == LETTER
    assert drawer.of_patient("p1") == (record,)


def test_the_same_file_is_found_and_not_doubled(
    drawer: DocumentDrawer, table: FakeLightTable
) -> None:
    first = taken(drawer.take_in(Pasted("reply.pdf", LETTER), "p1", "s1"))
    again = drawer.take_in(Pasted("copy of reply.pdf", LETTER), "p1", "s1")
    assert again == Taken(first)
    assert table.looks == 1
    assert len(drawer.of_patient("p1")) == 1


def test_one_file_for_two_patients_is_said(drawer: DocumentDrawer) -> None:
    drawer.take_in(Pasted("list.pdf", LETTER), "p1", "s1")
    second = drawer.take_in(Pasted("list.pdf", LETTER), "p2", "s1")
    assert isinstance(second, Taken)
    assert second.notice.startswith("The same file is with another patient too.")


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"plain text", "This is neither a PDF nor a picture."),
        (b"", "paper.pdf is empty."),
        (b"%PDF bomb", "paper.pdf: This document could not be handled within safe limits."),
        (b"%PDF locked", "This PDF needs its password."),
    ],
)
def test_a_refused_file_changes_nothing(
    drawer: DocumentDrawer, store: MemoryStore, content: bytes, why: str
) -> None:
    answer = drawer.take_in(Pasted("paper.pdf", content), "p1", "s1")
    assert isinstance(answer, Refused)
    assert answer.why.startswith(why)
    assert drawer.of_patient("p1") == ()
    with store.reading() as found, pytest.raises(Exception, match="missing"):
        found.evidence.read(hashlib.sha256(content).hexdigest())


def test_the_password_is_kept_with_the_document(drawer: DocumentDrawer) -> None:
    locked = Pasted("portal.pdf", b"%PDF locked page")
    wrong = drawer.take_in(locked, "p1", "s1", password="guess")
    assert wrong == Refused("That is not its password.", needs_password=True)
    assert taken(drawer.take_in(locked, "p1", "s1", password="opensesame")).password == "opensesame"


def test_a_huge_file_is_refused_before_it_is_read(drawer: DocumentDrawer, tmp_path: Path) -> None:
    huge = tmp_path / "huge.pdf"
    with huge.open("wb") as file:
        file.truncate(2 * 1024**3)  # sparse: reading it would take 2 GB of memory
    answer = drawer.take_in(huge, "p1", "s1")
    assert isinstance(answer, Refused)
    assert f"larger than {MOST_BYTES // 2**20} MB" in answer.why


def test_what_is_no_readable_file_is_refused_in_words(
    drawer: DocumentDrawer, tmp_path: Path
) -> None:
    gone = drawer.take_in(tmp_path / "gone.pdf", "p1", "s1")
    folder = drawer.take_in(tmp_path, "p1", "s1")
    assert isinstance(gone, Refused)
    assert isinstance(folder, Refused)
    assert "is not a file" in gone.why
    assert "is not a file" in folder.why


def test_a_pipe_is_not_waited_for(drawer: DocumentDrawer, tmp_path: Path) -> None:
    pipe = named_pipe(tmp_path / "pipe.pdf")
    assert isinstance(drawer.take_in(pipe, "p1", "s1"), Refused)


def test_stopping_changes_nothing(drawer: DocumentDrawer) -> None:
    asked = threading.Event()

    def stop() -> bool:
        was_asked = asked.is_set()
        asked.set()
        return was_asked  # not before the file was looked at, only after

    with pytest.raises(Stopped):
        drawer.take_in(Pasted("reply.pdf", LETTER), "p1", "s1", stop=stop)
    assert drawer.of_patient("p1") == ()


def test_a_patient_has_to_be_stored_first(drawer: DocumentDrawer) -> None:
    for nobody in ("", "p9"):
        answer = drawer.take_in(Pasted("reply.pdf", LETTER), nobody, "s1")
        assert answer == Refused("Save the patient first, then add documents.")


def test_a_stale_change_says_so(drawer: DocumentDrawer) -> None:
    record = taken(drawer.take_in(Pasted("reply.pdf", LETTER), "p1", "s1"))
    drawer.save(record.model_copy(update={"title": "Reply"}))
    with pytest.raises(StaleRecord):
        drawer.save(record.model_copy(update={"title": "Answer"}))


def test_a_picture_shows_the_page_as_it_is_sent(
    drawer: DocumentDrawer, table: FakeLightTable
) -> None:
    record = taken(drawer.take_in(Pasted("reply.pdf", LETTER), "p1", "s1"))
    page = PageChoice(number=2, turn=90, boxes=(Box(left=0.1, top=0.1, width=0.2, height=0.1),))
    assert drawer.picture(record, page, 80).startswith(b"BM")
    assert table.pictures[-1] == page


class TestMoving:
    """A document of the wrong patient."""

    def test_the_trail_is_kept_and_the_answer_is_asked_anew(self, drawer: DocumentDrawer) -> None:
        record = taken(drawer.take_in(Pasted("eob.pdf", LETTER), "p1", "s1"))
        answered = drawer.save(record.model_copy(update={"other_patients": "no"}))
        moved = drawer.move(answered, "p2", " put into the wrong chart ", "s1")
        assert isinstance(moved, EvidenceRecord)
        assert moved.patient == "p2"
        (step,) = moved.moves
        assert (step.from_patient, step.by, step.reason) == ("p1", "s1", "put into the wrong chart")
        assert moved.other_patients == "not_answered"
        assert drawer.of_patient("p1") == ()
        assert drawer.of_patient("p2") == (moved,)

    def test_a_note_that_names_it_must_not_send_it(self, drawer: DocumentDrawer) -> None:
        answer = drawer.take_in(Pasted("eob.pdf", LETTER), "p1", "s1")
        assert isinstance(answer, Taken)
        note = note_with(answer.item)
        assert drawer.records_for(note)[0].standing == "here"
        drawer.move(answer.record, "p2", "wrong patient", "s1")
        (document,) = drawer.records_for(note)
        assert (document.standing, document.record) == ("moved", None)
        assert drawer.of_patient("p1") == ()

    def test_it_cannot_be_taken_in_there_again(self, drawer: DocumentDrawer) -> None:
        record = taken(drawer.take_in(Pasted("eob.pdf", LETTER), "p1", "s1"))
        moved = drawer.move(record, "p2", "", "s1")
        again = drawer.take_in(Pasted("eob.pdf", LETTER), "p1", "s1")
        assert isinstance(again, Refused)
        assert isinstance(moved, EvidenceRecord)
        back = drawer.move(moved, "p1", "it was right after all", "s1")
        assert isinstance(back, EvidenceRecord)
        assert [move.from_patient for move in back.moves] == ["p1", "p2"]
        assert drawer.take_in(Pasted("eob.pdf", LETTER), "p1", "s1") == Taken(back)

    def test_to_a_patient_who_has_the_file_is_refused(self, drawer: DocumentDrawer) -> None:
        record = taken(drawer.take_in(Pasted("eob.pdf", LETTER), "p1", "s1"))
        drawer.take_in(Pasted("eob.pdf", LETTER), "p2", "s1")
        assert isinstance(drawer.move(record, "p2", "", "s1"), Refused)
        assert isinstance(drawer.move(record, "p9", "", "s1"), Refused)


class TestNotes:
    """The documents that a note names."""

    def test_files_named_before_there_were_records_get_theirs(
        self, drawer: DocumentDrawer, store: MemoryStore
    ) -> None:
        with store.writing() as found:
            sha256 = found.evidence.keep(LETTER)
        note = note_with(EvidenceItem(sha256, "reply.pdf", len(LETTER)))
        (document,) = drawer.records_for(note)
        assert document.record is not None
        assert document.record.title == "reply"
        assert drawer.records_for(note) == (document,)
        assert drawer.of_patient(note.patient_id) == (document.record,)

    def test_a_file_that_is_lost_says_so(self, drawer: DocumentDrawer) -> None:
        (document,) = drawer.records_for(note_with(EvidenceItem("0" * 64, "reply.pdf", 9)))
        assert document.standing == "lost"
        assert "missing" in document.why

    def test_hidden_answers_name_nothing(self, drawer: DocumentDrawer) -> None:
        answer = drawer.take_in(Pasted("reply.pdf", LETTER), "p1", "s1")
        assert isinstance(answer, Taken)
        assert drawer.records_for(note_with(answer.item), lambda _path: True) == ()


@pytest.mark.parametrize(
    ("name", "label", "kind"),
    [
        ("EOB 2026-11.pdf", "", EvidenceKind.EOB),
        ("scan0012.pdf", "Written correspondence", EvidenceKind.LETTER),
        ("IMG_2231.jpg", "", EvidenceKind.PHOTO),
        ("scan0012.pdf", "Documents for the claim", EvidenceKind.OTHER),
        ("Faxed reply.pdf", "", EvidenceKind.FAX),
    ],
)
def test_the_kind_is_guessed(name: str, label: str, kind: EvidenceKind) -> None:
    media = "jpeg" if name.endswith("jpg") else "pdf"
    assert guessed_kind(name, label, media) is kind  # type: ignore[arg-type] # both are media


@pytest.mark.parametrize(
    ("name", "own", "title"),
    [
        ("reply.pdf", "Consultation", "reply"),
        ("scan0012.pdf", "Consultation reply", "Consultation reply"),
        ("scan0012.pdf", "", "scan0012"),
        (".pdf", "", "Document"),
        ("a\u202eb\nc.pdf", "", "a b c"),
        ("x" * 300 + ".pdf", "", "x" * 120),
    ],
)
def test_the_title_is_guessed(name: str, own: str, title: str) -> None:
    assert guessed_title(name, own) == title
