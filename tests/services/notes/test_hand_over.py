"""A draft goes from hand to hand; each one's word for their part is signed, or said to lack."""

import datetime as dt
from dataclasses import replace

import pytest
from rpds import HashTrieMap

from app.crypto import Secret
from app.domain.audit import AuditQuery, Deed
from app.domain.finding.listing import NoteSummary
from app.domain.guides.answers import Text
from app.domain.notes.note import Entry, Note, Reason
from app.domain.practice.people import StaffRole
from app.domain.signing.seal import Seal, SealKind, Standing
from app.errors import NotAllowed, StaleNote
from app.services.notes.charting import keep
from app.services.notes.note_views import stored_view
from app.services.ports.store import Repositories
from app.services.seals.attesting import own_part, standing_attestations, unattested
from app.services.seals.proof import add_note_proof
from app.services.seals.sealing import sealed_note, signed_note, signer_of
from app.services.seals.standing import standing_of
from tests.packing_desk import NOON, PackingDesk
from tests.people_practice import member
from tests.signing_keys import key_for
from tests.storage.fakes import MemoryStore

FINN, ADA = "finn-deskwell", "ada-samplemann"
SUMMARY = NoteSummary(2, 80, "")


@pytest.fixture
def desk() -> PackingDesk:
    return PackingDesk.over(MemoryStore())


def draft_of(desk: PackingDesk, who: str) -> Note:
    """A stored draft like the sample, every answer of it somebody's."""
    sample = desk.note()
    entries = {path: Entry(who, NOON) for path in sample.content.answers}
    content = replace(sample.content, entries=HashTrieMap(entries), reasons=HashTrieMap())
    note = replace(
        sample,
        id=f"draft-of-{who}",
        status="draft",
        signature=None,
        known=HashTrieMap(),
        author_id=who,
        control_number="CPDRAFT1",
        version=0,
        content=content,
    )
    return desk.office.as_user(who).charting.save(note, SUMMARY)


def overwritten(note: Note, path: str, by: str) -> Note:
    content = note.content
    return replace(
        note,
        content=replace(
            content,
            answers=content.answers.insert(path, Text("Something else")),
            entries=content.entries.insert(path, Entry(by, NOON)),
        ),
    )


def seals_of(desk: PackingDesk, note: Note) -> tuple[SealKind, ...]:
    with desk.office.store.reading() as found:
        return tuple(seal.kind for seal in found.seals.of_note(note.id))


def handed_over(desk: PackingDesk, *, attests: bool) -> Note:
    note = draft_of(desk, FINN)
    key = key_for(desk.office.store, FINN, NOON) if attests else None
    hand_over = desk.office.as_user(FINN).signing.hand_over
    return hand_over.hand_over(note, SUMMARY, ADA, key)


def standing_with(
    desk: PackingDesk, found: Repositories, note: Note, seal: Seal, key: Secret
) -> Standing:
    """How it stands with a note that somebody keeps with tools of their own."""
    charting = desk.office.charting
    kept = keep(found, note, NoteSummary(0, 100), NOON, desk.office.trail, seal)
    guide, known = charting.catalogue.compiled(note.code), charting.known_now(note)
    add_note_proof(found, stored_view(found, kept, guide, known, dt.UTC, NOON), seal, key)
    return standing_of(found, note.id)


def test_it_stands_in_both_peoples_lists_until_it_is_taken_back(desk: PackingDesk) -> None:
    finn, ada = desk.office.as_user(FINN).signing, desk.office.as_user(ADA).signing
    note = handed_over(desk, attests=True)
    assert [row.id for row in ada.waiting()] == [note.id]
    assert [row.id for row in finn.handed_over()] == [note.id]
    assert finn.waiting() == ada.handed_over() == ()
    back = finn.hand_over.take_back(note, SUMMARY)
    assert (back.waits_for, back.handed_at) == ("", None)
    assert ada.waiting() == finn.handed_over() == ()
    query = AuditQuery(note=note.id, limit=3)
    with desk.office.store.reading() as found:
        deeds = {row.deed for row in found.audit.page(query).rows}
    assert deeds == {Deed.NOTE_TAKEN_BACK, Deed.NOTE_HANDED_OVER, Deed.NOTE_ATTESTED}


def test_only_who_handed_over_or_a_manager_takes_back(desk: PackingDesk) -> None:
    note = handed_over(desk, attests=False)
    with desk.office.store.writing() as found:
        found.staff.save(member("mona", StaffRole.MANAGER))
        ada = found.staff.get(ADA)
        assert ada
        found.staff.save(ada.model_copy(update={"more_roles": ()}))
    waits_for = desk.office.as_user(ADA).signing.hand_over
    assert not waits_for.may_take_back(note)
    with pytest.raises(NotAllowed):
        waits_for.take_back(note, SUMMARY)
    manager = desk.office.as_user("mona").signing.hand_over
    assert manager.may_take_back(note)
    back = manager.take_back(note, SUMMARY)
    again = manager.hand_over(back, SUMMARY, ADA, None)
    assert not desk.office.as_user(FINN).signing.hand_over.may_take_back(again)


def test_what_was_saved_meanwhile_is_not_handed_over(desk: PackingDesk) -> None:
    note = draft_of(desk, FINN)
    desk.office.charting.save(note, SUMMARY)
    with pytest.raises(StaleNote):
        desk.office.as_user(FINN).signing.hand_over.hand_over(
            note, SUMMARY, ADA, key_for(desk.office.store, FINN, NOON)
        )
    assert seals_of(desk, note) == ()


@pytest.mark.parametrize("names_the_old_word", [True, False])
def test_a_signature_that_lies_about_the_others_does_not_match(
    desk: PackingDesk, *, names_the_old_word: bool
) -> None:
    """Somebody signs with tools of their own: their key is genuine, what they say is not."""
    note, store, key = handed_over(desk, attests=True), desk.office.store, desk.key()
    note = overwritten(note, "condition", FINN)  # as if Finn had attested these words
    with store.writing() as found:
        (word,) = found.seals.of_note(note.id)
        signer = signer_of(found, ADA, key, NOON)
        known = desk.office.charting.known_now(note)
        honest, seal = signed_note(found, note, known, 0, signer, ())
        assert honest.signature
        assert (honest.signature.attestations, honest.signature.unattested) == ((), (FINN,))
        old = (word.digest,) if names_the_old_word else ()
        lie = replace(honest.signature, attestations=old, unattested=())
        lying, seal = sealed_note(replace(honest, signature=lie), signer, 2)
        assert standing_with(desk, found, lying, seal, key) is Standing.BROKEN


@pytest.mark.parametrize(("number", "standing"), [(2, Standing.FITS), (3, Standing.BROKEN)])
def test_a_seal_that_leaves_a_gap_before_it_does_not_match(
    desk: PackingDesk, number: int, standing: Standing
) -> None:
    note, store, key = handed_over(desk, attests=True), desk.office.store, desk.key()
    with store.writing() as found:
        signer = signer_of(found, ADA, key, NOON)
        known = desk.office.charting.known_now(note)
        honest, _ = signed_note(found, note, known, 0, signer, ())
        signed, seal = sealed_note(honest, signer, number)
        assert standing_with(desk, found, signed, seal, key) is standing


def test_the_dentists_signature_names_what_was_attested(desk: PackingDesk) -> None:
    note = handed_over(desk, attests=True)
    ada = desk.office.as_user(ADA).charting
    signed = ada.sign(ada.open(note.id), desk.key())
    signature = signed.signature
    assert signature is not None
    with desk.office.store.reading() as found:
        attestation, _ = found.seals.of_note(note.id)
        standing, row = standing_of(found, note.id), found.notes.row(note.id)
    assert (signature.attestations, signature.unattested) == ((attestation.digest,), ())
    assert standing is Standing.FITS
    assert row is not None
    assert (row.waits_for, row.entries) == ("", 0)


def test_who_did_not_attest_is_named_by_the_dentists_signature(desk: PackingDesk) -> None:
    note = handed_over(desk, attests=False)
    ada = desk.office.as_user(ADA).charting
    signature = ada.sign(ada.open(note.id), desk.key()).signature
    assert signature is not None
    assert (signature.attestations, signature.unattested) == ((), (FINN,))


def test_a_word_stands_until_its_author_changes_something(desk: PackingDesk) -> None:
    note = handed_over(desk, attests=True)
    with desk.office.store.reading() as found:
        seals = found.seals.of_note(note.id)
    by_ada = overwritten(note, "condition", ADA)
    by_finn = overwritten(note, "condition", FINN)
    assert standing_attestations(by_ada, seals) == {FINN: seals[0].digest}
    assert "condition" not in own_part(by_ada, FINN)
    assert standing_attestations(by_finn, seals) == {}
    assert unattested(by_finn, seals, ADA) == (FINN,)


def test_a_word_that_cannot_be_read_or_is_anothers_stands_for_nobody(desk: PackingDesk) -> None:
    note = handed_over(desk, attests=True)
    with desk.office.store.reading() as found:
        (seal,) = found.seals.of_note(note.id)
    by_both = overwritten(note, "condition", ADA)
    assert standing_attestations(by_both, [seal]) == {FINN: seal.digest}
    assert standing_attestations(by_both, [replace(seal, by=ADA)]) == {}
    assert standing_attestations(by_both, [replace(seal, body=b"{}")]) == {}
    assert standing_attestations(replace(by_both, id="another"), [seal]) == {}


@pytest.mark.parametrize(
    ("by", "hours", "stands"), [(FINN, 1, False), (FINN, 0, True), (FINN, -1, True), (ADA, 1, True)]
)
def test_a_reason_given_since_is_not_attested(
    desk: PackingDesk, by: str, hours: int, *, stands: bool
) -> None:
    note = handed_over(desk, attests=True)
    with desk.office.store.reading() as found:
        seals = found.seals.of_note(note.id)
    reason = Reason("The exam was for another tooth.", by, NOON + dt.timedelta(hours=hours))
    content = replace(note.content, reasons=note.content.reasons.insert("exam", reason))
    told = standing_attestations(replace(note, content=content), seals)
    assert told == ({FINN: seals[0].digest} if stands else {})


def test_a_newer_word_takes_the_place_of_the_older(desk: PackingDesk) -> None:
    note = handed_over(desk, attests=True)
    finn = desk.office.as_user(FINN)
    key = key_for(finn.store, FINN, NOON)
    changed = finn.charting.save(overwritten(note, "condition", FINN), SUMMARY)
    again = finn.signing.hand_over.hand_over(changed, SUMMARY, ADA, key)
    with finn.store.reading() as found:
        seals = found.seals.of_note(note.id)
    assert [seal.kind for seal in seals] == [SealKind.ATTESTATION] * 2
    assert standing_attestations(again, seals) == {FINN: seals[1].digest}


def test_letters_composed_otherwise_are_the_same_word(desk: PackingDesk) -> None:
    note = draft_of(desk, FINN)
    answers = note.content.answers.insert("condition", Text("Ame\u0301lie's valve"))
    finn = desk.office.as_user(FINN)
    note = finn.charting.save(
        replace(note, content=replace(note.content, answers=answers)), SUMMARY
    )
    kept = finn.signing.hand_over.hand_over(note, SUMMARY, ADA, key_for(finn.store, FINN, NOON))
    with finn.store.reading() as found:
        seals = found.seals.of_note(kept.id)
    assert unattested(kept, seals, ADA) == ()


def test_whom_a_draft_can_go_to_who_treats_first(desk: PackingDesk) -> None:
    signers = desk.office.as_user(FINN).signing.hand_over.signers(draft_of(desk, FINN))
    assert signers[0].id == ADA
    assert "iris-filler" not in {each.id for each in signers}, "an assistant signs nothing"


def test_only_whom_it_waits_for_gives_it_back_and_only_to_who_still_works_here(
    desk: PackingDesk,
) -> None:
    note = handed_over(desk, attests=True)
    finn, ada = (desk.office.as_user(who).signing.hand_over for who in (FINN, ADA))
    assert finn.giver(note) is None
    with pytest.raises(NotAllowed):
        finn.hand_back(note, SUMMARY)
    back = ada.hand_back(note, SUMMARY)
    assert back.waits_for == FINN
    assert own_part(back, FINN), "what was attested stays"
    again = finn.hand_over(back, SUMMARY, ADA, None)
    with desk.office.store.writing() as found:
        left = found.staff.get(FINN)
        assert left
        found.staff.save(left.model_copy(update={"active": False}))
    assert ada.giver(again) is None
    with pytest.raises(NotAllowed):
        ada.hand_back(again, SUMMARY)
