"""What is left unfinished comes back as it was, to the person who left it and to nobody else."""

import datetime as dt

from hypothesis import given

from app.domain.guides.answers import Text, Unreadable
from app.domain.left_open.unfinished import (
    LeftWork,
    Place,
    place_of,
    place_text,
    record_name,
    unsaved_of,
    unsaved_text,
)
from app.domain.notes.note import Content
from app.services.notes.unfinished import Return, Unfinished
from app.services.ports.store import Store
from tests.domain.guides.answers_strategy import contents
from tests.storage import samples
from tests.storage.samples import NOON, SUMMARY

LATER = NOON + dt.timedelta(minutes=5)
TYPED = samples.content(condition=Text("atrial fib"), minutes=Unreadable("x", "Type minutes."))
PLACE = Place("n1", "p1", "D9311", 3, "reason", "condition", 7, 120)


def test_of_one_name_the_newest_is_kept(store: Store) -> None:
    with store.writing() as work:
        work.unfinished.keep(LeftWork("s1", "patient:p1", NOON, "first"))
        work.unfinished.keep(LeftWork("s1", "place", NOON, "somewhere"))
        work.unfinished.keep(LeftWork("s1", "patient:p1", LATER, "second"))
        work.unfinished.keep(LeftWork("s2", "patient:p1", NOON, "another's"))
    with store.reading() as work:
        kept = work.unfinished.of("s1")
        assert [(each.what, each.body) for each in kept] == [
            ("patient:p1", "second"),
            ("place", "somewhere"),
        ]
        assert work.unfinished.get("s2", "patient:p1") == LeftWork(
            "s2", "patient:p1", NOON, "another's"
        )
        assert work.unfinished.get("s2", "place") is None


def test_what_is_forgotten_is_gone_and_forgetting_twice_is_no_fault(store: Store) -> None:
    with store.writing() as work:
        work.unfinished.keep(LeftWork("s1", "place", NOON, "somewhere"))
        work.unfinished.drop("s1", "place")
        work.unfinished.drop("s1", "place")
    with store.reading() as work:
        assert work.unfinished.of("s1") == ()


def test_unsaved_text_comes_back_to_who_typed_it(store: Store) -> None:
    name = record_name("check", "v1", "p1")
    mine, theirs = Unfinished(store, "s1", lambda: NOON), Unfinished(store, "s2", lambda: NOON)
    mine.keep_unsaved(name, TYPED, 4)
    back = mine.unsaved(name)
    assert back
    assert (back.content, back.version, back.at) == (TYPED, 4, NOON)
    assert mine.names() == (name,)
    assert theirs.unsaved(name) is None
    mine.forget(name)
    assert mine.names() == ()


def test_a_place_stands_only_in_the_same_note(store: Store) -> None:
    with store.writing() as work:
        note = work.notes.save(samples.note(), SUMMARY, NOON)
    here = Place(note.id, note.patient_id, note.code, 3, "reason", "condition", 7, 120)
    mine = Unfinished(store, "s1", lambda: NOON)
    mine.keep_place(here)
    way = mine.way_back()
    assert isinstance(way, Return)
    assert (way.place, way.note) == (here, note)
    assert way.patient
    assert Unfinished(store, "s2", lambda: NOON).way_back() is None
    for other in (
        Place("n9", note.patient_id, note.code, 3, "reason"),
        Place(note.id, "p9", note.code, 3, "reason"),
        Place(note.id, note.patient_id, "D9997", 3, "reason"),
    ):
        mine.keep_place(other)
        assert mine.way_back() is None
    mine.keep_place(None)
    assert mine.way_back() is None


def test_a_damaged_body_is_nothing_kept() -> None:
    for body in ("", "{", "[]", "{}", '{"note": 1}', '{"version": 1, "content": {"answers": 5}}'):
        assert place_of(body) is None
        assert unsaved_of(LeftWork("s1", "patient:p1", NOON, body)) is None
    assert place_of(place_text(PLACE)) == PLACE


@given(contents())
def test_any_content_comes_back_as_it_was(content: Content) -> None:
    back = unsaved_of(LeftWork("s1", "patient:p1", NOON, unsaved_text(content, 2)))
    assert back
    assert back.content == content
