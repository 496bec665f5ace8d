"""A guide that changed under a draft: what fits is taken along, and nothing is lost or printed."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import assume, given
from rpds import HashTrieMap

from app.domain.audit import AuditQuery, Deed
from app.domain.finding.listing import NoteQuery
from app.domain.guides.answers import (
    Answer,
    Choice,
    Date,
    Evidence,
    EvidenceItem,
    Rows,
    Teeth,
    Text,
    Unreadable,
)
from app.domain.guides.guide import Field, FieldKind, Guide, Option, Section
from app.domain.guides.showing import show_answer
from app.domain.notes.note import Content, Entry, Note
from app.domain.signing.seal import Standing
from app.errors import UndecidedAnswers
from app.services.notes.charting import Charting, Clock, summary_of
from app.services.notes.guide_migration import moved, placeless
from app.services.printing.catalogue import CardRules, Catalogue
from app.services.seals.standing import standing_of
from tests.domain.guides.answers_strategy import contents
from tests.signing_keys import key_for
from tests.small_guide import NOW, TODAY, reader
from tests.storage import samples
from tests.storage.fakes import MemoryStore

ENTRY = Entry("s1", NOW)


def guide_of(*fields: Field, version: int = 2, renamed: Mapping[str, str] | None = None) -> Guide:
    section = Section("story", "Story", fields)
    digest = f"{version}" * 64
    return Guide(
        "D9311", version, "Small", {}, (section,), (), (), digest=digest, renamed=renamed or {}
    )


def table(*fields: Field, path: str = "calls") -> Field:
    return Field(path, FieldKind.TABLE, "Calls", fields=fields)


def content(**answers: Answer) -> Content:
    by_path = {path.replace("__", "/"): answer for path, answer in answers.items()}
    return Content(HashTrieMap(by_path), HashTrieMap(dict.fromkeys(by_path, ENTRY)))


REASON = Field("reason", FieldKind.CHOICE, "Reason", options=(Option("pain", "Pain"),))
WHY = Field("why", FieldKind.LONG_TEXT, "Why")


def test_what_fits_stays_as_it_is_with_who_entered_it() -> None:
    before = content(reason=Choice("pain"), why=Text("It hurts."))
    change = moved(before, guide_of(REASON, WHY))
    assert change.content == before
    assert change.left == Content()


def test_a_renamed_field_takes_its_answer_along_rows_included() -> None:
    note = Field("calls/said", FieldKind.TEXT, "Said")
    before = content(
        cause=Text("It hurts."), calls=Rows(("r1", "r2")), calls__r2__words=Text("Come in.")
    )
    renamed = {"cause": "why", "calls/words": "calls/said"}
    change = moved(before, guide_of(WHY, table(note), renamed=renamed))
    assert dict(change.content.answers.items()) == {
        "why": Text("It hurts."),
        "calls": Rows(("r1", "r2")),
        "calls/r2/said": Text("Come in."),
    }
    assert change.content.entries["calls/r2/said"] == ENTRY
    assert not change.left.answers


def test_a_field_that_is_gone_leaves_its_answer_aside() -> None:
    change = moved(content(why=Text("x"), gone=Text("keep me")), guide_of(WHY))
    assert dict(change.left.answers.items()) == {"gone": Text("keep me")}
    assert change.left.entries["gone"] == ENTRY


@pytest.mark.parametrize(
    ("answer", "field"),
    [
        (Choice("itch"), REASON),
        (Text("since May"), Field("reason", FieldKind.DATE, "Since")),
        (Date(TODAY), Field("reason", FieldKind.MINUTES, "Minutes")),
    ],
)
def test_what_is_asked_differently_is_shown_and_asked_again(answer: Answer, field: Field) -> None:
    change = moved(content(reason=answer), guide_of(field))
    again = change.content.answers["reason"]
    assert isinstance(again, Unreadable)
    assert again.typed == show_answer(answer)


def test_documents_are_never_turned_into_words() -> None:
    letter = Evidence((EvidenceItem("e1", "Letter", 1),))
    change = moved(content(reason=letter), guide_of(REASON))
    assert dict(change.left.answers.items()) == {"reason": letter}


@given(contents())
def test_nothing_is_lost(before: Content) -> None:
    assume(not any(isinstance(answer, Teeth) for answer in before.answers.values()))  # no teeth
    paths = sorted(before.answers)
    some = guide_of(*(Field(path, FieldKind.TEXT, path) for path in paths[::2] if "/" not in path))
    change = moved(before, some)
    for path, answer in before.answers.items():
        if path in change.left.answers:
            assert change.left.answers[path] == answer
        else:
            now = change.content.answers[path]
            assert now == answer or now.typed == show_answer(answer)  # type: ignore[union-attr] # else it is what was typed
    assert moved(change.content, some).content == change.content, "once is enough"


class Shelf:
    """One guide, which changes."""

    def __init__(self, guide: Guide) -> None:
        self.guide = guide

    def guides(self) -> Mapping[str, Guide]:
        return {"D9311": self.guide}

    def card_rules(self, file_text: str) -> CardRules | None:
        raise AssertionError(f"no card was chosen: {len(file_text)}")


OLD = guide_of(
    REASON, WHY, Field("gone", FieldKind.TEXT, "Gone"), table(Field("calls/w", FieldKind.TEXT, "W"))
)


def charting(store: MemoryStore, guide: Guide) -> Charting:
    return Charting(store, Catalogue(Shelf(guide)), reader(), Clock(lambda: NOW, NOW.tzinfo), "s1")  # type: ignore[arg-type] # UTC has a zone


@pytest.fixture
def store() -> MemoryStore:
    made = MemoryStore()
    with made.writing() as found:
        found.patients.save(samples.patient())
        found.staff.save(samples.dentist())
    old = charting(made, OLD)
    draft = old.new_note("p1", "D9311")
    for path, typed in (("why", "It hurts."), ("gone", "Keep me.")):
        draft.set_answer(path, typed)
    draft.set_answer("reason", Choice("pain"))
    old.save(draft.note, summary_of(draft.state))
    return made


def note_id(store: MemoryStore) -> str:
    with store.reading() as found:
        return found.notes.page(NoteQuery()).rows[0].id


NEW = guide_of(REASON, WHY, version=3)


def test_opening_takes_a_draft_along_and_keeps_the_rest_aside(store: MemoryStore) -> None:
    new = charting(store, NEW)
    draft = new.open(note_id(store))
    assert (draft.note.guide_version, draft.note.guide_digest) == (3, NEW.digest)
    assert set(draft.note.content.answers) == {"reason", "why"}
    assert new.form_changes.undecided(draft.note.id) == {"gone": "Keep me."}
    assert new.stored(draft.note.id).content == draft.note.content
    again = charting(store, NEW).open(draft.note.id)
    assert again.note == draft.note
    assert new.form_changes.undecided(draft.note.id), "until somebody decides"


def test_nobody_signs_before_that_is_decided(store: MemoryStore) -> None:
    new = charting(store, NEW)
    draft = new.open(note_id(store))
    key = key_for(store, "s1", NOW)
    with pytest.raises(UndecidedAnswers):
        new.sign(draft, key)
    new.form_changes.leave_out(draft.note)
    assert new.form_changes.undecided(draft.note.id) == {}
    with store.reading() as found:
        left = found.left_out.of("note", draft.note.id)
        deeds = [row.deed for row in found.audit.page(AuditQuery(note=draft.note.id)).rows]
    assert [(each.path, each.answer, each.by) for each in left] == [
        ("gone", Text("Keep me."), "s1")
    ]
    assert {Deed.FORM_CHANGED, Deed.FORM_DECIDED} <= set(deeds)


def test_a_change_that_leaves_nothing_over_writes_nothing(store: MemoryStore) -> None:
    wider = replace(OLD, version=4, digest="4" * 64)
    version = charting(store, OLD).stored(note_id(store)).version
    draft = charting(store, wider).open(note_id(store))
    assert draft.note.guide_version == 4
    assert charting(store, wider).stored(draft.note.id).version == version


def signed(store: MemoryStore) -> Note:
    """The note as it was signed under the old form."""
    old = charting(store, OLD)
    return old.sign(old.open(note_id(store)), key_for(store, "s1", NOW))


def test_a_signed_note_is_shown_under_the_names_its_form_has_now(store: MemoryStore) -> None:
    note = signed(store)
    today = guide_of(
        REASON, Field("motive", FieldKind.LONG_TEXT, "Why"), version=3, renamed={"why": "motive"}
    )
    draft = charting(store, today).open(note.id)
    assert draft.note.content.answers["motive"] == Text("It hurts.")
    assert draft.note.content.entries["motive"].by == "s1"
    assert placeless(draft.note, today) == {"gone": "Keep me."}
    assert draft.note.content.answers["gone"] == Text("Keep me."), "nothing that was signed is lost"
    assert charting(store, today).stored(note.id) == note
    with store.reading() as found:
        assert standing_of(found, note.id) is Standing.FITS
    assert charting(store, OLD).open(note.id).note == note
