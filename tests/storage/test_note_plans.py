"""Lists of a few notes are found by their own index, however many other notes there are."""

from pathlib import Path

import pytest
from sqlalchemy import event

from app.services.ports.store import Notes
from app.storage.folder import EmbeddedFolder
from tests.storage.conftest import KEY

LISTS = {
    "waiting for anybody": lambda notes: notes.waiting_for("", 200),
    "waiting for somebody": lambda notes: notes.waiting_for("s1", 200),
    "left by anybody": lambda notes: notes.left_unsigned("", 200),
    "left by somebody": lambda notes: notes.left_unsigned("s1", 200),
    "handed over": lambda notes: notes.handed_over_by("s1", 200),
}


def plans_of(folder: Path, which: str) -> list[str]:
    """How SQLite goes about every query of a list."""
    store = EmbeddedFolder(folder).open(KEY)
    heard: list[tuple[str, object]] = []

    def hear(_c: object, _k: object, said: str, given: object, _x: object, _m: object) -> None:
        if said.startswith("SELECT"):
            heard.append((said, given))

    event.listen(store._engine, "before_cursor_execute", hear)
    with store.reading() as found:
        notes: Notes = found.notes
        LISTS[which](notes)
    plans: list[str] = []
    with store._engine.connect() as connection:
        for said, given in tuple(heard):
            rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {said}", given)  # type: ignore[arg-type] # as it was heard
            plans += [row[3] for row in rows]
    store.close()
    return plans


@pytest.mark.parametrize("which", LISTS)
def test_no_list_of_few_goes_through_all_notes(practice_folder: Path, which: str) -> None:
    plans = plans_of(practice_folder, which)
    assert any("ix_notes_" in plan for plan in plans), "an index tells which"
    assert not [plan for plan in plans if plan.startswith("SCAN notes")]
    if which != "handed over":  # of which the drafts of one author are read
        assert all("COVERING" in plan for plan in plans if "ix_notes_" in plan)
