"""A note whose record is damaged, in the window: it says so, shows what it can; the rest works."""

from collections.abc import Iterator
from contextlib import contextmanager

import pypdf
from sqlalchemy import Connection, Row, text

from app.domain.signing.seal import Standing
from app.errors import DamagedNote
from app.storage.engine import WRITES
from app.ui.pages.notes.notes_page import NotesPage
from app.ui.theme import Role
from tests.office_desk import OfficeDesk
from tests.ui.window.pack_acts import stored_note


@contextmanager
def beneath(desk: OfficeDesk) -> Iterator[Connection]:
    """The database itself, as a failing disk changes it: no trigger refuses."""
    engine = desk.office.store._engine  # type: ignore[attr-defined] # beneath the ports
    with engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
        triggers = text("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (name,) in connection.execute(triggers).all():
            connection.execute(text(f"DROP TRIGGER {name}"))
        yield connection


def spoil_signed(desk: OfficeDesk, note_id: str) -> None:
    """Change a byte of one answer in what was signed."""
    with beneath(desk) as connection:
        query = text("SELECT body FROM seals WHERE note_id = :note AND kind = 'note'")
        body = bytes(connection.execute(query, {"note": note_id}).scalar_one())
        assert b'"condition":["text"' in body
        body = body.replace(b'"condition":["text"', b'"condition":["te\x01t"')
        change = text("UPDATE seals SET body = :body WHERE note_id = :note AND kind = 'note'")
        connection.execute(change, {"body": body, "note": note_id})


def spoil_draft(desk: OfficeDesk, note_id: str) -> None:
    """Cut off what a draft holds."""
    with beneath(desk) as connection:
        change = text("UPDATE notes SET content = substr(content, 1, 20) WHERE id = :note")
        connection.execute(change, {"note": note_id})


def content(desk: OfficeDesk, note_id: str) -> Row[tuple[str]]:
    with beneath(desk) as connection:
        query = text("SELECT content FROM notes WHERE id = :note")
        return connection.execute(query, {"note": note_id}).one()


def test_a_damaged_signed_note_opens_as_far_as_it_reads_and_says_so(desk: OfficeDesk) -> None:
    note_id = stored_note(desk, allergies="Penicillin")
    spoil_signed(desk, note_id)
    desk.window.open_note(note_id)
    assert desk.page.note.content.answers.keys() >= {"allergies"}
    assert "condition" not in desk.page.note.content.answers
    assert desk.page.signing.mark == (Standing.DAMAGED.sentence, Role.BLOCKS)
    assert "Restore the latest backup" in desk.page.signing.later.banner.text
    file = desk.data.parent / "damaged.pdf"
    desk.page.papers.save_to(file)
    desk.until(file.exists)
    printed = pypdf.PdfReader(file).pages[0].extract_text()
    assert Standing.DAMAGED.sentence in printed
    assert "Do not rely on them" in printed
    desk.window.show_notes()
    assert desk.window.notes_page.table.model().rowCount() == 1


def test_a_damaged_draft_says_what_to_do_and_the_rest_goes_on(desk: OfficeDesk) -> None:
    spoiled, other = stored_note(desk, signed=False), stored_note(desk, signed=False)
    spoil_draft(desk, spoiled)
    before = content(desk, spoiled)
    desk.window.open_note(other)
    desk.window.open_note(spoiled)
    assert desk.window.notice.text == DamagedNote.sentence
    desk.window.show_notes()
    assert isinstance(desk.window.pages.currentWidget(), NotesPage)
    assert desk.window.notes_page.table.model().rowCount() == 2
    desk.window.open_note(other)
    desk.page.bridge.set_answer("allergies", "Penicillin")
    assert desk.page.flush() == ""
    desk.window.show_patient("p1")
    assert desk.window.notice.text == ""
    assert content(desk, spoiled) == before, "nothing writes over it"


def test_a_signed_note_made_a_draft_again_says_so_when_it_is_opened(desk: OfficeDesk) -> None:
    note_id = stored_note(desk)
    with beneath(desk) as connection:
        empty = '{"answers": {}, "entries": {}, "reasons": {}}'
        change = text(
            "UPDATE notes SET status = 'draft', digest = '', content = :empty WHERE id = :note"
        )
        connection.execute(change, {"note": note_id, "empty": empty})
        for table in ("proofs", "seals"):
            connection.execute(
                text(f"DELETE FROM {table} WHERE note_id = :note"), {"note": note_id}
            )
    desk.window.open_note(note_id)
    assert not desk.page.is_signed
    assert desk.page.signing.mark == (Standing.BROKEN.sentence, Role.BLOCKS)
    assert desk.page.signing.later.banner.text.startswith("Signature does not match.")
    desk.window.show_notes()
    model = desk.window.notes_page.table.model()
    assert "Signature does not match" in [model.index(0, at).data() for at in range(6)]
