"""What programs tell each other through the store: what is open where, what decisions left out."""

import datetime as dt
from pathlib import Path

from app.domain.guides.answers import Text, YesNo
from app.domain.notes.left_out import LeftOut
from app.domain.notes.note import Entry
from app.domain.workstations.opening import Opening
from app.services.ports.store import Store
from app.storage.folder import EmbeddedFolder
from app.storage.server.server_store import ServerStore
from tests.storage.conftest import KEY
from tests.storage.test_spool import unsaved

NOW = dt.datetime(2026, 11, 22, 10, 14, tzinfo=dt.UTC)
EARLIER = NOW - dt.timedelta(minutes=9)


def left_out(path: str, at: dt.datetime = NOW, record: str = "n1") -> LeftOut:
    return LeftOut("note", record, path, Text("not taken"), Entry("d2", EARLIER), "d1", at)


def test_what_was_left_out_is_found_with_its_note_oldest_first(store: Store) -> None:
    bare = LeftOut("patient", "n1", "epsdt", YesNo(value=True), None, "d1", NOW)
    with store.writing() as work:
        work.left_out.add([left_out("b"), left_out("a"), left_out("z", EARLIER), bare])
        work.left_out.add([left_out("a", record="n2")])
        work.left_out.add([])
    with store.reading() as work:
        assert [each.path for each in work.left_out.of("note", "n1")] == ["z", "a", "b"]
        assert work.left_out.of("note", "n1")[1] == left_out("a")
        assert work.left_out.of("patient", "n1") == (bare,)
        assert work.left_out.of("note", "n3") == ()


def test_a_workstation_sees_no_openings_of_its_own(store: Store) -> None:
    with store.writing() as work:
        work.openings.begin("n1", "d1", NOW)
        work.openings.beat()
        assert work.openings.others() == ()


def test_openings_of_another_workstation_are_seen_beat_and_end(
    opened: ServerStore, second: ServerStore
) -> None:
    begin(second, "n1", EARLIER)
    begin(second, "n1", NOW)
    begin(second, "n2", NOW)
    first = seen(opened)
    assert [(o.note_id, o.who, o.since) for o in first] == [("n1", "d2", NOW), ("n2", "d2", NOW)]
    assert seen(second) == ()
    with second.writing() as work:
        work.openings.beat()
        work.openings.end("n1")
    (left,) = seen(opened)
    assert (left.note_id, left.beats) == ("n2", first[0].beats + 1)
    with second.reading() as work:
        assert [work.openings.is_told(note) for note in ("n1", "n2")] == [False, True]
    with opened.writing() as work:
        assert not work.openings.is_told("n2"), "it is open at the other one"
        work.openings.forget(left.workstation)
    assert seen(opened) == ()
    with second.reading() as work:
        assert not work.openings.is_told("n2")


def test_an_embedded_practice_shows_what_another_computer_left(
    practice_folder: Path,
) -> None:
    store = EmbeddedFolder(practice_folder).open(KEY)
    begin(store, "n1", NOW)
    store.close()
    store = EmbeddedFolder(practice_folder).open(KEY)  # nothing was told yet: another computer
    assert [(each.note_id, each.beats) for each in seen(store)] == [("n1", 1)]
    store.close()


def test_only_a_practice_on_a_server_has_a_spool(store: Store, tmp_path: Path) -> None:
    spool = store.spool()
    assert (spool is not None) == isinstance(store, ServerStore)
    if spool is not None:
        spool.put(unsaved())
        assert spool.all() == (unsaved(),)
        assert [each.suffix for each in tmp_path.rglob("*.spool")] == [".spool"]


def begin(store: Store, note_id: str, at: dt.datetime) -> None:
    with store.writing() as work:
        work.openings.begin(note_id, "d2", at)


def seen(store: Store) -> tuple[Opening, ...]:
    with store.reading() as work:
        return work.openings.others()
