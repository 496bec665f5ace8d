"""Seals: what was signed is read from its bytes, and the rows that hold it take no change."""

import datetime as dt
import hashlib
from dataclasses import replace
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from app.crypto import Secret, fingerprint, is_signed, new_signing_key, public_half, signed
from app.domain.finding.listing import NoteQuery
from app.domain.notes.note import Note
from app.domain.signing.later_entry import LaterEntry, entry_body, entry_of
from app.domain.signing.seal import Seal, SealKind, SigningKey, Standing
from app.domain.signing.signed_body import note_body
from app.errors import StaleRecord
from app.services.ports.store import Store
from app.storage.engine import connected
from app.storage.folder import EmbeddedFolder
from tests.storage import samples
from tests.storage.conftest import KEY
from tests.storage.samples import NOON, SUMMARY

LATER = NOON + dt.timedelta(hours=1)


def sealed(note: Note, key: Secret, co_signer: str = "") -> tuple[Note, Seal]:
    """The note, signed with a key, and the seal of it."""
    signature = replace(
        samples.signature(),
        key=fingerprint(public_half(key)),
        name="Ada Samplemann",
        co_signer=co_signer,
    )
    note = replace(note, status="signed", signature=signature)
    body = note_body(note)
    note = replace(note, signature=replace(signature, digest=hashlib.sha256(body).hexdigest()))
    return note, Seal(
        note.id, 1, SealKind.NOTE, signature.by, NOON, signature.key, body, signed(key, body)
    )


def entry(kind: SealKind, before: Seal, key: Secret, *, text: str = "", reason: str = "") -> Seal:
    """A later entry as a seal."""
    public = fingerprint(public_half(key))
    told = LaterEntry(
        kind, before.note, before.by, "Ada", "DDS", public, LATER, before.digest, text, reason
    )
    body = entry_body(told)
    return Seal(
        before.note, before.number + 1, kind, before.by, LATER, public, body, signed(key, body)
    )


def test_a_signed_note_is_read_from_what_was_signed(store: Store) -> None:
    key = new_signing_key()
    note, seal = sealed(samples.note(), key)
    with store.writing() as work:
        work.signing_keys.add(SigningKey(seal.key, seal.by, public_half(key), NOON))
        work.notes.sign(note, seal, SUMMARY, NOON)
    with store.reading() as found:
        read = found.notes.get(note.id)
        row = found.notes.row(note.id)
        kept = found.seals.of_note(note.id)
        public = found.signing_keys.get(seal.key)
    assert read == replace(note, version=1, saved_at=NOON)
    assert row is not None
    assert row.standing is Standing.FITS
    assert kept == (seal,)
    assert public is not None
    assert is_signed(public.public, kept[0].body, kept[0].signature)
    assert not is_signed(public.public, kept[0].body + b" ", kept[0].signature)


def test_lists_follow_what_is_added_later(store: Store) -> None:
    key = new_signing_key()
    note, first = sealed(samples.note(), key)
    second = entry(SealKind.CONTINUATION, first, key, text="The reply came.")
    third = entry(SealKind.VOID, second, key, reason="Written for the wrong patient.")
    with store.writing() as work:
        work.notes.sign(note, first, SUMMARY, NOON)
        work.seals.add(second)
        work.seals.add(third)
    with store.reading() as found:
        row = found.notes.row(note.id)
        last = found.seals.of_note(note.id)[-1]
    assert row is not None
    assert (row.entries, row.is_void) == (2, True)
    assert entry_of(last.body).reason == "Written for the wrong patient."


def test_two_entries_do_not_take_the_same_place(store: Store) -> None:
    key = new_signing_key()
    note, first = sealed(samples.note(), key)
    second = entry(SealKind.CONTINUATION, first, key, text="The reply came.")
    with store.writing() as work:
        work.notes.sign(note, first, SUMMARY, NOON)
        work.seals.add(second)
    with pytest.raises(StaleRecord), store.writing() as work:
        work.seals.add(replace(second, body=b"{}"))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE seals SET body = x'00'",
        "DELETE FROM seals",
        "INSERT OR REPLACE INTO seals SELECT * FROM seals",
    ],
)
def test_the_table_of_seals_takes_no_change(practice_folder: Path, statement: str) -> None:
    opened = EmbeddedFolder(practice_folder).open(KEY)
    note, seal = sealed(samples.note(), new_signing_key())
    with opened.writing() as work:
        work.patients.save(samples.patient())
        work.staff.save(samples.dentist())
        work.notes.sign(note, seal, SUMMARY, NOON)
    opened.close()
    connection = connected(practice_folder / "practice.db", KEY)
    with pytest.raises(dbapi2.IntegrityError, match="append-only"):
        connection.execute(statement)
    connection.close()
    again = EmbeddedFolder(practice_folder).open(KEY)
    with again.reading() as found:
        assert found.seals.of_note(note.id) == (seal,)
    again.close()


def test_the_longest_unchecked_come_first(store: Store) -> None:
    key = new_signing_key()
    with store.writing() as work:
        for number in range(3):
            note, seal = sealed(samples.note(f"n{number}"), key)
            work.notes.sign(note, seal, SUMMARY, NOON + dt.timedelta(hours=number))
        work.notes.mark("n0", Standing.BROKEN, NOON + dt.timedelta(hours=9))
    with store.reading() as found:
        before, later = NOON + dt.timedelta(hours=3), NOON + dt.timedelta(hours=10)
        due = found.notes.longest_unchecked(before, later, 10)
        by_a_clock_set_back = found.notes.longest_unchecked(before, before, 10)
        row = found.notes.row("n0")
    assert due == ("n1", "n2")
    assert by_a_clock_set_back == ("n1", "n2", "n0"), "a check of a time to come counts for nothing"
    assert row is not None
    assert row.standing.sentence == "Signature does not match"


def test_what_waits_for_somebody_comes_in_the_order_it_began_to_wait(store: Store) -> None:
    key = new_signing_key()
    hours = dt.timedelta(hours=1)
    with store.writing() as work:
        work.staff.save(samples.dentist("s2", "Finn", "Deskwell"))
        for number in (3, 1, 2):
            waiting = replace(
                samples.note(f"n{number}"),
                author_id="s2",
                waits_for="s1",
                handed_at=NOON + number * hours,
            )
            work.notes.save(waiting, SUMMARY, NOON)
        signed_note, seal = sealed(samples.note("n9"), key, co_signer="s1")
        work.notes.sign(signed_note, seal, SUMMARY, NOON)
    with store.reading() as found:
        mine = [row.id for row in found.notes.waiting_for("s1", 10)]
        first = [row.id for row in found.notes.waiting_for("s1", 2)]
        given = [row.id for row in found.notes.handed_over_by("s2", 10)]
        others = found.notes.waiting_for("s2", 10) + found.notes.handed_over_by("s1", 10)
    assert mine == ["n1", "n2", "n3", "n9"]
    assert first == ["n1", "n2"]
    assert given == ["n1", "n2", "n3"]
    assert others == ()


def test_another_dentists_co_signature_is_awaited_until_it_is_given(store: Store) -> None:
    key = new_signing_key()
    with store.writing() as work:
        work.staff.save(samples.dentist("s2", "Grace", "Specimen"))
        for note_id, co_signer in (("n1", "s1"), ("n2", "")):
            signed_note, seal = sealed(samples.note(note_id), key, co_signer=co_signer)
            work.notes.sign(signed_note, seal, SUMMARY, NOON)
    with store.writing() as work:
        for note_id in ("n1", "n2"):
            work.notes.await_co_signature(note_id, "s2")
    with store.reading() as found:
        waits = {who: [row.id for row in found.notes.waiting_for(who, 9)] for who in ("s1", "s2")}
        listed = [row.co_signer for row in found.notes.page(NoteQuery(status="waiting")).rows]
        note = found.notes.get("n1")
    assert waits == {"s1": [], "s2": ["n1"]}
    assert listed == ["s2"]
    assert note is not None
    assert note.signature is not None
    assert note.signature.co_signer == "s1", "what was signed stays"
