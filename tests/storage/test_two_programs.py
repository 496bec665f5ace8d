"""Two programs on one server: what one keeps is told to the other, what clashes is not lost."""

import datetime as dt
import threading

from app.domain.finding.listing import NoteSummary
from app.domain.guides.answers import Text
from app.domain.notes.note import Note
from app.domain.workstations.elsewhere import ChangedElsewhere
from app.services.notes.charting import Charting, Clock, summary_of
from app.services.notes.conflicts import Conflicts, compare
from app.services.notes.presence import Presence
from app.services.notes.spool import Brought, Keeping
from app.services.printing.catalogue import Catalogue
from app.services.trail import Trail
from app.storage.server.server_store import ServerStore
from tests.services.notes.test_charting import DENTIST, PATIENT
from tests.services.notes.test_conflicts import OneGuide
from tests.small_guide import GUIDE, NOW, reader

CLOCK = Clock(lambda: NOW, dt.UTC)


class Program:
    """What the window of one workstation works with."""

    def __init__(self, store: ServerStore) -> None:
        self.store = store
        self.charting = Charting(store, Catalogue(OneGuide()), reader(), CLOCK, "d1")
        self.conflicts = Conflicts(store, Trail(lambda: NOW, "d1"))
        self.keeping = Keeping(store.spool(), self.charting, self.conflicts, CLOCK)

    def begin(self) -> Note:
        with self.store.writing() as found:
            found.staff.save(DENTIST)
            found.patients.save(PATIENT)
        draft = self.charting.new_note("p1", GUIDE.code)
        return self.keeping.save(draft.note, NoteSummary())

    def save(self, note_id: str, path: str, words: str) -> None:
        draft = self.charting.open(note_id)
        draft.set_answer(path, words)
        self.keeping.save(draft.note, summary_of(draft.state))

    def keep(self, base: Note, path: str, words: str) -> None:
        """Type over what was read before, with the server away."""
        draft = self.charting.open(base.id)
        draft.take_over(base.content)
        draft.saved(base)
        draft.set_answer(path, words)
        unsaved = self.keeping.unsaved(base, draft.note, summary_of(draft.state))
        self.keeping.keep(unsaved)

    def stored(self, note_id: str) -> Note:
        note = self.conflicts.stored(note_id)
        assert note is not None, "it was saved"
        return note


def test_what_was_kept_is_joined_with_what_another_saved(
    opened: ServerStore, second: ServerStore
) -> None:
    here, there = Program(opened), Program(second)
    base = here.begin()
    there.save(base.id, "summary", "theirs")
    here.keep(base, "which", "mine")
    assert Program(opened).keeping.bring() == Brought((base.id,))
    answers = there.stored(base.id).content.answers
    assert (answers["summary"], answers["which"]) == (Text("theirs"), Text("mine"))
    assert here.keeping.kept(base.id) is None


def test_what_clashes_stays_kept_and_what_is_left_out_is_stored(
    opened: ServerStore, second: ServerStore
) -> None:
    here, there = Program(opened), Program(second)
    base = here.begin()
    there.save(base.id, "summary", "theirs")
    here.keep(base, "summary", "mine")
    assert here.keeping.bring() == Brought((), (base.id,))
    kept = here.keeping.kept(base.id)
    assert kept is not None
    draft = here.charting.open(base.id)
    comparison = compare(here.stored(base.id), kept, draft.guide)
    here.conflicts.keep_left_out(comparison, {"summary": "mine"})
    here.keeping.save(comparison.settled({"summary": "mine"}), NoteSummary())
    assert there.stored(base.id).content.answers["summary"] == Text("mine")
    (left,) = there.conflicts.left_out("note", base.id)
    assert (left.answer, left.by) == (Text("theirs"), "d1")


class Ears:
    """Remembers what was told."""

    def __init__(self) -> None:
        self.told: list[ChangedElsewhere] = []
        self.heard = threading.Event()
        self.listens = threading.Event()

    def changed(self, change: ChangedElsewhere) -> None:
        self.told.append(change)
        if change.kind == "openings":
            self.heard.set()

    def lost(self) -> None:
        """Not here."""

    def back(self) -> None:
        """The line stands: what is told from now on is heard."""
        self.listens.set()


def test_a_note_opened_at_one_workstation_is_told_and_shown_at_the_other(
    opened: ServerStore, second: ServerStore
) -> None:
    base = Program(opened).begin()
    ears = Ears()
    end = opened.watch(ears)
    assert ears.listens.wait(10)
    Presence(second, "d1", CLOCK).begin(base.id)
    assert ears.heard.wait(10)
    end()
    assert ears.told == [ChangedElsewhere("openings", base.id)]
    assert [each.note_id for each in Presence(opened, "d1", CLOCK).others()] == [base.id]
