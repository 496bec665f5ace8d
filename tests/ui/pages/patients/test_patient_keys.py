"""The patient's page by keys alone: F8 to what is still needed."""

from PySide6.QtCore import Qt

from tests.ui.pages.record_desk import RecordDesk, focused_editor


def test_f8_walks_the_coverages_one_after_the_other(desk: RecordDesk) -> None:
    page = desk.patient_page("")
    desk.show(page)
    bridge = page.session.bridge
    for _ in range(2):
        bridge.add_row("coverages", None)
    needed = {each.path for each in bridge.state.open_items}
    inside = {path for path in needed if path.startswith("coverages/")}
    seen = []
    for _ in needed:
        desk.press(Qt.Key.Key_F8)
        seen.append(focused_editor().path)
    walked = [path for path in seen if path in inside]
    assert set(walked) == inside
    rows = [path.split("/")[1] for path in walked]
    assert tuple(dict.fromkeys(rows)) == bridge.rows("coverages")
    assert rows == sorted(rows, key=bridge.rows("coverages").index), "row by row"
