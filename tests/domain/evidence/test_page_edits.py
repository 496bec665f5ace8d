"""Edits of pages keep every page and every box on its page, whatever is done."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.evidence.evidence import Box, EvidenceRecord, PageChoice, Turn
from app.domain.evidence.page_edits import (
    box_between,
    corners_as_kept,
    corners_as_shown,
    left_out,
    moved,
    resized,
    shifted,
    turned,
    with_boxes,
)

wild = st.floats(-3, 3)
turns = st.sampled_from([0, 90, 180, 270])
RECORD = EvidenceRecord(
    id="d1",
    patient="p1",
    sha256="0" * 64,
    size=9,
    media="pdf",
    title="Reply",
    pages=tuple(PageChoice(number=number) for number in (1, 2, 3)),
    taken_at=dt.datetime(2026, 11, 22, tzinfo=dt.UTC),
)


half = st.floats(0, 0.5)
extent = st.floats(0.01, 0.5)
boxes = st.builds(Box, left=half, top=half, width=extent, height=extent)


def test_a_page_goes_to_another_place() -> None:
    def order(record: EvidenceRecord) -> list[int]:
        return [page.number for page in record.pages]

    assert order(moved(RECORD, 0, 1)) == [2, 1, 3]
    assert order(moved(RECORD, 2, 0)) == [3, 1, 2]
    assert order(moved(RECORD, 0, 99)) == [2, 3, 1]
    assert order(moved(RECORD, 0, -1)) == [1, 2, 3]


def test_four_turns_come_round() -> None:
    record = RECORD
    seen = []
    for _ in range(4):
        record = turned(record, 1, 90)
        seen.append(record.pages[1].turn)
    assert seen == [90, 180, 270, 0]
    assert turned(RECORD, 0, -90).pages[0].turn == 270


def test_a_page_left_out_stays_in_the_order() -> None:
    out = left_out(RECORD, 1, out=True)
    assert [page.number for page in out.sent_pages] == [1, 3]
    assert left_out(out, 1, out=False) == RECORD


@given(boxes, wild, wild)
def test_a_box_stays_on_its_page(box: Box, across: float, down: float) -> None:
    for changed in (shifted(box, across, down), resized(box, across, down)):
        Box.model_validate(changed.model_dump())
        assert changed.left + changed.width <= 1 + 1e-9
        assert changed.top + changed.height <= 1 + 1e-9
        assert min(changed.width, changed.height) > 0
    assert with_boxes(RECORD, 0, (box,)).is_redacted


@given(boxes, turns)
def test_turning_a_box_and_back_leaves_it(box: Box, turn: Turn) -> None:
    corners = (box.left, box.top, box.left + box.width, box.top + box.height)
    assert corners_as_kept(corners_as_shown(box, turn), turn) == pytest.approx(corners)


def test_a_box_at_the_top_left_is_at_the_top_right_after_a_quarter_turn() -> None:
    box = Box(left=0, top=0, width=0.1, height=0.2)
    assert corners_as_shown(box, 90) == pytest.approx((0.8, 0, 1, 0.1))


@pytest.mark.parametrize("corners", [(0.5, 0.5, 0.5, 0.9), (0.1, 0.1, 0.101, 0.101)])
def test_a_click_is_no_box(corners: tuple[float, float, float, float]) -> None:
    assert box_between(*corners) is None
