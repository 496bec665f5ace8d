"""One random byte changed in each of 200 signed notes, wherever it is kept: all are noticed."""

import datetime as dt
import random
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from app.domain.finding.listing import NoteSummary
from app.domain.signing.seal import Standing
from app.services.audit.trail_check import check_trail
from app.services.durability.record_check import broken_records
from app.services.notes.charting import keep
from app.services.notes.note_views import stored_view
from app.services.seals.proof import add_note_proof
from app.services.seals.sealing import signed_note, signer_of
from app.services.seals.standing import standing_of
from app.storage.engine import connected
from app.storage.folder import EmbeddedFolder
from tests.packing_desk import NOON, PackingDesk
from tests.storage.conftest import KEY

PLACES = (
    ("seals", "note_id", "body"),
    ("seals", "note_id", "signature"),
    ("seals", "note_id", "key"),
    ("seals", "note_id", '"by"'),
    ("seals", "note_id", '"at"'),
    ("seals", "note_id", "kind"),
    ("proofs", "note_id", "body"),
    ("proofs", "note_id", "signature"),
    ("notes", "id", "patient_id"),
    ("notes", "id", "code"),
    ("notes", "id", "date_of_service"),
    ("notes", "id", "treating_id"),
    ("notes", "id", "author_id"),
    ("notes", "id", "status"),
    ("audit", "note", "detail"),
)
"""Table, column that names the note, column that is changed."""


def sign_notes(practice_folder: Path, count: int, still_open: int = 0) -> tuple[str, ...]:
    """Sign so many notes in an empty practice, each with its proof and a continuation."""
    summary = NoteSummary(still_open, 80, "Advice") if still_open else NoteSummary(0, 100)
    desk = PackingDesk.over(EmbeddedFolder(practice_folder).open(KEY))
    office, key, user = desk.office, desk.key(), desk.office.charting.user
    draft = office.charting.open("sample-D9311")
    ids = tuple(f"n{number:03d}" for number in range(count))
    with office.store.writing() as found:
        signer = signer_of(found, user, key, NOON)
        for note_id in ids:
            note = replace(draft.note, id=note_id, control_number="", signature=None, version=0)
            note, seal = signed_note(found, note, draft.known, still_open, signer, ())
            kept = keep(found, note, summary, NOON, office.trail, seal)
            view = stored_view(found, kept, draft.guide, draft.known, dt.UTC, NOON)
            add_note_proof(found, view, seal, key)
    for note_id in ids:
        office.signing.later.add_continuation(note_id, key, "The reply came.", NOON.date())
    office.close()
    return ids


def flip(connection: dbapi2.Connection, place: tuple[str, str, str], note_id: str) -> None:
    """Change one byte of what one row keeps, as a disk or somebody with the key could."""
    table, names, column = place
    where = f"{names} = ?" + (" AND deed = 'note signed'" if table == "audit" else "")
    query = f"SELECT rowid, CAST({column} AS BLOB) FROM {table} WHERE {where} LIMIT 1"
    row_id, before = connection.execute(query, (note_id,)).fetchone()
    at = random.randrange(len(before))
    after = before[:at] + bytes([before[at] ^ random.randrange(1, 128)]) + before[at + 1 :]
    kept = after if column in ("body", "signature") else after.decode("latin-1")
    connection.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = ?", (kept, row_id))


@pytest.mark.parametrize("count", [45, pytest.param(200, marks=pytest.mark.slow)])
def test_every_changed_byte_is_noticed(practice_folder: Path, count: int) -> None:
    ours = sign_notes(practice_folder, count)
    store = EmbeddedFolder(practice_folder).open(KEY)
    with store.reading() as found:
        assert {standing_of(found, each) for each in ours} == {Standing.FITS}
    store.close()

    connection = connected(practice_folder / "practice.db", KEY)
    connection.execute("PRAGMA foreign_keys = OFF")
    triggers = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
    for (name,) in triggers.fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    changed = {note_id: PLACES[at % len(PLACES)] for at, note_id in enumerate(ours)}
    for note_id, place in changed.items():
        flip(connection, place, note_id)
    connection.commit()
    connection.close()

    office = PackingDesk.reopened(EmbeddedFolder(practice_folder).open(KEY)).office
    check = office.signing.watch.check
    noticed = (Standing.BROKEN, Standing.DAMAGED)
    missed = Counter(place for each, place in changed.items() if check(each) not in noticed)
    assert not missed
    assert f"{count} signed notes do not match" in " ".join(broken_records(office.store, _quietly))
    assert not check_trail(office.store).is_whole
    office.close()


def _quietly(_progress: object) -> None:
    """Nobody waits for news."""


def test_a_damaged_note_opens_as_far_as_it_can_be_read(practice_folder: Path) -> None:
    spoiled, other = sign_notes(practice_folder, 2)
    connection = connected(practice_folder / "practice.db", KEY)
    for (name,) in connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'seals'"
    ).fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    query = "SELECT body FROM seals WHERE note_id = ? AND kind = 'note'"
    (body,) = connection.execute(query, (spoiled,)).fetchone()
    at = body.index(b'"condition":["text"') + len(b'"condition":["te')
    body = body[:at] + b"\x01" + body[at + 1 :]
    change = "UPDATE seals SET body = ? WHERE note_id = ? AND kind = 'note'"
    connection.execute(change, (body, spoiled))
    connection.commit()
    connection.close()

    office = PackingDesk.reopened(EmbeddedFolder(practice_folder).open(KEY)).office
    shown, whole = office.charting.open(spoiled), office.charting.open(other)
    assert office.signing.watch.check(spoiled) is Standing.DAMAGED
    assert set(whole.content.answers) - set(shown.content.answers) == {"condition"}
    assert all(shown.answer(path) == whole.answer(path) for path in shown.content.answers)
    assert shown.note.known == whole.note.known
    material = office.packs.material(spoiled)
    assert material.view.standing is Standing.DAMAGED
    assert "signature does not match" in " ".join(material.blockers)
    office.close()
