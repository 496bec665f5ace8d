"""What somebody with the key and tools of their own writes: noticed, and it hides no other note."""

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2

from app.crypto import fingerprint, new_signing_key, public_half
from app.documents.requests.binder import UNTOLD_KEY
from app.domain.audit import AuditQuery, Deed
from app.domain.finding.listing import NoteSummary
from app.domain.signing.seal import Standing
from app.errors import DamagedFile
from app.services.audit.trail_check import check_trail, explain
from app.services.durability.record_check import broken_records
from app.services.ports.store import Store
from app.services.printing.printing import Paper
from app.services.requests.binder_material import signers
from app.services.seals.key_standing import is_told
from app.storage.engine import connected
from app.storage.folder import EmbeddedFolder
from tests.packing_desk import NOON, PackingDesk
from tests.storage.conftest import KEY
from tests.storage.test_flipped_bytes import sign_notes

NOTICED = (Standing.BROKEN, Standing.DAMAGED)
DEEP = b"[" * 100_000 + b"]" * 100_000


def forge(practice_folder: Path, act: Callable[[dbapi2.Connection], None]) -> None:
    """Write to the database past the program and its triggers."""
    connection = connected(practice_folder / "practice.db", KEY)
    connection.execute("PRAGMA foreign_keys = OFF")
    for (name,) in connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    ).fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    act(connection)
    connection.commit()
    connection.close()


def answered(body: dict[str, Any], value: object) -> dict[str, Any]:
    answers = body["content"]["answers"]
    path = next(path for path, (kind, _) in answers.items() if kind == "text")
    return {**body, "content": {**body["content"], "answers": {**answers, path: ["text", value]}}}


def changed(change: Callable[[dict[str, Any]], dict[str, Any]]) -> Callable[[bytes], bytes]:
    return lambda body: json.dumps(change(json.loads(body))).encode()


BODIES: dict[str, Callable[[bytes], bytes]] = {
    "nested deeply": lambda body: body[:-1] + b',"more":' + DEEP + b"}",
    "a key twice": lambda body: body[:-1] + b',"patient":"somebody"}',
    "a float": lambda body: body.replace(b'"open items":0', b'"open items":1e999'),
    "a huge number": lambda body: body.replace(b'"open items":0', b'"open items":' + b"9" * 5_000),
    "half a letter": changed(lambda plain: answered(plain, "\udfff")),
    "a number for a text": changed(lambda plain: answered(plain, 5)),
    "nothing for a text": changed(lambda plain: answered(plain, None)),
    "lists for texts": changed(lambda plain: {**plain, "patient": ["p1"], "name": [7]}),
    "a moment without its zone": changed(lambda plain: {**plain, "at": "2026-01-01T00:00:00"}),
    "strings for points": changed(lambda plain: {**plain, "drawn": [[["a", "b"]]]}),
}


@pytest.mark.parametrize("name", BODIES)
def test_a_hostile_body_is_noticed_and_hides_no_other_note(
    practice_folder: Path, name: str
) -> None:
    spoiled, other = sign_notes(practice_folder, 2)

    def change(connection: dbapi2.Connection) -> None:
        where = "WHERE note_id = ? AND kind = 'note'"
        (body,) = connection.execute(f"SELECT body FROM seals {where}", (spoiled,)).fetchone()
        forged = BODIES[name](body)
        assert forged != body
        connection.execute(f"UPDATE seals SET body = ? {where}", (forged, spoiled))

    forge(practice_folder, change)
    office = PackingDesk.reopened(EmbeddedFolder(practice_folder).open(KEY)).office
    assert office.signing.watch.check(spoiled) in NOTICED
    assert office.signing.watch.check(other) is Standing.FITS
    assert not check_trail(office.store).is_whole
    patient = office.charting.open(other).note.patient_id
    assert {row.id for row in office.records.patient_file(patient).notes} >= {spoiled, other}
    for note_id in (spoiled, other):
        opened = office.charting.open(note_id)
        paper = (opened.note, opened.guide, opened.known, Paper.CHART_NOTE)
        assert office.print_room.render(*paper).pages > 0
    office.close()


def test_a_nested_proof_entry_and_row_are_noticed(practice_folder: Path) -> None:
    of_proof, of_entry, of_row = ours = sign_notes(practice_folder, 3)

    def change(connection: dbapi2.Connection) -> None:
        entries = "UPDATE seals SET body = ? WHERE note_id = ? AND kind = 'continuation'"
        connection.execute("UPDATE proofs SET body = ? WHERE note_id = ?", (DEEP, of_proof))
        connection.execute(entries, (DEEP, of_entry))
        rows = "UPDATE audit SET detail = ? WHERE note = ?"
        connection.execute(rows, (DEEP.decode(), of_row))

    forge(practice_folder, change)
    office = PackingDesk.reopened(EmbeddedFolder(practice_folder).open(KEY)).office
    assert all(office.signing.watch.check(each) in NOTICED for each in ours)
    assert not check_trail(office.store).is_whole
    office.close()


def test_a_seal_in_the_place_of_another_notes_is_noticed(practice_folder: Path) -> None:
    ours, other = sign_notes(practice_folder, 2)

    def change(connection: dbapi2.Connection) -> None:
        for table in ("seals", "proofs"):
            connection.execute(f"DELETE FROM {table} WHERE note_id = ?", (ours,))
            connection.execute(
                f"CREATE TEMP TABLE copied AS SELECT * FROM {table} WHERE note_id = ?", (other,)
            )
            connection.execute("UPDATE copied SET note_id = ?", (ours,))
            connection.execute(f"INSERT INTO {table} SELECT * FROM copied")
            connection.execute("DROP TABLE copied")

    forge(practice_folder, change)
    office = PackingDesk.reopened(EmbeddedFolder(practice_folder).open(KEY)).office
    assert office.signing.watch.check(ours) is Standing.DAMAGED
    assert office.signing.watch.check(other) is Standing.FITS
    assert office.charting.open(ours).note.id == ours, "never shown as the note it came from"
    office.close()


@pytest.mark.parametrize("keeps_seal", [True, False])
def test_a_signed_note_made_a_draft_again_is_noticed(
    practice_folder: Path, *, keeps_seal: bool
) -> None:
    (ours,) = sign_notes(practice_folder, 1)

    def change(connection: dbapi2.Connection) -> None:
        empty = json.dumps({"answers": {}, "entries": {}, "reasons": {}})
        draft = "UPDATE notes SET status = 'draft', digest = '', entries = 0, content = ?"
        connection.execute(f"{draft} WHERE id = ?", (empty, ours))
        for table in () if keeps_seal else ("seals", "proofs"):
            connection.execute(f"DELETE FROM {table} WHERE note_id = ?", (ours,))

    forge(practice_folder, change)
    office = PackingDesk.reopened(EmbeddedFolder(practice_folder).open(KEY)).office
    assert office.signing.watch.check(ours) is Standing.BROKEN
    assert "1 signed note does not match" in " ".join(broken_records(office.store, _quietly))
    assert not check_trail(office.store).is_whole
    office.close()


LISTED = (
    *("entries = 0", "is_void = 1", "waits_for = author_id", "co_signer = author_id"),
    *("open_items = 1", "percent = 99", "missing = 'Advice'"),
)
"""What lists show of a complete note whose one continuation is no void and awaits nobody."""

LISTED_WITH_OPEN_ITEMS = (
    *("open_items = 0", "open_items = 0, percent = 100, missing = ''"),
    *("percent = 100", "missing = ''"),
)
"""What lists show of a note that was signed with two open items."""


@pytest.mark.parametrize(
    ("still_open", "listed"), [(0, LISTED), (2, LISTED_WITH_OPEN_ITEMS)], ids=["complete", "open"]
)
def test_a_list_that_shows_another_state_than_was_signed_is_noticed(
    practice_folder: Path, still_open: int, listed: tuple[str, ...]
) -> None:
    ours = sign_notes(practice_folder, len(listed) + 1, still_open)

    def change(connection: dbapi2.Connection) -> None:
        for note_id, column in zip(ours[1:], listed, strict=True):
            connection.execute(f"UPDATE notes SET {column} WHERE id = ?", (note_id,))

    forge(practice_folder, change)
    office = PackingDesk.reopened(EmbeddedFolder(practice_folder).open(KEY)).office
    standings = [office.signing.watch.check(each) for each in ours]
    office.close()
    assert standings == [Standing.FITS, *(Standing.BROKEN for _ in listed)]


@pytest.mark.parametrize("keeps_seal", [True, False])
def test_the_background_finds_a_signed_note_made_a_draft_again(
    practice_folder: Path, *, keeps_seal: bool
) -> None:
    (ours,) = sign_notes(practice_folder, 1)

    def change(connection: dbapi2.Connection) -> None:
        empty = json.dumps({"answers": {}, "entries": {}, "reasons": {}})
        draft = "UPDATE notes SET status = 'draft', digest = '', entries = 0, content = ?"
        never = "checked_at = NULL, standing = ''"
        connection.execute(f"{draft}, {never} WHERE id = ?", (empty, ours))
        for table in () if keeps_seal else ("seals", "proofs"):
            connection.execute(f"DELETE FROM {table} WHERE note_id = ?", (ours,))

    forge(practice_folder, change)
    office = PackingDesk.reopened(EmbeddedFolder(practice_folder).open(KEY)).office
    assert office.signing.watch.check_next(50) >= 1
    assert listed(office.store, ours) is Standing.BROKEN
    with office.store.writing() as found:
        note = found.notes.get(ours)
        assert note is not None
        kept = found.notes.save(replace(note, signature=None, status="draft"), NoteSummary(), NOON)
    assert kept.signature is None
    assert listed(office.store, ours) is Standing.BROKEN, "typing on does not take it away"
    office.close()


def test_a_draft_is_not_looked_at_again_before_its_turn(practice_folder: Path) -> None:
    sign_notes(practice_folder, 1)
    office = PackingDesk.reopened(EmbeddedFolder(practice_folder).open(KEY)).office
    watch = office.signing.watch
    while watch.check_next(50):
        pass
    patient = office.charting.open("sample-D9311").note.patient_id
    draft = office.charting.new_note(patient, "D9311")
    assert watch.check_next(50) == 0
    note = office.charting.save(draft.note, NoteSummary())
    assert watch.check_next(50) == 1
    office.charting.save(note, NoteSummary())
    assert watch.check_next(50) == 0
    assert listed(office.store, note.id) is Standing.UNCHECKED
    office.close()


def test_a_row_that_cannot_be_read_is_damage_and_told_once_a_check(practice_folder: Path) -> None:
    spoiled, other = sign_notes(practice_folder, 2)

    def change(connection: dbapi2.Connection) -> None:
        spoil = "UPDATE notes SET saved_at = 'never', checked_at = NULL WHERE id = ?"
        connection.execute(spoil, (spoiled,))

    forge(practice_folder, change)
    office = PackingDesk.reopened(EmbeddedFolder(practice_folder).open(KEY)).office
    assert office.signing.watch.check(spoiled) is Standing.DAMAGED
    assert office.signing.watch.check(other) is Standing.FITS
    office.signing.watch.check_next(50)
    with office.store.reading() as found:
        told = found.audit.page(AuditQuery(note=spoiled, deeds=(Deed.NOTE_MISFIT,))).rows
    assert [row.told["standing"] for row in told] == ["damaged"] * len(told)
    assert told
    office.close()


def test_a_signed_note_taken_out_is_missed(practice_folder: Path) -> None:
    (ours,) = sign_notes(practice_folder, 1)

    def change(connection: dbapi2.Connection) -> None:
        for table, column in (("proofs", "note_id"), ("seals", "note_id"), ("notes", "id")):
            connection.execute(f"DELETE FROM {table} WHERE {column} = ?", (ours,))

    forge(practice_folder, change)
    office = PackingDesk.reopened(EmbeddedFolder(practice_folder).open(KEY)).office
    assert ours in check_trail(office.store).sentence
    assert "1 signed note does not match" in " ".join(broken_records(office.store, _quietly))
    office.close()


def test_a_key_that_was_put_there_is_named(practice_folder: Path) -> None:
    (ours,) = sign_notes(practice_folder, 1)
    office = PackingDesk.reopened(EmbeddedFolder(practice_folder).open(KEY)).office
    assert check_trail(office.store).is_whole
    public = public_half(new_signing_key())
    with office.store.writing() as found:
        own = found.signing_keys.all()[-1]
        forged = replace(own, fingerprint=fingerprint(public), public=public)
        found.signing_keys.add(forged)
    said = check_trail(office.store).sentence
    assert f"No row tells of the signing key {forged.fingerprint[:8]} of " in said
    assert own.person not in said, "people are named, not numbered"
    assert office.signing.watch.check(ours) is Standing.FITS
    assert office.signing.watch.check_keys() == (forged,)
    assert office.signing.watch.check_keys() == (forged,)
    with office.store.reading() as found:
        told = found.audit.page(AuditQuery(deeds=(Deed.KEY_MISFIT,))).rows
        (shown,) = signers(found, [(own.person, forged.fingerprint)], dt.UTC)
    assert [(row.about, row.told["key"]) for row in told] == [(own.person, forged.fingerprint)]
    assert shown.used == UNTOLD_KEY
    (told_break,) = check_trail(office.store).told
    explain(office.store, office.trail, [told_break], "Put there to try the alarm")
    assert check_trail(office.store).explained == 1
    assert office.signing.watch.check_keys() == (), "who explained it is not warned again"
    with office.store.reading() as found:
        assert not is_told(found, forged), "explained is not made: nothing signed with it counts"
    office.close()


def test_what_a_key_dated_back_signed_does_not_fit(practice_folder: Path) -> None:
    (ours,) = sign_notes(practice_folder, 1)

    def change(connection: dbapi2.Connection) -> None:
        connection.execute("UPDATE signing_keys SET made_at = '2020-01-01T00:00:00.000000Z'")

    forge(practice_folder, change)
    office = PackingDesk.reopened(EmbeddedFolder(practice_folder).open(KEY)).office
    assert office.signing.watch.check(ours) is Standing.BROKEN
    assert "No row tells of the signing key" in " ".join(
        each.what for each in check_trail(office.store).breaks
    )
    office.close()


def test_a_check_dated_ahead_puts_nothing_off(practice_folder: Path) -> None:
    (ours,) = sign_notes(practice_folder, 1)

    def change(connection: dbapi2.Connection) -> None:
        ahead = "UPDATE notes SET code = 'D9997', checked_at = '2999-01-01T00:00:00.000000Z'"
        connection.execute(f"{ahead} WHERE id = ?", (ours,))

    forge(practice_folder, change)
    office = PackingDesk.reopened(EmbeddedFolder(practice_folder).open(KEY)).office
    office.signing.watch.check_next(50)
    with office.store.reading() as found:
        row = found.notes.row(ours)
    assert row is not None
    assert row.standing is Standing.BROKEN
    office.close()


def test_a_code_that_no_guide_is_for_is_damage(practice_folder: Path) -> None:
    (ours,) = sign_notes(practice_folder, 1)

    def change(connection: dbapi2.Connection) -> None:
        where = "WHERE note_id = ? AND kind = 'note'"
        (body,) = connection.execute(f"SELECT body FROM seals {where}", (ours,)).fetchone()
        forged = body.replace(b'"code":"D9311"', b'"code":"D0000"')
        connection.execute(f"UPDATE seals SET body = ? {where}", (forged, ours))

    forge(practice_folder, change)
    office = PackingDesk.reopened(EmbeddedFolder(practice_folder).open(KEY)).office
    with pytest.raises(DamagedFile):
        office.charting.open(ours)
    office.close()


def listed(store: Store, note_id: str) -> Standing | None:
    with store.reading() as found:
        row = found.notes.row(note_id)
    return row.standing if row else None


def _quietly(_progress: object) -> None:
    """Nobody waits for news."""
