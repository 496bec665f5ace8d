"""The month's page of the audit trail: every chain's end, checked, on paper, and told."""

from pathlib import Path

import pytest

from app.documents.office.trail_ends import End, Ends, build, in_groups
from app.documents.plain_document import plain_document
from app.domain.audit import AuditQuery, Deed
from app.domain.practice.people import Practice, StaffRole
from app.errors import NotAllowed
from app.services.audit.trail_ends import TrailEnds
from tests.packing_desk import PackingDesk
from tests.storage.fakes import MemoryStore

HASH = "0123456789abcdef" * 4


def page(*ends: End) -> str:
    return str(
        plain_document(
            build(Ends(Practice(name="Sampleton Dental"), "November 2026", "t", "Whole.", ends))
        )
    )


def test_a_hash_stands_in_groups_of_four() -> None:
    assert in_groups(HASH) == " ".join(["0123", "4567", "89ab", "cdef"] * 4)
    assert in_groups("") == ""


def test_the_page_names_every_end_and_has_a_line_to_sign_on() -> None:
    text = page(End("ab12", "1,204", "Nov 22, 2026 10:00 AM", HASH))
    for words in ("November 2026", "ab12", "1,204", in_groups(HASH), "Whole.", "Office manager"):
        assert words in text


def test_a_practice_without_rows_says_so() -> None:
    assert "no rows yet" in page()


def test_saving_writes_a_file_and_a_row_with_the_same_ends(tmp_path: Path) -> None:
    desk = PackingDesk.over(MemoryStore())
    office = desk.office
    with office.store.reading() as found:
        heads = found.audit.heads()
    assert heads
    ends = TrailEnds(office.store, office.printer, office.clock, office.trail)
    file = tmp_path / ends.file_name
    printed = ends.save(file)
    assert file.read_bytes() == printed.data
    assert (printed.pages, ends.file_name[:12]) == (1, "audit-trail-")
    with office.store.reading() as found:
        (row,) = found.audit.page(AuditQuery(deeds=(Deed.TRAIL_PRINTED,))).rows
    assert row.told["heads"] == [f"{h.workstation}:{h.count}:{h.hash}" for h in heads]
    office.close()


def test_who_may_not_see_the_history_gets_no_page(tmp_path: Path) -> None:
    office = PackingDesk.over(MemoryStore()).office
    with office.store.writing() as found:
        changed = {"id": "desk", "role": StaffRole.FRONT_DESK, "more_roles": (), "version": 0}
        found.staff.save(found.staff.all()[0].model_copy(update=changed))
    ends = TrailEnds(office.store, office.printer, office.clock, office.trail.as_user("desk"))
    with pytest.raises(NotAllowed):
        ends.save(tmp_path / ends.file_name)
    assert list(tmp_path.iterdir()) == []
    office.close()
