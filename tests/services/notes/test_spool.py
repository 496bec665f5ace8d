"""The server comes and goes, programs crash: every word that was kept is found again."""

from dataclasses import replace

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from app.domain.finding.listing import NoteSummary
from app.domain.guides.answers import Text
from app.domain.left_open.unsaved import UnsavedNote
from app.domain.notes.late import LateSpell
from app.domain.notes.note import Content, Note, text_of
from app.errors import SignedNote, StaleNote
from app.server_errors import ServerUnreachable
from app.services.notes.charting import Charting, summary_of
from app.services.notes.conflicts import Conflicts, compare
from app.services.notes.draft import Draft
from app.services.notes.spool import Brought, Keeping
from app.services.printing.catalogue import Catalogue
from app.services.trail import Trail
from tests.services.notes.test_charting import DENTIST, PATIENT
from tests.services.notes.test_conflicts import CLOCK, OTHER, SIGNED, OneGuide
from tests.small_guide import GUIDE, NOW, reader
from tests.storage.fake_live import FlakyLine, MemorySpool
from tests.storage.fakes import MemoryStore

FIELDS = ["which", "why_that", "summary"]


def shared_store() -> MemoryStore:
    made = MemoryStore()
    with made.writing() as found:
        for each in (DENTIST, OTHER):
            found.staff.save(each)
        found.patients.save(PATIENT)
    return made


class Seat:
    """A workstation: its line to the store and its disk; the program on it may be started anew."""

    def __init__(self, store: MemoryStore, user: str) -> None:
        self.line = FlakyLine(store)
        self.spool = MemorySpool()
        self.user = user
        self.start()

    def start(self) -> None:
        """Begin with nothing in memory."""
        self.charting = Charting(self.line, Catalogue(OneGuide()), reader(), CLOCK, self.user)  # type: ignore[arg-type]  # no more of a store is needed
        conflicts = Conflicts(self.line, Trail(lambda: NOW, self.user))  # type: ignore[arg-type]  # as above
        self.keeping = Keeping(self.spool, self.charting, conflicts, CLOCK)
        self.draft: Draft | None = None
        self.base: Note | None = None

    def open(self, note_id: str) -> Draft:
        self.draft = self.charting.open(note_id)
        stored = self.draft.note
        self.base = self.keeping.resume(self.draft) or stored
        return self.draft

    def save(self) -> bool:
        """What the window does each second: whether the store took it; else it is kept here."""
        assert self.draft is not None, "a note is open"
        note, summary = self.draft.note, summary_of(self.draft.state)
        try:
            self.base = self.keeping.save(note, summary)
        except (ServerUnreachable, StaleNote, SignedNote):
            self.keeping.keep(self.keeping.unsaved(self.base, note, summary))
            return False
        self.draft.saved(self.base)
        self.keeping.drop(note.id)
        return True


@pytest.fixture
def store() -> MemoryStore:
    return shared_store()


@pytest.fixture
def seat(store: MemoryStore) -> Seat:
    return Seat(store, "d1")


def begun(seat: Seat) -> str:
    seat.draft, seat.base = seat.charting.new_note("p1", GUIDE.code), None
    seat.draft.set_answer("which", "a tooth")
    assert seat.save()
    return seat.draft.note.id


def stored(store: MemoryStore, note_id: str) -> Note:
    with store.reading() as found:
        note = found.notes.get(note_id)
    assert note is not None, "it was saved"
    return note


def test_what_was_typed_without_the_server_is_brought_when_it_is_back(
    store: MemoryStore, seat: Seat
) -> None:
    note_id = begun(seat)
    seat.line.is_broken = True
    assert seat.draft is not None, "open"
    seat.draft.set_answer("summary", "typed alone")
    assert not seat.save()
    seat.start()
    with pytest.raises(ServerUnreachable):
        seat.keeping.bring()
    seat.line.is_broken = False
    assert seat.keeping.bring() == Brought((note_id,))
    assert stored(store, note_id).content.answers["summary"] == Text("typed alone")
    assert seat.spool.all() == ()


def test_a_note_begun_without_the_server_is_brought_too(store: MemoryStore, seat: Seat) -> None:
    seat.draft, seat.base = seat.charting.new_note("p1", GUIDE.code), None
    seat.line.is_broken = True
    seat.draft.set_answer("summary", "typed alone")
    assert not seat.save()
    note_id = seat.draft.note.id
    seat.start()
    seat.line.is_broken = False
    assert seat.keeping.bring() == Brought((note_id,))
    assert stored(store, note_id).content.answers["summary"] == Text("typed alone")


@pytest.mark.parametrize("goes_on", [False, True])
def test_a_late_draft_handed_over_without_the_server_stays_so(
    store: MemoryStore, seat: Seat, goes_on: bool
) -> None:
    note_id = begun(seat)
    other = Seat(store, "d2")
    other.open(note_id).set_answer("which", "another tooth")
    assert other.save()
    seat.line.is_broken = True
    assert seat.draft is not None, "open"
    seat.draft.set_answer("summary", "typed alone")
    spell = LateSpell(NOW, "d1", "the reply came late")
    seat.draft.saved(replace(seat.draft.note, late=(spell,), waits_for="d2", handed_at=NOW))
    assert not seat.save()
    seat.start()
    if goes_on:
        with pytest.raises(ServerUnreachable):
            seat.open(note_id)
    seat.line.is_broken = False
    if goes_on:
        draft = seat.open(note_id)
        unsaved = seat.keeping.unsaved(seat.base, draft.note, summary_of(draft.state))
        joined = compare(stored(store, note_id), unsaved, draft.guide).settled({})
        seat.charting.save(joined, NoteSummary())
    else:
        assert seat.keeping.bring() == Brought((note_id,))
    note = stored(store, note_id)
    assert (note.late, note.waits_for, note.handed_at) == ((spell,), "d2", NOW)
    assert note.content.answers["which"] == Text("another tooth")
    assert note.content.answers["summary"] == Text("typed alone")


def test_a_save_whose_word_got_lost_is_not_asked_about(store: MemoryStore, seat: Seat) -> None:
    note_id = begun(seat)
    assert seat.draft is not None, "open"
    seat.draft.set_answer("summary", "one")
    seat.line.loses_next_word = True
    assert not seat.save()
    seat.draft.set_answer("summary", "one and two")
    assert not seat.save()
    seat.line.is_broken = False
    assert seat.keeping.bring() == Brought((note_id,))
    assert stored(store, note_id).content.answers["summary"] == Text("one and two")


def test_what_clashes_stays_kept_until_somebody_decides(store: MemoryStore, seat: Seat) -> None:
    note_id = begun(seat)
    other = Seat(store, "d2")
    other.open(note_id).set_answer("summary", "theirs")
    assert other.save()
    seat.line.is_broken = True
    assert seat.draft is not None, "open"
    seat.draft.set_answer("summary", "mine")
    assert not seat.save()
    seat.start()
    seat.line.is_broken = False
    assert seat.keeping.bring() == Brought((), (note_id,))
    assert stored(store, note_id).content.answers["summary"] == Text("theirs")
    kept = seat.keeping.kept(note_id)
    assert kept is not None
    assert kept.mine.content.answers["summary"] == Text("mine")


def test_a_note_signed_meanwhile_leaves_what_was_typed_kept(store: MemoryStore, seat: Seat) -> None:
    note_id = begun(seat)
    seat.line.is_broken = True
    assert seat.draft is not None, "open"
    seat.draft.set_answer("summary", "mine")
    assert not seat.save()
    with store.writing() as found:
        note = stored(store, note_id)
        found.notes.save(replace(note, status="signed", signature=SIGNED), NoteSummary(), NOW)
    seat.line.is_broken = False
    assert seat.keeping.bring() == Brought((), (note_id,))
    assert [each.id for each in seat.spool.all()] == [note_id]


def test_a_note_whose_patient_a_restore_took_keeps_no_other_waiting(seat: Seat) -> None:
    for _ in range(2):
        seat.draft, seat.base = seat.charting.new_note("p1", GUIDE.code), None
        seat.line.is_broken = True
        assert not seat.save()
        seat.line.is_broken = False
    lost, good = seat.spool.all()
    seat.spool.put(replace(lost, mine=replace(lost.mine, patient_id="made after the backup")))
    assert seat.keeping.bring() == Brought((good.id,), (lost.id,))
    assert [each.id for each in seat.spool.all()] == [lost.id]


def test_the_note_that_is_open_is_left_to_its_page(seat: Seat) -> None:
    note_id = begun(seat)
    assert seat.draft is not None, "open"
    seat.keeping.keep(
        seat.keeping.unsaved(seat.base, seat.draft.note, summary_of(seat.draft.state))
    )
    assert seat.keeping.bring(but=note_id) == Brought()
    assert len(seat.spool.all()) == 1


def words(content: Content) -> str:
    return repr(list(content.answers.values()))


class OfficeMachine(RuleBasedStateMachine):
    """Two workstations on one note; lines break, words get lost, programs crash and start again.

    Every text is another one. What a save was told of (by the store or the spool) must be found in
    the note, in a spool, or among the answers that a decision left out, or was typed over by
    somebody who saw it.
    """

    def __init__(self) -> None:
        super().__init__()
        self.store = shared_store()
        self.seats = [Seat(self.store, "d1"), Seat(self.store, "d2")]
        self.note_id = begun(self.seats[0])
        self.told: dict[tuple[int, str], str] = {}
        self.typed = 0
        self.typed_over: list[str] = []
        self.seats[1].open(self.note_id)

    @rule(number=st.integers(0, 1), field=st.sampled_from(FIELDS))
    def type(self, number: int, field: str) -> None:
        draft = self.seats[number].draft
        if draft is not None:
            self.typed += 1
            if before := text_of(draft.answer(field)):
                self.typed_over.append(before)  # by somebody who saw it
            draft.set_answer(field, f"word{self.typed}.")
            if not self.seats[number].save():
                assert self.seats[number].keeping.kept(self.note_id) is not None
            self.told[number, field] = f"word{self.typed}."

    @rule(number=st.integers(0, 1))
    def break_line(self, number: int) -> None:
        self.seats[number].line.is_broken = True

    @rule(number=st.integers(0, 1))
    def lose_next_word(self, number: int) -> None:
        self.seats[number].line.loses_next_word = True

    @rule(number=st.integers(0, 1))
    def mend_line(self, number: int) -> None:
        self.seats[number].line.is_broken = False

    @rule(number=st.integers(0, 1))
    def crash(self, number: int) -> None:
        self.seats[number].start()

    @rule(number=st.integers(0, 1), side=st.sampled_from(["theirs", "mine", "both"]))
    def come_back(self, number: int, side: str) -> None:
        """The line holds: what is kept is brought, what clashes decided, the note opened again."""
        seat = self.seats[number]
        if seat.line.is_broken:
            return
        seat.start()
        try:
            seat.keeping.bring()
            if unsaved := seat.keeping.kept(self.note_id):
                self.decide(seat, unsaved, side)
            seat.open(self.note_id)
        except (ServerUnreachable, StaleNote):
            seat.start()

    def decide(self, seat: Seat, unsaved: UnsavedNote, side: str) -> None:
        draft = seat.charting.open(self.note_id)
        conflicts = Conflicts(seat.line, Trail(lambda: NOW, seat.user))  # type: ignore[arg-type]  # as above
        comparison = compare(draft.note, unsaved, draft.guide)
        decisions = {
            c.path: side if side != "both" or c.both else "mine" for c in comparison.merge.clashes
        }
        conflicts.keep_left_out(comparison, decisions)  # type: ignore[arg-type]  # sides all
        note = comparison.settled(decisions)  # type: ignore[arg-type]  # sides all
        draft.take_over(note.content)
        seat.keeping.save(note, summary_of(draft.state))
        seat.keeping.drop(note.id)

    @invariant()
    def every_word_told_is_found(self) -> None:
        with self.store.reading() as found:
            note = found.notes.get(self.note_id)
            left = found.left_out.of("note", self.note_id)
        assert note is not None, "notes are never deleted"
        there = words(note.content) + repr([each.answer for each in left])
        for seat in self.seats:
            there += "".join(words(each.mine.content) for each in seat.spool.all())
        for (number, field), word in self.told.items():
            is_gone = word not in there and not any(word in text for text in self.typed_over)
            assert not is_gone, f"{word} typed at {number} into {field} is lost"

    @precondition(lambda self: all(not seat.line.is_broken for seat in self.seats))
    @rule()
    def nothing_hangs(self) -> None:
        """With both lines whole, whatever does not clash is in the store after one round."""
        for seat in self.seats:
            if seat.line.loses_next_word:
                return
        for seat in self.seats:
            seat.start()
            brought = seat.keeping.bring()
            assert {each.id for each in seat.spool.all()} == set(brought.undecided)
            seat.open(self.note_id)


TestOfficeMachine = OfficeMachine.TestCase
TestOfficeMachine.settings = settings(max_examples=150, stateful_step_count=30, deadline=None)
