"""What is added to a signed note: each entry signed, in a chain, by who may, and never in place."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest

from app.crypto import Secret, new_signing_key
from app.domain.audit import AuditQuery, Deed
from app.domain.finding.listing import NoteQuery
from app.domain.notes.note import Note
from app.domain.practice.people import StaffRole
from app.domain.signing.later_entry import Correction
from app.domain.signing.seal import SealKind, Standing
from app.errors import (
    ClockBehind,
    NotAllowed,
    NotSignedIn,
    SignatureBroken,
    StaleRecord,
    VoidedNote,
)
from app.services.seals.later_entries import LaterEntries
from app.services.seals.standing import TOLD_BY, standing_of
from app.services.signing.signature_watch import SignatureWatch
from app.services.trail import Trail
from tests.packing_desk import NOON, PackingDesk
from tests.signing_keys import key_for
from tests.storage.fakes import MemoryStore

TODAY = NOON.date()
WORDS = Correction("condition", "Condition", "Mechanical valve", "Mechanical mitral valve")


@pytest.fixture
def desk() -> PackingDesk:
    return PackingDesk.over(MemoryStore())


@pytest.fixture
def note(desk: PackingDesk) -> Note:
    return desk.attach()


def later(desk: PackingDesk, who: str = "ada-samplemann") -> LaterEntries:
    return desk.office.as_user(who).signing.later


def standing(desk: PackingDesk, note: Note) -> Standing:
    with desk.office.store.reading() as found:
        return standing_of(found, note.id)


def test_entries_follow_each_other_and_the_note_stays(desk: PackingDesk, note: Note) -> None:
    mine, key = later(desk), desk.key()
    mine.add_continuation(note.id, key, " The reply came. ", TODAY, ["ab" * 32])
    mine.correct(note.id, key, [WORDS], "The letter says mitral.")
    mine.void(note.id, key, "Written twice.")
    first, second, third = mine.of_note(note.id)
    with desk.office.store.reading() as found:
        seals, row = found.seals.of_note(note.id), found.notes.row(note.id)
        told = found.audit.page(AuditQuery(note=note.id, deeds=tuple(TOLD_BY.values()))).rows
    assert (first.text, first.occurred, first.documents) == (
        "The reply came.",
        TODAY,
        ("ab" * 32,),
    )
    assert (second.corrections, second.reason) == ((WORDS,), "The letter says mitral.")
    assert third.kind is SealKind.VOID
    assert [each.previous for each in (first, second, third)] == [s.digest for s in seals[:3]]
    assert {each.told["digest"] for each in told} == {seal.digest for seal in seals}
    assert (first.by, first.name, first.at) == ("ada-samplemann", "Ada Samplemann", NOON)
    assert row is not None
    assert (row.entries, row.is_void) == (3, True)
    assert desk.office.charting.stored(note.id) == note
    assert standing(desk, note) is Standing.FITS


def test_nothing_is_added_to_a_void_note(desk: PackingDesk, note: Note) -> None:
    later(desk).void(note.id, desk.key(), "Written twice.")
    with pytest.raises(VoidedNote):
        later(desk).add_continuation(note.id, desk.key(), "Too late.", TODAY)


def test_nothing_is_added_to_what_is_not_what_was_signed(desk: PackingDesk, note: Note) -> None:
    signature = note.signature
    assert signature is not None
    with desk.office.store.writing() as found:
        kept = found.signing_keys.get(signature.key)
        assert kept is not None
        found.signing_keys.add(replace(kept, public=b"\0" * 32))
    assert standing(desk, note) is Standing.BROKEN
    with pytest.raises(SignatureBroken):
        later(desk).add_continuation(note.id, desk.key(), "The reply came.", TODAY)


def test_who_may_not_add_or_void_is_refused(desk: PackingDesk, note: Note) -> None:
    store = desk.office.store
    finn = key_for(store, "finn-deskwell", NOON)
    with pytest.raises(NotAllowed):
        later(desk, "finn-deskwell").add_continuation(note.id, finn, "The reply came.", TODAY)
    with store.writing() as found:
        iris = found.staff.get("iris-filler")
        assert iris is not None
        found.staff.save(iris.model_copy(update={"role": StaffRole.HYGIENIST}))
    key = key_for(store, "iris-filler", NOON)
    later(desk, "iris-filler").add_continuation(note.id, key, "The reply came.", TODAY)
    with pytest.raises(NotAllowed):
        later(desk, "iris-filler").void(note.id, key, "Written twice.")


def test_a_key_signs_for_its_owner_alone_and_not_after_its_end(
    desk: PackingDesk, note: Note
) -> None:
    mine, store = later(desk), desk.office.store
    for key in (new_signing_key(), key_for(store, "finn-deskwell", NOON)):
        with pytest.raises(NotSignedIn):
            mine.add_continuation(note.id, key, "The reply came.", TODAY)
    tomorrow = key_for(store, "ada-samplemann", NOON + dt.timedelta(days=1))
    with pytest.raises(ClockBehind):
        mine.add_continuation(note.id, tomorrow, "The reply came.", TODAY)
    with store.writing() as found:
        found.signing_keys.end("ada-samplemann", NOON)
    with pytest.raises(NotSignedIn):
        mine.add_continuation(note.id, desk.key(), "The reply came.", TODAY)
    assert standing(desk, note) is Standing.FITS, "what was signed before stays valid"


def signed_by_hygienist(desk: PackingDesk) -> tuple[Note, Secret]:
    store = desk.office.store
    with store.writing() as found:
        iris = found.staff.get("iris-filler")
        assert iris is not None
        found.staff.save(iris.model_copy(update={"role": StaffRole.HYGIENIST}))
    theirs = PackingDesk(desk.office.as_user("iris-filler"))
    return theirs.attach(), theirs.key()


def test_who_is_no_dentist_signs_and_the_supervising_dentist_co_signs_once(
    desk: PackingDesk,
) -> None:
    note, key = signed_by_hygienist(desk)
    assert note.signature is not None
    assert note.signature.co_signer == "ada-samplemann"
    assert [row.id for row in desk.office.signing.waiting()] == [note.id]
    with pytest.raises(NotAllowed):
        later(desk, "iris-filler").co_sign(note.id, key)
    later(desk).co_sign(note.id, desk.key())
    assert desk.office.signing.waiting() == ()
    assert standing(desk, note) is Standing.FITS
    with pytest.raises(StaleRecord):
        later(desk).co_sign(note.id, desk.key())


def test_nobody_co_signs_their_own_note_with_a_later_role(desk: PackingDesk) -> None:
    note, key = signed_by_hygienist(desk)
    with desk.office.store.writing() as found:
        iris = found.staff.get("iris-filler")
        assert iris is not None
        found.staff.save(iris.model_copy(update={"role": StaffRole.DENTIST}))
    with pytest.raises(NotAllowed):
        later(desk, "iris-filler").co_sign(note.id, key)


def test_a_dentists_own_note_awaits_nobody(desk: PackingDesk, note: Note) -> None:
    with pytest.raises(StaleRecord):
        later(desk).co_sign(note.id, desk.key())


def test_what_is_missing_in_an_entry_is_the_screens_to_ask(desk: PackingDesk, note: Note) -> None:
    mine, key = later(desk), desk.key()
    acts: tuple[Callable[[], object], ...] = (
        lambda: mine.add_continuation(note.id, key, "  ", TODAY),
        lambda: mine.correct(note.id, key, [], "Because."),
        lambda: mine.correct(note.id, key, [WORDS], " "),
        lambda: mine.void(note.id, key, ""),
    )
    for act in acts:
        with pytest.raises(ValueError, match=r"^(a|an) (continuation|correction|addendum) "):
            act()
    assert mine.of_note(note.id) == ()


def test_every_note_has_its_turn_in_the_background_and_lists_learn_of_it(
    desk: PackingDesk, note: Note
) -> None:
    store, signature = desk.office.store, note.signature
    assert signature is not None
    with store.writing() as found:
        kept = found.signing_keys.get(signature.key)
        assert kept is not None
        found.signing_keys.add(replace(kept, public=b"\0" * 32))
    watch = SignatureWatch(store, Trail(lambda: NOON + dt.timedelta(days=1)))
    turns = [watch.check_next(2), watch.check_next(2)]
    assert turns == [2, 1], "both samples and the broken one, once"
    with store.reading() as found:
        rows = {row.id: row.standing for row in found.notes.page(NoteQuery()).rows}
        told = found.audit.page(AuditQuery(deeds=(Deed.NOTE_MISFIT,))).rows
    assert rows.pop(note.id) is Standing.BROKEN
    assert set(rows.values()) == {Standing.FITS}
    assert [(row.note, row.told["standing"]) for row in told] == [(note.id, "broken")]
