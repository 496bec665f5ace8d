"""The spool: what is put is found again after a crash, sealed, bounded, whole or not at all."""

import datetime as dt
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.crypto import Secret, new_database_key
from app.domain.finding.listing import NoteSummary
from app.domain.left_open.unfinished import LeftWork
from app.domain.left_open.unsaved import UnsavedNote
from app.domain.notes.late import LateSpell
from app.domain.notes.note import Content, Note
from app.errors import DamagedSpool, FullSpool
from app.storage import spool
from app.storage.spool import SpoolFile
from tests.domain.guides.answers_strategy import contents

NOW = dt.datetime(2026, 11, 22, 10, 14, tzinfo=dt.UTC)
KEY = Secret(b"k" * 32)


def unsaved(note_id: str = "n1", typed: str = "mine") -> UnsavedNote:
    """One note that was read and typed into."""
    base = Note(note_id, "D9311", 3, "p1", "t1", "a1", NOW, version=4, saved_at=NOW)
    spell = LateSpell(NOW, "a1", "the reply came late")
    mine = replace(base, waits_for="t1", handed_at=NOW, late=(spell,), control_number=typed)
    return UnsavedNote(
        base, mine, NoteSummary(2, 80, "Give the day."), "a1", NOW, frozenset({"d" * 64})
    )


@given(contents(), contents())
@settings(deadline=None, max_examples=30)
def test_what_is_put_is_found_by_the_next_program(
    tmp_path_factory: pytest.TempPathFactory, before: Content, after: Content
) -> None:
    file = tmp_path_factory.mktemp("spool") / "practice.spool"
    kept = unsaved()
    kept = replace(
        kept,
        base=replace(kept.base, content=before),
        mine=replace(kept.mine, content=after),
    )
    SpoolFile(file, KEY).put(kept)
    assert SpoolFile(file, KEY).all() == (kept,)


def test_the_latest_of_a_note_is_kept_in_the_place_of_the_first(tmp_path: Path) -> None:
    box = SpoolFile(tmp_path / "practice.spool", KEY)
    for each in (unsaved("n1"), unsaved("n2"), unsaved("n1", "typed on")):
        box.put(each)
    assert box.all() == (unsaved("n1", "typed on"), unsaved("n2"))


def test_nothing_is_left_on_the_disk_when_all_is_stored(tmp_path: Path) -> None:
    box = SpoolFile(tmp_path / "practice.spool", KEY)
    box.put(unsaved())
    box.drop("n1")
    box.drop("never there")
    assert box.all() == ()
    assert list(tmp_path.iterdir()) == []


def test_nothing_of_it_can_be_read_without_the_key(tmp_path: Path) -> None:
    file = tmp_path / "practice.spool"
    SpoolFile(file, KEY).put(unsaved(typed="CANARYWORD"))
    assert b"CANARYWORD" not in file.read_bytes()
    if sys.platform != "win32":  # which has no modes
        assert file.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("damage", ["flipped", "cut", "other key", "other file"])
def test_a_spool_that_cannot_be_read_is_set_aside_and_said(tmp_path: Path, damage: str) -> None:
    file = tmp_path / "practice.spool"
    SpoolFile(file, KEY).put(unsaved())
    whole = file.read_bytes()
    broken = {
        "flipped": whole[:-9] + bytes([whole[-9] ^ 1]) + whole[-8:],
        "cut": whole[:40],
        "other key": whole,
        "other file": b"something else",
    }[damage]
    file.write_bytes(broken)
    box = SpoolFile(file, new_database_key() if damage == "other key" else KEY)
    with pytest.raises(DamagedSpool):
        box.all()
    assert box.all() == ()
    box.put(unsaved("n2"))
    assert [each.id for each in box.all()] == ["n2"]
    assert (tmp_path / "practice.spool-damaged").read_bytes() == broken


def test_it_takes_only_so_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spool, "MOST_NOTES", 2)
    box = SpoolFile(tmp_path / "practice.spool", KEY)
    box.put(unsaved("n1"))
    box.put(unsaved("n2"))
    with pytest.raises(FullSpool):
        box.put(unsaved("n3"))
    box.put(unsaved("n1", "typed on"))
    assert [each.id for each in box.all()] == ["n1", "n2"]


@given(st.lists(st.tuples(st.sampled_from(["put", "drop"]), st.integers(1, 4)), max_size=12))
@settings(deadline=None, max_examples=40)
def test_it_keeps_what_was_put_and_not_dropped(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int]]
) -> None:
    file = tmp_path_factory.mktemp("spool") / "practice.spool"
    expected: dict[str, UnsavedNote] = {}
    for at, (step, number) in enumerate(steps):
        name, box = f"n{number}", SpoolFile(file, KEY)
        if step == "put":
            expected[name] = unsaved(name, f"typed {at}")
            box.put(expected[name])
        else:
            expected.pop(name, None)
            box.drop(name)
    assert SpoolFile(file, KEY).all() == tuple(expected.values())


def left(what: str = "patient:p1", body: str = "typed", minutes: int = 0) -> LeftWork:
    """Something typed outside of notes."""
    return LeftWork("s1", what, NOW + dt.timedelta(minutes=minutes), body)


def test_what_is_typed_outside_of_notes_lies_beside_them_and_is_found_by_the_next_program(
    tmp_path: Path,
) -> None:
    file = tmp_path / "practice.spool"
    box = SpoolFile(file, KEY)
    box.put(unsaved())
    for each in (left(), left("check:c1:p1"), left(body="CANARYWORD", minutes=1)):
        box.put_left(each)
    assert b"CANARYWORD" not in file.read_bytes()
    again = SpoolFile(file, KEY)
    assert again.all() == (unsaved(),)
    assert again.left("s1") == (left(body="CANARYWORD", minutes=1), left("check:c1:p1"))
    assert again.left("s2") == ()


def test_what_is_forgotten_too_late_leaves_what_was_typed_since(tmp_path: Path) -> None:
    box = SpoolFile(tmp_path / "practice.spool", KEY)
    box.put_left(left(body="first"))
    box.put_left(left(body="second", minutes=1))
    box.drop_left(left(body="first"))
    assert box.left("s1") == (left(body="second", minutes=1),)
    box.drop_left(left(body="second", minutes=1))
    box.drop_left(left("never there"))
    assert list(tmp_path.iterdir()) == []
