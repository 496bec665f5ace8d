"""A line of a month's page against the trail: what fits, what does not, what cannot be read."""

import pytest

from app.domain.audit import Deed
from app.domain.reading.problem import Unread
from app.services.audit.filed_page import compare, read_count, read_hash, read_workstation
from app.services.trail import Trail
from tests.storage.fakes import MemoryStore
from tests.storage.samples import NOON


def test_the_row_that_was_printed_is_found_after_others_were_added() -> None:
    store, trail = MemoryStore(), Trail(lambda: NOON, "s1")
    with store.writing() as found:
        trail.add(found, Deed.UNLOCKED)
        trail.add(found, Deed.LOCKED)
        (head,) = found.audit.heads()
        trail.add(found, Deed.UNLOCKED)
    place = head.workstation[:8]
    assert compare(store, place, head.count, head.hash[:16]).fits
    assert not compare(store, place, head.count - 1, head.hash[:16]).fits
    assert "not 4" in compare(store, place, 4, head.hash).sentence
    assert "no row of the workstation 00ff" in compare(store, "00ff", 1, head.hash).sentence


def test_what_is_printed_in_groups_is_read() -> None:
    assert read_hash("0123 4567 89AB cdef") == "0123456789abcdef"
    assert read_count(" 1,204 ") == 1204
    assert read_workstation("3F8a02c1") == "3f8a02c1"


@pytest.mark.parametrize("typed", ["", "0123", "g" * 16, "0" * 65, "٠" * 16])
def test_what_is_no_hash_is_said(typed: str) -> None:
    assert isinstance(read_hash(typed), Unread)


@pytest.mark.parametrize("typed", ["", "0", "-1", "1.5", "many", "٣", "9" * 16])
def test_what_is_no_number_of_rows_is_said(typed: str) -> None:
    assert isinstance(read_count(typed), Unread)
