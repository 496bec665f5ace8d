"""Two people save one note: what only one changed is joined, the rest is decided and kept."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

import pytest

from app.domain.audit import AuditQuery, Deed
from app.domain.finding.listing import NoteSummary
from app.domain.guides.answers import Text
from app.domain.guides.guide import Guide
from app.domain.left_open.unsaved import UnsavedNote, digest_of
from app.domain.notes.late import LateSpell
from app.domain.notes.merging import Side
from app.domain.notes.note import Note, Signature
from app.errors import SignedNote
from app.services.notes.charting import Charting, Clock, summary_of
from app.services.notes.conflicts import TREATING, Comparison, Conflicts, compare
from app.services.notes.draft import Draft
from app.services.printing.catalogue import CardRules, Catalogue
from app.services.trail import Trail
from tests.services.notes.test_charting import DENTIST, PATIENT
from tests.small_guide import GUIDE, NOW, reader
from tests.storage.fakes import MemoryStore

CLOCK = Clock(lambda: NOW, dt.UTC)
SIGNED = Signature("d2", "DDS", NOW, 0, "0" * 64)
OTHER = DENTIST.model_copy(update={"id": "d2"})


class OneGuide:
    """The small guide; no payer cards."""

    def guides(self) -> Mapping[str, Guide]:
        return {GUIDE.code: GUIDE}

    def card_rules(self, file_text: str) -> CardRules | None:
        raise AssertionError(f"no card was chosen, yet one is read: {len(file_text)} characters")


def charting(store: MemoryStore, user: str = "d1") -> Charting:
    return Charting(store, Catalogue(OneGuide()), reader(), CLOCK, user)


@pytest.fixture
def store() -> MemoryStore:
    made = MemoryStore()
    with made.writing() as found:
        for each in (DENTIST, OTHER):
            found.staff.save(each)
        found.patients.save(PATIENT)
    return made


def begun(store: MemoryStore) -> Note:
    draft = charting(store).new_note("p1", GUIDE.code)
    draft.set_answer("which", "a tooth")
    return charting(store).save(draft.note, summary_of(draft.state))


def typed(store: MemoryStore, note_id: str, answers: dict[str, str], user: str) -> Draft:
    draft = charting(store, user).open(note_id)
    for path, words in answers.items():
        draft.set_answer(path, words)
    return draft


def both_typed(
    store: MemoryStore, theirs: dict[str, str], mine: dict[str, str]
) -> tuple[UnsavedNote, Draft]:
    """The other one's answers are stored, mine are not; what I typed."""
    note = begun(store)
    my_draft = typed(store, note.id, mine, "d1")
    their_draft = typed(store, note.id, theirs, "d2")
    charting(store, "d2").save(their_draft.note, summary_of(their_draft.state))
    return UnsavedNote(note, my_draft.note, NoteSummary(), "d1", NOW), my_draft


def compared(store: MemoryStore, unsaved: UnsavedNote, draft: Draft) -> Comparison:
    stored = conflicts(store).stored(unsaved.id)
    assert stored is not None, "it was saved"
    return compare(stored, unsaved, draft.guide)


def conflicts(store: MemoryStore) -> Conflicts:
    return Conflicts(store, Trail(lambda: NOW, "d1"))


def test_answers_to_different_fields_are_joined_and_saved_over_the_other_version(
    store: MemoryStore,
) -> None:
    unsaved, draft = both_typed(store, {"summary": "theirs"}, {"why_that": "mine"})
    comparison = compared(store, unsaved, draft)
    assert not comparison.merge.clashes
    assert comparison.merge.taken == ("summary",)
    saved = charting(store).save(comparison.settled({}), NoteSummary())
    assert saved.version == 3
    assert saved.content.answers["summary"] == Text("theirs")
    assert saved.content.answers["why_that"] == Text("mine")
    assert saved.content.entries["summary"].by == "d2"


@pytest.mark.parametrize(
    ("side", "stands", "left"),
    [("theirs", "theirs", ["mine"]), ("mine", "mine", ["theirs"]), ("both", "theirs\nmine", [])],
)
def test_what_a_decision_leaves_out_is_kept_beside_the_note(
    store: MemoryStore, side: Side, stands: str, left: list[str]
) -> None:
    unsaved, draft = both_typed(store, {"summary": "theirs"}, {"summary": "mine"})
    comparison = compared(store, unsaved, draft)
    with pytest.raises(KeyError):
        comparison.settled({})
    decisions = {"summary": side}
    conflicts(store).keep_left_out(comparison, decisions)
    assert comparison.settled(decisions).content.answers["summary"] == Text(stands)
    kept = conflicts(store).left_out("note", unsaved.id)
    assert [each.answer for each in kept] == [Text(each) for each in left]
    assert [each.entry.by for each in kept if each.entry] == ["d2" if side == "mine" else "d1"][
        : len(left)
    ]
    with store.reading() as found:
        newest = found.audit.page(AuditQuery(limit=1)).rows[0]
    assert (newest.deed, newest.detail) == (Deed.VERSIONS_JOINED, '{"fields":["summary"]}')


def test_an_answer_sent_from_here_whose_word_got_lost_is_no_conflict(store: MemoryStore) -> None:
    note = begun(store)
    draft = typed(store, note.id, {"summary": "mine"}, "d1")
    sent = draft.content
    charting(store).save(draft.note, NoteSummary())
    draft.set_answer("summary", "mine and more")
    unheard = frozenset({digest_of(sent)})
    unsaved = UnsavedNote(note, draft.note, NoteSummary(), "d1", NOW, unheard)
    comparison = compared(store, unsaved, draft)
    assert not comparison.merge.clashes
    assert comparison.settled({}).content.answers["summary"] == Text("mine and more")
    assert compared(store, replace(unsaved, unheard=frozenset()), draft).merge.clashes


def test_the_treating_dentist_is_compared_like_an_answer(store: MemoryStore) -> None:
    unsaved, draft = both_typed(store, {"summary": "theirs"}, {})
    spell = LateSpell(NOW, "d1", "the reply came late")
    moved = replace(unsaved.mine, treating_id="d2", late=(spell,))
    settled = compared(store, replace(unsaved, mine=moved), draft).settled({})
    assert (settled.treating_id, settled.late) == ("d2", (spell,))
    assert settled.guide_version == unsaved.base.guide_version
    newer = replace(moved, guide_version=9, guide_digest="9" * 64)
    taken_along = compared(store, replace(unsaved, mine=newer), draft).settled({})
    assert (taken_along.guide_version, taken_along.guide_digest) == (9, "9" * 64)
    assert TREATING not in settled.content.answers
    with store.writing() as found:
        stored = found.notes.get(unsaved.id)
        assert stored is not None, "it was saved"
        found.notes.save(replace(stored, treating_id="d1"), NoteSummary(), NOW)
    clashes = compared(store, replace(unsaved, mine=moved), draft).merge.clashes
    assert [(each.path, each.both) for each in clashes] == [(TREATING, None)]


def test_spells_of_late_entries_are_joined_each_once_with_its_reason(store: MemoryStore) -> None:
    unsaved, draft = both_typed(store, {"summary": "theirs"}, {"why_that": "mine"})
    mine = LateSpell(NOW - dt.timedelta(hours=1), "d1", "")
    given = replace(mine, reason="the reply came late")
    theirs = LateSpell(NOW, "d2", "")
    stored = conflicts(store).stored(unsaved.id)
    assert stored is not None, "it was saved"
    for there, here in ((mine, given), (given, mine), (given, given)):
        comparison = compare(
            replace(stored, late=(theirs, there)),
            replace(unsaved, mine=replace(unsaved.mine, late=(here,))),
            draft.guide,
        )
        assert comparison.settled({}).late == (given, theirs)
    saved = charting(store).save(comparison.settled({}), NoteSummary())
    with store.reading() as found:
        told = found.audit.page(AuditQuery(note=saved.id, deeds=(Deed.NOTE_GONE_ON_LATE,))).rows
    assert len(told) == len(saved.late)


def test_whom_a_joined_draft_waits_for_and_since_when_go_together(store: MemoryStore) -> None:
    unsaved, draft = both_typed(store, {"summary": "theirs"}, {"why_that": "mine"})
    stored = conflicts(store).stored(unsaved.id)
    assert stored is not None, "it was saved"
    there, here = NOW - dt.timedelta(hours=2), NOW - dt.timedelta(hours=1)
    for theirs, mine, settled in (
        (("", None), ("d2", here), ("d2", here)),
        (("d2", there), ("", None), ("d2", there)),
        (("d2", there), ("d2", here), ("d2", there)),
    ):
        comparison = compare(
            replace(stored, waits_for=theirs[0], handed_at=theirs[1]),
            replace(unsaved, mine=replace(unsaved.mine, waits_for=mine[0], handed_at=mine[1])),
            draft.guide,
        )
        joined = comparison.settled({})
        assert (joined.waits_for, joined.handed_at) == settled


def test_what_was_typed_into_a_note_signed_meanwhile_is_kept_beside_it(store: MemoryStore) -> None:
    unsaved, draft = both_typed(store, {"summary": "theirs"}, {"why_that": "too late"})
    stored = conflicts(store).stored(unsaved.id)
    assert stored is not None, "it was saved"
    with pytest.raises(SignedNote):
        compare(replace(stored, signature=SIGNED), unsaved, draft.guide)
    assert conflicts(store).keep_too_late(stored, unsaved, draft.guide) == 1
    kept = conflicts(store).left_out("note", unsaved.id)
    assert [(each.path, each.answer) for each in kept] == [("why_that", Text("too late"))]
