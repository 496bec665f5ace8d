"""Proofs of a real practice: made with each signature, checked with it, and leaving with prints."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from app.domain.notes.note import Note
from app.domain.signing.later_entry import Correction
from app.domain.signing.seal import Proof, Seal, SealKind, Standing
from app.services.printing.printing import Paper, build_document
from app.services.seals.later_entries import LaterEntries
from app.services.seals.proof import proofs_fit
from app.services.seals.standing import standing_of
from tests.packing_desk import NOON, PackingDesk, picture
from tests.storage.fakes import MemoryStore


@pytest.fixture
def desk() -> Iterator[PackingDesk]:
    opened = PackingDesk.over(MemoryStore())
    yield opened
    opened.office.close()


@pytest.fixture
def note(desk: PackingDesk) -> Note:
    """A note that was signed, continued and corrected."""
    letter = desk.take_in(desk.note(), "Reply letter", picture("Reply letter"))
    signed = desk.attach()
    later = entries(desk)
    later.add_continuation(
        signed.id, desk.key(), "She called back.", dt.date(2026, 11, 20), [letter.sha256]
    )
    correction = Correction("condition", "The condition in words", "2019", "2009")
    later.correct(signed.id, desk.key(), [correction], "Checked the letter.")
    return signed


def entries(desk: PackingDesk) -> LaterEntries:
    office = desk.office
    return LaterEntries(office.store, office.trail, office.clock.zone)


def printed(desk: PackingDesk, note: Note) -> bytes:
    draft = desk.office.charting.open(note.id)
    room = desk.office.print_room
    return room.render(draft.note, draft.guide, draft.known, Paper.CHART_NOTE).data


def test_every_signature_has_its_proof(desk: PackingDesk, note: Note) -> None:
    with desk.office.store.reading() as found:
        seals, proofs = found.seals.of_note(note.id), found.proofs.of_note(note.id)
        assert [proof.number for proof in proofs] == [seal.number for seal in seals] == [1, 2, 3]
        assert proofs_fit(found, seals, proofs)
        assert standing_of(found, note.id) is Standing.FITS


def test_a_print_of_the_practice_proves_itself(desk: PackingDesk, note: Note) -> None:
    verdict = desk.office.sent_files.judge(printed(desk, note))
    assert (verdict.standing, verdict.note) == ("signed", note.id)
    for words in ("Signed by", "Continued by", "Corrected by", "record says the same"):
        assert words in verdict.text


def test_a_print_shows_what_was_added_and_which_letter_proves_it(
    desk: PackingDesk, note: Note
) -> None:
    draft = desk.office.charting.open(note.id)
    view = desk.office.print_room.view(draft.note, draft.guide, draft.known)
    assert [entry.kind for entry in view.later] == [SealKind.CONTINUATION, SealKind.ADDENDUM]
    assert view.standing is Standing.FITS
    assert list(view.titles.values()) == ["Reply letter"]


def test_a_void_stands_in_the_print_and_in_the_verdict(desk: PackingDesk, note: Note) -> None:
    entries(desk).void(note.id, desk.key(), "Written twice.")
    draft = desk.office.charting.open(note.id)
    view = desk.office.print_room.view(draft.note, draft.guide, draft.known)
    assert view.voided is not None
    verdict = desk.office.sent_files.judge(printed(desk, note))
    assert verdict.standing == "signed"
    assert "Voided by" in verdict.text


def test_an_entry_added_after_a_print_is_told(desk: PackingDesk, note: Note) -> None:
    before = printed(desk, note)
    entries(desk).void(note.id, desk.key(), "Written twice.")
    assert "Since then 1 entry was added" in desk.office.sent_files.judge(before).text


def test_a_sample_note_prints_with_a_proof(desk: PackingDesk) -> None:
    with desk.office.store.reading() as found:
        page = [code for code in ("D9311", "D9997") if found.notes.get(f"sample-{code}")]
    signed = [desk.note(code) for code in page if desk.note(code).signature]
    assert signed
    for note in signed:
        assert desk.office.sent_files.judge(printed(desk, note)).standing == "signed"


FORGED: dict[str, Callable[[Proof], Proof]] = {
    "body": lambda p: replace(p, body=p.body.replace(b"She called back.", b"She never called")),
    "signature": lambda p: replace(p, signature=bytes(64)),
    "key": lambda p: replace(p, key="0" * 64),
}


@pytest.mark.parametrize("part", FORGED)
def test_a_changed_proof_breaks_the_note(desk: PackingDesk, note: Note, part: str) -> None:
    store = desk.office.store
    assert isinstance(store, MemoryStore)
    with store.writing() as work:
        work.proofs.forge(FORGED[part](work.proofs.of_note(note.id)[1]))
    with store.reading() as found:
        assert standing_of(found, note.id) is Standing.BROKEN
    verdict = desk.office.sent_files.judge(printed(desk, note))
    assert not verdict.holds
    draft = desk.office.charting.open(note.id)
    mark = build_document(
        Paper.CHART_NOTE, desk.office.print_room.view(draft.note, draft.guide, draft.known)
    ).mark
    assert mark is not None
    assert mark.line == "SIGNATURE DOES NOT MATCH"


def test_proofs_that_changed_places_do_not_fit(desk: PackingDesk, note: Note) -> None:
    with desk.office.store.reading() as found:
        seals, (first, second, third) = found.seals.of_note(note.id), found.proofs.of_note(note.id)
        swapped = (first, replace(third, number=2), replace(second, number=3))
        assert not proofs_fit(found, seals, swapped)
        assert not proofs_fit(found, seals, (first, third))
        assert not proofs_fit(found, seals[:2], (first, second, third))


def test_what_is_added_to_a_note_from_before_there_were_keys_needs_no_proof(
    desk: PackingDesk,
) -> None:
    seal = Seal("n1", 1, SealKind.CONTINUATION, "d1", NOON, "", b"{}", b"")
    with desk.office.store.reading() as found:
        assert proofs_fit(found, (seal,), ())


def test_proofs_that_were_taken_away_are_missed(desk: PackingDesk, note: Note) -> None:
    with desk.office.store.reading() as found:
        seals = found.seals.of_note(note.id)
        assert not proofs_fit(found, seals, ())
