"""What waited on this computer and was brought while its page saved it: it is saved, not left."""

import datetime as dt
from pathlib import Path

from app.domain.left_open.unfinished import LeftWork
from app.services.notes.unfinished import Unfinished
from app.services.ports.live import Spool
from app.storage.spool import SpoolFile
from tests.storage.conftest import KEY
from tests.storage.fakes import MemoryStore

NOON = dt.datetime(2026, 3, 2, 12, 0, tzinfo=dt.UTC)
NAME = "patient:p1"


class Beside(MemoryStore):
    """A store with a spool of this computer."""

    def __init__(self, box: SpoolFile) -> None:
        super().__init__()
        self.box = box

    def spool(self) -> Spool:
        return self.box


def waiting(tmp_path: Path) -> tuple[Beside, Unfinished]:
    """Something typed lies on this computer alone."""
    store = Beside(SpoolFile(tmp_path / "practice.spool", KEY))
    store.box.put_left(LeftWork("d1", NAME, NOON, "typed"))
    return store, Unfinished(store, "d1", lambda: NOON)


def test_what_was_brought_after_its_save_is_not_offered_again(tmp_path: Path) -> None:
    _, mine = waiting(tmp_path)
    mine.bring()  # the save had gone before, and its page did not know yet
    assert mine.names() == (NAME,)
    mine.saved(NAME)
    assert mine.names() == ()


def test_what_was_saved_meanwhile_is_not_brought(tmp_path: Path) -> None:
    store, mine = waiting(tmp_path)
    looked, first = store.box.left, [True]

    def left(who: str) -> tuple[LeftWork, ...]:
        found = looked(who)
        if first:
            first.clear()
            mine.saved(NAME)  # between the look and the bringing
        return found

    store.box.left = left  # type: ignore[method-assign]  # the save comes at this very moment
    mine.bring()
    assert mine.names() == ()
